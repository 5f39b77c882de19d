"""The command line. Text goes to standard output, problems to standard error.

Exit codes: 0 done; 1 a check found something; 2 bad input, the sentence says what would be right; 3 it could
not be done (locked, read-only, disk, rights); 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from store import language
from store.errors import DuiqiError
from store.language import LANGUAGES, Language
from tui.cli import grammar
from tui.cli.arguments import Arguments, Usage, Verb, first_word, read, require
from tui.cli.output import complain, no_memory, prepare

if TYPE_CHECKING:
    from store.model.clock import Clock

INTERRUPTED: Final = 130
COULD_NOT: Final = 3


def main(argv: Sequence[str] | None = None, *, clock: Clock | None = None) -> int:
    """Carry out a command line (`sys.argv` when null); returns the exit code. Never raises."""
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is None and words[:1] == ["hosted"]:
        # Somebody has come in over SSH: nothing else is looked at before that is dealt with.
        from tui.hosted.entrance import main as come_in

        return come_in(words[1:])
    if argv is None:
        # A process of its own: what it loads stays till its end, or till the first screen stands.
        gc.disable()
        # No package beside this one has a say in what a record is. Looking whether one wants to reads what
        # every package installed tells of itself.
        os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    prepare()
    language.use(_language(words))
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = _run(words, clock)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        return _nobody_reads()
    except KeyboardInterrupt:
        return INTERRUPTED
    except DuiqiError as error:
        from tui.cli.problems import sentence

        complain(f"duiqi: {sentence(error)}")
        return error.exit_code
    except MemoryError as error:
        complain(f"duiqi: {no_memory(error)}")
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - the last resort: a person sees a sentence, never a traceback
        from tui.cli.problems import unexpected

        complain(f"duiqi: {unexpected(error)}")
        return COULD_NOT
    return code


def understood(words: Sequence[str]) -> tuple[Verb, Arguments]:
    """The command that `words` name, and what goes with it. Raises Usage."""
    everything = grammar.options_of(None)
    at = first_word(words, everything)
    verb = grammar.verbs().get(words[at]) if at is not None else None
    if verb is None or at is None:
        verb, rest = grammar.verbs()["open"], list(words)
    else:
        rest = [*words[:at], *words[at + 1 :]]
    arguments = read(rest, grammar.options_of(verb), verb.places)
    _without_board(verb, arguments)
    return verb, arguments


def _run(words: Sequence[str], clock: Clock | None) -> int:
    if [*words[:3]] == ["completion", "words", "--"]:
        # A shell asks about a line that is still being typed.
        from tui.cli.completing import say_candidates

        return say_candidates(words[3:])
    verb, arguments = understood(words)
    if arguments.switch("version"):
        from tui.cli.verbs.helping import say_version

        return say_version()
    if arguments.switch("help"):
        from tui.cli.verbs.helping import say_help

        named = any(word == verb.name for word in words)
        return say_help(verb if named else None)
    require(arguments, verb.places)
    from tui.cli.call import Call

    call = Call(arguments, clock)
    code: int = import_module(f"tui.cli.verbs.{verb.module}").run(call)
    return code


def _without_board(verb: Verb, arguments: Arguments) -> None:
    """`duiqi update NPL-7 start` and `duiqi meeting 4` mean the default board: a key or an id stands where
    the board would."""
    names = [place.name for place in verb.places]
    board = arguments.text("board")
    is_other = _STANDS_IN.get(names[1]) if names[:1] == ["board"] and names[1:] else None
    if is_other is None or board is None or not is_other(board) or os.path.exists(board):  # noqa: PTH110 - pathlib is not loaded yet
        return
    if names[-1] in arguments.words:
        raise Usage(
            language.msg("There is no board {board}.", board=board),
            field="board",
        )
    given = [arguments.words.pop(name) for name in names if name in arguments.words]
    arguments.words.update(zip(names[1:], given, strict=False))


def _is_key(word: str) -> bool:
    code, dash, number = word.rpartition("-")
    return bool(dash) and code.isalnum() and number.isdecimal()


_STANDS_IN: Final = {"key": _is_key, "meeting": str.isdecimal}
"""What tells the word after the board from a board, by the name of its place."""


def _language(words: Sequence[str]) -> Language:
    """What `--lang` says, wherever it stands, so that complaints about the rest are in that language too."""
    for at, word in enumerate(words):
        name, given, value = word.partition("=")
        if name == "--lang":
            value = value if given else words[at + 1] if at + 1 < len(words) else ""
            if value in LANGUAGES:
                return value
    return language.preferred()


def _nobody_reads() -> int:
    """Whoever read the output has seen enough (`| head`): nothing to complain of."""
    # The interpreter flushes the stream once more when it ends; let it go nowhere.
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a stream to write to, not a file
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return 0
