"""One change of one field, as a journal line holds it, and how records differ and are changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from pydantic_core import to_jsonable_python

from store.model.record import Entry, Json, Record, record_class

R = TypeVar("R", bound=Record)

_by_id = attrgetter("id")


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are JSON values; null before: it came into being, null after: it is gone.

    `field` is null for a whole record, a field's name, or `list/id` for an entry of a list.
    """

    table: str
    id: int
    field: str | None
    before: Json
    after: Json

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.id, self.field, self.after, self.before)

    def as_json(self) -> dict[str, Json]:
        """The change as a journal line and `duiqi log --format json` show it."""
        return {
            "table": self.table,
            "id": self.id,
            "field": self.field,
            "before": self.before,
            "after": self.after,
        }


def jsonable(value: object) -> Json:
    """A field's value as JSON: dates as ISO 8601, times in UTC, records as objects."""
    if value is None or type(value) in (str, int, bool):
        return value  # type: ignore[return-value]
    result: Json = to_jsonable_python(value)
    return result


def _is_entries(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Entry)


def value_of(record: Record | None, field: str | None) -> Json:
    """What `record` holds at `field`, as JSON; null when there is no such record, field or entry."""
    if record is None:
        return None
    if field is None:
        return record.body()
    name, _, entry_id = field.partition("/")
    value = _values(record).get(name)
    if not entry_id:
        return jsonable(value)
    if isinstance(value, tuple):
        for entry in value:
            if isinstance(entry, Entry) and str(entry.id) == entry_id:
                return jsonable(entry)
    return None


def differences(before: Record | None, after: Record | None, table: str | None = None) -> Iterator[Change]:
    """The changes that lead from one version of a record to the next, entry by entry where it has entries.

    `table` is needed for records of tables that this program does not know.
    """
    if before is None or after is None:
        present = before or after
        if present is not None:
            name = table or present.table
            yield Change(name, present.id, None, value_of(before, None), value_of(after, None))
        return
    table = table or after.table
    old, new = _values(before), _values(after)
    for name in [*old, *(name for name in new if name not in old)]:
        was, now = old.get(name), new.get(name)
        if was is now or was == now:
            continue
        if _is_entries(was) or _is_entries(now):
            yield from _entry_changes(table, after.id, name, was or (), now or ())
        else:
            yield Change(table, after.id, name, jsonable(was), jsonable(now))


def _entry_changes(
    table: str, id: int, name: str, was: Sequence[Entry], now: Sequence[Entry]
) -> Iterator[Change]:
    old = {entry.id: entry for entry in was}
    new = {entry.id: entry for entry in now}
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        if one != other:
            yield Change(table, id, f"{name}/{key}", jsonable(one), jsonable(other))


def _values(record: Record) -> dict[str, Any]:
    extra = record.__pydantic_extra__
    return record.__dict__ | extra if extra else record.__dict__


def changed(table: str, record: Record | None, changes: Iterable[Change], id: int) -> Record | None:
    """`record` (null: not there yet) after `changes`, all of them its own; null when it is gone.

    Raises pydantic's ValidationError when the outcome is no valid record.
    """
    cls = record_class(table)
    values: dict[str, Any] | None = None if record is None else dict(_values(record))
    for change in changes:
        if change.field is None:
            values = None if change.after is None else {**_object(change.after), "id": id}
        elif values is not None:
            name, _, entry_id = change.field.partition("/")
            if entry_id:
                values[name] = _with_entry(values.get(name) or (), int(entry_id), change.after)
            elif change.after is None and name not in cls.model_fields:
                values.pop(name, None)
            else:
                values[name] = change.after
    return None if values is None else cls.model_validate(values)


def _object(value: Json) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a record must be a JSON object")
    return value


def _with_entry(entries: Iterable[Any], entry_id: int, after: Json) -> tuple[Any, ...]:
    kept = {(e["id"] if isinstance(e, dict) else e.id): e for e in entries}
    if after is None:
        kept.pop(entry_id, None)
    else:
        kept[entry_id] = after
    return tuple(kept[key] for key in sorted(kept))


def record_with(record: R, **fields: object) -> R:
    """A validated copy of `record` with some fields set anew."""
    return type(record).model_validate(_values(record) | fields)
