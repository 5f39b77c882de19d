"""Keeping what is said in one line, from anywhere (DOMAIN.md, Meetings)."""

from __future__ import annotations

from datetime import date

import pytest
from textual import events
from textual.pilot import Pilot

from screens.dialogs.capture import CaptureDialog
from screens.dialogs.captures import drop_capture, edit_capture, offer_capture, reopen_capture, settle_capture
from screens.dialogs.captures.edit import typed_again
from screens.dialogs.captures.line import LineDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.session import Session
from screens.widgets.fields.line import QuietInput
from store.board.board import Board
from store.model.capture import Capture, CaptureKind
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.organisation import Person, Role
from store.model.risk import Risk
from store.rules.commands import AddPerson
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.holding import GoTo
from store.rules.commands.meetings.planning import HoldMeeting
from store.rules.meeting.capture import parse
from tests.harness import until, until_text
from tests.harness.wait import until_gone
from tests.screens.assign.stage import assigning
from tests.screens.followup.stage import following_up, screen_of, task_of
from tests.screens.stage import running
from tui.app import DuiqiApp

FRIDAY = date(2024, 3, 29)
KEPT = "已记录"


def captures(board: Board) -> list[Capture]:
    return board.state.all(Capture)


def person(board: Board, name: str) -> int:
    return next(each.id for each in board.state.all(Person) if each.name == name)


def held(board: Board) -> Meeting:
    """A weekly meeting of the launch, its first item on the table."""
    about = task_of(board, "NPL-7")
    agenda = (
        AgendaItem(id=1, kind=ItemKind.TASK, title=about.title, ref=about.id),
        AgendaItem(id=2, kind=ItemKind.TOPIC, title="渠道政策"),
    )
    board.commit(HoldMeeting(1, MeetingKind.WEEKLY, agenda=agenda))
    return next(each for each in board.state.all(Meeting) if each.running)


async def write(pilot: Pilot[None], text: str) -> None:
    """As an input method hands a text over: at once, into the field that has the focus."""
    focused = pilot.app.focused
    assert isinstance(focused, QuietInput)
    focused.post_message(events.Paste(text))
    await until(pilot, lambda _seen: text in focused.value, f"{text!r} typed")


async def open_line(pilot: Pilot[None], key: str = "a") -> LineDialog:
    await pilot.press(key)
    await until(pilot, lambda _seen: isinstance(pilot.app.focused, QuietInput), "the line")
    dialog = pilot.app.screen
    assert isinstance(dialog, LineDialog)
    return dialog


async def typed(pilot: Pilot[None], dialog: LineDialog, text: str) -> None:
    await until(pilot, lambda _seen: dialog.line.text == text, repr(text))


async def kept(pilot: Pilot[None], board: Board, count: int = 1) -> Capture:
    await until(pilot, lambda _seen: len(captures(board)) == count, "what was kept")
    await until_text(pilot, KEPT)
    return captures(board)[-1]


async def test_an_action_takes_one_key_its_line_and_enter(board: Board) -> None:
    meeting = held(board)
    async with following_up(board, at="NPL-7") as pilot:
        await open_line(pilot)
        await write(pilot, "行动 @王芳 周五前补齐产品手册")
        seen = await until_text(pilot, "-> 行动 王芳 周五 03-29：补齐产品手册")
        assert "[a 行动]" in seen
        assert "关于 NPL-7" in seen
        await pilot.press("enter")
        capture = await kept(pilot, board)
        assert (capture.kind, capture.text, capture.due) == (CaptureKind.ACTION, "补齐产品手册", FRIDAY)
        assert (capture.person, capture.task) == (person(board, "王芳"), task_of(board, "NPL-7").id)
        assert (capture.meeting, capture.item) == (meeting.id, 1)


