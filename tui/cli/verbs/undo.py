"""`duiqi undo`: the newest own change, taken back by a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import Refused
from store.language import _, msg
from tui.cli.call import Call
from tui.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.board.line import Line


def run(call: Call) -> int:
    """Take it back. Raises Refused when there is none, or when the same was changed since."""
    from store.documents.telling import Teller

    with call.board(writing=True) as board:
        line = newest_own(board.history(), board.author)
        if line is None:
            raise Refused(msg("There is no change of yours to take back."))
        board.undo_line(line.seq)
        said = Teller(board.state, board.moment()).summary(line)
        say(_("Taken back: {change}", change=said))
    return 0


def newest_own(lines: Sequence[Line], author: int | None) -> Line | None:
    """The newest change by `author` that stands: neither taken back, nor itself a taking back."""
    undone: set[int] = set()
    for line in reversed(lines):
        if line.undoes is not None:
            # An undo that was itself undone (redo) lets the line it took back stand again.
            if line.seq not in undone:
                undone.add(line.undoes)
        elif line.seq not in undone and line.by == author and line.changes:
            return line
    return None
