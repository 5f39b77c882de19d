"""What a session has done, remembered for undo and redo: each a new commit with the inverse of a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from store.board.line import Line
from store.board.session import Changed, Session
from store.errors import Refused
from store.language import Message, msg
from store.rules.issues.escalation import OF_ITSELF

WhoChanged = Callable[[int, str, int, str | None], Message]
"""Who changed a field (or record) of a table after a line: for the sentence that refuses an undo."""
_REMEMBERED: Final = 500


class Reverting:
    """Undo: a new commit with the inverse of a line. Remembers this session's lines, newest last."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._done: list[Line] = []
        self._undone: list[tuple[Line, Line]] = []
        self._own = 0
        session.subscribe(self._remember)

    def undo(self, author: int | None, who_changed: WhoChanged, patience: float) -> Line:
        """Take back the newest line not yet taken back. Raises Refused and as a commit does."""
        if not self._done:
            raise Refused(msg("There is nothing of this session to undo."))
        line = self._done[-1]
        written = self.revert(line, author, who_changed, patience)
        if self._done and self._done[-1] is line:
            self._done.pop()
            self._undone.append((line, written))
        return written

    def redo(self, author: int | None, who_changed: WhoChanged, patience: float) -> Line:
        """Bring back what was taken back last. Raises Refused and as a commit does."""
        if not self._undone:
            raise Refused(msg("There is nothing to bring back."))
        line, undone = self._undone[-1]
        written = self.revert(undone, author, who_changed, patience, command="redo")
        if self._undone and self._undone[-1][1] is undone:
            self._undone.pop()
            self._done.append(line)
        return written

    def revert(
        self, line: Line, author: int | None, who_changed: WhoChanged, patience: float, command: str = "undo"
    ) -> Line:
        """Write the inverse of a line, with the rights of what it takes back. Raises as a commit does."""
        from store.board.commits import ChangedSince, inverse_of

        paths = self._session.paths
        try:
            written = self._session.commit(
                lambda state, at: inverse_of(line, state, author, command, at, paths),
                patience=patience,
                waiting=None,
            )
        except ChangedSince as found:
            change = found.change
            who = who_changed(line.seq, change.table, change.id, change.field)
            raise Refused(
                msg("It cannot be taken back: {who} changed the same since.", who=who), field=change.field
            ) from found
        if written is None:
            raise Refused(msg("There is nothing left of it to take back."))
        return written

    def _remember(self, changed: Changed) -> None:
        if changed.reloaded:
            self._done.clear()
            self._undone.clear()
            return
        asked = [line for line in changed.lines if line.command not in OF_ITSELF]
        if changed.own and asked and all(line.undoes is None for line in asked):
            self._done.extend(asked)
            del self._done[:-_REMEMBERED]
            self._undone.clear()
