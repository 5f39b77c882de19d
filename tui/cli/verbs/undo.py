"""`duiqi undo`: the newest own change, taken back by a new one."""

from __future__ import annotations

from store.documents.telling import Teller
from store.errors import Refused
from store.language import _, msg
from tui.cli.call import Call
from tui.cli.output import say


def run(call: Call) -> int:
    """Take it back. Raises Refused when there is none, or when the same was changed since."""
    with call.board(writing=True) as board:
        line = board.newest_own()
        if line is None:
            raise Refused(msg("There is no change of yours to take back."))
        board.undo_line(line.seq)
        said = Teller(board.state, board.moment()).summary(line)
        say(_("Taken back: {change}", change=said))
    return 0
