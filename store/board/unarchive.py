"""Bringing an initiative back from its archive: as it was, by a line of its own that can be taken back.

The board's journal has all its older lines still, so its trail is whole again with it.
"""

from __future__ import annotations

from pathlib import Path

from store.board.archive_file import opened
from store.board.board import Board
from store.board.extract import digest_of, people_digest
from store.board.line import Line
from store.errors import Refused
from store.language import msg
from store.model.archive import Archive
from store.rules.archiving import owners
from store.rules.commands.archiving import UnarchiveInitiative


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
