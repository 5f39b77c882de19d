"""Where the time comes from: handed in, so that rules and tests never read the machine's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as rules need it: `now` in UTC, and the board's own zone for what "today" means."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The calendar day on the board."""
        return self.now.astimezone(self.zone).date()

    def day_of(self, moment: datetime) -> date:
        """The calendar day on the board at `moment`."""
        return moment.astimezone(self.zone).date()
