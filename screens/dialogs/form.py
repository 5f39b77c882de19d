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
AFRESH = Act(
    "form.afresh", "afresh", ("ctrl+r",), msg("Afresh"), msg("Empty the form, as it was when opened.")
)


class FormDialog(Dialog[ScreenResultType]):
    """A subclass gives `fields` and `save`, which ends in `carry_out(..., refused=self.refuse)` with a `done`
    that calls `saved`.

    `draft` names the form and what it is about (`postpone 12`): what is typed in it is kept under that name
    until it is saved, also when one gives up or the connection drops. "" keeps nothing.
    """

    ACTS: ClassVar[tuple[Act, ...]] = (SAVE, AFRESH)

    def __init__(self, title: Message, *, draft: str = "") -> None:
        super().__init__(title)
        self.draft = draft
        self._fresh: dict[str, str] = {}
        self._saved = False

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

    def on_mount(self) -> None:
        """What was typed here before and not saved stands there again."""
        self._fresh = self.form.snapshot()
        draft = self.session.draft_of(self.draft) if self.draft else None
        if draft is not None and draft != self._fresh:
            self.form.restore(draft)
            self.say(msg("What you typed here before is back; ctrl+r begins afresh."), "plain")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep what is typed."""
        typed = self.form.snapshot()
        if not self.draft or self._saved:
            return
        if typed == self._fresh:
            self.session.draft_done(self.draft)
        else:
            self.session.typed(self.draft, typed)

    def saved(self, result: ScreenResultType | None = None) -> None:
        """The change is on the disk: no draft is needed any more, and the dialog closes."""
        self._saved = True
        if self.draft:
            self.session.draft_done(self.draft)
        self.dismiss(result)

    def action_afresh(self) -> None:
        """As it was when it was opened."""
        self.form.restore(self._fresh)

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
