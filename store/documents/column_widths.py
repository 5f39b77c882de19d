"""How wide the columns of a table are where there is only so much room: by their shares, but what is short
takes none from what is long, and no word is broken as long as all words fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.documents.blocks import Table
from store.documents.office import held
from store.documents.width import cells, widest

_WORD: Final = 18
"""Longer words than so many cells are broken."""
_PAIR: Final = 4
"""The cells of two Chinese letters: a line breaks after any of them, but one alone reads badly."""
_LOOKED_AT: Final = 400
"""Characters of a cell that are measured; what is longer takes all the room there is."""
# A sign that may not begin a line stays with the word before it.
_RUNS: Final = re.compile(r"[!-~]+[、，。；：）]?|[^\s!-~]+")


@dataclass(frozen=True, slots=True)
class Letters:
    """How wide a letter is, a Chinese one twice that, and what a column keeps free at its sides; how many
    letters of a day stay together (`Wed 20` / `Mar 2024`: 8)."""

    width: int
    padding: int
    day: int


def fitted(table: Table, room: int, letters: Letters) -> list[int]:
    """The widths of the columns, which add up to `room`."""
    columns = range(len(table.columns))
    texts = _texts(table)
    shares = [max(column.width, 1) for column in table.columns]
    least = [
        min(max(*map(_word, texts[at]), letters.day if _has_days(table, at) else 1), _WORD) * letters.width
        + letters.padding
        for at in columns
    ]
    most = _unwrapped(texts, letters)
    if sum(least) > room:
        return shared(least, room)
    widths = [max(min(part, most[at]), least[at]) for at, part in enumerate(shared(shares, room))]
    for _each in columns:
        hungry = [at for at in columns if widths[at] < most[at]]
        free = room - sum(widths)
        if free <= 0 or not hungry:
            break
        for at, part in zip(hungry, shared([shares[at] for at in hungry], free), strict=True):
            widths[at] = min(widths[at] + part, most[at])
    free = room - sum(widths)
    if free >= 0:
        return [each + part for each, part in zip(widths, shared(shares, free), strict=True)]
    spare = [each - least[at] for at, each in enumerate(widths)]
    return [each - part for each, part in zip(widths, shared(spare, -free), strict=True)]


def unwrapped(table: Table, letters: Letters) -> list[int]:
    """The widths at which no line of any cell wraps."""
    return _unwrapped(_texts(table), letters)


def shared(shares: Sequence[int], room: int) -> list[int]:
    """The room parted by shares; what rounding leaves goes to the largest."""
    whole = max(sum(shares), 1)
    widths = [room * share // whole for share in shares]
    widths[shares.index(max(shares))] += room - sum(widths)
    return widths


def _texts(table: Table) -> list[list[str]]:
    return [
        [column.title, *(held(row[at].text[:_LOOKED_AT]) for row in table.rows)]
        for at, column in enumerate(table.columns)
    ]


def _has_days(table: Table, at: int) -> bool:
    return any(isinstance(row[at].value, date) for row in table.rows)


def _unwrapped(texts: Sequence[Sequence[str]], letters: Letters) -> list[int]:
    return [max(map(widest, each)) * letters.width + letters.padding for each in texts]


def _word(text: str) -> int:
    """The cells of what should stay on one line: the longest word, or two Chinese letters."""
    runs = _RUNS.findall(text)
    return max((cells(run) if run[0].isascii() else min(cells(run), _PAIR) for run in runs), default=1)
