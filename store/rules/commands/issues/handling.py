"""Handling an issue: one owner and a deadline, measures taken, urgent or not (DOMAIN.md stages 3.7, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.issue import IssueState, MeasureKind
from store.rules.commands.fields import check_department
from store.rules.commands.issues.given import deadline, given_to, one_owner, possible, with_measure
from store.rules.commands.telling import require
from store.rules.edit import Edit
from store.rules.issues.states import Act
from store.rules.urgent import breach_of


@dataclass(frozen=True, slots=True)
class HandleIssue:
    """One person handles it until `deadline`, beginning with `first_solution`. `department` null: theirs."""

    name: ClassVar[str] = "handle"

    issue: int
    owner: int | None
    deadline: date | None
    department: int | None = None
    first_solution: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `owner` or `deadline` when one is missing, and when it is handled already."""
        issue = possible(edit, self.issue, Act.HANDLE)
        owner = one_owner(edit, self.owner)
        check_department(edit, self.department)
        edit.set(
            issue,
            state=IssueState.HANDLING,
            owner=owner.id,
            department=self.department if self.department is not None else owner.department,
            deadline=deadline(edit, self.deadline),
            first_solution=self.first_solution.strip() or issue.first_solution,
            measures=given_to(edit, issue, owner),
        )


@dataclass(frozen=True, slots=True)
class HandOverIssue:
    """Another person handles it from now on. `deadline` null: the one that holds.

    Among the measures stands the reason; without one, to whom it went.
    """

    name: ClassVar[str] = "hand_over"

    issue: int
    owner: int | None
    reason: str = ""
    deadline: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `owner` when it is nobody or who has it already, at a `deadline` that has passed."""
        issue = possible(edit, self.issue, Act.HAND_OVER)
        owner = one_owner(edit, self.owner)
        if owner.id == issue.owner:
            raise Refused(msg("{name} handles it already.", name=owner.name), field="owner")
        day = issue.deadline
        if self.deadline is not None:
            day = deadline(edit, self.deadline)
        measures = given_to(edit, issue, owner, self.reason)
        # One owner and a deadline are what handling is.
        state = IssueState.HANDLING if day is not None else issue.state
        edit.set(
            issue, owner=owner.id, department=owner.department, deadline=day, state=state, measures=measures
        )


@dataclass(frozen=True, slots=True)
class NoteMeasure:
    """What was done about it, or is being done; while it waits to be verified, what was seen of that. Anybody
    but a guest says so, in their own name."""

    name: ClassVar[str] = "note_measure"

    issue: int
    text: str

    def apply(self, edit: Edit) -> None:
        """Refused at `text` when it is empty, and when the issue is closed."""
        issue = possible(edit, self.issue, Act.MEASURE)
        text = require(self.text, "text", msg("What was done about it?"))
        waits = issue.state is IssueState.TO_VERIFY
        kind = MeasureKind.CHECKED if waits else MeasureKind.MEASURE
        edit.set(issue, measures=with_measure(edit, issue, text, kind))


@dataclass(frozen=True, slots=True)
class MakeUrgent:
    """It cannot wait: the clock for the urgent meeting starts now (stage 3.7)."""

    name: ClassVar[str] = "make_urgent"

    issue: int

    def apply(self, edit: Edit) -> None:
        """Refused when the clock runs already, or there is nothing left but to verify."""
        issue = possible(edit, self.issue, Act.MAKE_URGENT)
        edit.set(issue, urgent_since=edit.moment.now, urgent_by=edit.author, meeting_at=None)


@dataclass(frozen=True, slots=True)
class CalmIssue:
    """It can wait after all: the clock stops without a meeting. That it ran out before stays recorded."""

    name: ClassVar[str] = "calm"

    issue: int

    def apply(self, edit: Edit) -> None:
        """Refused when no clock runs."""
        issue = possible(edit, self.issue, Act.CALM)
        breached = breach_of(issue, edit.state.settings.urgent_minutes, edit.moment.now)
        edit.set(issue, urgent_since=None, urgent_by=None, breached_at=breached)
