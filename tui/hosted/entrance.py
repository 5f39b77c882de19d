"""What sshd starts for everybody who comes in: `python -I -X utf8 -m tui hosted --host DIR --person NAME …`.

The order counts. Nothing of the client's is believed before the environment is made anew; nothing is done
before it is written down that somebody came; nothing that they ask is read before the fence is up. Whatever
goes wrong ends with one line and an exit code, never with a traceback.

Exit codes are those of the command line: 2 bad input, 3 not allowed or not possible.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from tui.hosted.surroundings import AGAIN, came_from, limit, start_again

if TYPE_CHECKING:
    from store.errors import DuiqiError
    from store.language import Message
    from tui.hosted.audit import Visit
    from tui.hosted.fence import Fence
    from tui.hosted.people import Everybody, Grant, Guest
    from tui.hosted.places import Places

BAD_INPUT: Final = 2
COULD_NOT: Final = 3
INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class _Line:
    """The command line that `duiqi host keys` writes; none of it is the client's."""

    host: Path
    person: str
    key: str


def main(words: Sequence[str]) -> int:
    """Let somebody in; returns the exit code. `words` follow `hosted`."""
    line = _read(words)
    if line is None:
        sys.stderr.write("duiqi: `duiqi host keys` writes how this is called.\n")
        return BAD_INPUT
    start_again(["hosted", *words], line.host / "state")
    limit()
    from store import language
    from store.errors import DuiqiError
    from tui.cli.output import complain, no_memory, prepare

    prepare()
    language.use(language.preferred())
    try:
        return _Session(line).run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except DuiqiError as error:
        complain(f"duiqi: {error}")
        return error.exit_code
    except MemoryError as error:
        complain(f"duiqi: {no_memory(error)}")
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - the last resort: a person sees a sentence, never a traceback
        complain(f"duiqi: {_unexpected(error)}")
        return COULD_NOT


def _read(words: Sequence[str]) -> _Line | None:
    """`--host DIR --person NAME --key FINGERPRINT`, in that order and nothing else."""
    match [word for word in words if word != AGAIN]:
        case ["--host", folder, "--person", person, "--key", key] if folder.startswith("/"):
            return _Line(Path(folder), person, key)
        case _:
            return None


