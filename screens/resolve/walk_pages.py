"""The steps of the issue walk: what is wrong, what that means, what is tried, who and until when, verify."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from screens.dialogs.issue.impact_field import ImpactField
from screens.dialogs.issue.outcome import Outcome
from screens.dialogs.issue.severity import SeverityField
from screens.dialogs.issue.similar import LikeLines
from screens.dialogs.issue.tasks_field import TasksField
from screens.resolve.walk_page import WalkPage
from screens.widgets.fields import DateField, Field, LineField, PersonField, YesNoField
from screens.widgets.fields.text import TextField
from screens.widgets.prose import Prose
from store.language import Message, msg
from store.model.issue import Issue, IssueState, Severity
from store.model.text import TEXT_LIMIT, TITLE_LIMIT
from store.rules.calendar import workdays
from store.rules.commands.issues.closing import ProposeClosed, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue, HandOverIssue
from store.rules.commands.issues.reporting import EditIssue, ReportIssue
from store.rules.edit import Command
from store.rules.issues.states import Act as Step
from store.rules.issues.together import releases
from store.rules.rights_issue import why_not
from store.rules.say import person_name, short_day

_REPORT_FIRST = msg("Report it first: F7 goes back to the first step.")


class ReportPage(WalkPage):
    """What is wrong, in a line and in detail; which tasks; how bad, how urgent."""

    SAID: ClassVar[Message] = msg("Reported. What does it mean?")
    NAME: ClassVar[str] = "report"

    def about(self) -> Message:
        """The question."""
        return msg("What is wrong? One line is enough; the rest may follow.")

    def why_not(self) -> Message | None:
        """A closed one is as it is."""
        return _against(self, Step.EDIT) if self.issue is not None else None

    def fields(self) -> Iterable[Field]:
        """As it was reported, or empty."""
        issue, state = self.issue, self.session.state
        tasks = tuple(entry.id for entry in issue.tasks) if issue is not None else self.issue_walk.tasks
        self._heading = LineField(
            "title",
            msg("What is wrong"),
            text=issue.title if issue is not None else "",
            hint=msg("in one line"),
            limit=TITLE_LIMIT,
            required=True,
        )
        described = issue.description if issue is not None else ""
        self._description = TextField("description", msg("In detail"), text=described, limit=TEXT_LIMIT)
        self._tasks = TasksField(state, self.initiative, tasks)
        self._severity = SeverityField(issue.severity if issue is not None else Severity.MODERATE)
        self._urgent = YesNoField("urgent", msg("Urgent"))
        self._urgent.display = issue is None
        self._likes = LikeLines(state, self.initiative)
        return (self._heading, self._description, self._tasks, self._severity, self._urgent)

    def below(self) -> Iterable[Prose]:
        """What reads alike, while nobody reported it."""
        return (self._likes,)

    def typed_now(self) -> None:
        """What reads alike follows the words."""
        if self.issue is None:
            self._likes.look(f"{self._heading.value} {self._description.value}".strip(), self._tasks.ids)

    def commands(self) -> Sequence[Command]:
        """A report, or what was put right in it."""
        issue = self.issue
        if issue is None:
            return (
                ReportIssue(
                    self.initiative,
                    self._heading.value,
                    self._description.value,
                    severity=self._severity.severity,
                    urgent=self._urgent.yes,
                    tasks=self._tasks.ids,
                ),
            )
        return _edited(
            issue,
            {
                "title": (issue.title, self._heading.value),
                "description": (issue.description.strip(), self._description.value),
                "severity": (issue.severity, self._severity.severity),
                "tasks": (tuple(entry.id for entry in issue.tasks), self._tasks.ids),
            },
        )


class ImpactPage(WalkPage):
    """What the dependencies say, put right by people."""

    SAID: ClassVar[Message] = msg("The impact is noted. What is tried first?")
    NAME: ClassVar[str] = "edit-issue"

    def about(self) -> Message:
        """The question."""
        return msg("Which tasks and dates does it touch? Computed from the dependencies; put it right.")

    def why_not(self) -> Message | None:
        """It is reported first."""
        return _against(self, Step.EDIT)

    def fields(self) -> Iterable[Field]:
        """The tasks and what follows."""
        issue = _known(self)
        tasks = tuple(entry.id for entry in issue.tasks)
        self._tasks = TasksField(self.session.state, self.initiative, tasks)
        self._impact = ImpactField(self.session, tasks, issue.impact)
        return (self._tasks, self._impact)

    @property
    def unsaved(self) -> bool:
        """Also the impact that was worked out and nobody has changed."""
        issue = self.issue
        return self.typed or (issue is not None and self._impact.value != issue.impact.strip())

    def typed_now(self) -> None:
        """The impact follows the tasks."""
        self._impact.follow(self._tasks.ids, _known(self).deadline)

    def commands(self) -> Sequence[Command]:
        """What differs."""
        issue = _known(self)
        return _edited(
            issue,
            {
                "tasks": (tuple(entry.id for entry in issue.tasks), self._tasks.ids),
                "impact": (issue.impact.strip(), self._impact.value),
            },
        )


class SolutionPage(WalkPage):
    """What is tried first."""

    SAID: ClassVar[Message] = msg("The first solution is noted. Who handles it?")
    NAME: ClassVar[str] = "first-solution"

    def about(self) -> Message:
        """The question."""
        return msg("What is tried first to stop the loss?")

    def why_not(self) -> Message | None:
        """It is reported first."""
        return _against(self, Step.EDIT)

    def fields(self) -> Iterable[Field]:
        """One text."""
        self._first = TextField(
            "first_solution", msg("First solution"), text=_known(self).first_solution, limit=TEXT_LIMIT
        )
        return (self._first,)

    def commands(self) -> Sequence[Command]:
        """What differs."""
        issue = _known(self)
        return _edited(issue, {"first_solution": (issue.first_solution.strip(), self._first.value)})


class OwnerPage(WalkPage):
    """One responsible person, a deadline."""

    SAID: ClassVar[Message] = msg("One person, one date: it is being handled.")
    NAME: ClassVar[str] = "handle"

    def about(self) -> Message:
        """The question."""
        return msg("Who handles it, and by when? Exactly one person.")

    def why_not(self) -> Message | None:
        """It is reported first; what is solved is not handled."""
        issue = self.issue
        handled = issue is not None and issue.state is IssueState.HANDLING
        return _against(self, Step.HAND_OVER if handled else Step.HANDLE)

    def fields(self) -> Iterable[Field]:
        """As it stands."""
        issue, state = _known(self), self.session.state
        self._owner = PersonField("owner", msg("Owner"), state, picked=issue.owner, required=True)
        self._deadline = DateField(
            "deadline",
            msg("Deadline"),
            today=self.session.moment().today,
            calendar=workdays(state.settings),
            text=issue.deadline.isoformat() if issue.deadline is not None else "",
            required=True,
        )
        return (self._owner, self._deadline)

    def commands(self) -> Sequence[Command]:
        """Handled, handed over, or another deadline."""
        issue, owner, day = _known(self), self._owner.picked, self._deadline.day
        if issue.state is IssueState.OPEN:
            return (HandleIssue(issue.id, owner, day, issue.department),)
        if owner != issue.owner:
            return (HandOverIssue(issue.id, owner, deadline=day if day != issue.deadline else None),)
        return _edited(issue, {"deadline": (issue.deadline, day)})


class VerifyPage(WalkPage):
    """First that it is solved, then, by somebody else, that it is solved indeed."""

    NAME: ClassVar[str] = "verify"

    @property
    def _verifies(self) -> bool:
        issue = self.issue
        return issue is not None and issue.state in (IssueState.TO_VERIFY, IssueState.CLOSED)

    def about(self) -> Message:
        """The question."""
        if self._verifies:
            return msg("Is it solved indeed? Saving closes it.")
        return msg("Once it is solved: what came of it? Somebody else verifies it then.")

    def why_not(self) -> Message | None:
        """Closed, or not for this person."""
        issue = self.issue
        if issue is not None and issue.state is IssueState.CLOSED:
            state, moment = self.session.state, self.session.moment()
            name = person_name(state, issue.verified_by) or "?"
            day = short_day(moment.day_of(issue.closed), moment.today) if issue.closed is not None else "?"
            return msg("It is closed, verified by {name} on {day}.", name=name, day=day)
        return _against(self, Step.VERIFY if self._verifies else Step.PROPOSE)

    def fields(self) -> Iterable[Field]:
        """The outcome; on what it blocks, whether that goes on."""
        issue = _known(self)
        self._outcome = Outcome(issue)
        blocked = [each.task for each in releases(self.session.state, issue)] if self._verifies else []
        keys = " ".join(self.session.state.key_of(task) for task in blocked)
        self._unblock = YesNoField("unblock", msg("Unblock {keys}", keys=keys), yes=True)
        self._unblock.display = bool(blocked)
        return (*self._outcome.fields, self._unblock)

    def commands(self) -> Sequence[Command]:
        """The one, then the other."""
        issue, said = _known(self), self._outcome.said
        if self._verifies:
            return (VerifyIssue(issue.id, self._unblock.yes, *said),)
        return (ProposeClosed(issue.id, *said),)


def _known(page: WalkPage) -> Issue:
    """The issue of a page that has fields only once it is reported."""
    issue = page.issue
    if issue is None:
        raise ValueError("not reported yet")
    return issue


def _against(page: WalkPage, step: Step) -> Message | None:
    if page.issue is None:
        return _REPORT_FIRST
    return why_not(page.session.state, page.session.person, page.issue, step)


def _edited(issue: Issue, said: dict[str, tuple[object, object]]) -> Sequence[Command]:
    """What differs between what was said before and now."""
    fields = {name: now for name, (before, now) in said.items() if before != now}
    return (EditIssue(issue.id, fields),) if fields else ()
