"""When one person works: the board's calendar without the days on which they are away (stage 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from store.model.absence import Absence
from store.model.state import State
from store.rules.calendar import workdays
from store.rules.workdays import Workdays


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
    away: dict[int, set[date]] = {}
    for absence in state.all(Absence):
        away.setdefault(absence.person, set()).update(_days(absence))
    return {
        person: Workdays(board.country, board.days_off | days, board.work_days)
        for person, days in away.items()
    }


def _days(absence: Absence) -> Iterator[date]:
    return (absence.start + timedelta(days=at) for at in range((absence.end - absence.start).days + 1))
