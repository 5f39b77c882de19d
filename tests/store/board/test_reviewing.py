"""What the review reads from a real journal, beside what `history` says of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.board.reviewing import past_of, review_of
from store.errors import Refused
from store.example import build
from store.model.issue import Issue
from store.model.risk import Risk
from store.model.task import Task
from store.rules.commands import AffirmTask, BlockTask, UnblockTask
from store.rules.commands.risks import RiskHappened
from store.rules.review.past import Past, Step, concerns, past
from tests.harness.clock import FixedClock

NPL, FACILITATOR = 1, 1


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    build(tmp_path / "launch.json", clock, "zh")
    return tmp_path / "launch.json"


@pytest.fixture
def board(path: Path, clock: FixedClock) -> Board:
    return Board.open(path, clock=clock, author=FACILITATOR)


def by_history(board: Board) -> Past:
    """The same, the long way."""
    own = {
        (each.table, each.id)
        for cls in (Task, Issue)
        for each in board.state.all(cls)
        if getattr(each, "initiative", None) == NPL
    }
    lines = board.history()
    steps = [
        Step(
            line.seq,
            line.at,
            line.undoes,
            tuple(
                each
                for each in line.changes
                if (each.table, each.id) in own and concerns(each.table, each.field)
            ),
        )
        for line in lines
    ]
    return past(steps, lines[0].at)


def read(board: Board) -> Past:
    return past_of(board, board.state, NPL)


def test_the_journal_is_read_as_its_history_tells_it(board: Board, clock: FixedClock) -> None:
    training = board.state.find("NPL-7").id
    assert read(board) == by_history(board)
    board.commit(BlockTask(training, "产品手册", FACILITATOR, urgent=False))
    clock.advance(timedelta(days=2))
    board.commit(UnblockTask(training))
    assert [each.what for each in read(board).blocks if each.task == training] == ["产品手册"]
    board.undo()
    assert [each for each in read(board).blocks if each.task == training] == []
    board.redo()
    found = read(board)
    assert len([each for each in found.blocks if each.task == training]) == 1
    assert found == by_history(board)
    blocked = dict(review_of(board, NPL).waited.blocked)
    assert blocked[board.state.one(Task, training).department] == 2


def test_a_board_that_only_looks_on_has_the_same_review(path: Path, board: Board, clock: FixedClock) -> None:
    board.commit(AffirmTask(board.state.find("NPL-7").id))
    looking = Board.open(path, clock=clock, read_only=True)
    assert review_of(looking, NPL) == review_of(board, NPL)


def test_a_line_that_cannot_be_read_is_left_out(path: Path, board: Board, clock: FixedClock) -> None:
    training = board.state.find("NPL-7").id
    before = len(read(board).heard[training])
    board.commit(AffirmTask(training))
    assert len(read(board).heard[training]) == before + 1
    journal = board.paths.journal
    data = journal.read_bytes()
    line = data.rstrip(b"\n").rpartition(b"\n")[2]
    journal.write_bytes(data.replace(line, line.replace(b'"affirm"', b'"affirn"')))
    assert len(read(board).heard[training]) == before


def test_of_two_who_say_at_once_that_a_risk_has_happened_one_reports_it(
    path: Path, clock: FixedClock
) -> None:
    one = Board.open(path, clock=clock, author=FACILITATOR)
    other = Board.open(path, clock=clock, author=FACILITATOR)
    issues = len(one.state.all(Issue))
    one.commit(RiskHappened(1))
    key = one.state.key_of(one.state.one(Issue, one.state.one(Risk, 1).issue or 0))
    with pytest.raises(Refused, match=key):
        other.commit(RiskHappened(1))
    other.refresh()
    assert len(other.state.all(Issue)) == issues + 1
