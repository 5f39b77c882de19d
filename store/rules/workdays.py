"""Working days: weekends, the public holidays of a country with its make-up days, and the board's own.

DOMAIN.md stage 2.2: durations, slack and silence count working days. Days have no time and no zone here.

China's days off are a notice of the State Council, one a year. The recent notices are written out below,
because loading the `holidays` library costs more than all the rest of a command line call; every other year
and country is asked of the library, when first needed. A test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple

from store.errors import Refused
from store.language import Message, msg

_NEW_YEAR: Final = msg("New Year holiday")
_SPRING: Final = msg("Spring Festival holiday")
_TOMBS: Final = msg("Tomb-Sweeping Day holiday")
_LABOUR: Final = msg("Labour Day holiday")
_DRAGON_BOAT: Final = msg("Dragon Boat Festival holiday")
_MID_AUTUMN: Final = msg("Mid-Autumn Festival holiday")
_NATIONAL: Final = msg("National Day holiday")

_Notice = tuple[tuple[tuple[str, str, Message], ...], str]
# Each notice as published: (first day, last day, festival) off, then the weekend days that are worked.
_CHINA: Final[Mapping[int, _Notice]] = MappingProxyType(
    {
        2025: (
            (
                ("01-01", "01-01", _NEW_YEAR),
                ("01-28", "02-04", _SPRING),
                ("04-04", "04-06", _TOMBS),
                ("05-01", "05-05", _LABOUR),
                ("05-31", "06-02", _DRAGON_BOAT),
                ("10-01", "10-08", _NATIONAL),
            ),
            "01-26 02-08 04-27 09-28 10-11",
        ),
        2026: (
            (
                ("01-01", "01-03", _NEW_YEAR),
                ("02-15", "02-23", _SPRING),
                ("04-04", "04-06", _TOMBS),
                ("05-01", "05-05", _LABOUR),
                ("06-19", "06-21", _DRAGON_BOAT),
                ("09-25", "09-27", _MID_AUTUMN),
                ("10-01", "10-07", _NATIONAL),
            ),
            "01-04 02-14 02-28 05-09 09-20 10-10",
        ),
    }
)
_SATURDAY_AND_SUNDAY: Final = frozenset((5, 6))


class _Published(NamedTuple):
    """What is published for one year of one country; `known` is False when nothing is yet."""

    known: bool
    off: Mapping[date, Message]
    worked: frozenset[date]
    weekend: frozenset[int]


class _Year(NamedTuple):
    """One year counted: the ordinals of its working days, and how many there are before each of its days."""

    first: int
    days: tuple[int, ...]
    before: tuple[int, ...]


def check_country(code: str) -> str:
    """The ISO 3166 two-letter country `code` in capitals; `Refused` when no holidays are known for it."""
    country = code.strip().upper()
    if country == "CN":
        return country
    from holidays.registry import EntityLoader

    if len(country) != 2 or country not in set(EntityLoader.get_country_codes()):
        raise Refused(
            msg(
                "No public holidays are known for the country “{country}”. "
                "Give its two-letter code, such as CN, DE, US.",
                country="".join(c for c in code if c.isprintable())[:20],
            ),
            field="country",
        )
    return country


@dataclass(frozen=True)
class Workdays:
    """Which days are worked: the calendar of a board.

    `country` is an ISO 3166 two-letter code, None for weekends only. `days_off` and `work_days` are the
    board's own exceptions and stand above everything published; a day in both is off. An unknown country
    is `Refused` by the first question asked (`check_country` asks at once).
    """

    country: str | None = "CN"
    days_off: frozenset[date] = frozenset()
    work_days: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked."""
        year = _counted(self, day.year)
        at = day.toordinal() - year.first
        return year.before[at + 1] > year.before[at]

    def next(self, day: date) -> date:
        """`day` itself when it is worked, else the first working day after it."""
        return day if self.is_workday(day) else self.add(day, 1)

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, before it when negative; 0 gives `day` itself.

        `Refused` when it leaves the calendar (years 1 to 9999).
        """
        if count == 0:
            return day
        year, number = _counted(self, day.year), day.year
        ordinal = day.toordinal()
        at = (
            bisect_right(year.days, ordinal) + count - 1
            if count > 0
            else bisect_left(year.days, ordinal) + count
        )
        while not 0 <= at < len(year.days):
            step = 1 if at > 0 else -1
            number += step
            if not MINYEAR <= number <= MAXYEAR:
                raise Refused(msg("{count} working days lead out of the calendar.", count=count))
            if step > 0:
                at -= len(year.days)
            year = _counted(self, number)
            if step < 0:
                at += len(year.days)
        return date.fromordinal(year.days[at])

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is before `start`.

        `between(a, b) == -between(b, a)`.
        """
        if end < start:
            return -self.between(end, start)
        whole = sum(len(_counted(self, year).days) for year in range(start.year, end.year))
        return whole + self._up_to(end) - self._up_to(start)

    def _up_to(self, day: date) -> int:
        year = _counted(self, day.year)
        return year.before[day.toordinal() - year.first + 1]

    def known(self, year: int) -> bool:
        """Whether the days off of `year` are published; when not, only weekends count as days off."""
        return self.country is None or _published(self.country, year).known

    def note(self, year: int) -> Message | None:
        """The sentence to show beside working days of a `year` that is not published yet, else None."""
        if self.known(year):
            return None
        return msg(
            "The public holidays of {year} are not published yet: only weekends count as days off.", year=year
        )

    def reason(self, day: date) -> Message | None:
        """Why `day` is a day off, as words for a hint (“National Day holiday”); None when it is worked."""
        if self.is_workday(day):
            return None
        if day in self.days_off:
            return msg("a day off of this board")
        if self.country is not None and (name := _published(self.country, day.year).off.get(day)):
            return name
        return msg("a weekend")


