"""What can be done on the issue board beside what is done with its issues."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from screens.dialogs.limits_act import LIMITS
from screens.dialogs.stages import ASSIGN, CONFIRM, FOLLOW_UP, STAGES_OF
from screens.everywhere import DOCUMENTS, NUMBERS, RISKS
from screens.items.acts import DETAIL, DETAIL_DOWN, DETAIL_UP, PREVIOUS
from screens.keys import Act, Group
from store.language import msg

NEW: Final = Act(
    "resolve.new", "report", ("+", "insert"), msg("Report"), msg("Report an issue."), Group.SCREEN, 3
)
NEXT: Final = Act(
    "board.next-view",
    "next_view",
    ("tab", "right", "v"),
    msg("View"),
    msg("The next tab: by state, by owner, by department, by age."),
    Group.SCREEN,
    3,
)
FILTER: Final = Act(
    "board.filter",
    "filter",
    ("/", "f5"),
    msg("Filter"),
    msg("Only the issues in which these words stand: number, title, owner, department, state."),
    Group.SCREEN,
    4,
)
SORT: Final = Act(
    "board.sort",
    "sort",
    ("o", "f7"),
    msg("Sort"),
    msg("Most harmful first, by deadline, severity, age, number."),
    Group.SCREEN,
    6,
)
WALK: Final = Act(
    "resolve.walk",
    "walk",
    ("4",),
    msg("Issue walk"),
    msg("One issue from the report to the verified close, step by step."),
    Group.SCREEN,
    4,
)
"""On the board of stage 4 its key starts the stage's wizard."""

ON_BOARD: Final = (
    NEXT,
    PREVIOUS,
    FILTER,
    SORT,
    DETAIL,
    DETAIL_DOWN,
    DETAIL_UP,
    NEW,
    CONFIRM,
    ASSIGN,
    FOLLOW_UP,
    WALK,
    STAGES_OF,
    replace(RISKS, keys=("R",)),
    replace(NUMBERS, keys=("N",)),
    LIMITS,
    DOCUMENTS,
)
"""In the order of the footer."""
