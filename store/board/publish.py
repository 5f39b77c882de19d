"""Writing the TinyDB file while others work: prepared without the lock, put in place under it.

Before it replaces a file, it is looked at: what another program wrote there is taken over or set aside.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import Final

from store.board import checkpoint, disk, foreign, keeping, migrate
from store.board.checkpoint import BadCheckpoint, Checkpoint, Signature
from store.board.loaded import Loaded
from store.board.opening import not_written
from store.board.paths import is_unfinished
from store.board.session import Changed, Session
from store.errors import DuiqiError, Locked
from store.language import msg

_STALE: Final = 3600.0
"""Seconds after which a half-written file belongs to nobody."""
_ATTEMPTS: Final = 4
_TROUBLE: Final = "file"


def publish(session: Session, patience: float = 1.0) -> bool:
    """Bring the TinyDB file up to date; whether it is now.

    If it cannot be written a notice says so, once for as long as it lasts: nothing is lost, the journal has
    everything.
    """
    try:
        for _ in range(_ATTEMPTS):
            if session.read_only is not None:
                return False
            if _is_newest(session) or _attempt(session, patience):
                session.notice(_TROUBLE, None)
                return True
    except Locked:
        return False  # others are writing: whoever is done last brings the file up to date
    except OSError as error:
        session.notice(_TROUBLE, not_written(error))
    except DuiqiError as error:
        session.notice(_TROUBLE, error.message)
    return False


def _is_newest(session: Session) -> bool:
    """Whether the file in place is at the newest line known here, written by this program."""
    loaded = session.loaded
    header = checkpoint.peek(session.paths.file)
    if header is None or (header.board, header.epoch) != (loaded.board, loaded.epoch):
        return False
    return header.mark.seq >= loaded.mark.seq and _signature(session) == loaded.known


def _signature(session: Session) -> Signature | None:
    try:
        return Signature.of(session.paths.file)
    except FileNotFoundError:
        return None


def _attempt(session: Session, patience: float) -> bool:
    """One try; false when the file was written by somebody in the meantime, or is no newer than ours."""
    paths = session.paths
    there = _signature(session)
    file: Checkpoint | None = None
    if there is not None and there != session.loaded.known:
        try:
            file = checkpoint.read(paths.file)
        except FileNotFoundError:
            return False
        except BadCheckpoint:
            file = Checkpoint(None, {}, {}, {}, False, there)
        if _is_a_peers(session.loaded, file):
            session.loaded.known = file.signature
            return False
    with session.mutex:
        # Marks and records of one moment; the rest needs no lock.
        loaded = session.loaded
        state, mark, board, epoch = loaded.state.copy(), loaded.mark, loaded.board, loaded.epoch
    disk.make_folder(paths.unfinished)
    temporary = paths.new_unfinished()
    _, data = checkpoint.laid_out(state, format=migrate.FORMAT, board=board, epoch=epoch, mark=mark)
    keeping.write_new(temporary, data, like=paths.file)
    own = Signature.of(temporary)

    def put_in_place(news: list[Changed]) -> bool:
        now = session.loaded
        if now.epoch != epoch or _signature(session) != there:
            return False
        if now.journal is None or not now.journal.fits(mark):
            return False  # the newest line was read before its author had to take it back
        if file is not None and not file.genuine:
            _take_over(session, now, file, news)
            if now.mark != mark:
                return False
        elif file is not None and file.header is not None and file.header.board != board:
            keeping.keep_file(paths, paths.file, session.clock.now())
        disk.rename(temporary, paths.file)
        now.known = own
        return True

    try:
        done = session.locked(put_in_place, patience=patience)
    finally:
        temporary.unlink(missing_ok=True)
    if done:
        disk.sync_folder(paths.file.parent)
        _clean(session)
    return done


def _is_a_peers(loaded: Loaded, file: Checkpoint) -> bool:
    """Whether another session wrote it, and it is no older than what is known here."""
    header = file.header
    if header is None or not file.genuine or (header.board, header.epoch) != (loaded.board, loaded.epoch):
        return False
    return header.mark.seq >= loaded.mark.seq


def _take_over(session: Session, loaded: Loaded, file: Checkpoint, news: list[Changed]) -> None:
    """What another program wrote into the file becomes a commit, or is set aside."""
    at = session.clock.now()
    header = file.header
    same = header is not None and (header.board, header.epoch) == (loaded.board, loaded.epoch)
    before = len(loaded.notices)
    if header is not None and same and loaded.journal is not None and loaded.journal.fits(header.mark):
        loaded.file = file
        line = foreign.absorb(session.paths, loaded, at)
        loaded.file = None
        if line is not None:
            records = frozenset((change.table, change.id) for change in line.changes)
            news.append(Changed(records, (line,)))
    else:
        kept = keeping.keep_file(session.paths, session.paths.file, at)
        loaded.notices.append(
            msg(
                "The file was replaced by something that is not of this board; it is kept as {name}.",
                name=kept.name,
            )
        )
    told = tuple(loaded.notices[before:])
    if told:
        news.append(Changed(frozenset(), (), notices=told))


def _clean(session: Session) -> None:
    """Delete what processes that died left half-written, after an hour. Nobody is troubled when it fails."""
    now = time.time()
    with contextlib.suppress(OSError), os.scandir(session.paths.unfinished) as found:
        for entry in found:
            # Others clean up at the same time, and what has another name is not ours.
            with contextlib.suppress(OSError):
                if is_unfinished(entry.name) and now - entry.stat(follow_symlinks=False).st_mtime > _STALE:
                    disk.remove(session.paths.unfinished / entry.name)
