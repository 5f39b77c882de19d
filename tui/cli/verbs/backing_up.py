"""`duiqi backup`: a copy of a board, made while it is in use, and read back."""

from __future__ import annotations

from store.errors import Refused
from store.files.typed import typed_path
from store.language import _, msg
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import complain, say


def run(call: Call) -> int:
    """Make it and say where it is. Raises as `back_up` does, Usage for a number that is none."""
    from store.board.backup import back_up

    if call.bound_to is not None:
        raise Refused(msg("Backups are made on the server, not in a session on it."))
    to = call.arguments.text("to")
    made = back_up(
        call.board_path(),
        typed_path(to) if to is not None else None,
        keep=_number(call.arguments.text("keep")),
        clock=call.clock,
    )
    for notice in made.notices:
        complain(f"duiqi: {notice}")
    if not call.arguments.switch("quiet"):
        say(_("Backed up and read back: {folder}", folder=made.backup.folder))
        for gone in made.removed:
            say(_("Removed: {folder}", folder=gone.folder))
    return 0


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    if not word.isdecimal() or len(word) > 6:
        raise Usage(msg("{option} needs a number.", option="--keep"), field="keep")
    return int(word)
