"""The answer to a question that was captured."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, LineField
from screens.widgets.prose import Prose
from store.board.line import Line as JournalLine
from store.language import Message, msg
from store.model.capture import Capture
from store.rules.commands.meetings.capturing import AnswerQuestion
from store.rules.say import person_name


class AnswerDialog(FormDialog[JournalLine]):
    """One line; the question stands above it."""

    def __init__(self, capture: Capture) -> None:
        super().__init__(msg("Answer the question"), draft=f"answer:{Capture.table}/{capture.id}")
        self._capture = capture

    def compose_body(self) -> Iterable[Widget]:
        """The question, and the field."""
        yield Prose(self._question())
        yield Prose("")
        yield from super().compose_body()

    def fields(self) -> Iterable[Field]:
        """The answer."""
        self._answer = LineField("answer", msg("Answer"), text=self._capture.answer, limit=500, required=True)
        return (self._answer,)

    def save(self) -> None:
        """Write it."""
        self.carry_out(
            AnswerQuestion(self._capture.id, self._answer.value),
            seen=[self._capture],
            said=msg("Answered: {what}.", what=self._answer.value),
            done=self.dismiss,
            refused=self.refuse,
            edit_again=self._take_newest,
        )

    def _question(self) -> Message:
        name = person_name(self.session.state, self._capture.person)
        if not name:
            return msg("{text}", text=self._capture.text)
        return msg("{who}: {text}", who=name, text=self._capture.text)

    def _take_newest(self) -> None:
        self._capture = self.session.state.get(Capture, self._capture.id) or self._capture
