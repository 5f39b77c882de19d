"""How often and when a record was changed, for calendars: a second import of an entry replaces the first one
only if its sequence number is higher.

The number of the journal's line that changed a record last does for that: it only grows, and says the same
whoever asks. What the lines changed away is kept, so that an entry that is gone can be called off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from store.model.change import Change
from store.model.record import Json

DATES: Final[Mapping[str, str]] = {
    "tasks": "due",
    "issues": "deadline",
    "risks": "next_review",
    "meetings": "planned",
    "initiatives": "due",
}
"""The field of a record that a calendar shows, by table."""
MILESTONES: Final = "milestones"


class Told(Protocol):
    """A line of the journal (`store/board/line.py`)."""

    @property
    def seq(self) -> int:
        """Its number."""
        ...

    @property
    def at(self) -> datetime:
        """When, UTC."""
        ...

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it changed."""
        ...


@dataclass(frozen=True, slots=True)
class Revision:
    """The line that changed something last: its number, and when (UTC)."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """What a calendar showed once. `entry` is the id of a milestone of the record, null for the record's own
    date; `date` as it stands in the journal, `title` the newest name that is known of it. `initiative` is
    null where only the record itself, which is still there then, says it."""

    table: str
    id: int
    entry: int | None
    date: str
    title: str
    initiative: int | None


class Revisions:
    """What the lines of a journal, oldest first, say of each record."""

    def __init__(self, lines: Iterable[Told], otherwise: datetime) -> None:
        self._last: dict[tuple[str, int], Revision] = {}
        self._past: dict[tuple[str, int, int | None], tuple[str, str]] = {}
        self._titles: dict[tuple[str, int], str] = {}
        self._initiatives: dict[tuple[str, int], int] = {}
        first: Revision | None = None
        for line in lines:
            revision = Revision(line.seq, line.at)
            # What a journal began with has no line of its own.
            first = first or revision
            for change in line.changes:
                self._last[change.table, change.id] = revision
                self._note(change)
        self._first = first or Revision(0, otherwise)

    def of(self, table: str, id: int) -> Revision:
        """The line that changed a record last."""
        return self._last.get((table, id), self._first)

    def past(self) -> Iterator[Past]:
        """What calendars showed once, whether or not they still do."""
        for (table, id, entry), (day, title) in self._past.items():
            initiative = id if table == "initiatives" else self._initiatives.get((table, id))
            yield Past(table, id, entry, day, title or self._titles.get((table, id), ""), initiative)

    def _note(self, change: Change) -> None:
        dated = DATES.get(change.table)
        if dated is None:
            return
        key = (change.table, change.id)
        name, _, entry = (change.field or "").partition("/")
        for value in (change.before, change.after):
            if change.field is None and isinstance(value, dict):
                self._whole(key, dated, value)
            elif name == "title" and isinstance(value, str):
                self._titles[key] = value
            elif name == dated and isinstance(value, str):
                self._past[*key, None] = (value, "")
            elif name == MILESTONES and entry.isdecimal() and isinstance(value, dict):
                self._entry(key, value)

    def _whole(self, key: tuple[str, int], dated: str, body: Mapping[str, Any]) -> None:
        title, initiative, day = body.get("title"), body.get("initiative"), body.get(dated)
        if isinstance(title, str):
            self._titles[key] = title
        if isinstance(initiative, int):
            self._initiatives[key] = initiative
        if isinstance(day, str):
            self._past[*key, None] = (day, "")
        for each in body.get(MILESTONES) or ():
            if isinstance(each, dict):
                self._entry(key, each)

    def _entry(self, key: tuple[str, int], entry: Mapping[str, Json]) -> None:
        id, day, title = entry.get("id"), entry.get("due"), entry.get("title")
        if isinstance(id, int) and isinstance(day, str):
            self._past[*key, id] = (day, str(title or ""))
