"""The item on the table, large and calm: what to ask first, then why it is here, then what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Line, width, wrap
from store.language import _
from store.rules.meeting.capture import understood

if TYPE_CHECKING:
    from store.model.capture import Capture
    from store.model.state import State
    from store.rules.meeting.table import TableView

_MARGIN: Final = 4
_KEPT: Final = 4
"""So many of the lines captured of an item are in sight."""
_MANY: Final = 100
_LABEL: Final = 6
"""Most labels fit into so many cells."""
SHORT: Final = _LABEL + 3
"""The column of labels where there are none but short ones."""
_APART: Final = 2
"""Who and the question stand apart from the rest, where there is little room, too."""
_READABLE: Final = 96
"""Longer lines than this are hard to read from the back of a room."""


def head(view: TableView, *, news: bool = False) -> Line:
    """Sign, key and title; the clock of the item stands beside it. `news`: somebody else has just told."""
    sign = (view.sign or " ", view.style)
    key = ((view.key, "accent"), ("  ", "")) if view.key else ()
    return (sign, ("* " if news else "  ", "strong"), *key, (view.title, "strong"))


def lines(view: TableView, room: int, height: int) -> list[Line]:
    """Its body in `room` cells: a blank line between all parts, as far as `height` lines allow."""
    room = min(room, _READABLE)
    parts: list[list[Line]] = []
    if view.who:
        parts.append(wrap(((" " * _MARGIN, ""), (str(view.who), "strong")), room, _MARGIN))
    parts += _labelled(view, room)
    spare = height - sum(len(part) for part in parts)
    found: list[Line] = []
    for index, part in enumerate(parts):
        if index and spare > 0 and (index <= _APART or spare >= len(parts) - index):
            found.append(())
            spare -= 1
        found += part
    return found


def _labelled(view: TableView, room: int) -> list[list[Line]]:
    rows: list[tuple[str, tuple[str, ...], str]] = []
    if view.question is not None:
        rows.append((_("Ask"), (str(view.question),), "strong"))
    rows += [(str(fact.label), tuple(str(line) for line in fact.lines), "") for fact in view.facts]
    label = label_width(view)
    found: list[list[Line]] = []
    for name, texts, style in rows:
        part: list[Line] = []
        for index, text in enumerate(texts):
            shown = name if index == 0 else ""
            blank = " " * (label - width(shown))
            part += wrap(
                ((" " * _MARGIN, ""), (shown + blank, "muted"), (text, style)), room, _MARGIN + label
            )
        found.append(part)
    return found


def label_width(view: TableView) -> int:
    """The cells of the column of labels: the same from item to item, unless one is long."""
    return max(_LABEL, *(width(str(fact.label)) for fact in view.facts), 0) + 3


def kept(
    state: State, captures: Sequence[Capture], today: date, room: int, *, label: int, most: int = _KEPT
) -> list[Line]:
    """What was captured of it in this meeting, the newest at the foot; a blank line before."""
    if not captures:
        return []
    room, word = min(room, _READABLE), _("Kept")
    found: list[Line] = [()]
    for index, each in enumerate(captures[-most:]):
        said = understood(state, today, each.kind, each.text, each.person, each.due)
        shown = word + " " * (label - width(word)) if index == 0 else " " * label
        words: Line = ((str(said), "strong"),)
        if each.settled is not None:
            words = (("✓ ", "done"), (str(said), "muted"))
        answer: Line = ((f"  {each.answer}", ""),) if each.answer else ()
        found += wrap(((" " * _MARGIN, ""), (shown, "muted"), *words, *answer), room, _MARGIN + label)
    return found


def end(state: State, captures: Sequence[Capture], today: date, room: int, *, presents: bool) -> list[Line]:
    """After the last item: what the meeting has kept."""
    lines: list[Line] = [((" " * _MARGIN, ""), (_("That was the last item."), "strong")), ()]
    if presents:
        text = _("Space wraps up: what is still missing, then the minutes. Left goes back.")
        lines += wrap(((" " * _MARGIN, ""), (text, "")), min(room, _READABLE), _MARGIN)
    return [*lines, *kept(state, captures, today, room, label=SHORT, most=_MANY)]
