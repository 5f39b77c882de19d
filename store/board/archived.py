"""A finished archive, held against what the board that it left says of it: there, whole, and the same."""

from __future__ import annotations

from collections.abc import Iterator

from store.board import checkpoint
from store.board.archive_file import opened
from store.board.damage import INVALID
from store.board.extract import extract, own_digest
from store.board.journal import BadJournal, Journal, Mark, reason_of
from store.board.paths import Paths
from store.errors import DuiqiError
from store.language import Message, msg
from store.model.archive import Archive
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.who import body_of


def finished(state: State) -> list[Archive]:
    """The archives that hold an initiative which is no longer on the board."""
    return [each for each in state.all(Archive) if state.get(Initiative, each.initiative) is None]


def place_of(paths: Paths, archive: Archive) -> Paths:
    """Where the board says that an archive is."""
    return Paths.of(paths.file.parent / archive.file)


def unlike(paths: Paths, archive: Archive) -> Message | None:
    """Why the file that a board names is not the archive that it tells of: gone, damaged, of another
    archiving, or with other records. Null when it is.
    """
    try:
        place = place_of(paths, archive)
        if any(path.exists() and not path.is_file() for path in (place.file, place.journal)):
            # Such as a pipe, on which one would wait for ever.
            return msg("it is no file.")
        tables, _, found = opened(place.file)
    except DuiqiError as error:
        return error.message
    except OSError as error:
        return msg("The archive cannot be read: {reason}.", reason=reason_of(error))
    if found.archive_id != archive.archive_id:
        return msg("it is the archive of another archiving.")
    if own_digest(tables, archive.initiative) != archive.digest:
        return msg("its records are not those that were archived.")
    return None


def trail_unlike(paths: Paths, journal: Journal, archive: Archive) -> Iterator[Message]:
    """Whether the lines of an archive are not those that the board's own journal has of the initiative.

    Nothing where that journal does not reach back to the archiving. Raises OSError.
    """
    until = _until(journal, archive.archive_id)
    if until is None:
        return
    try:
        theirs = Journal(place_of(paths, archive).journal, writable=False)
    except (BadJournal, OSError):
        return
    try:
        found = extract(journal, until, archive.initiative, board=theirs.board, epoch=theirs.epoch)
        if theirs.read(0, len(found.data)) != found.data:
            yield msg("its history is not the one that the board has of it.")
    except (BadJournal, *INVALID):
        return  # a damage of the board's own journal, which is found elsewhere
    finally:
        theirs.close()


def file_unlike(paths: Paths, archive: Archive) -> Message | None:
    """What is not right with the TinyDB file of an archive whose journal is whole. Raises OSError."""
    place = place_of(paths, archive)
    try:
        genuine = checkpoint.read(place.file).genuine
    except FileNotFoundError:
        return msg("its TinyDB file is missing; its journal has everything.")
    except checkpoint.BadCheckpoint:
        return None  # reading the archive as a board says so
    return None if genuine else msg("its TinyDB file was changed by another program; its journal is right.")


def _until(journal: Journal, archive_id: str) -> Mark | None:
    """The place before the line that decided; null when the journal has none. What was archived, brought back
    by an undo and put away once more has two: the first one is meant."""
    try:
        _, _, mark = journal.begin()
        for line, after in journal.lines(mark):
            for change in line.changes:
                new = change.table == Archive.table and change.field is None
                if new and body_of(change.after).get("archive_id") == archive_id:
                    return mark
            mark = after
    except BadJournal:
        return None
    return None
