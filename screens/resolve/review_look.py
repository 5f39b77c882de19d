"""A document of charts, as it is read on the screen: headings, sentences, bars and tables in their styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from screens.widgets.cells import Align, Line, Piece, fit, joined, width, wrap
from store.documents.blocks import (
    Bars,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    stroke,
)

_IN: Final = 2
"""The margin of everything below a heading."""
_LABEL: Final = 24
_BAR: Final = 40
_LEAST_BAR: Final = 8
_SHORT: Final = 14
"""A cell of a table that is wider than this stands below its row."""


def document_lines(document: Document, room: int) -> list[Line]:
    """The whole of it but its title, in `room` cells; each bar in the signs it is made of, so that it reads
    without colour too."""
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Heading) and lines:
            lines.append(())
        lines += _lines(block, room)
    return lines


def _lines(block: Block, room: int) -> Iterator[Line]:
    match block:
        case Heading():
            yield ((" ", ""), (" ".join(block.text.split()), "heading"))
        case Paragraph():
            for text in block.text.split("\n"):
                yield from wrap((("  ", ""), (text, "")), room, _IN) if text.strip() else ()
        case Bullets():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "- "
                yield from wrap((("  ", ""), (mark, "muted"), (item, "")), room, _IN + len(mark))
        case Bars():
            yield from _chart(block, room)
        case Table():
            yield from _table(block, room)


def _chart(chart: Bars, room: int) -> Iterator[Line]:
    label = min(_LABEL, max((width(bar.label) for bar in chart.bars), default=0))
    said = max((width(bar.said) for bar in chart.bars), default=0)
    cells = max(_LEAST_BAR, min(_BAR, room - _IN - label - said - 4))
    for bar in chart.bars:
        drawn = stroke(bar, chart.scale, cells)
        yield joined(
            (
                ("  ", ""),
                *fit(bar.label, label),
                ("  ", ""),
                (drawn, "bar" if bar.sign == "#" else "bar-other"),
                ("  " if drawn else "", ""),
                (bar.said, "" if drawn else "muted"),
            )
        )


def _table(table: Table, room: int) -> Iterator[Line]:
    """A row to a line, what is long below it; what names the row is strong."""
    longest = [
        max((width(row[at].text) for row in table.rows), default=0) for at in range(len(table.columns))
    ]
    key = table.key if table.key is not None else 0
    short = [at for at, cells in enumerate(longest) if at != key and cells <= _SHORT]
    cells = {at: max(longest[at], width(table.columns[at].title)) for at in short}
    named = max(12, min(longest[key], room - _IN - 2 - sum(each + 2 for each in cells.values())))

    def line(texts: Sequence[str], first: str, others: str) -> Line:
        pieces: list[Piece] = [("  ", ""), *fit(texts[key], named, style=first)]
        for at in short:
            align: Align = "right" if table.columns[at].right else "left"
            pieces += (("  ", ""), *fit(texts[at], cells[at], align, others))
        return joined(pieces)

    yield line([column.title for column in table.columns], "muted", "muted")
    for row in table.rows:
        yield line([cell.text for cell in row], "strong", "")
        for at, cell in enumerate(row):
            if at != key and at not in short and cell.text:
                yield from wrap((("    ", ""), (cell.text, "muted")), room, _IN + 2)
