"""What a file of our own holds: its stamp, and of each table the rows with their marks, cell by cell.

The hidden sheet and the hidden column say what is what; where somebody took one of them out, the headings and
the keys do. Formulas are not calculated, and cells that were merged are known as such.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from store.errors import DuiqiError, Refused
from store.exchange.back.merged import Place, covered
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
    too_much,
)
from store.exchange.stamped import stamp_of
from store.language import LANGUAGES, msg
from store.model.stamp import SHEET, Stamp, heading_of_marks, plain, table_of_marks
from store.rules.names import folded

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

_UNPACKED: Final = 30_000_000
"""Those of 5,000 rows unpack to 8 MB."""
_MARKED: Final = heading_of_marks("")
_TELLING: Final = (
    (msg("Key"), msg("Status"), msg("Expected"), msg("Reason for the delay"), msg("Waits for")),
    (msg("Key"), msg("Issue and description"), msg("First solution"), msg("State")),
)
"""The headings that only table 2, and only table 3 has together (`store/documents`)."""


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
    # A broken file breaks zipfile and zlib in many ways, and is none of ours.
    with contextlib.suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as packed:
        book = packed.getinfo("xl/workbook.xml")
        names = packed.read(book)[:1_000_000] if book.file_size < 1_000_000 else b""
        if f'name="{SHEET}"'.encode() in names:
            return True
        return any(_has_marks(packed, info) for info in packed.infolist())
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
    return _workbook(data)


def _has_marks(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether the shared texts, or a sheet that holds its own, begin with our heading."""
    if not info.filename.startswith(("xl/sharedStrings", "xl/worksheets/sheet")):
        return False
    with packed.open(info) as part:
        return f">{_MARKED}".encode() in part.read(20_000)


def _workbook(data: bytes) -> BackFile:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Row after row: a cell far below or to the right would make all cells before it otherwise.
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        stamp, tables = stamp_of(book), []
        for sheet in _sheets(book):
            with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(sheet._worksheet_path) as part:
                over = covered(part)
            table = _table(sheet.title, list(_rows(sheet, over)))
            if table is not None:
                tables.append(table)
    except DuiqiError:
        raise
    except MemoryError as error:
        raise too_much(error) from None
    except Exception as error:  # zipfile, zlib and openpyxl stumble over a broken file in many ways
        raise no_spreadsheet() from error
    return BackFile(stamp, tuple(tables))


def _sheets(book: Workbook) -> list[Any]:
    """Those that people see. Raises Refused at `file` when two of them are the same part, read again and
    again."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    sheets: list[Any] = [
        sheet
        for sheet in book.worksheets
        if isinstance(sheet, ReadOnlyWorksheet) and not sheet.title.startswith(SHEET)
    ]
    if len({sheet._worksheet_path for sheet in sheets}) < len(sheets):
        raise no_spreadsheet()
    return sheets


def _rows(sheet: Any, over: Mapping[Place, Place]) -> Iterator[tuple[int, tuple[BackCell, ...]]]:
    """Of a ReadOnlyWorksheet, for which there are no types; `over`: the cells that were merged."""
    # What the file says of its own size may be wrong.
    sheet.reset_dimensions()
    widest: dict[int, int] = {}
    for number, column in over:
        widest[number] = max(column, widest.get(number, 0))
    held: dict[Place, BackCell] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > ROWS + 1:
            if any(cell.value is not None for cell in row):
                raise Refused(msg("More than {count} rows: import it in parts.", count=ROWS), field="file")
            continue
        cells = []
        for at in range(1, min(max(len(row), widest.get(number, 0)), COLUMNS) + 1):
            origin = over.get((number, at), (number, at))
            if origin[1] != at:
                cells.append(BackCell(covered=True))
            elif origin[0] != number:
                # Cells merged downwards say the same for each of their rows.
                cells.append(held.get(origin, BackCell()))
            else:
                cells.append(_cell(number, row[at - 1]) if at <= len(row) else BackCell())
                if (number, at) in over:
                    held[number, at] = cells[-1]
        yield number, tuple(cells)


def _cell(number: int, cell: ReadOnlyCell | EmptyCell) -> BackCell:
    """A cell of row `number`. Raises Refused at `file` when it is too large."""
    text = plain(cell.value)
    if len(text) > CELL:
        raise row_too_large(number)
    return BackCell(text, formula=cell.data_type in ("f", "e"))


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
