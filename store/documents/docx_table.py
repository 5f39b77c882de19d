"""Tables and charts of a Word file, written as their XML: python-docx takes a second for a thousand cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from store.documents.blocks import Bar, Bars, Cell, Column, Table
from store.documents.docx_styles import TABLE_TEXT
from store.documents.office import FILLS, HEADER, LINE, held, line
from store.documents.width import cells

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

_CHART: Final = (4, 3, 5)
"""The shares of a chart's width: what a bar is about, its number, the bar."""
_BARS: Final = {"#": "4F6D8F"}
_OTHER_BAR: Final = "BFCBD9"
"""The fill of a bar by its sign: dark and light, which differ without colour."""
_PADDING: Final = 230
"""What a cell keeps free at its sides, in twentieths of a point."""


_WORD: Final = 16
"""Longer words than so many cells are broken."""
_LETTER: Final = 125
"""A strong letter of a table, in twentieths of a point."""


def grid(word: Word, table: Table, width: int) -> None:
    """A table; its header stands on every page, and no row goes over two."""
    writer = _Writer(word, _widths(table, width))
    rows = [writer.header(table.columns)]
    rows += [writer.row(table, row) for row in table.rows]
    writer.put(rows, lines=True)


def chart(word: Word, bars: Bars, width: int) -> None:
    """A chart: a table without lines, whose bars are drawn by shading."""
    if not bars.bars:
        return
    widths = _shared(_CHART, width)
    writer = _Writer(word, widths)
    writer.put([writer.bar(bar, bars.scale) for bar in bars.bars], lines=False)


class _Writer:
    """One table while it is written."""

    def __init__(self, word: Word, widths: Sequence[int]) -> None:
        self.word = word
        self.widths = widths
        self.style = word.styles[TABLE_TEXT].style_id

    def put(self, rows: Sequence[BaseOxmlElement], *, lines: bool) -> None:
        """Set the table below what there is, and an empty line below it, as two tables would be one."""
        layout = [
            _made("w:tblW", {"w:w": str(sum(self.widths)), "w:type": "dxa"}),
            *([_lines()] if lines else []),
            _made("w:tblLayout", {"w:type": "fixed"}),
        ]
        columns = [_made("w:gridCol", {"w:w": str(width)}) for width in self.widths]
        made = _made("w:tbl", {}, _made("w:tblPr", {}, *layout), _made("w:tblGrid", {}, *columns), *rows)
        body = self.word.element.body
        body.insert(len(body) - 1, made)
        self.word.add_paragraph(style=TABLE_TEXT)

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
        room = self.widths[2] - _PADDING
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
        said = _made("w:p", {}, paragraph, _run(held(text), strong=strong))
        return _made("w:tc", {}, _made("w:tcPr", {}, *looks), said)


def _run(text: str, *, strong: bool) -> BaseOxmlElement:
    parts: list[BaseOxmlElement] = [_made("w:rPr", {}, _made("w:b"))] if strong else []
    for at, each in enumerate(text.split("\n")):
        if at:
            parts.append(_made("w:br"))
        said = _made("w:t", {"xml:space": "preserve"})
        said.text = each
        parts.append(said)
    return _made("w:r", {}, *parts)


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


def _widths(table: Table, width: int) -> list[int]:
    """By the shares of the columns, but none narrower than its longest word, as far as there is room."""
    widths = _shared([column.width for column in table.columns], width)
    least = [
        min(max(map(_longest_word, [column.title, *(row[at].text for row in table.rows)])), _WORD) * _LETTER
        + _PADDING
        for at, column in enumerate(table.columns)
    ]
    missing = sum(max(need - has, 0) for need, has in zip(least, widths, strict=True))
    spare = sum(max(has - need, 0) for need, has in zip(least, widths, strict=True))
    if missing > spare:
        return widths
    found = [
        need if has <= need else has - (has - need) * missing // max(spare, 1)
        for need, has in zip(least, widths, strict=True)
    ]
    found[-1] += width - sum(found)
    return found


def _longest_word(text: str) -> int:
    """In cells. A line breaks between any two characters of Chinese, though it should not after the first."""
    longest = 0
    for word in text.split():
        wide = cells(word)
        longest = max(longest, wide if wide == len(word) else min(wide, 4))
    return longest


def _shared(shares: Sequence[int], width: int) -> list[int]:
    """The width parted by shares; what rounding leaves goes to the last."""
    whole = sum(max(share, 1) for share in shares)
    widths = [width * max(share, 1) // whole for share in shares]
    widths[-1] += width - sum(widths)
    return widths
