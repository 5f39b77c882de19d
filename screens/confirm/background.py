"""The background of the brief: why it is done, in a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, Form
from screens.widgets.fields.text import TextField
from screens.widgets.prose import Prose
from store.language import msg
from store.rules.brief import brief_of
from store.rules.commands.brief import EditBrief
from store.rules.measurable import vague

if TYPE_CHECKING:
    from screens.session import Session


class BackgroundDialog(FormDialog[None]):
    """Words that cannot be measured are pointed out below while one types."""

    def __init__(self, session: Session, initiative: int) -> None:
        super().__init__(msg("Background"), draft=f"background:initiatives/{initiative}")
        self._initiative = initiative
        self._seen = brief_of(session.state, initiative)

    def fields(self) -> Iterable[Field]:
        """The one."""
        text = self._seen.background if self._seen is not None else ""
        self._background = TextField("background", msg("Background"), text=text)
        return (self._background,)

    def compose_body(self) -> Iterable[Widget]:
        """What may be better, below."""
        yield from super().compose_body()
        yield Prose("", id="hints")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Say what cannot be measured."""
        words = vague(self._background.text)
        self.query_one("#hints", Prose).say(
            msg("? {first}", first=words[0].message) if words else msg("{text}", text="")
        )

    def save(self) -> None:
        """Write it."""
        self.carry_out(
            EditBrief(self._initiative, {"background": self._background.value}),
            seen=[self._seen] if self._seen is not None else [],
            said=msg("The background is written."),
            done=lambda _line: self.dismiss(None),
            refused=self.refuse,
        )
