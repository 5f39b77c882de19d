"""What changed between two meetings and in one, from a real journal (DOMAIN.md stage 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.board.meetings import seq_of, since_last, since_opening
from store.documents.minutes import minutes_text
from store.example import build
from store.model.capture import CaptureKind
from store.model.meeting import Attended, ItemKind, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.task import Task
from store.rules.commands import AddNote, PostponeTask
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import Next, Pause, Resume, RollCall
from store.rules.commands.meetings.planning import HoldMeeting
from store.rules.meeting.agenda import agenda
from store.rules.meeting.clock import reading
from store.rules.meeting.difference import Kind
from tests.harness.clock import FixedClock

LI = 1
NPL = 1


@pytest.fixture
def board(tmp_path: Path, clock: FixedClock) -> Iterator[Board]:
    """The example on Monday, 25 March 2024, with its facilitator at it."""
    build(tmp_path / "launch.json", clock, "zh")
    found = Board.open(tmp_path / "launch.json", clock=clock, author=LI)
    yield found
    found.close()


def task(board: Board, key: str) -> Task:
    found = board.state.find(key)
    assert isinstance(found, Task)
    return found


def postpone(board: Board, key: str, day: date) -> None:
    board.commit(PostponeTask(task(board, key).id, "货车没到", day))


def hold(board: Board, kind: MeetingKind = MeetingKind.WEEKLY) -> int:
    board.commit(HoldMeeting(NPL, kind))
    return max(each.id for each in board.state.all(Meeting))


def test_what_changed_is_tied_to_the_meeting_and_not_to_a_date(board: Board) -> None:
    hold_id = hold(board)
    postpone(board, "NPL-9", date(2024, 3, 28))
    board.commit(CloseMeeting(hold_id))
    # In the very minute of the closing, but after it.
    postpone(board, "NPL-11", date(2024, 4, 20))
    assert [each.key for each in since_last(board, NPL, MeetingKind.WEEKLY)] == ["NPL-11"]


def test_what_was_undone_between_two_meetings_is_not_told(board: Board, clock: FixedClock) -> None:
    board.commit(CloseMeeting(hold(board)))
    clock.advance(timedelta(hours=2))
    postpone(board, "NPL-9", date(2024, 3, 28))
    board.undo()
    assert [each for each in since_last(board, NPL, MeetingKind.WEEKLY) if each.kind is Kind.SLIPPED] == []
    board.redo()
    (slipped,) = [each for each in since_last(board, NPL, MeetingKind.WEEKLY) if each.kind is Kind.SLIPPED]
    assert slipped.key == "NPL-9"


def test_the_first_weekly_meeting_looks_back_to_the_kickoff_and_without_one_nowhere(board: Board) -> None:
    assert since_last(board, NPL, MeetingKind.WEEKLY) == ()
    board.commit(CloseMeeting(hold(board, MeetingKind.KICKOFF)))
    postpone(board, "NPL-9", date(2024, 3, 28))
    assert [each.key for each in since_last(board, NPL, MeetingKind.WEEKLY)] == ["NPL-9"]


def test_what_is_written_while_the_minutes_are_made_is_told_by_the_next_meeting(board: Board) -> None:
    meeting = hold(board)
    until = board.seq
    postpone(board, "NPL-9", date(2024, 3, 28))
    board.commit(CloseMeeting(meeting, until=until))
    assert [each.key for each in since_last(board, NPL, MeetingKind.WEEKLY)] == ["NPL-9"]


@pytest.mark.parametrize("stop", [CloseMeeting, Pause])
def test_what_passed_before_a_stop_was_taken_back_is_no_time_of_the_meeting(
    board: Board, clock: FixedClock, stop: type[CloseMeeting | Pause]
) -> None:
    meeting = hold(board)
    clock.advance(timedelta(minutes=5))
    board.commit(stop(meeting))
    clock.advance(timedelta(hours=5))
    board.undo()
    clock.advance(timedelta(minutes=1))
    assert reading(board.state.one(Meeting, meeting), clock.now()).total == timedelta(minutes=6)


def test_minutes_say_how_long_the_clock_ran_and_how_long_it_stood(board: Board, clock: FixedClock) -> None:
    meeting = hold(board)
    clock.advance(timedelta(minutes=5))
    board.commit(Pause(meeting))
    clock.advance(timedelta(hours=1))
    board.commit(Resume(meeting))
    clock.advance(timedelta(minutes=5))
    board.commit(CloseMeeting(meeting))
    said = minutes_text(board.state, board.state.all(Minutes)[-1])
    assert "共 10 分钟，另暂停 60 分钟" in said


def test_a_closing_that_was_taken_back_and_done_again_counts_once_and_later(board: Board) -> None:
    meeting = hold(board)
    board.commit(CloseMeeting(meeting))
    board.undo()
    postpone(board, "NPL-9", date(2024, 3, 28))
    board.commit(CloseMeeting(meeting))
    assert since_last(board, NPL, MeetingKind.WEEKLY) == ()
    assert seq_of(board, meeting, "closed") == board.seq


def test_while_it_runs_the_changes_are_those_since_its_opening(board: Board) -> None:
    postpone(board, "NPL-11", date(2024, 4, 20))
    meeting = hold(board)
    postpone(board, "NPL-9", date(2024, 3, 28))
    board.commit(AddNote(task(board, "NPL-4").id, "在催"))
    assert [each.key for each in since_opening(board, meeting)] == ["NPL-9"]


def test_a_meeting_that_is_only_planned_has_no_changes(board: Board) -> None:
    board.commit(CloseMeeting(hold(board)))
    (planned,) = [each for each in board.state.all(Meeting) if each.ahead]
    assert since_opening(board, planned.id) == ()
    assert since_opening(board, 999) == ()


def test_a_weekly_meeting_follows_from_the_one_before(board: Board, clock: FixedClock) -> None:
    """Held, closed half-way, and the next one begins where it was left."""
    meeting = hold(board)
    board.commit(RollCall(meeting, 7, Attended.ABSENT))
    walked = board.state.one(Meeting, meeting).agenda
    for _ in range(2):
        clock.advance(timedelta(minutes=4))
        board.commit(Next(meeting, board.state.one(Meeting, meeting).current))
    action = AddCapture(
        NPL, CaptureKind.ACTION, "交付手册终稿", person=4, due=date(2024, 3, 27), meeting=meeting
    )
    board.commit(action)
    board.commit(CloseMeeting(meeting))
    clock.advance(timedelta(days=7))
    since = since_last(board, NPL, MeetingKind.WEEKLY)
    found = agenda(board.state, NPL, MeetingKind.WEEKLY, board.moment(), since=since)
    kinds = [each.kind for each in found]
    assert kinds[0] is ItemKind.CHANGES
    assert ItemKind.ACTIONS in kinds
    assert "1 项过期" in [each.why for each in found]
    left = {each.ref for each in walked[3:] if each.kind is ItemKind.TASK}
    marked = {each.ref for each in found if each.kind is ItemKind.TASK and "上次没谈到" in each.why}
    assert marked
    assert marked <= left | {task(board, "NPL-6").id}
