"""Files of the person's own, never the board's: folders 0700, files 0600, replaced in one step."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from store.board import disk

UNFINISHED: Final = ".unfinished-"
"""What the names of files begin with that are being written, or were when the process died."""


def own_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The person's own state folder (`XDG_STATE_HOME`), which need not exist.

    On a team's server one account serves everybody: there each person has a folder of their own inside it.
    """
    from platformdirs import user_state_path

    return of_person(user_state_path("duiqi", appauthor=False), environment)


def of_person(folder: Path, environment: Mapping[str, str]) -> Path:
    """What of a folder of the account is the person's."""
    person = environment.get("DUIQI_PERSON")
    return folder / "people" / short_name(person) if person else folder


def short_name(*parts: str) -> str:
    """A file name of 20 letters and digits for anything at all, the same for the same parts."""
    whole = "\0".join(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(whole).hexdigest()[:20]


def make_folder(path: Path) -> None:
    """Make a folder, and what is missing above it, for this person alone. Raises OSError."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def read(path: Path, limit: int) -> bytes | None:
    """What stands in a file; null when there is none. More than `limit` bytes are cut. Raises OSError."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(fd, "rb") as file:
        return file.read(limit)


def replace(path: Path, data: bytes, *, synced: bool = False) -> None:
    """Put a file with these bytes in the place of `path`; its folder is made. Raises OSError.

    It is not synced unless that is asked for: that would hold up the commits of everybody on the machine, and
    readers know a damaged file. After a power cut the newest words may be missing; after the end of a process
    they are not.
    """
    make_folder(path.parent)
    unfinished = path.with_name(UNFINISHED + secrets.token_hex(8))
    fd = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            disk.write(fd, data)
            if synced:
                disk.sync(fd)
        finally:
            os.close(fd)
        disk.rename(unfinished, path)
        if synced:
            disk.sync_folder(path.parent)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Two runs at the same time: neither forgets what the other has learnt. Raises OSError."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        # A home on a network may know no locks; then the later of the two wins.
        with contextlib.suppress(OSError):
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
