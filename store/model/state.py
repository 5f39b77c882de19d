"""The state of a board: every record of every table, and the numbers given out so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.errors import NotFound
from store.language import msg
from store.model.archive import Archive
from store.model.change import Change, changed
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Settings
from store.model.record import Record, record_class
from store.model.risk import Risk
from store.model.task import Task

R = TypeVar("R", bound=Record)

SETTINGS_ID: Final = 1
_DIGITS: Final = 20
"""More than any number has; Python refuses to read thousands."""


class State:
    """All records by table and id. Records are frozen; only `put` and `remove` change which ones there are.

    A table is replaced entry by entry, and `all` copies the values in one step, so a reader in another thread
    sees whole records always.
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[int, Record]] = {}
        self.last_ids: dict[str, int] = {}
        """The highest id ever given out, by table: ids are not reused, not even after an undo."""
        self.last_numbers: dict[int, int] = {}
        """The highest item number ever given out, by initiative."""

    @classmethod
    def from_json(
        cls,
        tables: Mapping[str, Mapping[str, Mapping[str, Any]]],
        last_ids: Mapping[str, int] | None = None,
        last_numbers: Mapping[str, int] | None = None,
    ) -> State:
        """The state that a TinyDB file or the first line of a journal holds.

        Raises pydantic's ValidationError, ValueError or TypeError when it is no valid state.
        """
        state = cls()
        for name, rows in tables.items():
            validate = record_class(name).model_validate
            # `put` for each would take a tenth of the time that opening a board takes.
            records = {id: validate({**body, "id": id}) for id, body in _in_order(rows)}
            if records:
                state._tables[name] = records
                state.last_ids[name] = max(records)
        numbered: list[Task | Issue | Risk] = [*state.all(Task), *state.all(Issue), *state.all(Risk)]
        for item in numbered:
            state._number_given_out(item)
        for name, last in (last_ids or {}).items():
            state.last_ids[name] = max(last, state.last_ids.get(name, 0))
        for key, last in (last_numbers or {}).items():
            state.last_numbers[int(key)] = max(last, state.last_numbers.get(int(key), 0))
        return state

    def as_json(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Every table as TinyDB keeps it: decimal ids as strings, in their order, empty tables left out."""
        return {
            name: {str(key): rows[key].body() for key in sorted(rows)}
            for name, rows in sorted((name, dict(rows)) for name, rows in self._tables.items())
            if rows
        }

    def all(self, cls: type[R]) -> list[R]:
        """Every record of a table, in the order of the ids, which is the order they came in."""
        return list(self._tables.get(cls.table, {}).values())  # type: ignore[arg-type]

    def get(self, cls: type[R], id: int | None) -> R | None:
        """The record, or null when there is none."""
        if id is None:
            return None
        return self._tables.get(cls.table, {}).get(id)  # type: ignore[return-value]

    def one(self, cls: type[R], id: int) -> R:
        """The record. Raises NotFound."""
        record = self.get(cls, id)
        if record is None:
            raise NotFound(msg("It is no longer there; somebody removed it."))
        return record

    def record(self, table: str, id: int) -> Record | None:
        """The record by its table's name, or null."""
        return self._tables.get(table, {}).get(id)

    def records(self) -> list[tuple[str, Record]]:
        """Every record with its table's name."""
        return [(name, record) for name, rows in list(self._tables.items()) for record in list(rows.values())]

    def put(self, record: Record, table: str | None = None) -> None:
        """Add a record, or replace the one with its id."""
        name = table or record.table
        rows = self._tables.setdefault(name, {})
        if record.id > self.last_ids.get(name, 0):
            self.last_ids[name] = record.id
        elif record.id not in rows:
            self._put_back([record], name)
            return
        rows[record.id] = record
        if isinstance(record, (Task, Issue, Risk)):
            self._number_given_out(record)

    def _put_back(self, records: Sequence[Record], table: str) -> None:
        """What was gone comes back to its old place, so that every session has the same order."""
        rows = {**self._tables.get(table, {}), **{record.id: record for record in records}}
        self._tables[table] = {id: rows[id] for id in sorted(rows)}
        for record in records:
            if isinstance(record, (Task, Issue, Risk)):
                self._number_given_out(record)

    def _number_given_out(self, item: Task | Issue | Risk) -> None:
        if item.number > self.last_numbers.get(item.initiative, 0):
            self.last_numbers[item.initiative] = item.number

    def remove(self, table: str, id: int) -> None:
        """Take a record out; its id and number stay given out."""
        self._tables.get(table, {}).pop(id, None)

    def outcome(self, changes: Iterable[Change]) -> dict[tuple[str, int], Record | None]:
        """The records that the changes of a journal line lead to; null for those that go. Changes nothing.

        Raises pydantic's ValidationError, ValueError or TypeError when one of them is no valid record.
        """
        grouped: dict[tuple[str, int], list[Change]] = {}
        for change in changes:
            grouped.setdefault((change.table, change.id), []).append(change)
        return {
            (table, id): changed(table, self.record(table, id), own, id)
            for (table, id), own in grouped.items()
        }

    def settle(self, outcome: Mapping[tuple[str, int], Record | None]) -> None:
        """Put records in and take out those that are null."""
        back: dict[str, list[Record]] = {}
        for (table, id), record in outcome.items():
            if record is None:
                self.remove(table, id)
            elif id <= self.last_ids.get(table, 0) and id not in self._tables.get(table, ()):
                back.setdefault(table, []).append(record)
            else:
                self.put(record, table)
        for table, records in back.items():
            self._put_back(records, table)

    def apply(self, changes: Iterable[Change]) -> frozenset[tuple[str, int]]:
        """Carry out the changes of a journal line; returns which records they touched.

        Raises as `outcome` does; then nothing was changed.
        """
        outcome = self.outcome(changes)
        self.settle(outcome)
        return frozenset(outcome)

    def copy(self) -> State:
        """The state as it is now, to be read while this one goes on. Quick: records are shared."""
        twin = State()
        twin._tables = {name: dict(rows) for name, rows in self._tables.items()}
        twin.last_ids = dict(self.last_ids)
        twin.last_numbers = dict(self.last_numbers)
        return twin

    @property
    def settings(self) -> Settings:
        """What holds for the whole board; the defaults where a board has none."""
        return self.get(Settings, SETTINGS_ID) or Settings(id=SETTINGS_ID, name="Duiqi")

    def moment(self, now: datetime) -> Moment:
        """`now` (UTC) in the board's own time zone; UTC when this machine does not know the zone."""
        try:
            zone = ZoneInfo(self.settings.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            zone = ZoneInfo("UTC")
        return Moment(now, zone)

    def key_of(self, item: Task | Issue | Risk) -> str:
        """The key that people say aloud, such as `NPL-7`."""
        initiative = self.get(Initiative, item.initiative)
        return f"{initiative.code if initiative else '?'}-{item.number}"

    def find(self, key: str) -> Task | Issue:
        """The task or issue that a key names, as `item` finds it. Raises NotFound."""
        found = self.item(key)
        if isinstance(found, Risk):
            raise NotFound(msg("There is no item {key} on this board.", key=key), field="key")
        return found

    def item(self, key: str) -> Task | Issue | Risk:
        """The item that a key names; case and full-width characters do not matter. Raises NotFound."""
        code, _, number = key.strip().upper().rpartition("-")
        if number.isdecimal() and len(number) <= _DIGITS:
            for initiative in self.all(Initiative):
                if initiative.code == code:
                    items: list[Task | Issue | Risk] = [*self.all(Task), *self.all(Issue), *self.all(Risk)]
                    for item in items:
                        if item.initiative == initiative.id and item.number == int(number):
                            return item
            gone = next((each for each in self.all(Archive) if each.code == code), None)
            if gone is not None and self.get(Initiative, gone.initiative) is None:
                raise NotFound(msg("{code} was archived: {file}", code=code, file=gone.file), field="key")
        raise NotFound(msg("There is no item {key} on this board.", key=key), field="key")


def _in_order(rows: Mapping[str, Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    return sorted(((int(key), body) for key, body in rows.items()), key=itemgetter(0))
