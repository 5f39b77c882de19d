"""Where the detail of the follow-up board stands, by its view: what needs the width keeps it."""

from __future__ import annotations

from screens.followup.views import View
from screens.widgets import pane_place
from screens.widgets.pane_place import SIDE_FROM, WIDE_FROM, Place, Share


def place(width: int, height: int, view: View, share: Share, needed: int = 0) -> Place:
    """The pane on a screen of `width` by `height` cells, beside a list that needs so many cells."""
    side_from = WIDE_FROM if view in (View.STATUS, View.ALL) else SIDE_FROM
    return pane_place.place(width, height, share, needed, side_from)
