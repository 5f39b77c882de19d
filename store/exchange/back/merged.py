"""Which cells of a sheet were merged, read from its part of the package without making a cell of any.

openpyxl makes every cell of a merged area, and nothing keeps an area from being all of a sheet.
"""

from __future__ import annotations

from typing import IO, Final
from xml.parsers.expat import ExpatError, ParserCreate

from store.errors import Refused
from store.exchange.sheet import no_spreadsheet
from store.language import msg

MOST: Final = 50_000
"""Cells that may be merged, all in all."""

Place = tuple[int, int]
"""Row and column, from 1."""


def covered(part: IO[bytes]) -> dict[Place, Place]:
    """For each cell that was merged, the one that holds the value. Raises Refused at `file` when there are
    more than `MOST`, or it is no sheet."""
    found: dict[Place, Place] = {}

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] != "mergeCell":
            return
        top, left, bottom, right = _area(attributes.get("ref", ""))
        if (bottom - top + 1) * (right - left + 1) + len(found) > MOST:
            raise Refused(
                msg("Too many cells are merged in it. Take the merging out, then import it."), field="file"
            )
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found[row, column] = (top, left)

    def entities(*_declared: object) -> None:
        raise no_spreadsheet()

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = entities
    try:
        parser.ParseFile(part)
    except (ExpatError, ValueError) as error:
        raise no_spreadsheet() from error
    return found


def _area(reference: str) -> tuple[int, int, int, int]:
    """`B2:C9` as top, left, bottom, right. Raises ValueError."""
    first, _colon, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _place(reference: str) -> Place:
    letters = reference.rstrip("0123456789")
    row = reference[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3 and 0 < len(row) <= 7):
        raise ValueError(reference)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row), column
