"""When one person works: the board's calendar without the days on which they are away (stage 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from store.model.absence import Absence
from store.model.state import State
from store.rules.calendar import workdays
from store.rules.workdays import Workdays

LONGEST_ABSENCE: Final = 732
"""Calendar days: two years. More is somebody who has left, or a year mistyped."""


def absences_of(state: State, person: int) -> list[Absence]:
    """The absences of a person, by their dates."""
    found = [each for each in state.all(Absence) if each.person == person]
    return sorted(found, key=lambda each: (each.start, each.end, each.id))


def calendar_of(state: State, person: int | None) -> Workdays:
    """The days on which a person works; the board's calendar for nobody in particular."""
    return personal_calendars(state).get(person or 0) or workdays(state.settings)


def personal_calendars(state: State) -> dict[int, Workdays]:
    """The calendars of the people who are away at all, by person."""
    board = workdays(state.settings)
    away: dict[int, list[tuple[date, date]]] = {}
    for absence in state.all(Absence):
        away.setdefault(absence.person, []).append((absence.start, absence.end))
    return {person: _without(board, tuple(spans)) for person, spans in away.items()}


@lru_cache(maxsize=512)
def _without(board: Workdays, spans: tuple[tuple[date, date], ...]) -> Workdays:
    """The same object for the same absences: what is counted by a calendar is kept under it."""
    days = frozenset(day for span in spans for day in _days(*span))
    return Workdays(board.country, board.days_off | days, board.work_days)


def _days(start: date, end: date) -> Iterator[date]:
    """A mistyped year in a file must not make a calendar of ten thousands of days."""
    count = min((end - start).days + 1, LONGEST_ABSENCE)
    return (start + timedelta(days=at) for at in range(count))
