"""A copy of a board, made while people work on it: a folder with a board in it, like any other.

The lock is held only to learn where the journal ends. What lies before that place never changes again, so it
is copied without holding anybody up, and the TinyDB file is written from the state of that very moment. The
copy is read back with the check of every board before it gets its name: it is there whole or not at all.

`launch.backups/launch-20261128T191500Z/launch.json` and its folder. What was set aside in `kept/` and the
drafts, which are the person's, are not in it.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from store.board import checkpoint, disk, keeping, migrate
from store.board.checking import Finding, check
from store.board.journal import Mark, reason_of
from store.board.lock import Lock
from store.board.opening import load, why_read_only
from store.board.paths import Paths
from store.board.session import Session
from store.errors import Damaged, DiskTrouble, NotFound, Refused
from store.language import Message, msg
from store.model.clock import Clock, SystemClock
from store.model.state import State

PATIENCE: Final = 30.0
"""Seconds that a backup waits for the lock: nobody sits before it."""
_CHUNK: Final = 1 << 20
_TIME: Final = "%Y%m%dT%H%M%SZ"
_STALE: Final = 3600.0
"""Seconds after which a half-made backup belongs to nobody."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there: its folder, the TinyDB file in it, when it was made (UTC)."""

    folder: Path
    file: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A new backup, the number of its last line, the older ones that had to go, and what must be told."""

    backup: Backup
    seq: int
    removed: tuple[Backup, ...]
    notices: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A board at one moment. `fd` is open on its journal and is the holder's to close."""

    fd: int
    mark: Mark
    state: State
    board: str
    epoch: str
    notices: tuple[Message, ...]


def usual_place(board: Path | str) -> Path:
    """Where the backups of a board lie when nobody says otherwise: beside it."""
    paths = Paths.of(board)
    return paths.folder.with_name(f"{paths.folder.stem}.backups")


def back_up(
    board: Path | str, to: Path | None = None, *, keep: int | None = None, clock: Clock | None = None
) -> Made:
    """Make a backup of a board in the folder `to`, which is made when the one around it is there.

    `keep`: so many backups of this board stay there, the new one included; the oldest go, after the new one
    is known to be good. Raises NotFound, Refused, Damaged (a damaged board is repaired first), NewerFormat,
    Locked, DiskTrouble; then there is no new backup, and none has gone.
    """
    if keep is not None and keep < 1:
        raise Refused(msg("At least one backup has to stay."), field="keep")
    paths, place = Paths.of(board), to if to is not None else usual_place(board)
    clock = clock or SystemClock()
    if not place.parent.is_dir():
        raise Refused(msg("There is no folder {path}.", path=str(place.parent)), field="to")
    try:
        moment = _moment(paths, clock)
    except OSError as error:
        raise DiskTrouble(msg("The board cannot be read: {reason}.", reason=reason_of(error))) from error
    try:
        disk.make_folder(place)
        _clean(place, paths)
        made = _written(paths, place, moment, clock.now())
        gone = tuple(_only(keep, made, paths, moment.board))
    except OSError as error:
        raise DiskTrouble(msg("The backup was not made: {reason}.", reason=reason_of(error))) from error
    finally:
        os.close(moment.fd)
    return Made(made, moment.mark.seq, gone, moment.notices)


def backups(place: Path, board: Path | str, board_id: str | None = None) -> list[Backup]:
    """The backups of a board in a folder, the newest first; only of the board `board_id` if that is given."""
    paths = Paths.of(board)
    named = re.compile(rf"{re.escape(paths.folder.stem)}-(\d{{8}}T\d{{6}}Z)(?:-[0-9a-f]{{6}})?").fullmatch
    found = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(place) as entries:
        for entry in entries:
            name = named(entry.name)
            if name is None or not entry.is_dir(follow_symlinks=False):
                continue
            file = place / entry.name / paths.file.name
            if board_id is None or _is_of(file, board_id):
                at = datetime.strptime(name[1], _TIME).replace(tzinfo=UTC)
                found.append(Backup(place / entry.name, file, at))
    return sorted(found, key=lambda backup: (backup.at, backup.folder.name), reverse=True)


def check_backups(place: Path, board: Path | str) -> list[Finding]:
    """Read every backup of a board back with `check_backup`. Writes nothing.

    That there is none at all is a finding too. Raises DiskTrouble.
    """
    header = checkpoint.peek(Paths.of(board).file)
    found = backups(place, board, header.board if header else None)
    if not found:
        return [Finding(msg("There is no backup of this board in {folder}.", folder=str(place)))]
    return [
        Finding(msg("{backup}: {problem}", backup=backup.folder.name, problem=finding.message))
        for backup in found
        for finding in check_backup(backup.file)
    ]


def check_backup(file: Path) -> list[Finding]:
    """Read a backup back, as `check` reads a board. Neither rights nor archives are looked at: those are
    boards of their own, beside the board and not in its backups. Writes nothing. Raises DiskTrouble.
    """
    return check(file, rights=False, archives=False)


