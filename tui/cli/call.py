"""One run of the program: what was asked for, on which board, and by whom."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store.board.paths import Paths
from store.errors import NotFound, Refused
from store.files.typed import typed_path
from store.language import Message, _, msg
from store.model.clock import Clock, SystemClock
from store.model.text import visible
from tui.cli import memory
from tui.cli.arguments import Arguments
from tui.cli.output import complain

if TYPE_CHECKING:
    from store.board.board import Board


class Call:
    """What a verb is run with."""

    def __init__(
        self,
        arguments: Arguments,
        clock: Clock | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.arguments = arguments
        self.clock: Clock = clock or SystemClock()
        self.environment = environment

    def named_board(self) -> Path | None:
        """The board that is meant: named, else `DUIQI_BOARD`, else the one used last; null without any."""
        named = self.arguments.text("board") or self.environment.get("DUIQI_BOARD")
        return typed_path(named) if named else memory.last_board()

    def board_path(self) -> Path:
        """The board that is meant, which must be there. Raises Refused, saying how to name or create one."""
        path = self.named_board()
        if path is None:
            raise Refused(
                msg(
                    "Which board? Name one (duiqi list BOARD), set DUIQI_BOARD, or create one: "
                    "duiqi new launch.json"
                ),
                field="board",
            )
        if not is_there(path):
            raise NotFound(self._missing(path), field="board")
        return path

    def _missing(self, path: Path) -> Message:
        from tui.cli.arguments import nearest
        from tui.cli.grammar import verbs

        named = self.arguments.text("board")
        if named is not None and named.isalpha() and self.arguments.text("key") is None:
            return msg(
                "There is neither a board nor a command “{name}”. {hint}",
                name=named,
                hint=nearest(named, [*verbs()]),
            )
        return msg("There is no board {path}. Create it with: duiqi new {path}", path=path)

    @contextmanager
    def board(self, *, writing: bool) -> Iterator[Board]:
        """The board, open. `writing` needs to know who writes; reading takes no lock and writes nothing.

        Raises what opening raises; NotAllowed when it is unknown who writes.
        """
        from store.board.board import Board

        path = self.board_path()
        network = bool(self.arguments.switch("network"))
        board = Board.open(path, clock=self.clock, origin="cli", read_only=not writing, network=network)
        try:
            for notice in board.notices:
                complain(f"duiqi: {notice}")
            if writing or self.says_who:
                board.identify(self.author(board, writing=writing))
            yield board
        finally:
            board.close()

    def author(self, board: Board, *, writing: bool) -> int | None:
        """Who is typing, as `identity.identify` finds out."""
        from tui.cli.identity import identify

        return identify(board, self.arguments.text("as"), self.bound_to, writing=writing)

    @property
    def bound_to(self) -> str | None:
        """The person whom a session on a team's server belongs to; null elsewhere."""
        return self.environment.get("DUIQI_PERSON") or None

    @property
    def says_who(self) -> bool:
        """Whether the command line or the session names a person, which must then be right."""
        return self.arguments.text("as") is not None or self.bound_to is not None

    @property
    def may_read_files(self) -> bool:
        """Whether files of this machine may be read for this person: not in a session bound to them."""
        return self.bound_to is None

    @property
    def may_save_files(self) -> bool:
        """Whether files of this machine may be written for this person; as `may_read_files`."""
        return self.may_read_files

    def line_was_cut(self) -> bool:
        """Whether nobody is at the other end any more, so that what came in may be only a part of it."""
        return False

    @property
    def interactive(self) -> bool:
        """Whether somebody sits there who can answer."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()

    def ask(self, question: str) -> bool:
        """A yes-or-no question on the terminal; the enter key alone means yes."""
        try:
            answer = input(f"{visible(question)} {_('[Y/n]')} ").strip().lower()
        except EOFError:
            return False
        return answer in ("", "y", "yes", "是", "好")


def is_there(path: Path) -> bool:
    """Whether a board lies at `path`: its file, or the journal that rebuilds it."""
    paths = Paths.of(path)
    return paths.file.exists() or paths.journal.exists()
