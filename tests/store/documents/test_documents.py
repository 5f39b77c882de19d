"""Every document of the method on the example board, in both languages, as one reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, takewhile

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from store.board.recalling import Recall
from store.documents.blocks import Document, Heading, Table
from store.documents.catalogue import CATALOGUE, build
from store.documents.markdown import markdown
from store.documents.text import text
from store.errors import NotFound
from store.language import LANGUAGES, Language
from store.model.initiative import Initiative
from store.model.meeting import Meeting
from store.model.organisation import Department, Person
from store.model.record import Record
from store.model.state import State
from store.model.task import Task
from store.model.text import visible
from tests.data.hostile import HOSTILE
from tests.store.documents.board import NPL, example
from tests.store.rules.launch import MONDAY

_HAN = re.compile(r"[\u4e00-\u9fff]")


class MarkdownExtension(SingleFileSnapshotExtension):
    """A document a file."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


def written(name: str, language: Language, initiative: int = NPL, meeting: int | None = None) -> Document:
    board = example(language)
    recall = Recall(board, board.state)
    return build(board.state, name, initiative, board.moment(), recall, meeting=meeting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_document_reads(language: Language, snapshot: SnapshotAssertion) -> None:
    kept = snapshot.use_extension(MarkdownExtension)
    for name in CATALOGUE:
        if name != "all":
            assert markdown(written(name, language)) == kept(name=f"{name}-{language}")


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_english_document_of_an_english_board_has_nothing_chinese_in_it(name: str) -> None:
    for initiative in (1, 2, 3):
        try:
            document = written(name, "en", initiative)
        except NotFound:
            assert name == "minutes"
        else:
            assert not _HAN.search(text(document))


def test_the_whole_initiative_has_every_part_on_a_page_of_its_own() -> None:
    document = written("all", "zh")
    parts = [each for each in document.blocks if isinstance(each, Heading) and each.new_page]
    assert [each.text for each in parts] == [
        "1. 任务需求说明书",
        "2. 需求确认纪要",
        "3. 跨部门任务分配总表（表1）",
        "4. 进度计划",
        "5. 任务进度跟踪表（表2）",
        "6. 问题反馈与处理表（表3）",
        "7. 风险登记册",
        "8. 启动会 #1 新品上市推广 会议纪要",
        "9. 周例会 #1 新品上市推广 会议纪要",
        "10. 周例会 #2 新品上市推广 会议纪要",
        "11. 复盘报告",
    ]
    assert all(each.level == 1 for each in parts)
    assert text(document).count("编制时间") == 1
    inside = {each.level for each in document.blocks if isinstance(each, Heading) and not each.new_page}
    assert inside == {1, 2}  # the contents, and what stands in the parts
    names = [each.comes_back for each in document.blocks if isinstance(each, Table) and each.comes_back]
    assert names == ["assignment", "progress", "issues"]


def test_the_minutes_are_those_of_the_meeting_that_was_asked_for() -> None:
    board = example("zh")
    first = min(each.id for each in board.state.all(Meeting) if each.initiative == NPL)
    assert "启动会 #1" in written("minutes", "zh", meeting=first).title
    assert "周例会 #2" in written("minutes", "zh").title
    with pytest.raises(NotFound) as refused:
        written("minutes", "zh", meeting=99)
    assert refused.value.field == "meeting"
    other = next(each.id for each in board.state.all(Initiative) if each.code == "INC")
    with pytest.raises(NotFound):
        written("minutes", "zh", other, meeting=first)


def test_nothing_is_there_yet_is_said_in_every_document() -> None:
    state = State()
    state.put(Initiative(id=1, code="NPL", title="新品上市推广"))
    for name in CATALOGUE:
        if name == "minutes":
            with pytest.raises(NotFound):
                build(state, name, 1, MONDAY)
        else:
            assert "NPL 新品上市推广" in text(build(state, name, 1, MONDAY))
    with pytest.raises(NotFound):
        build(state, "brief", 2, MONDAY)


SHORT = [words for words in HOSTILE if len(words) < 200]


def poisoned(state: State, offset: int) -> State:
    """The board with another hostile text in every field of every record, past the door that refuses most of
    them: each text comes to stand in many places."""
    found, words = state.copy(), cycle([*SHORT[offset:], *SHORT[:offset]])
    for table in (Initiative, Department, Person, Task):
        for record in found.all(table):
            found.put(record.model_copy(update=_hostile(record, words)))
    return found


def _hostile(record: Record, words: Iterator[str]) -> dict[str, object]:
    names = ("name", "title", "goal", "deliverable", "exception")
    found: dict[str, object] = {name: next(words) for name in names if hasattr(record, name)}
    for name, field in (
        ("criteria", "text"),
        ("support", "content"),
        ("milestones", "title"),
        ("notes", "text"),
    ):
        entries = getattr(record, name, ())
        found |= {name: tuple(each.model_copy(update={field: next(words)}) for each in entries)}
    return found if record.table == "tasks" else {name: found[name] for name in names if name in found}


@pytest.mark.parametrize("offset", range(0, len(SHORT), 17))
def test_hostile_words_stay_words(offset: int) -> None:
    board = example("zh")
    lines = markdown(build(poisoned(board.state, offset), "all", NPL, board.moment())).splitlines()
    assert lines == [visible(line) for line in lines]
    for line in lines:
        assert not line.lstrip().startswith(("<", "[/", "=")), line
    bars = re.compile(r"(?<!\\)(?:\\\\)*\|")
    heads = [at for at, line in enumerate(lines) if line.startswith("| --- ")]
    assert len(heads) > 15
    for at in heads:
        rows = list(takewhile(lambda line: line.startswith("|"), lines[at + 1 :]))
        assert rows
        assert {len(bars.findall(row)) for row in rows} == {len(bars.findall(lines[at - 1]))}
