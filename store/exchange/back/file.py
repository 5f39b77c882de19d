"""What a file of our own holds: its stamp, and of each table the rows with their marks, cell by cell.

The hidden sheet and the hidden column say what is what; where somebody took one of them out, the headings and
the keys do. Formulas are not calculated, and cells that were merged are known as such.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.errors import Refused
from store.exchange.headings import uncalculated
from store.exchange.sheet import (
    CELL,
    COLUMNS,
    ROWS,
    SheetRow,
    check_packed,
    is_workbook,
    no_spreadsheet,
    row_too_large,
    rows_of,
)
from store.exchange.stamped import stamp_of
from store.language import LANGUAGES, msg
from store.model.stamp import SHEET, Stamp, heading_of_marks, plain, table_of_marks
from store.rules.names import folded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_UNPACKED: Final = 30_000_000
"""Such a file is read whole, as merged cells are known only then; those of 5,000 rows unpack to 8 MB."""
_MARKED: Final = heading_of_marks("")
_TELLING: Final = (
    (msg("Key"), msg("Status"), msg("Expected"), msg("Reason for the delay"), msg("Waits for")),
    (msg("Key"), msg("Issue and description"), msg("First solution"), msg("State")),
)
"""The headings that only table 2, and only table 3 has together (`store/documents`)."""
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,8}):([A-Z]{1,3})(\d{1,8})\""
)
_MERGED_CELLS: Final = 50_000


@dataclass(frozen=True, slots=True)
class BackCell:
    """What stands in a cell, as `plain` says it. `formula`: it is calculated; `covered`: it is part of a cell
    that was merged over several columns, and says nothing itself."""

    text: str = ""
    formula: bool = False
    covered: bool = False


@dataclass(frozen=True, slots=True)
class BackRow:
    """A row with its number in the sheet, and its mark, empty where there is none."""

    number: int
    mark: str
    cells: tuple[BackCell, ...]


@dataclass(frozen=True, slots=True)
class BackTable:
    """A table of the file. `name` is empty where no hidden column says it; `marked`: one is there.
    `headings` stand above the cells, without the hidden column."""

    name: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[BackRow, ...]
    marked: bool = True


@dataclass(frozen=True, slots=True)
class BackFile:
    """A file that comes back; `stamp` null where the hidden sheet is gone, or for CSV."""

    stamp: Stamp | None
    tables: tuple[BackTable, ...]


def is_marked(data: bytes) -> bool:
    """Whether a file bears our stamp or our marks. Nothing is raised for what cannot be read."""
    if not is_workbook(data):
        return _MARKED.encode() in data[:400] or _MARKED.encode("utf-16-le") in data[:400]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            book = packed.getinfo("xl/workbook.xml")
            names = packed.read(book)[:1_000_000] if book.file_size < 1_000_000 else b""
            if f'name="{SHEET}"'.encode() in names:
                return True
            return any(_has_marks(packed, info) for info in packed.infolist())
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError):
        return False


def is_known(rows: Sequence[SheetRow]) -> bool:
    """Whether a table without stamp and marks is table 2 or 3 by its headings, in either language. Table 1 is
    imported as any table of tasks is."""
    for row in rows[:10]:
        there = {folded(cell) for cell in row.cells if cell}
        for titles in _TELLING:
            if any(all(folded(title.render(each)) in there for title in titles) for each in LANGUAGES):
                return True
    return False


def read_back(data: bytes) -> BackFile:
    """The tables of a file. Raises Refused at `file` when it cannot be read, or a newer Duiqi wrote it."""
    if not is_workbook(data):
        read = [
            (row.number, tuple(BackCell(plain(uncalculated(cell))) for cell in row.cells))
            for row in rows_of(data)
        ]
        table = _table("", read)
        return BackFile(None, (table,) if table is not None else ())
    check_packed(data, _UNPACKED)
    _check_merged(data)
    return _workbook(data)


def _has_marks(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether the shared texts, or a sheet that holds its own, begin with our heading."""
    if not info.filename.startswith(("xl/sharedStrings", "xl/worksheets/sheet")):
        return False
    with packed.open(info) as part:
        return f">{_MARKED}".encode() in part.read(20_000)


