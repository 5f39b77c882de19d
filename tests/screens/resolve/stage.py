"""The issue board of the example's first initiative, in front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from screens.resolve.issue_board import IssueBoard
from store.board.board import Board
from store.model.initiative import Stage
from store.model.issue import Issue
from tests.harness import Grid, until
from tests.screens.stage import SMALL, running
from tui.app import DuiqiApp

BRAND = "NPL-17"
"""The issue of the method's example: material that does not match the brand."""
URGENT = "NPL-18"
"""It blocks NPL-6, and its clock runs."""


@asynccontextmanager
async def resolving(
    board: Board, *, at: str = BRAND, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The issue board, the cursor on the issue whose key is `at`, its trail read."""
    async with running(board, size=size) as pilot:
        assert isinstance(pilot.app, DuiqiApp)
        item = (Issue.table, issue_of(board, at).id)
        pilot.app.open_stage(1, Stage.RESOLVE, item=item)
        screen = await board_screen(pilot)
        await until(
            pilot,
            lambda seen: screen.is_current and at_hand(pilot) == at and "reading.." not in seen,
            "the issue board",
        )
        yield pilot


async def board_screen(pilot: Pilot[None]) -> IssueBoard:
    """The screen, once it stands."""

    def there(_seen: Grid) -> bool:
        return any(isinstance(each, IssueBoard) for each in pilot.app.screen_stack)

    await until(pilot, there, "the issue board")
    return next(each for each in pilot.app.screen_stack if isinstance(each, IssueBoard))


def issue_of(board: Board, key: str) -> Issue:
    """The issue of that key, as the board knows it now."""
    issue = board.state.find(key)
    assert isinstance(issue, Issue)
    return issue


def at_hand(pilot: Pilot[None]) -> str:
    """The key of the issue under the cursor."""
    for screen in pilot.app.screen_stack:
        if isinstance(screen, IssueBoard):
            issue = screen.issue_at_hand()
            return screen.session.state.key_of(issue) if issue is not None else ""
    return ""
