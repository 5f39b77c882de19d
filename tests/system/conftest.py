"""A board as people have it open: the example, laid around the real today, for sessions in real terminals."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import example
from store.model.clock import SystemClock
from tests.screens.stage import copied
from tests.system.packaged import build_once


@pytest.fixture(scope="session")
def distribution(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with the wheel and the sdist, built once in all processes."""
    own = tmp_path_factory.getbasetemp()
    return build_once((own if worker_id == "master" else own.parent) / "distribution")


@pytest.fixture(scope="session")
def _example_of_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    example.build(folder / "launch.json", SystemClock(), "zh")
    return folder


@pytest.fixture
def board_file(_example_of_today: Path, tmp_path: Path) -> Path:
    """The file of a board of one's own."""
    return copied(_example_of_today, tmp_path / "board")
