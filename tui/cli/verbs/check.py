"""`duiqi check`: a whole board read and verified, or a backup, or all backups of a board.

For cron: exit code 0 when nothing is wrong, 1 when something was found, 3 when it could not be looked at.
With `--quiet` nothing is printed but what was found.
"""

from __future__ import annotations

from pathlib import Path

from store.files.typed import typed_path
from store.language import _
from tui.cli.call import Call
from tui.cli.output import say

FOUND_SOMETHING = 1


def run(call: Call) -> int:
    """Print what was found; exit code 1 when it was anything."""
    from store.board import backup, checking

    path, of_backup = _path(call)
    quiet = bool(call.arguments.switch("quiet"))
    if call.arguments.switch("repair"):
        done = checking.repair(path, call.clock)
        for message in done:
            say(str(message))
        if not done and not quiet:
            say(_("There was nothing to repair."))
    found = backup.check_backup(path) if of_backup else checking.check(path)
    for finding in found:
        say(str(finding.message))
    if any(finding.mends for finding in found) and not call.arguments.switch("repair"):
        say(_("duiqi check {board} --repair mends it and keeps what it replaces.", board=path))
    of_backups = _look_at_backups(call, path)
    if found or of_backups:
        return FOUND_SOMETHING
    if not quiet:
        say(_("Nothing is wrong with {board}.", board=path))
    return 0


def _path(call: Call) -> tuple[Path, bool]:
    """The board that is meant, and whether it is a backup, which is named by its folder."""
    from store.board.backup import board_in

    named = call.arguments.text("board")
    folder = typed_path(named) if named else None
    if folder is not None and folder.is_dir():
        return board_in(folder), True
    return call.board_path(), False


def _look_at_backups(call: Call, path: Path) -> bool:
    """Print what is wrong with the board's backups, if that was asked; whether it was anything."""
    place = call.arguments.text("backups")
    if place is None:
        return False
    from store.board.backup import check_backups

    found = check_backups(typed_path(place), path)
    for finding in found:
        say(str(finding.message))
    return bool(found)
