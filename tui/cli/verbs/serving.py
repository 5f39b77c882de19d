"""`duiqi serve`: the screens in a browser of this machine."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from platformdirs import user_log_path

from store.errors import DuiqiError, NotAllowed, Refused
from store.language import _, current, msg
from store.model.organisation import Person, Settings
from store.model.state import SETTINGS_ID
from store.rules.naming import find_person, full_name
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import say

if TYPE_CHECKING:
    from store.board.board import Board

_LAST_PORT: Final = 65535


def run(call: Call) -> int:
    """Print the link, and serve until interrupted. Raises what opening raises, Refused, DuiqiError."""
    if call.bound_to is not None:
        raise Refused(msg("A session on a server serves no browser; run duiqi serve on your own machine."))
    port = _port(call.arguments.text("port"))
    try:
        from tui.web.log import OwnLog
        from tui.web.order import Order
        from tui.web.server import serve
    except ModuleNotFoundError as error:
        raise DuiqiError(
            msg(
                "The browser needs textual-serve: {python} -m pip install textual-serve",
                python=sys.executable,
            )
        ) from error
    write, network = bool(call.arguments.switch("write")), bool(call.arguments.switch("network"))
    with call.board(writing=False) as board:
        person = _person(call, board, write=write)
        title = board.state.one(Settings, SETTINGS_ID).name
        name = full_name(board.state, person) if person is not None else ""
        order = Order(str(board.path), person.id if person else None, write, network, current())
    logging.basicConfig(handlers=[OwnLog(user_log_path("duiqi", appauthor=False) / "duiqi.log")])

    def started(link: str) -> None:
        say(_("Open this link in a browser on this machine:"))
        say(link)
        if write:
            say(_("Whoever has the link can change the board as {person}: keep it to yourself.", person=name))
        else:
            say(_("Whoever has the link can read the board. --write lets them change it too."))
        say(_("ctrl+c ends it."))
        sys.stdout.flush()

    serve(order, title, port, started)
    return 0


def _person(call: Call, board: Board, *, write: bool) -> Person | None:
    """Who is at work in the browser: `--person`, else who runs this. Nobody has to be known to look."""
    named = call.arguments.text("person")
    if named is not None:
        return find_person(board.state, named, field="person")
    known = board.state.get(Person, call.author(board, writing=write))
    if write and known is None:
        raise NotAllowed(msg("--write needs somebody to write as: --person NAME."))
    return known


def _port(word: str | None) -> int:
    """The port that is asked for; 0, which is any that is free, when none is. Raises Usage."""
    if word is None:
        return 0
    if not (word.isascii() and word.isdecimal() and len(word) < 6 and 0 < int(word) <= _LAST_PORT):
        raise Usage(msg("{option} needs a number from 1 to {last}.", option="--port", last=_LAST_PORT))
    return int(word)
