"""A document as plain text, for a terminal, a mail or a chat: no markup, and only charts need a fixed width.

A row of a table is a line: its sentence, else what names it, then its other cells with the names of their
columns. Of a table with many columns it is what names it, and below that the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.documents.blocks import (
    ROOM,
    Bars,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Table,
    stroke,
)
from store.documents.width import cells
from store.language import Language, Message, msg

_LABEL: Final = 24
_CUT: Final = "..."
_MANY: Final = 4
"""Columns from which a row is not read as one sentence."""


def text(document: Document) -> str:
    """The whole document; ends with a line end."""
    parts = [document.title]
    before: Block | None = None
    for block in document.blocks:
        # What a heading stands above follows it without a gap, and so does a chart its sentence.
        close = isinstance(before, Heading) or (isinstance(before, Paragraph) and isinstance(block, Bars))
        parts += [*([] if close else [""]), *_lines(block, document.language)]
        before = block
    return "\n".join(parts) + "\n"


def _lines(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Heading():
            yield msg("[{heading}]", heading=" ".join(block.text.split())).render(language)
        case Paragraph():
            yield from (line for line in block.text.split("\n") if line.strip())
        case Bullets():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "- "
                yield _indented(mark, item)
        case Table():
            told = block.told or [_row(block, row, language) for row in block.rows]
            yield from (_indented("- ", each) for each in told)
        case Bars():
            yield from _chart(block)


def _indented(mark: str, said: str) -> str:
    """Lines after the first stand below the words, so that none can pass for a line of the document."""
    return mark + f"\n{' ' * len(mark)}".join(line for line in said.split("\n") if line.strip())


def _row(table: Table, row: tuple[Cell, ...], language: Language) -> str:
    if table.key is not None and len(table.columns) >= _MANY:
        return _stacked(table, table.key, row, language)
    named = row[table.key].text if table.key is not None else ""
    rest: Message | None = None
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        if at == table.key or not cell.text:
            continue
        one = msg("{label} {value}", label=column.title, value=cell.text)
        rest = one if rest is None else msg("{some}, {more}", some=rest, more=one)
    if rest is None:
        return named
    return msg("{what} ({text})", what=named, text=rest).render(language) if named else rest.render(language)


def _stacked(table: Table, key: int, row: tuple[Cell, ...], language: Language) -> str:
    """What names the row, with what stands before the name, and below it the others."""
    named = " ".join(cell.text for cell in row[: key + 1] if cell.text)
    rest: Message | None = None
    for column, cell in zip(table.columns[key + 1 :], row[key + 1 :], strict=True):
        if cell.text:
            value = " / ".join(line for line in cell.text.split("\n") if line.strip())
            one = msg("{label}: {text}", label=column.title, text=value)
            rest = one if rest is None else msg("{some}; {more}", some=rest, more=one)
    return f"{named}\n{rest.render(language)}" if rest is not None else named


def _chart(chart: Bars) -> Iterator[str]:
    labels = [_fitted(" ".join(bar.label.split())) for bar in chart.bars]
    width = max((cells(label) for label in labels), default=0)
    for bar, label in zip(chart.bars, labels, strict=True):
        drawn = stroke(bar, chart.scale, ROOM)
        yield "  ".join(part for part in (label + " " * (width - cells(label)), drawn, bar.said) if part)


def _fitted(label: str) -> str:
    if cells(label) <= _LABEL:
        return label
    while cells(label) > _LABEL - len(_CUT):
        label = label[:-1]
    return label + _CUT
