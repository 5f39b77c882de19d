"""`duiqi unarchive`: an initiative back from its archive, as it was."""

from __future__ import annotations

from store.files.typed import typed_path
from store.language import _
from store.model.initiative import Initiative
from tui.cli import memory
from tui.cli.call import Call
from tui.cli.output import say


def run(call: Call) -> int:
    """Bring it back. Raises as `unarchive` does."""
    from store.board.unarchive import unarchive

    with call.board(writing=True) as board:
        line = unarchive(board, typed_path(call.arguments.text("file") or ""))
        memory.used(board.path)
        initiative = board.state.one(Initiative, line.made(Initiative) or 0)
        say(_("{code} is back on the board, as it was.", code=initiative.code))
    return 0
