"""What a hosted process may touch, whatever its screens and commands do: the last line, not the first.

Screens ask `screens/reach.py` and requests are read by `request.py`; were one of them to be mistaken, this
refuses all the same. An audit hook (PEP 578) sees every file that Python opens, makes, moves or removes, and
every program it would start. Writing is possible in the boards that the person has and in what is remembered
of them; reading besides only in Python, Duiqi and the system's own folders. Who else may come in, the log,
the other boards and what is remembered of others are outside. No program is started, no other process gets
a signal, no port is opened, and nobody is spoken to over the network. What Python does without telling a hook
is taken away (`_UNTOLD`), modules that open files by themselves are not loaded (`_ON_THEIR_OWN`), and of the
C library only the calls are found that Duiqi itself makes (`_CALLS`).

It holds for Python's own calls, not for what a native library does by itself, and not against somebody who
can already run code of their own in the process. Whether a path exists, and how large it is, can be asked
anywhere: there is no event for that.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import local
from types import MappingProxyType, ModuleType
from typing import Any, Final, NoReturn

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = frozenset(
    {
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.killpg",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "resource.prlimit",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "socket.sendmsg",
        "socket.sendto",
        # A database reaches other files by itself: ATTACH.
        "sqlite3.connect",
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
    }
)
_LOOKS: Final = frozenset({"os.chdir", "os.getxattr", "os.listdir", "os.listxattr", "os.scandir"})
_UNTOLD: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "posix": ("chroot", "mkfifo", "mknod", "pidfd_open", "setns", "unshare"),
        "_signal": ("pidfd_send_signal",),
        "_posixsubprocess": ("fork_exec",),
    }
)
"""Functions that raise no event, module by module; not every system has all of them."""
_TAKEN_OVER: Final[Mapping[str, str]] = MappingProxyType(
    {"os": "posix", "signal": "_signal", "subprocess": "_posixsubprocess"}
)
"""Modules that have taken these functions over when they were loaded, some behind an underline."""
_ON_THEIR_OWN: Final = frozenset({"_dbm", "_gdbm", "_posixshmem", "_sqlite3", "nis", "readline"})
"""Modules whose native code opens files without an event."""
_CALLS: Final = frozenset({"inotify_init1", "inotify_add_watch", "statfs", "statfs$INODE64"})
"""Of the C library: what `store/board/inotify.py` and `network.py` call."""
_OF_CTYPES: Final = frozenset({"ctypes.create_string_buffer", "ctypes.get_errno", "ctypes.set_errno"})
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
        self._code = _real([*_of_python(), *map(Path, _OF_SYSTEM)])
        self._reading = (*self._writing, *_real(reading), *self._code)
        self._listing = _real(listing)
        self._lifted = local()

    def put_up(self) -> None:
        """From now on."""
        for native, names in _UNTOLD.items():
            _take_away(import_module(native), names)
        for module, native in _TAKEN_OVER.items():
            if module in sys.modules:
                _take_away(sys.modules[module], [*_UNTOLD[native], *(f"_{name}" for name in _UNTOLD[native])])
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
        elif event == "import":
            self._require_code(arguments[0], arguments[1])
        elif event in _REFUSED or (event.startswith("ctypes.") and not _is_own_call(event, arguments)):
            raise _not_permitted(event)
        elif event in _CHANGES:
            # Texts and paths are places; numbers are descriptors, modes and times.
            for place in arguments[: 2 if event in ("os.rename", "os.link", "os.symlink") else 1]:
                if not isinstance(place, int):
                    self._require(place, self._writing)
        elif event in _LOOKS and not isinstance(arguments[0], int):
            self._require(arguments[0] if arguments[0] is not None else ".", self._reading)
        elif event == "os.kill" and arguments[0] != os.getpid():
            raise _not_permitted(event)
        elif event == "socket.__new__" and arguments[1] != socket.AF_UNIX:
            # Listening raises no event, and takes a port by itself. The loop wakes itself by a pair of these.
            raise _not_permitted(event)

    def _require_code(self, module: str, library: str | None) -> None:
        """Raises ImportError, as where there is no such module, and PermissionError for native code that lies
        where things are written."""
        if module in _ON_THEIR_OWN:
            raise ModuleNotFoundError(module, name=module)
        if library is not None:
            self._require(library, self._code)

    def _require(self, path: Any, places: tuple[str, ...]) -> None:
        """Raises PermissionError unless `path` lies in one of `places`."""
        if getattr(self._lifted, "now", False):
            return
        named = os.fsdecode(path)
        if os.pardir in (parts := Path(named).parts) and parts[0] != os.sep:
            # It may be meant from the folder of a descriptor, of which a hook is told nothing.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), named)
        whole = os.path.realpath(named)
        if places is self._reading and whole in self._listing:
            return
        if not any(whole == place or whole.startswith(place + os.sep) for place in places):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), whole)


def _is_own_call(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether Duiqi itself does that with the C library: it is there already, and a few calls are found."""
    match event, arguments:
        case ("ctypes.dlopen", (None,)):
            return True
        case ("ctypes.dlsym", (_, name)):
            return name in _CALLS
        case _:
            return event in _OF_CTYPES


def _take_away(module: ModuleType, names: Iterable[str]) -> None:
    for name in names:
        if hasattr(module, name):
            setattr(module, name, partial(_refuse, name))


def _refuse(name: str, *_given: object, **_named: object) -> NoReturn:
    raise _not_permitted(name)


def _not_permitted(what: str) -> PermissionError:
    return PermissionError(errno.EPERM, os.strerror(errno.EPERM), what)


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
