"""What a spreadsheet of ours remembers of the board it came from, so that it can be filled in and come back.

It lies in a sheet that nobody sees, as rows of plain text (docs/file-format.md). With the values as they were
written out, whoever reads the file again can tell what a department changed in it from what changed on the
board meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from store.language import LANGUAGES, Language

FORMAT: Final = 1
"""Of what is written here. A reader knows this one and all before it."""
SHEET: Final = "_duiqi"
"""The sheet that holds it."""
_FIRST: Final = "duiqi"
_MARKS: Final = "duiqi:"


class StampedTable(NamedTuple):
    """A table as it was written out. `name` is what the import calls it (`assignment`), `sheet` the sheet's
    name then; `fields` are those of its columns that are read, in their order. `rows` has by mark (`NPL-7`)
    what stood in these columns, each value as `plain` says it."""

    name: str
    sheet: str
    fields: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]

    def value(self, mark: str, field: str) -> str | None:
        """What was written for a row in a column; null where it was not written."""
        row = self.rows.get(mark)
        return row[self.fields.index(field)] if row is not None and field in self.fields else None


class Stamp(NamedTuple):
    """Which board (its name for ever), initiative (its code) and language a file has, and the state of which
    moment (UTC)."""

    board: str
    initiative: str
    language: Language
    at: datetime
    tables: tuple[StampedTable, ...]
    format: int = FORMAT

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The rows of the sheet; the first column says what a row is."""
        yield _FIRST, str(self.format)
        yield "board", self.board
        yield "initiative", self.initiative
        yield "language", self.language
        yield "at", self.at.astimezone(UTC).isoformat()
        for table in self.tables:
            yield "table", table.name, table.sheet, *table.fields
            for mark, values in table.rows.items():
                yield "row", mark, *values

    @classmethod
    def of(cls, lines: Iterable[Sequence[str]]) -> Stamp | None:
        """What the rows of the sheet say; null where they are none of ours. Rows of a kind that is not known
        are passed over; what is missing at the end of one is empty."""
        head: dict[str, str] = {}
        tables: list[StampedTable] = []
        rows: dict[str, tuple[str, ...]] = {}
        for line in lines:
            kind, first, *rest = (*line, "", "")[: max(len(line), 2)]
            if kind == "table":
                rows = {}
                name, fields = (rest or [""])[0], _without_end(rest[1:])
                tables.append(StampedTable(first, name, fields, rows))
            elif kind == "row" and tables:
                width = len(tables[-1].fields)
                rows[first] = tuple((*rest, *[""] * width)[:width])
            else:
                head.setdefault(kind, first)
        try:
            format, at = int(head[_FIRST]), datetime.fromisoformat(head["at"])
        except (KeyError, ValueError):
            return None
        language = next((each for each in LANGUAGES if each == head.get("language")), None)
        if at.tzinfo is None or language is None:
            return None
        return cls(head.get("board", ""), head.get("initiative", ""), language, at, tuple(tables), format)


def held(value: object) -> str:
    """What a cell holds as a text: a day as `2024-03-25`, a number without what it does not need, nothing as
    an empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def plain(value: object) -> str:
    """What a cell holds as the plain text that is compared: line ends and spaces at the ends do not count."""
    return held(value).replace("\r\n", "\n").strip()


def heading_of_marks(table: str) -> str:
    """The heading of the hidden column that names the rows of a table: `duiqi:assignment`. It tells which
    sheet holds the table, whatever that is called by now."""
    return _MARKS + table


def table_of_marks(heading: str) -> str | None:
    """The table that `heading_of_marks` named; null when it is another heading."""
    return heading.removeprefix(_MARKS) if heading.startswith(_MARKS) else None


def _without_end(fields: Sequence[str]) -> tuple[str, ...]:
    """A sheet is as wide as its widest row: the empty cells after the last field are none."""
    kept = len(fields)
    while kept and not fields[kept - 1]:
        kept -= 1
    return tuple(fields[:kept])
