"""For scripts: TinyDB on a board that people work on at the same time.

    from tinydb import TinyDB, where
    from store.board.storage import BoardStorage

    with TinyDB("launch.json", storage=BoardStorage) as db:
        db.table("tasks").update({"priority": "high"}, where("number") == 7)

Every write becomes a commit of origin `external`: under the lock, carried over to the newest state field by
field, validated, on the disk when the call returns. The file itself is brought up to date when it is closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from tinydb.storages import Storage

from store.board import foreign
from store.board.board import PATIENCE, Board
from store.board.damage import INVALID, invalid
from store.board.session import Changed
from store.errors import Refused
from store.language import msg
from store.model.state import State
from store.rules.edit import refusal


class BoardStorage(Storage):
    """A TinyDB storage that reads and writes a board safely. `options` are those of `Board.open`."""

    def __init__(self, path: Path | str, **options: Any) -> None:
        """Open the board. Raises NotFound, Damaged, NewerFormat, DiskTrouble."""
        self.board = Board.open(path, origin=foreign.EXTERNAL, **options)
        self._read = self.board.state.copy()

    def read(self) -> dict[str, dict[str, Any]]:
        """The newest state, as TinyDB knows it: without the header of the file."""
        self.board.refresh()
        self._read = self.board.state.copy()
        return self._read.as_json()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Commit what differs from what was read last.

        Raises Refused when a value is not valid, breaks a rule of the board, or somebody changed the same
        since it was read; Locked, ReadOnly, DiskTrouble. Nothing was saved then.
        """
        try:
            foreign.refuse_unkept(data)
            wanted = State.from_json({name: rows for name, rows in data.items() if not name.startswith("_")})
        except ValidationError as error:
            raise refusal(error) from error
        except (TypeError, ValueError, AttributeError) as error:
            raise Refused(msg("A value cannot be saved: {problem}.", problem=str(error))) from error
        changes = foreign.between(self._read, wanted)
        session = self.board.session

        def work(news: list[Changed]) -> None:
            left = foreign.rebased(changes, session.loaded.state)
            if left:
                line = foreign.write(session.loaded, left, session.clock.now())
                touched = frozenset((change.table, change.id) for change in line.changes)
                news.append(Changed(touched, (line,), own=True))

        try:
            session.locked(work, patience=PATIENCE)
        except INVALID as error:
            raise Refused(msg("A value cannot be saved: {problem}.", problem=invalid(error))) from error

    def close(self) -> None:
        """Bring the file up to date, and let go."""
        self.board.close()
