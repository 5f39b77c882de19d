"""One session on a board: its state, its place in the journal, and the way that a change takes into both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeVar

from store.board.damage import INVALID, damage_at, invalid
from store.board.journal import BadJournal, Mark, Misplaced, Untold, reason_of
from store.board.line import Line, encode
from store.board.loaded import Loaded
from store.board.lock import MOST, Lock
from store.board.opening import heal, load
from store.board.paths import Paths
from store.board.times import CLOCK_BEHIND, ahead, behind, is_far_ahead
from store.errors import Damaged, DiskTrouble, DuiqiError, Locked, NotAllowed, ReadOnly, Refused
from store.language import Message, msg
from store.model.change import Change
from store.model.clock import Clock
from store.model.state import State
from store.rules.issues.escalation import OF_ITSELF

Key = tuple[str, int]
T = TypeVar("T")
_LOOKS: Final = 3
_SHORT: Final = 64 * 1024
"""Bytes of the journal that are read and understood in a millisecond or two."""


class Draft(NamedTuple):
    """What a commit is to write, decided on the newest state."""

    command: str
    changes: Sequence[Change]
    by: int | None = None
    on_behalf: int | None = None
    undoes: int | None = None


class Changed(NamedTuple):
    """What is new in the state: which records, by which lines. `own`: committed by this session.

    `reloaded`: the board was read anew (another epoch); everything may have changed, nothing can be undone.
    `notices` are what people must be told now.
    """

    records: frozenset[Key]
    lines: tuple[Line, ...]
    reloaded: bool = False
    own: bool = False
    notices: tuple[Message, ...] = ()


class Session:
    """The working parts of a `Board`.

    Two locks of this process, always taken in this order, around the kernel's: `_writing` lets one thread at
    a time wait for the kernel's lock, `mutex` guards state and place while they change.
    """

    def __init__(self, paths: Paths, lock: Lock, loaded: Loaded, clock: Clock, origin: str) -> None:
        self.paths = paths
        self.lock = lock
        self.loaded = loaded
        self.clock = clock
        self.origin = origin
        self.mutex = threading.Lock()
        self.why_out: Callable[[], Message | None] = lambda: None
        """Why who works here may no longer write; null while they may. Each change asks, under the lock."""
        self._why_not = loaded.read_only if loaded.damage is None else None
        self._writing = threading.Lock()
        self._listeners: list[Callable[[Changed], None]] = []
        self._told: set[str] = set()
        self._closed = False

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
        """Decide on the newest state, write, sync, and only then change the state. Null: nothing to do."""

        return self.locked(lambda news: self.write(draft, news), patience=patience, waiting=waiting)

    def locked(
        self,
        work: Callable[[list[Changed]], T],
        *,
        patience: float,
        waiting: Callable[[str], None] | None = None,
    ) -> T:
        """Do `work` under the lock, on the newest state; listeners hear of it when all locks are released.

        Raises ReadOnly, Locked, Damaged, DiskTrouble, and what `work` raises.
        """
        if self.read_only is not None:
            raise ReadOnly(self.read_only)
        if not self._writing.acquire(timeout=MOST * max(patience, 0)):
            raise Locked(msg("This session is still saving another change; try again."), "")
        news: list[Changed] = []
        try:
            with self.lock.holding(patience, waiting), self.mutex:
                self._catch_up_or_reload(news, held=True)
                if self.read_only is not None:
                    raise ReadOnly(self.read_only)
                return work(news)
        except Untold as untold:
            self.loaded.read_only = msg(
                "{trouble} What the journal ends with is uncertain; open the board again.",
                trouble=untold.trouble.message,
            )
            raise untold.trouble from untold
        except OSError as error:
            raise DiskTrouble(msg("The change was not saved: {reason}.", reason=reason_of(error))) from error
        finally:
            self._writing.release()
            self.tell(news)

    def write(self, draft: Callable[[State, datetime], Draft], news: list[Changed]) -> Line | None:
        """Decide, write, sync, change the state: for work that `locked` does. Raises as `commit` does.

        What the program records by itself waits for somebody's change when the clock is far ahead: `times`.
        """
        loaded, mark = self.loaded, self.loaded.mark
        assert loaded.journal is not None
        if (why_out := self.why_out()) is not None:
            raise NotAllowed(why_out)
        at = self._not_before(mark, news)
        made = draft(loaded.state, at)
        if not made.changes:
            return None
        if made.command in OF_ITSELF and is_far_ahead(at, mark.at):
            self._notice("ahead", ahead(at, mark.at), news)
            return None
        try:
            outcome = loaded.state.outcome(made.changes)
            line, data = encode(
                Line(
                    mark.seq + 1,
                    at,
                    made.by,
                    made.on_behalf,
                    self.origin,
                    made.command,
                    made.undoes,
                    tuple(made.changes),
                    mark.sum,
                    "",
                )
            )
        except INVALID as error:
            raise Refused(msg("A value cannot be saved: {problem}.", problem=invalid(error))) from error
        loaded.journal.append(data, mark)
        loaded.mark = Mark(line.seq, mark.offset + len(data), line.sum, at)
        loaded.state.settle(outcome)
        news.append(Changed(frozenset(outcome), (line,), own=True))
        return line

    def _not_before(self, mark: Mark, news: list[Changed]) -> datetime:
        """Now, but never before the newest line: times in a journal do not go backwards."""
        now = self.clock.now()
        if now >= mark.at:
            return now
        if mark.at - now > CLOCK_BEHIND:
            self._notice("clock", behind(mark.at), news)
        return mark.at

    def refresh(self) -> Changed | None:
        """Read what others wrote and tell the listeners. Raises nothing but OSError's kin, as DiskTrouble."""
        news: list[Changed] = []
        try:
            try:
                with self.mutex:
                    self._catch_up(news, held=False)
            except Misplaced:
                with self._writing, self.mutex:
                    self._catch_up_or_reload(news, held=False)
        except OSError as error:
            raise DiskTrouble(msg("The board cannot be read: {reason}.", reason=reason_of(error))) from error
        finally:
            self.tell(news)
        return merged(news)

    def refresh_at_once(self) -> bool:
        """As `refresh`, where that takes next to no time: nobody here is writing, and what is new is short.

        False: it was not done, `refresh` has to. Raises nothing.
        """
        if not self.mutex.acquire(blocking=False):
            return False
        news: list[Changed] = []
        try:
            loaded = self.loaded
            if loaded.journal is None or loaded.journal.size() - loaded.mark.offset > _SHORT:
                return False
            self._catch_up(news, held=False)
        except (Misplaced, OSError):
            return False
        finally:
            self.mutex.release()
            self.tell(news)
        return True

    def _catch_up_or_reload(self, news: list[Changed], *, held: bool) -> None:
        """For who holds `_writing`: reading anew may take the kernel's lock."""
        try:
            self._catch_up(news, held=held)
        except Misplaced:
            self._reload(news, held=held)

    def _catch_up(self, news: list[Changed], *, held: bool) -> None:
        """Read the journal's new tail. Raises Misplaced, and under the lock Damaged."""
        loaded = self.loaded
        if self._closed or loaded.journal is None:
            return
        tail = loaded.journal.tail(loaded.mark)
        for _ in range(_LOOKS):
            if tail.damage is None or held:
                break
            # Without the lock, what looks like damage may be somebody taking back a failed write.
            tail = loaded.journal.tail(loaded.mark)
        damage = tail.damage
        touched: set[Key] = set()
        lines = []
        for line, mark in tail.lines:
            try:
                touched |= loaded.state.apply(line.changes)
            except INVALID as error:
                damage = BadJournal(loaded.mark.offset, invalid(error))
                break
            loaded.mark = mark
            lines.append(line)
        if lines:
            news.append(Changed(frozenset(touched), tuple(lines)))
        if damage is not None:
            self._damaged(damage_at(loaded.journal, damage), news, held=held)
        elif tail.rest and held:
            ended = heal(self.paths, loaded, self.clock.now())
            if ended is not None:
                records = frozenset((change.table, change.id) for change in ended.changes)
                news.append(Changed(records, (ended,)))

    def _damaged(self, why: Message, news: list[Changed], *, held: bool) -> None:
        self.loaded.damage = self.loaded.read_only = why
        self._notice("damage", why, news)
        if held:
            raise Damaged(why)

    def _reload(self, news: list[Changed], *, held: bool) -> None:
        """Another epoch was begun, or the files were put back from a copy."""
        before = self.loaded
        try:
            loaded = load(self.paths, self.lock, self.clock.now(), why_not=self._why_not, held=held)
        except DuiqiError as error:
            # What is in memory is all there is now; it stays on the screen.
            self._damaged(error.message, news, held=held)
            return
        if before.journal is not None:
            before.journal.close()
        told = msg(
            "The board was put right or replaced by somebody and has been read anew. Undo begins anew."
        )
        # The most important one last: a line on the screen holds one sentence.
        why = (loaded.read_only,) if loaded.read_only is not None else ()
        found = (told, *loaded.notices, *why)
        loaded.notices[:] = (*before.notices, *loaded.notices, told)
        self.loaded = loaded
        everything = frozenset((table, record.id) for table, record in loaded.state.records())
        news.append(Changed(everything, (), reloaded=True, notices=found))

    def notice(self, kind: str, notice: Message | None) -> None:
        """Tell people of a trouble, unless they know that kind; null: it is over. No lock may be held."""
        news: list[Changed] = []
        if notice is None:
            self._told.discard(kind)
        else:
            self._notice(kind, notice, news)
        self.tell(news)

    def _notice(self, kind: str, notice: Message, news: list[Changed]) -> None:
        if kind not in self._told:
            self._told.add(kind)
            self.loaded.notices.append(notice)
            news.append(Changed(frozenset(), (), notices=(notice,)))

    def tell(self, news: list[Changed]) -> None:
        """Call the listeners. No lock may be held."""
        for changed in news:
            for listener in tuple(self._listeners):
                listener(changed)

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be written; null when it can."""
        return self.loaded.read_only

    def close(self) -> None:
        """Let go of the files."""
        with self._writing, self.mutex:
            self._closed = True
            self.loaded.read_only = self.loaded.read_only or msg("The board is closed.")
            if self.loaded.journal is not None:
                self.loaded.journal.close()
            self.lock.close()


def merged(news: list[Changed]) -> Changed | None:
    """Several pieces of news as one; null when there is none."""
    if len(news) < 2:
        return news[0] if news else None
    return Changed(
        frozenset[Key]().union(*(changed.records for changed in news)),
        tuple(line for changed in news for line in changed.lines),
        reloaded=any(changed.reloaded for changed in news),
        own=all(changed.own for changed in news),
        notices=tuple(notice for changed in news for notice in changed.notices),
    )
