"""What a command works on: the newest state, and what it changes of it, not yet written anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import ValidationError

from store.errors import NotFound, Refused
from store.language import msg
from store.model.change import Change, differences, record_with
from store.model.clock import Moment
from store.model.day import FIRST_DAY, LAST_DAY
from store.model.record import Entry, Record
from store.model.state import State
from store.model.text import BadText

if TYPE_CHECKING:
    from store.model.organisation import Person

R = TypeVar("R", bound=Record)


class Command(Protocol):
    """What somebody wants: run under the lock on the newest state. `name` is what the journal calls it."""

    @property
    def name(self) -> str:
        """A verb, such as `postpone`."""
        ...

    def apply(self, edit: Edit) -> None:
        """Change `edit`. Raises Refused when the method does not allow it."""
        ...


class Edit:
    """The changes of one commit as they come about. Nothing in the state is touched.

    `by` is who typed; `on_behalf` for whom, when a facilitator or deputy speaks for someone.
    """

    def __init__(self, state: State, moment: Moment, by: Person | None) -> None:
        self.state = state
        self.moment = moment
        self.by = by
        self.on_behalf: int | None = None
        self._new: dict[tuple[str, int], Record | None] = {}
        self._last_ids: dict[str, int] = {}
        self._last_numbers: dict[int, int] = {}

    @property
    def author(self) -> int | None:
        """The id of who typed."""
        return self.by.id if self.by else None

    def get(self, cls: type[R], id: int | None) -> R | None:
        """The record as it will be after what was changed so far; null when there is none."""
        if id is not None and (cls.table, id) in self._new:
            return self._new[cls.table, id]  # type: ignore[return-value]
        return self.state.get(cls, id)

    def one(self, cls: type[R], id: int) -> R:
        """The record as it will be. Raises NotFound."""
        record = self.get(cls, id)
        if record is None:
            raise NotFound(msg("It is no longer there; somebody removed it."))
        return record

    def all(self, cls: type[R]) -> list[R]:
        """Every record of a table as it will be."""
        rows: dict[int, Record] = {record.id: record for record in self.state.all(cls)}
        for (table, id), record in self._new.items():
            if table == cls.table:
                if record is None:
                    rows.pop(id, None)
                else:
                    rows[id] = record
        return list(rows.values())  # type: ignore[arg-type]

    def set(self, record: R, **fields: object) -> R:
        """Change fields of a record; returns it as it will be. Raises Refused when a value is not valid."""
        try:
            new = record_with(self.one(type(record), record.id), **fields)
        except ValidationError as error:
            raise refusal(error) from error
        self._new[new.table, new.id] = new
        return new

    def add(self, cls: type[R], **fields: object) -> R:
        """A new record, its id given out now. Raises Refused when a value is not valid."""
        last = max(self._last_ids.get(cls.table, 0), self.state.last_ids.get(cls.table, 0))
        try:
            new = cls.model_validate({**fields, "id": last + 1})
        except ValidationError as error:
            raise refusal(error) from error
        self._last_ids[cls.table] = new.id
        self._new[cls.table, new.id] = new
        return new

    def bring_back(self, record: Record, table: str) -> None:
        """Put in a record that was on this board before, under the id that it had."""
        self._new[table, record.id] = record

    def remove(self, record: Record, table: str | None = None) -> None:
        """Take a record out. `table` is needed for those of tables that this program does not know."""
        self._new[table or record.table, record.id] = None

    def next_number(self, initiative: int) -> int:
        """The next short number of an initiative's items, never given out before."""
        last = max(self._last_numbers.get(initiative, 0), self.state.last_numbers.get(initiative, 0))
        self._last_numbers[initiative] = last + 1
        return last + 1

    def records(self) -> list[Record]:
        """The records as they will be, of those that were touched and are not taken out."""
        return [record for record in self._new.values() if record is not None]

    def removed(self) -> list[tuple[str, int]]:
        """Table and id of the records that were taken out."""
        return [key for key, record in self._new.items() if record is None]

    def outcome(self) -> State:
        """The board as it will be after what was changed so far, for rules that look at all of it."""
        if not self._new:
            return self.state
        after = self.state.copy()
        after.settle(self._new)
        return after

    def changes(self) -> list[Change]:
        """What the commit will write: one change a field or entry that differs."""
        found: list[Change] = []
        for (table, id), record in self._new.items():
            found.extend(differences(self.state.record(table, id), record, table))
        return found


def next_id(entries: Sequence[Entry]) -> int:
    """The id for a new entry of a list."""
    return max((entry.id for entry in entries), default=0) + 1


def refusal(error: ValidationError) -> Refused:
    """What pydantic found, as a sentence for people at the field it concerns."""
    first = error.errors(include_url=False)[0]
    field = "/".join(str(part) for part in first["loc"]) or None
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, BadText):
        return Refused(cause.message, field=field)
    if first["type"] in ("greater_than_equal", "less_than_equal") and not isinstance(first["input"], int):
        return Refused(
            msg(
                "Not a day this board can count with: it is before {first} or after {last}.",
                first=FIRST_DAY,
                last=LAST_DAY,
            ),
            field=field,
        )
    return Refused(
        msg("{field}: this value cannot be used ({problem}).", field=field or "?", problem=first["msg"]),
        field=field,
    )
