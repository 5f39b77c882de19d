"""Completing a task whose criteria are not all met yet: tick them, or say why it is done (stage 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import Field, Form, LineField
from screens.widgets.fields.ticks import Tick, TicksField
from store.language import Message, msg
from store.model.task import Task
from store.rules.commands import CompleteTask
from store.rules.dependencies import done_words


class CompleteForm(StatusForm):
    """The criteria, and an exception as long as one of them is open."""

    NAME: ClassVar[str] = "complete"
    DOING: ClassVar[Message] = msg("declare it done")
    SAID: ClassVar[Message] = msg("done")

    HINT: ClassVar[Message | None] = msg("space ticks and goes on to the next.")

    def fields(self) -> Iterable[Field]:
        """The criteria as ticks; why it is done without."""
        self._criteria = TicksField(
            "criteria",
            msg("Accepted when"),
            [Tick(str(each.id), each.text, each.met) for each in self.about.criteria],
        )
        self._exception = LineField(
            "exception", msg("Exception"), hint=msg("why it is done although one is open")
        )
        return (self._criteria, self._exception)

    @property
    def said(self) -> Message:
        """Also what comes before it and is still open."""
        return msg("{key}: {said}.", key=self.key, said=self._done_words())

    def _done_words(self) -> Message:
        state = self.session.state
        return done_words(self.about, lambda key: state.get(Task, key), state.key_of)

    def on_form_changed(self, event: Form.Changed) -> None:
        """With everything met there is no exception to state."""
        self._exception.display = bool(self._criteria.open)

    def commands(self) -> tuple[CompleteTask, ...]:
        """Done, with what was ticked just now."""
        met = {str(each.id) for each in self.about.criteria if each.met}
        ticked = tuple(int(key) for key in sorted(self._criteria.ticked - met, key=int))
        return (CompleteTask(self.about.id, ticked, self._exception.value),)
