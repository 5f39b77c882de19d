"""A board put back as a backup has it, in a new epoch: the old files are kept, and open sessions read anew.

The new journal has every line of the backup and then one that changes nothing: it bears a number higher than
any given out on the board that is replaced, so that no line, record or item gets a number which was another's
before. The old files go to `kept/`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from store.board import checkpoint, disk, epoch, keeping, migrate, network
from store.board.backup import board_in
from store.board.checkpoint import BadCheckpoint
from store.board.damage import INVALID, damage_at, invalid, unreadable
from store.board.journal import BadJournal, Journal, reason_of
from store.board.line import BadLine, Line, Whole, line_of, parsed, whole_of
from store.board.lock import Lock
from store.board.opening import load
from store.board.paths import Paths
from store.board.replay import Given, Replayed
from store.errors import Damaged, DiskTrouble, NewerFormat, NotFound, Refused
from store.language import Message, msg
from store.model.change import Change
from store.model.clock import Clock, SystemClock

PATIENCE: Final = 30.0
_JOURNAL: Final = ".jsonl"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: up to which line and moment (UTC) the board goes again, how many later changes were
    set aside, whether there was a board before, and what must be told."""

    seq: int
    at: datetime
    set_aside: int
    replaced: bool
    notices: tuple[Message, ...]


@dataclass(slots=True)
class _Before:
    """What is still known of the board that is replaced, however damaged it is."""

    boards: set[str]
    given: Given
    seq: int = 0
    at: datetime | None = None


def restore(
    backup: Path, board: Path | str, *, clock: Clock | None = None, on_network: bool = False
) -> Restored:
    """Put `board` back as it is in `backup`: a backup's folder, a board file, or a journal out of `kept/`.

    Where there is no board, it is made. Raises NotFound, Refused (another board lies there, or none may),
    Damaged (the backup is not whole), NewerFormat, Locked, DiskTrouble; then nothing was changed.
    """
    paths, source = Paths.of(board), _journal_in(backup)
    if not paths.file.parent.is_dir():
        raise Refused(msg("There is no folder {path}.", path=str(paths.file.parent)), field="board")
    if not on_network and network.is_network(paths.file.parent):
        raise Refused(
            msg(
                "{path} lies on a network file system; --network restores it all the same.",
                path=str(paths.file),
            ),
            field="board",
        )
    if source.exists() and paths.journal.exists() and source.samefile(paths.journal):
        raise Refused(msg("That is the board itself, not a backup of it."), field="backup")
    clock = clock or SystemClock()
    lock = Lock(paths.lock)
    lock.sign("duiqi restore")
    try:
        good, lines = _proved(source)
        disk.make_folder(paths.folder)
        with lock.holding(PATIENCE):
            return _replaced(paths, lock, good, lines, clock.now())
    except OSError as error:
        raise DiskTrouble(msg("The board was not restored: {reason}.", reason=reason_of(error))) from error
    finally:
        lock.close()


def _journal_in(backup: Path) -> Path:
    found = backup if backup.suffix == _JOURNAL else Paths.of(board_in(backup)).journal
    if not found.is_file():
        raise NotFound(msg("There is no backup in {path}.", path=str(backup)), field="backup")
    return found


def _proved(source: Path) -> tuple[Replayed, list[bytes]]:
    """A journal that holds from its first line to its last, with the lines after the first."""
    try:
        journal = Journal(source, writable=False)
    except BadJournal as damage:
        raise unreadable(damage.reason) from damage
    try:
        if journal.format > migrate.FORMAT:
            raise NewerFormat(
                msg("The backup was written by a newer Duiqi (format {format}).", format=journal.format)
            )
        good = Replayed(journal)
        if good.damage is not None:
            raise good.damage
        if journal.format == migrate.FORMAT:
            good.state()
        _, _, begun = journal.begin()
        lines = [raw for offset, raw in journal.raw_lines(begun.offset) if offset < good.mark.offset]
    except BadJournal as damage:
        raise Damaged(damage_at(journal, damage)) from damage
    except INVALID as error:
        raise unreadable(invalid(error)) from error
    finally:
        journal.close()
    return good, lines


def _replaced(paths: Paths, lock: Lock, good: Replayed, lines: list[bytes], now: datetime) -> Restored:
    before = _before(paths)
    if before.boards - {good.whole.board}:
        raise Refused(
            msg(
                "At {path} lies another board than the one in the backup. Nothing was changed; move it away "
                "first, or choose another name.",
                path=str(paths.file),
            ),
            field="board",
        )
    there = paths.file.exists() or paths.journal.exists()
    at = max(now, good.mark.at, before.at or now)
    restored: tuple[int, datetime, list[Change]] = (max(good.mark.seq, before.seq) + 1, at, [])
    given = Given(good.given.ids, good.given.numbers).with_those_of(before.given)
    whole = good.whole._replace(ids=given.ids, numbers=given.numbers)
    data = epoch.with_history(whole, good.first, lines, restored, ())
    # The file first: a crash after the journal has changed must find it kept already.
    if paths.file.exists():
        keeping.keep_file(paths, paths.file, at)
    epoch.begin(paths, data, at)
    disk.remove(paths.file)
    loaded = load(paths, lock, at, why_not=None, held=True)
    if loaded.journal is not None:
        loaded.journal.close()
    # That the file was missing is our own doing.
    notices = (loaded.read_only,) if loaded.damage is not None and loaded.read_only is not None else ()
    return Restored(good.mark.seq, good.mark.at, max(0, before.seq - good.mark.seq), there, notices)


def _before(paths: Paths) -> _Before:
    """Whatever can still be read of the board in place, line by line: which it is, what it gave out."""
    found = _Before(set(), Given())
    with suppress(FileNotFoundError, BadCheckpoint, RecursionError):
        file = checkpoint.read(paths.file)
        if file.header is not None:
            found.boards.add(file.header.board)
            found.seq, found.at = file.header.mark.seq, file.header.mark.at
        found.given = found.given.with_those_of(Given(file.ids, file.numbers))
    with suppress(FileNotFoundError, NotADirectoryError, BadJournal):
        journal = Journal(paths.journal, writable=False, headless=True)
        try:
            if journal.board:
                found.boards.add(journal.board)
            for _, raw in journal.raw_lines(0):
                with suppress(BadLine, *INVALID):
                    _take(found, raw)
        finally:
            journal.close()
    return found


def _take(found: _Before, raw: bytes) -> None:
    """Note what a line gave out, if its own sum holds, whatever stands before it."""
    whole: Whole | None = None
    fields = parsed(raw)
    line: Line = line_of(fields)
    if "tables" in fields:
        whole = whole_of(fields)
    given = Given()
    given.take(line.changes, {})
    if whole is not None:
        given = given.with_those_of(Given(whole.ids, whole.numbers))
    found.given = found.given.with_those_of(given)
    found.seq = max(found.seq, line.seq)
    found.at = max(found.at or line.at, line.at)
