"""One session on a board: its state, its place in the journal, and the way a change takes into both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from store.board.journal import Mark, Misplaced, Untold
from store.board.line import Line, encode
from store.board.lock import Lock
from store.board.opening import Loaded, load
from store.board.paths import Paths
from store.errors import Conflict, Locked, ReadOnly, Refused
from store.language import Message, msg
from store.model.change import Change
from store.model.clock import Clock
from store.model.state import State
from store.rules.edit import refusal

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a commit is to write, decided on the newest state."""

    command: str
    changes: Sequence[Change]
    by: int | None = None
    on_behalf: int | None = None
    undoes: int | None = None
    check: Callable[[State, Sequence[Change]], None] | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What is new in the state: which records, by which lines. `own`: committed by this session.

    `reloaded`: the board was read anew (another epoch); everything may have changed, nothing can be undone.
    """

    records: frozenset[Key]
    lines: tuple[Line, ...]
    reloaded: bool = False
    own: bool = False


class Session:
    """The working parts of a `Board`. `mutex` guards state and place; the state may be read without it."""

    def __init__(self, paths: Paths, loaded: Loaded, clock: Clock, origin: str) -> None:
        self.paths = paths
        self.state = loaded.state
        self.journal = loaded.journal
        self.mark = loaded.mark
        self.read_only = loaded.read_only
        self.notices = loaded.notices
        self.clock = clock
        self.origin = origin
        self.lock = Lock(paths.lock)
        self._writing = threading.Lock()
        self._mutex = threading.Lock()
        self._listeners: list[Callable[[Changed], None]] = []

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Have `listener` called; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def commit(
        self,
        draft: Callable[[State, datetime], Draft],
        *,
        patience: float,
        waiting: Callable[[str], None] | None,
    ) -> Line | None:
        """Decide on the newest state, write, sync, and only then change the state. Null: nothing to change."""
        if self.read_only is not None:
            raise ReadOnly(self.read_only)
        if not self._writing.acquire(timeout=patience):
            raise Locked(msg("This session is still saving something else."), str(self.lock.holder()))
        news: list[Changed] = []
        try:
            with self.lock.holding(patience, waiting), self._mutex:
                self._catch_up(news)
                return self._write(draft, news)
        finally:
            self._writing.release()
            for changed in news:
                for listener in tuple(self._listeners):
                    listener(changed)

    def _write(self, draft: Callable[[State, datetime], Draft], news: list[Changed]) -> Line | None:
        at = max(self.clock.now(), self.mark.at)
        made = draft(self.state, at)
        if not made.changes:
            return None
        try:
            outcome = self.state.outcome(made.changes)
        except ValidationError as error:
            raise refusal(error) from error
        line = Line(
            self.mark.seq + 1,
            at,
            made.by,
            made.on_behalf,
            self.origin,
            made.command,
            made.undoes,
            tuple(made.changes),
            self.mark.sum,
            "",
        )
        try:
            line, data = encode(line)
        except TypeError as error:
            raise Refused(msg("A value cannot be written as JSON: {problem}.", problem=str(error))) from error
        try:
            self.journal.append(data, self.mark)
        except Untold as untold:
            self.read_only = untold.trouble.message
            raise untold.trouble from untold
        self.mark = Mark(line.seq, self.mark.offset + len(data), line.sum, at)
        self.state.settle(outcome)
        news.append(Changed(frozenset(outcome), (line,), own=True))
        return line

    def refresh(self) -> Changed | None:
        """Read what others wrote, and tell the listeners."""
        news: list[Changed] = []
        with self._mutex:
            self._catch_up(news)
        for changed in news:
            for listener in tuple(self._listeners):
                listener(changed)
        return news[0] if news else None

    def _catch_up(self, news: list[Changed]) -> None:
        try:
            lines, mark, _ = self.journal.tail(self.mark)
        except Misplaced:
            self._reload(news)
            return
        if lines:
            touched: set[Key] = set()
            for line in lines:
                touched |= self.state.apply(line.changes)
            self.mark = mark
            news.append(Changed(frozenset(touched), tuple(lines)))

    def _reload(self, news: list[Changed]) -> None:
        loaded = load(self.paths, writable=self.read_only is None)
        self.journal.close()
        self.state, self.journal, self.mark = loaded.state, loaded.journal, loaded.mark
        news.append(Changed(frozenset(), (), reloaded=True))

    def close(self) -> None:
        """Let go of the files."""
        self.journal.close()
        self.lock.close()


def refuse(problems: Sequence[Message]) -> None:
    """Raise Refused with the first of `problems`, if there is any."""
    if problems:
        raise Refused(problems[0])


__all__ = ["Changed", "Conflict", "Draft", "Session"]
