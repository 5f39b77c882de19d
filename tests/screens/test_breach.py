"""An urgent clock on every screen: it runs out, that is recorded once, and a key calls the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from screens.meeting.meeting_screen import MeetingScreen
from store.board.board import Board
from store.model.initiative import Stage
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.model.organisation import Person, Role
from store.model.task import Task
from store.rules.commands import UnblockTask
from store.rules.commands.meetings.planning import PlanMeeting
from store.rules.commands.meetings.urgent import CallUrgent
from store.rules.commands.organisation import EditPerson
from store.rules.issues.escalation import ESCALATE
from store.rules.urgent import clocks
from tests.harness import FixedClock, until, until_text
from tests.screens.stage import running
from tui.app import DuiqiApp


@pytest.fixture
def other(board_file: Path, clock: FixedClock, board: Board) -> Iterator[Board]:
    """A second session on the same board, of 王芳."""
    opened = Board.open(board_file, clock=clock)
    opened.identify(named(board, "王芳"))
    yield opened
    opened.close()


def named(board: Board, name: str) -> int:
    """The person of that name."""
    return next(each.id for each in board.state.all(Person) if each.name == name)


def blocking(board: Board) -> Issue:
    """The issue whose clock runs; NPL-6 waits for it."""
    return clocks(board.state, board.clock.now())[0].issue


def run_out(board: Board, clock: FixedClock) -> None:
    """Set the clock to a minute after the time for the urgent meeting."""
    clock.set(clocks(board.state, clock.now())[0].deadline + timedelta(minutes=1))


def breaches(board: Board) -> int:
    """How often it was recorded that the time ran out."""
    return sum(
        line.command == ESCALATE and any(change.field == "breached_at" for change in line.changes)
        for line in board.history()
    )


def app_of(pilot: Pilot[None]) -> DuiqiApp:
    assert isinstance(pilot.app, DuiqiApp)
    return pilot.app


def in_urgent_meeting(pilot: Pilot[None]) -> bool:
    screen = pilot.app.screen
    return (
        isinstance(screen, MeetingScreen)
        and screen.meeting is not None
        and screen.meeting.kind is MeetingKind.URGENT
    )


async def on_the_board(pilot: Pilot[None], board: Board) -> None:
    """The follow-up board, the cursor on the task that is blocked."""
    task = board.state.get(Task, blocking(board).tasks[0].id)
    assert task is not None
    app_of(pilot).open_stage(task.initiative, Stage.FOLLOW_UP, item=(Task.table, task.id))
    key = board.state.key_of(task)
    await until(pilot, lambda seen: any(line.startswith("|") and key in line for line in seen.text), key)


async def test_the_clock_runs_out_before_ones_eyes_and_is_recorded_once(
    board: Board, clock: FixedClock
) -> None:
    issue = blocking(board).id
    async with running(board) as pilot:
        await until_text(pilot, "紧急 ")
        run_out(board, clock)
        await until_text(pilot, "紧急超时 00:01:00")
        await until(pilot, lambda _: breaches(board) == 1, "the breach on the board")
        recorded = board.state.one(Issue, issue).breached_at
        assert recorded is not None
        assert recorded == clock.now() - timedelta(minutes=1)
        # It says what is so: nobody has done it, nobody takes it back.
        await pilot.press("u")
        await until(pilot, lambda seen: "没有" in seen.text[-2] or "撤销" in seen.text[-2], "an answer")
        assert board.state.one(Issue, issue).breached_at == recorded
        assert breaches(board) == 1


async def test_it_is_recorded_while_a_dialog_lies_before_the_screen(board: Board, clock: FixedClock) -> None:
    async with running(board) as pilot:
        await on_the_board(pilot, board)
        await pilot.press("n")
        await until_text(pilot, "备注")
        run_out(board, clock)
        await until(pilot, lambda _: breaches(board) == 1, "the breach on the board")


@pytest.mark.parametrize("looks", ["read-only", "guest"])
async def test_who_only_looks_sees_it_and_writes_nothing(
    looks: str, board: Board, other: Board, clock: FixedClock, board_file: Path
) -> None:
    if looks == "guest":
        board.commit(EditPerson(named(board, "王芳"), {"role": Role.GUEST}))
        other.refresh()
        looking = other
    else:
        looking = Board.open(board_file, clock=clock, read_only=True)
    lines = board.seq
    async with running(looking) as pilot:
        run_out(board, clock)
        await until_text(pilot, "紧急超时 00:01:00")
        clock.advance(timedelta(seconds=1))
        await until_text(pilot, "紧急超时 00:01:01")
    board.refresh()
    assert board.seq == lines


async def test_one_key_calls_the_meeting_about_the_task_under_the_cursor(board: Board) -> None:
    issue = blocking(board)
    async with running(board) as pilot:
        await on_the_board(pilot, board)
        await pilot.press("M")
        await until(pilot, lambda _: in_urgent_meeting(pilot), "the urgent meeting")
        assert clocks(board.state, board.clock.now()) == []
        meeting = next(each for each in board.state.all(Meeting) if each.issue == issue.id)
        assert meeting.running
        assert len(meeting.attendance) >= 2


async def test_one_key_calls_it_from_home(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("M")
        await until(pilot, lambda _: in_urgent_meeting(pilot), "the urgent meeting")


async def test_it_stands_first_in_the_list_of_actions(board: Board) -> None:
    async with running(board) as pilot:
        await on_the_board(pilot, board)
        await pilot.press("enter")
        await until_text(pilot, "| 召集临时沟通会")
        await pilot.press("enter")
        await until(pilot, lambda _: in_urgent_meeting(pilot), "the urgent meeting")


async def test_where_it_runs_already_the_key_goes_there(board: Board, other: Board) -> None:
    issue = blocking(board).id
    other.identify(named(board, "陈工"))
    other.commit(CallUrgent(issue))
    board.refresh()
    async with running(board) as pilot:
        await on_the_board_of(pilot, 1)
        await pilot.press("M")
        await until(pilot, lambda _: in_urgent_meeting(pilot), "the urgent meeting")
    assert sum(each.issue == issue for each in board.state.all(Meeting)) == 1


async def test_one_that_is_planned_is_the_one_that_begins(board: Board) -> None:
    issue = blocking(board)
    board.commit(PlanMeeting(issue.initiative, MeetingKind.URGENT, issue=issue.id))
    async with running(board) as pilot:
        await pilot.press("M")
        await until(pilot, lambda _: in_urgent_meeting(pilot), "the urgent meeting")
    assert sum(each.issue == issue.id for each in board.state.all(Meeting)) == 1


async def test_without_a_clock_the_key_says_so(board: Board) -> None:
    board.commit(UnblockTask(blocking(board).tasks[0].id))
    async with running(board) as pilot:
        await on_the_board_of(pilot, 1)
        await pilot.press("M")
        await until_text(pilot, "没有紧急倒计时在走")


async def on_the_board_of(pilot: Pilot[None], initiative: int) -> None:
    app_of(pilot).open_stage(initiative, Stage.FOLLOW_UP)
    await until_text(pilot, "[关注")
