"""What can be done in the update round beside what is said of its items."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from screens.dialogs.status import acts
from screens.everywhere import CAPTURE
from screens.keys import Act, Group
from store.language import msg

ACTIONS: Final = Act(
    "task.actions",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be said of it, and why the rest cannot be said now."),
    Group.ITEM,
    2,
)
AS_IT_STANDS: Final = Act(
    acts.START.id,
    "start",
    ("s",),
    msg("As planned"),
    msg("It goes as it was said; a task that is not begun yet is started. Counts as the update."),
    Group.ITEM,
    1,
)
AFFIRM: Final = Act(
    acts.AFFIRM.id,
    "affirm",
    ("a",),
    msg("Nothing new"),
    msg("It stands as it stood, also when it is not begun yet. Counts as the update."),
    Group.ITEM,
)
NEXT: Final = Act(
    "round.next",
    "next",
    ("space", "right", "l", "f3"),
    msg("Next"),
    msg("On to the next item; without a word this one is passed over."),
    Group.SCREEN,
    1,
)
BEFORE: Final = Act(
    "round.before",
    "before",
    ("left", "h", "backspace"),
    msg("Previous"),
    msg("Back to the item before."),
    Group.SCREEN,
    5,
)
FIRST: Final = Act("round.first", "first", ("home",), msg("First"), msg("To the first item."))
CLOSING: Final = Act(
    "round.closing",
    "closing",
    ("end",),
    msg("To the end"),
    msg("What was told, and who must be asked still."),
    Group.SCREEN,
    6,
)
NUDGE_ALL: Final = Act(
    "round.nudge-all",
    "nudge_all",
    ("Y", "f9"),
    msg("Ask them all"),
    msg("Copy one message for everybody who has not told yet, for the chat."),
    Group.SCREEN,
    7,
)

CAPTURE_HERE: Final = replace(CAPTURE, keys=CAPTURE.keys[1:])
"""By F2 only: `a` says that there is nothing new."""
IN_ROUND: Final = (ACTIONS, AS_IT_STANDS, AFFIRM, NEXT, BEFORE, FIRST, CLOSING, NUDGE_ALL, CAPTURE_HERE)
"""In the order of the footer."""
