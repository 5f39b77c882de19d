"""Reporting an issue at once, and putting right what was said of it (DOMAIN.md stage 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState, Severity
from store.model.organisation import Person
from store.rules.commands.fields import check_allowed, check_department
from store.rules.commands.issues.given import deadline, one_owner, possible, touched
from store.rules.commands.telling import require
from store.rules.edit import Edit
from store.rules.issues.states import Act

_FIELDS: Final = frozenset(
    {"title", "description", "impact", "first_solution", "severity", "department", "deadline", "tasks"}
)


@dataclass(frozen=True, slots=True)
class ReportIssue:
    """Something is wrong, found now by the author. With one owner and a deadline it is handled at once.

    `tasks` are the ids of those it touches, `impact` what that means, in words. `urgent` starts the clock for
    the urgent meeting. `department` has to resolve it; that of the owner, as long as nothing else is said.
    `risk` is the one that happened.
    """

    name: ClassVar[str] = "report"

    initiative: int
    title: str
    description: str = ""
    impact: str = ""
    first_solution: str = ""
    severity: Severity = Severity.MODERATE
    urgent: bool = False
    tasks: tuple[int, ...] = ()
    owner: int | None = None
    deadline: date | None = None
    department: int | None = None
    risk: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        reported(edit, self)


def reported(edit: Edit, said: ReportIssue) -> Issue:
    """The new issue, for commands that report one among other things. Refused as `ReportIssue` is."""
    edit.one(Initiative, said.initiative)
    owner = edit.get(Person, said.owner)
    if said.owner is not None:
        owner = one_owner(edit, said.owner)
    if said.deadline is not None:
        deadline(edit, said.deadline)
    check_department(edit, said.department)
    department = said.department
    if department is None and owner is not None:
        department = owner.department
    now = edit.moment.now
    return edit.add(
        Issue,
        initiative=said.initiative,
        number=edit.next_number(said.initiative),
        title=require(said.title, "title", msg("What is wrong? Say it in a line.")),
        description=said.description,
        impact=said.impact,
        first_solution=said.first_solution,
        severity=said.severity,
        state=IssueState.HANDLING if owner is not None and said.deadline is not None else IssueState.OPEN,
        reporter=edit.author,
        reported=now,
        department=department,
        owner=said.owner,
        deadline=said.deadline,
        tasks=touched(edit, said.tasks, said.initiative),
        urgent_since=now if said.urgent else None,
        risk=said.risk,
    )


@dataclass(frozen=True, slots=True)
class EditIssue:
    """Put right what is said of an issue: title, description, impact, first solution, severity, department,
    deadline, the tasks it touches (ids)."""

    name: ClassVar[str] = "edit_issue"

    issue: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused when it is closed, and at the field that cannot be so."""
        check_allowed(self.fields, _FIELDS)
        issue = possible(edit, self.issue, Act.EDIT)
        fields = dict(self.fields)
        if "title" in fields:
            fields["title"] = require(str(fields["title"]), "title", msg("What is wrong? Say it in a line."))
        check_department(edit, fields.get("department"))
        if "deadline" in fields and fields["deadline"] != issue.deadline:
            day = fields["deadline"]
            if day is not None or issue.state is not IssueState.OPEN:
                fields["deadline"] = deadline(edit, day if isinstance(day, date) else None)
        if "tasks" in fields:
            fields["tasks"] = touched(edit, _ids(fields["tasks"]), issue.initiative)
        edit.set(issue, **fields)


def _ids(value: object) -> list[int]:
    if isinstance(value, (tuple, list)) and all(isinstance(each, int) for each in value):
        return list(value)
    raise Refused(msg("There is no such task in this initiative."), field="tasks")
