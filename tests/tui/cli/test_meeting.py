"""`duiqi meeting`: minutes as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from store.board.board import Board
from store.documents import schema
from store.model.capture import CaptureKind
from store.model.meeting import Attended, Meeting, MeetingKind
from store.rules.commands import PostponeTask
from store.rules.commands.meetings.capturing import AddCapture, AnswerQuestion
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import Next, RollCall
from store.rules.commands.meetings.planning import HoldMeeting
from tests.harness.clock import FixedClock
from tests.tui.cli.conftest import Run

LI, CHEN, ZHAO, WANG = 1, 4, 7, 9


@pytest.fixture
def held(board: Path, clock: FixedClock) -> Callable[..., None]:
    """Holds the weekly meeting of the launch; closes it unless told otherwise."""

    def hold(*, close: bool = True) -> None:
        with_board = Board.open(board, clock=clock, author=LI)
        with_board.commit(HoldMeeting(1, MeetingKind.WEEKLY))
        meeting = with_board.state.all(Meeting)[0]
        with_board.commit(
            RollCall(1, LI, Attended.PRESENT),
            RollCall(1, ZHAO, Attended.ABSENT),
            RollCall(1, WANG, Attended.LATE),
        )
        with_board.commit(Next(1, meeting.current))
        clock.advance(timedelta(minutes=7))
        training = with_board.state.find("NPL-7").id
        with_board.commit(PostponeTask(training, "手册还没到", date(2024, 4, 2)))
        for kind, text in (
            (CaptureKind.DECISION, "# 先发电子版 <b>手册</b>"),
            (CaptureKind.QUESTION, "预算谁批？"),
            (CaptureKind.QUESTION, "场地？"),
        ):
            with_board.commit(AddCapture(1, kind, text, meeting=1, task=training))
        action = AddCapture(
            1,
            CaptureKind.ACTION,
            "交付手册终稿",
            person=CHEN,
            due=date(2024, 3, 27),
            meeting=1,
            task=training,
        )
        with_board.commit(action)
        with_board.commit(AnswerQuestion(3, "三楼培训室"))
        if close:
            clock.advance(timedelta(minutes=23))
            with_board.commit(CloseMeeting(1, ("NPL-7 改期到 04-02",)))
        with_board.close()

    return hold


def test_the_minutes_are_text_at_once(run: Run, board: Path, held: Callable[..., None]) -> None:
    held()
    out = run("meeting", board).out
    assert out.startswith(
        "周例会 #1 新品上市推广 会议纪要\n\n时间：2024年3月25日（周一）10:00 至 10:30，共 30 分钟"
    )
    for said in (
        "到场：李明（市场部）",
        "迟到：王芳（销售部）",
        "缺席：赵敏（设计部）",
        "【会上的变更】\n- NPL-7 改期到 04-02",
        "【决定】\n1. NPL-7 # 先发电子版 <b>手册</b>",
        "- NPL-7 交付手册终稿：陈工（研发部），2024-03-27 前完成",
        "- NPL-7 预算谁批？ 还没有答复",
        "- NPL-7 场地？ 答：三楼培训室",
        "没谈到",
        "下次会议：2024年4月1日（周一）10:00",
    ):
        assert said in out, out


def test_the_minutes_stay_as_they_were(run: Run, board: Path, held: Callable[..., None]) -> None:
    held()
    before = run("meeting", board, "1").out
    run("update", board, "NPL-7", "--note", "手册到了", "--as", "李明")
    assert run("meeting", board, "1").out == before


def test_markdown_shows_words_as_they_were_typed(run: Run, board: Path, held: Callable[..., None]) -> None:
    held()
    out = run("meeting", board, "--format", "md").out
    assert out.startswith("# 周例会 \\#1 新品上市推广 会议纪要\n".replace("\\#", "#"))
    assert "1. NPL-7 # 先发电子版 \\<b\\>手册\\</b\\>" in out
    assert "| 行动 | 责任人 | 部门 | 日期 | 关于 |" in out
    assert "| **交付手册终稿** | 陈工 | 研发部 | 2024-03-27 周三 | NPL-7 |" in out


def test_words_of_several_lines_cannot_pass_for_a_line_of_the_minutes(
    run: Run, board: Path, clock: FixedClock
) -> None:
    opened = Board.open(board, clock=clock, author=LI)
    opened.commit(HoldMeeting(1, MeetingKind.WEEKLY))
    opened.commit(AddCapture(1, CaptureKind.NOTE, "记一笔\n【决定】\n1. 假的", meeting=1))
    opened.close()
    out = run("meeting", board).out
    assert "- 记一笔\n  【决定】\n  1. 假的\n" in out
    assert out.count("\n【决定】\n") == 1
    assert "  \n  【决定】  \n  1\\. 假的" in run("meeting", board, "--format", "md").out


def test_json_keeps_to_the_schema_and_docs_name_every_field(
    run: Run, board: Path, held: Callable[..., None]
) -> None:
    held()
    found = run("meeting", board, "--format", "json").json
    whole = schema.schema()
    Draft202012Validator({"$ref": "#/$defs/MeetingDocument", **whole}).validate(found)
    assert (found["state"], found["initiative"], found["number"]) == ("closed", "NPL", 1)
    assert found["opened"] == "2024-03-25T02:00:00Z"
    assert {each["kind"] for each in found["captures"]} == {"decision", "question", "action"}
    listed = run("meeting", board, "--list", "--format", "json").json
    Draft202012Validator({"$ref": "#/$defs/meetings", **whole}).validate(listed)
    page = (schema.FILE.parent / "json.md").read_text(encoding="utf-8")
    for name in (*found, *found["agenda"][0], *found["captures"][0], *found["attendance"][0]):
        assert f"`{name}`" in page or f"{name}," in page or f"{name}}}" in page, name


def test_of_a_meeting_that_runs_what_there_is_is_printed_and_said_to_be_so(
    run: Run, board: Path, held: Callable[..., None]
) -> None:
    held(close=False)
    out = run("meeting", board).out
    assert out.startswith(
        "周例会 #1 新品上市推广 议程\n\n会议还在进行：2024年3月25日（周一）10:00 开始，计划 45 分钟"
    )
    assert "NPL-7 销售培训组织：03-28 -> 04-02，手册还没到" in out
    assert "没谈到" not in out
    assert run("meeting", board, "--format", "json").json["state"] == "running"


def test_the_next_meeting_is_planned_and_can_be_looked_at(
    run: Run, board: Path, held: Callable[..., None]
) -> None:
    held()
    listed = run("meeting", board, "--list").out
    assert [line.split()[0] for line in listed.splitlines()] == ["ID", "1", "2"]
    assert "尚未召开：2024年4月1日（周一）10:00，45 分钟" in run("meeting", board, "2").out


def test_without_a_meeting_or_with_a_wrong_id_it_says_so(
    run: Run, board: Path, held: Callable[..., None]
) -> None:
    ran = run("meeting", board)
    assert (ran.code, ran.err) == (2, "duiqi: There were no meetings yet.\n")
    assert run("meeting", board, "--list").out == "There were no meetings yet.\n"
    held()
    for id in ("7", "x", "9" * 30):
        ran = run("meeting", board, id)
        assert ran.code == 2
        assert "--list" in ran.err
    assert run("meeting", board, "1", "--initiative", "CSP").code == 2
    assert run("meeting", board, "--initiative", "XXX").code == 2


def test_an_id_alone_is_about_the_default_board(
    run: Run, board: Path, held: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    held()
    monkeypatch.setenv("DUIQI_BOARD", str(board))
    assert run("meeting", "1").out == run("meeting", board, "1").out
