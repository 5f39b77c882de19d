"""A machine whose clock is far ahead does not move everybody's today by opening a board (stage 4.3)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.board.board import Board
from store.board.times import CLOCK_AHEAD
from store.model.issue import Issue
from store.rules.commands import AddNote, BlockTask
from store.rules.commands.issues.escalating import RecordEscalations
from tests.harness.clock import FixedClock
from tests.store.board.cases import small_board, title


@pytest.fixture
def board(tmp_path: Path, clock: FixedClock) -> Board:
    """A board on which a task is blocked: after three working days that climbs."""
    board = small_board(tmp_path, clock)
    board.commit(BlockTask(1, "产品手册", 2, urgent=True))
    return board


def ahead(board: Board, **time: float) -> Board:
    """The board, opened on a machine whose clock is ahead."""
    other = Board.open(board.path, clock=FixedClock(board.clock.now() + timedelta(**time)), author=2)
    assert other.moment().now > board.moment().now
    return other


def test_what_climbs_by_a_clock_that_is_far_ahead_is_not_recorded_and_that_is_said(board: Board) -> None:
    today, seq = board.moment().today, board.seq
    other = ahead(board, days=400)
    assert other.commit(RecordEscalations()) is None
    assert other.commit(RecordEscalations()) is None
    assert [notice.text.startswith("This machine's clock says") for notice in other.notices] == [True]
    board.refresh()
    assert (board.seq, board.moment().today) == (seq, today)
    assert board.state.one(Issue, 1).escalations == ()


def test_it_is_recorded_once_somebody_has_done_something(board: Board) -> None:
    """Nobody came for a month; who comes back writes a note, and with that the time is what they think."""
    other = ahead(board, days=30)
    assert other.commit(RecordEscalations()) is None
    other.commit(AddNote(1, "回来了"))
    line = other.commit(RecordEscalations())
    assert line is not None
    assert len(other.state.one(Issue, 1).escalations) > 0


def test_over_a_long_holiday_it_is_recorded_by_whoever_opens_the_board(board: Board) -> None:
    assert ahead(board, days=CLOCK_AHEAD.days).commit(RecordEscalations()) is not None


def test_an_edit_by_another_program_has_the_time_of_the_file(board: Board) -> None:
    board.close()
    db = TinyDB(board.path)
    db.table("tasks").update({"title": "另写"}, doc_ids=[1])
    db.close()
    written = board.clock.now() + timedelta(hours=5)
    os.utime(board.path, (written.timestamp(), written.timestamp()))
    other = Board.open(board.path, clock=FixedClock(written + timedelta(days=400)))
    assert title(other) == "另写"
    assert other.session.loaded.mark.at == written


def test_a_journal_begun_anew_has_the_time_of_the_newest_change(board: Board) -> None:
    newest = board.session.loaded.mark.at
    board.close()
    board.paths.journal.unlink()
    other = Board.open(board.path, clock=FixedClock(newest + timedelta(days=400)))
    assert other.session.loaded.mark.at == newest
    other.close()
    other.paths.journal.unlink()
    soon = newest + timedelta(days=1)
    assert Board.open(board.path, clock=FixedClock(soon)).session.loaded.mark.at == soon
