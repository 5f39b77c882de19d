"""Who is who, as rights need it: heads, facilitators, and the names of those who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.organisation import Department, Person, Role
from store.model.record import Json
from store.model.state import State


def has_facilitator(state: State) -> bool:
    """Whether anybody on the board is a facilitator; until then everybody may do everything."""
    return any(person.role is Role.FACILITATOR for person in state.all(Person))


def heads(state: State, actor: Person, department: int | None) -> bool:
    """Whether `actor` is the head of the department."""
    record = state.get(Department, department)
    return record is not None and record.head == actor.id


def leads(state: State, actor: Person, initiative: object) -> bool:
    """Whether `actor` is a facilitator here: on the whole board, or of this initiative."""
    if actor.role is Role.FACILITATOR:
        return True
    record = state.get(Initiative, initiative) if isinstance(initiative, int) else None
    return record is not None and record.facilitator == actor.id and actor.role is not Role.GUEST


def heads_any(state: State, actor: Person, department: object) -> bool:
    """Whether `actor` is the head of the department that a change names."""
    return isinstance(department, int) and heads(state, actor, department)


def body_of(value: Json) -> Mapping[str, Any]:
    """A record or entry as a change holds it; empty for anything else."""
    return value if isinstance(value, dict) else {}


def head_of(state: State, department: object) -> int | None:
    """The id of the head of the department that a change names."""
    record = state.get(Department, department) if isinstance(department, int) else None
    return record.head if record is not None else None


def leaders(state: State, initiative: object) -> list[int | None]:
    """The ids of the facilitators of an initiative, its own first."""
    record = state.get(Initiative, initiative) if isinstance(initiative, int) else None
    board = [person.id for person in state.all(Person) if person.role is Role.FACILITATOR]
    return [record.facilitator if record is not None else None, *board]


def names_of(state: State, people: Sequence[int | None]) -> Message | str:
    """The first few of `people`, each once, as one reads them in a sentence."""
    known = [person.name for key in dict.fromkeys(people) if (person := state.get(Person, key)) is not None]
    if not known:
        return msg("a facilitator")
    names: str | Message = known[0]
    for name in known[1:4]:
        names = msg("{names}, {name}", names=names, name=name)
    return names