@lru_cache(maxsize=512)
def _counted(calendar: Workdays, number: int) -> _Year:
    weekend = _SATURDAY_AND_SUNDAY
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    if calendar.country is not None:
        published = _published(calendar.country, number)
        weekend, off, worked = published.weekend, frozenset(published.off), published.worked
    off, worked = (off - calendar.work_days) | calendar.days_off, worked | calendar.work_days
    first, last = date(number, 1, 1).toordinal(), date(number, 12, 31).toordinal()
    marks = [
        day not in off and (day.weekday() not in weekend or day in worked)
        for day in map(date.fromordinal, range(first, last + 1))
    ]
    days = tuple(first + at for at, mark in enumerate(marks) if mark)
    return _Year(first, days, tuple(accumulate(marks, initial=0)))


@lru_cache(maxsize=512)
def _published(country: str, year: int) -> _Published:
    if country.upper() == "CN" and year in _CHINA:
        spans, worked = _CHINA[year]
        return _Published(
            known=True,
            off={
                day: name
                for first, last, name in spans
                for day in _days(date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))
            },
            worked=frozenset(date.fromisoformat(f"{year}-{day}") for day in worked.split()),
            weekend=_SATURDAY_AND_SUNDAY,
        )
    return _from_library(check_country(country), year)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=at) for at in range((last - first).days + 1))


def _from_library(country: str, year: int) -> _Published:
    """What the `holidays` library says of `year`. Imported here: 80 ms that most calls never need."""
    import holidays

    entity = holidays.country_holidays(country)
    known = entity.start_year <= year <= entity.end_year
    if country == "CN":
        # The statutory days are computable for any year; the days moved around them only once announced.
        known = year in entity.special_public_holidays
    if not known:
        return _Published(False, {}, frozenset(), _SATURDAY_AND_SUNDAY)
    language = "en_US" if "en_US" in entity.supported_languages else None
    entity = holidays.country_holidays(country, years=year, language=language)
    return _Published(
        known=True,
        off={day: msg(name) for day, name in entity.items() if day.year == year},
        worked=frozenset(day for day in entity.weekend_workdays if day.year == year),
        # Asked of its first seven days, because a few countries have moved their weekend over the years.
        weekend=frozenset(
            day.weekday() for day in _days(date(year, 1, 1), date(year, 1, 7)) if entity.is_weekend(day)
        ),
    )
