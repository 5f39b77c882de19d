"""Reading a board's two files, without writing anything, and judging what they are to each other.

| TinyDB file | journal | state is | and then |
|---|---|---|---|
| genuine, of this journal | good | file + tail | |
| missing | good | journal | the file is written again |
| unreadable, or without header | good | journal | the file is set aside |
| edited by other hands | good | journal | the edit becomes a commit, or is set aside |
| of the epoch before | good | journal | a new epoch was begun and nobody wrote the file since |
| of another epoch, not newer | good | journal | the file is set aside |
| genuine, newer | cut short | file | a new epoch: the journal's lines, then one that stands for the lost |
| genuine, newer, of another epoch | good | file | read-only until repaired |
| of another board | any | file | read-only until repaired |
| genuine | missing or empty | file | a new epoch: older history is gone |
| edited by other hands | missing or empty | file, if nothing is wrong with it | a new epoch, the file kept |
| genuine | damaged | whichever is newer | read-only until repaired |
| missing or unreadable | missing or unreadable | none | it cannot be opened; nothing is touched |
"""

from __future__ import annotations

from store.board import checkpoint, migrate
from store.board.checkpoint import BadCheckpoint, Checkpoint
from store.board.damage import INVALID, damage_at, damage_in, invalid, unreadable
from store.board.journal import BadJournal, Journal, Mark
from store.board.loaded import Loaded, Mending
from store.board.paths import Paths
from store.board.replay import Replayed
from store.errors import Damaged, NewerFormat, NotFound
from store.language import Message, msg
from store.model.state import State


def survey(paths: Paths, *, writable: bool) -> Loaded:
    """Read a board. Raises NotFound, Damaged, NewerFormat, OSError."""
    file, why_no_file = _file(paths)
    journal, why_no_journal = _journal(paths, writable)
    try:
        if journal is None:
            return _by_file_alone(paths, file, why_no_file, why_no_journal)
        return _Reading(paths, file, why_no_file, journal).load()
    except BaseException as error:
        if journal is not None:
            journal.close()
        newest = max(journal.format if journal else 0, file.header.format if file and file.header else 0)
        if newest > migrate.FORMAT and isinstance(error, Damaged):
            raise NewerFormat(_newer(newest)) from error
        raise


def _file(paths: Paths) -> tuple[Checkpoint | None, Message | None]:
    """The TinyDB file, or why it cannot be read; neither when it is missing."""
    try:
        return checkpoint.read(paths.file), None
    except FileNotFoundError:
        return None, None
    except (BadCheckpoint, RecursionError) as error:
        return None, msg("the file is no JSON as TinyDB writes it ({problem})", problem=str(error)[:80])


def _journal(paths: Paths, writable: bool) -> tuple[Journal | None, BadJournal | None]:
    """The journal, or why it cannot be read; neither when it is missing or empty."""
    try:
        return Journal(paths.journal, writable=writable), None
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    except BadJournal as bad:
        return None, bad if paths.journal.stat().st_size else None


def _newer(format: int) -> Message:
    return msg(
        "This board was written by a newer Duiqi (format {format}); update to change it.", format=format
    )


