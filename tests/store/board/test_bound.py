"""On a team's server a session belongs to one person, whatever it is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import NotAllowed, NotFound
from store.language import Message, msg
from store.model.organisation import Person, Role
from tests.store.board.cases import Do, Rename, small_board, title


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


def test_who_may_no_longer_write_neither_changes_nor_takes_back(tmp_path: Path) -> None:
    small_board(tmp_path).close()
    board = Board.open(tmp_path / "launch.json")
    out: list[Message] = []
    board.bind(1, why_out=lambda: out[0] if out else None)
    board.commit(Rename(1, "方案"))
    out.append(msg("Not on a team's server."))
    newest = board.seq
    ways: list[Callable[[], object]] = [
        lambda: board.commit(Rename(1, "另一个")),
        board.undo,
        lambda: board.undo_line(newest),
    ]
    for way in ways:
        with pytest.raises(NotAllowed, match=str(out[0])):
            way()
    assert (board.seq, title(board)) == (newest, "方案")


def test_who_was_taken_off_the_board_is_told_so(tmp_path: Path) -> None:
    other = small_board(tmp_path)
    other.commit(Do(lambda edit: edit.add(Person, name="赵", department=1, role=Role.FACILITATOR)))
    board = Board.open(tmp_path / "launch.json")
    board.bind(3)
    other.commit(Do(lambda edit: edit.remove(edit.one(Person, 3))))
    with pytest.raises(NotAllowed, match="不在这块看板"):
        board.commit(Rename(1, "没有人的"))
    assert title(other) == "推广方案撰写"
