"""The wizard of stage 2, in front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot

from screens.assign.assign_screen import AssignScreen
from store.board.board import Board
from store.model.initiative import Initiative, Stage
from store.model.organisation import Department, Person
from store.model.task import Task
from store.rules.stage2 import CLAIM, GO_ON, ORDER, SIGN
from tests.harness import until, until_text
from tests.screens.stage import SMALL, running
from tui.app import DuiqiApp

SERVICE = "CSP"
"""The initiative of the example that is being assigned."""
STEPS = (CLAIM, ORDER, SIGN, GO_ON)


@asynccontextmanager
async def assigning(
    board: Board, *, code: str = SERVICE, step: str = CLAIM, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The wizard of the initiative `code`, at `step`."""
    async with running(board, size=size) as pilot:
        app = pilot.app
        assert isinstance(app, DuiqiApp)
        app.open_stage(initiative_of(board, code).id, Stage.ASSIGN)
        await until(pilot, lambda _seen: isinstance(app.screen, AssignScreen), "the wizard")
        await at_step(pilot, step)
        yield pilot


async def at_step(pilot: Pilot[None], step: str) -> None:
    """Press tab until that step is in front."""
    screen = screen_of(pilot)
    await until(pilot, lambda _seen: pilot.app.screen is screen, "the wizard")
    while screen.step != step:
        await pilot.press("tab")
        await pilot.pause()
    await until(pilot, lambda _seen: screen.page.step == step and screen.page.is_attached, step)


def screen_of(pilot: Pilot[None]) -> AssignScreen:
    """The wizard, wherever it is in the stack."""
    return next(each for each in pilot.app.screen_stack if isinstance(each, AssignScreen))


async def paste(pilot: Pilot[None], text: str) -> None:
    """As a terminal hands on what is pasted, into what has the focus."""
    focused = pilot.app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    """Put `text` into the field that has the focus, in one go."""
    await until(pilot, lambda _seen: pilot.app.screen.focused is not None, "a field")
    await paste(pilot, text)
    await until_text(pilot, text)


async def fill(pilot: Pilot[None], *texts: str) -> None:
    """Write each of `texts` into its field of the form in front, enter after each."""
    for text in texts:
        if text:
            await write(pilot, text)
        await pilot.press("enter")
        await pilot.pause()


async def closed(pilot: Pilot[None]) -> None:
    """Wait until the wizard is in front again, nothing over it."""
    screen = screen_of(pilot)
    await until(pilot, lambda _seen: pilot.app.screen is screen, "the dialog to close")


def initiative_of(board: Board, code: str) -> Initiative:
    """The initiative of that code."""
    return next(each for each in board.state.all(Initiative) if each.code == code)


def task_of(board: Board, key: str) -> Task:
    """The task of that key, as the board knows it now."""
    task = board.state.find(key)
    assert isinstance(task, Task)
    return task


def department_named(board: Board, name: str) -> Department:
    """The department of that name."""
    return next(each for each in board.state.all(Department) if each.name == name)


def person_named(board: Board, name: str) -> Person:
    """The person of that name."""
    return next(each for each in board.state.all(Person) if each.name == name)
