"""What only the journal knows of an initiative: what stood for a while and is gone again (stage 4.6).

A change that was taken back never happened: neither it nor what took it back counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from store.model.change import Change
from store.model.issue import Issue, IssueState
from store.model.record import Json
from store.model.task import Progress, Task

CLOSED: Final = frozenset({Progress.DONE.value, Progress.CANCELLED.value})
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    Task.table: frozenset({"block", "updated", "progress"}),
    Issue.table: frozenset({"state"}),
}
"""By table, the fields whose changes are looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one line of the journal changed, as far as the review asks. `at` is UTC, `undoes` the number of
    the line that it takes back."""

    seq: int
    at: datetime
    undoes: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Blocked:
    """A task was blocked from `since` to `until` (UTC), waiting for `what`, which `release_by` could give."""

    task: int
    since: datetime
    until: datetime
    what: str
    release_by: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """By task: its blocks that are over, when it was told where it stands, and when it was closed and taken
    up again; by issue: when it was closed, the last time. Moments are UTC, the oldest first."""

    blocks: tuple[Blocked, ...] = ()
    heard: Mapping[int, tuple[datetime, ...]] = field(default_factory=dict)
    rests: Mapping[int, tuple[tuple[datetime, datetime], ...]] = field(default_factory=dict)
    closed: Mapping[int, datetime] = field(default_factory=dict)
    begins: datetime | None = None


def concerns(table: object, name: object) -> bool:
    """Whether a change of a field of a table (null: the whole record) is one that is looked at."""
    wanted = FIELDS.get(table) if isinstance(table, str) else None
    return wanted is not None and (name is None or name in wanted)


def past(steps: Sequence[Step], begins: datetime | None = None) -> Past:
    """What the steps, oldest first, tell of a journal that begins then (UTC)."""
    reader = _Reader()
    for step in standing(steps):
        for change in step.changes:
            reader.take(step.at, change)
    return reader.told(begins)


def standing(steps: Sequence[Step]) -> list[Step]:
    """The steps that nobody took back, without those that take back others. What was taken back and then
    brought back happened when it was done first."""
    gone: set[int] = set()
    kept: list[Step] = []
    for step in reversed(steps):
        if step.seq in gone:
            continue
        if step.undoes is not None:
            gone.add(step.undoes)
        else:
            kept.append(step)
    kept.reverse()
    return kept


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Blocked] = []
        self.heard: dict[int, set[datetime]] = {}
        self.rests: dict[int, list[tuple[datetime, datetime]]] = {}
        self.resting: dict[int, datetime] = {}
        self.closed: dict[int, datetime] = {}

    def take(self, at: datetime, change: Change) -> None:
        if change.field is None:
            if change.after is None:
                # Taken off the board with all it was, to come back from its archive perhaps.
                return
            before, after = _object(change.before), _object(change.after)
            for name in FIELDS.get(change.table, ()):
                self._take(at, change.table, change.id, name, before.get(name), after.get(name))
        else:
            self._take(at, change.table, change.id, change.field, change.before, change.after)

    def _take(self, at: datetime, table: str, id: int, name: str, before: Json, after: Json) -> None:
        if table == Issue.table:
            if after == IssueState.CLOSED.value:
                self.closed[id] = at
        elif name == "block":
            self._block(at, id, _object(before), _object(after))
        elif name == "updated":
            told = _moment(_object(after).get("at"))
            if told is not None:
                self.heard.setdefault(id, set()).add(told)
        elif after in CLOSED:
            self.resting.setdefault(id, at)
        elif id in self.resting:
            self.rests.setdefault(id, []).append((self.resting.pop(id), at))

    def _block(self, at: datetime, id: int, before: Mapping[str, Json], after: Mapping[str, Json]) -> None:
        since = _moment(before.get("at"))
        if since is None or after.get("at") == before.get("at"):
            return
        what, release_by = before.get("waits_for"), before.get("release_by")
        self.blocks.append(
            Blocked(
                id,
                min(since, at),
                at,
                what if isinstance(what, str) else "",
                release_by if isinstance(release_by, int) else None,
            )
        )

    def told(self, begins: datetime | None) -> Past:
        return Past(
            tuple(self.blocks),
            {key: tuple(sorted(each)) for key, each in self.heard.items()},
            {key: tuple(each) for key, each in self.rests.items()},
            self.closed,
            begins,
        )


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _moment(value: Json) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
