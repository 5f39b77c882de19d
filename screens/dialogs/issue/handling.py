"""Handling an issue: who and until when, handed over, what was done about it (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.dialogs.issue.form import IssueForm, on_one_line, said_anew
from screens.widgets.fields import Field, LineField, PersonField
from store.language import Message, msg
from store.model.organisation import Person
from store.model.text import TEXT_LIMIT
from store.rules.commands.issues.handling import HandleIssue, HandOverIssue, NoteMeasure


class HandleForm(IssueForm):
    """One owner and a deadline; how they begin."""

    NAME: ClassVar[str] = "handle"
    DOING: ClassVar[Message] = msg("who handles it")
    SAID: ClassVar[Message] = msg("being handled")

    def fields(self) -> Iterable[Field]:
        """The first solution stands there as it was reported."""
        me = self.by.person
        owner = self.about.owner or (me.id if me is not None and self._mine(me) else None)
        self._owner = PersonField("owner", msg("Owner"), self.by.state, picked=owner, required=True)
        day = self.about.deadline
        self._deadline = self.date_field(
            "deadline", msg("Deadline"), required=True, text=day.isoformat() if day is not None else ""
        )
        self._first = LineField(
            "first_solution",
            msg("First solution"),
            text=on_one_line(self.about.first_solution),
            limit=TEXT_LIMIT,
        )
        return (self._owner, self._deadline, self._first)

    def _mine(self, me: Person) -> bool:
        """Whoever takes what is for their department is most likely to mean themselves."""
        return self.about.department is not None and self.about.department == me.department

    def command(self) -> HandleIssue:
        """One person, one day."""
        first = said_anew(self._first, self.about.first_solution)
        return HandleIssue(
            self.about.id,
            self._owner.picked,
            self._deadline.day,
            self.about.department,
            first,
        )


class HandOverForm(IssueForm):
    """Another person, why, and another deadline if the old one does not hold."""

    NAME: ClassVar[str] = "hand-over"
    DOING: ClassVar[Message] = msg("hand it over")
    SAID: ClassVar[Message] = msg("handed over")

    def fields(self) -> Iterable[Field]:
        """The deadline holds, unless another one is typed."""
        self._owner = PersonField("owner", msg("To"), self.by.state, required=True)
        self._reason = LineField("reason", msg("Reason"), hint=msg("may stay empty"), limit=TEXT_LIMIT)
        self._deadline = self.date_field("deadline", msg("Deadline"))
        return (self._owner, self._reason, self._deadline)

    def command(self) -> HandOverIssue:
        """The new owner."""
        return HandOverIssue(self.about.id, self._owner.picked, self._reason.value, self._deadline.day)


class MeasureForm(IssueForm):
    """One line; it is never rewritten."""

    NAME: ClassVar[str] = "measure"
    DOING: ClassVar[Message] = msg("what was done about it")
    SAID: ClassVar[Message] = msg("measure noted")

    def fields(self) -> Iterable[Field]:
        """Its text."""
        self._text = LineField("text", msg("Measure taken"), required=True, limit=TEXT_LIMIT)
        return (self._text,)

    def command(self) -> NoteMeasure:
        """In one's own name."""
        return NoteMeasure(self.about.id, self._text.value)
