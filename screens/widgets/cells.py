"""Literal text on the cell grid: what fits into so many terminal cells, wide characters never cut in half.

Nothing here interprets markup: a text is a text. What takes no room on the screen, or moves the cursor, is
taken out before anything is measured, so that the width counted is the width the terminal draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from rich.cells import get_character_cell_size

from store.model.text import is_plain, strip_unseen

Piece = tuple[str, str]
"""A text and the name of its style (see `line_view.STYLES`); "" is the style of what surrounds it."""

Line = tuple[Piece, ...]
"""One line, from left to right."""

Cell = str | Line
"""What stands in a column of a row: a text, or pieces in several styles."""

Align = Literal["left", "right"]

GROUNDS: Final = frozenset({"ground-high", "ground-medium", "ground-low", "bar", "bar-other"})
"""Styles that show on a blank, too: the cells of a picture, the bars of a chart."""

CUT: Final = ".."
"""What a text that had to be cut ends in: ASCII, because … takes one cell or two, as the terminal likes."""

_CUT_FROM: Final = 6  # in fewer cells than this the sign itself would take more than it tells
_BREAKS: Final = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")


@lru_cache(maxsize=8192)
def literal(text: str) -> str:
    """`text` as one line, without what must never reach the screen; line breaks and tabs become spaces."""
    return text if is_plain(text) else strip_unseen(_BREAKS.sub(" ", text))


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """The cells `text` takes, once `literal`."""
    text = literal(text)
    return len(text) if text.isascii() else sum(map(get_character_cell_size, text))


def _head(text: str, room: int) -> str:
    """The longest beginning of literal `text` that fits into `room` cells."""
    if text.isascii():
        return text[: max(room, 0)]
    for index, char in enumerate(text):
        room -= get_character_cell_size(char)
        if room < 0:
            return text[:index]
    return text


@lru_cache(maxsize=8192)
def cut(text: str, room: int) -> str:
    """`text`, or as much of it as fits into `room` cells, ending in `CUT` where there is room for that."""
    text = literal(text)
    if width(text) <= room:
        return text
    return _head(text, room - len(CUT)).rstrip() + CUT if room >= _CUT_FROM else _head(text, room)


def fit(cell: Cell, room: int, align: Align = "left", style: str = "") -> Line:
    """`cell` in exactly `room` cells, cut or padded; pieces without a style of their own take `style`."""
    if room <= 0:
        return ()
    line: list[Piece] = []
    left = room
    for text, own in ((cell, ""),) if isinstance(cell, str) else cell:
        shown = cut(text, left)
        if shown:
            line.append((shown, own or style))
            left -= width(shown)
        if left <= 0 or shown != literal(text):
            break
    if left > 0:
        blank = (" " * left, style)
        line = [blank, *line] if align == "right" else [*line, blank]
    return tuple(line)


def joined(pieces: Iterable[Piece]) -> Line:
    """`pieces` with neighbours of one style made one, and blanks given to a piece beside them.

    Every change of style costs some 40 bytes over SSH; a blank looks the same in each of them, but for those
    that have a ground of their own.
    """
    line: list[Piece] = []
    for text, style in pieces:
        alike = bool(line) and style not in GROUNDS and line[-1][1] not in GROUNDS
        if line and (style == line[-1][1] or (alike and text.isspace())):
            line[-1] = (line[-1][0] + text, line[-1][1])
        elif alike and line[-1][0].isspace():
            line[-1] = (line[-1][0] + text, style)
        elif text:
            line.append((text, style))
    return tuple(line)


def wrap(cell: Cell, room: int, indent: int = 0) -> list[Line]:
    """`cell` over as many lines of at most `room` cells as it needs, those after the first indented.

    Breaks at spaces, and between wide characters, which need none. Where there is next to no room, a wide
    character has it all the same, and the indent gives way.
    """
    room = max(2, room)
    indent = min(indent, room - 2)
    lines: list[list[Piece]] = [[]]
    left = room
    for text, style in ((cell, ""),) if isinstance(cell, str) else cell:
        for word in _words(literal(text)):
            if width(word) > left and left < room - (indent if len(lines) > 1 else 0):
                lines.append([(" " * indent, "")] if indent else [])
                left = room - indent
                word = word.lstrip()
            while width(word) > left:
                head = _head(word, max(left, 2))
                lines[-1].append((head, style))
                word = word[len(head) :]
                lines.append([(" " * indent, "")] if indent else [])
                left = room - indent
            if word:
                lines[-1].append((word, style))
                left -= width(word)
    return [joined(line) for line in lines]


_WORDS: Final = re.compile(r"\s*[!-⿿]+|\s*[^!-⿿\s][，。、；：！？）」』》]*|\s+").findall


def _words(text: str) -> list[str]:
    return list(_WORDS(text))
