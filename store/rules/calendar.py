"""The working days that a board counts with."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from store.model.organisation import Settings
from store.rules.workdays import Workdays


def workdays(settings: Settings) -> Workdays:
    """The calendar of a board: its country's holidays and make-up days, and its own days off (stage 2.2)."""
    return _calendar(settings.country, settings.days_off)


@lru_cache(maxsize=8)
def _calendar(country: str, days_off: tuple[date, ...]) -> Workdays:
    return Workdays(country or None, frozenset(days_off))
