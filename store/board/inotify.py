"""What Linux reports of a folder, heard on a program's own loop: no thread, and no looking at intervals.

Straight on the system's calls (inotify(7)): the libraries for it start a process to look for the C library,
which twenty sessions that open at once would all wait for, and watchfiles looks a hundred times a second.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

_EVENT: Final = struct.Struct("iIII")
_BUFFER: Final = 64 * 1024
# A line that is written, a file that is made, renamed or deleted, and the folder that goes.
_MASK: Final = 0x2 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800
_ONLY_A_FOLDER: Final = 0x01000000


@lru_cache(maxsize=1)
def _system() -> Any | None:
    """The C library of this process; null where it cannot report."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    return library if hasattr(library, "inotify_init1") else None


def supported() -> bool:
    """Whether the system reports in this way."""
    return _system() is not None


class Inotify:
    """The reports of one folder, from now on. Raises OSError when there is no such folder, or when the limits
    of the system are reached (`fs.inotify.max_user_instances`, `max_user_watches`)."""

    def __init__(self, folder: Path) -> None:
        self._fd = _checked("inotify_init1", os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            _checked("inotify_add_watch", self._fd, os.fsencode(folder), _MASK | _ONLY_A_FOLDER)
        except OSError:
            os.close(self._fd)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)

    def fileno(self) -> int:
        """What is readable when there is something to report."""
        return self._fd

    def names(self) -> Iterator[str]:
        """The names of the files that something happened to; "" for the folder itself, and for more than the
        system could keep."""
        try:
            data = os.read(self._fd, _BUFFER)
        except BlockingIOError:
            return
        at = 0
        while at + _EVENT.size <= len(data):
            _watch, _mask, _cookie, length = _EVENT.unpack_from(data, at)
            at += _EVENT.size
            yield os.fsdecode(data[at : at + length].rstrip(b"\0"))
            at += length


def _checked(call: str, *arguments: int | bytes) -> int:
    result = int(getattr(_system(), call)(*arguments))
    if result < 0:
        problem = ctypes.get_errno()
        raise OSError(problem, os.strerror(problem))
    return result
