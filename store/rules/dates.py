"""The dates people type, understood and echoed, in Chinese and English (DESIGN.md, The screen).

The rules where speech is ambiguous, the same in both languages:

- A date without a year is the past one if it is at most 30 days ago, else the coming one: on 10 January,
  `12/20` is last month's, `12/5` is this year's. A day without a month (`20日`) is the coming one.
- A weekday alone is the coming one and today counts: `fri`, `周五` on a Friday is today, on a Saturday next
  week's. `this fri`, `本周五` is this calendar week's, even when past; `next wed`, `下周三` is that of
  the next calendar week, `下下周三` one further. Weeks begin on Monday.
- 底/末/`end of` is the last day of a month, quarter or year, a holiday or not. `周末`, `weekend` is
  the Sunday; `eow`, `本周内` the Friday, or the Sunday when the Friday is past.
- `20日前` is a deadline, the 20th; `3天前` is three days ago.
- `+1m` keeps the day, or takes the month's last. `+3` is days; `+3wd`, `3个工作日后` are working days.
- A weekday beside a date must agree with it, and helps to find its year.

Dates have no time and no zone: `today` is the day where the person sits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from store.errors import Refused
from store.language import Language, msg
from store.rules.dates_grammar import PHRASES, WEEKDAY
from store.rules.dates_steps import Moment
from store.rules.dates_words import WEEKDAY_NAMES, WEEKDAYS, Plain, compiled, plain, weekday_number
from store.rules.workdays import Workdays

_LONGEST: Final = 60
_LONGEST_LINE: Final = 2000
_WEEKENDS_ONLY: Final = Workdays(country=None)

# What may stand around a date. `_MARK` words say that the date is a deadline.
_MARK_BEFORE: Final = (
    r"(?:by_|before_|until_|till_|due_(?:on_|by_)?|no later than_|截至|截止到?|不晚于|最晚|最迟|赶在) "
)
_BEFORE: Final = rf"(?:{_MARK_BEFORE}|on_|at_|to_|在|于|到|等到)"
_MARK_AFTER: Final = r" (?:(?:之|以)前|前(?![端台期线后置天面])|为止|截止|到期|下班前|内(?![容部测]))"
_LEADING: Final = rf"^(?:{_BEFORE}+(?:the_)?|the_)"
# A time of the day says nothing about the date.
_TIME: Final = (
    r" (?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2} [点时]半?|上午|下午|中午|早上|晚上|晚"
    r"|(?:at_)?[0-9]{1,2}(?::[0-9]{2})? [ap]m|eod|morning|afternoon|evening)"
)
_TRAILING: Final = rf"(?:{_MARK_AFTER}|{_TIME}| 下班| 止| 到| 吧)$"
_MARKED_BEFORE: Final = rf"(?<![a-z0-9]){_MARK_BEFORE}$"
_LED_BEFORE: Final = rf"(?<![a-z0-9]){_BEFORE}$"
_LONGEST_LEAD: Final = 20
_ASIDE: Final = re.compile(r"[ ,(]{0,3}")
_DAY_OF_MONTH: Final = re.compile("[0-9月日号]")
_EDGES: Final = " .,;:!?()"
# 每周五 is every Friday, 第三天 and 一百三十天 are cut in the middle.
_NO_SINGLE_DAY: Final = "每第百千万几"
# English words that are days only when something leads up to them.
_ORDINARY_WORDS: Final = frozenset(("sun", "sat"))


@dataclass(frozen=True, slots=True)
class Found:
    """A date inside a longer text: `text[start:end]` says it, with the words around it that belong to it."""

    day: date
    start: int
    end: int


def understand(text: str, today: date, calendar: Workdays | None = None) -> date:
    """The date that `text` says on `today`. Working days count by `calendar`, else weekends only.

    Raises `Refused`, and nothing else, with why or with examples.
    """
    moment = Moment(today, calendar or _WEEKENDS_ONLY)
    # Cut before anything else, so that a pasted book costs nothing.
    said = plain(text[: _LONGEST + 1]).text.strip(_EDGES)
    if not said:
        raise Refused(msg("Type a date: 3/20, fri, next wed, +3d, end of month, in three days."))
    day = _understood(said, moment) if len(text) <= _LONGEST else None
    if day is None:
        raise Refused(
            msg(
                "“{text}” is not understood as a date. Such as: 3/20, 2026-03-20, fri, next wed, +3d, "
                "end of month, in three days.",
                text=_shown(text),
            )
        )
    return day


def find(text: str, today: date, calendar: Workdays | None = None) -> Found | None:
    """The date said somewhere in `text`: the last one marked as a deadline (周五前, by fri), else the last.

    Only what is clearly a date counts: `3.20`, `3天`, `+3` do not. Never raises; None when there is none.
    """
    moment = Moment(today, calendar or _WEEKENDS_ONLY)
    line = plain(text[:_LONGEST_LINE])
    last: Found | None = None
    last_marked: Found | None = None
    for day, start, end in _joined(line.text, moment):
        before = max(0, start - _LONGEST_LEAD)
        lead = compiled(_LED_BEFORE).search(line.text, before, start)
        after = compiled(_MARK_AFTER).match(line.text, end)
        if lead is None and line.text[start:end] in _ORDINARY_WORDS:
            continue
        marked = after is not None or compiled(_MARKED_BEFORE).search(line.text, before, start) is not None
        found = _as_typed(line, day, lead.start() if lead else start, after.end() if after else end)
        last = found
        if marked:
            last_marked = found
    return last_marked or last


def spoken(day: date, today: date, language: Language) -> str:
    """What was understood, said back: `周四 11-26`, `Thu 11-26`; the year only when it is not today's."""
    shape = f"{day.month:02}-{day.day:02}" if day.year == today.year else day.isoformat()
    return f"{WEEKDAY_NAMES[language][day.weekday()]} {shape}"


