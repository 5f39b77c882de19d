"""The item on the table for the whole room: its name, a few facts, and the question to ask aloud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from screens.widgets.cells import Cell, Line, fit, wrap

_MARGIN: Final = 4
_LABEL: Final = 14

Fact = tuple[str, Cell]
"""A word or two that names it, and what it says."""


def for_the_room(title: Cell, facts: Iterable[Fact], question: Cell, room: int) -> Sequence[Line]:
    """Large means few words with space around them: a terminal knows one size of letters."""
    margin = (" " * _MARGIN, "")
    inner = max(20, room - 2 * _MARGIN)
    strong: Cell = ((title, "strong"),) if isinstance(title, str) else title
    lines: list[Line] = [(), *((margin, *line) for line in wrap(strong, inner)), ()]
    if question:
        asked: Cell = ((question, "accent"),) if isinstance(question, str) else question
        lines += [*((margin, *line) for line in wrap(asked, inner)), ()]
    for label, value in facts:
        if value:
            said = wrap(value, inner - _LABEL)
            lines.append((margin, *fit(label, _LABEL, style="muted"), *said[0]))
            lines += [((" " * (_MARGIN + _LABEL), ""), *line) for line in said[1:]]
    return lines
