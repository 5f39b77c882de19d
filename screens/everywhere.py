"""What can be done on every screen of the program."""

from __future__ import annotations

from typing import Final

from screens.dialogs.chat.acts import CALL, COPY, OUTBOX, SEND
from screens.keys import Act, Group
from store.language import msg

HELP = Act(
    "help", "help", ("?", "f1"), msg("Help"), msg("All keys of this screen."), Group.ANYWHERE, footer=2
)
COMMANDS = Act(
    "commands",
    "commands",
    (":", "ctrl+p"),
    msg("Commands"),
    msg("Find anything that can be done here by its name."),
    Group.ANYWHERE,
)
UNDO = Act(
    "undo",
    "undo",
    ("u", "f4"),
    msg("Undo"),
    msg("Take back my newest change of this session."),
    Group.ANYWHERE,
)
REDO = Act("redo", "redo", ("U", "f6"), msg("Redo"), msg("Bring back what I took back last."), Group.ANYWHERE)
JUMP = Act(
    "jump",
    "jump",
    ("g", "ctrl+g"),
    msg("Go to"),
    msg("Go to an item by its number, such as NPL-7."),
    Group.ANYWHERE,
)
BACK = Act("back", "back", ("escape", "q"), msg("Back"), msg("Back to the screen before."), Group.ANYWHERE, 2)
CAPTURE = Act(
    "capture",
    "capture",
    ("a", "f2"),
    msg("Capture"),
    msg("Keep what is said in one line: a decision, action, question, risk, issue, note, or to be parked."),
    Group.ANYWHERE,
    footer=4,
)
REPORT = Act(
    "report",
    "report",
    ("i",),
    msg("Report issue"),
    msg("Report an issue in under a minute, what one looks at linked to it."),
    Group.ANYWHERE,
)
MEETING = Act(
    "meeting",
    "meeting",
    ("m",),
    msg("Meeting"),
    msg("To the meeting that runs, at the item on the table; else to the meetings of the initiative."),
    Group.ANYWHERE,
    footer=4,
)
FOLLOW = Act(
    "meeting.follow",
    "follow",
    ("f", "f11"),
    msg("Follow"),
    msg("Follow the presenter: to the item on the table of the meeting that runs."),
    Group.ANYWHERE,
)
CALL_URGENT = Act(
    "meeting.call-urgent",
    "call_urgent",
    ("M",),
    msg("Call urgent meeting"),
    msg("The urgent meeting about the issue whose time runs out first begins now, with those concerned."),
    Group.ANYWHERE,
)
RISKS = Act(
    "risks",
    "risks",
    (),
    msg("Risks"),
    msg("The risk register of the initiative, with its matrix."),
    Group.ANYWHERE,
)
NUMBERS = Act(
    "numbers",
    "numbers",
    (),
    msg("Review"),
    msg("The initiative in numbers: review, slips, who waits on whom."),
    Group.ANYWHERE,
)
IMPORT = Act(
    "import",
    "import",
    (),
    msg("Import a file"),
    msg("Tasks from a spreadsheet, our own tables filled in, or minutes, into the initiative in focus."),
    Group.ANYWHERE,
)
DOCUMENTS = Act(
    "documents",
    "documents",
    ("E",),
    msg("Documents"),
    msg("The documents of the initiative: read them, save them as Word, Excel or another file."),
    Group.ANYWHERE,
)
LANGUAGE = Act("language", "language", (), msg("中文 / English"), msg("Switch the language."), Group.LOOK)
THEME = Act("theme", "theme", (), msg("Colours"), msg("Light, dark, monochrome."), Group.LOOK)
WRITE_AGAIN = Act(
    "write-again",
    "write_again",
    (),
    msg("Write again"),
    msg("Stop looking only, and change the board again."),
    Group.LOOK,
)

EVERYWHERE: Final = (
    HELP,
    COMMANDS,
    UNDO,
    REDO,
    JUMP,
    CAPTURE,
    REPORT,
    MEETING,
    RISKS,
    NUMBERS,
    IMPORT,
    DOCUMENTS,
    FOLLOW,
    CALL_URGENT,
    SEND,
    COPY,
    CALL,
    OUTBOX,
    BACK,
    LANGUAGE,
    THEME,
    WRITE_AGAIN,
)
"""As `screens/base.py` does them, in the order in which the help and the list of commands have them."""
