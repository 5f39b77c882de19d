"""Opening a board: reading its files, and putting right, under the lock, what a lost process or file left."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime

from store.board import checkpoint, disk, epoch, keeping, migrate
from store.board.checkpoint import Checkpoint, Signature
from store.board.damage import INVALID
from store.board.journal import BadJournal, Journal, Mark, Untold, follow, reason_of
from store.board.line import BadLine, Line, Whole, decode
from store.board.loaded import Loaded, Mending
from store.board.lock import Lock
from store.board.paths import Paths
from store.board.replay import Given, Replayed
from store.board.survey import survey
from store.board.times import put_right_at
from store.errors import DiskTrouble, DuiqiError, Locked
from store.language import Message, msg
from store.model.state import State
from store.rules.archive_here import archive_here

PATIENCE = 5.0
"""Seconds that an opening waits for the lock, when something is to be put right."""


def load(paths: Paths, lock: Lock, at: datetime, *, why_not: Message | None, held: bool = False) -> Loaded:
    """Read a board, and put right what is to be put right, unless `why_not` says why nothing may be written.

    `held`: the caller holds the lock. A board that cannot be put right opens read-only.
    Raises NotFound, Damaged, NewerFormat, DiskTrouble.
    """
    try:
        with unburdened():
            loaded = survey(paths, writable=why_not is None)
            if why_not is None and (loaded.mending or loaded.damage):
                loaded = _mended(paths, lock, loaded, at, held)
    except OSError as error:
        raise DiskTrouble(msg("The board cannot be read: {reason}.", reason=reason_of(error))) from error
    loaded.file = None  # it may be large, and is not needed any more
    loaded.read_only = loaded.damage or loaded.read_only or why_archived(loaded.state) or why_not
    return loaded


def why_archived(state: State) -> Message | None:
    """What is said of a board that is an archive, and therefore stays as it is; null for every other."""
    found = archive_here(state)
    if found is None:
        return None
    day = state.moment(found.at).today
    return msg("{code} was archived on {day}; an archive is for reading.", code=found.code, day=day)


def why_read_only(paths: Paths, *, asked: bool) -> Message | None:
    """Why this process may not write to the board, as far as the rights on its files say; else null."""
    if asked:
        return msg("It was opened for reading only.")
    for path in (paths.file, paths.file.parent, paths.folder, paths.journal, paths.lock):
        if path.exists() and not disk.writable(path):
            return msg("You may not write {path}.", path=str(path))
    return None


def _mended(paths: Paths, lock: Lock, loaded: Loaded, at: datetime, held: bool) -> Loaded:
    """What looked wrong is looked at again under the lock: it may have been somebody at work."""
    try:
        disk.make_folder(paths.folder)
        with nullcontext() if held else lock.holding(PATIENCE):
            loaded = _again(paths, loaded)
            if loaded.damage is None and loaded.mending:
                loaded = _mend(paths, loaded, at)
    except Locked as error:
        loaded.read_only = error.message
    except Untold as error:
        loaded.read_only = _failed(error.trouble.message)
    except DuiqiError as error:
        loaded.read_only = _failed(error.message)
    except OSError as error:
        loaded.read_only = _failed(reason_of(error))
    return loaded


def _failed(why: Message) -> Message:
    return msg("The board is read-only: it needs to be put right, and that failed ({why}).", why=why)


def _again(paths: Paths, before: Loaded, *notices: Message) -> Loaded:
    if before.journal is not None:
        before.journal.close()
    loaded = survey(paths, writable=True)
    loaded.notices[:0] = notices
    return loaded


def _mend(paths: Paths, loaded: Loaded, at: datetime) -> Loaded:
    if loaded.mending[0] is Mending.TORN:
        heal(paths, loaded, at)
        del loaded.mending[0]
        if not loaded.mending:
            return loaded
    for need in loaded.mending:
        match need:
            case Mending.FOREIGN if archive_here(loaded.state) is not None:
                keeping.keep_file(paths, paths.file, at)
                loaded.notices.append(
                    msg("Another program changed the archive's file; that was set aside, nothing changed.")
                )
            case Mending.FOREIGN:
                from store.board.foreign import absorb

                absorb(paths, loaded, at)
            case Mending.SET_ASIDE:
                keeping.keep_file(paths, paths.file, at)
            case Mending.MIGRATE | Mending.BEGIN_ANEW:
                if need is Mending.MIGRATE and paths.file.exists():
                    keeping.keep_file(paths, paths.file, at)
                begin_anew(paths, loaded, at)
                return _with_file(paths, _again(paths, loaded, *loaded.notices), at)
            case Mending.CUT_SHORT:
                assert loaded.journal is not None
                epoch.begin(paths, rebuilt(loaded.journal, loaded.file), at)
                return _with_file(paths, _again(paths, loaded, *loaded.notices), at)
            case _:
                pass
    return _with_file(paths, loaded, at)


def _with_file(paths: Paths, loaded: Loaded, at: datetime) -> Loaded:
    """The board with its TinyDB file written anew. When that fails, the journal has everything."""
    loaded.mending.clear()
    try:
        write_file(paths, loaded)
    except OSError as error:
        loaded.notices.append(not_written(error))
    return loaded


def not_written(error: OSError) -> Message:
    """What is said when the TinyDB file could not be written."""
    return msg(
        "The TinyDB file was not brought up to date: {reason}. Nothing is lost, the journal has everything.",
        reason=reason_of(error),
    )


def write_file(paths: Paths, loaded: Loaded) -> None:
    """Write the TinyDB file, whatever is there. Raises OSError."""
    _, data = checkpoint.laid_out(
        loaded.state, format=migrate.FORMAT, board=loaded.board, epoch=loaded.epoch, mark=loaded.mark
    )
    keeping.replace(paths, paths.file, data)
    loaded.known = Signature.of(paths.file)


def heal(paths: Paths, loaded: Loaded, at: datetime) -> Line | None:
    """Deal with an unterminated last line, under the lock: whoever wrote it is gone.

    A whole line, which lacks only its end, may have been acknowledged: it is ended. Another one never was:
    it goes to `kept`. Returns the line that was ended. Raises OSError.
    """
    assert loaded.journal is not None
    rest = loaded.journal.rest(loaded.mark)
    try:
        line = follow(rest, loaded.mark)
        outcome = loaded.state.outcome(line.changes)
    except (BadJournal, *INVALID):
        keeping.keep_bytes(paths, rest, "torn", at)
        disk.truncate(loaded.journal.fd, loaded.mark.offset)
        return None
    disk.write(loaded.journal.fd, b"\n")
    disk.sync(loaded.journal.fd)
    loaded.mark = Mark(line.seq, loaded.mark.offset + len(rest) + 1, line.sum, line.at)
    loaded.state.settle(outcome)
    return line


def begin_anew(paths: Paths, loaded: Loaded, at: datetime) -> None:
    """A journal that begins with the whole state. Raises OSError."""
    state, mark = loaded.state, loaded.mark
    numbers = {str(key): last for key, last in state.last_numbers.items()}
    whole = Whole(
        migrate.FORMAT, loaded.board, epoch.new_id(), loaded.epoch, state.last_ids, numbers, state.as_json()
    )
    data = epoch.whole_board(
        whole, seq=mark.seq + 1, at=put_right_at(at, mark.at), origin="repair", prev=mark.sum
    )
    epoch.begin(paths, data, at)


def rebuilt(journal: Journal, file: Checkpoint | None) -> bytes:
    """A journal with all the good lines of another one.

    When its lines end, or are damaged, before the place of a genuine TinyDB file, one line stands for what is
    lost in between, and the lines that follow the file's place come after it. Raises BadJournal, INVALID.
    """
    good = Replayed(journal)
    first, _, mark = journal.begin()
    kept = [raw for offset, raw in journal.raw_lines(mark.offset) if offset < good.mark.offset]
    header = file.header if file is not None else None
    whole = _with_all_given_out(good, journal, file)
    if file is None or header is None or not is_witness(file, journal) or header.mark.seq <= good.mark.seq:
        return epoch.with_history(whole, first, kept, None, ())
    from store.board.foreign import between

    changes = between(good.state(), file.state())
    restored = (header.mark.seq, header.mark.at, changes)
    later = [raw for raw, _, _ in journal.good_after(header.mark)]
    return epoch.with_history(whole, first, kept, restored, later)


def _with_all_given_out(good: Replayed, journal: Journal, file: Checkpoint | None) -> Whole:
    """The beginning of a journal, with the ids and numbers too that were given out in what is lost behind its
    good lines: they are not given out again.
    """
    given = Given(good.whole.ids, good.whole.numbers)
    if file is not None and is_witness(file, journal):
        given = given.with_those_of(Given(file.ids, file.numbers))
    for _, raw in journal.raw_lines(good.mark.offset):
        lost = Given()
        with suppress(BadLine, *INVALID):
            lost.take(decode(raw).changes, {})
            given = given.with_those_of(lost)
    return good.whole._replace(ids=given.ids, numbers=given.numbers)


def is_witness(file: Checkpoint, journal: Journal) -> bool:
    """Whether a TinyDB file proves what the board was at the line that it names."""
    header = file.header
    return (
        file.genuine and header is not None and (header.board, header.epoch) == (journal.board, journal.epoch)
    )


@contextmanager
def unburdened() -> Iterator[None]:
    """Without the garbage collector, which would look through all that is loaded again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
