"""Home says which meeting runs, that one was left running, and what is due before the next."""

from __future__ import annotations

from datetime import timedelta

from store.board.board import Board
from store.model.meeting import MeetingKind
from store.model.organisation import Person
from store.rules.commands.meetings.planning import HoldMeeting, PlanMeeting
from tests.harness import FixedClock, until_text
from tests.screens.stage import running


def person(board: Board, name: str) -> int:
    return next(one.id for one in board.state.all(Person) if one.name == name)


async def test_a_meeting_that_runs_stands_on_home_and_m_goes_there(board: Board) -> None:
    board.commit(HoldMeeting(1, MeetingKind.WEEKLY))
    async with running(board) as pilot:
        seen = await until_text(pilot, "正在开")
        assert "李明主持" in seen.line("正在开")
        await pilot.press("m")
        await until_text(pilot, "在场 0/")


async def test_a_meeting_that_was_left_running_is_noticed(board: Board, clock: FixedClock) -> None:
    board.commit(HoldMeeting(1, MeetingKind.WEEKLY))
    clock.advance(timedelta(minutes=110))
    async with running(board) as pilot:
        await until_text(pilot, "是不是忘了散会")


async def test_an_owner_sees_what_is_due_before_the_next_meeting(board: Board, clock: FixedClock) -> None:
    board.commit(PlanMeeting(1, MeetingKind.WEEKLY, planned=clock.now() + timedelta(days=1)))
    board.identify(person(board, "周强"))
    async with running(board) as pilot:
        seen = await until_text(pilot, "按 r 逐项更新")
        assert "星期二 10:00" in seen.line("按 r 逐项更新")
