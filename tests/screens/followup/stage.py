"""The follow-up board of the example's first initiative, in front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from screens.followup.board_screen import FollowUpScreen
from store.board.board import Board
from store.model.initiative import Stage
from store.model.task import Task
from tests.harness import until, until_text
from tests.screens.stage import SMALL, running
from tui.app import DuiqiApp


@asynccontextmanager
async def following_up(
    board: Board, *, at: str | None = None, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The board's screen, the cursor on the task whose key is `at`, its detail read."""
    async with running(board, size=size) as pilot:
        open_stage(pilot, 1, ("tasks", task_of(board, at).id) if at else None)
        await until_text(pilot, at or "NPL-6")
        screen = screen_of(pilot)
        await until(pilot, lambda seen: screen.is_current and "reading.." not in seen, "the board")
        yield pilot


def open_stage(pilot: Pilot[None], initiative: int, item: tuple[str, int] | None = None) -> None:
    """The board of the initiative of that id comes to the front."""
    assert isinstance(pilot.app, DuiqiApp)
    pilot.app.open_stage(initiative, Stage.FOLLOW_UP, item=item)


def screen_of(pilot: Pilot[None]) -> FollowUpScreen:
    """The screen, wherever it is in the stack."""
    return next(each for each in pilot.app.screen_stack if isinstance(each, FollowUpScreen))


def task_of(board: Board, key: str) -> Task:
    """The task of that key, as the board knows it now."""
    task = board.state.find(key)
    assert isinstance(task, Task)
    return task


def at_hand(pilot: Pilot[None]) -> str:
    """The key of the task under the cursor."""
    screen = screen_of(pilot)
    task = screen.task_at_hand()
    return screen.session.state.key_of(task) if task is not None else ""
