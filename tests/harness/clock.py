"""A clock that stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

# The Monday of DOMAIN.md's example: 25 March 2024, ten in the morning in China.
MONDAY_MORNING: Final = datetime(2024, 3, 25, 2, 0, tzinfo=UTC)


@dataclass(slots=True)
class FixedClock:
    """Gives the time it was set to. Calling it is the same as `now()`, for code that takes a function."""

    moment: datetime = MONDAY_MORNING

    def __post_init__(self) -> None:
        self.set(self.moment)

    def __call__(self) -> datetime:
        return self.now()

    def now(self) -> datetime:
        """The moment it stands at: aware, in UTC."""
        return self.moment

    def set(self, moment: datetime) -> None:
        """Stand at `moment` from now on, earlier ones included (clocks do go backwards).

        Raises ValueError for a moment without a time zone.
        """
        if moment.tzinfo is None:
            raise ValueError(f"a clock needs a time zone: {moment!r}")
        self.moment = moment.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move by `by`, which may be negative."""
        self.moment += by
