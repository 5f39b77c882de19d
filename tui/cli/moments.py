"""The moments people type for `--since` and `--at`: a day as they say it, a time, or how long ago."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from store.errors import Refused
from store.language import msg
from store.model.clock import Moment
from store.rules.dates import understand

_AGO: Final = re.compile(r"(\d{1,5}) ?(m|min|minutes?|分钟?|h|hours?|小时|个小时)(?: ?(?:ago|前|之前|以前))?")
_CLOCK: Final = re.compile(r"(?:(.*\S)[ T]+)?(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")
_WEEK: Final = timedelta(days=7)
# What `understand` takes for the coming weekday was the last one when somebody looks back.
_WEEKDAY: Final = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:周|星期|礼拜)[一二三四五六日天])", re.IGNORECASE
)


def past(text: str, moment: Moment, *, field: str, end: bool = False) -> datetime:
    """The moment in UTC that `text` says. A day alone is its first moment, or its last with `end`.

    Weekdays are the past ones. Raises Refused, at `field`, for what is not understood or still to come.
    """
    said = text.strip()
    found = _iso(said, moment) or _ago(said, moment) or _at_a_time(said, moment, field)
    if found is None:
        day = _day(said, moment, field)
        found = (
            _start(day + timedelta(days=1), moment) - timedelta(microseconds=1)
            if end
            else _start(day, moment)
        )
        if end and day == moment.today:
            return moment.now
    if found > moment.now:
        raise Refused(
            msg(
                "{when} is still to come; give a moment that has passed.",
                when=found.astimezone(moment.zone).strftime("%Y-%m-%d %H:%M"),
            ),
            field=field,
        )
    return found


def _iso(said: str, moment: Moment) -> datetime | None:
    if "T" not in said.upper():
        return None
    try:
        found = datetime.fromisoformat(said.upper())
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=moment.zone)).astimezone(UTC)


def _ago(said: str, moment: Moment) -> datetime | None:
    match = _AGO.fullmatch(said.lower())
    if match is None:
        return None
    minutes = int(match[1]) * (1 if match[2][0] in "m分" else 60)
    return moment.now - timedelta(minutes=minutes)


def _at_a_time(said: str, moment: Moment, field: str) -> datetime | None:
    match = _CLOCK.fullmatch(said)
    if match is None:
        return None
    day = _day(match[1], moment, field) if match[1] else moment.today
    try:
        hour = time(int(match[2]), int(match[3]), int(match[4] or 0))
    except ValueError:
        raise Refused(msg("“{text}” is no time of the day, such as 14:00.", text=said), field=field) from None
    return datetime.combine(day, hour, moment.zone).astimezone(UTC)


def _day(said: str, moment: Moment, field: str) -> date:
    try:
        day = understand(said, moment.today)
    except Refused as refused:
        raise Refused(refused.message, field=field) from refused
    if day > moment.today and _WEEKDAY.fullmatch(said):
        return day - _WEEK
    return day


def _start(day: date, moment: Moment) -> datetime:
    return datetime.combine(day, time(), moment.zone).astimezone(UTC)
