"""`duiqi check`: everything verified, nothing written. `--repair`: a new epoch with what can be proved.

What a repair keeps, where the journal is damaged: all good lines before the damage; if the TinyDB file is
genuine and newer than those, one line that leads to its state, and the good lines that follow its place. What
comes after an unproved line cannot be proved itself: it is counted, and stays in the old journal in `kept/`.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.board import archived, checkpoint, disk, epoch, keeping, underway
from store.board.checkpoint import BadCheckpoint
from store.board.damage import INVALID, damage_at, invalid
from store.board.journal import BadJournal, Journal, Untold, reason_of
from store.board.loaded import Loaded
from store.board.lock import Lock
from store.board.opening import begin_anew, is_witness, load, rebuilt
from store.board.paths import Paths
from store.board.replay import Replayed
from store.board.survey import survey
from store.errors import Damaged, DiskTrouble, NewerFormat
from store.language import Message, msg
from store.model.archive import Archive
from store.model.clock import Clock, SystemClock
from store.model.state import State
from store.rules.archive_here import archive_here
from store.rules.integrity import all_problems


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `mends`: opening or repairing the board puts it right."""

    message: Message
    mends: bool = False


def check(path: Path | str, *, rights: bool = True, archives: bool = True) -> list[Finding]:
    """Verify all of a board: every line and the chain of them, the TinyDB file against the journal, what the
    records refer to, and, unless told otherwise, the archives of what left it and the rights on the files.
    Writes nothing.

    Raises NotFound; DiskTrouble when it cannot be looked at.
    """
    paths = Paths.of(path)
    try:
        return [*_findings(paths, archives=archives), *(_of_rights(paths) if rights else ())]
    except OSError as error:
        raise DiskTrouble(msg("The board cannot be read: {reason}.", reason=reason_of(error))) from error


def _findings(paths: Paths, *, archives: bool = True) -> Iterator[Finding]:
    try:
        loaded = survey(paths, writable=False)
    except Damaged as error:
        yield Finding(error.message)
        return
    except NewerFormat as error:
        yield Finding(error.message)
        return
    if loaded.damage is not None:
        yield Finding(loaded.damage, mends=not loaded.newer)
    for notice in loaded.notices:
        yield Finding(notice, mends=True)
    if not loaded.newer:
        yield from _of_journal(paths, loaded)
        for problem in all_problems(loaded.state):
            yield Finding(problem)
    if loaded.journal is not None:
        yield from _of_archives(paths, loaded.journal)
        if archives and loaded.damage is None:
            yield from _of_finished(paths, loaded.state, loaded.journal)
        loaded.journal.close()


def _of_journal(paths: Paths, loaded: Loaded) -> Iterator[Finding]:
    journal = loaded.journal
    if journal is None:
        return
    file = loaded.file
    seq = file.header.mark.seq if file is not None and file.header is not None else 0
    try:
        all_of_it = Replayed(journal)
        at_file = Replayed(journal, until=lambda line: line.seq > seq)
    except BadJournal as damage:
        yield Finding(damage_at(journal, damage), mends=True)
        return
    if all_of_it.damage is not None and loaded.damage is None:
        yield Finding(damage_at(journal, all_of_it.damage), mends=True)
    if all_of_it.damage is None and journal.rest(all_of_it.mark):
        yield Finding(
            msg("The journal ends with an unfinished line; the next change removes it."), mends=True
        )
    if (
        file is None
        or file.header is None
        or not is_witness(file, journal)
        or not journal.fits(file.header.mark)
    ):
        return
    try:
        same = at_file.damage is not None or at_file.state().as_json() == file.state().as_json()
    except INVALID as error:
        yield Finding(msg("The journal does not lead to valid records: {problem}.", problem=invalid(error)))
        return
    if not same:
        yield Finding(
            msg("The TinyDB file is not what the journal leads to; the journal is right."), mends=True
        )


def _of_archives(paths: Paths, journal: Journal) -> Iterator[Finding]:
    """What is left of archives that were begun, and of which nobody knows that they were finished."""
    for found, _ in underway.left_over(paths):
        if found is not None and not underway.is_decided(journal, found.archive_id):
            yield Finding(
                msg(
                    "The archive of {code} in {file}, begun on {at} UTC, was not finished. {code} is on the "
                    "board; archiving it again replaces what is left.",
                    code=found.code,
                    file=str(found.file),
                    at=f"{found.at:%Y-%m-%d %H:%M}",
                ),
                mends=True,
            )


def _of_finished(paths: Paths, state: State, journal: Journal) -> Iterator[Finding]:
    """What is not as it should be with the archives of initiatives that are no longer on the board."""
    for archive in archived.finished(state):
        wrong = archived.unlike(paths, archive)
        found = [wrong] if wrong is not None else list(_of_archive(paths, journal, archive))
        for problem in found:
            yield Finding(
                msg(
                    "The archive of {code}, {file}: {problem}",
                    code=archive.code,
                    file=archive.file,
                    problem=problem,
                )
            )


