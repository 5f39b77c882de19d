"""How much room a text takes where letters stand in cells: a terminal, a column of a spreadsheet."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """The cells of a line: two a wide character, none a mark on the one before."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def widest(text: str) -> int:
    """The cells of the widest line of a text."""
    return max(map(cells, text.split("\n")))
