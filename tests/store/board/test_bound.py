"""On a team's server a session belongs to one person, whatever it is asked to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import NotAllowed, NotFound
from tests.store.board.cases import Rename, small_board


@pytest.fixture
def bound(tmp_path: Path) -> Board:
    small_board(tmp_path).close()
    board = Board.open(tmp_path / "launch.json")
    board.bind(1)
    return board


def test_what_a_bound_session_writes_is_by_its_person(bound: Board) -> None:
    line = bound.commit(Rename(1, "方案"))
    assert line is not None
    assert line.by == 1
    assert bound.undo().by == 1
    assert bound.redo().by == 1


@pytest.mark.parametrize("other", [2, None, 99])
def test_a_bound_session_becomes_nobody_else(bound: Board, other: int | None) -> None:
    with pytest.raises(NotAllowed):
        bound.identify(other)
    assert bound.author == 1


def test_a_bound_session_can_say_again_who_it_is(bound: Board) -> None:
    bound.identify(1)
    assert bound.author == 1


def test_somebody_who_is_not_on_the_board_is_not_bound_to_it(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    with pytest.raises(NotFound):
        board.bind(99)
