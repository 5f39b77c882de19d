"""Waiting for what is visible in a running app, never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from textual.app import App
from textual.pilot import Pilot

from tests.harness.grid import Grid, Result, grid

PATIENCE: Final = 30.0
"""Seconds until a test gives up: far more than a busy machine needs, as only a failing test spends them."""
_BETWEEN_LOOKS: Final = 0.01


async def until(
    pilot: Pilot[Result],
    predicate: Callable[[Grid], bool],
    what: str = "what the test waits for",
    *,
    patience: float = PATIENCE,
) -> Grid:
    """Look at the screen until `predicate` holds for it, and return that screen.

    Raises AssertionError, with the text of the last screen, after `patience` seconds or when the app ends.
    """
    give_up = time.monotonic() + patience
    seen: Grid | None = None
    while True:
        if pilot.app._exit or pilot.app._exception is not None:
            raise AssertionError(_missing(what, "the app ended", seen)) from pilot.app._exception
        await pilot.pause()
        seen = _screen(pilot.app) or seen
        if seen is not None and predicate(seen):
            return seen
        if time.monotonic() > give_up:
            raise AssertionError(_missing(what, f"waited {patience:g} s", seen))
        await asyncio.sleep(_BETWEEN_LOOKS)


async def until_text(pilot: Pilot[Result], text: str, *, patience: float = PATIENCE) -> Grid:
    """Wait until `text` stands in a line of the screen, and return that screen."""
    return await until(pilot, lambda seen: text in seen, what=repr(text), patience=patience)


async def until_gone(pilot: Pilot[Result], text: str, *, patience: float = PATIENCE) -> Grid:
    """Wait until `text` stands nowhere on the screen, and return that screen."""
    return await until(pilot, lambda seen: text not in seen, what=f"{text!r} to go", patience=patience)


def _screen(app: App[Result]) -> Grid | None:
    return grid(app) if app.screen_stack else None


def _missing(what: str, why: str, seen: Grid | None) -> str:
    return f"{what}: not seen, {why}; the screen was\n{seen.shown if seen else '(never painted)'}"
