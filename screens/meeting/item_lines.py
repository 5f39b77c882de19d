"""The item on the table, large and calm: what to ask first, then why it is here, then what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Line, width, wrap
from store.language import _
from store.rules.status import SIGNS

if TYPE_CHECKING:
    from store.rules.meeting.table import TableView

_MARGIN: Final = 4
_STYLES: Final = {sign: status.value.replace("_", "-") for status, sign in SIGNS.items()}
_READABLE: Final = 96
"""Longer lines than this are hard to read from the back of a room."""


def head(view: TableView) -> Line:
    """Sign, key and title; the clock of the item stands beside it."""
    key = ((view.key, "accent"), ("  ", "")) if view.key else ()
    return ((f"{view.sign or ' '}  ", _STYLES.get(view.sign, "")), *key, (view.title, "strong"))


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
        if index <= 2 or spare >= len(parts):
            found.append(())
        found += part
    return found[1:] if view.who else found


def _labelled(view: TableView, room: int) -> list[list[Line]]:
    rows: list[tuple[str, tuple[str, ...], str]] = []
    if view.question is not None:
        rows.append((_("Ask"), (str(view.question),), "strong"))
    rows += [(str(fact.label), tuple(str(line) for line in fact.lines), "") for fact in view.facts]
    label = max((width(name) for name, _lines, _style in rows), default=0) + 3
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


def end(room: int) -> list[Line]:
    """After the last item."""
    text = _("That was the last item. w wraps up: what is still missing, then the minutes.")
    return [(), *wrap(((" " * _MARGIN, ""), (text, "strong")), min(room, _READABLE), _MARGIN)]
