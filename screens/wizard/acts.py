"""What can be done in every wizard: keys, footer, commands and help come from here."""

from __future__ import annotations

from typing import Final

from screens.dialogs.stages import STAGE_KEYS, STAGES_OF
from screens.keys import Act, Group
from store.language import msg

NEXT: Final = Act(
    "wizard.next",
    "next_step",
    ("tab", "]", "f8"),
    msg("Next step"),
    msg("The next step; steps need no order."),
    Group.SCREEN,
    2,
)
BEFORE: Final = Act(
    "wizard.before",
    "step_before",
    ("shift+tab", "[", "f7"),
    msg("Step before"),
    msg("The step before."),
    Group.SCREEN,
)
LAYOUT: Final = Act(
    "wizard.layout",
    "layout",
    ("v", "f9"),
    msg("Large"),
    msg("Large with few words, for the projector; once more for all there is."),
    Group.SCREEN,
    5,
)
GAP: Final = Act(
    "wizard.gap",
    "gap",
    ("space", "f3"),
    msg("Next gap"),
    msg("Go to the next thing that is missing, in whichever step it is."),
    Group.SCREEN,
    4,
)

WIZARD: Final = (NEXT, BEFORE, GAP, LAYOUT, *STAGE_KEYS, STAGES_OF)
