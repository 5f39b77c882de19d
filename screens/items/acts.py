"""What can be done on every board of items, said in the same words."""

from __future__ import annotations

from typing import Final

from screens.keys import Act, Group
from store.language import msg

PREVIOUS: Final = Act(
    "board.previous-view",
    "previous_view",
    ("shift+tab", "left", "V"),
    msg("View before"),
    msg("The tab before."),
)
DETAIL: Final = Act(
    "board.detail",
    "detail",
    ("d", "f9"),
    msg("Detail"),
    msg("More room for the detail, none, as before."),
    Group.SCREEN,
    6,
)
DETAIL_DOWN: Final = Act(
    "board.detail-down",
    "detail_down",
    ("]", "ctrl+down"),
    msg("Detail further down"),
    msg("Scroll the detail down."),
)
DETAIL_UP: Final = Act(
    "board.detail-up", "detail_up", ("[", "ctrl+up"), msg("Detail further up"), msg("Scroll the detail up.")
)