def _shown(text: str) -> str:
    """What was typed, short and without anything invisible, for a sentence about it."""
    shown = "".join(sign for sign in text[: 2 * _LONGEST] if sign.isprintable()).strip()
    return shown if len(shown) <= 30 else shown[:29] + "…"


def _understood(said: str, moment: Moment) -> date | None:
    """The date of the whole of `said`; first as it stands, because 三天前 is not a deadline."""
    while True:
        day = _phrase(said, moment)
        if day is None:
            day = _with_weekday(said, moment)
        if day is not None:
            return day
        bare = compiled(_TRAILING).sub("", compiled(_LEADING).sub("", said)).strip(_EDGES)
        if bare == said or not bare:
            return None
        said = bare


def _phrase(said: str, moment: Moment) -> date | None:
    for phrase in PHRASES:
        if match := compiled(phrase.pattern).fullmatch(said):
            return phrase.meaning(match, moment)
    return None


def _with_weekday(said: str, moment: Moment) -> date | None:
    """A date with its weekday before or after it: `周四 11-26`, `3月20日（周五）`."""
    for match in compiled(WEEKDAY).finditer(said):
        if match.start() == 0:
            rest = said[match.end() :]
        elif match.end() == len(said):
            rest = said[: match.start()]
        else:
            continue
        rest = rest.strip(_EDGES)
        number = weekday_number(match.group())
        day = _phrase(rest, replace(moment, weekday=number)) if _DAY_OF_MONTH.search(rest) else None
        if day is None:
            continue
        if day.weekday() != number:
            raise Refused(
                msg(
                    "{date} is a {right}, not a {said}.",
                    date=day.isoformat(),
                    right=WEEKDAYS[day.weekday()],
                    said=WEEKDAYS[number],
                )
            )
        return day
    return None


def _candidates(line: str, moment: Moment) -> list[tuple[date | None, int, int]]:
    """Every phrase in the line, from the left, the longest first, none overlapping.

    An impossible date is None and hides what is inside it: in 2月30日 there is no 30日.
    """
    spans: dict[tuple[int, int], date | None] = {}
    for phrase in PHRASES:
        if not phrase.inline:
            continue
        for match in compiled(phrase.pattern).finditer(line):
            said = match.group()
            # Optional spaces at the edges of a pattern are not part of what was said.
            span = (match.end() - len(said.lstrip()), match.start() + len(said.rstrip()))
            if span in spans or not _stands_alone(line, *span):
                continue
            try:
                spans[span] = phrase.meaning(match, moment)
            except Refused:
                spans[span] = None
    chosen: list[tuple[date | None, int, int]] = []
    for (start, end), day in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not chosen or start >= chosen[-1][2]:
            chosen.append((day, start, end))
    return chosen


def _joined(line: str, moment: Moment) -> Iterator[tuple[date, int, int]]:
    """The candidates, a date and its weekday beside it taken as one."""
    waiting: tuple[date | None, int, int] = (None, 0, 0)
    for day, start, end in _candidates(line, moment):
        if _ASIDE.fullmatch(line, waiting[2], start):
            try:
                both = _with_weekday(line[waiting[1] : end], moment)
            except Refused:
                both = None
            if both is not None:
                waiting = (both, waiting[1], end + line.startswith(")", end))
                continue
        if waiting[0] is not None:
            yield waiting[0], waiting[1], waiting[2]
        waiting = (day, start, end)
    if waiting[0] is not None:
        yield waiting[0], waiting[1], waiting[2]


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether the phrase is no piece of a longer word or number (`NPL-3-20`, `friend`, `1/2/3`, `3-20%`)."""
    before, after = line[start - 1 : start], line[end : end + 1]
    if line[start].isascii() and before and before.isascii() and (before.isalnum() or before in "-/._+@#~="):
        return False
    if before and before in _NO_SINGLE_DAY:
        return False
    if not line[end - 1].isascii() or not after or not after.isascii():
        return True
    if after in "-/.:":
        return not line[end + 1 : end + 2].isalnum()
    return not after.isalnum() and after not in "%_@=~"


def _as_typed(line: Plain, day: date, start: int, end: int) -> Found:
    """The span in the text as typed; spaces at its edges stay outside."""
    piece = line.text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
    return Found(day, line.at[start], line.at[end - 1] + 1)
