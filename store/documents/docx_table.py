"""Tables and charts of a Word file, written as their XML: python-docx takes a second for a thousand cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from store.documents.blocks import Bar, Bars, Cell, Column, Table
from store.documents.column_widths import Letters, fitted, shared
from store.documents.docx_styles import SMALL_TABLE_TEXT, SMALLEST_TABLE_TEXT, TABLE_TEXT
from store.documents.office import FILLS, HEADER, LINE, held, line, unbroken

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

_CHART: Final = (4, 3, 5)
"""The shares of a chart's width: what a bar is about, its number, the bar."""
_BARS: Final = {"#": "4F6D8F"}
_OTHER_BAR: Final = "BFCBD9"
"""The fill of a bar by its sign: dark and light, which differ without colour."""
_MARGIN: Final = 70
"""What a cell keeps free at each side, in twentieths of a point."""
_ROOM: Final = 2 * _MARGIN + 20
_BETWEEN: Final = re.compile(r"(?<=、)(?=[A-Z0-9]+-\d)", re.ASCII)
"""Where a list of keys can be parted: LibreOffice parts a key instead where nothing tells it."""
_SHORT: Final = 12
"""The rows, but one, of a table that is not parted between pages as long as a page can hold it."""
_FIRST: Final = 2
"""The rows of a longer one that are not parted from the row after them: its header and its first."""
_SIZES: Final = (
    (10, TABLE_TEXT, Letters(124, _ROOM, 8)),
    (13, SMALL_TABLE_TEXT, Letters(110, _ROOM, 8)),
    (1000, SMALLEST_TABLE_TEXT, Letters(103, _ROOM, 8)),
)
"""Up to so many columns, a table has such letters: strong ones, in the widest of the fonts that may stand in
for ours."""


def grid(word: Word, table: Table, width: int) -> None:
    """A table; its header stands on every page, and no row goes over two."""
    style, letters = next((name, size) for most, name, size in _SIZES if len(table.columns) <= most)
    writer = _Writer(word, fitted(table, width, letters), style)
    rows = [writer.header(table.columns)]
    rows += [writer.row(table, row) for row in table.rows]
    writer.put(rows, lines=True)


def chart(word: Word, bars: Bars, width: int) -> None:
    """A chart: a table without lines, whose bars are drawn by shading."""
    if not bars.bars:
        return
    widths = shared(_CHART, width)
    writer = _Writer(word, widths)
    writer.put([writer.bar(bar, bars.scale) for bar in bars.bars], lines=False)


class _Writer:
    """One table while it is written."""

    def __init__(self, word: Word, widths: Sequence[int], style: str = TABLE_TEXT) -> None:
        self.word = word
        self.widths = widths
        self.style = word.styles[style].style_id

    def put(self, rows: Sequence[BaseOxmlElement], *, lines: bool) -> None:
        """Set the table below what there is."""
        layout = [
            _made("w:tblW", {"w:w": str(sum(self.widths)), "w:type": "dxa"}),
            *([_lines()] if lines else []),
            _made("w:tblLayout", {"w:type": "fixed"}),
            _made("w:tblCellMar", {}, *_margins()),
        ]
        columns = [_made("w:gridCol", {"w:w": str(width)}) for width in self.widths]
        _together(rows)
        made = _made("w:tbl", {}, _made("w:tblPr", {}, *layout), _made("w:tblGrid", {}, *columns), *rows)
        body = self.word.element.body
        body.insert(len(body) - 1, made)

    def header(self, columns: Sequence[Column]) -> BaseOxmlElement:
        """The row of the headings."""
        made = [
            self._cell(at, column.title, strong=True, right=column.right, fill=HEADER)
            for at, column in enumerate(columns)
        ]
        return _made("w:tr", {}, _made("w:trPr", {}, _made("w:cantSplit"), _made("w:tblHeader")), *made)

    def row(self, table: Table, row: Sequence[Cell]) -> BaseOxmlElement:
        """A row of the body."""
        made = [
            self._cell(
                at,
                cell.text,
                strong=at == table.key,
                right=column.right,
                fill=FILLS[cell.tone] if cell.tone is not None else "",
            )
            for at, (column, cell) in enumerate(zip(table.columns, row, strict=True))
        ]
        return _made("w:tr", {}, _made("w:trPr", {}, _made("w:cantSplit")), *made)

    def bar(self, bar: Bar, scale: float) -> BaseOxmlElement:
        """A bar beside what it is about: a line that is shaded up to where it ends."""
        share = min(max(bar.value / scale, 0), 1) if scale > 0 else 0
        room = self.widths[2] - _ROOM
        ends = round(room * (1 - share))
        drawn = self._cell(2, "")
        if share:
            shade = {"w:val": "clear", "w:color": "auto", "w:fill": _BARS.get(bar.sign, _OTHER_BAR)}
            paragraph = drawn.xpath("./w:p/w:pPr")[0]
            paragraph.append(_made("w:shd", shade))
            paragraph.append(_made("w:ind", {"w:right": str(min(ends, room - 60))}))
        made = [self._cell(0, line(bar.label)), self._cell(1, line(bar.said)), drawn]
        return _made("w:tr", {}, _made("w:trPr", {}, _made("w:cantSplit")), *made)

    def _cell(
        self, at: int, text: str, *, strong: bool = False, right: bool = False, fill: str = ""
    ) -> BaseOxmlElement:
        looks = [_made("w:tcW", {"w:w": str(self.widths[at]), "w:type": "dxa"})]
        if fill:
            looks.append(_made("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill}))
        side = [_made("w:jc", {"w:val": "right"})] if right else []
        paragraph = _made("w:pPr", {}, _made("w:pStyle", {"w:val": self.style}), *side)
        said = _made("w:p", {}, paragraph, run(held(text), strong=strong))
        return _made("w:tc", {}, _made("w:tcPr", {}, *looks), said)


def run(text: str, *, strong: bool = False) -> BaseOxmlElement:
    """A text, its line ends kept; days and keys are not broken at their hyphens."""
    parts: list[BaseOxmlElement] = [_made("w:rPr", {}, _made("w:b"))] if strong else []
    for at, each in enumerate(_BETWEEN.sub("\u200b", text).split("\n")):
        if at:
            parts.append(_made("w:br"))
        for number, piece in enumerate(unbroken(each)):
            if number:
                parts.append(_made("w:noBreakHyphen"))
            if piece or not each:
                parts.append(_made("w:t", {"xml:space": "preserve"}))
                parts[-1].text = piece
    return _made("w:r", {}, *parts)


def _together(rows: Sequence[BaseOxmlElement]) -> None:
    """A short table stays on one page; of a long one no row is left alone by a page's end or beginning."""
    last = len(rows) - 1
    for at, row in enumerate(rows[:-1]):
        if last <= _SHORT or at < _FIRST or at == last - 1:
            for looks in row.xpath("./w:tc/w:p/w:pPr"):
                looks.insert(1, _made("w:keepNext"))


def _margins() -> list[BaseOxmlElement]:
    return [_made(f"w:{side}", {"w:w": str(_MARGIN), "w:type": "dxa"}) for side in ("left", "right")]


def _lines() -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _made(
        "w:tblBorders",
        {},
        *[
            _made(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": LINE})
            for side in sides
        ],
    )


def _made(tag: str, attributes: dict[str, str] | None = None, *inside: BaseOxmlElement) -> BaseOxmlElement:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    element.extend(inside)
    return element