def board_in(backup: Path) -> Path:
    """The TinyDB file of a backup that is named by its folder; anything else is returned as it is.

    Raises NotFound for a folder that holds no board, or several.
    """
    if not backup.is_dir():
        return backup
    found = [file for file in sorted(backup.glob("*.json")) if Paths.of(file).journal.exists()]
    if len(found) != 1:
        raise NotFound(msg("There is no backup in {path}.", path=str(backup)), field="backup")
    return found[0]


def _is_of(file: Path, board_id: str) -> bool:
    header = checkpoint.peek(file)
    return header is not None and header.board == board_id


def _moment(paths: Paths, clock: Clock) -> _Moment:
    """The board as it is now. Who may not write it cannot take its lock, and looks without."""
    lock = Lock(paths.lock)
    lock.sign("duiqi backup")
    loaded = load(paths, lock, clock.now(), why_not=why_read_only(paths, asked=False))
    session = Session(paths, lock, loaded, clock, "backup")
    try:
        if loaded.damage is not None:
            raise Damaged(loaded.damage)
        if loaded.journal is None:
            raise Damaged(loaded.read_only or msg("The board has no journal."))
        if session.read_only is not None:
            return _seen(session)
        return session.locked(lambda _news: _seen(session), patience=PATIENCE)
    finally:
        session.close()


def _seen(session: Session) -> _Moment:
    loaded = session.loaded
    assert loaded.journal is not None
    return _Moment(
        os.dup(loaded.journal.fd),
        loaded.mark,
        loaded.state.copy(),
        loaded.board,
        loaded.epoch,
        tuple(loaded.notices),
    )


def _written(paths: Paths, place: Path, moment: _Moment, at: datetime) -> Backup:
    stem, when = paths.folder.stem, at.astimezone(UTC).strftime(_TIME)
    unfinished = place / f".{stem}-{when}-{secrets.token_hex(3)}"
    copy = Paths(unfinished / paths.file.name, unfinished / paths.folder.name)
    try:
        disk.make_folder(unfinished)
        disk.make_folder(copy.folder)
        _copy_journal(copy, paths, moment)
        _, file = checkpoint.laid_out(
            moment.state, format=migrate.FORMAT, board=moment.board, epoch=moment.epoch, mark=moment.mark
        )
        keeping.write_new(copy.file, file, like=paths.file)
        keeping.write_new(copy.lock, b"", like=paths.lock)
        for folder in (copy.folder, unfinished):
            disk.sync_folder(folder)
        _read_back(copy, paths)
        target = place / f"{stem}-{when}"
        if target.exists():
            target = place / unfinished.name.removeprefix(".")
        disk.rename(unfinished, target)
        disk.sync_folder(place)
    except BaseException:
        disk.remove_folder(unfinished)
        raise
    return Backup(target, target / paths.file.name, at.astimezone(UTC).replace(microsecond=0))


def _copy_journal(copy: Paths, paths: Paths, moment: _Moment) -> None:
    fd = disk.create(copy.journal, like=paths.journal)
    try:
        offset = 0
        while offset < moment.mark.offset:
            data = os.pread(moment.fd, min(_CHUNK, moment.mark.offset - offset), offset)
            if not data:
                raise Damaged(msg("The journal was cut while it was copied."))
            disk.write(fd, data)
            offset += len(data)
        disk.sync(fd)
    finally:
        os.close(fd)


def _read_back(copy: Paths, paths: Paths) -> None:
    """Raise Damaged when the copy is not as it should be, unless the board itself is not, in the same way."""
    found = {str(finding.message) for finding in check_backup(copy.file)}
    if found:
        found -= {str(finding.message) for finding in check_backup(paths.file)}
    if found:
        raise Damaged(
            msg("The backup could not be read back, and was not kept: {problem}", problem=min(found))
        )


def _only(keep: int | None, made: Backup, paths: Paths, board_id: str) -> Iterator[Backup]:
    """Remove the oldest backups of this board until `keep` are left. Each goes out of sight in one step.

    The new one stays whatever the others say of their age: the clock may have been ahead once.
    """
    if keep is None:
        return
    others = [
        each for each in backups(made.folder.parent, paths.file, board_id) if each.folder != made.folder
    ]
    for backup in others[keep - 1 :]:
        gone = backup.folder.with_name(f".{backup.folder.name}-{secrets.token_hex(3)}")
        disk.rename(backup.folder, gone)
        disk.remove_folder(gone)
        yield backup


def _clean(place: Path, paths: Paths) -> None:
    """Remove what backups of this board left half-made whose process died, after an hour."""
    half = re.compile(
        rf"\.{re.escape(paths.folder.stem)}-\d{{8}}T\d{{6}}Z(?:-[0-9a-f]{{6}}){{1,2}}"
    ).fullmatch
    now = time.time()
    with os.scandir(place) as entries:
        for entry in entries:
            with suppress(OSError):
                if half(entry.name) and now - entry.stat(follow_symlinks=False).st_mtime > _STALE:
                    disk.remove_folder(place / entry.name)
