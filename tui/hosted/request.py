"""What may be asked of a team's server on one line: `ssh boards@server today launch`.

Denied unless it is listed. The line (`SSH_ORIGINAL_COMMAND`) never meets a shell: it is split into words, the
first word must be a command of `ALLOWED`, every option one of that command's, and a board is a name that the
person was given, compared letter by letter. What names a file or a person of one's choice is in no list.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from store.errors import DuiqiError, NotAllowed, Refused
from store.language import LANGUAGES, Language, Message, msg
from store.model.text import unseen, visible
from tui.cli import grammar
from tui.cli.arguments import Arguments, Option, Verb, read, require

LONGEST: Final = 8_000
"""Characters of a line: a note of 4,000 and all else there is to say."""
_SHOWN: Final = 60

ALLOWED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "open": frozenset(),
        "today": frozenset({"person", "format"}),
        "list": frozenset({"table", "initiative", "format"}),
        "update": frozenset(
            {"note", "reason", "forecast", "cause", "waits-for", "release-by", "urgent", "tick", "exception"}
        ),
        "log": frozenset({"since", "at", "format"}),
        "import": frozenset(
            {"initiative", "title", "meeting", "map", "who", "mine", "theirs", "partial", "add", "dry-run"}
        ),
        "export": frozenset({"initiative", "meeting", "format", "output"}),
        "meeting": frozenset({"list", "initiative", "format"}),
        "review": frozenset({"format"}),
        "settings": frozenset(
            {"urgent-minutes", "weekly-days", "block-limit", "milestone-limit", "escalation-days"}
            | {"escalation-levels", "name", "language", "country", "timezone", "format"}
        ),
        "undo": frozenset({"older"}),
        "check": frozenset({"quiet"}),
        "help": frozenset(),
    }
)
"""The commands, and the options of each. All of them take `--lang` too."""

STANDARD: Final = "-"
"""The only file there is: standard input or output."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command that may be carried out, with what was given for it. `board` is null for `help` alone."""

    verb: Verb
    board: str | None
    arguments: Arguments


def understood(line: str, boards: Collection[str]) -> Request:
    """What `line` asks for, on one of `boards`. Raises NotAllowed and Refused, each one line."""
    words = split(line)
    name, rest = words[0], words[1:]
    if len(words) == 1 and name not in ALLOWED and name in boards:
        name, rest = "open", words
    verb = grammar.verbs().get(name) if name in ALLOWED else None
    if verb is None:
        raise NotAllowed(
            msg(
                "“{word}” is not possible on this server. Possible are: {commands}.",
                word=_short(name),
                commands=", ".join(ALLOWED),
            )
        )
    if "--" in rest:
        raise NotAllowed(msg("“--” has no place here."))
    arguments = read(rest, options_of(verb), verb.places)
    require(arguments, verb.places)
    file = arguments.text("file")
    if file is not None and file != STANDARD:
        raise NotAllowed(
            msg("Files are not read on this server. Send yours instead: ssh … import BOARD - … < FILE")
        )
    if arguments.text("output") not in (None, STANDARD):
        raise NotAllowed(msg("Files are not written on this server. Take yours: ssh … export BOARD … > FILE"))
    if verb.name == "help":
        return Request(verb, None, arguments)
    board = arguments.text("board")
    if board is None or board not in boards:
        raise NotAllowed(_no_board(board, boards))
    return Request(verb, board, arguments)


def split(line: str) -> list[str]:
    """The words of a line, quotes taken off. Raises Refused for what no person types."""
    if len(line) > LONGEST:
        raise Refused(msg("That is too long: at most {most} characters.", most=LONGEST))
    if any(unseen(character) for character in line):
        raise Refused(msg("There is a character in it that cannot be seen; type it again."))
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise Refused(msg("A quotation mark is not closed.")) from error
    if not words:
        raise Refused(msg("Nothing was asked. `help` says what there is."))
    return words


def options_of(verb: Verb) -> dict[str, Option]:
    """The options of a command that may be given here."""
    names = ALLOWED[verb.name] | {"lang"}
    return {name: option for name, option in grammar.options_of(verb).items() if name in names}


def wanted_language(line: str) -> Language | None:
    """What `--lang` says in a line, whatever else is wrong with it."""
    words = line[:LONGEST].split()
    for name, value in zip(words, [*words[1:], ""], strict=False):
        found = value if name == "--lang" else name.removeprefix("--lang=")
        if name.startswith("--lang") and found in LANGUAGES:
            return "zh" if found == "zh" else "en"
    return None


def one_line(error: DuiqiError) -> str:
    """A refusal on one line, fit for any terminal."""
    return visible(" ".join(str(error).split()))


def _no_board(board: str | None, boards: Collection[str]) -> Message:
    if not boards:
        return msg("You have no board on this server yet; ask who runs it.")
    names = ", ".join(boards)
    if board is None:
        return msg("Which board? You have: {names}.", names=names)
    return msg("You have no board “{board}” here. You have: {names}.", board=_short(board), names=names)


def _short(word: str) -> str:
    return word if len(word) <= _SHOWN else word[:_SHOWN] + "…"