def _of_archive(paths: Paths, journal: Journal, archive: Archive) -> Iterator[Message]:
    yield from archived.trail_unlike(paths, journal, archive)
    changed = archived.file_unlike(paths, archive)
    if changed is not None:
        yield changed
    # What it names itself is not looked into: an archive of an archive there is not.
    for finding in _findings(archived.place_of(paths, archive), archives=False):
        yield finding.message


def _of_rights(paths: Paths) -> Iterator[Finding]:
    for path in (paths.file, paths.journal, paths.lock, paths.folder):
        if not path.exists():
            continue
        if not disk.writable(path):
            yield Finding(msg("You may not write {path}.", path=str(path)))
        elif path.parent.stat().st_mode & stat.S_ISGID and not path.stat().st_mode & stat.S_IWGRP:
            yield Finding(msg("The group may not write {path}.", path=str(path)))


def repair(path: Path | str, clock: Clock | None = None) -> list[Message]:
    """Put a board right as far as can be proved, and say what was done; nothing when nothing was to be done.

    Raises NotFound, Damaged (nothing can be proved, nothing was touched), NewerFormat, Locked, DiskTrouble.
    """
    paths = Paths.of(path)
    at = (clock or SystemClock()).now()
    lock = Lock(paths.lock)
    lock.sign("duiqi check --repair")
    try:
        found = survey(paths, writable=False)
        if found.journal is not None:
            found.journal.close()
        disk.make_folder(paths.folder)
        with lock.holding(5.0):
            done = _repaired(paths, at)
            loaded = load(paths, lock, at, why_not=None, held=True)
            try:
                if loaded.read_only is not None and archive_here(loaded.state) is None:
                    raise Damaged(loaded.read_only)
                return [*done, *loaded.notices, *_without_unfinished(paths, loaded)]
            finally:
                if loaded.journal is not None:
                    loaded.journal.close()
    except OSError as error:
        raise DiskTrouble(
            msg("The board could not be repaired: {reason}.", reason=reason_of(error))
        ) from error
    except Untold as error:
        raise error.trouble from error
    finally:
        lock.close()


def _without_unfinished(paths: Paths, loaded: Loaded) -> Iterator[Message]:
    """Remove what is left of archives that were not finished."""
    if loaded.journal is not None:
        for removed in underway.clean(paths, loaded.journal):
            yield msg("What was left of an unfinished archive of {code} was removed.", code=removed.code)


def _repaired(paths: Paths, at: datetime) -> list[Message]:
    loaded = survey(paths, writable=True)
    try:
        if loaded.newer and loaded.damage is not None:
            raise NewerFormat(loaded.damage)
        if loaded.journal is None:
            if loaded.damage is None:
                return []
            return _from_file(paths, loaded, at)
        try:
            replayed = Replayed(loaded.journal)
        except BadJournal:
            # The file and what follows it are good, so nobody noticed so far.
            return _from_file(paths, loaded, at)
        if replayed.damage is None:
            return _of_unlike_file(paths, loaded, at)
        total = sum(1 for _ in loaded.journal.raw_lines(0))
        kept_file = _keep_unproved_file(paths, loaded, at)
        data = rebuilt(loaded.journal, loaded.file)
        epoch.begin(paths, data, at)
        kept = data.count(b"\n")
        return [
            damage_at(loaded.journal, replayed.damage),
            msg(
                "A new journal was begun: {kept} lines of {total} could be proved. The old one is kept.",
                kept=kept,
                total=total,
            ),
            *kept_file,
        ]
    finally:
        if loaded.journal is not None:
            loaded.journal.close()


def _from_file(paths: Paths, loaded: Loaded, at: datetime) -> list[Message]:
    """The journal proves nothing, or not of this board: go on from the file, and the lines that follow it."""
    begin_anew(paths, loaded, at)
    return [
        msg(
            "A new journal was begun from the TinyDB file and {count} later changes. The old one is kept.",
            count=loaded.followed,
        )
    ]


def _of_unlike_file(paths: Paths, loaded: Loaded, at: datetime) -> list[Message]:
    """The journal is good. A genuine file that is not what the journal leads to is kept, and made anew."""
    file, journal = loaded.file, loaded.journal
    if file is None or file.header is None or journal is None or not is_witness(file, journal):
        return []
    seq = file.header.mark.seq
    try:
        same = (
            Replayed(journal, until=lambda line: line.seq > seq).state().as_json() == file.state().as_json()
        )
    except INVALID:
        same = False
    if same or not journal.fits(file.header.mark):
        return []
    kept = keeping.keep_file(paths, paths.file, at)
    disk.remove(paths.file)
    return [msg("The TinyDB file was not what the journal leads to; it is kept as {name}.", name=kept.name)]


def _keep_unproved_file(paths: Paths, loaded: Loaded, at: datetime) -> list[Message]:
    journal = loaded.journal
    if journal is None or not paths.file.exists():
        return []
    try:
        file = checkpoint.read(paths.file)
        if is_witness(file, journal):
            return []
    except BadCheckpoint:
        pass
    kept = keeping.keep_file(paths, paths.file, at)
    return [msg("The TinyDB file proves nothing; it is kept as {name}.", name=kept.name)]
