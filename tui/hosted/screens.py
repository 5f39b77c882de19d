"""The screens of a hosted session: the list of boards, one of them, the list again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.reach import BOARD_ONLY
from screens.session import Session
from store.board.own import own_folder
from store.errors import DuiqiError, NotAllowed
from store.model.clock import SystemClock
from tui import keymap
from tui.hosted.apps import BoardsApp, HostedApp
from tui.hosted.call import WhyGone, bound

if TYPE_CHECKING:
    from tui.hosted.people import Guest
    from tui.hosted.places import Places


def show(
    places: Places, guest: Guest, board: str | None, *, opened: Callable[[str], None], why_gone: WhyGone
) -> int:
    """The exit code. `board` is opened at first, without the list; `opened` hears of each that is."""
    crash_log = places.state / "duiqi" / "crash.log"
    only, at, said = board is not None, board, None
    while True:
        if board is None:
            boards = {
                grant.board: places.board(grant.board) for grant in guest.boards if why_gone(grant) is None
            }
            app = BoardsApp(boards, guest.name, crash_log, at=at, said=said)
            code = app.run_to_exit_code()
            board, said = app.chosen, None
            if code or board is None:
                return code
        at = board
        try:
            code, gone = _board(places, guest, board, opened, why_gone)
        except DuiqiError as error:
            if only:
                raise
            code, gone, said = 0, False, error.message
        if code or gone or only:
            return code
        board = None


def _board(
    places: Places, guest: Guest, name: str, opened: Callable[[str], None], why_gone: WhyGone
) -> tuple[int, bool]:
    """One board until it is left: the exit code, and whether the person leaves the server.

    Raises NotAllowed when they were sent away.
    """
    grant = guest.grant(name)
    assert grant is not None
    open_board = bound(places.board(name), grant, SystemClock(), why_gone, origin="screen")
    opened(name)
    session = Session(open_board, BOARD_ONLY)
    gc.disable()  # until the first screen stands
    try:
        app = HostedApp(
            session,
            crash_log=places.state / "duiqi" / "crash.log",
            keys=keymap.read(own_folder() / "keys.toml"),
            welcome=lambda: why_gone(grant),
        )
        code = app.run_to_exit_code()
    finally:
        gc.enable()
        session.close()
    if app.sent_away is not None:
        raise NotAllowed(app.sent_away)
    return code, app.left_for_good
