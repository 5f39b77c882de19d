"""The way out when several people are named for one task (DOMAIN.md stage 2.1: `张三/李四` is refused).

One of them owns it, and the departments of the others support it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from store.errors import Refused
from store.language import Message, msg
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.commands.claiming import OwnAndSupport
from store.rules.naming import find_person
from store.rules.say import department_name

_BETWEEN: Final = re.compile(r"[/／、,，;；&＆+＋|\n]|\s+(?:and|和|与)\s+|和|与")


_SIGNS: Final = re.compile(r"[/／、,，;；&＆+＋|\n]")
"""What stands in no name; 和 does."""


@dataclass(frozen=True, slots=True)
class SharedOwner:
    """Several people were named, in this order. The first is offered as the owner; any of them can be."""

    people: tuple[Person, ...]

    def departments(self, owner: Person) -> tuple[int, ...]:
        """The departments of the others, which support then; the owner's own needs no support."""
        found = dict.fromkeys(person.department for person in self.people if person.id != owner.id)
        return tuple(each for each in found if each != owner.department)

    def offer(self, state: State, owner: Person) -> Message:
        """The sentence for a key: who would own it, and which departments would support."""
        names: Message | str = ""
        for department in self.departments(owner):
            name = department_name(state, department)
            names = msg("{names}, {name}", names=names, name=name) if names else name
        if not names:
            return msg("{person} owns it.", person=owner.name)
        return msg("{person} owns it, {departments} supports.", person=owner.name, departments=names)

    def command(self, state: State, task: int, owner: Person, content: str = "") -> OwnAndSupport:
        """The command that does it. Without `content` the support says whose help was meant."""
        others = [person.name for person in self.people if person.id != owner.id]
        said = content.strip() or msg("help from {people}", people="、".join(others)).render(
            state.settings.language
        )
        return OwnAndSupport(task, owner.id, self.departments(owner), said)


def shared_owner(state: State, text: str) -> SharedOwner | None:
    """The people whom `text` names, when they are several and all known; null for one person or nobody."""
    if _is_one(state, text):
        return None
    people: dict[int, Person] = {}
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        try:
            person = find_person(state, part)
        except Refused:
            return None
        people[person.id] = person
    return SharedOwner(tuple(people.values())) if len(people) > 1 else None


def several_names(text: str) -> list[str]:
    """The names in `text` where it is written as that of several people, known or not; else none."""
    names = [part.strip() for part in _SIGNS.split(text) if part.strip()]
    return names if len(names) > 1 else []


def _is_one(state: State, text: str) -> bool:
    try:
        find_person(state, text)
    except Refused:
        return False
    return True


def people_of(state: State, department: Department) -> list[Person]:
    """Who can be named when a department claims a task, by name."""
    return sorted(
        (person for person in state.all(Person) if person.department == department.id),
        key=lambda person: person.name,
    )
