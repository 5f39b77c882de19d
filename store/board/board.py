"""The board: what the rest of the program knows of the file. ARCHITECTURE.md tells of its interface.

What looking at a board does not need is loaded by what does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.board import network as networks
from store.board.damage import INVALID, damage_at, invalid, unreadable
from store.board.journal import BadJournal, reason_of
from store.board.line import Line
from store.board.lock import Lock
from store.board.opening import load, why_read_only
from store.board.paths import Paths
from store.board.reverting import Reverting
from store.board.session import Changed, Session
from store.errors import Damaged, DiskTrouble, NotAllowed, NotFound, Refused
from store.language import Message, msg
from store.model.clock import Clock, Moment, SystemClock
from store.model.organisation import Person
from store.model.record import Record
from store.model.state import State
from store.rules.archive_here import archive_here

if TYPE_CHECKING:
    from store.board.trail import Trail
    from store.rules.edit import Command, Edit

PATIENCE = 5.0
"""Seconds that a change waits for the lock before it gives up and says who holds it."""
_NO_LONGER_HERE: Final = msg("You are no longer on this board; a facilitator can add you.")


class Board:
    """An open board. Made by `create` and `open`.

    `session` is for the other files of this package.
    Any thread may commit and refresh, and listeners are called in that thread. Any thread may read `state`.
    """

    def __init__(self, session: Session, author: int | None) -> None:
        self.session = session
        self._trail: Trail | None = None
        self._reverting = Reverting(session)
        self._bound: int | None = None
        self.author: int | None = None
        self.identify(author)

    @classmethod
    def create(
        cls,
        path: Path | str,
        settings: Mapping[str, object],
        *,
        clock: Clock | None = None,
        origin: str = "cli",
    ) -> Board:
        """Make a new board with these settings, whole or not at all, and open it.

        Raises Refused when there is one already or a setting is not valid, DiskTrouble.
        """
        from store.board.creating import create

        clock = clock or SystemClock()
        create(Paths.of(path), settings, clock, origin)
        return cls.open(path, clock=clock, origin=origin)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        clock: Clock | None = None,
        origin: str = "cli",
        author: int | None = None,
        read_only: bool = False,
        network: bool = False,
    ) -> Board:
        """Open a board. What was lost or left half-done is put right, unless it opens read-only; `read_only`
        says why it does, and `notices` what was done.

        `network`: work on a network file system all the same. A read-only opening writes nothing at all.
        Raises NotFound, Damaged (neither file can be read), NewerFormat, DiskTrouble.
        """
        clock = clock or SystemClock()
        paths = Paths.of(path)
        why_not = why_read_only(paths, asked=read_only)
        if why_not is None and not network and networks.is_network(paths.file.parent):
            why_not = msg("It lies on a network file system, where changes of two machines could get lost.")
        lock = Lock(paths.lock)
        loaded = load(paths, lock, clock.now(), why_not=why_not)
        return cls(Session(paths, lock, loaded, clock, origin), author)

    @property
    def id(self) -> str:
        """The name no other board has; it stays when the file is moved, repaired or migrated."""
        return self.session.loaded.board

    @property
    def path(self) -> Path:
        """The TinyDB file."""
        return self.session.paths.file

    @property
    def paths(self) -> Paths:
        """Where all parts of the board lie."""
        return self.session.paths

    @property
    def state(self) -> State:
        """The newest known state. It is another object after a change with `reloaded`."""
        return self.session.loaded.state

    @property
    def seq(self) -> int:
        """The number of the newest known line."""
        return self.session.loaded.mark.seq

    @property
    def clock(self) -> Clock:
        """Where the time comes from."""
        return self.session.clock

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be changed; null when it can."""
        return self.session.read_only

    @property
    def notices(self) -> list[Message]:
        """What people must be told about the board, oldest first. What comes up later is in `Changed` too."""
        return self.session.loaded.notices

    @property
    def person(self) -> Person | None:
        """Who works here, if that is known."""
        return self.state.get(Person, self.author)

    def bind(self, person: int, *, why_out: Callable[[], Message | None] = lambda: None) -> None:
        """Let nobody but that person work here, for as long as the board is open: on a team's server.

        `why_out` says why they may no longer; it is asked at every change, and whether the board has them.
        Raises NotFound when the board has no such person.
        """
        if self.state.get(Person, person) is None:
            raise NotFound(_NO_LONGER_HERE)
        self.identify(person)
        self._bound = person
        self.session.why_out = lambda: why_out() if self.person is not None else _NO_LONGER_HERE

    def identify(self, person: int | None) -> None:
        """Say who works here: the author of what follows. Raises NotAllowed where somebody is bound."""
        if self._bound is not None and person != self._bound:
            raise NotAllowed(msg("On a team's server everybody stays who they came in as."))
        self.author = person
        known = self.person
        self.session.lock.sign(known.name if known else "")

    def moment(self) -> Moment:
        """Now, in the board's zone; never before the newest line. In an archive it stays the moment at which
        it was archived: nothing in it gets later by being read."""
        archived = archive_here(self.state)
        if archived is not None:
            return self.state.moment(archived.at)
        return self.state.moment(max(self.clock.now(), self.session.loaded.mark.at))

    def preview(self, *commands: Command) -> Edit:
        """What the commands would do to the state as it is known. Raises Refused. Nothing is written."""
        from store.rules.edit import Edit

        edit = Edit(self.state, self.moment(), self.person)
        for command in commands:
            command.apply(edit)
        return edit

    def rehearse(self, *commands: Command, seen: Iterable[Record] = ()) -> None:
        """Raise what `commit` would raise of the method, of rights and of conflicts. Nothing is written."""
        from store.board.commits import commanded

        commanded(commands, seen, self.author, None)(self.state, self.moment().now)

    def commit(
        self,
        *commands: Command,
        seen: Iterable[Record] = (),
        on_behalf: int | None = None,
        patience: float = PATIENCE,
        waiting: Callable[[str], None] | None = None,
    ) -> Line | None:
        """Carry out the commands as one line, which is on the disk when this returns; null: nothing changed.

        `seen` are the records as the author saw them. `waiting` is told once, after 50 ms, who holds the
        lock; it is given up when nobody else has got it for `patience` seconds (`Lock.holding`).
        Several commands of one commit are named `one+other`.
        Raises Refused, NotAllowed, Conflict, Locked, ReadOnly, Damaged, DiskTrouble; nothing was saved then.
        """
        from store.board.commits import commanded

        draft = commanded(commands, seen, self.author, on_behalf)
        return self.session.commit(draft, patience=patience, waiting=waiting)

    def refresh(self) -> Changed | None:
        """Read what others wrote; null when there is nothing new. Raises DiskTrouble.

        Damage found on the way, or files that went, make the board read-only, with a notice; what is known
        stays.
        """
        return self.session.refresh()

    def refresh_at_once(self) -> bool:
        """Read what others wrote where that blocks nobody; False when it was not done: `refresh` has to."""
        return self.session.refresh_at_once()

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Have `listener` called after every change of the state, without any lock; returns what ends it."""
        return self.session.subscribe(listener)

    def undo(self) -> Line:
        """Take back this session's newest change not yet taken back. Raises Refused, and as `commit` does."""
        return self._reverting.undo(self.author, self._who_changed, PATIENCE)

    def redo(self) -> Line:
        """Bring back what `undo` took back last. Raises Refused, and as `commit` does."""
        return self._reverting.redo(self.author, self._who_changed, PATIENCE)

    def undo_line(self, seq: int) -> Line:
        """Take back any line. Raises Refused, and as `commit` does."""
        line = self.line(seq)
        if line is None or not line.changes:
            raise Refused(msg("There is no change {seq} that could be undone.", seq=seq), field="seq")
        return self._reverting.revert(line, self.author, self._who_changed, PATIENCE)

    def newest_own(self, person: int | None = None) -> Line | None:
        """The newest change of a person (default: who works here) that nobody took back, from the journal.

        Raises DiskTrouble.
        """
        with _reading():
            trail = self._history()
            return trail.newest_own(self.author if person is None else person) if trail else None

    def history(
        self, *, table: str | None = None, id: int | None = None, since: datetime | int | None = None
    ) -> list[Line]:
        """Lines, oldest first: those that touched a table or a record, since line `since` or since a moment.

        The first question reads the whole journal: ask in a thread. Raises DiskTrouble.
        """
        with _reading():
            trail = self._history()
            return trail.lines(table=table, id=id, since=since) if trail else []

    def line(self, seq: int) -> Line | None:
        """The line of that number; null when the journal has none. Raises DiskTrouble."""
        with _reading():
            trail = self._history()
            return trail.line(seq) if trail else None

    def at(self, when: datetime | int) -> State:
        """The board as it was after line `when`, or at that moment. Reads the whole journal up to there.

        For a time before the journal it is the board as the journal begins. Raises Damaged, DiskTrouble.
        """
        from store.board.trail import as_it_was

        journal = self.session.loaded.journal
        if journal is None:
            return self.state
        try:
            with _reading():
                return as_it_was(journal, when)
        except BadJournal as damage:
            raise Damaged(damage_at(journal, damage)) from damage
        except INVALID as error:
            raise unreadable(invalid(error)) from error

    def checkpoint(self) -> bool:
        """Bring the TinyDB file up to date; whether it is. If it cannot be written a notice says so: nothing
        is lost, the journal has everything.
        """
        from store.board.publish import publish

        return publish(self.session)

    def close(self) -> None:
        """Write the TinyDB file, and let go. A closed board can still be looked at."""
        if self.session.read_only is None:
            self.checkpoint()
        self.session.close()

    def _history(self) -> Trail | None:
        from store.board.trail import Trail

        journal = self.session.loaded.journal
        if journal is None:
            return None
        if self._trail is None or self._trail.journal is not journal:
            self._trail = Trail(journal)
        return self._trail

    def _who_changed(self, seq: int, table: str, id: int, field: str | None) -> Message:
        trail = self._history()
        line = trail.last_to_change(table, id, field, seq) if trail else None
        person = self.state.get(Person, line.by) if line else None
        return msg("{name}", name=person.name) if person else msg("somebody")


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskTrouble(msg("The board cannot be read: {reason}.", reason=reason_of(error))) from error
