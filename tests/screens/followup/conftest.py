"""The example in English, and its follow-up board in front."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import example, language
from store.board.board import Board
from store.language import Language
from tests.harness import FixedClock
from tests.screens.stage import copied


@pytest.fixture
def board_file(examples: dict[Language, Path], tmp_path: Path) -> Path:
    """The file of a board of one's own: the example in English."""
    language.use("en")
    return copied(examples["en"], tmp_path / "board")


@pytest.fixture
def other(board_file: Path, clock: FixedClock, board: Board) -> Iterator[Board]:
    """A second session on the same board, of the same person."""
    opened = Board.open(board_file, clock=clock)
    opened.identify(example.LI_MING)
    yield opened
    opened.close()