def _by_file_alone(
    paths: Paths, file: Checkpoint | None, why_no_file: Message | None, bad: BadJournal | None
) -> Loaded:
    if file is None and why_no_file is None and bad is None:
        raise NotFound(msg("There is no board at {path}.", path=str(paths.file)), field="board")
    if file is None:
        raise unreadable(
            why_no_file or (bad.reason if bad else msg("{path} is not a Duiqi board.", path=str(paths.file)))
        )
    if file.header is None:
        raise Damaged(msg("{path} is not a Duiqi board.", path=str(paths.file)))
    header = file.header
    from store.rules.integrity import all_problems

    try:
        tables = migrate.migrated(file.tables, header.format)
        state = State.from_json(tables, file.ids, file.numbers)
        wrong = [] if file.genuine else all_problems(state)
    except INVALID as error:
        raise unreadable(invalid(error)) from error
    if wrong:
        raise unreadable(wrong[0])
    loaded = Loaded(state, None, header.mark, header.board, header.epoch, file)
    if header.format > migrate.FORMAT:
        loaded.newer, loaded.damage = True, _newer(header.format)
    elif bad is not None:
        follow_on(paths, loaded)
        loaded.damage = damage_in(1, bad)
    else:
        loaded.mending.append(Mending.MIGRATE if header.format < migrate.FORMAT else Mending.BEGIN_ANEW)
        if not file.genuine:
            loaded.mending.append(Mending.SET_ASIDE)
        loaded.notices.append(
            msg("The journal was missing: the board is as the file has it, but its older history is gone.")
        )
    return loaded


def follow_on(paths: Paths, loaded: Loaded) -> None:
    """Take in the lines that follow the TinyDB file's place, in a journal whose beginning is damaged."""
    journal = Journal(paths.journal, writable=False, headless=True)
    try:
        for _, line, mark in journal.good_after(loaded.mark):
            loaded.state.apply(line.changes)
            loaded.mark = mark
            loaded.followed += 1
    except INVALID:
        pass  # no further: such a line is a damage of its own
    finally:
        journal.close()


