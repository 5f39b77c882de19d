"""A line of minutes, typed anew; what is understood of it stands below while one types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, Form, LineField
from screens.widgets.prose import Prose
from store.exchange.minutes import typed_again
from store.language import Message, msg

if TYPE_CHECKING:
    from store.rules.meeting.written import Written


class LineDialog(FormDialog[str]):
    """Ends with what is typed; with null when given up."""

    def __init__(self, line: Written) -> None:
        super().__init__(msg("Line {number} of the minutes", number=line.number), draft="")
        self._line = line

    def fields(self) -> Iterable[Field]:
        """The line, its kind first."""
        self._said = LineField("text", msg("Line"), text=self._line.line, limit=4000, required=True)
        return (self._said,)

    def compose_body(self) -> Iterable[Widget]:
        """The field, and what is understood."""
        yield from super().compose_body()
        yield Prose("", id="understood", classes="muted")

    def on_mount(self) -> None:
        """What is understood so far."""
        super().on_mount()
        self._tell()

    def on_form_changed(self, event: Form.Changed) -> None:
        """What is understood now."""
        self._tell()

    def _tell(self) -> None:
        state, moment = self.session.state, self.session.moment()
        captured = typed_again(self._line, self._said.text, state, moment).parsed(state, moment)
        said: Message = captured.problem or captured.understood
        self.query_one("#understood", Prose).say(said)

    def save(self) -> None:
        """That is the line."""
        self.dismiss(self._said.value)
