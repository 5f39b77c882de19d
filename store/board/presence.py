"""Who is here, where they look, and who presents: one small file a session, in the board's `presence/`.

A file is locked by the kernel from before it has its name until its process ends, however that ends. So one
that is not locked is left over, and whoever finds it deletes it; names are never used twice.

Presence is a courtesy. Where it cannot be written, on a board opened for reading or in a folder of others,
the session is not seen, and nobody is troubled.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import re
import secrets
import stat
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.board import disk, seat, watch
from store.board.later import Later
from store.board.paths import Paths
from store.board.seat import Item, Seat

if TYPE_CHECKING:
    from store.board.board import Board
    from store.model.clock import Clock
    from store.model.organisation import Person

PAUSE: Final = 1.0
"""Seconds between two writes of one session, unless it presents."""
KEY_EVERY: Final = timedelta(minutes=1)
"""How exactly others know when my last key was."""
STEP: Final = 50
"""Milliseconds, as `watch.STEP`: who follows the presenter is there within a tenth of a second."""
_MOST: Final = 1000
_SESSION: Final = re.compile(r"[0-9a-f]{16}").fullmatch


@dataclass(frozen=True, slots=True)
class Present:
    """A session that is open now. `person` is null for somebody not on the board, whose `name` is "".

    `session` tells two sessions of a person apart. `minutes` have passed since their last key; times in UTC.
    `following` is the meeting whose presenter they follow.
    """

    session: str
    person: int | None
    name: str
    pid: int
    host: str
    since: datetime
    item: Item | None
    last_key: datetime
    presenting: bool
    following: int | None
    minutes: int


class Presence:
    """This session, as others see it. Calls return at once: a thread writes. Nothing here raises."""

    def __init__(self, paths: Paths | None, mine: Seat) -> None:
        """Be seen, or not at all without `paths`."""
        self.session = secrets.token_hex(8)
        self._seat = mine
        self._last_key = mine.last_key
        self._file = _File(paths, self.session) if paths else None
        self._later = Later[str, Seat](self._write, PAUSE, name="presence") if paths else None
        self._show()

    @classmethod
    def enter(cls, board: Board, person: Person | None) -> Presence:
        """Come in as `person`; on a board that is read-only, unseen."""
        now = board.clock.now()
        mine = Seat(
            person=person.id if person else None,
            name=person.name if person else "",
            pid=os.getpid(),
            host=seat.host_name(),
            since=now,
            last_key=now,
        )
        return cls(Paths.of(board.path) if board.read_only is None else None, mine)

    def identify(self, person: Person | None) -> None:
        """Be somebody else from now on."""
        self._become(person=person.id if person else None, name=person.name if person else "")

    def look_at(self, item: Item | None) -> None:
        """The cursor stands on `item`: the table and id of a record."""
        if item != self._seat.item:
            self._become(item=item)

    def present(self, presenting: bool) -> None:
        """Begin or end to present: others may follow where I look."""
        if presenting != self._seat.presenting:
            self._become(presenting=presenting)

    def follow(self, meeting: int | None) -> None:
        """Follow the presenter of that meeting, or nobody."""
        if meeting != self._seat.following:
            self._become(following=meeting)

    def key_pressed(self, now: datetime) -> None:
        """Somebody sits here. For every key; written once a minute."""
        self._last_key = now
        if not timedelta(0) <= now - self._seat.last_key < KEY_EVERY:
            self._become()

    def flush(self) -> None:
        """Return when others can see all of the above."""
        if self._later is not None:
            self._later.flush()

    def leave(self) -> None:
        """Go. Nothing is shown any more."""
        if self._later is not None and self._file is not None:
            self._later.close()
            self._file.remove()

    def _become(self, **what: object) -> None:
        at_once = self._seat.presenting
        self._seat = self._seat.model_copy(update={**what, "last_key": self._last_key})
        self._show(at_once=at_once or self._seat.presenting)

    def _write(self, _: str, now: Seat) -> None:
        if self._file is not None:
            self._file.write(now)

    def _show(self, *, at_once: bool = False) -> None:
        if self._later is not None:
            self._later.put("seat", self._seat, at_once=at_once)


class _File:
    """The file of a session. Only its thread calls this, and who ends that thread."""

    def __init__(self, paths: Paths, session: str) -> None:
        self._paths = paths
        self._path = paths.presence / session
        self._fd = -1

    def write(self, now: Seat) -> None:
        # What fails is tried again when there is something new to say.
        with contextlib.suppress(OSError):
            if self._fd >= 0 and not os.fstat(self._fd).st_nlink:
                self._close()  # somebody deleted it, perhaps with the whole folder
            if self._fd < 0:
                self._fd = self._placed(seat.encoded(now))
            else:
                os.pwrite(self._fd, seat.encoded(now), 0)

    def remove(self) -> None:
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._close()

    def _placed(self, data: bytes) -> int:
        """Make the file under another name, so that nobody ever sees it unlocked or empty."""
        disk.make_folder(self._paths.unfinished)
        disk.make_folder(self._paths.presence)
        unfinished = self._paths.new_unfinished()
        fd = disk.create(unfinished)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            disk.write(fd, data)
            disk.rename(unfinished, self._path)
        except OSError:
            os.close(fd)
            unfinished.unlink(missing_ok=True)
            raise
        return fd

    def _close(self) -> None:
        os.close(self._fd)
        self._fd = -1


def who_is_here(board_path: Path | str, now: datetime) -> list[Present]:
    """The sessions open on a board: who presents first, then by name. `now` in UTC.

    Reads a file a session, and deletes what those left that are gone. Never raises OSError.
    """
    folder = Paths.of(board_path).presence
    found = [(name, taken) for name in _sessions(folder) if (taken := _taken(folder / name)) is not None]
    people = [
        Present(
            name,
            taken.person,
            taken.name,
            taken.pid,
            taken.host,
            taken.since,
            taken.item,
            taken.last_key,
            taken.presenting,
            taken.following,
            seat.minutes_between(taken.last_key, now),
        )
        for name, taken in found
    ]
    return sorted(people, key=lambda one: (not one.presenting, one.name, one.since, one.session))


async def people_here(
    board_path: Path | str, clock: Clock, *, network: bool = False, stop: asyncio.Event | None = None
) -> AsyncGenerator[list[Present], None]:
    """Yield who is here at the start, and whenever that is different, minutes since the last key included.

    Who was cut off is gone within five seconds. For screens that show it; ends when `stop` is set.
    """
    shown = await asyncio.to_thread(who_is_here, board_path, clock.now())
    yield shown
    wakes = watch.hints(
        Paths.of(board_path).presence, None, step=STEP, network=network, stop=stop or asyncio.Event()
    )
    async with aclosing(wakes):
        async for _ in wakes:
            people = await asyncio.to_thread(who_is_here, board_path, clock.now())
            if people != shown:
                shown = people
                yield people


def _sessions(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, _MOST) if _SESSION(entry.name)]
    except OSError:
        return []


def _taken(path: Path) -> Seat | None:
    """What the session says whose file this is; null when it is gone, and then so is the file."""
    try:
        # Neither a link nor a pipe that somebody laid there leads anywhere.
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return None
        if _unlocked(fd):
            # A file deleted before may have given its name to a living one.
            if os.fstat(fd).st_nlink:
                path.unlink(missing_ok=True)
            return None
        for _ in range(3):  # it may be being written
            if (found := seat.decoded(os.pread(fd, seat.SIZE + 1, 0))) is not None:
                return found
    except OSError:
        return None
    finally:
        os.close(fd)
    return None


def _unlocked(fd: int) -> bool:
    """Whether no session holds the file. A shared lock, as others may be asking at the same time."""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
