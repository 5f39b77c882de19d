"""What a column means by what stands in it: people and departments of the board, priorities, days, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from store.errors import Refused
from store.exchange import cells
from store.exchange.alike import is_other
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.calendar import workdays
from store.rules.names import folded

_SHARE: Final = 0.7
"""From which share of its values on a column is what they are."""
_FEWEST: Final = 2
_KEY: Final = re.compile(r"[a-z][a-z0-9]{0,11}-\d{1,6}")
_DAY: Final = re.compile(r"\d[-/.年月]\d|周|星期|礼拜|\d+[日号]|[a-z]{3}", re.IGNORECASE)
_TITLE: Final = 4


class Values:
    """What is known of a board, to compare values with."""

    def __init__(self, state: State, today: date) -> None:
        self._people = {folded(person.name) for person in state.all(Person)}
        self._departments = {folded(each.name) for each in state.all(Department)}
        self._today, self._calendar = today, workdays(state.settings)

    def is_person(self, text: str) -> bool:
        """Whether it names somebody on the board, perhaps with a department before it."""
        name = folded(text).removeprefix("@")
        return name in self._people or name.rpartition("/")[2] in self._people

    def is_department(self, text: str) -> bool:
        """Whether it is a department's name."""
        return folded(text) in self._departments

    def is_priority(self, text: str) -> bool:
        """Whether it is a word for a priority."""
        return folded(text) in cells.PRIORITIES

    def is_key(self, text: str) -> bool:
        """Whether it reads as the key of an item."""
        return _KEY.fullmatch(folded(text)) is not None

    def is_day(self, text: str) -> bool:
        """Whether it is a day; a number alone is none."""
        if len(text) > 40 or not _DAY.search(text):
            return False
        try:
            return cells.day(text, self._today, self._calendar) is not None
        except Refused:
            return False


def kind_of(heading: str, texts: Sequence[str], values: Values) -> str | None:
    """The field that a column fills by its values; null when they say nothing. Days say `due`."""
    if len(texts) < _FEWEST or is_other(heading):
        return None
    kinds: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("key", values.is_key),
        ("owner", values.is_person),
        ("department", values.is_department),
        ("priority", values.is_priority),
        ("due", values.is_day),
    )
    for field, test in kinds:
        if sum(map(test, texts)) >= _SHARE * len(texts):
            return field
    return "task" if _are_titles(texts) else None


def _are_titles(texts: Sequence[str]) -> bool:
    """Texts that all differ, and are words: what the rows are about."""
    apart = len({folded(text) for text in texts}) == len(texts)
    long = sum(len(text) for text in texts) / len(texts) >= _TITLE
    return apart and long and not any(text.replace(".", "").isdecimal() for text in texts)
