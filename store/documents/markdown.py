"""A document as Markdown (CommonMark with the tables of GitHub), to be pasted into a chat or a wiki.

People's words are literal: nothing in them becomes a heading, a link, a picture or HTML. An address in them
stays text, as nobody here vouches for where it leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store.documents.blocks import ROOM, Bars, Block, Bullets, Document, Heading, Paragraph, Table, stroke
from store.model.text import visible

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>|~$&^]")
# A renderer that makes links of bare addresses looks for these.
_ADDRESS: Final = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=www)(?=\.)|(?<=mailto)(?=:)")
_LINE_START: Final = re.compile(r"^(\s*)(?:([#+=:!-])|(\d{1,9})([.)]))")


def markdown(document: Document) -> str:
    """The whole document; ends with a line end."""
    parts = [f"# {inline(document.title)}", *(text for block in document.blocks if (text := _block(block)))]
    return "\n\n".join(parts) + "\n"


def inline(text: str) -> str:
    """Somebody's words on one line, so that Markdown shows them as they stand."""
    line = " ".join(visible(text).split())
    line = _ADDRESS.sub("\\\\", _SPECIAL.sub(lambda found: f"\\{found[0]}", line))
    return _LINE_START.sub(_harmless, line)


def _harmless(found: re.Match[str]) -> str:
    """What would begin a heading, a list or a rule, at the beginning of a line only."""
    if found[2] is not None:
        return f"{found[1]}\\{found[2]}"
    return f"{found[1]}{found[3]}\\{found[4]}"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * min(block.level + 1, 6)} {inline(block.text)}"
        case Paragraph():
            return "  \n".join(_lines(block.text))
        case Bullets():
            return "\n".join(_bullets(block))
        case Table():
            return "\n".join(_table(block))
        case Bars():
            return "\n".join(_chart(block))


def _lines(text: str) -> list[str]:
    return [inline(line) for line in text.split("\n") if line.strip()]


def _bullets(block: Bullets) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.numbered else "- "
        yield mark + f"  \n{' ' * len(mark)}".join(_lines(item) or [""])


def _table(block: Table) -> Iterator[str]:
    yield _row([inline(column.title) for column in block.columns])
    yield _row(["---:" if column.right else "---" for column in block.columns])
    for row in block.rows:
        cells = [" / ".join(_lines(cell.text)) for cell in row]
        if block.key is not None and cells[block.key]:
            cells[block.key] = f"**{cells[block.key]}**"
        yield _row(cells)


def _chart(chart: Bars) -> Iterator[str]:
    """A table, whose columns stand one below the other whatever the letters: a bar is code."""
    yield _row([" ", " ", " "])
    yield _row(["---", "---:", "---"])
    for bar in chart.bars:
        drawn = stroke(bar, chart.scale, ROOM)
        yield _row([inline(bar.label), inline(bar.said), f"`{drawn}`" if drawn else ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
