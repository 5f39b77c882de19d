"""A command of somebody who came in over SSH: the board is one of theirs by name, and so is who writes."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.errors import DuiqiError, NotAllowed, NotFound
from store.language import Message, msg
from store.model.clock import Clock
from tui.cli.arguments import Arguments
from tui.cli.call import Call, is_there
from tui.cli.output import complain

if TYPE_CHECKING:
    from store.board.board import Board
    from tui.hosted.people import Grant

WhyGone = Callable[["Grant"], Message | None]
"""Why a person no longer has a board as it was given to them; null while they have."""
_CUT: Final = 200
"""Milliseconds within which sshd closes what is left of a connection."""


class HostedCall(Call):
    """What a verb is run with on a team's server."""

    def __init__(
        self, arguments: Arguments, board: Path | None, grant: Grant | None, clock: Clock, why_gone: WhyGone
    ) -> None:
        super().__init__(arguments, clock, environment={})
        self._board = board
        self._grant = grant
        self._why_gone = why_gone

    def named_board(self) -> Path | None:
        """The board that was asked for."""
        return self._board

    def board_path(self) -> Path:
        """The same. Raises NotFound when it is no longer there."""
        if self._board is None or self._grant is None or not is_there(self._board):
            raise NotFound(msg("This board is no longer on the server; ask who runs it."), field="board")
        return self._board

    @contextmanager
    def board(self, *, writing: bool) -> Iterator[Board]:
        """The board, open, whoever reads or writes bound to the person they came in as. Raises as `bound`."""
        path, grant = self.board_path(), self._grant
        assert grant is not None
        board = bound(path, grant, self.clock, self._why_gone, origin="cli", read_only=not writing)
        try:
            for notice in board.notices:
                complain(f"duiqi: {notice}")
            yield board
        finally:
            board.close()

    @property
    def says_who(self) -> bool:
        """Nobody says who they are here: it is known."""
        return False

    @property
    def may_read_files(self) -> bool:
        """The files are the server's; what is imported comes by standard input."""
        return False

    def line_was_cut(self) -> bool:
        """Asked at the end of the input: a connection that breaks looks like a file that ends."""
        poll = select.poll()
        poll.register(1, 0)
        return any(events & (select.POLLHUP | select.POLLERR) for _fd, events in poll.poll(_CUT))

    @property
    def interactive(self) -> bool:
        """Nothing is asked on one line."""
        return False


def bound(
    path: Path, grant: Grant, clock: Clock, why_gone: WhyGone, *, origin: str, read_only: bool = False
) -> Board:
    """The board at `path`, open, and nobody but the granted person in it, for as long as they may be there.

    Raises NotAllowed when they no longer may or another board lies in its place, NotFound when the person is
    no longer on it, and what opening raises.
    """
    from store.board.board import Board

    if (reason := why_gone(grant)) is not None:
        raise NotAllowed(reason)
    board = Board.open(path, clock=clock, origin=origin, read_only=read_only)
    try:
        if board.id != grant.id:
            raise NotAllowed(
                msg("Another board lies in the place of this one; who runs the server can let you in.")
            )
        board.bind(grant.person, why_out=partial(why_gone, grant))
    except DuiqiError:
        board.close()
        raise
    return board
