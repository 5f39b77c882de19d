"""Whom a capture names with an `@`: a person, or a department, for which its head answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.errors import NotFound, Refused
from store.language import Message, msg
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.dates_words import Plain, plain
from store.rules.names import folded
from store.rules.naming import complete_department, complete_person, find_department, find_person, full_name
from store.rules.say import department_name

_TOKEN: Final = re.compile(r"[^\s,;:!?()<>\"'@]*")
_JOINS: Final = re.compile(r" ?[/,&+] ?@? ?|[和与及]@?| and @?")
_BEING_TYPED: Final = re.compile(r"[@＠]([^\s@＠,，、;；:：!！?？。()（）]*)$")
_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """`typed[start:end]` names `person` (an id), with the `@` before it, if there is one.

    problem: why nobody, or nobody in particular, is meant; then `end` is where the `@` ends.
    """

    start: int
    end: int
    person: int | None
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who may be meant by what is typed behind an `@`: `name` takes its place, `note` says who it is."""

    name: str
    note: str


def mentions(typed: str, state: State, begin: int = 0) -> list[Mention]:
    """Everyone who is named with an `@` in `typed` from `begin` on, or beside one who is. Never raises."""
    line = plain(typed)
    known = _Known(state)
    found: list[Mention] = []
    at = 0
    while (at := line.text.find("@", at)) >= 0:
        if line.at[at] < begin or _in_a_word(line.text, at):
            at += 1
            continue
        mention, at = known.mention(line, at)
        found.append(mention)
        while mention.person is not None and (join := _JOINS.match(line.text, at)) is not None:
            another = known.in_full(line, join.end())
            if another is None:
                break
            found.append(another[0])
            at = another[1]
    return found


def being_typed(before: str) -> str | None:
    """What stands behind the `@` that is being typed at the end of `before`; null when none is."""
    match = _BEING_TYPED.search(before)
    if match is None or (before[: match.start()][-1:].isascii() and before[: match.start()][-1:].isalnum()):
        return None
    return match[1]


def suggestions(typed: str, state: State, likely: Sequence[int] = ()) -> list[Suggestion]:
    """Who may be meant by `typed`, as it stands behind an `@`: people first, then departments with a head.

    `likely`: the ids of those who come first where several fit.
    """
    rank = {person: place for place, person in reversed(list(enumerate(likely)))}
    found = sorted(complete_person(state, typed), key=lambda person: rank.get(person.id, len(rank)))
    people = [
        Suggestion(full_name(state, person), department_name(state, person.department))
        for person in found[:_MOST]
    ]
    heads = {person.id: person.name for person in state.all(Person)}
    departments = [
        Suggestion(each.name, heads[each.head])
        for each in complete_department(state, typed)
        if each.head in heads
    ]
    # A department's name brings all its people too: then the head comes first.
    named = bool(departments) and bool(typed) and folded(departments[0].name).startswith(folded(typed))
    return ([*departments, *people] if named else [*people, *departments])[:_MOST]


class _Known:
    """Every way in which somebody can be named in full."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.names: dict[str, set[int | None]] = {}
        for each in state.all(Department):
            self._add(each.name, each.head)
        for person in state.all(Person):
            self._add(person.name, person.id)
            department = department_name(state, person.department)
            if department:
                self._add(f"{department}/{person.name}", person.id)
                self._add(f"{department}{person.name}", person.id)
        self.longest = max(map(len, self.names), default=0)

    def _add(self, name: str, person: int | None) -> None:
        self.names.setdefault(folded(name), set()).add(person)

    def mention(self, line: Plain, start: int) -> tuple[Mention, int]:
        """Who is named behind the `@` at `start`, and where in the line that ends."""
        blank = line.text[start + 1 : start + 2] == " "  # as input methods leave one
        in_full = self.in_full(line, start + 1 + blank, start)
        if in_full is not None:
            return in_full
        begun = _TOKEN.match(line.text, start + 1)
        token = self._longest_at(line.text, start + 1) or (begun.group() if begun is not None else "")
        try:
            meant = self._begun(token)
        except Refused as error:
            return Mention(line.at[start], line.at[start] + 1, None, error.message), start + 1
        end = start + 1 + len(token)
        return Mention(line.at[start], line.at[end - 1] + 1, meant), end

    def in_full(self, line: Plain, at: int, start: int | None = None) -> tuple[Mention, int] | None:
        """The only one whose full name stands at `at`; null when none does. `start`: where the `@` is."""
        name = self._longest_at(line.text, at)
        meant = next(iter(self.names[name])) if name and len(self.names[name]) == 1 else None
        if meant is None:
            return None
        end = at + len(name)
        return Mention(line.at[at if start is None else start], line.at[end - 1] + 1, meant), end

    def _longest_at(self, text: str, at: int) -> str:
        for length in range(min(self.longest, len(text) - at), 0, -1):
            name = text[at : at + length]
            if name in self.names and _ends_there(text, at + length):
                return name
        return ""

    def _begun(self, token: str) -> int:
        """The only one whose name begins so. Raises Refused."""
        if not token:
            raise Refused(msg("Whom? Type a name behind the @."))
        try:
            return find_person(self.state, token).id
        except NotFound as nobody:
            try:
                department = find_department(self.state, token)
            except NotFound:
                raise nobody from None
        if self.state.get(Person, department.head) is None:
            raise Refused(msg("{department} has no head yet; name a person.", department=department.name))
        return int(department.head or 0)


def _in_a_word(text: str, at: int) -> bool:
    """Whether the `@` is inside an address such as `a@b.com`."""
    before = text[at - 1 : at]
    return before.isascii() and before.isalnum()


def _ends_there(text: str, end: int) -> bool:
    """An English name ends where its last word does."""
    both = text[end - 1 : end + 1]
    return not (len(both) == 2 and both.isascii() and both.isalnum())


def names_in(state: State, people: Iterator[int]) -> list[str]:
    """The names of `people`, each once."""
    found = (state.get(Person, person) for person in dict.fromkeys(people))
    return [person.name for person in found if person is not None]
