"""What the dialogs about a task look like."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from store import example, language
from store.board.board import Board
from store.language import Language
from store.model.organisation import Person
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.followup.stage import following_up, screen_of
from tests.screens.stage import SMALL, copied

DIALOGS = {
    "complete": ("NPL-7", ("c",)),
    "postpone": ("NPL-7", ("p", *"strike", "enter", *"4/3")),
    "block": ("NPL-4", ("b", *"x", "tab")),
    "tick": ("NPL-7", ("x",)),
    "edit": ("NPL-7", ("e",)),
    "actions": ("NPL-9", ("enter",)),
}


@pytest.mark.parametrize("dialog", DIALOGS)
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_a_dialog_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    dialog: str,
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    at, keys = DIALOGS[dialog]
    async with following_up(board, at=at, size=SMALL) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda _: pilot.app.screen is not screen_of(pilot), "the dialog")
        if dialog == "block":
            await until_text(pilot, f"| {board.state.one(Person, example.LI_MING).name}")
        if dialog == "postpone":
            await until_text(pilot, "NPL-11 ")
            await until_text(pilot, "04-15")
        assert grid(pilot.app) == screen_snapshot
