"""Every screen and dialog there is, and how each is opened on a board."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

import screens
from screens.acting import ActingScreen
from screens.assign.forms import TaskForm
from screens.base import DuiqiScreen
from screens.dialogs.actions import ActionsDialog
from screens.dialogs.chat.outbox import OutboxDialog
from screens.dialogs.chat.send import SendDialog
from screens.dialogs.choose import ChooseDialog, Option
from screens.dialogs.conflict import ConflictDialog
from screens.dialogs.dialog import Dialog
from screens.dialogs.form import FormDialog
from screens.dialogs.help import HelpDialog
from screens.dialogs.jump import JumpDialog
from screens.dialogs.locked import LockedDialog
from screens.dialogs.message import MessageDialog
from screens.dialogs.status.create import NewTaskDialog
from screens.dialogs.status.dialog import StatusDialog
from screens.dialogs.status.form import StatusForm
from screens.followup.board_screen import FollowUpScreen
from screens.frame import FramedScreen
from screens.home.home_screen import HomeScreen
from screens.home.new_initiative import NewInitiativeDialog
from screens.home.unfinished import forms
from screens.initiative import InitiativeScreen
from screens.items.item_board import ItemBoardScreen
from screens.items.task_screen import TaskScreen
from screens.round.round_screen import RoundScreen
from screens.stage_keys import StageKeysScreen
from screens.welcome.myself import MyselfDialog
from screens.welcome.who import WhoDialog
from screens.wizard.paging import StepsScreen
from screens.wizard.screen import WizardScreen
from screens.wizard.wizard import Wizard
from store.chat.telling import Kind, Wish
from store.errors import Clash, Conflict, Locked
from store.language import msg
from store.model.initiative import Initiative
from store.model.task import Task
from store.rules.nudge import nudge
from tests.data.hostile import HOSTILE
from tests.system import walk_captures, walk_exchange, walk_issues, walk_meetings, walk_resolve, walk_wizards
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]
Open = Callable[[DuiqiApp], Makers]

BASES: Final[frozenset[type[Screen[Any]]]] = frozenset(
    {
        ActingScreen,
        FramedScreen,
        DuiqiScreen,
        Dialog,
        FormDialog,
        TaskScreen,
        TaskForm,
        Wizard,
        WizardScreen,
        StepsScreen,
        StageKeysScreen,
        InitiativeScreen,
        ItemBoardScreen,
        *walk_captures.BASES,
        *walk_exchange.BASES,
        *walk_issues.BASES,
        *walk_meetings.BASES,
        *walk_resolve.BASES,
    }
)
"""What is only ever the ground of another screen."""


def declared() -> set[type[Screen[Any]]]:
    """Every screen in the folder `screens`, found by loading all of it."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    return {cls for cls in _below(Screen) if _stands(cls)} - BASES


def declared_forms() -> set[type[StatusForm]]:
    """Every form about a task."""
    declared()
    return {form for form in _below(StatusForm) if form.NAME and _stands(form)}


def _stands(cls: type[Any]) -> bool:
    return cls.__module__.startswith("screens.")


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for each in cls.__subclasses__():
        if not inspect.isabstract(each):
            yield each
        yield from _below(each)


def _task(app: DuiqiApp) -> Task:
    """The task that has everything a task can have."""
    tasks = app.session.state.all(Task)
    return max(tasks, key=lambda task: (task.block is not None and task.delay is not None, task.id))


def _home(app: DuiqiApp) -> Makers:
    yield HomeScreen()


def _follow_up(app: DuiqiApp) -> Makers:
    for initiative in app.session.state.all(Initiative)[:1]:
        yield FollowUpScreen(app.session, initiative.id, (Task.table, _task(app).id))


def _round(app: DuiqiApp) -> Makers:
    yield RoundScreen(app.session, None)


def _status(app: DuiqiApp) -> Makers:
    for form in forms().values():
        yield StatusDialog(form(app.session, _task(app)))


def _new_task(app: DuiqiApp) -> Makers:
    yield NewTaskDialog(app.session, _task(app).initiative)


def _who(app: DuiqiApp) -> Makers:
    yield WhoDialog(app.session.state, None)


def _choose(app: DuiqiApp) -> Makers:
    options = [Option(at, text, text, text, text, group=text) for at, text in enumerate(HOSTILE)]
    yield ChooseDialog(msg("{text}", text=HOSTILE[0]), options, find=True)


def _actions(app: DuiqiApp) -> Makers:
    screen = app.screen
    assert isinstance(screen, ActingScreen)
    task = _task(app)
    title = msg("{key} {title}", key=app.session.state.key_of(task), title=task.title)
    yield ActionsDialog(screen, screen.acts(), title, find=True)
    yield ActionsDialog(screen, screen.acts(), title)


def _help(app: DuiqiApp) -> Makers:
    screen = app.screen
    assert isinstance(screen, ActingScreen)
    yield HelpDialog(screen)


def _message(app: DuiqiApp) -> Makers:
    state = app.session.state
    text = nudge(state, _task(app), app.session.moment())
    yield MessageDialog(msg("{text}", text=text), msg("{text}", text=text), msg("{text}", text="[/red]"))


def _conflict(app: DuiqiApp) -> Makers:
    record = _task(app)
    values = {**record.body(), "title": "{0.__class__}[/red]\x1b]0;owned\x07"}
    clashes = [
        Clash(Task.table, record.id, name, value, HOSTILE[at % len(HOSTILE)], value)
        for at, (name, value) in enumerate(values.items())
    ]
    yield ConflictDialog(Conflict(msg("{who}", who=HOSTILE[1] + "[/]"), clashes), can_edit=True)


def _locked(app: DuiqiApp) -> Makers:
    texts = [text for text in HOSTILE if 0 < len(text) < 200]
    for at in range(0, len(texts), 12):
        together = " ".join(texts[at : at + 12])
        yield LockedDialog(Locked(msg("{holder}", holder=together), together))


OPENED: Final[Mapping[type[Screen[Any]], Open]] = MappingProxyType(
    {
        HomeScreen: _home,
        FollowUpScreen: _follow_up,
        RoundScreen: _round,
        StatusDialog: _status,
        NewTaskDialog: _new_task,
        NewInitiativeDialog: lambda app: iter([NewInitiativeDialog()]),
        MyselfDialog: lambda app: iter([MyselfDialog("[/red]\x1b]0;owned\x07")]),
        WhoDialog: _who,
        ChooseDialog: _choose,
        ActionsDialog: _actions,
        HelpDialog: _help,
        JumpDialog: lambda app: iter([JumpDialog("[/red]"), JumpDialog(None)]),
        MessageDialog: _message,
        ConflictDialog: _conflict,
        LockedDialog: _locked,
        SendDialog: lambda app: iter([SendDialog(Wish(Kind.DIGEST))]),
        OutboxDialog: lambda app: iter([OutboxDialog()]),
        **walk_wizards.OPENED,
        **walk_captures.OPENED,
        **walk_exchange.OPENED,
        **walk_resolve.OPENED,
        **walk_issues.OPENED,
        **walk_meetings.OPENED,
    }
)
"""How each screen is opened. Whoever makes a new one says here how, and it is shown hostile texts."""
