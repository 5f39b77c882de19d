"""Which person or department is meant by what was typed (DOMAIN.md stage 2.1: exactly one owner)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from store.errors import Ambiguous, NotFound, Refused
from store.language import Message, msg
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.names import folded
from store.rules.say import department_name, listed

N = TypeVar("N", Department, Person)

_SEPARATORS: Final = re.compile(r"[/、,;&+|\n]")
_SHOWN: Final = 40


def find_person(state: State, text: str, *, field: str = "person", whole: bool = False) -> Person:
    """The one person whom `text` names: a name, `department/name`, or the beginning of a name nobody shares.

    `whole`: a beginning names nobody, as where nobody sees whom it is taken for. Case, full-width characters
    and a leading @ do not matter. Raises Ambiguous (listing who could be meant), NotFound, or Refused when
    several people are named, all at `field`.
    """
    typed = folded(text).removeprefix("@").strip()
    people = state.all(Person)
    exact = [person for person in people if folded(person.name) == typed]
    if exact:
        return _only(state, exact, text, field)
    inside, slash, name = typed.partition("/")
    if slash:
        departments = {each.id for each in state.all(Department) if folded(each.name) == inside.strip()}
        if departments:
            colleagues = [person for person in people if person.department in departments]
            return _in_department(state, colleagues, name.strip(), text, field, whole=whole)
    if len([part for part in _SEPARATORS.split(typed) if part.strip()]) > 1:
        raise Refused(
            msg(
                "“{text}” names several people, and exactly one is responsible. "
                "Name one; departments that help are support.",
                text=_short(text),
            ),
            field=field,
        )
    return _beginning(state, people, typed, text, field, whole=whole)


def find_department(state: State, text: str, *, field: str = "department", whole: bool = False) -> Department:
    """The one department that `text` names, or begins to name unless it is to be `whole`.

    Raises Ambiguous or NotFound at `field`.
    """
    typed = folded(text).removeprefix("@").strip()
    departments = state.all(Department)
    exact = [each for each in departments if folded(each.name) == typed]
    found = exact or [each for each in departments if typed and folded(each.name).startswith(typed)]
    if found and not exact and whole:
        raise NotFound(_in_full(text, (each.name for each in found)), field=field)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            msg("“{text}” could be {names}.", text=_short(text), names=_list(each.name for each in found)),
            field=field,
        )
    raise NotFound(
        msg(
            "There is no department “{text}”. There are: {names}.",
            text=_short(text),
            names=_list(each.name for each in departments),
        ),
        field=field,
    )


def full_name(state: State, person: Person) -> str:
    """How `person` is named so that nobody else can be meant: `department/name` where two share a name."""
    name = folded(person.name)
    if any(other.id != person.id and folded(other.name) == name for other in state.all(Person)):
        return f"{department_name(state, person.department)}/{person.name}"
    return person.name


def complete_person(state: State, text: str) -> list[Person]:
    """Who could be meant by what is typed so far: names that begin so, then those that hold it, in order.

    A department's name stands for all its people.
    """
    typed = folded(text).removeprefix("@").strip()
    people = state.all(Person)
    found = _completed(people, typed)
    departments = {each.id for each in state.all(Department) if typed and folded(each.name).startswith(typed)}
    return found + [person for person in people if person.department in departments and person not in found]


def complete_department(state: State, text: str) -> list[Department]:
    """Which department could be meant by what is typed so far."""
    return _completed(state.all(Department), folded(text).removeprefix("@").strip())


def _completed(records: Sequence[N], typed: str) -> list[N]:
    begin = [each for each in records if folded(each.name).startswith(typed)]
    return begin + [each for each in records if typed in folded(each.name) and each not in begin]


def _in_department(
    state: State, colleagues: Sequence[Person], name: str, text: str, field: str, *, whole: bool
) -> Person:
    exact = [person for person in colleagues if folded(person.name) == name]
    return exact[0] if len(exact) == 1 else _beginning(state, colleagues, name, text, field, whole=whole)


def _beginning(
    state: State, people: Sequence[Person], typed: str, text: str, field: str, *, whole: bool
) -> Person:
    found = [person for person in people if typed and folded(person.name).startswith(typed)]
    if not found:
        raise NotFound(msg("Nobody here is called “{text}”.", text=_short(text)), field=field)
    if whole:
        raise NotFound(_in_full(text, (person.name for person in found)), field=field)
    return _only(state, found, text, field)


def _in_full(text: str, names: Iterable[str]) -> Message:
    return msg(
        "Nothing here is called “{text}”. If {names} is meant, write it in full.",
        text=_short(text),
        names=_list(names),
    )


def _only(state: State, found: Sequence[Person], text: str, field: str) -> Person:
    if len(found) == 1:
        return found[0]
    names = _list(f"{department_name(state, person.department)}/{person.name}" for person in found)
    raise Ambiguous(msg("“{text}” could be {names}.", text=_short(text), names=names), field=field)


def _list(names: Iterable[str]) -> Message | str:
    shown = list(names)
    more = ["…"] if len(shown) > 8 else []
    return listed(shown[:8] + more)


def _short(text: str) -> str:
    """What was typed, short and on one line, for a sentence about it."""
    line = "".join(character if character.isprintable() else " " for character in text).strip()
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
