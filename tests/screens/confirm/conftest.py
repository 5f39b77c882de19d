"""A board for every test of stage 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.board.board import Board
from tests.harness import FixedClock
from tests.screens.confirm.stage import blank_board, write_brief


@pytest.fixture
def blank(tmp_path: Path, clock: FixedClock) -> Iterator[Board]:
    """An initiative of which nothing is said yet; 李明 facilitates."""
    board = blank_board(tmp_path, clock)
    yield board
    board.close()


@pytest.fixture
def briefed(blank: Board) -> Board:
    """Its brief is written, four departments are asked."""
    write_brief(blank)
    return blank
