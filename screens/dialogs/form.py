"""A dialog that is a form: what is typed in it is saved as a change, or kept until it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, ClassVar, Final

from textual.screen import ScreenResultType
from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.keys import Act, key_of
from screens.widgets.fields import Field, Form
from screens.widgets.footer import Hint
from store.language import Message, _, msg

if TYPE_CHECKING:
    from textual.worker import Worker

    from store.board.line import Line as JournalLine
    from store.model.record import Record
    from store.rules.edit import Command

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


_ORDERS: Final = count(1)
"""Which form was opened before which."""


class FormDialog(Dialog[ScreenResultType]):
    """A subclass gives `fields` and `save`, which ends in `carry_out(..., refused=..., done=...)` with
    a `done` that dismisses the dialog.

    What is typed is kept as a draft under the name `draft`: until a `carry_out` of this dialog is done, also
    when one gives up or the connection drops. `typed` stands in the fields at first, and then no draft is
    offered.
    """

    ACTS: ClassVar[tuple[Act, ...]] = (SAVE, AFRESH)

    def __init__(
        self, title: Message, *, draft: str | None = None, typed: Mapping[str, str] | None = None
    ) -> None:
        """`draft` says what the form is about, such as `postpone:tasks/12`; without it the title does. One
        name stands for one form about one record, in every language. "" keeps nothing.
        """
        super().__init__(title)
        self.draft = f"{type(self).__name__}:{title.render('en')}"[:200] if draft is None else draft
        self._typed = typed
        self._fresh: dict[str, str] = {}
        self._written = False
        self._order = next(_ORDERS)
        self._saving: Worker[JournalLine | None] | None = None

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

    # --- what is typed

    def on_mount(self) -> None:
        """What was typed here before and not saved stands there again. Keys wait for the first field."""
        self.host.hold_keys(lambda: self.focused is not None)
        self._fresh = self.form.snapshot()
        if self._typed is not None:
            self.form.restore(self._typed)
            return
        found = self.session.drafting.of(self.draft) if self.draft else None
        if found is not None and {**self._fresh, **found.fields} != self._fresh:
            self.form.restore(found.fields)
            moment = self.session.moment()
            when = found.at.astimezone(moment.zone)
            same = when.date() == moment.today
            time = f"{when:%H:%M}" if same else f"{when:%m-%d %H:%M}"
            self.tell_draft(time)

    def tell_draft(self, time: str) -> None:
        """Say that what was typed at `time` stands there again, and how to be rid of it."""
        key = key_of(AFRESH, self.host.keymap_of_person)
        self.say(msg("What you typed here at {time} is back; {key} begins afresh.", time=time, key=key))

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep what is typed."""
        if not self.draft or self._written or not self.is_attached:
            return
        typed = self._typed_here()
        if typed:
            self.session.drafting.typed(self.draft, typed, self._order)
        else:
            self.session.drafting.forget(self.draft, self._order)

    def action_give_up(self) -> None:
        """Close without a result; what was typed is there the next time, unless it is saved after all."""
        typed = self._typed_here()
        said = msg("Nothing is changed. What you typed is there when you open this again.")
        if self.is_saving:
            said = msg("This is still being saved; it is said here when it is.")
        if self.draft and typed:
            self.session.drafting.given_up(self.draft, typed, self._order)
            self._written = True
        if self.is_saving or (self.draft and typed):
            self.app.call_later(self.host.say, said)
        super().action_give_up()

    def _typed_here(self) -> dict[str, str]:
        """The fields that were touched; what others write meanwhile in the rest is not brought back."""
        return {
            name: text for name, text in self.form.snapshot().items() if text != self._fresh.get(name, "")
        }

    def action_afresh(self) -> None:
        """As it was when it was opened."""
        self.form.restore(self._fresh)

    # --- saving

    @property
    def is_saving(self) -> bool:
        """Whether what was typed is on its way to the disk."""
        return self._saving is not None and not self._saving.is_finished

    def carry_out(
        self,
        *commands: Command,
        seen: Sequence[Record] = (),
        on_behalf: int | None = None,
        said: Message | None = None,
        done: Callable[[JournalLine | None], object] | None = None,
        refused: Callable[[Message, str | None], None] | None = None,
        edit_again: Callable[[], None] | None = None,
        quiet: bool = False,
        held: bool = True,
    ) -> Worker[JournalLine | None]:
        """As everywhere; once it is on the disk no draft is needed any more."""

        def written(line: JournalLine | None) -> None:
            self._written = True
            if self.draft:
                self.session.drafting.forget(self.draft, self._order)
            if done is not None:
                done(line)

        self._saving = saving = super().carry_out(
            *commands,
            seen=seen,
            on_behalf=on_behalf,
            said=said,
            done=written,
            refused=refused,
            edit_again=edit_again,
            quiet=quiet,
            held=held,
        )
        if self.draft:
            self.session.drafting.being_saved(self.draft, lambda: saving.is_finished)
        return saving

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
        """Every field can be used. A second enter while the first one is being written is none."""
        event.stop()
        if not self._written and not self.is_saving:
            self.save()
