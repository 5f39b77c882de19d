"""The journal of one initiative: of a board's journal, the lines and records that belong to it.

What is the whole board's (people, departments, settings) goes along with its lines, so that every name and
every date reads as it did. Lines keep their numbers, times and authors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from store.board.checkpoint import Tables
from store.board.journal import Journal, Mark
from store.board.line import ELSEWHERE, NO_SUM, Line, Whole, encode
from store.board.opening import unburdened
from store.board.replay import carry_out
from store.model.archive import Archive
from store.model.change import Change
from store.model.organisation import Department, Person
from store.rules.archiving import digest, initiative_of
from store.rules.who import body_of


@dataclass(frozen=True, slots=True)
class Extract:
    """The lines of one initiative as the bytes of a journal, and the place after the last of them; the
    digests of the initiative's records, and of departments and people, to which they lead."""

    data: bytes
    mark: Mark
    digest: str
    people: str

    def ended(self, line: Line) -> bytes:
        """The journal with a last line, whose number follows the place up to which it was read."""
        return self.data + encode(replace(line, prev=self.mark.sum))[1]


def extract(journal: Journal, until: Mark, initiative: int, *, board: str, epoch: str) -> Extract:
    """Read a journal up to `until` and keep what belongs to `initiative`, for a board of another name.

    Raises BadJournal, OSError, and what `carry_out` raises for a journal that is damaged.
    """
    with unburdened():
        whose = _Owners()
        first, whole, mark = journal.begin()
        whose.begin(whole)
        for line in _lines(journal, mark, until):
            whose.take(line.changes)
        return _Writing(whose, initiative, until).run(journal, first, whole, mark, board, epoch)


def own_digest(tables: Tables, initiative: int) -> str:
    """The digest of what belongs to `initiative`, among tables as a journal leads to them."""
    whose = _Owners()
    whose.tables(tables)
    return _digest(tables, whose, initiative)


def people_digest(tables: Tables) -> str:
    """The digest of departments and people, among tables as a journal leads to them."""
    return digest({name: tables[name] for name in (Department.table, Person.table) if tables.get(name)})


def digest_of(tables: Tables, keys: Collection[tuple[str, int]]) -> str:
    """The digest of everything that stands under one of these tables and ids."""
    found: Tables = {}
    for table, rows in tables.items():
        kept = {key: body for key, body in rows.items() if (table, int(key)) in keys}
        if kept:
            found[table] = kept
    return digest(found)


def _lines(journal: Journal, mark: Mark, until: Mark) -> Iterator[Line]:
    for line, _ in journal.lines(mark):
        if line.seq > until.seq:
            return
        yield line


def _digest(tables: Tables, whose: _Owners, initiative: int) -> str:
    keys = ((table, int(key)) for table, rows in tables.items() for key in rows if table != Archive.table)
    return digest_of(tables, {key for key in keys if whose.of(*key) == initiative})


class _Owners:
    """To which initiative each record belongs; of one that is gone, the one to which it belonged last."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, int], int | None] = {}

    def of(self, table: str, id: int) -> int | None:
        return self._of.get((table, id))

    def begin(self, whole: Whole) -> None:
        self.tables(whole.tables)

    def tables(self, tables: Tables) -> None:
        # Twice, as one may point to another that comes later.
        for _ in range(2):
            for table, rows in tables.items():
                for key, body in rows.items():
                    self._of[table, int(key)] = initiative_of(table, int(key), body, self.of)

    def take(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            if change.field is None:
                body = body_of(change.after if change.after is not None else change.before)
                self._of[change.table, change.id] = initiative_of(change.table, change.id, body, self.of)
            elif change.field == "initiative" and isinstance(change.after, int):
                self._of[change.table, change.id] = change.after


class _Writing:
    """One journal that comes about, line by line, with the tables to which it leads."""

    def __init__(self, whose: _Owners, initiative: int, until: Mark) -> None:
        self._whose = whose
        self._initiative = initiative
        self._until = until
        self._parts: list[bytes] = []
        self._sum = NO_SUM
        self._left_out: Line | None = None
        self._tables: Tables = {}

    def run(self, journal: Journal, first: Line, whole: Whole, mark: Mark, board: str, epoch: str) -> Extract:
        self._tables = {
            table: kept
            for table, rows in whole.tables.items()
            if (kept := {key: dict(row) for key, row in rows.items() if self._keeps(table, int(key))})
        }
        numbers = {key: last for key, last in whole.numbers.items() if key == str(self._initiative)}
        begun = whole._replace(board=board, epoch=epoch, replaces=None, numbers=numbers, tables=self._tables)
        self._write(replace(first, prev=NO_SUM), begun)
        for line in _lines(journal, mark, self._until):
            changes = tuple(change for change in line.changes if self._keeps(change.table, change.id))
            if not changes:
                self._left_out = line
                continue
            carry_out(self._tables, changes)
            self._stand_in()
            self._write(replace(line, changes=changes))
        self._stand_in()
        data = b"".join(self._parts)
        until = Mark(self._until.seq, len(data), self._sum, self._until.at)
        own = _digest(self._tables, self._whose, self._initiative)
        return Extract(data, until, own, people_digest(self._tables))

    def _keeps(self, table: str, id: int) -> bool:
        of = self._whose.of(table, id)
        return of == self._initiative or (of is None and table != Archive.table)

    def _stand_in(self) -> None:
        """One line for those of others that were left out since the last."""
        if self._left_out is not None:
            line = Line(
                self._left_out.seq, self._left_out.at, None, None, "cli", ELSEWHERE, None, (), self._sum, ""
            )
            self._left_out = None
            self._write(line)

    def _write(self, line: Line, whole: Whole | None = None) -> None:
        written, data = encode(replace(line, prev=self._sum), whole)
        self._sum = written.sum
        self._parts.append(data)
