"""Making the folder of a team's server."""

from __future__ import annotations

import os

from store.board import own
from store.errors import DiskTrouble, Refused
from store.files.typed import typed_path
from store.language import msg
from tui.hosted.people import Everybody, Register
from tui.hosted.places import Places, pointer


def make(named: str) -> Places:
    """The server in the folder `named`, which is made when it is missing; this account finds it from now on.

    Again on the same folder it only closes it and is remembered. Raises Refused for a folder of others or one
    in which something else lies, DiskTrouble.
    """
    folder = typed_path(named).absolute()
    places = Places(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_ours(places)
        folder.chmod(0o700)
        for part in (places.boards, places.state, places.log):
            own.make_folder(part)
            part.chmod(0o700)
        if not places.configuration.exists():
            Register(places).write(Everybody())
        own.replace(pointer(), f"{folder}\n".encode())
    except OSError as error:
        raise DiskTrouble(
            msg("{folder} cannot be made: {reason}.", folder=folder, reason=error.strerror or "")
        ) from error
    return places


def _require_ours(places: Places) -> None:
    folder = places.folder
    if folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid != os.geteuid():
        raise Refused(
            msg("{folder} must be a folder of this account, and no link.", folder=folder), field="what"
        )
    known = {"boards", "state", "log", "host.json"}
    if not places.configuration.exists() and any(each.name not in known for each in folder.iterdir()):
        raise Refused(
            msg("Something else lies in {folder} already; name a folder of its own.", folder=folder),
            field="what",
        )
