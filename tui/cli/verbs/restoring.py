"""`duiqi restore`: a board as a backup has it; what was there is kept."""

from __future__ import annotations

from datetime import UTC

from store.errors import Refused
from store.files.typed import typed_path
from store.language import _, msg
from tui.cli.call import Call
from tui.cli.output import complain, say


def run(call: Call) -> int:
    """Restore it and say what became of the old one. Raises as `restore` does."""
    from store.board.paths import Paths
    from store.board.restoring import restore

    if call.bound_to is not None:
        raise Refused(msg("Boards are restored on the server, not in a session on it."))
    board = typed_path(call.arguments.text("board") or "")
    done = restore(
        typed_path(call.arguments.text("backup") or ""),
        board,
        clock=call.clock,
        on_network=bool(call.arguments.switch("network")),
    )
    for notice in done.notices:
        complain(f"duiqi: {notice}")
    at = done.at.astimezone(UTC)
    say(
        _(
            "{board} is as it was on {at} UTC, after change {seq}.",
            board=board,
            at=f"{at:%Y-%m-%d %H:%M}",
            seq=done.seq,
        )
    )
    if done.set_aside:
        say(_("Later changes that are no longer on it: {count}.", count=done.set_aside))
    if done.replaced:
        say(_("The files that were there are kept in {folder}", folder=Paths.of(board).kept))
    return 0
