"""Hostile texts in every field of every record, on every screen, in every field one types into.

The screens are walked without a terminal but with its bytes: what a driver would be given to write. The
records are put there past the door, as a mistake of ours would, so that the second line of defence stands
alone. What comes through the door is seen in a real terminal (`test_hostile_files.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from screens.base import DuiqiScreen
from screens.dialogs.form import FormDialog
from screens.dialogs.help import HelpDialog
from screens.followup.board_screen import FollowUpScreen
from screens.followup.views import View
from screens.home.unfinished import forms
from screens.widgets.cursor_view import CursorView
from screens.wizard.screen import WizardScreen
from store.board.board import Board
from store.board.session import Changed
from store.language import msg
from store.model.initiative import Initiative
from store.model.record import record_class
from store.model.task import Task
from store.model.text import clean_line
from tests.data.hostile import FORMULAS, HOSTILE, MARKUP
from tests.harness import until, until_text
from tests.screens.conftest import board, examples
from tests.screens.stage import copied, running
from tests.system.painted import smuggled
from tests.system.poison import poison, text_fields
from tests.system.walk import OPENED, declared, declared_forms
from tui.app import DuiqiApp

__all__ = ["board", "examples"]


@pytest.fixture
def board_file(examples: Any, tmp_path: Any) -> Any:
    """The example on the Monday of the fixed clock."""
    return copied(examples["zh"], tmp_path / "board")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that a terminal would be sent."""
    sent: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: sent.append(data))
    # A field that is full rings by itself; a bell out of a text is another thing.
    monkeypatch.setattr(DuiqiApp, "bell", lambda _: None)
    return sent


def test_the_walk_opens_every_screen_and_every_form() -> None:
    assert set(OPENED) == declared(), "say in tests/system/walk.py how a new screen is opened"
    assert set(forms().values()) == declared_forms()


def test_every_text_of_a_record_is_found() -> None:
    assert {"title", "criteria.text", "support.content", "milestones.title", "delay.reason"} <= set(
        text_fields(record_class("tasks"))
    )
    assert {"name", "logins"} <= set(text_fields(record_class("people")))
    assert "code" not in text_fields(record_class("initiatives"))


@pytest.mark.parametrize("opened", list(OPENED), ids=lambda cls: cls.__name__)
async def test_hostile_texts_are_text_on(opened: type[Screen[Any]], board: Board, written: list[str]) -> None:
    poison(board.state)
    texts = cycle(HOSTILE)
    async with running(board, until="") as pilot:
        app = pilot.app
        assert isinstance(app, DuiqiApp)
        for screen in OPENED[opened](app):
            assert isinstance(screen, opened)
            await _in_front(pilot, screen)
            await _look_around(pilot)
            await _type(pilot, texts)
            if isinstance(screen, WizardScreen):
                await _each_step(pilot, screen, texts)
            await _help(pilot)
            app.switch_language()
            await pilot.pause()
            await _away(pilot, screen)
    assert written
    assert smuggled("".join(written)) == []


async def test_hostile_texts_are_text_in_every_view_of_the_board(board: Board, written: list[str]) -> None:
    poison(board.state)
    async with running(board, size=(120, 40), until="") as pilot:
        screen = FollowUpScreen(_app(pilot).session, board.state.all(Initiative)[0].id)
        await _in_front(pilot, screen)
        for _view in View:
            await _look_around(pilot)
            for _ in range(3):
                screen.action_detail_down()
                await pilot.pause()
            screen.action_next_view()
            await pilot.pause()
    assert smuggled("".join(written)) == []


def _titles() -> list[str]:
    return [clean for text in MARKUP + FORMULAS if 1 < len(clean := clean_line(text, 5000)) < 20]


async def test_markup_and_formats_are_read_as_they_are_written(board: Board) -> None:
    """In titles on the board, at the head of a dialog, and in the sentence that is said."""
    initiative = board.state.all(Initiative)[0]
    tasks = [task for task in board.state.all(Task) if task.initiative == initiative.id]
    titles = _titles()
    async with running(board, size=(200, 50)) as pilot:
        screen = FollowUpScreen(_app(pilot).session, initiative.id, (Task.table, tasks[0].id))
        await _in_front(pilot, screen)
        for first in range(0, len(titles), len(tasks)):
            named = dict(zip(tasks, titles[first:], strict=False))
            for task, title in named.items():
                board.state.put(task.model_copy(update={"title": title}))
            screen.board_changed(Changed(frozenset((Task.table, task.id) for task in named), ()))
            for task, title in named.items():
                await until_text(pilot, f"{board.state.key_of(task):<6}  {title}")
            screen.offer_actions()
            await until_text(pilot, f"{board.state.key_of(tasks[0])} {titles[first]}")
            pilot.app.pop_screen()
        for title in titles[:5]:
            screen.say(msg("{title}", title=title), "warning")
            await until_text(pilot, f"! {title}")


def _app(pilot: Pilot[None]) -> DuiqiApp:
    assert isinstance(pilot.app, DuiqiApp)
    return pilot.app


async def _in_front(pilot: Pilot[None], screen: Screen[Any]) -> None:
    pilot.app.push_screen(screen)
    await until(pilot, lambda _: pilot.app.screen is screen and screen.is_mounted, f"{screen} in front")


async def _away(pilot: Pilot[None], screen: Screen[Any]) -> None:
    while screen in pilot.app.screen_stack:
        pilot.app.pop_screen()
    await pilot.pause()


async def _look_around(pilot: Pilot[None]) -> None:
    """Paint all of it: to the end of every list."""
    await pilot.pause()
    for lines in pilot.app.screen.query(CursorView):
        for _ in range(3):
            lines.action_page_down()
            await pilot.pause()


async def _type(pilot: Pilot[None], texts: Iterator[str]) -> None:
    """Into every field: typed, pasted, submitted."""
    screen = pilot.app.screen
    for field in screen.query("Input, TextArea").results(Input | TextArea):  # type: ignore[arg-type]
        for text in (next(texts), next(texts), next(texts)):
            if isinstance(field, Input):
                field.value = text
            else:
                field.text = text
            await pilot.pause()
        field.post_message(events.Paste(next(texts) + next(texts)))
        await pilot.pause()
    if isinstance(screen, FormDialog):
        screen.action_submit()
        await pilot.pause()


async def _each_step(pilot: Pilot[None], screen: WizardScreen, texts: Iterator[str]) -> None:
    """Every step in both layouts, with a row typed into each that takes one."""
    for step in screen.steps():
        await screen.go_to(step.key)
        await _look_around(pilot)
        screen.action_layout()
        await _look_around(pilot)
        screen.action_layout()
        act = next((act for act in screen.page.ACTS if "+" in act.keys), None)
        if act is not None:
            await screen.perform(act)
            await pilot.pause()
            await _type(pilot, texts)
            await pilot.press("enter")
            await pilot.pause()
        while pilot.app.screen is not screen:
            pilot.app.pop_screen()
            await pilot.pause()
        screen.page.back()
        await pilot.pause()


async def _help(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    if isinstance(screen, DuiqiScreen):
        screen.action_commands()
        await pilot.pause()
        await pilot.press("[", "/")
        pilot.app.pop_screen()
        screen.action_help()
        await until(pilot, lambda _: isinstance(pilot.app.screen, HelpDialog), "the help")
        await _look_around(pilot)
        pilot.app.pop_screen()
        await pilot.pause()
