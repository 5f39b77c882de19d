"""A board with the example, and a way to run a command line inside the test's own process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from store.example import build
from tests.harness.clock import FixedClock
from tui.cli import identity, main


@dataclass(frozen=True)
class Ran:
    """How a command line ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The account that runs the tests is known on no board, and nothing is remembered."""
    monkeypatch.setattr(identity, "login_name", lambda: "nobody-at-all")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], clock: FixedClock) -> Run:
    """Run a command line with the fixed clock, in English unless told otherwise."""

    def command(*words: object, lang: str | None = "en") -> Ran:
        capfd.readouterr()
        argv = [*map(str, words), *(["--lang", lang] if lang else [])]
        code = main(argv, clock=clock)
        printed = capfd.readouterr()
        return Ran(code, printed.out, printed.err)

    return command


@pytest.fixture(scope="session")
def _example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    build(folder / "launch.json", FixedClock(), "zh")
    return folder


@pytest.fixture
def board(_example: Path, tmp_path: Path) -> Path:
    """The example board as it stands on Monday, 25 March 2024; a copy of one's own."""
    shutil.copytree(_example, tmp_path, dirs_exist_ok=True)
    return tmp_path / "launch.json"
