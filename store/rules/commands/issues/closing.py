"""Closing an issue by two people: one says that it is solved, another verifies it (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from store.errors import NotAllowed
from store.language import msg
from store.model.issue import IssueState, MeasureKind
from store.model.task import Task
from store.rules.commands.issues.given import deadline, outcome, possible, unsolved, with_measure
from store.rules.commands.telling import require, tell
from store.rules.edit import Edit
from store.rules.issues.people import fixers
from store.rules.issues.states import Act, state_after_return
from store.rules.issues.together import blocked_by
from store.rules.rights import may
from store.rules.rights_issue import own_fix
from store.rules.urgent import breach_of


@dataclass(frozen=True, slots=True)
class ProposeClosed:
    """It is solved, with this result; somebody else verifies it. Its urgent clock stops.

    What is empty stays as it was said before.
    """

    name: ClassVar[str] = "propose_closed"

    issue: int
    result: str
    cause: str = ""
    prevention: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `result`, and for a severe one at `cause` and `prevention`, when one is missing."""
        issue = possible(edit, self.issue, Act.PROPOSE)
        edit.set(
            issue,
            state=IssueState.TO_VERIFY,
            proposed=edit.moment.now,
            proposed_by=edit.author,
            breached_at=breach_of(issue, edit.state.settings.urgent_minutes, edit.moment.now),
            **outcome(issue, self.result, self.cause, self.prevention),
        )


@dataclass(frozen=True, slots=True)
class VerifyIssue:
    """It is solved indeed: the issue is closed. With `unblock` the tasks that it blocks go on, too.

    Result, cause and prevention can be said here where a released block left them open.
    """

    name: ClassVar[str] = "verify"

    issue: int
    unblock: bool = True
    result: str = ""
    cause: str = ""
    prevention: str = ""

    def apply(self, edit: Edit) -> None:
        """Raises NotAllowed for one's own fix. Refused before anybody said that it is solved.

        A missing result, or for a severe one cause or prevention, is refused at that field.
        """
        issue = possible(edit, self.issue, Act.VERIFY)
        if edit.author is not None and edit.author in fixers(edit, issue):
            raise NotAllowed(own_fix(edit.state, issue))
        said = outcome(issue, self.result, self.cause, self.prevention)
        edit.set(issue, state=IssueState.CLOSED, verified_by=edit.author, closed=edit.moment.now, **said)
        if self.unblock:
            for task in blocked_by(edit, issue):
                _go_on(edit, task)


def _go_on(edit: Edit, task: Task) -> None:
    """Release a task. From who does not speak for it that is no word of its owner's."""
    if edit.by is None or may(edit.state, edit.by, task):
        tell(edit, task, block=None)
    else:
        edit.set(task, block=None)


@dataclass(frozen=True, slots=True)
class SendBackIssue:
    """It is not solved yet, for this reason. With a new `deadline` if the old one does not hold.

    An urgent clock that no meeting stopped starts again.
    """

    name: ClassVar[str] = "send_back"

    issue: int
    reason: str
    deadline: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `reason` when it is empty, and unless somebody said that it is solved."""
        issue = possible(edit, self.issue, Act.SEND_BACK)
        reason = require(self.reason, "reason", msg("What is missing? Who handles it has to know."))
        day = deadline(edit, self.deadline) if self.deadline is not None else issue.deadline
        measures = with_measure(edit, issue, reason, MeasureKind.SENT_BACK, "reason")
        urgent = issue.urgent_since
        if urgent is not None and issue.meeting_at is None:
            # The clock stopped when it was said to be solved.
            urgent = edit.moment.now
        issue = edit.set(issue, deadline=day, measures=measures, urgent_since=urgent)
        edit.set(issue, **unsolved(state_after_return(issue)))


@dataclass(frozen=True, slots=True)
class ReopenIssue:
    """It is back, for this reason. With a `deadline` its owner handles it again at once; else it is open.

    One that was urgent is so again: the time for its urgent meeting starts now.
    """

    name: ClassVar[str] = "reopen_issue"

    issue: int
    reason: str
    deadline: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `reason` when it is empty, and unless it is closed."""
        issue = possible(edit, self.issue, Act.REOPEN)
        reason = require(self.reason, "reason", msg("Why is it back?"))
        day = deadline(edit, self.deadline) if self.deadline is not None else None
        measures = with_measure(edit, issue, reason, MeasureKind.REOPENED, "reason")
        urgent = edit.moment.now if issue.urgent_since is not None else None
        issue = edit.set(
            issue, deadline=day, measures=measures, urgent_since=urgent, meeting_at=None, breached_at=None
        )
        edit.set(issue, **unsolved(state_after_return(issue)))
