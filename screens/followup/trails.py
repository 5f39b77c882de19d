"""The trails of tasks, read from the journal beside the screen and kept while it is open."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from screens.followup.trail import of_task
from store.board.journal import BadJournal
from store.errors import DuiqiError
from store.model.task import Task

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

_KEPT: Final = 64
_LONGEST: Final = 40
"""Lines of a trail that are kept: the newest. The whole of it is in `duiqi log`."""


class Trails:
    """The newest lines about each task that was looked at. A change is added to those that are known."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: OrderedDict[int, list[JournalLine]] = OrderedDict()
        self._asked: set[int] = set()

    def of(self, task: int, read: Callable[[int], None]) -> Sequence[JournalLine] | None:
        """The trail of a task, newest first. Null while it is read; then `read` is called with its id."""
        known = self._known.get(task)
        if known is not None:
            self._known.move_to_end(task)
            return known
        if task not in self._asked:
            self._asked.add(task)
            # Not in the board's own thread: a long journal must not keep a change waiting.
            future = asyncio.get_running_loop().run_in_executor(None, self._read, task)
            future.add_done_callback(lambda done: self._keep(task, done, read))
        return None

    def take_in(self, changed: Changed) -> None:
        """New lines of the journal."""
        if changed.reloaded:
            self._known.clear()
            return
        for line in changed.lines:
            for task in {change.id for change in line.changes if change.table == Task.table}:
                known = self._known.get(task)
                if known is not None and all(line.seq != each.seq for each in known):
                    known.insert(0, line)
                    del known[_LONGEST:]

    def _read(self, task: int) -> list[JournalLine]:
        try:
            return of_task(self._session.board.history(table=Task.table, id=task), task)[:_LONGEST]
        except (DuiqiError, BadJournal, OSError):
            return []  # what is wrong with the journal is said where the board is opened and written

    def _keep(self, task: int, done: asyncio.Future[list[JournalLine]], read: Callable[[int], None]) -> None:
        self._asked.discard(task)
        if done.cancelled():
            return
        self._known[task] = done.result()
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        read(task)
