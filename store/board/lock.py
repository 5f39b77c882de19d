"""The lock of a board: held by one session while it writes, released by the kernel when its process dies.

The file is never deleted. In it stands who holds it, for those who wait; what stands there after the lock is
released means nothing. Those who wait hold a second file together, so that whoever has just written sees them
and stands with them instead of going before them.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

import orjson

from store.board import disk
from store.errors import Locked
from store.language import Message, msg

SPEAK_AFTER: Final = 0.05
"""Seconds of waiting after which the one who waits is told for whom."""
_SIZE: Final = 256
_SHORTEST: Final = 0.0003
_LONGEST: Final = 0.02
_LONG: Final = 0.1
"""Seconds of waiting from which on one asks more and more often, so that who waits longest comes first."""
MOST: Final = 6
"""As many times one's patience one waits at the most while the lock goes from hand to hand."""
_COURTESY: Final = 0.05
"""Seconds after letting go of the lock within which one does not go before those who wait."""


class Lock:
    """The lock of one session. Not for two threads at once: the board sees to that.

    `with lock.holding(patience, waiting): …` or nothing at all.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd = -1
        self._queue = -1
        self._let_go = 0.0
        self._rest = b""
        self._patience = 0.0
        self._waiting: Callable[[str], None] | None = None
        self.sign("")

    def sign(self, person: str) -> None:
        """Say who will hold the lock from now on."""
        rest = {"pid": os.getpid(), "person": person[:40], "host": os.uname().nodename[:40]}
        self._rest = orjson.dumps(rest)[1:].ljust(_SIZE) + b"\n"

    def holding(self, patience: float, waiting: Callable[[str], None] | None = None) -> Lock:
        """For `with`: wait until nobody else has got the lock for `patience` seconds, and `MOST` times as
        long at the most. `waiting` is told the holder once, after 50 ms.
        """
        self._patience = patience
        self._waiting = waiting
        return self

    def __enter__(self) -> None:
        """Take the lock. Raises Locked, OSError when the file cannot be made or opened."""
        if self._fd < 0:
            self._fd = _opened(self.path)
        again = time.monotonic() - self._let_go < _COURTESY
        if (again and self._others_wait()) or not self._taken():
            self._wait()
        # A courtesy to those who wait: on a full disk it is left out, and it need not reach the disk.
        with contextlib.suppress(OSError):
            os.pwrite(self._fd, b'{"since":%.3f,' % time.time() + self._rest, 0)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.flock(self._fd, fcntl.LOCK_UN)
        self._let_go = time.monotonic()

    def _others_wait(self) -> bool:
        """Whether somebody stands in the queue: holds its file, as any number of them may."""
        try:
            if self._queue < 0:
                self._queue = os.open(self._place, _OPEN)
            fcntl.flock(self._queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno == errno.EWOULDBLOCK  # another error: it is not there, as nobody ever waited
        self._leave()
        return False

    def _stand(self) -> None:
        if self._queue < 0:
            self._queue = _opened(self._place)
        fcntl.flock(self._queue, fcntl.LOCK_SH | fcntl.LOCK_NB)

    @property
    def _place(self) -> Path:
        return self.path.with_name("queue")

    def _leave(self) -> None:
        if self._queue >= 0:
            fcntl.flock(self._queue, fcntl.LOCK_UN)

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EINTR):
                return False
            raise
        if self._is_in_place():
            return True
        # Somebody deleted the file, or moved it away, perhaps with the whole folder, to put a copy in its
        # place: what is locked here keeps nobody out who comes now.
        self.close()
        self._fd = _opened(self.path)
        return self._taken()

    def _is_in_place(self) -> bool:
        """Whether the file that is locked is the one that others will open."""
        held = os.fstat(self._fd)
        try:
            found = os.stat(self.path, follow_symlinks=False)  # noqa: PTH116 - on every key's path
        except FileNotFoundError:
            return False
        return (held.st_ino, held.st_dev) == (found.st_ino, found.st_dev)

    def _wait(self) -> None:
        # A courtesy, too: it goes on without where the queue cannot be had, or somebody just looks into it.
        with contextlib.suppress(OSError):
            self._stand()
        try:
            self._stand_by()
        finally:
            with contextlib.suppress(OSError):
                self._leave()

    def _stand_by(self) -> None:
        began = time.monotonic()
        asked, note = began + self._patience, self._note()
        time.sleep(_SHORTEST)
        longest = _SHORTEST
        while not self._taken():
            now = time.monotonic()
            waited = now - began
            if now >= asked:
                before, note = note, self._note()
                asked = now + self._patience
                if note != before and waited < MOST * self._patience:
                    continue  # a crowd, and it moves: one's turn comes
                holder = self.holder()
                raise Locked(
                    msg(
                        "The board is being written by {holder}. Nothing was saved; try again.", holder=holder
                    ),
                    str(holder),
                )
            if self._waiting is not None and waited >= SPEAK_AFTER:
                tell, self._waiting = self._waiting, None
                tell(str(self.holder()))
            # Random, so that many who wait do not all come back at once.
            longest = min(longest * 1.5, _LONGEST, _LONGEST * _LONG / max(waited, _LONG))
            time.sleep(random.uniform(_SHORTEST / 2, max(longest, _SHORTEST)))

    def holder(self) -> Message:
        """Who holds the lock, as far as the file says."""
        try:
            found = orjson.loads(self._note())
            since = time.strftime("%H:%M:%S", time.localtime(found["since"]))
            who = {"pid": int(found["pid"]), "host": str(found["host"]), "since": since}
            person = str(found["person"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return msg("another process")
        if person:
            return msg("{person} (process {pid} on {host}, since {since})", person=person, **who)
        return msg("process {pid} on {host} (since {since})", **who)

    def _note(self) -> bytes:
        """What stands in the file: other bytes whenever somebody takes the lock."""
        with contextlib.suppress(OSError):
            return os.pread(self._fd, 2 * _SIZE, 0)
        return b""

    def close(self) -> None:
        """Let go of the file."""
        for fd in (self._fd, self._queue):
            if fd >= 0:
                os.close(fd)
        self._fd = self._queue = -1


_OPEN: Final = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""In a shared folder anybody may lay a link or a pipe there; the lock is written to, so it leads nowhere."""


def _opened(path: Path) -> int:
    try:
        return os.open(path, _OPEN)
    except FileNotFoundError:
        try:
            return disk.create(path)
        except FileExistsError:
            return os.open(path, _OPEN)
