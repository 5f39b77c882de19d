"""Where the detail stands, by the size of the screen."""

from __future__ import annotations

import pytest

from screens.followup.layout import place
from screens.followup.views import View
from screens.widgets.pane_place import HIDDEN, Place, Share


@pytest.mark.parametrize(
    ("width", "height", "view", "expected"),
    [
        (80, 24, View.ATTENTION, Place(False, 0, 8)),
        (100, 30, View.ATTENTION, Place(False, 0, 10)),
        (120, 40, View.ATTENTION, Place(True, 40, 0)),
        (120, 40, View.STATUS, Place(False, 0, 12)),
        (200, 50, View.STATUS, Place(True, 66, 0)),
        (80, 10, View.ATTENTION, HIDDEN),
    ],
)
def test_the_detail_is_below_and_at_the_side_of_large_screens(
    width: int, height: int, view: View, expected: Place
) -> None:
    assert place(width, height, view, Share.NORMAL) == expected


def test_the_detail_goes_to_the_side_only_when_titles_still_stand_whole() -> None:
    assert place(120, 40, View.ATTENTION, Share.NORMAL, needed=80).side
    assert not place(120, 40, View.ATTENTION, Share.NORMAL, needed=81).side
    assert place(150, 40, View.ATTENTION, Share.NORMAL, needed=90).side


@pytest.mark.parametrize("height", range(8, 60))
def test_the_list_keeps_five_lines_whatever_the_detail_takes(height: int) -> None:
    for share in Share:
        found = place(80, height, View.ATTENTION, share)
        assert found.hidden or height - 6 - found.height >= 5


def test_the_detail_can_be_large_and_gone() -> None:
    normal, large, gone = (place(80, 24, View.ALL, share) for share in Share)
    assert large.height > normal.height
    assert gone.hidden
    assert Share.NONE.after() is Share.NORMAL
