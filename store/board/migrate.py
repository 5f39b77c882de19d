"""The format of board files, and how older ones become newer ones.

A new table or an optional field is no new format. A step takes the tables of one format, as plain JSON, and
returns those of the next; to add one, raise `FORMAT` and enter the step under the format that it starts from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from store.board.checkpoint import Tables

FORMAT: int = 1
STEPS: Final[dict[int, Callable[[Tables], Tables]]] = {}


def migrated(tables: Tables, format: int) -> Tables:
    """The tables of a board of an older `format` in the present one. Raises KeyError when it is unknown."""
    while format < FORMAT:
        tables = STEPS[format](tables)
        format += 1
    return tables
