"""A dialog that is a form: what is typed in it is saved as a change, or kept until it can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.screen import ScreenResultType
from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.keys import Act
from screens.widgets.fields import Field, Form
from screens.widgets.footer import Hint
from store.language import Message, _, msg

SAVE = Act(
    "form.save",
    "submit",
    ("ctrl+s", "f3"),
    msg("Save"),
    msg("Save; enter in the last field does it too."),
    footer=3,
)


class FormDialog(Dialog[ScreenResultType]):
    """A subclass gives `fields` and `save`, which ends in `carry_out(..., refused=self.refuse)`."""

    ACTS: ClassVar[tuple[Act, ...]] = (SAVE,)

    def fields(self) -> Iterable[Field]:
        """The fields from the top."""
        raise NotImplementedError

    def save(self) -> None:
        """Every field can be used: make the command and carry it out."""
        raise NotImplementedError

    def compose_body(self) -> Iterable[Widget]:
        """The form; a subclass may add what is computed from it below."""
        yield Form(*self.fields())

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def refuse(self, message: Message, field: str | None) -> None:
        """Say a refusal at its field, else in the line below; the form stays as it is."""
        if not self.form.refuse(message, field):
            self.say(message, "warning")

    def hints(self) -> Sequence[Hint]:
        """Enter first, as it is what one presses in a field."""
        return [Hint(SAVE.id, "enter", _("next, then save"), 1), *super().hints()]

    def action_submit(self) -> None:
        """Save now."""
        self.form.submit()

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Every field can be used."""
        event.stop()
        self.save()
