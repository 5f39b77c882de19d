"""What a hosted process may touch, whatever its screens and commands do: the last line, not the first.

Screens ask `screens/reach.py` and requests are read by `request.py`; were one of them to be mistaken, this
refuses all the same. An audit hook (PEP 578) sees every file that Python opens, makes, moves or removes, and
every program it would start. Writing is possible in the boards that the person has and in what is remembered
of them; reading besides only in Python, Duiqi and the system's own folders. Who else may come in, the log,
the other boards and what is remembered of others are outside. No program is started, no port is opened,
and nobody is spoken to over the network.

It holds for Python code, not for what a native library does by itself, and not against somebody who can
already run code of their own in the process.
"""

from __future__ import annotations

import errno
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import local
from typing import Any, Final

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PROGRAMS: Final = frozenset(
    {
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.sendmsg",
        "socket.sendto",
        "webbrowser.open",
    }
)
_CHANGES: Final = frozenset(
    {
        "os.chflags",
        "os.chmod",
        "os.chown",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.removexattr",
        "os.rename",
        "os.rmdir",
        "os.setxattr",
        "os.symlink",
        "os.truncate",
        "os.utime",
        "sqlite3.connect",
    }
)
_LOOKS: Final = frozenset({"os.chdir", "os.getxattr", "os.listdir", "os.listxattr", "os.scandir"})
_OF_SYSTEM: Final = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc",
    "/dev/null",
    "/dev/urandom",
    "/proc/self",
    "/System",
)
"""Where programs and their data lie; nothing of people's."""


class Fence:
    """Once put up it stays until the process ends."""

    def __init__(self, *, writing: Iterable[Path], reading: Iterable[Path], listing: Iterable[Path]) -> None:
        """`writing` may be changed, `reading` looked at; each is a file, or a folder with all in it.

        `listing` are folders of which only the names are seen.
        """
        self._writing = _real([*writing, Path("/dev/null")])
        self._reading = (*self._writing, *_real([*reading, *_of_python(), *map(Path, _OF_SYSTEM)]))
        self._listing = _real(listing)
        self._lifted = local()

    def put_up(self) -> None:
        """From now on."""
        sys.addaudithook(self._hook)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """For the program's own business, in this thread: the log, and who may still come in."""
        self._lifted.now = True
        try:
            yield
        finally:
            self._lifted.now = False

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if not isinstance(path, int):
                self._require(path, self._writing if flags & _WRITES else self._reading)
        elif event in _PROGRAMS:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), event)
        elif event in _CHANGES:
            # Texts and paths are places; numbers are descriptors, modes and times.
            for place in arguments[: 2 if event in ("os.rename", "os.link", "os.symlink") else 1]:
                if not isinstance(place, int):
                    self._require(place, self._writing)
        elif event in _LOOKS and not isinstance(arguments[0], int):
            self._require(arguments[0] if arguments[0] is not None else ".", self._reading)

    def _require(self, path: Any, places: tuple[str, ...]) -> None:
        """Raises PermissionError unless `path` lies in one of `places`."""
        if getattr(self._lifted, "now", False):
            return
        whole = os.path.realpath(os.fsdecode(path))
        if places is self._reading and whole in self._listing:
            return
        if not any(whole == place or whole.startswith(place + os.sep) for place in places):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), whole)


def _real(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(os.path.realpath(path) for path in paths)


def _of_python() -> set[Path]:
    """Where Python and Duiqi themselves lie."""
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[2]}
    places |= {Path(path) for path in sysconfig.get_paths().values()}
    return places


def own_terminal() -> list[Path]:
    """The terminal the person sits at, if there is one: it is painted on, and put back at the end."""
    for descriptor in (0, 1, 2):
        with suppress(OSError):
            return [Path(os.ttyname(descriptor)), Path("/dev/tty")]
    return []
