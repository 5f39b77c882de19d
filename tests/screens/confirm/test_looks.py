"""Every step of stage 1 as it looks, for whoever types and for the room."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from screens.widgets.status_line import StatusLine
from store import language
from store.board.board import Board
from store.language import Language
from store.model.requirement import Feasibility, Part
from store.rules.commands.alignment import ReviewPoint
from store.rules.commands.breakdown import AddOutline
from store.rules.commands.brief import EditPoint
from store.rules.commands.confirming import RecordConfirmation
from store.rules.outline import OutlineRow
from tests.harness import grid
from tests.screens.confirm.stage import DESIGN, NPL, RESEARCH, confirming
from tests.screens.stage import LARGE, SMALL

STEPS = ("scenario", "brief", "alignment", "confirmation", "breakdown")


@pytest.fixture
def spoken(briefed: Board) -> Board:
    """Some departments have spoken, one has confirmed an older wording, there are two tasks."""
    briefed.commit(ReviewPoint(NPL, RESEARCH, Part.GOALS, 1))
    if_more = Feasibility.CONDITIONAL
    briefed.commit(ReviewPoint(NPL, DESIGN, Part.GOALS, 1, if_more, "加一名设计师", "外包 2 万"))
    briefed.commit(RecordConfirmation(NPL, RESEARCH, "会上"))
    briefed.commit(EditPoint(NPL, Part.GOALS, 1, {"target": "12万"}))
    rows = [OutlineRow("推广方案撰写", "推广方案", ("三套策略", "预算")), OutlineRow("宣传物料设计")]
    briefed.commit(AddOutline(NPL, rows))
    return briefed


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("step", STEPS)
async def test_a_step_looks_like_this(
    spoken: Board, step: str, tongue: Language, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    language.use(tongue)
    async with confirming(spoken, step, size=size) as pilot:
        pilot.app.screen.query_one(StatusLine).clear()
        await pilot.pause()
        assert grid(pilot.app) == screen_snapshot


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_looks_like_this_for_the_room(
    spoken: Board, step: str, screen_snapshot: SnapshotAssertion, tmp_path: Path
) -> None:
    async with confirming(spoken, step, size=(100, 30)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert grid(pilot.app) == screen_snapshot
