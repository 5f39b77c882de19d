"""Carrying out a journal's lines on plain JSON tables: for long journals, of which only the end is looked at.

It leads to the same as `State.apply` (tests hold the two together), but validates nothing on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from store.board.checkpoint import Tables
from store.board.journal import BadJournal, Journal, Mark
from store.board.line import Line, Whole
from store.language import msg
from store.model.change import Change
from store.model.record import Json, record_class
from store.model.state import State


def carry_out(tables: Tables, changes: Iterable[Change]) -> None:
    """Carry out changes in place. Raises KeyError, TypeError or ValueError when they do not fit."""
    for change in changes:
        rows = tables.setdefault(change.table, {})
        key = str(change.id)
        if change.field is None:
            if change.after is None:
                rows.pop(key, None)
            elif isinstance(change.after, dict):
                rows[key] = dict(change.after)
            else:
                raise TypeError("a record must be a JSON object")
            continue
        row = rows.get(key)
        if row is None:
            continue
        name, _, entry = change.field.partition("/")
        if entry:
            row[name] = _with_entry(row.get(name) or [], int(entry), change.after)
        elif change.after is None and name not in record_class(change.table).model_fields:
            row.pop(name, None)
        else:
            row[name] = change.after


def _with_entry(entries: Iterable[dict[str, Any]], entry: int, after: Any) -> list[dict[str, Any]]:
    kept = {each["id"]: each for each in entries}
    if after is None:
        kept.pop(entry, None)
    else:
        kept[entry] = after
    return [kept[key] for key in sorted(kept)]


@dataclass(slots=True)
class Given:
    """The highest ids ever given out, by table, and the highest item numbers, by initiative."""

    ids: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def take(self, changes: Iterable[Change], tables: Tables) -> None:
        """Take note of what `changes` give out, `tables` being what they lead to. Raises TypeError."""
        for change in changes:
            if change.field is None:
                self.ids[change.table] = max(self.ids.get(change.table, 0), change.id)
                self._numbered(change.after)
            elif change.field in ("number", "initiative"):
                self._numbered(tables.get(change.table, {}).get(str(change.id)))

    def _numbered(self, record: Json) -> None:
        body = record if isinstance(record, dict) else {}
        number, initiative = body.get("number"), body.get("initiative")
        if isinstance(number, int) and initiative is not None:
            self.numbers[str(initiative)] = max(self.numbers.get(str(initiative), 0), number)

    def with_those_of(self, other: Given) -> Given:
        """The higher of both."""
        return Given(_highest(self.ids, other.ids), _highest(self.numbers, other.numbers))


def _highest(some: dict[str, int], others: dict[str, int]) -> dict[str, int]:
    return some | {name: max(last, some.get(name, 0)) for name, last in others.items()}


class Replayed:
    """What a journal's good lines lead to: up to its end, its first `damage`, or where one asked to stop."""

    def __init__(self, journal: Journal, until: Callable[[Line], bool] | None = None) -> None:
        """Replay `journal` up to the line before the first one of which `until` holds.

        Raises BadJournal when not even the first line is good.
        """
        self.mark: Mark
        first, whole, self.mark = journal.begin()
        self.first: Line = first
        self.whole: Whole = whole
        self.tables: Tables = {
            name: {k: dict(r) for k, r in rows.items()} for name, rows in whole.tables.items()
        }
        self.given = Given(dict(whole.ids), dict(whole.numbers))
        self.damage: BadJournal | None = None
        try:
            for line, mark in journal.lines(self.mark):
                if until is not None and until(line):
                    break
                self._take(line, self.mark)
                self.mark = mark
        except BadJournal as damage:
            self.damage = damage

    def _take(self, line: Line, before: Mark) -> None:
        try:
            carry_out(self.tables, line.changes)
            self.given.take(line.changes, self.tables)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadJournal(before.offset, msg("its changes do not fit the board")) from error

    def state(self) -> State:
        """The state. Raises pydantic's ValidationError, ValueError, TypeError or AttributeError."""
        return State.from_json(self.tables, self.given.ids, self.given.numbers)
