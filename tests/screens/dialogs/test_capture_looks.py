"""The line that captures, as it looks in both languages: what it says back, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual import events
from textual.pilot import Pilot

from screens.widgets.fields.line import QuietInput
from store import example, language
from store.board.board import Board
from store.language import Language
from store.model.organisation import Person
from tests.harness import FixedClock, Grid, grid, until
from tests.screens.followup.stage import following_up, task_of
from tests.screens.stage import LARGE, SMALL, copied

LINES = {"zh": "行动 @{owner} 周五前补齐产品手册", "en": "action @{owner} by fri complete the manual"}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_looks(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    owner = board.state.one(Person, task_of(board, "NPL-7").owner or 0).name
    async with following_up(board, at="NPL-7", size=size) as pilot:
        await pilot.press("a")
        await until(pilot, lambda _seen: isinstance(pilot.app.focused, QuietInput), "the line")
        await _write(pilot, LINES[tongue].format(owner=owner))
        await until(pilot, lambda seen: f"{owner} " in seen and "->" in seen, "what was understood")
        assert _panel(pilot) == screen_snapshot(name="understood")
        await pilot.press("home", *["delete"] * len(LINES[tongue].format(owner=owner)))
        await _write(pilot, "a @")
        await until(pilot, lambda seen: seen.find("| ") is not None, "the names")
        await pilot.pause()
        assert _panel(pilot) == screen_snapshot(name="names")
        await pilot.press("backspace", "enter")
        await until(pilot, lambda seen: "! " in seen, "the refusal")
        await pilot.pause()
        assert _panel(pilot) == screen_snapshot(name="refused")


async def _write(pilot: Pilot[None], text: str) -> None:
    focused = pilot.app.focused
    assert isinstance(focused, QuietInput)
    focused.post_message(events.Paste(text))
    await until(pilot, lambda _seen: focused.value.strip() == text, f"{text!r} typed")


def _panel(pilot: Pilot[None]) -> Grid:
    """The dialog alone: what lies behind it has pictures of its own."""
    whole, panel = grid(pilot.app), pilot.app.screen.query_one("#panel").region
    return Grid([row[panel.x : panel.right] for row in whole.rows[panel.y : panel.bottom]])
