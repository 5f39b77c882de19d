"""Recognising a spreadsheet of our own that comes back: its stamp is read from the sheet that nobody sees."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from store.errors import Refused
from store.language import msg
from store.model.stamp import FORMAT, SHEET, Stamp, plain

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDEST: Final = 200
_LONGEST: Final = 100_000


def stamp_of(book: Workbook) -> Stamp | None:
    """The stamp of an open workbook; null when it is none of ours, or somebody took the sheet out.

    Raises Refused at `file` when a newer program wrote it.
    """
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    if SHEET not in book.sheetnames:
        return None
    sheet = book[SHEET]
    if isinstance(sheet, ReadOnlyWorksheet):
        # What the file says of its own size may be wrong.
        sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(values_only=True, max_col=_WIDEST), _LONGEST)
    stamp = Stamp.of([plain(value) for value in row] for row in rows)
    if stamp is not None and stamp.format > FORMAT:
        raise Refused(
            msg("This file was written by a newer Duiqi. Export it again with the one that is used here."),
            field="file",
        )
    return stamp
