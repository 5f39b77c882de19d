"""`duiqi check`: the whole board read and verified."""

from __future__ import annotations

from store.language import _
from tui.cli.call import Call
from tui.cli.output import say

FOUND_SOMETHING = 1


def run(call: Call) -> int:
    """Print what was found; exit code 1 when it was anything."""
    from store.board import checking

    path = call.board_path()
    if call.arguments.switch("repair"):
        done = checking.repair(path, call.clock)
        for message in done:
            say(str(message))
        if not done:
            say(_("There was nothing to repair."))
    found = checking.check(path)
    for finding in found:
        say(str(finding.message))
    if found:
        if any(finding.mends for finding in found) and not call.arguments.switch("repair"):
            say(_("duiqi check {board} --repair mends it and keeps what it replaces.", board=path))
        return FOUND_SOMETHING
    say(_("Nothing is wrong with {board}.", board=path))
    return 0
