"""What a list shows: rows, headings, and where it gets them from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, Protocol

from screens.widgets.cells import Cell


class Row(NamedTuple):
    """One item of a list, as it is painted.

    cells: one for each column of the list, in its order; where there are fewer, the last one has the room of
        those behind it.
    sign: one ASCII character (or ✓) in the margin, the status as a sign; `sign_style` names its style.
    style: of all cells that have none of their own.
    below: the second line, in lists whose rows are two lines high.
    """

    cells: tuple[Cell, ...]
    sign: str = " "
    sign_style: str = ""
    style: str = ""
    below: Cell = ""


class Heading(NamedTuple):
    """A line between rows that the cursor passes over: the name of a group and a note; blank, a gap."""

    text: str = ""
    note: str = ""


class RowSource(Protocol):
    """Where a list gets its rows from, one at a time and only those it paints."""

    def __len__(self) -> int:
        """How many lines there are, headings among them."""

    def key(self, index: int) -> Hashable:
        """What names the row for ever, or the `Heading` that stands there."""

    def row(self, index: int) -> Row:
        """The row at `index`, which is no heading. Called at each painting: cheap."""

    def find(self, key: Hashable) -> int | None:
        """Where the row named `key` stands, None if it is not there."""


class Rows:
    """Rows made from their keys when they are painted: ten thousand cost no more to open than ten.

    keys: in the order of the list, a `Heading` where a group begins.
    build: makes the row of a key; called for what is on the screen.
    """

    def __init__(self, keys: Sequence[Hashable] = (), build: Callable[[Hashable], Row] | None = None) -> None:
        self._keys = keys
        self._build = build
        self._places: dict[Hashable, int] | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> Hashable:
        """The key, or the heading, at `index`."""
        return self._keys[index]

    def row(self, index: int) -> Row:
        """The row at `index`, made now."""
        key = self._keys[index]
        return self._build(key) if self._build else Row((str(key),))

    def find(self, key: Hashable) -> int | None:
        """Where `key` stands, None if it is not there."""
        if self._places is None:
            self._places = {key: index for index, key in enumerate(self._keys)}
        return self._places.get(key)
