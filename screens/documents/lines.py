"""A document on the cell grid: tables as columns where they fit, else a row as what names it and its facts.

All words are literal. The signs of the documents' tones are words already; colour only repeats them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from screens.widgets.cells import Line, Piece, fit, joined, width, wrap
from store.documents.blocks import (
    Bars,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Table,
    Tone,
    stroke,
)
from store.language import msg

_TONES: Final = {
    Tone.DONE: "done",
    Tone.RUNNING: "in-progress",
    Tone.LATE: "delayed",
    Tone.BLOCKED: "blocked",
    Tone.QUIET: "muted",
}
_GAP: Final = 2
_MARGIN: Final = 2
_LABEL: Final = 24
_BAR: Final = 40
_LEAST_BAR: Final = 8
_BESIDE: Final = 3
_DEEPER: Final = 6
_LEAST: Final = 24


def document_lines(document: Document, room: int) -> list[Line]:
    """The whole document in lines of at most `room` cells; of a narrower window than any the end is cut."""
    title = wrap(((document.title, "strong"),), max(room, _LEAST))
    return [*title, *([()] if document.blocks else []), *block_lines(document, room)]


def block_lines(document: Document, room: int) -> list[Line]:
    """The same without its title."""
    room = max(room, _LEAST)
    lines: list[Line] = []
    before: Block | None = None
    for block in document.blocks:
        apart = not isinstance(before, Heading) and not (
            isinstance(before, Paragraph) and isinstance(block, Bars)
        )
        if before is not None and apart:
            lines.append(())
        lines += _block(block, document, room)
        before = block
    return lines


def _block(block: Block, document: Document, room: int) -> Iterator[Line]:
    match block:
        case Heading():
            if block.new_page:
                yield ((("-" * room), "rule"),)
            yield from wrap(((block.text, "heading"),), room)
        case Paragraph():
            for line in block.text.split("\n"):
                yield from wrap(((line, ""),), room, _MARGIN) if line.strip() else ()
        case Bullets():
            for number, item in enumerate(block.items, 1):
                yield from _item(f"{number}. " if block.numbered else "- ", item, room)
        case Table():
            widths = _widths(block)
            if sum(widths) + _GAP * (len(widths) - 1) + _MARGIN <= room:
                yield from _columns(block, widths)
            else:
                yield from _stacked(block, document, room)
        case Bars():
            yield from _chart(block, room)


def _item(mark: str, said: str, room: int) -> Iterator[Line]:
    for number, line in enumerate(line for line in said.split("\n") if line.strip()):
        lead = mark if number == 0 else " " * len(mark)
        yield from wrap(((f"  {lead}", "muted"), (line, "")), room, _MARGIN + len(mark))


def _widths(table: Table) -> list[int]:
    return [
        max(width(column.title), *(width(line) for row in table.rows for line in _parts(row[at])), 1)
        for at, column in enumerate(table.columns)
    ]


def _parts(cell: Cell) -> list[str]:
    return cell.text.split("\n")


def _columns(table: Table, widths: Sequence[int]) -> Iterator[Line]:
    """Under their headings; of a cell with several lines each stands on one."""
    heads = [(column.title, "muted") for column in table.columns]
    yield _laid_out(table, [heads], widths)[0]
    for row in table.rows:
        height = max(len(_parts(cell)) for cell in row)
        grid = [[(("", "")) for _cell in row] for _line in range(height)]
        for at, cell in enumerate(row):
            for line, text in enumerate(_parts(cell)):
                grid[line][at] = (text, _style(table, at, cell))
        yield from _laid_out(table, grid, widths)


def _laid_out(table: Table, grid: Sequence[Sequence[Piece]], widths: Sequence[int]) -> list[Line]:
    lines = []
    for row in grid:
        pieces: list[Piece] = []
        for column, (text, style), room in zip(table.columns, row, widths, strict=True):
            pieces.append((" " * (_GAP if pieces else _MARGIN), ""))
            pieces += fit(text, room, "right" if column.right else "left", style)
        lines.append(joined(pieces))
    return lines


def _style(table: Table, at: int, cell: Cell) -> str:
    if cell.tone is not None:
        return _TONES[cell.tone]
    return "strong" if at == table.key else ""


def _stacked(table: Table, document: Document, room: int) -> Iterator[Line]:
    """A row: what names it, with what stands before that, and below it its other cells by their headings."""
    first = table.key if table.key is not None else 0
    for row in table.rows:
        named = " ".join(each.text for each in row[: first + 1] if each.text)
        for number, line in enumerate(named.split("\n")):
            yield from wrap((("  ", ""), (line, "" if number else "strong")), room, _MARGIN)
        facts: list[tuple[Piece, Piece]] = []
        for column, cell in zip(table.columns[first + 1 :], row[first + 1 :], strict=True):
            if not cell.text.strip():
                continue
            value = " / ".join(line for line in _parts(cell) if line.strip())
            label = msg("{label}: {text}", label=column.title, text="").render(document.language).rstrip()
            gap = "" if document.language == "zh" else " "
            tone = _TONES[cell.tone] if cell.tone is not None else ""
            facts.append(((f"{label}{gap}", "muted"), (value, tone)))
        yield from _facts(facts, room)


def _facts(facts: Sequence[tuple[Piece, Piece]], room: int) -> Iterator[Line]:
    """As many beside each other as fit; one that does not begins a line, so that no label is torn apart."""
    line: list[Piece] = []
    used = 0
    for label, value in facts:
        needed = width(label[0]) + width(value[0])
        if line and used + _BESIDE + needed > room:
            yield from wrap((("    ", ""), *line), room, _DEEPER)
            line = []
        used = used + _BESIDE + needed if line else 4 + needed
        line += [("   ", ""), label, value] if line else [label, value]
    if line:
        yield from wrap((("    ", ""), *line), room, _DEEPER)


def _chart(chart: Bars, room: int) -> Iterator[Line]:
    """Each bar in the signs it is made of, so that it reads without colour too."""
    label = min(_LABEL, max((width(bar.label) for bar in chart.bars), default=0))
    said = max((width(bar.said) for bar in chart.bars), default=0)
    cells = max(_LEAST_BAR, min(_BAR, room - _MARGIN - label - said - 2 * _GAP))
    for bar in chart.bars:
        drawn = stroke(bar, chart.scale, cells)
        pieces: list[Piece] = [(" " * _MARGIN, ""), *fit(bar.label, label), (" " * _GAP, "")]
        pieces += [(drawn, "bar" if bar.sign == "#" else "bar-other"), (" " * _GAP, "")] if drawn else []
        yield from wrap((*pieces, (bar.said, "" if drawn else "muted")), room, label + _MARGIN + _GAP)
