"""Original dates stand once they are followed up: no edit and no undo rewrites them (stages 2.4 and 3.2)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import Refused
from store.language import use
from store.model.initiative import Stage
from store.model.meeting import MeetingKind
from store.model.task import Task
from store.rules.commands import AddMilestone, EditTask, PostponeTask, RemoveEntry
from store.rules.commands.advancing import AdvanceStage
from store.rules.commands.claiming import PlanTask
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.planning import HoldMeeting
from store.rules.edit import Command
from tests.harness.clock import FixedClock
from tests.store.board.cases import Do, small_board

TENTH, TWENTIETH = date(2024, 4, 10), date(2024, 4, 20)


@pytest.fixture(autouse=True)
def in_english() -> None:
    use("en")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def board(tmp_path: Path, clock: FixedClock) -> Board:
    """Stage 2: the first task starts on the first, is due on the tenth and has a milestone on the fifth."""
    board = small_board(tmp_path, clock)
    later(board, clock, AdvanceStage(1, Stage.ASSIGN, accept_gaps=True))
    later(board, clock, EditTask(1, {"start": date(2024, 4, 1), "due": TENTH}))
    later(board, clock, AddMilestone(1, "方案初稿", date(2024, 4, 5)))
    return board


def later(board: Board, clock: FixedClock, *commands: Command) -> None:
    """A commit, a minute after the one before."""
    clock.advance(timedelta(minutes=1))
    board.commit(*commands)


def followed_up(board: Board, clock: FixedClock) -> None:
    later(board, clock, AdvanceStage(1, Stage.FOLLOW_UP, accept_gaps=True))


def task(board: Board) -> Task:
    return board.state.one(Task, 1)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (PlanTask(1, {"due": TWENTIETH}), "the original date 20 Apr 2024 is not rewritten"),
        (PlanTask(1, {"start": date(2024, 4, 2)}), "the start of 2 Apr 2024 is not rewritten"),
        (AddMilestone(1, "终稿", date(2024, 4, 9)), "a milestone of 9 Apr 2024 stays"),
    ],
)
def test_an_undo_does_not_rewrite_what_was_agreed_before_follow_up(
    board: Board, clock: FixedClock, command: Command, sentence: str
) -> None:
    later(board, clock, command)
    line = board.seq
    agreed = task(board)
    followed_up(board, clock)
    with pytest.raises(Refused, match=sentence):
        board.undo_line(line)
    assert task(board) == agreed


def test_a_redo_does_not_rewrite_it_either(board: Board, clock: FixedClock) -> None:
    later(board, clock, EditTask(1, {"due": TWENTIETH}))
    board.undo()
    followed_up_by_another = Board.open(board.path, author=2, clock=clock)
    followed_up(followed_up_by_another, clock)
    board.refresh()
    with pytest.raises(Refused, match="original date 10 Apr 2024"):
        board.redo()


def test_undo_in_follow_up_is_free_for_what_is_no_original_date(board: Board, clock: FixedClock) -> None:
    followed_up(board, clock)
    later(board, clock, AddMilestone(1, "终稿", date(2024, 4, 9)))
    later(board, clock, PostponeTask(1, "等印厂", date(2024, 4, 12)))
    board.undo()
    board.undo()
    assert task(board).forecasts == ()
    assert [each.title for each in task(board).milestones] == ["方案初稿"]


def test_what_the_kickoff_fixed_is_not_taken_back(board: Board, clock: FixedClock) -> None:
    followed_up(board, clock)
    later(board, clock, AddMilestone(1, "终稿", date(2024, 4, 9)))
    added = board.seq
    later(board, clock, HoldMeeting(1, MeetingKind.KICKOFF))
    later(board, clock, CloseMeeting(1))
    with pytest.raises(Refused, match="a milestone of 9 Apr 2024"):
        board.undo_line(added)


def test_going_back_to_stage_2_can_be_undone(board: Board, clock: FixedClock) -> None:
    followed_up(board, clock)
    later(board, clock, AdvanceStage(1, Stage.ASSIGN))
    later(board, clock, EditTask(1, {"due": TWENTIETH}))
    board.undo()
    board.undo()
    assert task(board).due == TENTH


def test_the_dates_of_a_whole_row_stand_whoever_writes_them(board: Board, clock: FixedClock) -> None:
    """The rule looks at what changes, not at the command that changes it."""
    followed_up(board, clock)
    with pytest.raises(Refused, match="start of 1 Apr 2024"):
        board.commit(Do(lambda edit: edit.set(edit.one(Task, 1), start=date(2024, 4, 3))))
    with pytest.raises(Refused, match="milestone"):
        board.commit(RemoveEntry(1, "milestones", 1), AddMilestone(1, "方案初稿", date(2024, 4, 9)))
