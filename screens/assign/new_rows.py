"""New tasks typed or pasted into the claim step; none is lost before it is on the disk (stage 2.1)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled, WorkerFailed

from screens.dialogs.choose import ChooseDialog, Option
from screens.wizard.entry import EntryBar
from store.language import Message, _, msg
from store.rules.commands.breakdown import AddOutline
from store.rules.outline import OutlineRow, parsed
from store.rules.outline_taken import taken
from store.rules.say import listed

if TYPE_CHECKING:
    from textual.worker import Worker

    from screens.wizard.wizard import Wizard
    from store.board.line import Line as JournalLine


@dataclass(slots=True, eq=False)
class _Sent:
    """What was entered at once, on its way to the disk."""

    text: str


class NewRows:
    """What becomes of the rows that are entered in `bar`. `added` hears of those that are on the disk.

    What is typed, and what was entered and is not written yet, is one draft.
    """

    def __init__(self, wizard: Wizard, bar: EntryBar, added: Callable[[JournalLine | None], None]) -> None:
        self._wizard = wizard
        self._bar = bar
        self._added = added
        self._sent: list[_Sent] = []
        self._held = ""
        """Rows that came back, and stay a draft until one says what becomes of them."""
        self._draft = f"new-rows:initiatives/{wizard.initiative}"

    @property
    def unfinished(self) -> bool:
        """Whether rows that were typed before wait to be added."""
        return self._wizard.session.drafting.of(self._draft) is not None

    def open(self) -> None:
        """Type them; what was typed before and not added stands there again, or is offered if it is more."""
        if not self._sent and not self._held:
            found = self._wizard.session.drafting.of(self._draft)
            text = found.fields.get("text", "") if found is not None else ""
            if _is_one(text):
                self._open_bar(text)
                return
            self._held = text
        if self._held:
            self._offer(None)
        else:
            self._open_bar()

    def _open_bar(self, text: str = "") -> None:
        self._bar.open(msg("New task"), msg("a title; several pasted lines become several tasks"), text)

    def keep(self) -> None:
        """The draft as things stand."""
        text = "\n".join(filter(None, [self._held, *(each.text for each in self._sent), self._bar.text]))
        if text:
            self._wizard.session.drafting.typed(self._draft, {"text": text})
        else:
            self._wizard.session.drafting.forget(self._draft)

    def entered(self, text: str) -> None:
        """A row, or as many as were pasted."""
        rows = parsed(text)
        if rows:
            self._send(text, rows)

    def _send(self, text: str, rows: Sequence[OutlineRow]) -> None:
        sent = _Sent(text)
        self._sent.append(sent)
        self.keep()

        def done(line: JournalLine | None) -> None:
            self._settle(sent)
            self._added(line)

        def refused(message: Message, field: str | None) -> None:
            self._give_back(sent, rows, message, field)

        said = msg("1 task added.") if len(rows) == 1 else msg("{count} tasks added.", count=len(rows))
        worker = self._wizard.carry_out(
            AddOutline(self._wizard.initiative, rows), said=said, done=done, refused=refused, held=False
        )
        self._wizard.run_worker(self._end(worker, sent, rows), group="new-rows")

    async def _end(self, worker: Worker[JournalLine | None], sent: _Sent, rows: Sequence[OutlineRow]) -> None:
        """The board was locked, or the disk full: what was entered stands there again."""
        with suppress(WorkerFailed, WorkerCancelled):
            await worker.wait()
        if sent in self._sent:
            self._give_back(sent, rows, None, None)

    def _settle(self, sent: _Sent) -> None:
        if sent in self._sent:
            self._sent.remove(sent)
        self.keep()

    def _give_back(
        self, sent: _Sent, rows: Sequence[OutlineRow], message: Message | None, field: str | None
    ) -> None:
        """One row into the line again, unless another one is typed there; several are offered."""
        self._sent.remove(sent)
        if _is_one(sent.text) and not self._bar.text:
            self._bar.text = sent.text
            if message is not None:
                self._wizard.say(message, "warning")
        else:
            number = _number(field)
            if message is not None and number is not None and len(rows) > 1:
                message = msg("Row {number}: {why}", number=number, why=message)
            self._held = "\n".join(filter(None, [self._held, sent.text]))
            self._offer(message)
        self.keep()

    def _offer(self, why: Message | None) -> None:
        """The rows that are held: those that can be are added, or none is wanted. Esc keeps them."""
        rows = parsed(self._held)
        twice = set(taken(self._wizard.session.state, self._wizard.initiative, rows))
        fresh = [row for number, row in enumerate(rows, 1) if number not in twice]
        options = [Option("drop", str(msg("Drop them, they are not wanted")))]
        if fresh:
            there = [f"{number} {row.title}" for number, row in enumerate(rows, 1) if number in twice]
            note = _("there already: {rows}", rows=listed(there[:3])) if there else ""
            if len(there) > 3:
                note = _("{what} (and {count} more)", what=note, count=len(there) - 3)
            options.insert(0, Option("add", str(msg("Add {count} tasks", count=len(fresh))), note))

        def take(chosen: Hashable | None) -> None:
            if chosen is None:
                return
            self._held = ""
            if chosen == "add":
                self._send("\n".join(_lines(row) for row in fresh), fresh)
            else:
                self.keep()

        title = msg("Rows that are not added yet: {count}.", count=len(rows))
        if why is not None:
            title = msg("{what} {why}", what=title, why=why)
        self._wizard.app.push_screen(ChooseDialog(title, options), take)


def _is_one(text: str) -> bool:
    """Whether it fits into the line."""
    return "\n" not in text.strip()


def _number(field: str | None) -> int | None:
    """The row that a refusal speaks of: `rows/3/title`."""
    parts = (field or "").split("/")
    return int(parts[1]) if len(parts) > 1 and parts[0] == "rows" and parts[1].isdecimal() else None


def _lines(row: OutlineRow) -> str:
    """A row as it could have been pasted."""
    below = [f"  交付物：{row.deliverable}"] if row.deliverable else []
    return "\n".join([row.title, *below, *(f"  - {each}" for each in row.criteria)])
