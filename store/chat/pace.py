"""How often a robot may be used, by all processes of a person together, and by one at a time.

A file a robot: its kernel lock says that somebody is sending, its content when requests were made. It is
named after a fingerprint of the token, so two channels of one robot share it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from store.board import own
from store.chat.channel import Robot
from store.errors import DiskTrouble, Locked
from store.language import msg

WINDOW: Final = 61.0
"""Seconds over which requests are counted: the minute of a service, and a second for its clock."""
PATIENCE: Final = 90.0
"""Seconds for which one waits until another process has done with the robot."""
_POLL: Final = 0.2
_LIMIT: Final = 65536


def fingerprint(robot: Robot) -> str:
    """A name for a robot from which nobody learns its token."""
    whole = f"{robot.service.name}\0{robot.address}\0{robot.token.reveal()}"
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


class Pace:
    """The use of one robot. Times are seconds since 1970; `now` and `sleep` are handed in."""

    def __init__(
        self,
        folder: Path,
        robot: str,
        per_minute: int,
        *,
        now: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._path = folder / robot
        self._most = per_minute
        self._now = now
        self._sleep = sleep
        self._fd = -1

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else uses the robot meanwhile. Raises Locked when another process does so for long, and
        DiskTrouble."""
        waited = 0.0
        while not self.taken():
            if waited >= PATIENCE:
                raise Locked(msg("Another Duiqi is sending to the same group."), "")
            self._sleep(_POLL)
            waited += _POLL
        try:
            yield
        finally:
            self.release()

    def taken(self) -> bool:
        """Take the lock if nobody has it. Raises DiskTrouble."""
        try:
            own.make_folder(self._path.parent)
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            problem = error.strerror or "?"
            raise DiskTrouble(msg("The outbox cannot be written ({problem}).", problem=problem)) from None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            return False
        self._fd = fd
        return True

    def release(self) -> None:
        """Give the lock back."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def wait(self, told: Callable[[float], None]) -> None:
        """Wait until another request may be made, and count it. `told` hears the seconds of a wait."""
        times = [each for each in self._times() if self._now() - WINDOW < each <= self._now()]
        if len(times) >= self._most:
            rest = times[-self._most] + WINDOW - self._now()
            told(rest)
            self._sleep(rest)
        times.append(self._now())
        data = json.dumps(times[-self._most :]).encode()
        with contextlib.suppress(OSError):  # without it the service itself says when it is too much
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, data, 0)

    def _times(self) -> list[float]:
        try:
            found = json.loads(os.pread(self._fd, _LIMIT, 0) or b"[]")
        except (OSError, ValueError):
            return []
        return [each for each in found if isinstance(each, float)] if isinstance(found, list) else []
