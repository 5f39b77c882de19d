"""Working days as numbers, so that thousands of dates can be added and compared at the cost of integers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from store.model.day import FIRST_DAY, LAST_DAY
from store.rules.workdays import Workdays

_LAST: Final = date(LAST_DAY.year + 300, 12, 31)
"""What adds up beyond this stays there: nobody plans so far, and nothing may fail over it."""


class Daycount:
    """The working days of a calendar, numbered from the first one of a year on.

    Numbers of two calendars are not comparable. Grows by years as they are asked for.
    """

    def __init__(self, calendar: Workdays, first: date) -> None:
        self.calendar = calendar
        year = min(max(first.year, FIRST_DAY.year), LAST_DAY.year)
        self._origin = date(year, 1, 1).toordinal()
        self._next = date(year, 1, 1)
        self._days: list[date] = []
        self._before: list[int] = [0]

    def at(self, day: date) -> int:
        """The number of `day`, or of the first working day after it; 0 before all of them."""
        return self._passed(day.toordinal() - self._origin)

    def up_to(self, day: date) -> int:
        """The number of `day`, or of the last working day before it; -1 before all of them."""
        return self._passed(day.toordinal() - self._origin + 1) - 1

    def day(self, number: int) -> date:
        """The working day of that number; the last one known where it lies beyond all calendars."""
        if 0 <= number < len(self._days):
            return self._days[number]
        while number >= len(self._days) and self._next <= _LAST:
            self._grow()
        return self._days[min(max(number, 0), len(self._days) - 1)]

    def days(self, numbers: Sequence[int]) -> list[date]:
        """The working days of many numbers, as `day` gives them."""
        if not numbers:
            return []
        self.day(max(numbers))
        if min(numbers) < 0 or max(numbers) >= len(self._days):
            return [self.day(number) for number in numbers]
        known = self._days
        return [known[number] for number in numbers]

    def _passed(self, at: int) -> int:
        """Working days before the day `at` days after the origin."""
        if at <= 0:
            return 0
        while at >= len(self._before) and self._next <= _LAST:
            self._grow()
        return self._before[min(at, len(self._before) - 1)]

    def _grow(self) -> None:
        """One more year."""
        year, day = self._next.year, self._next
        is_workday, one = self.calendar.is_workday, timedelta(days=1)
        while day.year == year:
            if is_workday(day):
                self._days.append(day)
            self._before.append(len(self._days))
            day += one
        self._next = day
