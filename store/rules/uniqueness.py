"""Names by which people tell things apart, such as titles of tasks: a change back may have to give one up.

Commands refuse a name that is taken as it is typed; an undo writes the name of before without one. What is
on a board already is not looked at, nor what another program writes: two of one name confuse people and break
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import Final

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.record import Record
from store.model.requirement import Brief, Review
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.names import folded

_LISTS: Final[dict[type[Record], tuple[tuple[str, str], ...]]] = {
    Task: (("criteria", "text"), ("milestones", "title")),
    Brief: (("goals", "text"), ("outcomes", "text"), ("times", "text")),
    Review: (("contributions", "content"),),
}
"""The lists of a record whose entries are told apart by a text, and that text."""


def taken_names(
    state: State, records: Sequence[Record], removed: Collection[tuple[str, int]] = ()
) -> Iterator[Message]:
    """Which names `records` would newly have that others have already, were they in the place of those of
    `state`, and `removed` gone."""
    gone = {(record.table, record.id) for record in records} | set(removed)
    names: dict[type[Record], set[Hashable]] = {}
    for record in records:
        old = state.record(record.table, record.id)
        name = _name(record)
        if name is not None and (old is None or _name(old) != name):
            kind = type(record)
            if kind not in names:
                # Listed once: a whole initiative that comes back has thousands of names. Those that come back
                # together were there together.
                stay = (each for each in state.all(kind) if (each.table, each.id) not in gone)
                names[kind] = {_name(each) for each in stay}
            if name in names[kind]:
                yield msg("“{name}” exists already.", name=_shown(record))
        yield from _entries(record, old)


def _entries(record: Record, old: Record | None) -> Iterator[Message]:
    for field, text in _LISTS.get(type(record), ()):
        if old is None or getattr(old, field) == getattr(record, field):
            continue  # a record that comes back whole is what it was
        before = Counter(folded(getattr(each, text)) for each in getattr(old, field))
        now = Counter(folded(getattr(each, text)) for each in getattr(record, field))
        for each in getattr(record, field):
            name = folded(getattr(each, text))
            if now[name] > 1 and now[name] > before[name]:
                yield msg("“{name}” exists already.", name=getattr(each, text))


def _name(record: Record) -> Hashable:
    """What no other record of the table may be called, with where that holds; null where anything may."""
    match record:
        case Task() | Risk():
            return (record.initiative, folded(record.title))
        case Initiative():
            return folded(record.title)
        case Department():
            return folded(record.name)
        case Person():
            return (record.department, folded(record.name))
        case _:
            return None


def _shown(record: Record) -> str:
    return str(getattr(record, "title", None) or getattr(record, "name", ""))
