"""An agenda that was prepared, and the same built anew: what people made of it stays."""

from __future__ import annotations

from collections.abc import Sequence

from store.model.meeting import AgendaItem, ItemKind, ItemState
from store.rules.order import ordered


def numbered(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Items as they begin a meeting: ids in their order from 1, nothing of them spoken about yet."""
    return tuple(
        each.model_copy(update={"id": at, "rank": None, "spent": 0, "state": ItemState.WAITING})
        for at, each in enumerate(items, 1)
    )


def renewed(old: Sequence[AgendaItem], new: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """The agenda `new`, with what people made of the `old` one: its topics, its order and its minutes."""
    fresh = {_subject(each): each for each in new}
    kept = [
        each
        if each.kind is ItemKind.TOPIC
        else fresh[_subject(each)].model_copy(update={"minutes": each.minutes})
        for each in ordered(old)
        if each.kind is ItemKind.TOPIC or _subject(each) in fresh
    ]
    line = list(kept)
    known = {_subject(each) for each in kept}
    before: AgendaItem | None = None
    for each in new:
        if _subject(each) not in known:
            at = next((n for n, one in enumerate(line, 1) if before and _subject(one) == _subject(before)), 0)
            line.insert(at, each)
        before = each
    return numbered(line)


def _subject(item: AgendaItem) -> tuple[object, ...]:
    """What makes two items the same one."""
    return (item.kind, item.ref, item.part, item.title if item.kind is ItemKind.TOPIC else "")