def _check_merged(data: bytes) -> None:
    """Raises Refused at `file` for merged cells without end: openpyxl makes every one of them."""
    area = 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for info in packed.infolist():
            if not info.filename.startswith("xl/worksheets/"):
                continue
            for found in _MERGED.finditer(packed.read(info)):
                left, top, right, bottom = (found[group].decode() for group in (1, 2, 3, 4))
                area += (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
    if area > _MERGED_CELLS:
        raise Refused(
            msg("Too many cells are merged in it. Take the merging out, then import it."), field="file"
        )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _workbook(data: bytes) -> BackFile:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        stamp = stamp_of(book)
        tables = []
        for sheet in book.worksheets:
            if sheet.title.startswith(SHEET):
                continue
            table = _table(sheet.title, list(_rows(sheet)))
            if table is not None:
                tables.append(table)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, OSError) as error:
        raise no_spreadsheet() from error
    return BackFile(stamp, tuple(tables))


def _rows(sheet: Worksheet) -> Iterator[tuple[int, tuple[BackCell, ...]]]:
    if sheet.max_row > ROWS + 1 and any(row[0] > ROWS + 1 for row in _filled(sheet)):
        raise Refused(msg("More than {count} rows: import it in parts.", count=ROWS), field="file")
    over = _covered(sheet)
    last_row, last_column = min(sheet.max_row, ROWS + 1), min(sheet.max_column, COLUMNS)
    for number, row in enumerate(sheet.iter_rows(max_row=last_row, max_col=last_column), 1):
        cells = []
        for at, cell in enumerate(row):
            origin = over.get((number, at + 1))
            if origin is not None and origin[1] != at + 1:
                cells.append(BackCell(covered=True))
                continue
            # Cells merged downwards say the same for each of their rows.
            told = sheet.cell(*origin) if origin is not None else cell
            text = plain(told.value)
            if len(text) > CELL:
                raise row_too_large(number)
            cells.append(BackCell(text, formula=told.data_type in ("f", "e")))
        yield number, tuple(cells)


def _filled(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Row and column of every cell that holds something."""
    for row in sheet.iter_rows(min_row=ROWS + 2, max_row=min(sheet.max_row, 2 * ROWS), max_col=3):
        for cell in row:
            if cell.value is not None:
                yield int(cell.row), int(cell.column)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell that was merged, the one that holds the value: row and column."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = area.bounds
        for row in range(top, min(bottom, ROWS + 1) + 1):
            for column in range(left, min(right, COLUMNS) + 1):
                found[row, column] = (top, left)
    return found


def _table(sheet: str, rows: Sequence[tuple[int, tuple[BackCell, ...]]]) -> BackTable | None:
    """A table below its headings; null for a sheet without any row."""
    rows = [(number, cells) for number, cells in rows if any(cell.text for cell in cells)]
    for at, (_number, head) in enumerate(rows[:10]):
        marks = next((n for n, cell in enumerate(head) if table_of_marks(cell.text) is not None), None)
        if marks is not None:
            name = table_of_marks(head[marks].text) or ""
            return BackTable(
                name,
                sheet,
                tuple(cell.text for n, cell in enumerate(head) if n != marks),
                tuple(_row(number, cells, marks) for number, cells in rows[at + 1 :]),
            )
    if not rows:
        return None
    head = max((cells for _number, cells in rows[:10]), key=lambda cells: sum(bool(c.text) for c in cells))
    below = next(number for number, cells in rows if cells is head)
    body = tuple(_row(number, cells, None) for number, cells in rows if number > below)
    return BackTable("", sheet, tuple(cell.text for cell in head), body, marked=False)


def _row(number: int, cells: tuple[BackCell, ...], marks: int | None) -> BackRow:
    mark = cells[marks].text if marks is not None and marks < len(cells) else ""
    return BackRow(number, mark, tuple(cell for n, cell in enumerate(cells) if n != marks))
