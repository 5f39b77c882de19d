"""What a document is made of, whatever it becomes: headings, paragraphs, bullets, tables, bars.

Each document of the method is built once from these and then rendered: as text, Markdown, and the forms that
come later. All texts are final and in one language. They are literal: what looks like markup is somebody's
words, and a renderer shows it as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from store.language import Language

ROOM: Final = 20
"""The cells of the longest bar of a chart: label, bar and number fit a terminal of 80 columns."""


class Tone(StrEnum):
    """What a cell is coloured by, where there is colour: the word in it says the same."""

    DONE = "done"
    RUNNING = "running"
    LATE = "late"
    BLOCKED = "blocked"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document. `level` counts from 1, below the document's title. `new_page`: on paper
    a page begins with it."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; a line end in it stays one."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points; `numbered` counts them."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is its share of the table's width, `right` whether it holds numbers.

    For a table that comes back filled in: `field` is the column's name in the import, the same in both
    languages (`store/exchange/headings.py`), empty for one that nobody reads; `choices` are all the words
    that may stand in it, in the document's language; empty where anything may.
    """

    title: str
    width: int = 1
    right: bool = False
    field: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: `text`, as it is read; `value` is the day or the number that a spreadsheet
    reckons with, null where that is the text; `tone` what it is coloured by."""

    text: str
    value: date | int | float | None = None
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. `key` is the column that names a row: a renderer keeps it whole, in sight and
    strong; null where none does. `told` is each row as a sentence, for where there are no columns; empty: a
    renderer makes them of the cells. Raises ValueError for a row that has not a cell a column, and for
    sentences or marks that are not one a row.

    `comes_back` is the name of the table when a file of it is filled in and imported again, empty for one
    that does not come back; then `marks` names each row for the import (`NPL-7`): a spreadsheet carries it
    in a hidden column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: int | None = None
    told: tuple[str, ...] = ()
    comes_back: str = ""
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """See the class."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has not a cell a column")
        if self.key is not None and not 0 <= self.key < len(self.columns):
            raise ValueError("there is no such key column")
        if self.told and len(self.told) != len(self.rows):
            raise ValueError("there is not a sentence a row")
        if self.marks and len(self.marks) != len(self.rows):
            raise ValueError("there is not a mark a row")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its length is `value`, 0 or more; `said` is that number as one reads it. `sign` is
    what it is made of, one cell, so that two kinds of bars differ without colour."""

    label: str
    value: float
    said: str
    sign: str = "#"


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars from the left, all on one scale. `whole` is the value that fills the room there is;
    null: the highest one does."""

    bars: tuple[Bar, ...]
    whole: float | None = None

    @property
    def scale(self) -> float:
        """The value that fills the room; 0 without bars."""
        return self.whole if self.whole is not None else max((bar.value for bar in self.bars), default=0)


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Bars


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from, for the import of a file that comes back (`store/model/stamp.py`): the
    board's name for ever (`Board.id`), the initiative's code, and the moment of its state (UTC)."""

    board: str
    initiative: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its title, in `language`. `wide`: its tables want paper that lies on its side. `name`:
    what it is called without the initiative, for a sheet, where there is room for few letters.

    Without a `source` a spreadsheet of it bears no stamp: it is known again by its headings only.
    """

    title: str
    blocks: tuple[Block, ...]
    language: Language
    wide: bool = False
    source: Source | None = None
    name: str = ""


def stroke(bar: Bar, scale: float, room: int) -> str:
    """A bar drawn in `room` cells, which `scale` fills; what is more than nothing shows."""
    if bar.value <= 0 or scale <= 0:
        return ""
    return bar.sign * min(max(round(bar.value / scale * room), 1), room)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | Cell]],
    key: int | None = None,
    told: Sequence[str] = (),
    *,
    comes_back: str = "",
    marks: Sequence[str] = (),
) -> Table:
    """A table without the columns in which nothing stands; the key column is kept, and so is all of a table
    that comes back, as empty cells there are to be filled in."""
    cells = [tuple(Cell(each) if isinstance(each, str) else each for each in row) for row in rows]
    kept = [at for at in range(len(columns)) if at == key or comes_back or any(row[at].text for row in cells)]
    return Table(
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in cells),
        kept.index(key) if key is not None else None,
        tuple(told),
        comes_back,
        tuple(marks),
    )
