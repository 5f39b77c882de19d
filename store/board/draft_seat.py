"""Which of a person's open sessions a draft belongs to: two of them must not take each other's words.

A session has a file of its own beside the drafts, locked by the kernel until it ends, however it ends. What
one that ended has left is there for the next.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from pathlib import Path
from typing import Final

from store.board import own

SUFFIX: Final = ".live"


class DraftSeat:
    """The place of one session in `folder`, taken with its first draft; `name` stands in their names."""

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(4)
        self._path = folder / f"{self.name}{SUFFIX}"
        self._fd = -1

    def take(self) -> None:
        """Be seen as a session that goes on. Raises OSError."""
        if self._fd >= 0:
            return
        own.make_folder(self._path.parent)
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            raise
        self._fd = fd

    def leave(self) -> None:
        """The session ends: what it left unsaved is offered to the next one."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            os.close(self._fd)
            self._fd = -1


def goes_on(folder: Path, name: str) -> bool:
    """Whether the session of that name is open. The file of one that ended otherwise is deleted."""
    path = folder / f"{name}{SUFFIX}"
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    finally:
        os.close(fd)
