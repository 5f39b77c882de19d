"""The words dates are made of, in Chinese and English, and how typed text is made plain.

Patterns here and in `dates_grammar` are written with a space for "a space may stand here" and `_` for "a
space must": `compiled` turns them into regular expressions over text that `plain` has made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from store.language import Language, Message, msg

WEEKDAY_NAMES: Final[Mapping[Language, tuple[str, ...]]] = MappingProxyType(
    {
        "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    }
)
WEEKDAYS: Final[tuple[Message, ...]] = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)

# Pieces of patterns.
DIGITS: Final = r"[0-9]{1,2}"
_HAN_NUMBER: Final = r"[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_ENGLISH_NUMBERS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty"
)
NUMBER: Final = rf"(?:[0-9]{{1,4}}|{_HAN_NUMBER}|{_ENGLISH_NUMBERS}|an?)"
HAN_DAY: Final = rf"(?:{DIGITS}|{_HAN_NUMBER})"
WEEKDAY_EN: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
WEEKDAY_ZH: Final = r"(?:周|星期|礼拜) [一二三四五六日天1-7]"
MONTH_EN: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
ORDINAL: Final = r"(?:st|nd|rd|th)"
# Which week, month, quarter: before (last) or after (next), once or more.
RELATIVE_ZH: Final = r"(?:本|当|这 个?|今|(?:下 ){1,3}个?|(?:上 ){1,3}个?)"
RELATIVE_EN: Final = r"(?:this|coming|next|last|past)"
UNIT_EN: Final = (
    r"(?:working ?days?|work ?days?|business ?days?|wd|days?|d|weeks?|wks?|w|months?|mos?|m|years?|yrs?|y)"
)
UNIT_ZH: Final = r"(?:个? ?工作日|天|个? ?(?:周|星期|礼拜)|个 ?月)"
YEAR_ZH: Final = r"(?:[0-9]{4}|[0-9]{2}|今|明|后|去)"

_ENGLISH_VALUES: Final = (*range(1, 13), 14, 15, 20, 30)
_NUMBER_VALUES: Final[Mapping[str, int]] = MappingProxyType(
    {
        **{sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)},
        **dict(zip(_ENGLISH_NUMBERS.split("|"), _ENGLISH_VALUES, strict=True)),
        "两": 2,
        "a": 1,
        "an": 1,
    }
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS_EN: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS_ZH: Final = MappingProxyType(
    {sign: at for signs in ("一二三四五六日", "1234567", "一二三四五六天") for at, sign in enumerate(signs)}
)
# NFKC leaves these as they are; people who type them mean the plain sign.
_SAME: Final[Mapping[str, str]] = MappingProxyType(
    {**dict.fromkeys("‐‑‒–—―−", "-"), "。": ".", "、": ",", "【": "(", "】": ")"}
)


@dataclass(frozen=True, slots=True)
class Plain:
    """Text made plain, and where each of its characters stood in the text as typed."""

    text: str
    at: tuple[int, ...]


def plain(typed: str) -> Plain:
    """Full width as half width, small letters, runs of spaces as one, nothing invisible."""
    signs: list[str] = []
    at: list[int] = []
    for index, typed_sign in enumerate(typed):
        for sign in unicodedata.normalize("NFKC", _SAME.get(typed_sign, typed_sign)).casefold():
            if sign.isspace():
                if signs and signs[-1] != " ":
                    signs.append(" ")
                    at.append(index)
            elif sign.isprintable():
                signs.append(sign)
                at.append(index)
    return Plain("".join(signs), tuple(at))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern` with " " for an optional space and "_" for a required one."""
    return re.compile(pattern.replace(" ?", " ").replace(" ", " ?").replace("_", " "))


def number(word: str) -> int:
    """The value of a word that `NUMBER` or `HAN_DAY` matched."""
    if word.isdigit():
        return int(word)
    if (value := _NUMBER_VALUES.get(word)) is not None:
        return value
    tens, _, ones = word.partition("十")
    return _NUMBER_VALUES.get(tens, 1) * 10 + _NUMBER_VALUES.get(ones, 0)


def month_number(word: str) -> int:
    """1 to 12 for a word that `MONTH_EN` matched."""
    return _MONTHS.index(word[:3]) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a word that `WEEKDAY_EN` or `WEEKDAY_ZH` matched."""
    return _WEEKDAYS_EN.index(word[:3]) if word[0].isascii() else _WEEKDAYS_ZH[word[-1]]


def relative(word: str | None) -> int | None:
    """How many periods later: 下下 2, next 1, this 0, 上 -1; None when nothing was said."""
    if word is None:
        return None
    if word in ("next", "last", "past"):
        return 1 if word == "next" else -1
    return word.count("下") - word.count("上")
