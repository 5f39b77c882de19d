"""Who owns the task of a row (DOMAIN.md stage 2.1: exactly one). In a file a name stands in full: nobody sees
whom the beginning of one would be taken for."""

from __future__ import annotations

import re
from typing import Final

from store.errors import Refused
from store.exchange import cells
from store.language import Message, msg
from store.model.organisation import Person
from store.model.state import State
from store.rules.names import folded
from store.rules.naming import find_person
from store.rules.shared_owner import several_names, shared_owner

_LATER: Final = frozenset(("待定", "未定", "待分配", "待指定", "tbd", "tba", "?", "??"))
_WORDS_BETWEEN: Final = re.compile(r"\s+(?:and|和|与)\s+")
_BETWEEN: Final = re.compile(r"[\s和与]+")
_HAN: Final = re.compile("[\u3400-\u9fff]{2,}")


def is_nobody(text: str) -> bool:
    """Whether a cell names no owner, or says that one is named later."""
    return cells.is_nothing(text) or folded(text) in _LATER


def is_several(text: str) -> bool:
    """Whether a cell reads as the names of several people, known or not: `李明、王芳`, `李明和王芳`,
    `李明 王芳`, `Ann and Bob`. `李和平`, `李 明` and `Ann Lee` are one.
    """
    if several_names(text) or _WORDS_BETWEEN.search(text.strip()):
        return True
    parts = _BETWEEN.split(text.strip())
    return len(parts) > 1 and all(_HAN.fullmatch(part) for part in parts)


class Owners:
    """The people of a board by their names."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._called: dict[str, list[Person]] = {}
        for person in state.all(Person):
            self._called.setdefault(folded(person.name), []).append(person)

    def named(self, text: str, department: int | None) -> Person:
        """The one who is called so; among several of the name the one of the owning department.

        Raises Refused at `owner`: nobody, one of several, or several people.
        """
        same = self._called.get(folded(text), [])
        colleagues = [person for person in same if person.department == department]
        for found in (colleagues, same):
            if len(found) == 1:
                return found[0]
        try:
            return find_person(self._state, text, field="owner", whole=True)
        except Refused as refused:
            raise Refused(self._why(text, refused.message), field="owner") from refused

    def _why(self, text: str, why: Message) -> Message:
        if not self._called.get(folded(text)) and is_several(text):
            why = msg(
                "“{text}” names several people, and exactly one is responsible. "
                "Name one; departments that help are support.",
                text=text.strip()[:40],
            )
        shared = shared_owner(self._state, text)
        if shared is None:
            return why
        offers: Message | str = ""
        for person in shared.people:
            offer = shared.offer(self._state, person)
            offers = msg("{one} Or: {other}", one=offers, other=offer) if offers else offer
        return msg("{why} Possible: {offers}", why=why, offers=offers)
