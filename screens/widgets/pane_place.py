"""Where the detail pane of a board stands, and how large: a pure function of the room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

SIDE_FROM: Final = 120
"""How wide a tall screen has to be for the pane to stand at the side of a list."""
WIDE_FROM: Final = 170
"""The same beside what needs the width itself."""
_TALL_FROM: Final = 30
_FRAME: Final = 5  # header, tabs, two rules, status line, keys: what lists and pane do not get


class Share(Enum):
    """How much room the person wants to give to the detail pane."""

    NORMAL = "normal"
    LARGE = "large"
    NONE = "none"

    def after(self) -> Share:
        """The next one, round and round."""
        every = list(Share)
        return every[(every.index(self) + 1) % len(every)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pane stands. width and height are in cells; the one that is 0 is all there is."""

    side: bool
    width: int
    height: int

    @property
    def hidden(self) -> bool:
        """Whether there is no pane."""
        return not self.width and not self.height


HIDDEN: Final = Place(False, 0, 0)


def place(width: int, height: int, share: Share, needed: int = 0, side_from: int = SIDE_FROM) -> Place:
    """The pane on a screen of `width` by `height` cells.

    At the side where the screen is tall, `side_from` cells wide, and leaves the list the `needed` cells in
    which its titles stand whole; below elsewhere, where it leaves the list at least five lines.
    """
    if share is Share.NONE:
        return HIDDEN
    large = share is Share.LARGE
    beside = max(40, min(width // 3, 70))
    if width >= max(side_from, beside + needed) and height >= _TALL_FROM:
        return Place(True, max(40, min(width // 2, 100)) if large else beside, 0)
    room = height - _FRAME - 1
    wanted = room * 3 // 5 if large else min(8 if height < _TALL_FROM else 12, room * 2 // 5 + 1)
    if height < 16 or room - wanted < 5:
        wanted = min(wanted, room - 5)
    return Place(False, 0, wanted) if wanted >= 3 else HIDDEN
