"""What a file is that comes in: minutes, tables of our own, or somebody else's table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from store.errors import Refused
from store.exchange.back.file import is_known, is_marked
from store.exchange.headings import FIELD_OF
from store.exchange.sheet import SheetRow, rows_of
from store.rules.names import folded

_MINUTES: Final = (".md", ".markdown", ".txt")
_TEXT: Final = ".txt"
_TOP: Final = 10


class Kind(StrEnum):
    """What is in a file."""

    MINUTES = "minutes"
    OURS = "ours"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a file is; `rows` are those of somebody else's table, none of the others."""

    kind: Kind
    rows: tuple[SheetRow, ...] = ()


def arrived(name: str, data: bytes) -> Arrived:
    """What the file of that name holds. Raises Refused at `file` when it can be read as none of them."""
    if _is_minutes(name, data):
        return Arrived(Kind.MINUTES)
    if is_marked(data):
        return Arrived(Kind.OURS)
    rows = rows_of(data)
    return Arrived(Kind.OURS) if is_known(rows) else Arrived(Kind.TABLE, tuple(rows))


def _is_minutes(name: str, data: bytes) -> bool:
    """A text whose lines are to be kept, by the end of its name; a `.txt` that begins with the headings of a
    table is a table that somebody saved as text."""
    name = name.casefold()
    return name.endswith(_MINUTES) and not (name.endswith(_TEXT) and _is_table(data))


def _is_table(data: bytes) -> bool:
    try:
        rows = rows_of(data)
    except Refused:
        return False
    return any(sum(folded(cell) in FIELD_OF for cell in row.cells) > 1 for row in rows[:_TOP])
