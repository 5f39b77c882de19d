"""One line about a task: a note, or why it is cancelled, reopened, back on schedule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import Field, LineField
from store.language import Message, msg
from store.rules.commands import AddNote, CancelTask, RecoverTask, ReopenTask

_LIMIT = 500


class NoteForm(StatusForm):
    """What is said of it, in one's own name."""

    NAME: ClassVar[str] = "note"
    DOING: ClassVar[Message] = msg("note")
    SAID: ClassVar[Message] = msg("noted")

    def fields(self) -> Iterable[Field]:
        """The note."""
        self._text = LineField("text", msg("Note"), limit=_LIMIT, required=True)
        return (self._text,)

    def commands(self) -> tuple[AddNote, ...]:
        """The note."""
        return (AddNote(self.about.id, self._text.value),)


class CancelForm(StatusForm):
    """Why it will not be done."""

    NAME: ClassVar[str] = "cancel"
    DOING: ClassVar[Message] = msg("cancel it")
    SAID: ClassVar[Message] = msg("cancelled")

    def fields(self) -> Iterable[Field]:
        """The reason, which the review will ask for."""
        self._reason = LineField("reason", msg("Reason"), limit=_LIMIT, required=True)
        return (self._reason,)

    def commands(self) -> tuple[CancelTask, ...]:
        """The end of it."""
        return (CancelTask(self.about.id, self._reason.value),)


class ReopenForm(StatusForm):
    """A done or cancelled task is taken up again."""

    NAME: ClassVar[str] = "reopen"
    DOING: ClassVar[Message] = msg("reopen it")
    SAID: ClassVar[Message] = msg("open again")

    def fields(self) -> Iterable[Field]:
        """Why; may stay empty."""
        self._reason = LineField("reason", msg("Reason"), limit=_LIMIT, hint=msg("may stay empty"))
        return (self._reason,)

    def commands(self) -> tuple[ReopenTask, ...]:
        """Open again."""
        return (ReopenTask(self.about.id, self._reason.value),)


class RecoverForm(StatusForm):
    """The original date holds again."""

    NAME: ClassVar[str] = "recover"
    DOING: ClassVar[Message] = msg("back on schedule")
    SAID: ClassVar[Message] = msg("the original date holds again")

    def fields(self) -> Iterable[Field]:
        """How; may stay empty."""
        self._note = LineField("note", msg("Note"), limit=_LIMIT, hint=msg("may stay empty"))
        return (self._note,)

    def commands(self) -> tuple[RecoverTask, ...]:
        """The delay made good."""
        return (RecoverTask(self.about.id, self._note.value),)
