"""Where the example's days lie: counted in working days from today, so that it is alive on any weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from store.model.clock import Moment
from store.rules.workdays import Workdays


@dataclass(slots=True)
class Past:
    """A clock that is set to when something was said."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to, in UTC."""
        return self.moment


@dataclass(frozen=True, slots=True)
class Days:
    """Working days around `present`. Day 0 is today, or the last working day before it."""

    present: Moment
    workdays: Workdays

    def day(self, offset: int) -> date:
        """The working day that lies `offset` working days from day 0."""
        today = self.present.today
        zero = today if self.workdays.is_workday(today) else self.workdays.add(today, -1)
        return self.workdays.add(zero, offset)

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """A moment of that day, in UTC; never one that is still to come."""
        then = datetime.combine(self.day(offset), time(hour, minute), self.present.zone).astimezone(UTC)
        return min(then, self.present.now)

    def ago(self, hours: int, minutes: int, seconds: int = 0) -> datetime:
        """So long before now, in UTC."""
        return self.present.now - timedelta(hours=hours, minutes=minutes, seconds=seconds)
