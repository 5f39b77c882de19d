"""What a department changed in a table of ours, cell by cell, beside what changed on the board meanwhile.

A cell is the department's change if it differs from what was written out. It is a conflict if the board's
value is another one now, too; where both say the same there is nothing to do. Without the stamp nobody knows
what was written out, and what differs from the board is the department's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from store.exchange.back.file import BackCell, BackRow, BackTable
from store.language import Message, msg
from store.model.stamp import StampedTable
from store.model.standing import Standing
from store.rules.names import folded

Same = Callable[[str, str], object]
"""`same(field, text)`: what a text says in a column; two that say the same are equal."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else than when it was written out: which row (number and mark), which column
    (`field`, and its `heading`); `was` when it was written, `now` on the board, `new` in the file."""

    row: int
    mark: str
    field: str
    heading: str
    was: str
    now: str
    new: str
    conflict: bool

    @property
    def key(self) -> tuple[str, str]:
        """What a decision is for."""
        return self.mark, self.field


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell or a row that is not taken in: its row in the file, its mark and column if any, and why."""

    row: int
    mark: str
    heading: str
    reason: Message


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row without a mark: something new, its cells by field."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A table of the file beside the board. `gone` are the marks of rows that were taken out of the file;
    `hints` what is said about the file as a whole."""

    name: str
    changes: tuple[CellChange, ...]
    added: tuple[NewLine, ...]
    gone: tuple[str, ...]
    refused: tuple[RefusedCell, ...]
    hints: tuple[Message, ...]

    @property
    def conflicts(self) -> tuple[CellChange, ...]:
        """Changes that somebody has to decide about."""
        return tuple(each for each in self.changes if each.conflict)


def compare(table: BackTable, stamped: StampedTable | None, standing: Standing, same: Same) -> Compared:
    """A table of the file beside what was written out, and what stands on the board."""
    return _Comparison(table, stamped, standing, same).made()


class _Comparison:
    def __init__(
        self, table: BackTable, stamped: StampedTable | None, standing: Standing, same: Same
    ) -> None:
        self.table, self.stamped, self.standing, self.same = table, stamped, standing, same
        self.hints: list[Message] = []
        self.refused: list[RefusedCell] = []
        self.columns = self._columns()
        self.seen: dict[str, int] = {}

    def made(self) -> Compared:
        """See `compare`."""
        changes: list[CellChange] = []
        added: list[NewLine] = []
        for row in self.table.rows:
            if not any(cell.text or cell.covered for cell in row.cells):
                continue
            mark = self._mark(row)
            if mark is None:
                continue
            if mark:
                changes.extend(self._changes(row, mark))
            else:
                added.append(NewLine(row.number, self._cells(row)))
        known = self.stamped.rows if self.stamped is not None else self.standing.table.rows
        gone = tuple(mark for mark in known if mark not in self.seen and mark in self.standing.table.rows)
        return Compared(
            self.standing.table.name,
            tuple(changes),
            tuple(added),
            gone,
            tuple(self.refused),
            tuple(self.hints),
        )

    # --- columns

    def _columns(self) -> dict[str, int]:
        """Where each field stands: by its heading, wherever that is; a heading that nobody knows stands for
        the column that was in its place, if that one is missing."""
        found: dict[str, int] = {}
        strange: list[int] = []
        for at, heading in enumerate(self.table.headings):
            field = self.standing.titles.get(folded(heading))
            if field and field not in found:
                found[field] = at
            elif field is None and heading:
                strange.append(at)
        for at in strange:
            heading = self.table.headings[at]
            field = self.standing.order[at] if at < len(self.standing.order) else ""
            if field and field not in found:
                found[field] = at
                name = self.standing.names[field]
                self.hints.append(
                    msg("“{heading}” is taken for {column}, which stood there.", heading=heading, column=name)
                )
            else:
                self.hints.append(
                    msg("“{heading}” is no column of the table; it is left out.", heading=heading)
                )
        missing = [name for field, name in self.standing.names.items() if field not in found]
        if missing and self.standing.names:
            self.hints.append(
                msg("Columns that are not in the file stay as they are: {names}.", names=", ".join(missing))
            )
        return found

    # --- rows

    def _mark(self, row: BackRow) -> str | None:
        """Whose row it is: its mark, or what its key and title say; empty for a new one, null when it is
        refused."""
        mark = row.mark.strip() or self._by_key(row)
        if not mark:
            return ""
        if mark not in self.standing.table.rows:
            self._refuse(row, mark, "", msg("{key} is no longer in this table.", key=mark))
            return None
        if mark in self.seen:
            text = msg("{key} stands in row {row} already.", key=mark, row=self.seen[mark])
            self._refuse(row, mark, "", text)
            return None
        self.seen[mark] = row.number
        return mark

    def _by_key(self, row: BackRow) -> str:
        key = folded(self._cell(row, "key").text)
        named = next((mark for mark in self.standing.table.rows if folded(mark) == key), "") if key else ""
        if named and (not self.table.marked or self._reads_like(row, named)):
            return named
        if key or self.table.marked:
            return ""
        titles = [mark for mark in self.standing.table.rows if self._reads_like(row, mark)]
        return titles[0] if len(titles) == 1 else ""

    def _reads_like(self, row: BackRow, mark: str) -> bool:
        field = "title" if "title" in self.standing.names else "task"
        title = folded(self._cell(row, field).text)
        stands = {folded(self.standing.table.value(mark, field) or "")}
        if self.stamped is not None:
            stands.add(folded(self.stamped.value(mark, field) or ""))
        return title in stands

    # --- cells

    def _cell(self, row: BackRow, field: str) -> BackCell:
        at = self.columns.get(field)
        return row.cells[at] if at is not None and at < len(row.cells) else BackCell()

    def _cells(self, row: BackRow) -> dict[str, str]:
        return {field: self._cell(row, field).text for field in self.columns if field != "key"}

    def _changes(self, row: BackRow, mark: str) -> list[CellChange]:
        found = []
        for field in self.columns:
            cell, heading = self._cell(row, field), self.standing.names[field]
            now = self.standing.table.value(mark, field) or ""
            was = self.stamped.value(mark, field) if self.stamped is not None else None
            was = now if was is None else was
            if cell.covered or self._alike(field, cell.text, was) or self._alike(field, cell.text, now):
                continue
            if cell.formula:
                text = msg("A formula is not calculated here: put its value in its place.")
                self._refuse(row, mark, heading, text)
                continue
            if field == "key":
                self._refuse(row, mark, heading, msg("The key names the row and stays."))
                continue
            conflict = not self._alike(field, was, now)
            found.append(CellChange(row.number, mark, field, heading, was, now, cell.text, conflict))
        return found

    def _alike(self, field: str, one: str, other: str) -> bool:
        return one == other or self.same(field, one) == self.same(field, other)

    def _refuse(self, row: BackRow, mark: str, heading: str, reason: Message) -> None:
        self.refused.append(RefusedCell(row.number, mark, heading, reason))


def marks_of(changes: Sequence[CellChange]) -> list[str]:
    """The rows that changes are of, each once, in the order of the file."""
    return list(dict.fromkeys(each.mark for each in changes))
