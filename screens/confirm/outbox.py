"""Rows on their way to the disk: one after the other, so that each stands behind the one before.

None is lost: until it is on the disk a row is `waiting`, and what cannot be written is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled, WorkerFailed

from screens.confirm.entry import Entry
from screens.confirm.row_editor import Values
from store.errors import Refused
from store.language import Message

if TYPE_CHECKING:
    from textual.worker import Worker

    from screens.wizard.wizard import Wizard
    from store.board.line import Line as JournalLine


@dataclass(slots=True, eq=False)
class Sent:
    """A row that was entered in `entry`: its values, or the text of several pasted ones."""

    entry: Entry
    said: Values | str


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Rows that were not written. why: the sentence, and at which field of the first; null where somebody
    has been told already."""

    rows: Sequence[Sent]
    why: Message | None = None
    field: str | None = None


class Outbox:
    """`written` hears of each row that is on the disk, `returned` of those that will not be."""

    def __init__(
        self,
        wizard: Wizard,
        written: Callable[[Sent, JournalLine | None], None],
        returned: Callable[[GivenBack], None],
    ) -> None:
        self._wizard = wizard
        self._written = written
        self._returned = returned
        self._rows: list[Sent] = []
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a row is being written."""
        return self._busy

    def waiting(self, entry: Entry) -> list[Values | str]:
        """The rows of `entry` that are not on the disk yet, in their order."""
        return [row.said for row in self._rows if row.entry is entry]

    def entry_of(self, draft: str) -> Entry | None:
        """The entry of that draft, while a row of it is being written."""
        return next((row.entry for row in self._rows if row.entry.draft == draft), None)

    def send(self, entry: Entry, said: Values | str) -> None:
        """Write it as soon as those before it are written."""
        self._rows.append(Sent(entry, said))
        self._next()

    def _next(self) -> None:
        if self._busy or not self._rows:
            return
        row = self._rows[0]
        try:
            commands = row.entry.commands(row.said)
        except Refused as error:
            self._give_back(1, error.message, error.field)
            return
        if not commands:
            self._done(row, None)
            return
        self._busy = True
        settled = False

        def done(line: JournalLine | None) -> None:
            nonlocal settled
            settled, self._busy = True, False
            self._done(row, line)

        def refused(message: Message, field: str | None) -> None:
            nonlocal settled
            settled, self._busy = True, False
            self._give_back(1, message, field)

        worker = self._wizard.carry_out(
            *commands,
            seen=row.entry.seen,
            done=done,
            refused=refused,
            edit_again=(lambda: self._renew(row.entry)) if row.entry.key is not None else None,
            held=False,
        )

        async def watch() -> None:
            """A conflict, a lock or a full disk end without either; somebody has been told of it."""
            if await _ended(worker) and not settled:
                self._busy = False
                self._give_back(len(self._rows))

        self._wizard.app.run_worker(watch(), group="rows", exit_on_error=True)

    def _done(self, row: Sent, line: JournalLine | None) -> None:
        self._rows.remove(row)
        self._written(row, line)
        self._next()

    def _give_back(self, count: int, why: Message | None = None, field: str | None = None) -> None:
        rows, self._rows = self._rows[:count], self._rows[count:]
        self._returned(GivenBack(rows, why, field))
        self._next()

    def _renew(self, entry: Entry) -> None:
        """Both values were shown: what is saved now is meant to take the place of theirs."""
        state = self._wizard.session.state
        found = [state.record(each.table, each.id) for each in entry.seen]
        entry.seen = [each for each in found if each is not None]


async def _ended(worker: Worker[JournalLine | None]) -> bool:
    """Wait for it. False when the program ends."""
    try:
        await worker.wait()
    except WorkerCancelled:
        return False
    except WorkerFailed:
        return True
    return True
