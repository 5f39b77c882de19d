"""Archives under way: a note for each in the board's folder, and what of one is left when nobody works on it.

An archive is written under a name that nobody else uses, put in place, and counts once the board's journal
has a line with its `archive_id`. The note says where it is going to be; the kernel locks it until the process
that wrote it ends, however it ends. So a note that is not locked, of an archive of which the journal has no
line, is one of an archive that was not finished.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from store.board import checkpoint, disk
from store.board.journal import BadJournal, Journal
from store.board.line import BadLine, decode, moment, stamp
from store.board.paths import Paths, is_unfinished
from store.model.archive import Archive
from store.rules.who import body_of


@dataclass(frozen=True, slots=True)
class Underway:
    """An archive that is being written: of which initiative, since when (UTC), the TinyDB file it will be.

    Everything is in `staged` at first, beside the place where it is to be.
    """

    archive_id: str
    initiative: int
    code: str
    file: Path
    at: datetime

    @property
    def staged(self) -> Path:
        """The folder in which it is written. Nobody else makes one of that name."""
        return self.file.with_name(f".duiqi-{self.archive_id}")

    @property
    def target(self) -> Paths:
        """Where it is to be."""
        return Paths(self.file, self.file.with_suffix(".duiqi"))


class Note:
    """The note of an archive that this process is writing. Close it in the end."""

    def __init__(self, paths: Paths, underway: Underway) -> None:
        """Write it, on the disk before anything of the archive is. Raises OSError; then there is none."""
        self._paths = paths
        self._path = paths.archiving / underway.archive_id
        disk.make_folder(paths.unfinished)
        disk.make_folder(paths.archiving)
        temporary = paths.new_unfinished()
        self._fd = disk.create(temporary)
        try:
            # Locked before it has its name, so that nobody takes it for one that was left.
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            disk.write(self._fd, _as_bytes(underway, paths.folder))
            disk.sync(self._fd)
            disk.rename(temporary, self._path)
            disk.sync_folder(paths.archiving)
        except OSError:
            for left in (temporary, self._path):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
            self.close()
            raise

    def done(self) -> None:
        """It is decided: finished, or nothing of it is left. Raises OSError."""
        disk.remove(self._path)

    def close(self) -> None:
        """Let go: what is left now was not finished."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def left_over(paths: Paths) -> Iterator[tuple[Underway | None, Path]]:
    """The notes on which nobody works any more, each with its place; null for one that says nothing,
    or that came here with a copy of the folder in which it was written: what it tells of is not this board's.

    While one is looked at it is locked, so that two who clean up do not meet. Raises OSError.
    """
    try:
        names = sorted(entry.name for entry in os.scandir(paths.archiving) if is_unfinished(entry.name))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for name in names:
        path = paths.archiving / name
        try:
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            continue  # gone, or a link that somebody laid there
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield _read(name, os.read(fd, 1 << 16), paths.folder), path
        except BlockingIOError:
            continue
        finally:
            os.close(fd)


def is_decided(journal: Journal, archive_id: str) -> bool:
    """Whether the journal has a line with that id. In doubt, such as of a line without its end, it has."""
    sought = archive_id.encode()
    offset, rest = 0, b""
    while chunk := journal.read(offset, 1 << 20):
        if sought in rest + chunk:
            return True
        offset += len(chunk)
        rest = chunk[-len(sought) :]
    return False


def clean(paths: Paths, journal: Journal, initiative: int | None = None) -> list[Underway]:
    """Remove what is left of archives that were not finished: of one initiative, or of all. Returns them.

    Only for the holder of the lock, on a journal that was read to its end. Raises OSError: then the rest is
    found again.
    """
    removed = []
    for underway, note in left_over(paths):
        if underway is not None:
            if initiative not in (None, underway.initiative):
                continue
            if not is_decided(journal, underway.archive_id):
                discard(underway, paths)
                removed.append(underway)
        disk.remove(note)
    return removed


def discard(underway: Underway, paths: Paths) -> None:
    """Remove what was written of an archive, in an order that leaves no half of it with its name. What is in
    place already is not removed but set aside, into the board's `kept`.

    Nothing is touched that does not bear its id. Raises OSError.
    """
    target, staged, aside = underway.target, underway.staged, _aside(underway, paths)
    if not staged.exists() and bears(target.journal, underway.archive_id):
        disk.make_folder(aside.folder.parent)
        disk.rename(target.folder, aside.folder)
        disk.sync_folder(aside.folder.parent)
        disk.sync_folder(staged.parent)
    board = _board_of(aside.journal)
    if board is not None:
        header = None
        with contextlib.suppress(OSError):
            header = checkpoint.peek(target.file)
        if header is not None and header.board == board:
            disk.rename(target.file, aside.file)
            disk.sync_folder(aside.file.parent)
            disk.sync_folder(target.file.parent)
    if staged.exists():
        disk.remove_folder(staged)
        disk.sync_folder(staged.parent)


def _aside(underway: Underway, paths: Paths) -> Paths:
    """Where an archive goes that was in place: on the same disk, so that it goes there in one step."""
    parent = underway.file.parent
    same = parent.exists() and parent.stat().st_dev == paths.folder.stat().st_dev
    folder = paths.kept if same else parent
    name = f"{underway.file.stem}-{underway.archive_id}"
    return Paths(folder / f"{name}.json", folder / f"{name}.duiqi")


def bears(journal: Path, archive_id: str) -> bool:
    """Whether the last line of a journal says that it is the archive of that id."""
    try:
        last = journal.read_bytes().rstrip(b"\n").rpartition(b"\n")[2]
        changes = decode(last).changes
    except (OSError, BadLine):
        return False
    return any(
        change.table == Archive.table and body_of(change.after).get("archive_id") == archive_id
        for change in changes
    )


def _board_of(path: Path) -> str | None:
    try:
        journal = Journal(path, writable=False)
    except (OSError, BadJournal):
        return None
    journal.close()
    return journal.board


def _as_bytes(underway: Underway, folder: Path) -> bytes:
    return orjson.dumps(
        {
            "initiative": underway.initiative,
            "code": underway.code,
            "file": str(underway.file),
            "at": stamp(underway.at),
            "folder": str(folder),
        }
    )


def _read(archive_id: str, data: bytes, folder: Path) -> Underway | None:
    try:
        found = orjson.loads(data)
        if found["folder"] != str(folder):
            return None
        at = moment(str(found["at"]))
        file = Path(str(found["file"]))
        return Underway(archive_id, int(found["initiative"]), str(found["code"]), file, at)
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
