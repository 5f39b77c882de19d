"""Archiving: an initiative goes with its whole trail into a board file of its own.

1. A note in the board's folder says which archive is under way (`underway.py`).
2. The archive is written and synced beside its place, and read again: it has all that the board has.
3. Under the board's lock, if nothing was changed since, it is put in place, and that is synced.
4. Then the board's journal gets the line that takes the initiative out and bears the `archive_id`. It
   decides: without it what was written is no archive, and goes with the next try.

The archive's own last line bears the same id. A board that has it together with its initiative is read-only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.board import checkpoint, disk, keeping, migrate, underway
from store.board.commits import commanded
from store.board.damage import INVALID, damage_at, invalid, unreadable
from store.board.epoch import new_id
from store.board.extract import Extract, extract
from store.board.journal import BadJournal, Journal, Mark, reason_of
from store.board.line import Line
from store.board.paths import Paths
from store.board.replay import Replayed
from store.board.session import Changed, Session
from store.board.underway import Note, Underway
from store.errors import Damaged, DiskTrouble, DuiqiError, ReadOnly, Refused
from store.language import msg
from store.model.archive import Archive
from store.model.change import Change
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.archiving import belonging, loose_ends
from store.rules.commands.archiving import ArchiveInitiative, still_open
from store.rules.edit import Edit

if TYPE_CHECKING:
    from store.board.board import Board

PATIENCE: Final = 5.0
_ATTEMPTS: Final = 4
"""Of them the last one holds the lock from the start, so that nobody is faster."""
_NAMES: Final = 1000


@dataclass(frozen=True, slots=True)
class Archived:
    """Where an initiative is now: its archive's TinyDB file, the line that decided, and what was open."""

    file: Path
    line: Line
    archive: Archive


def archive(
    board: Board,
    initiative: int,
    *,
    to: Path | None = None,
    force: bool = False,
    patience: float = PATIENCE,
    waiting: Callable[[str], None] | None = None,
) -> Archived:
    """Archive an initiative into folder `to`, by default that of the board; `force`: whatever is open.

    Blocks while the whole journal is read: call it in a worker. Raises Refused (something is open, there is
    no such folder), NotAllowed, and as a commit does; then the board is as it was.
    """
    folder = (to or board.path.parent).resolve()
    if not folder.is_dir():
        raise Refused(msg("There is no folder {path}.", path=str(folder)), field="to")
    if board.read_only is not None:
        raise ReadOnly(board.read_only)
    board.refresh()
    found = board.state.one(Initiative, initiative)
    ends = loose_ends(board.state, initiative)
    if ends and not force:
        raise Refused(still_open(found, len(ends)), field="force")
    work = _Archiving(board, found, folder, force)
    board.rehearse(work.command("", board.path, "", ""))
    try:
        return work.run(patience, waiting)
    except BadJournal as damage:
        raise _damaged(board.session, damage) from damage
    except INVALID as error:
        raise unreadable(invalid(error)) from error
    except OSError as error:
        raise DiskTrouble(
            msg("{code} was not archived: {reason}.", code=found.code, reason=reason_of(error))
        ) from error


