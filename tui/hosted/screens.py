"""The screens of a hosted session: the list of boards, one of them, the list again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.reach import BOARD_ONLY
from screens.session import Session
from store.board.own import own_folder
from store.errors import DuiqiError
from store.language import Message
from store.model.clock import SystemClock
from tui import keymap
from tui.hosted.apps import BoardsApp, HostedApp
from tui.hosted.call import bound

if TYPE_CHECKING:
    from tui.hosted.people import Guest
    from tui.hosted.places import Places

WhyGone = Callable[[str], Message | None]
"""Why the person may no longer have a board open, by its name; null while they may."""


def show(
    places: Places, guest: Guest, board: str | None, *, opened: Callable[[str], None], why_gone: WhyGone
) -> int:
    """The exit code. `board` is opened at first, without the list; `opened` hears of each that is."""
    crash_log = places.state / "duiqi" / "crash.log"
    boards = {grant.board: places.board(grant.board) for grant in guest.boards}
    only, at, said = board is not None, board, None
    while True:
        if board is None:
            app = BoardsApp(boards, guest.name, crash_log, at=at, said=said)
            code = app.run_to_exit_code()
            board, said = app.chosen, None
            if code or board is None:
                return code
        at = board
        try:
            code, gone, said = _board(places, guest, board, opened, why_gone)
        except DuiqiError as error:
            if only:
                raise
            code, gone, said = 0, False, error.message
        if code or gone or only:
            return code
        board = None


def _board(
    places: Places, guest: Guest, name: str, opened: Callable[[str], None], why_gone: WhyGone
) -> tuple[int, bool, Message | None]:
    """One board until it is left: the exit code, whether the person leaves the server, what is to be said."""
    grant = guest.grant(name)
    assert grant is not None
    open_board = bound(places.board(name), grant, SystemClock(), origin="screen")
    opened(name)
    session = Session(open_board, BOARD_ONLY)
    gc.disable()  # until the first screen stands
    try:
        app = HostedApp(
            session,
            crash_log=places.state / "duiqi" / "crash.log",
            keys=keymap.read(own_folder() / "keys.toml"),
            welcome=lambda: why_gone(name),
        )
        code = app.run_to_exit_code()
    finally:
        gc.enable()
        session.close()
    if app.sent_away is not None:
        return 0, False, app.sent_away
    return code, app.left_for_good, None
