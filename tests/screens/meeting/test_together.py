"""Several people in one meeting: they follow, look elsewhere, come back, tell of the item, take it over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from screens.meeting.blank import BlankScreen
from screens.meeting.meeting_screen import MeetingScreen
from screens.meeting.plan_screen import PlanScreen
from screens.meeting.read_back import ReadBackScreen
from store.board.board import Board
from store.model.capture import CaptureKind
from store.model.meeting import ItemKind, Meeting, MeetingKind
from store.model.task import Task
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import GoTo, OpenMeeting
from store.rules.commands.meetings.planning import HoldMeeting, PlanMeeting
from tests.harness import FixedClock, grid, until, until_text
from tests.harness.wait import until_gone
from tests.screens.meeting.stage import (
    LAUNCH,
    app_of,
    at_meeting,
    go_on_to,
    in_meeting,
    meeting_of,
    next_item,
    on_the_table,
    person,
    screen_of,
)
from tests.screens.stage import running


@asynccontextmanager
async def together(
    board: Board, board_file: Path, clock: FixedClock, name: str = "王芳"
) -> AsyncIterator[tuple[Pilot[None], Pilot[None], Board]]:
    """李明 presents the weekly meeting, `name` follows it in a session of their own."""
    board.commit(HoldMeeting(LAUNCH, MeetingKind.WEEKLY))
    other = Board.open(board_file, clock=clock, origin="screen")
    other.identify(person(board, name))
    async with in_meeting(board) as mine, in_meeting(other) as hers:
        yield mine, hers, other
    other.close()


async def test_a_follower_sees_the_item_that_the_presenter_puts_on_the_table(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, _other):
        await on_the_table(hers, "变化")
        await until_text(mine, "王芳 进入会议")
        await next_item(mine)
        await on_the_table(mine, "NPL-6")
        await on_the_table(hers, "NPL-6")
        await until_text(mine, "1 人跟随")


async def test_who_looks_elsewhere_is_told_so_and_comes_back_with_one_key(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, _other):
        await next_item(mine)
        await on_the_table(hers, "NPL-6")
        await hers.press("space")
        await on_the_table(hers, "NPL-7")
        await hers.press("space")
        seen = await on_the_table(hers, "NPL-12")
        assert "您在看 NPL-12，会议在谈 NPL-6" in seen
        await next_item(mine)
        await on_the_table(mine, "NPL-7")
        seen = await until_text(hers, "会议在谈 NPL-7")
        assert "[NPL-12]" in seen
        await hers.press("f")
        seen = await on_the_table(hers, "NPL-7")
        assert "您在看" not in seen


async def test_who_waits_at_an_item_follows_again_when_the_room_comes_there(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, _other):
        await hers.press("space")
        await until_text(hers, "您在看 NPL-6")
        await next_item(mine)
        await until_gone(hers, "您在看")
        assert screen_of(hers).follows


async def test_status_keys_act_on_the_item_that_is_shown(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, other):
        await next_item(mine)
        await hers.press("space")
        await on_the_table(hers, "NPL-7")
        await hers.press("n")
        await until_text(hers, "备注")
        await hers.press(*"ok", "enter")
        await until(hers, lambda _seen: at_meeting(hers), "the meeting again")
        task = other.state.find("NPL-7")
        assert isinstance(task, Task)
        assert task.notes[-1].text == "ok"
        assert "[NPL-7]" in grid(hers.app)


async def test_an_owner_tells_on_the_own_machine_and_the_room_sees_it_at_once(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, _other):
        await go_on_to(mine, ItemKind.TASK)
        await on_the_table(mine, "NPL-6")
        await mine.press("space")
        await on_the_table(mine, "NPL-7")
        await on_the_table(hers, "NPL-7")
        await hers.press("n")
        await until_text(hers, "备注")
        await hers.press(*"ok", "enter")
        seen = await until_text(mine, "王芳：")
        assert "NPL-7" in seen.line("王芳：")
        task = board.state.find("NPL-7")
        assert isinstance(task, Task)
        assert task.updated is not None
        assert task.updated.by == person(board, "王芳")


async def test_what_somebody_else_captures_stands_below_the_item_at_once(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, _hers, other):
        await next_item(mine)
        meeting = meeting_of(board)
        other.commit(
            AddCapture(LAUNCH, CaptureKind.DECISION, "初稿周三前给", meeting=meeting.id, item=meeting.current)
        )
        seen = await until_text(mine, "王芳：决定：初稿周三前给")
        assert "决定：初稿周三前给" in seen.line("本次")


async def test_the_meeting_is_taken_over_where_it_stood(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, _other):
        await next_item(mine)
        await on_the_table(hers, "NPL-6")
        await hers.press("T")
        await until_text(hers, "现在由您主持")
        await until_text(mine, "现在由王芳主持")
        assert meeting_of(board).presenter == person(board, "王芳")
        await next_item(hers)
        await on_the_table(mine, "NPL-7")


async def test_who_may_not_take_it_over_is_told_who_may(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock, "周强") as (_mine, hers, _other):
        await hers.press("T")
        await until_text(hers, "可以接手")


async def test_who_does_not_present_cannot_close_or_pause(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock, "周强") as (_mine, hers, _other):
        for key in ("w", "t"):
            await hers.press(key)
            await until_text(hers, "李明")
            assert at_meeting(hers)
        assert meeting_of(board).running
        assert not meeting_of(board).paused


async def test_the_presenters_second_session_shows_the_same_and_moves_it_too(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock, "李明") as (mine, second, _other):
        await next_item(second)
        await on_the_table(mine, "NPL-6")
        await next_item(mine)
        await on_the_table(second, "NPL-7")


async def test_closing_brings_everybody_to_the_read_back_once_their_form_is_done(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with together(board, board_file, clock) as (mine, hers, _other):
        await hers.press("a")
        await until_text(hers, "记入")
        board.commit(CloseMeeting(meeting_of(board).id))
        await until_text(mine, "宣读确认")
        assert isinstance(mine.app.screen, ReadBackScreen)
        assert "记入" in grid(hers.app)
        await hers.press("escape")
        await until_text(hers, "宣读确认")
        assert not any(isinstance(each, MeetingScreen) for each in hers.app.screen_stack)


async def test_opening_a_meeting_brings_those_who_read_its_agenda_along(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    board.commit(PlanMeeting(LAUNCH, MeetingKind.REVIEW))
    planned = board.state.all(Meeting)[-1]
    other = Board.open(board_file, clock=clock, origin="screen")
    other.identify(person(board, "王芳"))
    async with running(other) as hers:
        app_of(hers).show_meeting(planned.id)
        await until(hers, lambda _seen: isinstance(hers.app.screen, PlanScreen), "the agenda")
        board.commit(OpenMeeting(planned.id))
        await until(hers, lambda _seen: at_meeting(hers), "the meeting")
    other.close()


async def test_m_comes_back_to_the_item_from_wherever_one_is(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot)
        screen = screen_of(pilot)
        await pilot.press("m")
        await until_text(pilot, "进行中")
        await pilot.press("m")
        await on_the_table(pilot, "NPL-6")
        assert pilot.app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda _seen: not at_meeting(pilot), "where one was before")
        await pilot.press("f")
        await on_the_table(pilot, "NPL-6")


async def test_the_projector_is_blank_until_the_next_key_while_the_meeting_goes_on(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda seen: not seen.shown.strip(), "a blank screen")
        assert isinstance(pilot.app.screen, BlankScreen)
        board.commit(GoTo(meeting_of(board).id, 2))
        await pilot.press("space")
        seen = await on_the_table(pilot, "NPL-6")
        assert "紧急 01:" in seen
        assert meeting_of(board).current == 2