class _Archiving:
    """One initiative on its way into its archive."""

    def __init__(self, board: Board, initiative: Initiative, folder: Path, force: bool) -> None:
        self.board = board
        self.session = board.session
        self.paths = board.paths
        self.initiative = initiative
        self.folder = folder
        self.force = force
        self.at = board.moment().now

    def command(self, archive_id: str, file: Path, digest: str, people: str) -> ArchiveInitiative:
        return ArchiveInitiative(
            self.initiative.id,
            archive_id,
            self.board.id,
            _relative(file, self.paths.file.parent),
            digest,
            people,
            self.at,
            self.force,
        )

    def run(self, patience: float, waiting: Callable[[str], None] | None) -> Archived:
        def cleaned(news: list[Changed]) -> None:
            assert self.session.loaded.journal is not None
            underway.clean(self.paths, self.session.loaded.journal, self.initiative.id)

        self.session.locked(cleaned, patience=patience, waiting=waiting)
        for attempt in range(1, _ATTEMPTS + 1):
            done = self._attempt(patience, waiting, held=attempt == _ATTEMPTS)
            if done is not None:
                return done
        # Nobody changed the board the last time, so the place was taken: by an archive of another board.
        raise Refused(
            msg("Somebody else writes into {path} at this moment; try again.", path=str(self.folder)),
            field="to",
        )

    def _attempt(
        self, patience: float, waiting: Callable[[str], None] | None, *, held: bool
    ) -> Archived | None:
        """One try; null when the board was changed in the meantime, or the place was taken."""
        going = Underway(new_id(), self.initiative.id, self.initiative.code, self._free(), self.at)
        note = Note(self.paths, going)
        try:
            if held:
                done = self.session.locked(
                    lambda news: self._put(self._staged(going, nullcontext()), going, news),
                    patience=patience,
                    waiting=waiting,
                )
            else:
                staged = self._staged(going, self.session.mutex)
                done = self.session.locked(
                    lambda news: self._put(staged, going, news), patience=patience, waiting=waiting
                )
            if done is None:
                underway.discard(going, self.paths)
        except BaseException:
            self._give_up(going, note)
            raise
        else:
            # The line decides; a note that stays is found to be of an archive that was finished.
            with suppress(OSError):
                note.done()
            return done
        finally:
            note.close()

    def _give_up(self, going: Underway, note: Note) -> None:
        """Nothing of it is to be left, unless the journal's line may be on the disk all the same."""
        journal = self.session.loaded.journal
        with suppress(OSError, DuiqiError):
            if self.session.read_only is None and journal is not None:
                if not underway.is_decided(journal, going.archive_id):
                    underway.discard(going, self.paths)
                note.done()

    def _staged(
        self, going: Underway, still: AbstractContextManager[object]
    ) -> tuple[Mark, str, ArchiveInitiative]:
        """Write the archive beside its place, on the disk, and see that nothing is missing. Within `still`
        the board does not change."""
        with still:
            loaded = self.session.loaded
            state, mark, epoch, journal = loaded.state.copy(), loaded.mark, loaded.epoch, loaded.journal
        assert journal is not None
        name, own_epoch = new_id(), new_id()
        found = extract(journal, mark, self.initiative.id, board=name, epoch=own_epoch)
        command = self.command(going.archive_id, going.file, found.digest, found.people)
        edit = Edit(state, state.moment(self.at), self.board.person)
        command.apply(edit)
        record = next(each for each in edit.records() if isinstance(each, Archive))
        data = found.ended(self._last_line(found, record))
        staged = Paths(going.staged / going.archive_id, going.staged)
        disk.make_folder(staged.folder)
        disk.make_folder(staged.unfinished)
        keeping.write_new(staged.journal, data)
        keeping.write_new(staged.lock, b"")
        _, file = self._verified(staged, state, record, name, own_epoch)
        keeping.write_new(staged.unfinished / going.archive_id, file)
        for folder in (staged.unfinished, staged.folder):
            disk.sync_folder(folder)
        return mark, epoch, command

    def _last_line(self, found: Extract, record: Archive) -> Line:
        change = Change(Archive.table, record.id, None, None, record.body())
        at = max(self.at, found.mark.at)
        return Line(
            found.mark.seq + 1, at, record.by, None, self.session.origin, "archive", None, (change,), "", ""
        )

    def _verified(
        self, staged: Paths, state: State, record: Archive, name: str, epoch: str
    ) -> tuple[checkpoint.Header, bytes]:
        """The TinyDB file for what was written, read again from the disk, which must be all there is."""
        journal = Journal(staged.journal, writable=False)
        try:
            written = Replayed(journal)
            if written.damage is not None:
                raise written.damage
            archived = written.state()
        finally:
            journal.close()
        wanted = {(table, each.id): each for table, each in belonging(state, self.initiative.id)}
        wanted[record.table, record.id] = record
        found = {(table, each.id): each for table, each in belonging(archived, self.initiative.id)}
        if found != wanted:
            raise Damaged(msg("The archive would not have everything; nothing was archived."))
        return checkpoint.laid_out(
            archived, format=migrate.FORMAT, board=name, epoch=epoch, mark=written.mark
        )

    def _put(
        self, staged: tuple[Mark, str, ArchiveInitiative], going: Underway, news: list[Changed]
    ) -> Archived | None:
        """Under the lock: put it in place and write the line, unless something was changed since."""
        mark, epoch, command = staged
        loaded, target = self.session.loaded, going.target
        if (loaded.mark, loaded.epoch) != (mark, epoch) or not _is_free(target):
            return None
        try:
            # Fails when somebody else made a folder of that name in the meantime, with anything in it.
            disk.rename(going.staged, target.folder)
        except OSError:
            if _is_free(target):
                raise
            return None
        disk.sync_folder(self.folder)
        disk.rename(target.unfinished / going.archive_id, target.file)
        disk.sync_folder(self.folder)
        draft = commanded((command,), (), self.board.author, None)
        line = self.session.write(draft, news)
        assert line is not None
        record = loaded.state.one(Archive, line.made(Archive) or 0)
        return Archived(target.file, line, record)

    def _free(self) -> Path:
        """A name in the folder that nobody has: the board's and the code, and a number if need be."""
        stem = f"{self.paths.folder.stem}-{self.initiative.code}"
        for number in range(1, _NAMES):
            file = self.folder / (f"{stem}.json" if number == 1 else f"{stem}-{number}.json")
            if _is_free(Paths(file, file.with_suffix(".duiqi"))):
                return file
        raise Refused(
            msg("There is no free name for the archive in {path}.", path=str(self.folder)), field="to"
        )


def _is_free(paths: Paths) -> bool:
    return not any(path.exists() or path.is_symlink() for path in (paths.file, paths.folder))


def _relative(file: Path, folder: Path) -> str:
    """The place of an archive as the board keeps it: the two are often moved together."""
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else str(file)


def _damaged(session: Session, damage: BadJournal) -> Damaged:
    journal = session.loaded.journal
    assert journal is not None
    return Damaged(damage_at(journal, damage))
