"""`duiqi undo`: the newest own change, taken back by a new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from store.documents.telling import Teller
from store.errors import Refused
from store.language import _, msg
from tui.cli.call import Call
from tui.cli.output import say

RECENT: Final = timedelta(hours=1)
"""Up to this age a change is taken back without asking."""


def run(call: Call) -> int:
    """Take it back. Raises Refused when there is none, when it is older than `RECENT` and `--older` is not
    given, or when the same was changed since."""
    with call.board(writing=True) as board:
        line = board.newest_own()
        if line is None:
            raise Refused(msg("There is no change of yours to take back."))
        said = Teller(board.state, board.moment()).summary(line)
        if board.moment().now - line.at > RECENT and not call.arguments.switch("older"):
            raise Refused(
                msg(
                    "That was more than an hour ago: {change}. --older takes it back all the same.",
                    change=said,
                )
            )
        board.undo_line(line.seq)
        say(_("Taken back: {change}", change=said))
    return 0
