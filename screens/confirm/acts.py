"""What can be done in the steps of stage 1: keys, footer, commands and help come from here."""

from __future__ import annotations

from typing import Final

from screens.keys import Act, Group
from store.language import msg

ADD: Final = Act(
    "confirm.add",
    "add",
    ("+", "insert"),
    msg("New"),
    msg("A new row below this one; enter adds the next, several pasted lines are several rows."),
    Group.ITEM,
    1,
)
EDIT: Final = Act(
    "confirm.edit", "edit", ("enter", "e"), msg("Change"), msg("Change this row, or open it."), Group.ITEM, 2
)
REMOVE: Final = Act(
    "confirm.remove", "remove", ("X", "delete"), msg("Take out"), msg("Take this row out."), Group.ITEM, 6
)
UP: Final = Act("confirm.up", "up", ("K", "alt+up"), msg("Up"), msg("Move this row up."), Group.ITEM, 4)
DOWN: Final = Act(
    "confirm.down", "down", ("J", "alt+down"), msg("Down"), msg("Move this row down."), Group.ITEM, 4
)
ROWS: Final = (ADD, EDIT, REMOVE, UP, DOWN)

RESET: Final = Act(
    "confirm.reset",
    "reset",
    ("R",),
    msg("As it came"),
    msg("The template as it came with the program."),
    Group.SCREEN,
)

TONGUE: Final = Act(
    "confirm.tongue",
    "tongue",
    ("L",),
    msg("Other language"),
    msg("The template in the other language; each can be changed."),
    Group.SCREEN,
)

FEASIBLE: Final = Act(
    "confirm.feasible",
    "feasible",
    ("y",),
    msg("feasible"),
    msg("The department in brackets finds the point feasible; on to the next one who has not spoken."),
    Group.ITEM,
    1,
)
CONDITIONAL: Final = Act(
    "confirm.conditional",
    "conditional",
    ("o",),
    msg("condition"),
    msg("Feasible under a condition: which one, and with which resources."),
    Group.ITEM,
    1,
)
INFEASIBLE: Final = Act(
    "confirm.infeasible",
    "infeasible",
    ("n",),
    msg("not feasible"),
    msg("Not feasible, and why."),
    Group.ITEM,
    1,
)
REST: Final = Act(
    "confirm.rest",
    "rest",
    ("Y",),
    msg("rest feasible"),
    msg("Every point of which this department has not spoken is feasible."),
    Group.ITEM,
    5,
)
LEFT: Final = Act(
    "confirm.left",
    "left",
    ("left", "h"),
    msg("Department before"),
    msg("The department to the left."),
    Group.ITEM,
)
RIGHT: Final = Act(
    "confirm.right",
    "right",
    ("right", "l"),
    msg("Next department"),
    msg("The department to the right."),
    Group.ITEM,
)
OPEN: Final = Act(
    "confirm.open",
    "open",
    ("enter",),
    msg("Choose"),
    msg("What can be said of this row, as a list."),
    Group.ITEM,
    2,
)
ATTEND: Final = Act(
    "confirm.attend",
    "attend",
    ("a",),
    msg("Present"),
    msg("The department in brackets is present, or absent."),
    Group.ITEM,
    1,
)
CONTRIBUTE: Final = Act(
    "confirm.contribute",
    "contribute",
    ("c",),
    msg("Contribution"),
    msg("What the department in brackets will contribute, and by when."),
    Group.ITEM,
    3,
)
RISK: Final = Act(
    "confirm.risk", "risk", ("r",), msg("Risk"), msg("A risk, in one line, into the register."), Group.ITEM, 3
)
ASK: Final = Act(
    "confirm.ask",
    "ask",
    ("w",),
    msg("Department"),
    msg("One more department is concerned; a new one can be added."),
    Group.SCREEN,
    2,
)
ALIGNMENT: Final = (
    FEASIBLE,
    CONDITIONAL,
    INFEASIBLE,
    REST,
    LEFT,
    RIGHT,
    OPEN,
    ATTEND,
    CONTRIBUTE,
    RISK,
    ASK,
    ADD,
    REMOVE,
    UP,
    DOWN,
)

CONFIRM: Final = Act(
    "confirm.confirm",
    "confirm",
    ("enter", "S"),
    msg("Confirm"),
    msg("The head confirms as themself; a facilitator records a confirmation given elsewhere."),
    Group.ITEM,
    1,
)
RECORD: Final = Act(
    "confirm.record",
    "record",
    ("r",),
    msg("Record"),
    msg("Record a confirmation that was given elsewhere: how, and whose."),
    Group.ITEM,
    2,
)
WITHDRAW: Final = Act(
    "confirm.withdraw",
    "withdraw",
    ("X", "delete"),
    msg("Take back"),
    msg("Take the confirmation back: one's own, or as a facilitator one that was recorded wrongly."),
    Group.ITEM,
)
CONFIRMATION: Final = (CONFIRM, RECORD, ASK, WITHDRAW)

COVERAGE: Final = Act(
    "confirm.coverage",
    "coverage",
    ("c",),
    msg("Coverage"),
    msg("Which outcome has no task, which task serves none; once more for the outline."),
    Group.SCREEN,
    3,
)
LINK: Final = Act(
    "confirm.link",
    "link",
    ("t",),
    msg("Serves"),
    msg("What the task is there for: an outcome, a contribution, a time limit."),
    Group.ITEM,
    3,
)
SPLIT: Final = Act(
    "confirm.split", "split", ("S",), msg("Split"), msg("Make several tasks of this one."), Group.ITEM, 5
)
MERGE: Final = Act(
    "confirm.merge", "merge", ("M",), msg("Merge"), msg("Take another task into this one."), Group.ITEM, 5
)
USUAL: Final = Act(
    "confirm.usual",
    "usual",
    ("T",),
    msg("Usual tasks"),
    msg("Put the usual tasks of the scenario into the outline."),
    Group.SCREEN,
    5,
)
BREAKDOWN: Final = (ADD, EDIT, COVERAGE, LINK, UP, DOWN, SPLIT, MERGE, REMOVE, USUAL)

GO_ON: Final = Act(
    "confirm.go-on",
    "go_on",
    ("N",),
    msg("Stage 2"),
    msg("On to assignment; what is missing is named, and recorded if one goes on all the same."),
    Group.SCREEN,
    6,
)
