"""A board for every test of a screen: the example, on Monday 25 March 2024."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import example
from store.board.board import Board
from store.language import Language
from tests.harness import FixedClock
from tests.screens.stage import copied


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """The folders of the example board in both languages, made once and never changed."""
    made: dict[Language, Path] = {}
    for language in ("zh", "en"):
        folder = tmp_path_factory.mktemp(f"example-{language}")
        example.build(folder / "launch.json", FixedClock(), language)
        made[language] = folder
    return made


@pytest.fixture
def board_file(examples: dict[Language, Path], tmp_path: Path) -> Path:
    """The file of a board of one's own: the example in Chinese."""
    return copied(examples["zh"], tmp_path / "board")


@pytest.fixture
def board(board_file: Path, clock: FixedClock) -> Iterator[Board]:
    """The example, opened as 李明, who facilitates."""
    opened = Board.open(board_file, clock=clock, origin="screen")
    opened.identify(example.LI_MING)
    yield opened
    opened.close()
