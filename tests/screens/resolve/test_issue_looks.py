"""What the issue board, its dialogs and the issue walk look like."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from store import example, language
from store.board.board import Board
from store.language import Language
from tests.harness import FixedClock, grid, until
from tests.screens.resolve.stage import URGENT, resolving
from tests.screens.stage import LARGE, SMALL, copied

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
TONGUES = pytest.mark.parametrize("tongue", ["zh", "en"])


def opened(examples: dict[Language, Path], folder: Path, clock: FixedClock, tongue: Language) -> Board:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], folder / "b"), clock=clock)
    board.identify(example.LI_MING)
    return board


async def looks(pilot: Pilot[None], screen_snapshot: SnapshotAssertion, name: str) -> None:
    """What is seen once nothing changes any more."""
    before, again = "", "."
    while str(before) != str(again):
        before = str(again)
        for _pause in range(3):
            await until(pilot, lambda seen: "reading.." not in seen, "the trail")
        again = str(grid(pilot.app))
    assert grid(pilot.app) == screen_snapshot(name=name)


@SIZES
@TONGUES
async def test_the_issue_board_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    board = opened(examples, tmp_path, clock, tongue)
    async with resolving(board, size=size) as pilot:
        for view in ("state", "owner", "department", "age"):
            await looks(pilot, screen_snapshot, view)
            await pilot.press("tab")
    board.close()


@SIZES
@TONGUES
@pytest.mark.parametrize(
    "keys",
    [("i",), ("enter",), ("c",), ("n",), ("p",), ("e",)],
    ids=["report", "actions", "propose", "measure", "hand-over", "edit"],
)
async def test_a_dialog_of_an_issue_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    keys: tuple[str, ...],
    screen_snapshot: SnapshotAssertion,
) -> None:
    board = opened(examples, tmp_path, clock, tongue)
    async with resolving(board, at=URGENT, size=size) as pilot:
        board_screen = pilot.app.screen
        await pilot.press(*keys)
        await until(pilot, lambda _seen: pilot.app.screen is not board_screen, "the dialog")
        await looks(pilot, screen_snapshot, "dialog")
    board.close()


@SIZES
@TONGUES
async def test_the_issue_walk_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    board = opened(examples, tmp_path, clock, tongue)
    async with resolving(board, at=URGENT, size=size) as pilot:
        board_screen = pilot.app.screen
        await pilot.press("4")
        await until(pilot, lambda _seen: pilot.app.screen is not board_screen, "the walk")
        for step in ("impact", "solution", "owner", "verify", "report"):
            await looks(pilot, screen_snapshot, step)
            await pilot.press("f8")
    board.close()
