"""Damaged files of every kind: never a traceback, and what cannot be read is never overwritten."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.board.board import Board
from store.board.checking import check, repair
from store.errors import Damaged, DuiqiError, ReadOnly
from store.model.organisation import Department
from tests.harness.clock import FixedClock
from tests.store.board.cases import AddDepartment, Rename, kept, small_board, title


def make(folder: Path, name: str = "launch.json", closed_after: int = 3) -> Path:
    """A board with a few changes before its file was written, and a few after."""
    board = small_board(folder, FixedClock(), name)
    for number in range(6):
        if number == closed_after:
            board.checkpoint()
        board.commit(Rename(1 + number % 3, f"第{number}次"))
    board.session.close()
    return board.path


EXAMPLES = max(300, settings().max_examples)
TEMPLATE = Path(tempfile.mkdtemp())
ONE = make(TEMPLATE)
OTHER = make(TEMPLATE, "other.json")
FILE = ONE.read_bytes()
JOURNAL = (TEMPLATE / "launch.duiqi" / "journal.jsonl").read_bytes()
GOOD = [line.rstrip(b"\n") for line in JOURNAL.splitlines(keepends=True)]


def edits(data: bytes) -> st.SearchStrategy[bytes]:
    """Bytes changed, put in, cut out, cut off, doubled; or something else altogether."""
    place = st.integers(0, len(data))

    def change(at: int, new: bytes) -> bytes:
        return data[:at] + new + data[at + len(new) :]

    def cut_out(one: int, other: int) -> bytes:
        return data[: min(one, other)] + data[max(one, other) :]

    def doubled(one: int, other: int) -> bytes:
        return data[: max(one, other)] + data[min(one, other) :]

    return st.one_of(
        st.builds(change, place, st.binary(min_size=1, max_size=6)),
        st.builds(lambda at, new: data[:at] + new + data[at:], place, st.binary(min_size=1, max_size=6)),
        st.builds(cut_out, place, place),
        st.builds(doubled, place, place),
        st.builds(lambda at: data[:at], place),
        st.builds(lambda at: data[:at] + b"\0" * (len(data) - at), place),
        st.permutations(data.splitlines(keepends=True)).map(b"".join),
        st.binary(max_size=50),
        st.sampled_from(
            [b"", b"{}", b"[]", b"null", b"[[[[", b'{"_duiqi": 3}', b'{"_duiqi": {"1": []}}', b"\n\n\n"]
        ),
        st.just(b"[" * 100_000),
        st.just(data.replace(b'"id":1', b'"id":"x"')),
        st.just(data.replace(b'"title"', b'"department"')),
    )


files = st.one_of(st.just(FILE), st.none(), st.just(OTHER.read_bytes()), edits(FILE))
journals = st.one_of(
    st.just(JOURNAL),
    st.none(),
    st.just((TEMPLATE / "other.duiqi" / "journal.jsonl").read_bytes()),
    edits(JOURNAL),
)


def laid_out(file: bytes | None, journal: bytes | None) -> Path:
    folder = Path(tempfile.mkdtemp())
    (folder / "launch.duiqi").mkdir()
    if file is not None:
        (folder / "launch.json").write_bytes(file)
    if journal is not None:
        (folder / "launch.duiqi" / "journal.jsonl").write_bytes(journal)
    return folder / "launch.json"


def everything(path: Path) -> str:
    """All bytes anywhere in the board, to look for what was there before."""
    return "\n".join(each.read_bytes().decode("latin-1") for each in path.parent.rglob("*") if each.is_file())


@settings(max_examples=EXAMPLES)
@given(files, journals)
def test_no_damage_ends_in_a_traceback_or_loses_what_was_there(
    file: bytes | None, journal: bytes | None
) -> None:
    path = laid_out(file, journal)
    try:
        for opening in (
            lambda: Board.open(path, read_only=True),
            lambda: check(path),
            lambda: Board.open(path, author=1),
            lambda: repair(path),
            lambda: Board.open(path, author=1),
        ):
            work_with(opening)
            found = everything(path)
            unreadable = journal is not None and b"\n" not in journal
            if journal is not None and not unreadable:
                whole_lines = journal[: journal.rindex(b"\n") + 1]
                assert whole_lines.decode("latin-1") in found
            if file is not None and not readable(file):
                assert file.decode("latin-1") in found
    finally:
        shutil.rmtree(path.parent)


def readable(file: bytes) -> bool:
    """Whether a file is one that this program may write anew: it is JSON, with a header."""
    return b'"_duiqi"' in file and file.rstrip().endswith(b"}")


def work_with(opening: Callable[[], object]) -> None:
    """What a person would do next: look, and change something."""
    trouble: DuiqiError | None = None
    try:
        board = opening()
        if isinstance(board, Board):
            board.refresh()
            try:
                board.commit(AddDepartment("销售部"))
            finally:
                board.history()
                board.at(3)
                board.close()
    except DuiqiError as error:
        trouble = error
    assert trouble is None or (str(trouble) and trouble.render("en"))


@settings(max_examples=EXAMPLES)
@given(st.integers(0, len(JOURNAL) - 2), st.integers(1, 255), st.booleans())
def test_one_wrong_byte_is_found_and_mended_without_losing_what_can_be_proved(
    place: int, flip: int, with_file: bool
) -> None:
    harmed = bytearray(JOURNAL)
    harmed[place] ^= flip
    path = laid_out(FILE if with_file else None, bytes(harmed))
    line = JOURNAL[:place].count(b"\n")
    try:
        found = check(path)
        assert found
        try:
            repair(path)
        except Damaged:
            assert line == 0
            assert not with_file
            return
        assert [finding for finding in check(path) if not finding.mends] == []
        board = Board.open(path, author=1)
        assert board.read_only is None
        # Lines 1 and 2 made the board, the file was written after line 5.
        proved = line if line >= 5 or not with_file else len(GOOD)
        at_most = board.history()
        assert board.seq >= proved
        assert [each.command for each in at_most].count("restore") <= 1
        assert JOURNAL.decode("latin-1")[:place] in everything(path)
        board.commit(AddDepartment("销售部"))
        board.close()
        assert check(path) == []
    finally:
        shutil.rmtree(path.parent)


def test_damage_in_the_tail_is_read_only_and_says_where(tmp_path: Path) -> None:
    path = make(tmp_path)
    journal = tmp_path / "launch.duiqi" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[6] = lines[6].replace("第4次".encode(), "第9次".encode())
    journal.write_bytes(b"".join(lines))
    before = journal.read_bytes()
    board = Board.open(path, author=1)
    assert title(board, 1) == "第3次", "what comes before the damage is shown"
    assert board.read_only is not None
    offset = len(b"".join(lines[:6]))
    assert "7" in str(board.read_only)
    assert str(offset) in str(board.read_only)
    with pytest.raises(ReadOnly):
        board.commit(Rename(1, "x"))
    board.close()
    assert journal.read_bytes() == before
    told = [message.render("en") for message in repair(path)]
    assert any("6 lines of 8 could be proved" in message for message in told)
    again = Board.open(path, author=1)
    assert again.read_only is None
    assert title(again, 1) == "第3次"
    assert any(name.startswith("journal-") for name in kept(path))


def test_a_session_that_finds_damage_goes_read_only_and_recovers_when_it_is_repaired(tmp_path: Path) -> None:
    path = make(tmp_path)
    journal = tmp_path / "launch.duiqi" / "journal.jsonl"
    board = Board.open(path, author=1)
    with journal.open("ab") as file:
        file.write(b'{"seq":9}\n')
    board.refresh()
    assert board.read_only is not None
    assert title(board) == "第3次"
    assert len(board.notices) == 1
    board.refresh()
    assert len(board.notices) == 1
    repair(path)
    changed = board.refresh()
    assert changed is not None
    assert changed.reloaded
    assert board.read_only is None
    board.commit(Rename(1, "之后"))


def test_a_commit_that_finds_damage_is_not_saved(tmp_path: Path) -> None:
    path = make(tmp_path)
    journal = tmp_path / "launch.duiqi" / "journal.jsonl"
    board = Board.open(path, author=1)
    with journal.open("ab") as file:
        file.write(b'{"seq":9}\n')
    before = journal.read_bytes()
    with pytest.raises(Damaged):
        board.commit(Rename(1, "之后"))
    assert journal.read_bytes() == before


def test_files_that_go_while_a_board_is_open_are_spoken_of_and_the_state_stays(tmp_path: Path) -> None:
    path = make(tmp_path)
    board = Board.open(path, author=1)
    shutil.rmtree(tmp_path / "launch.duiqi")
    path.unlink()
    board.refresh()
    assert board.read_only is not None
    assert title(board) == "第3次"
    with pytest.raises(ReadOnly):
        board.commit(Rename(1, "x"))


def test_the_journal_of_another_board_is_not_mixed_in(tmp_path: Path) -> None:
    path = make(tmp_path)
    other = make(tmp_path, "other.json")
    journal = tmp_path / "launch.duiqi" / "journal.jsonl"
    stranger = (tmp_path / "other.duiqi" / "journal.jsonl").read_bytes()
    assert other.exists()
    journal.write_bytes(stranger)
    board = Board.open(path, author=1)
    assert board.read_only is not None
    assert [task.name for task in board.state.all(Department)] == ["市场部", "设计部"]
    board.close()
    assert journal.read_bytes() == stranger
    repair(path)
    board = Board.open(path, author=1)
    assert board.read_only is None
    board.commit(Rename(1, "之后"))
    (name,) = [name for name in kept(path) if name.startswith("journal-")]
    assert (tmp_path / "launch.duiqi" / "kept" / name).read_bytes() == stranger


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("by", {"id": 1}),
        ("for", "王芳"),
        ("origin", None),
        ("command", ["edit"]),
        ("undoes", {"seq": 2}),
        ("at", "9999-12-31T23:59:59Z"),
        ("changes", [{"table": ["tasks"], "id": 1, "field": "title", "before": "", "after": ""}]),
        ("changes", [{"table": "tasks", "id": "1", "field": "title", "before": "", "after": ""}]),
        ("changes", [{"table": "tasks", "id": 1, "field": 1, "before": "", "after": ""}]),
    ],
)
def test_a_line_whose_sum_holds_and_whose_fields_are_no_such_is_a_damage(
    tmp_path: Path, field: str, value: object
) -> None:
    board = small_board(tmp_path)
    board.commit(Rename(1, "甲"))
    mark = board.session.loaded.mark
    line = {"seq": mark.seq + 1, "at": "2029-01-01T00:00:00Z", "by": 1, "for": None, "origin": "cli"}
    line |= {"command": "edit", "undoes": None, "changes": [], field: value, "prev": mark.sum}
    body = json.dumps(line, separators=(",", ":")).encode()[:-1]
    with board.paths.journal.open("ab") as journal:
        journal.write(body + b',"sum":"%08x"}\n' % crc32(body))
    board.refresh()
    assert board.read_only is not None
    assert board.newest_own() is not None
    assert [each.seq for each in board.history()] == [1, 2, 3]
    repair(board.path)
    assert board.refresh() is not None
    assert board.read_only is None
