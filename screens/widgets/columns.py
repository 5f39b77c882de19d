"""Which columns a list has room for, and how wide each is: a pure function of the width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from screens.widgets.cells import Align


class Column(NamedTuple):
    """A column of a list. Widths are terminal cells.

    name: what the code calls it.
    header: what people read above it.
    least: narrower than this it says nothing, and is left out rather (never when `priority` is 0).
    ideal: the width wanted before columns of a lower rank get any room; 0 is `least`.
    weight: its share of the room that remains once all have their ideal width; 0 takes none.
    align: numbers and dates that are compared stand on the right.
    priority: 0 is never left out; among the others the highest goes first.
    gap: blank cells before it (none before the first column shown).
    """

    name: str
    header: str = ""
    least: int = 1
    ideal: int = 0
    weight: int = 0
    align: Align = "left"
    priority: int = 0
    gap: int = 2

    @property
    def wanted(self) -> int:
        """The width before anything is shared out."""
        return max(self.least, self.ideal)


@dataclass(frozen=True, slots=True)
class Placed:
    """A column and where it stands: `index` in the sequence it came from, first cell `x`, cells `width`."""

    column: Column
    index: int
    x: int
    width: int


@lru_cache(maxsize=256)
def arrange(columns: tuple[Column, ...], width: int) -> tuple[Placed, ...]:
    """Lay `columns` out from left to right in `width` cells.

    The columns of priority 0 come first, then grow to their ideal width; then each further priority enters
    as a whole, as long as there is room; what remains is shared by weight. A wider list therefore never
    loses a column. Narrower than the least of all that is essential, the weighted ones shrink, then the
    others from the right, so that every essential column keeps at least one cell while there are cells.
    """
    shown = {index for index, column in enumerate(columns) if column.priority == 0}
    for priority in sorted({column.priority for column in columns} - {0}):
        more = shown | {index for index, column in enumerate(columns) if column.priority == priority}
        essentials = {index: columns[index].wanted for index in shown}
        entering = {index: columns[index].least for index in more - shown}
        if _total(columns, essentials | entering) > width:
            break
        shown = more
    widths = {index: columns[index].least for index in sorted(shown)}
    spare = width - _total(columns, widths)
    if spare < 0:
        _shrink(columns, widths, -spare)
    else:
        spare = _grow_to_ideal(columns, widths, spare)
        _share(columns, widths, spare)
    return _place(columns, widths)


def _total(columns: Sequence[Column], widths: dict[int, int]) -> int:
    gaps = sum(columns[index].gap for index in sorted(widths)[1:])
    return sum(widths.values()) + gaps


def _grow_to_ideal(columns: Sequence[Column], widths: dict[int, int], spare: int) -> int:
    for index in sorted(widths, key=lambda index: (columns[index].priority, -columns[index].weight, index)):
        more = min(spare, columns[index].wanted - widths[index])
        widths[index] += more
        spare -= more
    return spare


def _share(columns: Sequence[Column], widths: dict[int, int], spare: int) -> None:
    weights = {index: columns[index].weight for index in widths if columns[index].weight}
    total = sum(weights.values())
    for index, weight in weights.items():
        share = spare * weight // total
        widths[index] += share
        spare -= share
        total -= weight


def _shrink(columns: Sequence[Column], widths: dict[int, int], missing: int) -> None:
    order = sorted(widths, key=lambda index: (-columns[index].weight, -index))
    for index in order:
        less = min(missing, widths[index] - 1)
        widths[index] -= less
        missing -= less
    for index in sorted(widths, reverse=True):
        if missing <= 0:
            return
        missing -= widths.pop(index) + columns[index].gap


def _place(columns: Sequence[Column], widths: dict[int, int]) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    x = 0
    for index in sorted(widths):
        x += columns[index].gap if placed else 0
        placed.append(Placed(columns[index], index, x, widths[index]))
        x += widths[index]
    return tuple(placed)
