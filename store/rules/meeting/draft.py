"""Items of an agenda before they have minutes, and how the minutes are made to fit (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.language import Language, Message, msg
from store.model.meeting import AgendaItem, ItemKind
from store.model.requirement import Part
from store.model.text import LINE_LIMIT, TITLE_LIMIT

_CUT: Final = "..."
_OTHERS_LEAST: Final = 2
"""Minutes for all those together for which there is no time one by one."""
_SURE: Final = {ItemKind.ISSUE: 2, ItemKind.RISK: 1}
"""So many issues and risks are spoken about one by one, however many exceptions there are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as an agenda is built. `wanted` are the minutes it takes when there is time, `least` those
    below which it is not worth beginning; `ref` and `part` as in `AgendaItem`."""

    kind: ItemKind
    title: Message | str
    why: Message | str = ""
    ref: int | None = None
    part: Part | None = None
    wanted: int = 3
    least: int = 1


def items(drafts: Sequence[Draft], minutes: int, language: Language) -> tuple[AgendaItem, ...]:
    """The agenda: these items in this order, their minutes together at most `minutes`."""
    return tuple(
        AgendaItem(
            id=at,
            kind=each.kind,
            title=_cut(rendered(each.title, language), TITLE_LIMIT),
            why=_cut(rendered(each.why, language), LINE_LIMIT),
            ref=each.ref,
            part=each.part,
            minutes=given,
        )
        for at, (each, given) in enumerate(zip(drafts, fitted(drafts, minutes), strict=True), 1)
    )


def fitted(drafts: Sequence[Draft], minutes: int) -> list[int]:
    """The minutes of each item: what it wants if there is time for all, else less, in fair shares.

    Nothing goes below its `least` as long as these fit; when not even they do, they shrink too.
    """
    wanted, least = [each.wanted for each in drafts], [each.least for each in drafts]
    if sum(wanted) <= minutes:
        return wanted
    spare = minutes - sum(least)
    if spare < 0:
        return _shares(least, minutes)
    more = _shares([most - few for most, few in zip(wanted, least, strict=True)], spare)
    return [few + extra for few, extra in zip(least, more, strict=True)]


def fitting(walked: Sequence[Draft], minutes: int) -> tuple[list[Draft], list[Draft]]:
    """The items for which there is time, in their order, and one for all others."""
    if not walked or sum(each.least for each in walked) <= minutes:
        return list(walked), []
    rest = minutes - _OTHERS_LEAST
    kept: set[int] = set()
    for at in _by_right(walked):
        if walked[at].least <= rest:
            rest -= walked[at].least
            kept.add(at)
        elif walked[at].kind is ItemKind.TASK:
            break
    others = [each for at, each in enumerate(walked) if at not in kept]
    title = msg("The others: {count}", count=len(others))
    more = Draft(ItemKind.OTHERS, title, msg("no time for them one by one"), wanted=6, least=_OTHERS_LEAST)
    return [walked[at] for at in sorted(kept)], [more]


def _by_right(walked: Sequence[Draft]) -> Iterator[int]:
    """The places of the items in the order in which time is given to them: a few issues and risks first."""
    sure = dict(_SURE)
    chosen = []
    for at, each in enumerate(walked):
        if sure.get(each.kind, 0):
            sure[each.kind] -= 1
            chosen.append(at)
    yield from chosen
    yield from (at for at in range(len(walked)) if at not in chosen)


def rendered(text: Message | str, language: Language) -> str:
    """A sentence or somebody's words as text."""
    return text.render(language) if isinstance(text, Message) else text


def _shares(weights: Sequence[int], total: int) -> list[int]:
    """`total` in whole parts by weight; what is left over goes to the largest remainders, the first first."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [weight * total // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(weights[at] * total % whole), at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - len(_CUT)] + _CUT
