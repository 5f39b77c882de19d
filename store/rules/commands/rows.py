"""What commands on lists of rows share: adding several at once, editing, removing, moving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.errors import Refused
from store.language import msg
from store.model.record import Row
from store.rules.commands.telling import entry_with, made
from store.rules.order import ranks


def added(
    cls: type[Row],
    entries: Sequence[Row],
    rows: Sequence[Mapping[str, object]],
    first: int,
    after: int | None = None,
) -> tuple[Row, ...]:
    """`entries` and a new one for each of `rows`, ids from `first`, behind the entry `after` (null: last).

    Refused at `rows/N/FIELD`, N from 1.
    """
    new: list[Row] = []
    for number, row in enumerate(rows, 1):
        try:
            new.append(made(cls, {**row, "id": first + number - 1}))
        except Refused as refused:
            raise Refused(refused.message, field=f"rows/{number}/{refused.field}") from refused
    if after is None:
        return (*entries, *new)
    return moved([*entries, *new], [row.id for row in new], after)


def edited(entries: Sequence[Row], entry: int, fields: Mapping[str, object]) -> tuple[Row, ...]:
    """`entries` with fields of one set anew. Refused at the field, or at `entry` when it is gone."""
    check_there(entries, entry)
    return tuple(entry_with(each, **fields) if each.id == entry else each for each in entries)


def removed(entries: Sequence[Row], entry: int) -> tuple[Row, ...]:
    """`entries` without one. Refused at `entry` when it is gone."""
    check_there(entries, entry)
    return tuple(each for each in entries if each.id != entry)


def moved(entries: Sequence[Row], chosen: Sequence[int], after: int | None) -> tuple[Row, ...]:
    """`entries` with some put behind the entry `after` (null: first). Refused at `entry` when one is gone."""
    for each in chosen:
        check_there(entries, each)
    new = ranks(entries, chosen, after)
    return tuple(entry_with(each, rank=new[each.id]) if each.id in new else each for each in entries)


def check_there(entries: Sequence[Row], entry: int) -> None:
    """Refused at `entry` when there is no such entry."""
    if all(each.id != entry for each in entries):
        raise Refused(msg("It is no longer there; somebody removed it."), field="entry")
