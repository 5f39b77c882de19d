"""Duiqi in real terminals: several people on one board, each with a home of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from store.board.paths import Paths
from tests.harness import Terminal
from tests.harness.home import environment

ROOT: Final = Path(__file__).parents[2]
DUIQI: Final = (sys.executable, "-m", "tui")

# Ctrl+g, a number, enter: the item of that number, whichever screen one is on.
GO_TO: Final = "ctrl+g"


def session(
    board: Path,
    person: str | None = "李明",
    *options: str,
    lang: str | None = "zh",
    size: tuple[int, int] = (80, 24),
    env: Mapping[str, str] | None = None,
    home: Path | None = None,
    program: tuple[str, ...] = DUIQI,
) -> Terminal:
    """Somebody's session on `board`. Nobody's when `person` is null: then Duiqi asks."""
    bound = {"DUIQI_PERSON": person} if person is not None else {}
    spoken = {"DUIQI_LANG": lang} if lang is not None else {}
    return Terminal(
        [*program, board, *options],
        size=size,
        env={**bound, **spoken, **(env or {})},
        home=home,
        cwd=ROOT,
    )


def on_board(terminal: Terminal, number: int = 7, title: str = "销售培训组织") -> None:
    """Go to the follow-up board, the cursor on the task of that number."""
    terminal.wait_for("NPL")
    terminal.press("enter")
    terminal.wait_for("[关注")
    terminal.press(GO_TO)
    terminal.wait_for("跳到哪一项")
    terminal.type(str(number))
    terminal.press("enter")
    terminal.wait_gone("跳到哪一项")
    terminal.wait_until(
        lambda seen: any(line.startswith("|") and f"NPL-{number} " in line for line in seen.text),
        f"the cursor on NPL-{number} {title}",
    )


def command_line(
    home: Path, *words: str | Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """`duiqi WORDS`, run to its end."""
    return subprocess.run(
        [*DUIQI, *map(str, words)],
        cwd=ROOT,
        env=environment(home) | dict(env or {}),
        capture_output=True,
        check=False,
        timeout=60,
    )


def lines_of(board: Path) -> list[dict[str, Any]]:
    """The whole lines of the journal, as JSON."""
    raw = Paths.of(board).journal.read_bytes()
    return [json.loads(line) for line in raw.split(b"\n")[:-1]]


def said(terminal: Terminal) -> str:
    """The line above the keys, where the program speaks."""
    return terminal.screen[-2]