class _Reading:
    """A look at a journal that has a first line, together with the TinyDB file beside it."""

    def __init__(
        self, paths: Paths, file: Checkpoint | None, why_no_file: Message | None, journal: Journal
    ) -> None:
        self.paths = paths
        self.file = file
        self.why_no_file = why_no_file
        self.journal = journal

    def load(self) -> Loaded:
        file, journal = self.file, self.journal
        header = file.header if file else None
        said = (journal.format, journal.board, journal.epoch)
        if header is None or said != (header.format, header.board, header.epoch):
            # What the first line says was taken at its word so far.
            try:
                journal.begin()
            except BadJournal as damage:
                return self._without_beginning(damage)
        if journal.format < migrate.FORMAT:
            return self._older()
        if file is None or header is None:
            loaded = self._by_journal()
            if file is not None or self.why_no_file is not None:
                self._set_aside(loaded, msg("The file could not be read; it was made anew from the journal."))
            else:
                loaded.mending.append(Mending.REWRITE)
        elif header.board != journal.board:
            loaded = self._by_file(file, msg("The journal beside the file belongs to another board."))
        elif header.epoch != journal.epoch:
            loaded = self._of_another_epoch(file)
        elif not file.genuine:
            loaded = self._by_journal()
            loaded.mending.append(Mending.FOREIGN if journal.fits(header.mark) else Mending.SET_ASIDE)
        else:
            loaded = self._of_this_journal(file)
        return self._finished(loaded, header.format if header else 0)

    def _finished(self, loaded: Loaded, file_format: int) -> Loaded:
        newest = max(loaded.journal.format if loaded.journal else 0, file_format)
        if newest > migrate.FORMAT:
            loaded.newer, loaded.damage = True, _newer(newest)
        elif loaded.damage is None and loaded.journal is not None and loaded.journal.rest(loaded.mark):
            loaded.mending.insert(0, Mending.TORN)
        return loaded

    def _of_this_journal(self, file: Checkpoint) -> Loaded:
        assert file.header is not None
        mark = file.header.mark
        if not self.journal.fits(mark):
            return self._ahead(file)
        try:
            state = file.state()
        except INVALID:
            loaded = self._by_journal()
            self._set_aside(loaded, msg("The file could not be read; it was made anew from the journal."))
            return loaded
        loaded = self._loaded(state, mark)
        loaded.known = file.signature
        try:
            for line, after in self.journal.lines(mark):
                try:
                    state.apply(line.changes)
                except INVALID as error:
                    raise BadJournal(mark.offset, invalid(error)) from error
                loaded.mark = mark = after
        except BadJournal as damage:
            loaded.damage = damage_at(self.journal, damage)
        return loaded

    def _ahead(self, file: Checkpoint) -> Loaded:
        """The journal has no line where the file says that it was written after one."""
        assert file.header is not None
        loaded = self._by_journal()
        if loaded.mark.seq >= file.header.mark.seq:
            self._set_aside(loaded, msg("The file was of another copy of the board; the journal was newer."))
            return loaded
        try:
            loaded.state = file.state()
        except INVALID:
            return loaded
        loaded.known = file.signature
        if loaded.damage is not None:
            loaded.mark = file.header.mark
            follow_on(self.paths, loaded)
        else:
            loaded.mending = [Mending.CUT_SHORT]
            loaded.notices.append(
                msg(
                    "The journal was cut short: it ends at line {line}, the file is at {newer}. Nothing of "
                    "the board is lost; what happened between stands as one line.",
                    line=loaded.mark.seq,
                    newer=file.header.mark.seq,
                )
            )
        return loaded

    def _of_another_epoch(self, file: Checkpoint) -> Loaded:
        assert file.header is not None
        loaded = self._by_journal()
        if file.header.epoch == self.journal.replaces and file.genuine:
            loaded.mending.append(Mending.REWRITE)
        elif loaded.mark.seq >= file.header.mark.seq or not file.genuine:
            self._set_aside(loaded, msg("The file was older than the journal; it was made anew."))
        else:
            return self._by_file(file, msg("The journal beside the file is older than the file."))
        return loaded

    def _by_file(self, file: Checkpoint, why: Message) -> Loaded:
        """The file's state, read-only: the journal does not belong to it."""
        assert file.header is not None
        try:
            state = file.state()
        except INVALID as error:
            raise unreadable(invalid(error)) from error
        loaded = Loaded(state, None, file.header.mark, file.header.board, file.header.epoch, file)
        loaded.damage = msg(
            "{why} Until `duiqi check --repair` has mended it, the board is read-only.", why=why
        )
        self.journal.close()
        return loaded

    def _by_journal(self) -> Loaded:
        try:
            replayed = Replayed(self.journal)
            loaded = self._loaded(replayed.state(), replayed.mark)
        except BadJournal as damage:
            return self._without_beginning(damage)
        except INVALID as error:
            raise unreadable(invalid(error)) from error
        if replayed.damage is not None:
            loaded.damage = damage_at(self.journal, replayed.damage)
        return loaded

    def _without_beginning(self, damage: BadJournal) -> Loaded:
        """A journal with a damaged first line proves nothing by itself: the file, and what follows it, do."""
        file = self.file
        if file is None or file.header is None or not file.genuine or file.header.format != migrate.FORMAT:
            raise Damaged(damage_at(self.journal, damage))
        self.journal.close()
        return _by_file_alone(self.paths, file, None, damage)

    def _loaded(self, state: State, mark: Mark) -> Loaded:
        return Loaded(state, self.journal, mark, self.journal.board, self.journal.epoch, self.file)

    def _older(self) -> Loaded:
        try:
            replayed = Replayed(self.journal)
            if replayed.damage is not None:
                raise Damaged(damage_at(self.journal, replayed.damage))
            tables = migrate.migrated(replayed.tables, self.journal.format)
            loaded = self._loaded(
                State.from_json(tables, replayed.given.ids, replayed.given.numbers), replayed.mark
            )
        except BadJournal as damage:
            raise Damaged(damage_at(self.journal, damage)) from damage
        except INVALID as error:
            raise unreadable(invalid(error)) from error
        loaded.mending.append(Mending.MIGRATE)
        loaded.notices.append(
            msg(
                "The board was of an older format and was brought to the present one; the old files are kept."
            )
        )
        return loaded

    def _set_aside(self, loaded: Loaded, notice: Message) -> None:
        loaded.mending.append(Mending.SET_ASIDE)
        loaded.notices.append(notice)
