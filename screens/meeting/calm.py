"""The keys at the foot of a meeting's screens: few, as the room reads them too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from screens.widgets.footer import Hint

_ELSEWHERE: Final = frozenset({"report"})
"""Acts that are known from every other screen; here a captured line is the shorter way."""


def calm(hints: Iterable[Hint]) -> list[Hint]:
    """Those of `hints` that belong to a meeting."""
    return [hint for hint in hints if hint.id not in _ELSEWHERE]
