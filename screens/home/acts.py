"""What can be done at Home."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from screens.dialogs.archiving import ARCHIVE
from screens.dialogs.chat.acts import COPY, SEND
from screens.dialogs.limits_act import LIMITS
from screens.dialogs.stages import ROUND, STAGE_KEYS, STAGES_OF
from screens.everywhere import DOCUMENTS, NUMBERS, REPORT, RISKS
from screens.keys import Act, Group
from store.language import msg

OPEN = Act("home.open", "open", ("enter",), msg("Open"), msg("Open what the cursor is on."), Group.ITEM, 1)
NEW = Act("home.new", "new", ("+", "insert"), msg("New"), msg("A new initiative."), Group.SCREEN, 3)
WHO = Act("home.who", "who", (), msg("Who I am"), msg("Choose who is typing here."), Group.SCREEN)
PEOPLE = Act(
    "home.people",
    "people",
    ("P", "f9"),
    msg("People"),
    msg("Departments, their heads, their people and deputies."),
    Group.SCREEN,
    3,
)
UNFINISHED = Act(
    "home.unfinished",
    "unfinished",
    ("f7",),
    msg("Unfinished"),
    msg("Go on with a form that was open when Duiqi ended."),
    Group.SCREEN,
    2,
)
ROUND_OF_ALL = replace(ROUND, keys=("r",))
REPORT_HERE = replace(REPORT, footer=3)
SEND_HERE = replace(SEND, keys=("Y",))
COPY_HERE = replace(COPY, keys=("y",))
RISKS_HERE = replace(RISKS, keys=("R",))
NUMBERS_HERE = replace(NUMBERS, keys=("N",))
ESCAPE = Act(
    "home.escape",
    "escape",
    ("escape",),
    msg("Leave"),
    msg("Leave Duiqi, when pressed twice."),
    Group.ANYWHERE,
)
QUIT = Act("back", "quit", ("q",), msg("Leave"), msg("Leave Duiqi. Everything is saved."), Group.ANYWHERE, 4)

AT_HOME: Final = (
    OPEN,
    *STAGE_KEYS,
    STAGES_OF,
    NEW,
    PEOPLE,
    ROUND_OF_ALL,
    UNFINISHED,
    REPORT_HERE,
    RISKS_HERE,
    NUMBERS_HERE,
    DOCUMENTS,
    ARCHIVE,
    SEND_HERE,
    COPY_HERE,
    LIMITS,
    WHO,
    ESCAPE,
    QUIT,
)
