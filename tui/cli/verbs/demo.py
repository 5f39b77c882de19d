"""`duiqi demo`: a fresh example board, opened."""

from __future__ import annotations

import tempfile
from pathlib import Path

from store.errors import DiskTrouble, Refused
from store.language import _, msg
from tui.cli.call import Call
from tui.cli.output import say
from tui.cli.verbs.new import example
from tui.cli.verbs.opening import show


def run(call: Call) -> int:
    """Make it in a temporary folder and open it as its facilitator.

    Without a terminal it is made all the same, and its path is printed.
    """
    if call.bound_to is not None:
        raise Refused(msg("There is no demo in a session on a server."))
    try:
        folder = Path(tempfile.mkdtemp(prefix="duiqi-demo-"))
    except OSError as error:
        raise DiskTrouble(
            msg("There is no temporary place for the example: {problem}.", problem=error)
        ) from error
    path = folder / "demo.json"
    person = example(path, call.clock)
    if not call.interactive:
        say(str(path))
        return 0
    code = show(path, call, person)
    say(_("The example stays at {path}", path=path))
    return code
