"""The table of a document as CSV (RFC 4180), for spreadsheets and other programs. Days are ISO 8601."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from store.documents.blocks import Cell, Document, Table
from store.model.text import visible

MARK: Final = "\ufeff"
"""What a file begins with, as Excel takes it for noise otherwise; other programs would take it for a part of
the first heading, so what goes into a pipe has none."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With those of full width: a Chinese or Japanese spreadsheet takes them for the plain ones."""


def table_rows(document: Document) -> list[list[str]]:
    """The headings and rows of the first table; nothing where there is none."""
    found = next((block for block in document.blocks if isinstance(block, Table)), None)
    if found is None:
        return []
    heads = [column.title for column in found.columns]
    return [heads, *([_value(cell) for cell in row] for row in found.rows)]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as text; lines end as the standard has it. A cell that a spreadsheet would calculate gets a
    `'` in front."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return file.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet calculates and no terminal obeys."""
    shown = visible(cell, lines=True)
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown


def _value(cell: Cell) -> str:
    return cell.text if cell.value is None else str(cell.value)
