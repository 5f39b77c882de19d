"""The urgent meeting: called with one key, and what it must end with (DOMAIN.md stage 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.issue import Issue, IssueState
from store.model.meeting import MeetingKind
from store.rules.commands.issues.given import given_to
from store.rules.commands.meetings.opening import opened, with_agenda
from store.rules.commands.meetings.planning import add_meeting, of_that_kind
from store.rules.commands.telling import known_person
from store.rules.edit import Edit
from store.rules.issues.stands import UNSOLVED
from store.rules.issues.states import Act, comes_first
from store.rules.meeting.running import title

URGENT_MINUTES: Final = 15
"""The time there is for an urgent meeting."""


@dataclass(frozen=True, slots=True)
class CallUrgent:
    """The urgent meeting about an issue begins now, with the people concerned; its clock stops."""

    name: ClassVar[str] = "call_urgent"

    issue: int

    def apply(self, edit: Edit) -> None:
        """Refused when it runs already, and for an issue that is closed."""
        issue = edit.one(Issue, self.issue)
        key = edit.state.key_of(issue)
        if issue.state is IssueState.CLOSED:
            raise Refused(msg("{key} is closed.", key=key))
        meeting = of_that_kind(edit, issue.initiative, MeetingKind.URGENT, issue.id)
        if meeting is not None and meeting.running:
            raise Refused(msg("{meeting} runs already.", meeting=title(edit, meeting)))
        if meeting is None:
            meeting = add_meeting(
                edit,
                issue.initiative,
                MeetingKind.URGENT,
                minutes=URGENT_MINUTES,
                issue=issue.id,
                chair=edit.author,
            )
        opened(edit, with_agenda(edit, meeting))


@dataclass(frozen=True, slots=True)
class PromiseSolution:
    """What the urgent meeting ends with: one person solves it by a day, beginning with `first_solution`.

    An issue that nobody handled yet is handled from now on.
    """

    name: ClassVar[str] = "promise_solution"

    issue: int
    owner: int | None
    deadline: date | None
    first_solution: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `owner` or `deadline` when one is missing, at a deadline that has passed.

        And when it is solved meanwhile.
        """
        issue = edit.one(Issue, self.issue)
        if issue.state not in UNSOLVED:
            raise Refused(comes_first(issue, edit.state.key_of(issue), Act.HAND_OVER))
        who = msg("Who is to solve it? The urgent meeting ends with one owner.")
        owner = known_person(edit, self.owner, "owner", who)
        if self.deadline is None:
            raise Refused(
                msg("By when is it to be solved? The urgent meeting ends with a deadline."), field="deadline"
            )
        if self.deadline < edit.moment.today:
            raise Refused(
                msg(
                    "The deadline {day} has passed already; today is {today}.",
                    day=self.deadline,
                    today=edit.moment.today,
                ),
                field="deadline",
            )
        edit.set(
            issue,
            owner=owner.id,
            deadline=self.deadline,
            first_solution=self.first_solution.strip() or issue.first_solution,
            state=IssueState.HANDLING if issue.state is IssueState.OPEN else issue.state,
            measures=given_to(edit, issue, owner),
        )
