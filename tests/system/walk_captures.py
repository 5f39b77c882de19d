"""How the lines that capture are opened, for the walk through every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

from screens.dialogs.capture import CaptureDialog
from screens.dialogs.captures.answer import AnswerDialog
from screens.dialogs.captures.edit import EditCaptureDialog
from screens.dialogs.captures.line import LineDialog
from store.model.capture import Capture
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.risk import Risk
from store.model.task import Task
from store.rules.meeting.capture_place import Place
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]

BASES: Final[frozenset[type[Screen[Any]]]] = frozenset({LineDialog})


def _capture(app: DuiqiApp) -> Makers:
    state = app.session.state
    initiative = state.all(Initiative)[0]
    meetings: list[Meeting | None] = [*state.all(Meeting)[:1], None]
    about = tuple((cls.table, state.all(cls)[-1].id) for cls in (Task, Issue, Risk) if state.all(cls))
    for meeting in meetings:
        item = meeting.agenda[0].id if meeting is not None and meeting.agenda else None
        yield CaptureDialog(app.session, Place(initiative.id, meeting, item, (*about, None)))


def _edit(app: DuiqiApp) -> Makers:
    for capture in app.session.state.all(Capture)[:2]:
        yield EditCaptureDialog(app.session, capture)


def _answer(app: DuiqiApp) -> Makers:
    for capture in app.session.state.all(Capture)[:2]:
        yield AnswerDialog(capture)


OPENED: Final[Mapping[type[Screen[Any]], Callable[[DuiqiApp], Makers]]] = MappingProxyType(
    {CaptureDialog: _capture, EditCaptureDialog: _edit, AnswerDialog: _answer}
)
