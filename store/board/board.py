"""The board: what the rest of the program knows of the file. Its interface is told in ARCHITECTURE.md."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from store.board import checkpoint, disk
from store.board.journal import Mark
from store.board.line import BEGIN, NO_SUM, Line, Whole, encode
from store.board.opening import Loaded, exists, load
from store.board.paths import Paths
from store.board.session import Changed, Draft, Session, refuse
from store.board.undo import inverse
from store.errors import Clash, Conflict, DiskTrouble, Refused
from store.language import Message, msg
from store.model.change import Change, value_of
from store.model.clock import Clock, Moment, SystemClock
from store.model.organisation import Person, Settings
from store.model.record import Record, record_class
from store.model.state import SETTINGS_ID, State
from store.rules import integrity, rights
from store.rules.edit import Command, Edit, refusal

FORMAT = 1


class Board:
    """An open board. Made by `create` and `open`."""

    def __init__(self, session: Session, author: int | None) -> None:
        self._session = session
        self.author = author
        self._done: list[Line] = []
        self._undone: list[Line] = []
        session.subscribe(self._remember)

    @classmethod
    def create(
        cls, path: Path | str, settings: Mapping[str, object], *, clock: Clock | None = None, origin: str = "cli"
    ) -> Board:
        """Make a new board with these settings. Raises Refused when there is one, or a setting is not valid."""
        clock = clock or SystemClock()
        if exists(Path(path)):
            raise Refused(msg("There is something at {path} already.", path=str(path)), field="path")
        try:
            record = Settings.model_validate({**settings, "id": SETTINGS_ID})
        except ValidationError as error:
            raise refusal(error) from error
        state = State()
        state.put(record)
        paths = Paths.of(path)
        board, epoch = secrets.token_hex(8), secrets.token_hex(8)
        whole = Whole(FORMAT, board, epoch, None, {"settings": 1}, {}, state.as_json())
        line, data = encode(
            Line(1, clock.now(), None, None, origin, BEGIN, None, (), NO_SUM, ""), whole
        )
        try:
            disk.make_folder(paths.folder)
            fd = disk.create(paths.journal)
            disk.write(fd, data)
            disk.sync(fd)
            disk.sync_folder(paths.folder)
        except OSError as error:
            raise DiskTrouble(msg("The board could not be made: {problem}.", problem=str(error))) from error
        made = cls.open(path, clock=clock, origin=origin)
        made.checkpoint()
        return made

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
        """Open a board. Raises NotFound, Damaged, NewerFormat, DiskTrouble."""
        paths = Paths.of(path)
        loaded: Loaded = load(paths, writable=not read_only)
        if read_only:
            loaded.read_only = msg("It was opened for reading only.")
        board = cls(Session(paths, loaded, clock or SystemClock(), origin), author)
        board.identify(author)
        return board

    @property
    def path(self) -> Path:
        """The TinyDB file."""
        return self._session.paths.file

    @property
    def folder(self) -> Path:
        """The folder with all the rest; its `journal.jsonl` grows at every commit."""
        return self._session.paths.folder

    @property
    def state(self) -> State:
        """The newest known state. Any thread may read it."""
        return self._session.state

    @property
    def seq(self) -> int:
        """The number of the newest known line."""
        return self._session.mark.seq

    @property
    def clock(self) -> Clock:
        """Where the time comes from."""
        return self._session.clock

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be changed; null when it can."""
        return self._session.read_only

    @property
    def notices(self) -> list[Message]:
        """What a person must be told about the board."""
        return self._session.notices

    @property
    def person(self) -> Person | None:
        """Who works here."""
        return self.state.get(Person, self.author)

    def identify(self, person: int | None) -> None:
        """Say who works here: the author of what follows."""
        self.author = person
        known = self.person
        self._session.lock.sign(known.name if known else "")

    def moment(self) -> Moment:
        """Now, in the board's zone; never before the newest line."""
        return self.state.moment(max(self.clock.now(), self._session.mark.at))

    def preview(self, *commands: Command) -> Edit:
        """What the commands would do, on the state as it is known. Raises Refused. Nothing is written."""
        edit = Edit(self.state, self.moment(), self.person)
        for command in commands:
            command.apply(edit)
        return edit

    def commit(
        self,
        *commands: Command,
        seen: Iterable[Record] = (),
        on_behalf: int | None = None,
        patience: float = 5.0,
        waiting: Callable[[str], None] | None = None,
    ) -> Line | None:
        """Carry out the commands as one line, which is on the disk when this returns; null: nothing changed.

        `seen` are the records as the author saw them. Raises Refused, NotAllowed, Conflict, Locked, ReadOnly,
        DiskTrouble; nothing was saved then.
        """
        known = {(record.table, record.id): record for record in seen}

        def draft(state: State, at: datetime) -> Draft:
            by = state.get(Person, self.author)
            edit = Edit(state, state.moment(at), by)
            edit.on_behalf = on_behalf
            for command in commands:
                command.apply(edit)
            changes = edit.changes()
            if not changes:
                return Draft("", ())
            name = "+".join(dict.fromkeys(command.name for command in commands))
            rights.check(state, by, changes, name)
            if known:
                raise_clashes(state, changes, known)
            removed = edit.removed()
            refuse(integrity.problems(state, edit.records(), removed))
            return Draft(name, changes, edit.author, edit.on_behalf)

        return self._session.commit(draft, patience=patience, waiting=waiting)

    def refresh(self) -> Changed | None:
        """Read what others wrote; null when there is nothing new."""
        return self._session.refresh()

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Have `listener` called after every change of the state, in the thread that commits or refreshes."""
        return self._session.subscribe(listener)

    def undo(self) -> Line:
        """Take back this session's newest change not yet taken back. Raises Refused, and as `commit` does."""
        if not self._done:
            raise Refused(msg("There is nothing of this session to undo."))
        line = self._done[-1]
        undone = self._revert(line, "undo")
        self._done.pop()
        self._undone.append(undone)
        return undone

    def redo(self) -> Line:
        """Bring back what was undone last. Raises Refused, and as `commit` does."""
        if not self._undone:
            raise Refused(msg("There is nothing to bring back."))
        again = self._revert(self._undone[-1], "redo")
        self._undone.pop()
        self._done.append(again)
        return again

    def _revert(self, line: Line, command: str) -> Line:
        def draft(state: State, at: datetime) -> Draft:
            by = state.get(Person, self.author)
            changes = inverse(state, line, lambda change: msg("somebody"))
            rights.check(state, by, changes, line.command)
            return Draft(command, changes, by.id if by else None, undoes=line.seq)

        self._reverting = True
        try:
            written = self._session.commit(draft, patience=5.0, waiting=None)
        finally:
            self._reverting = False
        assert written is not None
        return written

    _reverting = False

    def _remember(self, changed: Changed) -> None:
        if changed.reloaded:
            self._done.clear()
            self._undone.clear()
        elif changed.own and not self._reverting:
            self._done.extend(changed.lines)
            self._undone.clear()

    def history(
        self, *, table: str | None = None, id: int | None = None, since: datetime | int | None = None
    ) -> list[Line]:
        """The lines of the journal, oldest first: all, or those that touched a table or record, or since."""
        journal = self._session.journal
        first, _, mark = journal.begin()
        return [
            line
            for line in [first, *(line for line, _ in journal.lines(mark))]
            if (table is None or any(c.table == table and id in (None, c.id) for c in line.changes))
            and (since is None or (line.seq >= since if isinstance(since, int) else line.at >= since))
        ]

    def at(self, when: datetime | int) -> State:
        """The board as it was after line `when`, or at that moment."""
        _, whole, mark = self._session.journal.begin()
        state = State.from_json(whole.tables, whole.ids, whole.numbers)
        for line, _ in self._session.journal.lines(mark):
            if line.seq > when if isinstance(when, int) else line.at > when:
                break
            state.apply(line.changes)
        return state

    def checkpoint(self) -> None:
        """Write the TinyDB file."""
        session = self._session
        mark, state = session.mark, session.state.copy()
        journal = session.journal
        _, data = checkpoint.laid_out(
            state, format=FORMAT, board=journal.board, epoch=journal.epoch, mark=mark
        )
        disk.make_folder(session.paths.unfinished)
        temporary = session.paths.new_unfinished()
        fd = disk.create(temporary, like=self.path)
        disk.write(fd, data)
        disk.sync(fd)
        disk.rename(temporary, self.path)
        disk.sync_folder(self.path.parent)

    def close(self) -> None:
        """Write the TinyDB file, and let go."""
        if self.read_only is None:
            self.checkpoint()
        self._session.close()


def raise_clashes(state: State, changes: Sequence[Change], seen: Mapping[tuple[str, int], Record]) -> None:
    """Raise Conflict when a field to be changed is no longer what its author saw."""
    clashes = []
    for change in changes:
        record = seen.get((change.table, change.id))
        if record is None or change.field in record_class(change.table).unguarded:
            continue
        saw = value_of(record, change.field)
        if saw != change.before:
            clashes.append(
                Clash(change.table, change.id, change.field or "", saw, change.before, change.after)
            )
    if clashes:
        raise Conflict(msg("Somebody changed the same since you saw it."), clashes)


_ = Mark
