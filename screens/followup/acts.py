"""What can be done on the follow-up board beside what is done to its tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from screens.dialogs.stages import ASSIGN, CONFIRM, RESOLVE, ROUND, STAGES_OF
from screens.everywhere import DOCUMENTS, NUMBERS, RISKS
from screens.items.acts import DETAIL, DETAIL_DOWN, DETAIL_UP, PREVIOUS
from screens.keys import Act, Group
from store.language import msg

ACTIONS: Final = Act(
    "task.actions",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be done to the task, and why the rest cannot be done now."),
    Group.ITEM,
    1,
)
NEW: Final = Act("board.new", "new", ("+", "insert"), msg("New"), msg("A new task."), Group.SCREEN, 5)
NEXT: Final = Act(
    "board.next-view",
    "next_view",
    ("tab", "right", "v"),
    msg("View"),
    msg("The next tab: attention, all, by status, by department, by person."),
    Group.SCREEN,
    4,
)
FILTER: Final = Act(
    "board.filter",
    "filter",
    ("/", "f5"),
    msg("Filter"),
    msg("Only the tasks in which these words stand: number, title, owner, department, status."),
    Group.SCREEN,
    3,
)
SORT: Final = Act(
    "board.sort",
    "sort",
    ("o", "f7"),
    msg("Sort"),
    msg("Most harmful first, by date, number, owner, priority."),
    Group.SCREEN,
    6,
)

ON_BOARD: Final = (
    ACTIONS,
    NEXT,
    PREVIOUS,
    FILTER,
    SORT,
    DETAIL,
    DETAIL_DOWN,
    DETAIL_UP,
    NEW,
    ROUND,
    CONFIRM,
    ASSIGN,
    RESOLVE,
    STAGES_OF,
    replace(RISKS, keys=("R",)),
    replace(NUMBERS, keys=("N",)),
    DOCUMENTS,
)
"""In the order of the footer."""
