"""How the cells of a sheet look: letters, lines, and rows as high as their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.documents.blocks import Tone
from store.documents.office import FILLS, FONTS, HEADER, LINE
from store.documents.width import cells
from store.language import Language

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

SIZE: Final = 10
"""Of letters, in points."""
_LINE: Final = 1.5
"""The height of a line, in sizes of its letters."""


class Looks:
    """The looks of one workbook, made once: openpyxl compares every one of them with all there are."""

    def __init__(self, language: Language) -> None:
        from openpyxl.styles import Border, Font, PatternFill, Side

        self._font = FONTS[language]
        side = Side(style="thin", color=LINE)
        self._border = Border(left=side, right=side, top=side, bottom=side)
        self._plain = Font(name=self._font, size=SIZE)
        self._strong = Font(name=self._font, size=SIZE, bold=True)
        self._header = PatternFill("solid", fgColor=HEADER)
        self._fills = {tone: PatternFill("solid", fgColor=fill) for tone, fill in FILLS.items()}

    def header(self, cell: Cell | MergedCell) -> None:
        """A heading of a column."""
        from openpyxl.styles import Alignment

        cell.font, cell.fill, cell.border = self._strong, self._header, self._border
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def body(self, cell: Cell | MergedCell, tone: Tone | None, *, strong: bool, right: bool) -> None:
        """A cell of a table; what names its row is `strong`, a number stands at the `right`."""
        from openpyxl.styles import Alignment

        cell.font, cell.border = self._strong if strong else self._plain, self._border
        side = "right" if right else "left"
        cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True, indent=int(right))
        if tone is not None:
            cell.fill = self._fills[tone]

    def prose(self, cell: Cell | MergedCell, size: int = 0) -> None:
        """A line of text outside of tables; a heading has a `size` of its own."""
        from openpyxl.styles import Alignment, Font

        cell.font = Font(name=self._font, size=size, bold=True) if size else self._plain
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def set_height(sheet: Worksheet, row: int, lines: int, size: int = SIZE) -> None:
    """Make a row as high as so many lines. It stays one that grows with what is typed into it, which
    openpyxl's own would not; LibreOffice shows one line of a row that says nothing of its height."""
    from openpyxl.worksheet.dimensions import RowDimension

    class Growing(RowDimension):
        customHeight = False  # noqa: N815 - as openpyxl calls it

    sheet.row_dimensions[row] = Growing(sheet, row, ht=round(max(lines, 1) * size * _LINE + 2, 1))


def lines_in(text: str, width: float) -> int:
    """The lines that a text takes in a column so many cells wide."""
    return sum(max(-(-cells(line) // max(int(width), 1)), 1) for line in text.split("\n"))
