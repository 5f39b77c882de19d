"""How the screens and dialogs of issues are opened, for the walk through every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

from screens.dialogs.issue.closing import OutcomeForm, ProposeForm, ReopenForm, SendBackForm, VerifyForm
from screens.dialogs.issue.edit import EditForm
from screens.dialogs.issue.form import IssueForm
from screens.dialogs.issue.handling import HandleForm, HandOverForm, MeasureForm
from screens.dialogs.issue.report import ReportDialog
from screens.items.issue_screen import IssueScreen
from screens.resolve.issue_board import IssueBoard
from screens.resolve.issue_walk import IssueWalk
from store.model.issue import Issue
from store.model.task import Task
from tests.data.hostile import HOSTILE
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]
Open = Callable[[DuiqiApp], Makers]

BASES: Final[frozenset[type[Screen[Any]]]] = frozenset({IssueForm, IssueScreen, OutcomeForm})


def _issues(app: DuiqiApp) -> list[Issue]:
    """One that has much to show."""
    return sorted(app.session.state.all(Issue), key=lambda issue: (-len(issue.tasks), -issue.id))[:2]


def _board(app: DuiqiApp) -> Makers:
    for issue in _issues(app):
        yield IssueBoard(app.session, issue.initiative, (Issue.table, issue.id))


def _walk(app: DuiqiApp) -> Makers:
    for issue in _issues(app):
        yield IssueWalk(app.session, issue.initiative, (Issue.table, issue.id))
        yield IssueWalk(app.session, issue.initiative)


def _report(app: DuiqiApp) -> Makers:
    for issue in _issues(app)[:1]:
        tasks = [task.id for task in app.session.state.all(Task) if task.initiative == issue.initiative]
        title = next(text for text in HOSTILE if 0 < len(text) < 100)
        yield ReportDialog(app.session, issue.initiative, tasks[:3])
        typed = {"title": issue.title, "description": title}
        yield ReportDialog(app.session, issue.initiative, tasks[:1], typed=typed)


def _form(make: type[IssueForm]) -> Open:
    def opened(app: DuiqiApp) -> Makers:
        for issue in _issues(app):
            yield make(app.session, issue)

    return opened


OPENED: Final[Mapping[type[Screen[Any]], Open]] = MappingProxyType(
    {
        IssueBoard: _board,
        IssueWalk: _walk,
        ReportDialog: _report,
        **{
            make: _form(make)
            for make in (
                EditForm,
                HandleForm,
                HandOverForm,
                MeasureForm,
                ProposeForm,
                ReopenForm,
                SendBackForm,
                VerifyForm,
            )
        },
    }
)
"""As `walk.OPENED`."""
