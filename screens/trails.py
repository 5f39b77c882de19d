"""The trails of what is looked at, read from the journal beside the screen and kept while it is open."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from store.board.journal import BadJournal
from store.errors import DuiqiError

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

_KEPT: Final = 64
_LONGEST: Final = 40
"""Lines of a trail that are kept: the newest. The whole of it is in `duiqi log`."""


def newest_first(lines: Iterable[JournalLine], table: str, id: int) -> list[JournalLine]:
    """The lines that touched that record, newest first."""
    return [
        line
        for line in reversed(list(lines))
        if any(change.table == table and change.id == id for change in line.changes)
    ]


class Trails:
    """The newest lines about each record of `table` that was looked at. A change is added to those known."""

    def __init__(self, session: Session, table: str) -> None:
        self._session = session
        self._table = table
        self._known: OrderedDict[int, list[JournalLine]] = OrderedDict()
        self._asked: set[int] = set()

    def of(self, id: int, read: Callable[[int], None]) -> Sequence[JournalLine] | None:
        """The trail of a record, newest first. Null while it is read; then `read` is called with its id."""
        known = self._known.get(id)
        if known is not None:
            self._known.move_to_end(id)
            return known
        if id not in self._asked:
            self._asked.add(id)
            # Not in the board's own thread: a long journal must not keep a change waiting.
            future = asyncio.get_running_loop().run_in_executor(None, self._read, id)
            future.add_done_callback(lambda done: self._keep(id, done, read))
        return None

    def take_in(self, changed: Changed) -> None:
        """New lines of the journal."""
        if changed.reloaded:
            self._known.clear()
            return
        for line in changed.lines:
            for id in {change.id for change in line.changes if change.table == self._table}:
                known = self._known.get(id)
                if known is not None and all(line.seq != each.seq for each in known):
                    known.insert(0, line)
                    del known[_LONGEST:]

    def _read(self, id: int) -> list[JournalLine]:
        try:
            return newest_first(self._session.board.history(table=self._table, id=id), self._table, id)[
                :_LONGEST
            ]
        except (DuiqiError, BadJournal, OSError):
            return []  # what is wrong with the journal is said where the board is opened and written

    def _keep(self, id: int, done: asyncio.Future[list[JournalLine]], read: Callable[[int], None]) -> None:
        self._asked.discard(id)
        if done.cancelled():
            return
        self._known[id] = done.result()
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        read(id)
