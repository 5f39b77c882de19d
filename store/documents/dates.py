"""Days as documents write them: in full, as what is printed is read in another year, too.

In a table the order of a day's parts is one that the import reads back (`store/rules/dates.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from store.language import Language, plain_day

_WEEKDAYS: Final = "一二三四五六日"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_day(day: date, language: Language) -> str:
    """In a sentence: `2024年3月20日（周三）`, `Wednesday 20 March 2024`."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def table_day(day: date, language: Language) -> str:
    """Alone in a cell: `2024-03-20 周三`, `Wed 20 Mar 2024`."""
    if language == "zh":
        return f"{day.isoformat()} 周{_WEEKDAYS[day.weekday()]}"
    return f"{_DAYS[day.weekday()][:3]} {plain_day(day, language)}"


def moment(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """A moment on the board's clock, in a sentence: `2024年3月20日（周三）10:00`."""
    local = at.astimezone(zone)
    gap = "" if language == "zh" else ", "
    return f"{long_day(local.date(), language)}{gap}{local:%H:%M}"


def plain_moment(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """A moment in a cell: `2024-03-20 10:00`."""
    local = at.astimezone(zone)
    return f"{plain_day(local.date(), language)} {local:%H:%M}"
