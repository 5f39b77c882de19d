"""A form about a task, in a dialog: it closes once what it says is on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import Field
from store.board.line import Line as JournalLine
from store.language import Message


class StatusDialog(FormDialog[JournalLine]):
    """Ends with the journal's line, or null when it was given up. `typed` stands in the fields at first."""

    def __init__(self, form: StatusForm, typed: Mapping[str, str] | None = None) -> None:
        super().__init__(form.title, draft=form.draft, typed=typed)
        self._status = form

    def compose_body(self) -> Iterable[Widget]:
        """The form."""
        yield self._status

    def fields(self) -> Iterable[Field]:
        """The form brings its own."""
        return ()

    def on_mount(self) -> None:
        """Say what cannot be seen; begin where something is still to be typed."""
        if self._typed is not None:
            self.call_after_refresh(self._status.focus_unanswered)
        if self._status.HINT is not None:
            self.say(self._status.HINT)

    def save(self) -> None:
        """Every field can be used."""
        commands = self._status.commands()
        if not commands:
            self.dismiss(None)
            return
        self.carry_out(
            *commands,
            seen=[self._status.about],
            said=self._status.said,
            done=self.dismiss,
            refused=self.refuse,
            edit_again=self._status.take_newest,
        )

    def refuse(self, message: Message, field: str | None) -> None:
        """At its field, else in the line below."""
        if not self._status.refuse(message, field):
            self.say(message, "warning")
