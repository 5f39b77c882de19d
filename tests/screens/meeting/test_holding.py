"""Roll-call, clocks, parking, captured lines, holes and how they are mended, the read-back."""

from __future__ import annotations

from datetime import timedelta

from screens.meeting.plan_screen import PlanScreen
from store.board.board import Board
from store.model.capture import Capture, CaptureKind
from store.model.issue import Issue
from store.model.meeting import Attended, ItemKind, ItemState, Meeting, MeetingKind
from store.model.task import Task
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.planning import PlanMeeting
from tests.harness import FixedClock, grid, until, until_text
from tests.harness.wait import until_gone
from tests.screens.meeting.stage import (
    LAUNCH,
    app_of,
    at_meeting,
    capture,
    go_on_to,
    go_to_the_end,
    in_meeting,
    meeting_of,
    minutes_of,
    next_item,
    on_the_table,
    person,
    screen_of,
    the_meetings,
    type_line,
)
from tests.screens.stage import running


async def test_the_roll_is_called_in_a_key_a_person(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await pilot.press("r")
        await until_text(pilot, "未点名")
        await pilot.press("p", "x")
        await until_text(pilot, "缺席")
        await pilot.press("a")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        names = [each.id for each in meeting_of(board).attendance]
        assert meeting_of(board).attendance[0].attended is Attended.PRESENT
        assert meeting_of(board).attendance[1].attended is Attended.ABSENT
        assert f"在场 {len(names) - 1}/{len(names)}" in grid(pilot.app)


async def test_the_item_of_somebody_absent_goes_to_the_end_in_sight(board: Board) -> None:
    async with in_meeting(board) as pilot:
        before = grid(pilot.app).text[1]
        assert before.index("NPL-6") < before.index("NPL-7 ")
        await pilot.press("r")
        await until_text(pilot, "未点名")
        people = [each.id for each in meeting_of(board).attendance]
        await pilot.press(*["down"] * people.index(person(board, "赵敏")), "x")
        assert "NPL-6" in (await until_text(pilot, "移到最后：赵敏不在"))
        await pilot.press("q")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        await until(pilot, lambda seen: "NPL-6" not in seen.text[1].split("NPL-7 ")[0], "the other order")
        await until_text(pilot, "赵敏缺席")


async def test_time_over_is_said_in_words_and_a_pause_too(board: Board, clock: FixedClock) -> None:
    async with in_meeting(board) as pilot:
        clock.advance(timedelta(minutes=7))
        await until_text(pilot, "超时 07:0")
        # The clock goes on behind a dialog.
        await pilot.press("a")
        await until_text(pilot, "记入")
        clock.advance(timedelta(seconds=50))
        await until_text(pilot, "超时 07:5")
        await pilot.press("escape")
        await pilot.press("t")
        await until_text(pilot, "暂停 07:5")
        assert meeting_of(board).paused
        clock.advance(timedelta(minutes=50))
        await pilot.press("t")
        await until_text(pilot, "继续计时")
        await until_text(pilot, "7 / 45 分钟，余 38")
        clock.advance(timedelta(minutes=40))
        await next_item(pilot)
        await until_text(pilot, "47 / 45 分钟，超时 2")


async def test_an_item_put_off_is_carried_over(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await go_on_to(pilot, ItemKind.TASK)
        await pilot.press("z")
        await until_text(pilot, "已推后")
        await on_the_table(pilot, "NPL-7")
        assert "~NPL-6" in grid(pilot.app).text[1]
        await pilot.press("w")
        seen = await until_text(pilot, "转到下次会议")
        assert "宣传物料设计" in seen


async def test_a_question_is_answered_where_it_is_listed(board: Board) -> None:
    async with in_meeting(board, MeetingKind.KICKOFF) as pilot:
        await go_on_to(pilot, ItemKind.QUESTIONS)
        await capture(pilot, "提问 @陈工 手册哪天定稿？")
        await until_text(pilot, "手册哪天定稿")
        await pilot.press("c")
        await until_text(pilot, "答复")
        await type_line(pilot, "周三下班前")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        question = [each for each in board.state.all(Capture) if each.kind is CaptureKind.QUESTION][-1]
        assert question.answer == "周三下班前"
        await until(pilot, lambda seen: "周三下班前" in seen, "the answer below the item")


async def test_an_action_of_an_earlier_meeting_is_ticked_off_with_one_key(board: Board) -> None:
    board.commit(
        AddCapture(LAUNCH, CaptureKind.ACTION, "样张给大家看", person(board, "赵敏"), board.moment().today)
    )
    action = board.state.all(Capture)[-1].id
    async with in_meeting(board) as pilot:
        await go_on_to(pilot, ItemKind.ACTIONS)
        screen = screen_of(pilot)
        screen.rows.move_to((Capture.table, action))
        await pilot.press("c")
        await until_text(pilot, "已完成：样张给大家看")
        assert board.state.one(Capture, action).settled is not None


async def test_closing_lists_the_holes_and_each_is_mended_in_place(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await go_to_the_end(pilot)
        await pilot.press("space")
        seen = await until_text(pilot, "还缺")
        hole = seen.line("阻塞，没定解除期限")
        assert "NPL-6" in hole
        await pilot.press("enter")
        await until_text(pilot, "何时解决")
        await type_line(pilot, "3/27")
        await pilot.press("enter")
        await until_gone(pilot, "没定解除期限")
        blocked = board.state.find("NPL-6")
        assert isinstance(blocked, Task)
        assert blocked.block is not None
        assert blocked.block.issue is not None
        assert board.state.one(Issue, blocked.block.issue).deadline is not None
        await until_text(pilot, "还没点名")
        await pilot.press("home", "enter")
        await until_text(pilot, "未点名")
        await pilot.press("a")
        await until_gone(pilot, "还没点名")


async def test_an_item_not_reached_is_a_key_away_from_the_closing(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot)
        await pilot.press("w")
        seen = await until_text(pilot, "NPL-12")
        rows = [line for line in seen.text if line.lstrip("| ").startswith("!")]
        place = next(n for n, line in enumerate(rows) if "NPL-12" in line)
        await pilot.press(*["down"] * place, "enter")
        await on_the_table(pilot, "NPL-12")
        assert at_meeting(pilot)


async def test_the_read_back_groups_by_department_and_shows_the_whole_minutes(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot)
        await capture(pilot, "决定 初稿周三前给")
        await capture(pilot, "行动 @王芳 周五 补齐产品手册")
        await pilot.press("w")
        await until_text(pilot, "收尾")
        await pilot.press("w")
        seen = await until_text(pilot, "宣读确认")
        assert "决定" in seen
        assert "销售部" in seen
        assert "王芳" in seen.line("补齐产品手册")
        await pilot.press("v")
        seen = await until_text(pilot, "【出席】")
        await pilot.press("end")
        await pilot.press("v")
        await until_text(pilot, "宣读确认")
    assert minutes_of(board, MeetingKind.WEEKLY).captures


async def test_what_was_captured_can_be_put_right(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot)
        await capture(pilot, "决定 初稿周三前给")
        await until_text(pilot, "初稿周三前给")
        await pilot.press("K")
        await until_text(pilot, "本次会议的记录")
        await pilot.press("enter")
        await until_text(pilot, "删")
        await pilot.press("escape")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        await pilot.press("u")
        await until_gone(pilot, "本次")


async def test_a_past_meeting_is_read_and_compared(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot)
        await pilot.press("w")
        await until_text(pilot, "收尾")
        await pilot.press("w")
        await until_text(pilot, "宣读确认")
    last = [each for each in board.state.all(Meeting) if each.closed is not None][-1]
    reopened = Board.open(board.path, clock=board.clock)
    reopened.identify(person(reopened, "李明"))
    async with the_meetings(reopened) as pilot:
        await until_text(pilot, "以往")
        await pilot.press("end")
        await pilot.press("v")
        await until_text(pilot, "用时")
        await pilot.press("enter")
        await until_text(pilot, "宣读确认")
    assert any(item.state is ItemState.DONE for item in last.agenda)


async def test_everything_in_a_meeting_can_be_done_without_letters(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot, "f3")
        await on_the_table(pilot, "NPL-6")
        await pilot.press("left")
        await on_the_table(pilot, "✓变化")
        await pilot.press("f2")
        await until_text(pilot, "记入")
        await pilot.press("escape")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        await pilot.press("f3")
        await on_the_table(pilot, "NPL-6")
        await pilot.press("enter")
        await until_text(pilot, "照旧")
        await pilot.press("escape")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        await pilot.press("f12")
        await until_text(pilot, "收尾")
        await pilot.press("f3")
        await until_text(pilot, "宣读确认")


async def test_the_list_of_meetings_begins_at_the_one_that_the_stage_has_next(board: Board) -> None:
    async with the_meetings(board) as pilot:
        seen = await until_text(pilot, "待开")
        assert "周例会" in next(line for line in seen.text if line.startswith("|"))
        await pilot.press("enter")
        await until_text(pilot, "NPL-6")


async def test_taking_the_opening_back_shows_the_agenda_again(board: Board) -> None:
    async with the_meetings(board) as pilot:
        await pilot.press("enter")
        await until_text(pilot, "NPL-6")
        await pilot.press("space")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        await pilot.press("u")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, PlanScreen), "the agenda")


async def test_a_member_reads_an_agenda_and_is_told_who_changes_it(board: Board, clock: FixedClock) -> None:
    board.commit(PlanMeeting(LAUNCH, MeetingKind.REVIEW))
    planned = board.state.all(Meeting)[-1].id
    member = Board.open(board.path, clock=clock)
    member.identify(person(board, "周强"))
    async with running(member) as pilot:
        app_of(pilot).show_meeting(planned)
        await until_text(pilot, "议程还是空的")
        for key in ("space", "b", "+"):
            await pilot.press(key)
            await until_text(pilot, "李明")
        assert not member.state.one(Meeting, planned).agenda
    member.close()


async def test_in_a_list_of_agenda_items_one_is_put_on_the_table(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await pilot.press("v")
        await until_text(pilot, "议程")
        await pilot.press("down", "down", "enter")
        await on_the_table(pilot, "NPL-7")


async def test_what_a_task_waits_for_is_told_in_the_meeting_with_the_keys_of_the_board(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await pilot.press("g", "7", "enter")
        await on_the_table(pilot, "NPL-7")
        await pilot.press("p")
        await until_text(pilot, "原因")
        await pilot.press("escape")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting")
        await pilot.press("n")
        await until_text(pilot, "备注")
        await type_line(pilot, "讲师已经约好")
        seen = await until_text(pilot, "讲师已经约好")
        assert "[NPL-7]" in seen


async def test_the_help_of_a_meeting_begins_with_its_own_keys(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda seen: "推后" in "".join(seen.text).split("光标所在")[0], "keys")


async def test_where_a_meeting_says_nothing_yet_the_list_has_the_room(board: Board) -> None:
    async with the_meetings(board) as pilot:
        about = pilot.app.screen.query_one("#about")
        await until(pilot, lambda seen: not about.display and "+ 复盘会" in seen, "the list alone")
