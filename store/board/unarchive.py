"""Bringing an initiative back from its archive: as it was, by a line of its own that can be taken back.

The board's journal has all its older lines still, so its trail is whole again with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.board.checkpoint import Tables
from store.board.extract import digest_of, people_digest
from store.board.journal import BadJournal, Journal, reason_of
from store.board.line import Line
from store.board.paths import Paths
from store.board.replay import Replayed
from store.board.survey import INVALID, invalid, unreadable
from store.errors import Damaged, DiskTrouble, NotFound, Refused
from store.language import msg
from store.model.archive import Archive
from store.model.state import State
from store.rules.archiving import archive_here, owners
from store.rules.commands.archiving import UnarchiveInitiative

if TYPE_CHECKING:
    from store.board.board import Board


def unarchive(board: Board, file: Path | str) -> Line:
    """Bring back the initiative that is archived in `file`, as it was. The file stays as it is.

    Raises NotFound, Refused (it is no archive of this board, or not as it was archived), Damaged, and as a
    commit does; then the board is as it was.
    """
    tables, state, archived = opened(file)
    if archived.board != board.id:
        raise Refused(msg("This is an archive of another board."), field="file")
    whose = owners(state)
    records = {
        (table, record.id): record
        for table, record in state.records()
        if (table, record.id) != (Archive.table, archived.id)
    }
    own = frozenset(key for key in records if whose[key] == archived.initiative and key[0] != Archive.table)
    # Of what is to come back, and of all that stands under its ids, however the file has it.
    found = digest_of(tables, own)
    line = board.commit(UnarchiveInitiative(archived, found, people_digest(tables), records, own))
    assert line is not None
    return line


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