async def test_an_action_without_owner_or_date_is_refused_at_the_line_which_stays(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        dialog = await open_line(pilot)
        await write(pilot, "行动 补齐产品手册")
        await pilot.press("enter")
        await until_text(pilot, "行动要有一位负责人和日期")
        assert dialog.line.text == "行动 补齐产品手册"
        await pilot.press("space", "@")
        await write(pilot, "王芳")
        await pilot.press("enter")
        await until_text(pilot, "行动要有日期")
        assert captures(board) == []
        await pilot.press("space")
        await write(pilot, "周五")
        await pilot.press("enter")
        assert (await kept(pilot, board)).text == "补齐产品手册"


async def test_names_are_offered_behind_an_at_and_enter_takes_one_without_saving(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        dialog = await open_line(pilot)
        await write(pilot, "a ＠王")
        await until(pilot, lambda _seen: dialog.line.offering, "names")
        await pilot.press("enter")
        await typed(pilot, dialog, "a ＠王芳 ")
        await write(pilot, "周五 手册")
        await pilot.press("enter")
        assert (await kept(pilot, board)).person == person(board, "王芳")


async def test_whoever_has_the_task_in_focus_is_offered_first(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        dialog = await open_line(pilot)
        await write(pilot, "a @")
        await until(pilot, lambda _seen: dialog.line.offering, "names")
        await pilot.press("enter")
        await typed(pilot, dialog, "a @王芳 ")


async def test_a_department_is_offered_and_means_its_head(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        dialog = await open_line(pilot)
        await write(pilot, "a @研")
        await until_text(pilot, "陈工")
        await pilot.press("tab")
        await typed(pilot, dialog, "a @研发部 ")
        await write(pilot, "周五 手册")
        await until_text(pilot, "-> 行动 陈工 周五 03-29：手册")


async def test_tab_goes_through_the_kinds_as_the_first_word(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        dialog = await open_line(pilot)
        await write(pilot, "供应商可能断货")
        for word in ("决定", "行动", "提问", "风险"):
            await pilot.press("tab")
            await typed(pilot, dialog, f"{word} 供应商可能断货")
        await pilot.press("shift+tab")
        await until_text(pilot, "[q 提问]")
        await pilot.press("tab", "enter")
        capture = await kept(pilot, board)
        risk = board.state.one(Risk, capture.risk or 0)
        assert risk.title == "供应商可能断货"


async def test_a_captured_issue_is_reported_about_the_task_in_focus(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await open_line(pilot, "f2")
        await write(pilot, "问题：课件与手册不符")
        await pilot.press("enter")
        capture = await kept(pilot, board)
        issue = board.state.one(Issue, capture.issue or 0)
        assert [each.id for each in issue.tasks] == [task_of(board, "NPL-7").id]


async def test_what_it_is_about_can_be_chosen_or_named_in_the_line(board: Board) -> None:
    held(board)
    async with following_up(board, at="NPL-6") as pilot:
        dialog = await open_line(pilot)
        assert isinstance(dialog, CaptureDialog)
        await until_text(pilot, "关于 NPL-6")
        await pilot.press("f5")
        await until_text(pilot, "关于 NPL-7")
        await pilot.press("f5")
        await until_text(pilot, "不关于某一项")
        await write(pilot, "备注 NPL-9 先不动")
        await until_text(pilot, "关于 NPL-9")
        await pilot.press("enter")
        assert (await kept(pilot, board)).task == task_of(board, "NPL-9").id


async def test_esc_leaves_and_the_line_is_there_the_next_time(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await open_line(pilot)
        await write(pilot, "决定 分两批印刷")
        await pilot.press("escape")
        await until_gone(pilot, "[d 决定]")
        assert captures(board) == []
        dialog = await open_line(pilot)
        assert dialog.line.text == "决定 分两批印刷"
        await pilot.press("enter")
        assert (await kept(pilot, board)).text == "分两批印刷"


async def test_undo_takes_a_captured_risk_back_with_its_record(board: Board) -> None:
    risks = len(board.state.all(Risk))
    async with following_up(board, at="NPL-7") as pilot:
        await open_line(pilot)
        await write(pilot, "r 供应商可能断货")
        await pilot.press("enter")
        await kept(pilot, board)
        await pilot.press("u")
        await until(pilot, lambda _seen: captures(board) == [], "undone")
        assert len(board.state.all(Risk)) == risks


async def test_at_home_the_meeting_that_runs_is_meant(board: Board) -> None:
    meeting = held(board)
    async with running(board) as pilot:
        await pilot.press("down")
        dialog = await open_line(pilot)
        assert isinstance(dialog, CaptureDialog)
        await until_text(pilot, "周例会 #")
        await write(pilot, "备注 下次带样品")
        await pilot.press("enter")
        capture = await kept(pilot, board)
        assert (capture.meeting, capture.initiative) == (meeting.id, 1)


async def test_without_a_meeting_it_is_kept_for_the_initiative_in_focus(board: Board) -> None:
    async with running(board) as pilot:
        await open_line(pilot)
        await until_text(pilot, "不在会上")
        await write(pilot, "备注 下次带样品")
        await pilot.press("enter")
        capture = await kept(pilot, board)
        assert (capture.meeting, capture.initiative) == (None, 1)


async def test_a_line_that_was_left_over_gives_way_to_what_is_typed(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await open_line(pilot)
        await write(pilot, "行动 把返利比例发群里")
        await pilot.press("escape")
        await until_gone(pilot, "行动 把返利比例发群里")
        dialog = await open_line(pilot)
        await until_text(pilot, "没存的那行还在")
        await typed(pilot, dialog, "行动 把返利比例发群里")
        await write(pilot, "决定 分两批印刷")
        await pilot.press("enter")
        capture = await kept(pilot, board)
        assert (capture.kind, capture.text) == (CaptureKind.DECISION, "分两批印刷")


async def test_where_nothing_says_which_initiative_it_says_so(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("P")
        await until_text(pilot, "市场部")
        await pilot.press("f2")
        await until_text(pilot, "看不出是哪个协作事项")


async def test_a_guest_is_told_before_anything_is_typed(board: Board) -> None:
    board.commit(AddPerson("访客", board.state.one(Person, 1).department, Role.GUEST))
    board.identify(person(board, "访客"))
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("a")
        await until_text(pilot, "访客只能查看")


async def test_in_the_update_round_a_means_nothing_new_and_f2_captures(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        assert isinstance(pilot.app, DuiqiApp)
        pilot.app.open_round(1)
        seen = await until_text(pilot, "更新轮次")
        assert "更新轮次" in seen
        await open_line(pilot, "f2")
        await write(pilot, "决定 分两批印刷")
        await pilot.press("enter")
        assert (await kept(pilot, board)).initiative == 1


async def test_in_a_wizard_f2_captures_about_the_row_under_the_cursor(board: Board) -> None:
    async with assigning(board) as pilot:
        await open_line(pilot, "f2")
        await until_text(pilot, "关于 CSP-")
        await write(pilot, "提问 谁来培训？")
        await pilot.press("enter")
        assert (await kept(pilot, board)).task is not None


async def test_m_leads_back_to_the_item_on_the_table_where_a_captures_what_is_said(
    board: Board,
) -> None:
    meeting = held(board)
    board.commit(GoTo(meeting.id, 2))
    async with following_up(board, at="NPL-9") as pilot:
        await pilot.press("m")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, MeetingScreen), "the meeting")
        await until_text(pilot, "渠道政策")
        await open_line(pilot)
        await until_text(pilot, "关于“渠道政策”")
        await write(pilot, "决定 下月再议")
        await pilot.press("enter")
        capture = await kept(pilot, board)
        assert (capture.meeting, capture.item, capture.task) == (meeting.id, 2, None)


async def test_the_keys_of_a_meeting_stand_in_the_footer_while_one_runs(board: Board) -> None:
    async with running(board, size=(120, 40)) as pilot:
        assert "a 记录" not in await until_text(pilot, "NPL")
        held(board)
        await until_text(pilot, "a 记录")


async def test_a_question_is_answered_and_an_action_settled_from_any_list(board: Board) -> None:
    wang = person(board, "王芳")
    board.commit(AddCapture(1, CaptureKind.QUESTION, "手册哪天给？", wang))
    board.commit(AddCapture(1, CaptureKind.ACTION, "补齐手册", wang, FRIDAY))
    question, action = captures(board)
    async with following_up(board, at="NPL-7") as pilot:
        screen = screen_of(pilot)
        settle_capture(screen, action.id)
        await until_text(pilot, "已完成：补齐手册")
        assert not board.state.one(Capture, action.id).open
        reopen_capture(screen, action.id)
        await until(pilot, lambda _seen: board.state.one(Capture, action.id).open, "open again")
        settle_capture(screen, question.id)
        await until_text(pilot, "王芳：手册哪天给？")
        await write(pilot, "周四下班前")
        await pilot.press("enter")
        await until_text(pilot, "已答复：周四下班前")
        assert board.state.one(Capture, question.id).answer == "周四下班前"


async def test_a_captured_line_is_put_right_as_it_was_typed(board: Board) -> None:
    board.commit(AddCapture(1, CaptureKind.ACTION, "补齐手册", person(board, "王芳"), FRIDAY))
    (action,) = captures(board)
    async with following_up(board, at="NPL-7") as pilot:
        edit_capture(screen_of(pilot), action.id)
        await until_text(pilot, "行动 03-29 @王芳 补齐手册")
        await write(pilot, "终稿")
        await pilot.press("enter")
        await until(pilot, lambda _seen: captures(board)[0].text == "补齐手册终稿", "put right")
        drop_capture(screen_of(pilot), action.id)
        await until(pilot, lambda _seen: captures(board) == [], "dropped")


async def test_the_list_of_what_can_be_done_says_why_something_cannot(board: Board) -> None:
    board.commit(AddCapture(1, CaptureKind.ACTION, "补齐手册", person(board, "王芳"), FRIDAY))
    (action,) = captures(board)
    async with following_up(board, at="NPL-7") as pilot:
        offer_capture(screen_of(pilot), action.id)
        await until_text(pilot, "已经做完")
        await pilot.press("enter")
        await until(pilot, lambda _seen: not captures(board)[0].open, "settled")


@pytest.mark.parametrize(
    ("kind", "text", "who", "due"),
    [
        (CaptureKind.ACTION, "补齐手册", "王芳", FRIDAY),
        (CaptureKind.ACTION, "请 王芳 补齐手册", "王芳", date(2025, 1, 8)),
        (CaptureKind.ACTION, "整理周五的材料", "王芳", FRIDAY),
        (CaptureKind.ACTION, "补齐手册", "王芳", date(2024, 3, 20)),
        (CaptureKind.QUESTION, "手册哪天给？", "陈工", None),
        (CaptureKind.QUESTION, "周五能给吗？", "陈工", FRIDAY),
        (CaptureKind.DECISION, "王芳 周五前给出手册", "王芳", None),
        (CaptureKind.RISK, "供应商 4/10 可能断货", None, None),
        (CaptureKind.NOTE, "渠道反馈良好", None, None),
    ],
)
def test_what_was_kept_is_typed_again_so_that_it_reads_the_same(
    board: Board, kind: CaptureKind, text: str, who: str | None, due: date | None
) -> None:
    session = Session(board)
    someone = person(board, who) if who else None
    capture = Capture(id=1, initiative=1, kind=kind, text=text, person=someone, due=due, at=board.clock.now())
    found = parse(typed_again(session, capture), board.state, board.moment(), was=due)
    assert (found.kind, found.text, found.person, found.due) == (kind, text, someone, due)
    assert found.problem is None


async def test_a_line_that_was_being_typed_when_the_program_ended_is_offered_at_home(board: Board) -> None:
    async with running(board) as pilot:
        await open_line(pilot)
        await write(pilot, "决定 分两批印刷")
    again = Board.open(board.path, clock=board.clock, origin="screen")
    again.identify(board.author)
    async with running(again) as pilot:
        await until_text(pilot, "F7")
        await pilot.press("f7")
        await until_text(pilot, "-> 决定：分两批印刷")
