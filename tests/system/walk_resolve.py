"""How the risk register with its forms, the numbers and the archive are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

from screens.dialogs.archive import ArchiveDialog
from screens.dialogs.limits import LimitsDialog
from screens.resolve.numbers_screen import NumbersScreen, View
from screens.resolve.risk_forms import (
    CloseForm,
    DescribeForm,
    HappenedForm,
    RaiseForm,
    ReopenForm,
    ReviewForm,
    RiskForm,
    WeighForm,
)
from screens.resolve.risk_screen import RiskScreen
from store.model.initiative import Initiative
from store.model.risk import Risk
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]
Open = Callable[[DuiqiApp], Makers]

BASES: Final[frozenset[type[Screen[Any]]]] = frozenset({RiskForm})


def _risks(app: DuiqiApp) -> list[Risk]:
    """One as a meeting knows it, and the one that has everything a risk can have."""
    found = app.session.state.all(Risk)
    return [found[0], found[-1]]


def _about(form: Callable[[Risk], RiskForm]) -> Open:
    return lambda app: (form(risk) for risk in _risks(app))


def _register(app: DuiqiApp) -> Makers:
    for risk in _risks(app):
        yield RiskScreen(app.session, risk.initiative, risk.id)


def _numbers(app: DuiqiApp) -> Makers:
    for initiative in {each.initiative: each for each in _risks(app)}:
        for view in View:
            yield NumbersScreen(app.session, initiative, view)


def _archive(app: DuiqiApp) -> Makers:
    for initiative in app.session.state.all(Initiative):
        yield ArchiveDialog(initiative)


def _limits(app: DuiqiApp) -> Makers:
    for initiative in (app.session.state.all(Initiative)[0], None):
        yield LimitsDialog(app.session, initiative)


OPENED: Final[Mapping[type[Screen[Any]], Open]] = MappingProxyType(
    {
        RiskScreen: _register,
        RaiseForm: lambda app: iter([RaiseForm(app.session.state.all(Initiative)[0].id)]),
        **{
            form: _about(form)
            for form in (WeighForm, ReviewForm, DescribeForm, CloseForm, ReopenForm, HappenedForm)
        },
        NumbersScreen: _numbers,
        ArchiveDialog: _archive,
        LimitsDialog: _limits,
    }
)
"""As `walk.OPENED`."""
