"""The commands and options there are. Help, reading and the reference in docs come from this table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from store.language import LANGUAGES, msg
from tui.cli.arguments import Option, Place, Verb

BOARD: Final = Place("board", msg("BOARD"))
KEY: Final = Place("key", msg("KEY"))

STATUSES: Final = ("start", "complete", "postpone", "block", "unblock", "reopen", "cancel")
HOST_ACTIONS: Final = ("init", "add", "remove", "list", "keys", "log")
DOCUMENTS: Final = (
    "brief",
    "confirmation",
    "assignment",
    "schedule",
    "progress",
    "issues",
    "risks",
    "minutes",
    "review",
    "all",
)
FORMATS: Final = ("text", "md", "docx", "xlsx", "html", "csv", "ics", "mermaid", "json")
SERVICES: Final = ("dingtalk", "wecom")
CHANNEL_ACTIONS: Final = ("add", "list", "test", "remove", "mobile")
TABLES: Final = ("tasks", "issues", "risks", "initiatives", "people", "departments")

SHELLS: Final = ("bash", "zsh", "fish")

EVERYWHERE: Final = (
    Option("as", msg("who you are: a name, or department/name"), msg("PERSON")),
    Option("lang", msg("the language of what is printed"), msg("LANGUAGE"), choices=LANGUAGES),
    Option("help", msg("this page")),
    Option("version", msg("which Duiqi this is")),
)
ON_A_BOARD: Final = (
    Option("read-only", msg("change nothing, not even by accident")),
    Option("network", msg("allow a board on a network folder (slower, less safe)")),
)


QUIET: Final = Option("quiet", msg("print nothing when all is well: for cron"))


def _format(*choices: str) -> Option:
    return Option("format", msg("how it is printed; text when not given"), msg("FORMAT"), choices=choices)


VERBS: Final = (
    Verb("open", msg("open a board"), "opening", (BOARD,), ON_A_BOARD),
    Verb("demo", msg("open a fresh example board in a temporary place"), "demo"),
    Verb(
        "new",
        msg("create a board"),
        "new",
        (Place("board", msg("BOARD"), required=True),),
        (
            Option("name", msg("what the board is called; the file's name when not given"), msg("NAME")),
            Option("demo", msg("fill it with the example")),
        ),
    ),
    Verb(
        "list",
        msg("print what is on a board"),
        "listing",
        (BOARD,),
        (
            Option("table", msg("of what; tasks when not given"), msg("TABLE"), choices=TABLES),
            Option("initiative", msg("only what belongs to this initiative"), msg("CODE")),
            _format("text", "json", "csv"),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "update",
        msg("say how a task stands"),
        "update",
        (
            BOARD,
            Place("key", msg("KEY"), required=True),
            Place("status", msg("STATUS"), choices=STATUSES),
        ),
        (
            Option("note", msg("something to add in words"), msg("TEXT")),
            Option("reason", msg("why: of a delay, a reopening, a cancelling"), msg("TEXT")),
            Option("forecast", msg("postpone: the day it is now expected"), msg("DATE")),
            Option("cause", msg("postpone: the department that caused it"), msg("DEPARTMENT")),
            Option("waits-for", msg("block: what it waits for"), msg("TEXT")),
            Option("release-by", msg("block: who can release it"), msg("PERSON")),
            Option("urgent", msg("block: an urgent meeting is needed, or not"), opposite=True),
            Option(
                "tick",
                msg("acceptance criterion number N is met; may be given repeatedly"),
                msg("N"),
                many=True,
            ),
            Option("exception", msg("complete: why it is done although a criterion is not met"), msg("TEXT")),
            *ON_A_BOARD[1:],
        ),
    ),
    Verb(
        "today",
        msg("print who must act today, and why"),
        "today",
        (BOARD,),
        (
            Option("person", msg("only what this person must do"), msg("PERSON")),
            _format("text", "json", "markdown"),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "log",
        msg("print what was changed, when and by whom"),
        "log",
        (BOARD, KEY),
        (
            Option("since", msg("only what is newer: yesterday, mon, 3/20, 2h, 3/20 14:00"), msg("WHEN")),
            Option("at", msg("print the tasks as they stood then"), msg("WHEN")),
            _format("text", "json"),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "export",
        msg("write a document: the brief, tables 1 to 3, risks, minutes, the review, the schedule, or all"),
        "export",
        (
            Place("board", msg("BOARD"), required=True),
            Place("document", msg("DOCUMENT"), required=True, choices=DOCUMENTS),
        ),
        (
            Option("initiative", msg("of which initiative"), msg("CODE")),
            Option("meeting", msg("minutes: of which meeting; the newest when not given"), msg("ID")),
            Option(
                "format",
                msg("as what it is written; by the end of the file's name when not given"),
                msg("FORMAT"),
                choices=FORMATS,
            ),
            Option("output", msg("into which file or folder; - is standard output"), msg("FILE")),
            Option("force", msg("although a file of that name is there, which is replaced")),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "meeting",
        msg("print the minutes of a meeting; of the one that runs, or else the last, without ID"),
        "meeting",
        (BOARD, Place("meeting", msg("ID"))),
        (
            Option("list", msg("print which meetings there are, with their ids")),
            Option("initiative", msg("only what belongs to this initiative"), msg("CODE")),
            _format("text", "md", "json"),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "review",
        msg("print how an initiative went: on time or not, why, who waited on whom"),
        "review",
        (
            Place("board", msg("BOARD"), required=True),
            Place("code", msg("CODE"), required=True),
        ),
        (_format("text", "md", "json"), *ON_A_BOARD),
    ),
    Verb(
        "send",
        msg("send to the team's chat group, or say what waits to be sent"),
        "sending",
        (BOARD,),
        (
            Option("digest", msg("how far everything is, who must act today and why; once a day")),
            Option("assignment", msg("table 1 of this initiative, once it is confirmed"), msg("CODE")),
            Option("minutes", msg("the minutes of this meeting"), msg("ID")),
            Option("call", msg("the urgent call about this issue, or the task that it blocks"), msg("KEY")),
            Option("initiative", msg("the digest of this initiative only"), msg("CODE")),
            Option("channel", msg("to which channel; the only one when not given"), msg("NAME")),
            Option("dry-run", msg("only print what would be sent")),
            Option("again", msg("the digest, although it was sent today already")),
            Option("outbox", msg("send what waits, and list what is left")),
            Option("resend", msg("send this message, although it has perhaps arrived"), msg("ID")),
            Option("arrived", msg("this message has arrived: do not send it"), msg("ID")),
            Option("forget", msg("drop this message"), msg("ID")),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "channel",
        msg("set up where messages go: robots of chat groups"),
        "channel",
        (
            Place("action", msg("ACTION"), required=True, choices=CHANNEL_ACTIONS),
            Place("name", msg("NAME")),
        ),
        (
            Option("service", msg("add: of which service"), msg("SERVICE"), choices=SERVICES),
            Option("keyword", msg("add: the word that the robot asks for in every message"), msg("WORD")),
            Option("plain", msg("add: plain text, which people in WeChat can read too")),
            Option("token-from", msg("add: the environment variable with the token"), msg("VARIABLE")),
            Option("secret-from", msg("add: the environment variable with the secret"), msg("VARIABLE")),
            Option("address", msg("add: an address that is not the service's own"), msg("URL")),
            Option("allow-address", msg("add: that address may read what is sent")),
            Option("proxy", msg("add: through the proxy that the environment names")),
            Option("replace", msg("add: in the place of one of that name")),
            Option("remove", msg("mobile: no number any more")),
        ),
    ),
    Verb(
        "import",
        msg("take tasks from a CSV or XLSX file, or minutes from a text"),
        "importing",
        (
            Place("board", msg("BOARD"), required=True),
            Place("file", msg("FILE"), required=True),
        ),
        (
            Option("initiative", msg("into which initiative; created when there is none"), msg("CODE")),
            Option(
                "title", msg("what a created initiative is called; its code when not given"), msg("TITLE")
            ),
            Option(
                "meeting",
                msg("the file is minutes, of this meeting: its id, or a kind (weekly) that begins now"),
                msg("ID"),
            ),
            Option("partial", msg("import the rows that can be imported, leave out the others")),
            Option("add", msg("also add departments and people that are not on the board yet")),
            Option(
                "who",
                msg("NAME=PERSON: who is meant; NAME=DEPARTMENT: where they join; NAME= leaves them out"),
                msg("NAME=WHO"),
                many=True,
            ),
            Option(
                "map",
                msg("what a column means, by its heading or letter; HEADING= leaves it out"),
                msg("HEADING=COLUMN"),
                many=True,
            ),
            Option(
                "mine", msg("a table that comes back: where the board changed too, the file's values hold")
            ),
            Option("theirs", msg("a table that comes back: where the board changed too, its values stay")),
            Option("dry-run", msg("only say what would be imported")),
            *ON_A_BOARD[1:],
        ),
    ),
    Verb(
        "archive",
        msg("put an initiative away into a board file of its own, with all that was ever done"),
        "archiving",
        (
            Place("board", msg("BOARD"), required=True),
            Place("code", msg("CODE"), required=True),
        ),
        (
            Option("to", msg("into which folder; that of the board when not given"), msg("FOLDER")),
            Option("force", msg("although something is still open, which is recorded")),
            *ON_A_BOARD[1:],
        ),
    ),
    Verb(
        "unarchive",
        msg("bring an initiative back from its archive, as it was"),
        "unarchiving",
        (
            Place("board", msg("BOARD"), required=True),
            Place("file", msg("FILE"), required=True),
        ),
        ON_A_BOARD[1:],
    ),
    Verb(
        "settings",
        msg("print what holds for the whole board, or change it"),
        "settings",
        (BOARD,),
        (
            Option("urgent-minutes", msg("within how many minutes an urgent meeting is opened"), msg("N")),
            Option("weekly-days", msg("working days without a word until something is silent"), msg("N")),
            Option("block-limit", msg("working days blocked until it escalates"), msg("N")),
            Option("milestone-limit", msg("working days a milestone is missed until it escalates"), msg("N")),
            Option("escalation-days", msg("working days between two levels of escalation"), msg("N")),
            Option(
                "escalation-levels",
                msg("who is told, with commas: {levels}", levels="owner,head,initiator,sponsor"),
                msg("LEVELS"),
            ),
            Option("name", msg("what the board is called"), msg("NAME")),
            Option("language", msg("the language of its documents"), msg("LANGUAGE"), choices=LANGUAGES),
            Option("country", msg("whose public holidays count, such as CN"), msg("COUNTRY")),
            Option("timezone", msg("what says when a day begins, such as Asia/Shanghai"), msg("ZONE")),
            _format("text", "json"),
            *ON_A_BOARD,
        ),
    ),
    Verb(
        "undo",
        msg("take back your newest change"),
        "undo",
        (BOARD,),
        (Option("older", msg("also one that is more than an hour old")), *ON_A_BOARD[1:]),
    ),
    Verb(
        "check",
        msg("read a board from end to end and say what is wrong with it"),
        "check",
        (BOARD,),
        (
            Option("repair", msg("mend what can be mended; what is replaced is kept")),
            Option("backups", msg("also read the backups of the board in this folder"), msg("FOLDER")),
            QUIET,
            *ON_A_BOARD[1:],
        ),
    ),
    Verb(
        "serve",
        msg("show a board in a browser on this machine"),
        "serving",
        (Place("board", msg("BOARD"), required=True),),
        (
            Option("port", msg("on this port; on a free one when not given"), msg("NUMBER")),
            Option("write", msg("let the browser change the board too")),
            Option("person", msg("as whom; as you when not given"), msg("PERSON")),
            *ON_A_BOARD[1:],
        ),
    ),
    Verb(
        "backup",
        msg("copy a board, also while it is in use, and read the copy back"),
        "backing_up",
        (BOARD,),
        (
            Option("to", msg("into which folder; BOARD.backups beside it when not given"), msg("FOLDER")),
            Option("keep", msg("so many backups of the board stay there, the oldest go"), msg("NUMBER")),
            QUIET,
        ),
    ),
    Verb(
        "restore",
        msg("put a board back as a backup has it; what is replaced is kept"),
        "restoring",
        (
            Place("backup", msg("BACKUP"), required=True),
            Place("board", msg("BOARD"), required=True),
        ),
        ON_A_BOARD[1:],
    ),
    Verb(
        "host",
        msg("run a team's server: who comes in over SSH, with which key, to which boards"),
        "hosting",
        (
            Place("action", msg("ACTION"), required=True, choices=HOST_ACTIONS),
            Place("what", msg("DIR|PERSON|KIND")),
            Place("encoded", msg("KEY")),
        ),
        (
            Option("host", msg("which server's folder; that of this account when not given"), msg("DIR")),
            Option(
                "key",
                msg("add: a file with the public key, - is standard input; remove: its fingerprint"),
                msg("FILE"),
            ),
            Option(
                "boards", msg("which boards, with commas; BOARD=NAME says who they are there"), msg("BOARDS")
            ),
            Option("refused", msg("log: only what was refused")),
            _format("text", "json"),
        ),
    ),
    Verb(
        "completion",
        msg("print the script that makes Tab complete words in your shell"),
        "completion",
        (Place("shell", msg("SHELL"), required=True, choices=SHELLS),),
    ),
    Verb("help", msg("print this, or all about one command"), "helping", (Place("verb", msg("COMMAND")),)),
)


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, Verb]:
    """The commands by name."""
    return {verb.name: verb for verb in VERBS}


def options_of(verb: Verb | None) -> dict[str, Option]:
    """The options of a command and those that go with all; of every command when null."""
    own = verb.options if verb else [option for each in VERBS for option in each.options]
    return {option.name: option for option in (*own, *EVERYWHERE)}
