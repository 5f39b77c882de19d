"""Rows that people move: their order by `rank`, so that moving one row changes one row.

A row that was never moved has no rank and stands where it came in. Ranks are far apart; between two of them a
row is put in the middle, and only where there is no middle left the others are ranked anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

from store.model.task import Task

_GAP: Final = 1024


class Ranked(Protocol):
    """A row with a place: an entry of a list."""

    @property
    def id(self) -> int:
        """Which one it is."""
        ...

    @property
    def rank(self) -> int | None:
        """Its place, if it was moved."""
        ...


T = TypeVar("T", bound=Ranked)


def place(row: Ranked) -> tuple[int, int]:
    """What rows are sorted by."""
    came = row.number if isinstance(row, Task) else row.id
    return (row.rank if row.rank is not None else came * _GAP, came)


def ordered(rows: Iterable[T]) -> list[T]:
    """The rows as people put them."""
    return sorted(rows, key=place)


def ranks(rows: Sequence[Ranked], moved: Sequence[int], after: int | None) -> dict[int, int]:
    """The new ranks, by id, that put the rows `moved` behind the row `after`, or first when it is null.

    `rows` are all rows, those moved included; only those whose rank changes are given.
    """
    chosen = set(moved)
    others = ordered(row for row in rows if row.id not in chosen)
    at = next((index for index, row in enumerate(others, 1) if row.id == after), 0)
    low = place(others[at - 1])[0] if at else None
    high = place(others[at])[0] if at < len(others) else None
    count = len(moved)
    if high is None:
        # Only just behind the last one, so that the next new row comes after it.
        return {id: (low or 0) + step for step, id in enumerate(moved, 1)}
    if low is None:
        return {id: high - _GAP * (count - step) for step, id in enumerate(moved)}
    step_width = (high - low) // (count + 1)
    if step_width > 0:
        return {id: low + step_width * step for step, id in enumerate(moved, 1)}
    line = [*(row.id for row in others[:at]), *moved, *(row.id for row in others[at:])]
    before = {row.id: row.rank for row in rows}
    return {id: _GAP * step for step, id in enumerate(line, 1) if before.get(id) != _GAP * step}
