"""What is loaded when: the store knows no screen, and the command line opens none that it does not need.

Each look is taken in a process of its own, as pytest has long loaded everything.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WALK = """
import importlib, json, pkgutil, sys
import store
names = [m.name for m in pkgutil.walk_packages(store.__path__, "store.")]
for name in names:
    importlib.import_module(name)
print(json.dumps([names, sorted({name.partition(".")[0] for name in sys.modules})]))
"""

ONE = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""

UNASKED = (
    "store.board.commits",
    "store.board.publish",
    "store.board.trail",
    "store.documents",
    "store.rules.archiving",
    "store.rules.commands",
    "store.rules.dates_words",
    "store.rules.gates",
    "store.rules.integrity",
    "store.rules.rights",
)
"""What nothing needs before a key is pressed."""

UNTOLD = (
    "ctypes",
    "store.documents.blocks",
    "store.documents.digest",
    "store.rules.health",
    "store.rules.schedule",
)


def _said_by(code: str, *values: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *values], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_whole_store_loads_neither_textual_nor_rich() -> None:
    walked, loaded = json.loads(_said_by(WALK))
    assert "store.language" in walked
    assert not {"textual", "rich", "httpx"} & set(loaded)


def test_the_command_line_loads_no_textual() -> None:
    # A look without an import: whether the module exists decides, not whether it works.
    if importlib.util.find_spec("tui") is None or importlib.util.find_spec("tui.cli") is None:
        pytest.skip("tui.cli does not exist yet")
    loaded = set(json.loads(_said_by(ONE, "tui.cli")))
    assert not {"textual", "rich", "httpx"} & loaded


def test_home_is_painted_before_what_people_can_do_there_is_loaded() -> None:
    loaded = json.loads(_said_by(ONE, "tui.app", "screens.home.home_screen", "store.board.board"))
    assert [name for name in loaded if name.startswith(UNASKED)] == []


def test_what_must_be_done_today_is_told_without_documents_and_schedules() -> None:
    loaded = json.loads(_said_by(ONE, "tui.cli", "tui.cli.verbs.today", "store.board.board"))
    unasked = (*(name for name in UNASKED if name != "store.documents"), *UNTOLD)
    assert [name for name in loaded if name.startswith(unasked)] == []
