"""What counts as too long on the board is said in the program, by who may (DOMAIN.md stages 3.7 and 4.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from store import example, language
from store.board.board import Board
from store.language import Language, _
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.resolve.stage import resolving
from tests.screens.stage import LARGE, SMALL, copied, running


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_the_limits_look_like_this(
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
    async with running(board, size=size) as pilot:
        await pilot.press("L")
        await until_text(pilot, _("Urgent meeting within"))
        assert grid(pilot.app) == screen_snapshot
    board.close()


async def test_a_facilitator_changes_a_limit_and_the_urgent_clock_follows(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("L")
        await until_text(pilot, _("minutes: {hours} hours", hours=2))
        await pilot.press("end", "backspace", "backspace", "backspace", "0", "enter")
        await until_text(pilot, _("A number from {least} to {most}.", least=1, most=43200))
        await pilot.press("end", "backspace", "9", "0")
        await until_text(pilot, _("minutes: {hours} h {left} min", hours=1, left=30))
        await pilot.press("ctrl+s")
        await until(pilot, lambda _seen: board.state.settings.urgent_minutes == 90, "the new limit")
        await until_text(pilot, "00:42:40")


async def test_the_levels_that_something_climbs_are_ticked_one_at_least(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("L")
        await until_text(pilot, _("Climbs to"))
        await pilot.press("tab", "tab", "tab", "tab", "tab", "space", "down", "space", "down", "space")
        await pilot.press("down", "space", "ctrl+s")
        await until_text(pilot, _("{label} is needed.", label=_("Climbs to")))
        await pilot.press("space", "enter")
        await until(pilot, lambda _seen: board.state.settings.escalation_levels == ("sponsor",), "the level")
        assert board.state.settings.urgent_minutes == 120


async def test_who_may_not_is_told_who_may(board: Board) -> None:
    board.identify(example.LI_MING + 1)
    async with resolving(board) as pilot:
        await pilot.press("L")
        seen = await until(
            pilot, lambda seen: "李明" in seen.text[-2] or "主持人" in seen.text[-2], "a reason"
        )
        assert _("Urgent meeting within") not in seen
