"""Reading a table from a file: CSV in whatever encoding spreadsheets write, and XLSX. Every cell is text.

Nothing is calculated: a formula is the text that was typed. What a cell holds is cleaned where it enters a
record (`store/model/text.py`); here only sizes are bounded.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from store.errors import DuiqiError, Refused
from store.exchange.reading import decoded, too_large
from store.language import msg
from store.model.stamp import held

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

UNPACKED: Final = 100_000_000
ROWS: Final = 20_000
COLUMNS: Final = 100
CELL: Final = 10_000
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number as the spreadsheet shows it, the first one being 1."""

    number: int
    cells: tuple[str, ...]


def rows_of(data: bytes) -> list[SheetRow]:
    """The rows of what a file holds. Raises Refused at `file` when it is no table."""
    if data.startswith(_OLD_EXCEL):
        raise Refused(
            msg("This is an old Excel file. Save it as XLSX or CSV, then import that."), field="file"
        )
    rows = _xlsx(data) if is_workbook(data) else _csv(decoded(data))
    return list(_numbered(rows))


def is_workbook(data: bytes) -> bool:
    """Whether it is packed as an XLSX file is."""
    return data.startswith(_ZIP)


def check_packed(data: bytes, most: int | None = None) -> None:
    """Raises Refused at `file` for what unpacks to more than `most` bytes, or does not unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > (UNPACKED if most is None else most):
                raise too_large()
    except DuiqiError:
        raise
    except Exception as error:
        raise no_spreadsheet() from error


def _numbered(rows: Iterable[Sequence[str]]) -> Iterator[SheetRow]:
    for number, cells in enumerate(rows, 1):
        if number > ROWS + 1:
            raise Refused(msg("More than {count} rows: import it in parts.", count=ROWS), field="file")
        if any(cell.strip() for cell in cells):
            if len(cells) > COLUMNS or any(len(cell) > CELL for cell in cells):
                raise row_too_large(number)
            yield SheetRow(number, tuple(cells))


def row_too_large(number: int) -> Refused:
    """The refusal of a row with more columns, or longer cells, than any table of people has."""
    return Refused(
        msg(
            "Row {number} is too large: at most {columns} columns, {length} characters a cell.",
            number=number,
            columns=COLUMNS,
            length=CELL,
        ),
        field="file",
    )


def _csv(text: str) -> Iterator[Sequence[str]]:
    """By commas, semicolons or tabs, whichever the first line that says anything has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    if "，" in first and not first.count(delimiter):
        delimiter = "，"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise Refused(
            msg("It cannot be read as CSV around line {line}.", line=reader.line_num), field="file"
        ) from error


def _xlsx(data: bytes) -> Iterator[Sequence[str]]:
    """The first sheet. openpyxl is loaded only here: it costs more than all the rest."""
    check_packed(data)
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # What openpyxl leaves out (validations, extensions) is nothing that is imported.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            try:
                sheet = book.worksheets[0]
                yield from _cells(sheet)
            finally:
                book.close()
    except MemoryError as error:
        raise too_much(error) from None
    except Exception as error:
        # The many ways in which zipfile, zlib and openpyxl stumble over what is no spreadsheet, or broken.
        raise no_spreadsheet() from error


def _cells(sheet: Worksheet) -> Iterator[Sequence[str]]:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    if isinstance(sheet, ReadOnlyWorksheet):
        # What the file says of its own size may be wrong.
        sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield [held(value) for value in islice(row, COLUMNS + 1)]


def too_much(error: MemoryError) -> Refused:
    """The refusal of what unpacks to more than there is memory for: a row of millions of cells."""
    # The frames that hold all of it go with the traceback; else there would be no memory for a sentence.
    error.__traceback__ = None
    return too_large()


def no_spreadsheet() -> Refused:
    """The refusal of what cannot be read as a table."""
    return Refused(msg("This file is no spreadsheet that can be read. Save it as XLSX or CSV."), field="file")
