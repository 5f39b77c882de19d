"""What can be done with the agenda of a meeting before it begins."""

from __future__ import annotations

from typing import Final

from screens.keys import Act, Group
from store.language import msg

OFFER: Final = Act(
    "plan.offer", "offer", ("enter",), msg("Actions"), msg("All that can be done here."), Group.ITEM, 3
)
OPEN: Final = Act(
    "plan.open",
    "open_meeting",
    ("space", "f3"),
    msg("Open the meeting"),
    msg("Begin: the clock runs, the first item is on the table."),
    footer=1,
)
ROLL: Final = Act(
    "plan.roll", "roll_call", ("r", "f9"), msg("Roll-call"), msg("Who is asked, and who is there."), footer=2
)
UP: Final = Act("plan.up", "up", ("K", "ctrl+up"), msg("Up"), msg("Move the item up."), Group.ITEM, footer=4)
DOWN: Final = Act(
    "plan.down", "down", ("J", "ctrl+down"), msg("Down"), msg("Move the item down."), Group.ITEM, footer=4
)
LESS: Final = Act(
    "plan.less",
    "less",
    ("left", "h", "-"),
    msg("Less"),
    msg("A minute less for the item."),
    Group.ITEM,
    footer=5,
)
MORE: Final = Act(
    "plan.more",
    "more",
    ("right", "l", "="),
    msg("More"),
    msg("A minute more for the item."),
    Group.ITEM,
    footer=5,
)
REMOVE: Final = Act(
    "plan.remove",
    "remove",
    ("x", "delete"),
    msg("Take out"),
    msg("Not in this meeting."),
    Group.ITEM,
    footer=5,
)
ADD: Final = Act("plan.add", "add", ("+", "insert"), msg("Add"), msg("One more item."), footer=4)
TIME: Final = Act(
    "plan.time", "time", ("e", "f7"), msg("When"), msg("When it is, how long, and who leads."), footer=6
)
AFRESH: Final = Act(
    "plan.afresh",
    "afresh",
    ("b", "f5"),
    msg("Build afresh"),
    msg("The agenda as the board has it now; topics of one's own, the order and the minutes stay."),
    footer=6,
)
OFF: Final = Act("plan.off", "call_off", (), msg("Call off"), msg("It does not take place."))
BEFORE: Final = (OPEN, ROLL, OFFER, ADD, UP, DOWN, LESS, MORE, REMOVE, TIME, AFRESH, OFF)
"""In the order of the footer."""
