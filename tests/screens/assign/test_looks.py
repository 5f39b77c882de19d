"""What each step of the wizard looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from store import example, language
from store.board.board import Board
from store.language import Language
from store.rules.stage2 import CLAIM, GO_ON, ORDER, SIGN
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.assign.stage import assigning
from tests.screens.stage import LARGE, SMALL, copied

_SEEN = {"claim": "CSP-1 ", "order": "CSP-1 ", "timeline": "===", "sign": "-  ", "go_on": "CSP-8"}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize(
    ("step", "keys"),
    [(CLAIM, ()), (CLAIM, ("v",)), (ORDER, ()), (ORDER, ("l",)), (SIGN, ()), (GO_ON, ())],
    ids=["claim", "claim-large", "order", "timeline", "sign", "go-on"],
)
async def test_a_step_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    step: str,
    keys: tuple[str, ...],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    async with assigning(board, step=step, size=size) as pilot:
        for key in keys:
            await pilot.press(key)
        await until_text(pilot, "===" if keys == ("l",) else _SEEN[step])
        before = grid(pilot.app)
        for _again in range(3):
            before = await until(pilot, lambda _seen: True)
        assert before == screen_snapshot
    board.close()
