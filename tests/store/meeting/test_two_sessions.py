"""Two sessions hold one meeting on a real board (DOMAIN.md, Meetings)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import Refused
from store.model.issue import Issue
from store.model.meeting import AgendaItem, Meeting, MeetingKind
from store.rules.commands import BlockTask
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import GoTo, Next, Pause, TakeOver
from store.rules.commands.meetings.planning import HoldMeeting
from tests.harness.clock import FixedClock
from tests.store.board.cases import small_board

AGENDA = tuple(AgendaItem(id=at, title=title) for at, title in enumerate(("手册", "物料", "培训"), 1))


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> tuple[Board, Board]:
    """李 presents a weekly meeting; 王芳 has it open too."""
    one = small_board(tmp_path, clock)
    other = Board.open(one.path, clock=clock)
    other.identify(2)
    one.commit(HoldMeeting(1, MeetingKind.WEEKLY, AGENDA))
    other.refresh()
    return one, other


def meeting(board: Board) -> Meeting:
    board.refresh()
    return board.state.one(Meeting, 1)


def test_two_sessions_that_press_next_at_once_move_one_item_once(pair: tuple[Board, Board]) -> None:
    one, other = pair
    assert one.commit(Next(1, 1)) is not None
    assert other.commit(Next(1, 1)) is None
    assert meeting(one).current == meeting(other).current == 2


def test_a_takeover_after_the_presenter_is_gone_loses_nothing(
    pair: tuple[Board, Board], clock: FixedClock
) -> None:
    one, other = pair
    clock.advance(timedelta(minutes=4))
    one.commit(Next(1, 1))
    clock.advance(timedelta(minutes=3))
    # The line of whoever presents drops: nothing is written, nothing is closed.
    other.commit(TakeOver(1))
    clock.advance(timedelta(minutes=2))
    other.commit(Next(1, 2))
    assert [each.spent for each in meeting(other).agenda] == [240, 300, 0]
    assert meeting(other).presenter == 2


def test_a_step_is_not_taken_back_from_under_another_presenter(
    pair: tuple[Board, Board], clock: FixedClock
) -> None:
    one, other = pair
    one.commit(Next(1, 1))
    clock.advance(timedelta(minutes=1))
    other.commit(GoTo(1, 3))
    with pytest.raises(Refused):
        one.undo()
    assert [each.spent for each in meeting(one).agenda] == [0, 60, 0]
    other.undo()
    assert meeting(other).current == 2


def test_a_pause_in_one_session_is_a_pause_in_the_other(pair: tuple[Board, Board], clock: FixedClock) -> None:
    one, other = pair
    clock.advance(timedelta(minutes=1))
    one.commit(Pause(1))
    assert other.commit(Pause(1)) is None
    assert meeting(other).paused


def test_the_meeting_stands_after_the_board_was_opened_anew(
    pair: tuple[Board, Board], clock: FixedClock
) -> None:
    one, _ = pair
    clock.advance(timedelta(minutes=1))
    one.commit(Next(1, 1))
    again = Board.open(one.path, clock=clock)
    assert again.state.one(Meeting, 1) == meeting(one)
    one.commit(CloseMeeting(1))
    one.undo()
    again.refresh()
    assert again.state.one(Meeting, 1).running
    assert again.state.as_json() == one.state.as_json()


def test_a_breach_that_the_program_noticed_is_nobodys_last_change(
    pair: tuple[Board, Board], clock: FixedClock
) -> None:
    one, other = pair
    one.commit(BlockTask(1, "产品手册", 2, urgent=True))
    clock.advance(timedelta(minutes=121))
    assert one.commit(RecordEscalations()) is not None
    assert other.commit(RecordEscalations()) is None
    newest = one.newest_own()
    assert newest is not None
    assert newest.command == "block"
    assert one.state.one(Issue, 1).breached_at is not None
    # What is taken back is the block, which meanwhile is more than it was: refused, and said so.
    with pytest.raises(Refused):
        one.undo()
    one.commit(Pause(1))
    assert one.undo().undoes is not None
