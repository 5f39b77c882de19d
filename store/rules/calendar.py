"""The working days that a board counts with."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from store.errors import Refused
from store.model.organisation import Settings
from store.rules.workdays import Workdays, check_country


def workdays(settings: Settings) -> Workdays:
    """The calendar of a board: its country's holidays and make-up days, and its own days off (stage 2.2).

    A country that nobody knows, as another program may write it, has weekends only: everybody can go on.
    """
    return _calendar(settings.country, settings.days_off)


@lru_cache(maxsize=8)
def _calendar(country: str, days_off: tuple[date, ...]) -> Workdays:
    return Workdays(_known(country), frozenset(days_off))


def _known(country: str) -> str | None:
    try:
        return check_country(country) if country else None
    except Refused:
        return None
