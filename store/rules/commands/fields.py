"""What commands that edit a record share: which fields may be set, and that what they refer to exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.errors import Refused
from store.language import msg
from store.model.organisation import Department, Person
from store.model.record import Record
from store.rules.edit import Edit
from store.rules.names import folded


def check_allowed(fields: Mapping[str, object], allowed: frozenset[str]) -> None:
    """Refused at the first field that this command does not set."""
    for name in fields:
        if name not in allowed:
            raise Refused(msg("{field} is not changed this way.", field=name), field=name)


def check_department(edit: Edit, value: object, field: str = "department") -> None:
    """Refused at `field` unless `value` is null or the id of a department."""
    if value is not None and not (isinstance(value, int) and edit.get(Department, value)):
        raise Refused(msg("There is no such department on this board."), field=field)


def check_person(edit: Edit, value: object, field: str = "owner") -> None:
    """Refused at `field` unless `value` is null or the id of one person."""
    if value is not None and not (isinstance(value, int) and edit.get(Person, value)):
        raise Refused(msg("There is no such person on this board."), field=field)


def check_unique(value: object, others: Iterable[tuple[Record, str]], own: Record | None, field: str) -> None:
    """Refused at `field` when another record than `own` is called `value` already."""
    wanted = folded(str(value))
    for record, name in others:
        if (own is None or record.id != own.id) and folded(name) == wanted:
            raise Refused(msg("“{name}” exists already.", name=name), field=field)
