"""Escalations on a real board: recorded once by two sessions at the same moment, nobody's last change."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.documents.telling import Teller
from store.errors import Refused
from store.model.issue import Issue
from store.model.organisation import Person
from store.rules.commands import AddNote, BlockTask, UnblockTask
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.issues.handling import NoteMeasure
from store.rules.issues.escalation import due, recordable
from tests.harness.clock import FixedClock
from tests.store.board.cases import small_board


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> tuple[Board, Board]:
    """Two sessions on a board whose task has been blocked for two weeks."""
    one = small_board(tmp_path, clock)
    other = Board.open(one.path, clock=clock)
    other.identify(2)
    one.commit(BlockTask(1, "产品手册", 2, urgent=False))
    clock.advance(timedelta(days=14))
    other.refresh()
    return one, other


def issue(board: Board) -> Issue:
    board.refresh()
    return board.state.one(Issue, 1)


def test_two_sessions_that_open_the_board_at_once_record_each_step_once(pair: tuple[Board, Board]) -> None:
    one, other = pair
    ready, written = threading.Barrier(2), []

    def opens(board: Board) -> None:
        assert due(board.state, board.state.moment(board.clock.now()))
        ready.wait()
        written.append(board.commit(RecordEscalations()))

    threads = [threading.Thread(target=opens, args=(board,)) for board in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line is None for line in sorted(written, key=lambda line: line is None)] == [False, True]
    steps = issue(one).escalations
    assert len(steps) > 0
    assert len({(each.why, each.since, each.level) for each in steps}) == len(steps)
    assert issue(other) == issue(one)


def test_what_the_board_recorded_by_itself_is_nobodys_last_change(pair: tuple[Board, Board]) -> None:
    one, other = pair
    one.commit(NoteMeasure(1, "手册在排版"))
    assert one.commit(RecordEscalations()) is not None
    newest = one.newest_own()
    assert newest is not None
    assert newest.command == "note_measure"
    one.undo()
    assert issue(one).measures == ()
    assert len(issue(one).escalations) > 0
    with pytest.raises(Refused):
        other.undo()


def test_the_history_says_to_whom_it_climbed_and_why(pair: tuple[Board, Board]) -> None:
    one, _ = pair
    line = one.commit(RecordEscalations())
    assert line is not None
    told = Teller(one.state, one.moment())
    assert "升级" in told.summary(line).render("zh")
    became = told.became(line, table="issues", id=1)
    assert "王芳" in str(became[0].after)
    assert "阻塞过久" in str(became[0].after)


def test_the_history_says_that_who_verifies_is_told(pair: tuple[Board, Board], clock: FixedClock) -> None:
    one, other = pair
    one.commit(UnblockTask(1))
    clock.advance(timedelta(days=10))
    other.refresh()
    line = other.commit(RecordEscalations())
    assert line is not None
    [step, *_] = Teller(other.state, other.moment()).became(line, table="issues", id=1)
    assert step.after is not None
    assert "who verifies it" in step.after.render("en")


def test_not_even_a_facilitator_takes_a_step_back(pair: tuple[Board, Board]) -> None:
    one, _ = pair
    line = one.commit(RecordEscalations())
    assert line is not None
    with pytest.raises(Refused):
        one.undo_line(line.seq)
    assert issue(one).escalations


def test_after_an_undo_of_something_else_nothing_is_recorded_again(pair: tuple[Board, Board]) -> None:
    one, other = pair
    one.commit(RecordEscalations())
    one.commit(AddNote(1, "问过了"))
    one.undo()
    assert one.commit(RecordEscalations()) is None
    assert other.commit(RecordEscalations()) is None


def test_the_steps_are_there_when_the_board_is_opened_anew(
    pair: tuple[Board, Board], clock: FixedClock
) -> None:
    one, _ = pair
    one.commit(RecordEscalations())
    again = Board.open(one.path, clock=clock)
    assert again.state.one(Issue, 1).escalations == issue(one).escalations
    assert not recordable(again.state, again.state.moment(clock.now()), again.state.get(Person, 1))
