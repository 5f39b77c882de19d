"""The day by which a captured thing is to be done, as it is typed in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from store.rules.dates import Found, find
from store.rules.workdays import Workdays

# Words that say of a date that it is a deadline (`store/rules/dates.py` takes them along).
_DEADLINE: Final = re.compile(
    r"^(?:by|before|until|till|due|no later than|截至|截止|不晚于|最晚|最迟|赶在)|(?:前|内|为止|截止|到期)$",
    re.IGNORECASE,
)
_MANY: Final = 5
_STOPS: Final = " \t\u3000,，、;；:：.。!！?？()（）|"

Span = tuple[int, int]


def dates_in(text: str, today: date, calendar: Workdays) -> list[Found]:
    """The dates said in `text`, the one most likely meant first (`find`), none twice."""
    found: list[Found] = []
    while len(found) < _MANY and (one := find(text, today, calendar)) is not None:
        found.append(one)
        text = text[: one.start] + "|" * (one.end - one.start) + text[one.end :]
    return found


def deadline(
    text: str, found: Sequence[Found], today: date, names: Sequence[Span], begin: int = 0
) -> Found | None:
    """Which of `found` is the deadline of an action: the one said to be one (周五前, by fri); else one to
    come that stands beside a name or at an end of the sentence; else one to come; else the first.
    """
    ahead = [one for one in found if one.day >= today]
    for choice in (
        [one for one in ahead if is_marked(text, one)],
        [one for one in ahead if beside_name(text, one, names) or at_end(text, one, begin)],
        ahead,
        found,
    ):
        if choice:
            return choice[0]
    return None


def is_marked(text: str, one: Found) -> bool:
    """Whether it is said to be a deadline."""
    return _DEADLINE.search(text[one.start : one.end].strip()) is not None


def beside_name(text: str, one: Found, names: Sequence[Span]) -> bool:
    """Whether nothing but blanks and commas stands between it and one of `names`."""
    return any(
        (end <= one.start and _nothing(text[end : one.start]))
        or (one.end <= start and _nothing(text[one.end : start]))
        for start, end in names
    )


def at_end(text: str, one: Found, begin: int) -> bool:
    """Whether it stands at the beginning or the end of the sentence that starts at `begin`."""
    return _nothing(text[begin : one.start]) or _nothing(text[one.end :])


def is_apart(text: str, one: Found) -> bool:
    """Whether it is a word of its own: 周五 in `@王芳 周五 手册`, not in `@王芳 周五能给吗`."""
    return _apart(text, one.start - 1) and _apart(text, one.end)


def _nothing(between: str) -> bool:
    return not between.strip(_STOPS)


def _apart(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or text[at] in _STOPS
