"""What can be done in a meeting beside what is told of the item on the table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from screens import everywhere
from screens.dialogs.status import acts as status_acts
from screens.keys import Act, Group
from store.language import msg

OFFER: Final = Act(
    "task.actions",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be done with what is under the cursor, and in the meeting."),
    Group.ITEM,
    4,
)
NEXT: Final = Act(
    "meeting.next",
    "next",
    ("space", "f3", "right", "l"),
    msg("Next"),
    msg("Take the next item; a follower looks at it alone."),
    footer=1,
)
BEFORE: Final = Act(
    "meeting.before",
    "before",
    ("left", "h", "backspace"),
    msg("Back"),
    msg("Go back to the item before."),
)
GO_TO: Final = Act(
    "meeting.go-to",
    "go_to_item",
    ("v", "f5"),
    msg("Agenda"),
    msg("All items with their times, and go to one of them."),
    footer=5,
)
PARK: Final = Act(
    "meeting.park",
    "park",
    ("z",),
    msg("Put off"),
    msg("Put the item off in sight: it is carried over to the next meeting."),
    footer=6,
)
PAUSE: Final = Act(
    "meeting.pause",
    "pause",
    ("t", "f7"),
    msg("Pause"),
    msg("Stop the clock of the meeting, or let it go on."),
    footer=7,
)
FOLLOW: Final = Act(
    "meeting.follow",
    "follow",
    ("f", "f11"),
    msg("Follow"),
    msg("Look where the presenter looks again."),
    footer=3,
)
TAKE_OVER: Final = Act(
    "meeting.take-over",
    "take_over",
    ("T",),
    msg("Take over"),
    msg("Present the meeting from here, where it stands."),
    footer=6,
)
ROLL: Final = Act(
    "meeting.roll",
    "roll_call",
    ("r", "f9"),
    msg("Roll-call"),
    msg("Who is there, who is not, and who speaks for them."),
    footer=6,
)
CLOSE: Final = Act(
    "meeting.close",
    "close_meeting",
    ("w", "f12"),
    msg("Wrap up"),
    msg("What is still missing; then the minutes."),
    footer=5,
)
BLANK: Final = Act(
    "meeting.blank",
    "blank",
    ("f8",),
    msg("Blank"),
    msg("Nothing on the projector, until the next key."),
    footer=7,
)
KEPT: Final = Act(
    "meeting.kept",
    "kept_lines",
    ("K",),
    msg("Kept"),
    msg("What was captured in this meeting, to settle it or put it right."),
)
SOLUTION: Final = Act(
    "meeting.solution",
    "solution",
    ("d",),
    msg("Solution"),
    msg("Who solves the issue, until when, beginning with what."),
    Group.ITEM,
    footer=1,
)
FEASIBLE: Final = replace(
    status_acts.NUDGE,
    do="feasible",
    label=msg("feasible"),
    help=msg("The department under the cursor finds the point feasible."),
    footer=1,
)
INFEASIBLE: Final = replace(
    status_acts.NOTE,
    do="infeasible",
    label=msg("not feasible"),
    help=msg("Not feasible, and why."),
    footer=1,
)
CONDITION: Final = Act(
    "meeting.condition",
    "conditional",
    ("o",),
    msg("condition"),
    msg("Feasible under a condition: which one, and with which resources."),
    Group.ITEM,
    footer=1,
)
OF_POINT: Final = (FEASIBLE, INFEASIBLE)
"""On a point of the brief these stand on the keys that a task has for nudging and for a note."""
CAPTURE: Final = replace(everywhere.CAPTURE, footer=1)
MEETINGS: Final = replace(
    everywhere.MEETING, help=msg("Back to the item on the table; from there to all meetings."), footer=0
)
IN_MEETING: Final = (
    NEXT,
    CAPTURE,
    SOLUTION,
    CONDITION,
    OFFER,
    BEFORE,
    GO_TO,
    FOLLOW,
    PARK,
    PAUSE,
    TAKE_OVER,
    ROLL,
    CLOSE,
    BLANK,
    KEPT,
    MEETINGS,
)
"""In the order of the footer."""
