"""The board file of an archive, read and verified, without any board around it."""

from __future__ import annotations

from pathlib import Path

from store.board.checkpoint import Tables
from store.board.damage import INVALID, invalid, unreadable
from store.board.journal import BadJournal, Journal, reason_of
from store.board.paths import Paths
from store.board.replay import Replayed
from store.errors import Damaged, DiskTrouble, NotFound, Refused
from store.language import msg
from store.model.archive import Archive
from store.model.state import State
from store.rules.archive_here import archive_here


def opened(file: Path | str) -> tuple[Tables, State, Archive]:
    """The tables and the state of an archive, verified line by line, and what says that it is one.

    Raises NotFound, Refused (it is no archive), Damaged, DiskTrouble.
    """
    paths = Paths.of(file)
    try:
        journal = Journal(paths.journal, writable=False)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(msg("There is no archive {path}.", path=str(paths.file)), field="file") from error
    except BadJournal as damage:
        raise Damaged(msg("The archive is damaged: {reason}.", reason=damage.reason)) from damage
    except OSError as error:
        raise DiskTrouble(msg("The archive cannot be read: {reason}.", reason=reason_of(error))) from error
    try:
        replayed = Replayed(journal)
        if replayed.damage is not None:
            raise replayed.damage
        state = replayed.state()
    except BadJournal as damage:
        raise Damaged(msg("The archive is damaged: {reason}.", reason=damage.reason)) from damage
    except INVALID as error:
        raise unreadable(invalid(error)) from error
    finally:
        journal.close()
    found = archive_here(state)
    if found is None:
        raise Refused(msg("{path} is no archive.", path=str(paths.file)), field="file")
    return replayed.tables, state, found