class _Session:
    """One session of one person."""

    def __init__(self, line: _Line) -> None:
        from tui.hosted.audit import Log
        from tui.hosted.places import Places

        self._places: Places = Places(line.host)
        self._person = line.person
        self._key = line.key
        self._log = Log(self._places.log)
        self._asked = os.environ.get("SSH_ORIGINAL_COMMAND")
        self._known: tuple[tuple[int, ...], Everybody] | None = None

    def run(self) -> int:
        """From coming in to leaving."""
        self._require_server()
        visit = self._log.begin(person=self._person, key=self._key, source=came_from(os.environ))
        code = COULD_NOT
        try:
            code = self._serve(visit)
        finally:
            with self._lifted():
                visit.ended(code)
        return code

    def _serve(self, visit: Visit) -> int:
        from store.errors import DuiqiError, NotAllowed
        from store.language import msg
        from tui.cli.output import complain
        from tui.hosted.request import one_line

        asked = self._asked or ""
        self._speak(asked)
        guest = self._guest()
        if guest is None:
            visit.refused(asked, "unknown person or key")
            raise NotAllowed(msg("This key no longer opens anything here; ask who runs the server."))
        self._put_up_fence(guest)
        try:
            if self._asked is None:
                return self._show(visit, guest, None)
            return self._carry_out(visit, guest, asked)
        except _Denied as denied:
            with self._lifted():
                visit.refused(asked, denied.error.message.render("en"))
            complain(f"duiqi: {one_line(denied.error)}")
            return COULD_NOT if isinstance(denied.error, NotAllowed) else BAD_INPUT
        except DuiqiError as error:
            from tui.cli.problems import sentence

            if isinstance(error, NotAllowed):
                with self._lifted():
                    visit.refused(asked, error.message.render("en"))
            complain(f"duiqi: {sentence(error)}")
            return error.exit_code

    def _carry_out(self, visit: Visit, guest: Guest, asked: str) -> int:
        """One line without a terminal, or a board by name with one."""
        from store.errors import DuiqiError
        from store.model.clock import SystemClock
        from tui.hosted.call import HostedCall
        from tui.hosted.request import understood

        boards = [grant.board for grant in guest.boards]
        try:
            request = understood(asked, boards)
        except DuiqiError as error:
            raise _Denied(error) from error
        if request.verb.name == "open":
            return self._show(visit, guest, request.board)
        with self._lifted():
            visit.asked(asked)
        if request.verb.name == "help":
            from tui.hosted.helping import say_help

            return say_help(request.arguments.text("verb"))
        board = request.board or ""
        # From there, a sentence about the file says its name and not where on the server it lies.
        os.chdir(self._places.boards)
        path = Path(self._places.board(board).name)
        request.arguments.words["board"] = path.name
        call = HostedCall(request.arguments, path, guest.grant(board), SystemClock(), self._why_gone)
        with _interruptible():
            code: int = import_module(f"tui.cli.verbs.{request.verb.module}").run(call)
            sys.stdout.flush()
        return code

    def _show(self, visit: Visit, guest: Guest, board: str | None) -> int:
        """The screens, from the list of boards or from one board."""
        from store.errors import Refused
        from store.language import msg
        from tui.hosted.request import ALLOWED

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise _Denied(
                Refused(
                    msg(
                        "The screens need a terminal: ssh -t. Without one there are: {commands}.",
                        commands=", ".join(name for name in ALLOWED if name != "open"),
                    )
                )
            )
        from tui.hosted.screens import show

        with self._lifted():
            visit.asked(self._asked or "")

        def opened(name: str) -> None:
            with self._lifted():
                visit.opened(name)

        return show(self._places, guest, board, opened=opened, why_gone=self._why_gone)

    def _require_server(self) -> None:
        """What is wrong with the server's own folder is said to who runs it, in the log, not to who comes."""
        from store.errors import DuiqiError, NotAllowed
        from store.language import msg
        from tui.cli.problems import log_of

        try:
            self._places.require()
        except DuiqiError as error:
            log_of(error)
            raise NotAllowed(msg("This server is not set up as it should be; ask who runs it.")) from error

    # --- who it is

    def _guest(self) -> Guest | None:
        """The person as they stand in `host.json` now; null when they, or this key, no longer do."""
        guest = self._everybody().named(self._person)
        if guest is None or all(key.public.fingerprint != self._key for key in guest.keys):
            return None
        return guest

    def _everybody(self) -> Everybody:
        """All of `host.json`, read anew when it is another file: this is asked under the lock of a board."""
        from tui.hosted.people import Register

        with contextlib.suppress(OSError):
            found = self._places.configuration.stat()
            mark = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            if self._known is None or self._known[0] != mark:
                self._known = (mark, Register(self._places).read())
            return self._known[1]
        return Register(self._places).read()

    def _why_gone(self, grant: Grant) -> Message | None:
        """Why the person no longer has that board as that person; null while they have."""
        from store.errors import DuiqiError
        from store.language import msg

        try:
            with self._lifted():
                guest = self._guest()
        except DuiqiError as error:
            return error.message
        if guest is None or grant not in guest.boards:
            return msg("You were taken off this board on the server; everything you saved is kept.")
        return None

    def _speak(self, asked: str) -> None:
        """The language of the person: what the line says, else what they chose before, else the client's."""
        from store import language
        from store.board.own import own_folder
        from store.board.personal import Memory
        from tui.hosted.request import wanted_language

        # What is remembered of them lies in a folder of their own, whose name is a digest of theirs.
        os.environ["DUIQI_PERSON"] = self._person
        wanted = wanted_language(asked) or Memory(own_folder()).language
        if wanted is not None:
            language.use(wanted)

    # --- the fence

    _fence: Fence | None = None

    def _put_up_fence(self, guest: Guest) -> None:
        from store.board.own import make_folder, own_folder
        from store.board.paths import Paths
        from tui.hosted.fence import Fence, own_terminal
        from tui.hosted.people import Register

        state = self._places.state
        own = own_folder()
        # Temporary files too are each person's own.
        os.environ["TMPDIR"] = str(own / "tmp")
        for folder in (own, own / "tmp", state / "duiqi" / "log"):
            make_folder(folder)
        crash = state / "duiqi"
        boards = [Paths.of(self._places.board(grant.board)) for grant in guest.boards]
        known = Register(self._places).read().boards
        archives = [path for grant in guest.boards for path in self._places.archives(grant.board, known)]
        self._fence = Fence(
            writing=[
                *(path for paths in boards for path in (paths.file, paths.folder)),
                *(crash / name for name in ("crash.log", "crash.log.old", "log")),
                own,
                *own_terminal(),
            ],
            reading=[*archives, state / "config"],
            listing=[self._places.boards, *(paths.file.parent for paths in boards)],
        )
        self._fence.put_up()

    def _lifted(self) -> contextlib.AbstractContextManager[None]:
        return self._fence.lifted() if self._fence is not None else contextlib.nullcontext()


class _Denied(Exception):
    """What was asked is not possible here, by whoever it was asked."""

    def __init__(self, error: DuiqiError) -> None:
        super().__init__()
        self.error = error


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let ctrl+c end what goes on, once: the second would interrupt what is said about the first."""

    def interrupt(*_how: object) -> NoReturn:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _unexpected(error: Exception) -> str:
    """A sentence; the traceback goes to a log of the account, whose place is nobody's business here."""
    from store.language import _
    from tui.cli.problems import log_of

    log_of(error)
    return _(
        "Something went wrong in Duiqi itself ({kind}); who runs the server finds it in the log.",
        kind=type(error).__name__,
    )
