"""Several pasted rows that were refused: the text stays, to be mended and tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from screens.confirm.entry import Entry
from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, Form
from screens.widgets.fields.text import TextField
from store.errors import Refused
from store.language import Message, msg

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine

_LIMIT: Final = 200_000


class PasteDialog(FormDialog[str]):
    """All rows or none; ends with the text that is left: "" once they are written, or nobody wants them."""

    def __init__(
        self, entry: Entry, text: str, why: Message | None, field: str | None, keep: Callable[[str], None]
    ) -> None:
        """`why` says at its row what was refused; `keep` hears of every change, for the draft."""
        super().__init__(msg("These rows were not added yet"), draft="")
        self._row, self._first, self._keep = entry, text, keep
        self._why = said_at_row(why, field) if why is not None else None

    def fields(self) -> Iterable[Field]:
        """The text."""
        self._rows = TextField("text", msg("Rows"), text=self._first, limit=_LIMIT)
        return (self._rows,)

    def on_mount(self) -> None:
        """Say at once what was refused."""
        self.say(self._why or msg("Save adds them; without text they are dropped."), "warning")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep it."""
        self._keep(self._rows.text)

    def action_give_up(self) -> None:
        """They are offered the next time one types here."""
        self.dismiss(self._rows.text)

    def save(self) -> None:
        """Try again."""
        if not self._rows.value:
            self.dismiss("")
            return
        try:
            commands = self._row.commands(self._rows.value)
        except Refused as error:
            self.refuse(error.message, error.field)
        else:
            self.carry_out(*commands, done=self._done, refused=self.refuse)

    def _done(self, line: JournalLine | None) -> None:
        key = self._row.made(line) if line is not None else None
        self._row.after = key if key is not None else self._row.after
        self.dismiss("")

    def refuse(self, message: Message, field: str | None) -> None:
        """At which row."""
        self.say(said_at_row(message, field), "warning")


def said_at_row(why: Message, field: str | None) -> Message:
    """The refusal, with the number of the row it speaks of."""
    kind, _slash, rest = (field or "").partition("/")
    number = rest.partition("/")[0]
    if kind != "rows" or not number.isdecimal():
        return msg("Nothing was added: {why}", why=why)
    return msg("Nothing was added. Row {number}: {why}", number=int(number), why=why)
