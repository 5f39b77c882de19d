"""Steps through the calendar that the phrases of `dates_grammar` mean. Dates have no time and no zone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.errors import Refused
from store.language import msg
from store.rules.workdays import Workdays

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2199
# A date without a year that is at most so many days past is this past one, else the coming one.
LOOK_BACK: Final = 30

Span = tuple[date, date]
"""The first and the last day of a period."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by which calendar something was said, and the weekday (Monday 0) said beside it, if any."""

    today: date
    calendar: Workdays
    weekday: int | None = None


def on(year: int, month: int, day: int) -> date:
    """That date; `Refused` with why when there is none, or when it is out of reach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            msg(
                "The year {year} is too far away: dates go from {first} to {last}.",
                year=year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    if not 1 <= month <= 12:
        raise Refused(
            msg("There is no month {month}. The month comes first, then the day: 3/20.", month=month)
        )
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Refused(
            msg(
                "There is no day {day} in {month}: it has {last} days.",
                day=day,
                month=f"{year}-{month:02}",
                last=last,
            )
        )
    return date(year, month, day)


def days_after(day: date, count: int) -> date:
    """`count` calendar days after `day`; `Refused` out of reach."""
    ordinal = day.toordinal() + count
    if not date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 12, 31).toordinal():
        raise Refused(
            msg(
                "{count} days lead too far: dates go from {first} to {last}.",
                count=count,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    return date.fromordinal(ordinal)


def months_after(day: date, count: int) -> date:
    """The same day `count` months later; the month's last day where there is none (01-31 +1m is 02-28)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    first = on(year, month + 1, 1)
    return on(year, month + 1, min(day.day, month_of(first)[1].day))


def nearest(month: int, day: int, moment: Moment) -> date:
    """The date without a year: the past one if at most `LOOK_BACK` days ago, else the coming one.

    A weekday said beside it and right in today's year settles that it is today's year.
    `Refused` when the year has no such day: 2/29 is not silently moved to another year.
    """
    year = nearest_year(month, day, moment.today)
    if moment.weekday is not None and _is_weekday(moment.today.year, month, day, moment.weekday):
        year = moment.today.year
    return on(year, month, day)


def _is_weekday(year: int, month: int, day: int, weekday: int) -> bool:
    return (
        1 <= month <= 12
        and 1 <= day <= monthrange(year, month)[1]
        and date(year, month, day).weekday() == weekday
    )


def nearest_year(month: int, day: int, today: date) -> int:
    """The year of `nearest`; `day` may be 31 in any month, for its end."""
    since = date.fromordinal(max(1, today.toordinal() - LOOK_BACK))
    return since.year + ((month, day) < (since.month, since.day))


def weekday(weeks: int | None, number: int, today: date) -> date:
    """`number` (Monday 0) in the calendar week, Monday first, `weeks` after this one.

    With None the coming one: today counts, so 周五 said on a Friday is today.
    """
    ahead = number - today.weekday()
    if weeks is None:
        weeks = 1 if ahead < 0 else 0
    return days_after(today, ahead + 7 * weeks)


def day_of_month(day: int, today: date) -> date:
    """The next date with that `day` on or after `today`, months without it passed over."""
    if not 1 <= day <= 31:
        raise Refused(msg("There is no day {day} in any month.", day=day))
    month = today.replace(day=1)
    while day > month_of(month)[1].day or month.replace(day=day) < today:
        month = months_after(month, 1)
    return month.replace(day=day)


def month_of(day: date) -> Span:
    """The month around `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def quarter_of(day: date) -> Span:
    """The quarter around `day`."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first, month_of(first.replace(month=first.month + 2))[1]


def year_of(day: date) -> Span:
    """The year around `day`."""
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


MONTHS_IN: Final[dict[Callable[[date], Span], int]] = {month_of: 1, quarter_of: 3, year_of: 12}


def part_of(period: Callable[[date], Span], part: str, count: int | None, today: date) -> date:
    """The first day (初), the middle (中) or the last day (底) of the period `count` after this one.

    The middle of a month is the 15th, of a year 30 June. With None the coming such day, today counts.
    """

    def inside(count: int) -> date:
        first, last = period(months_after(today.replace(day=1), count * MONTHS_IN[period]))
        if part == "初":
            return first
        if part == "中":
            return first.replace(day=15) if period is month_of else first.replace(month=6, day=30)
        return last

    if count is None:
        count = 1 if inside(0) < today else 0
    return inside(count)
