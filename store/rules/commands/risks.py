"""What people do with a risk once it is in the register (DOMAIN.md stage 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.issue import Issue, IssueState, Severity
from store.model.risk import Risk, Score
from store.rules.commands.fields import check_allowed, check_department, check_person, check_unique
from store.rules.commands.issues.reporting import ReportIssue, reported
from store.rules.commands.telling import made, require
from store.rules.edit import Edit, next_id
from store.rules.risks.register import weighings

_FIELDS: Final = frozenset(
    {"title", "trigger", "prevention", "contingency", "owner", "department", "next_review"}
)


@dataclass(frozen=True, slots=True)
class WeighRisk:
    """Probability and impact are now so, each 1 to 5; `note` says why."""

    name: ClassVar[str] = "weigh_risk"

    risk: int
    probability: int
    impact: int
    note: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `probability` or `impact`, at `note` when it is too long, and when it was struck off."""
        risk = _standing(edit, self.risk)
        _weigh(edit, risk, self.probability, self.impact, self.note)


@dataclass(frozen=True, slots=True)
class EditRisk:
    """Change what is said of a risk: title, trigger, prevention, contingency, owner, department,
    next_review."""

    name: ClassVar[str] = "edit_risk"

    risk: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so, and when it was struck off."""
        check_allowed(self.fields, _FIELDS)
        risk = _standing(edit, self.risk)
        fields = dict(self.fields)
        if "title" in fields:
            fields["title"] = require(str(fields["title"]), "title", msg("What may go wrong?"))
            others = ((each, each.title) for each in edit.all(Risk) if each.initiative == risk.initiative)
            check_unique(fields["title"], others, risk, "title")
        check_person(edit, fields.get("owner"))
        check_department(edit, fields.get("department"))
        day = fields.get("next_review")
        if isinstance(day, date) and day != risk.next_review:
            _ahead(edit, day)
        edit.set(risk, **fields)


@dataclass(frozen=True, slots=True)
class ReviewRisk:
    """It was looked at: still the same, or weighed anew; and looked at again on `next_review`."""

    name: ClassVar[str] = "review_risk"

    risk: int
    next_review: date | None
    probability: int | None = None
    impact: int | None = None
    note: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `next_review` without a day to come, at `probability` or `impact` when they are not
        known yet and are not given now, and when it was struck off."""
        risk = _standing(edit, self.risk)
        if self.next_review is None:
            raise Refused(
                msg("When is it looked at again? Give a day, or strike it off."), field="next_review"
            )
        _ahead(edit, self.next_review)
        probability = self.probability if self.probability is not None else risk.probability
        impact = self.impact if self.impact is not None else risk.impact
        risk = _weigh(edit, risk, probability, impact, self.note, review=True)
        edit.set(risk, reviewed=edit.moment.now, next_review=self.next_review)


@dataclass(frozen=True, slots=True)
class CloseRisk:
    """It cannot happen any more, or does not matter: struck off the register, which keeps it."""

    name: ClassVar[str] = "close_risk"

    risk: int
    reason: str

    def apply(self, edit: Edit) -> None:
        """Refused at `reason` without one, when it is closed already, and while its issue is open."""
        risk = _standing(edit, self.risk)
        reason = require(self.reason, "reason", msg("Why is it no risk any more?"))
        _not_happening(edit, risk)
        edit.set(risk, closed=edit.moment.now, closed_why=reason, next_review=None)


@dataclass(frozen=True, slots=True)
class ReopenRisk:
    """It may happen after all."""

    name: ClassVar[str] = "reopen_risk"

    risk: int
    next_review: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when it was not struck off, and at `next_review` when that day is not to come."""
        risk = edit.one(Risk, self.risk)
        if risk.closed is None:
            raise Refused(msg("{key} is in the register already.", key=edit.state.key_of(risk)))
        if self.next_review is not None:
            _ahead(edit, self.next_review)
        edit.set(risk, closed=None, closed_why="", next_review=self.next_review)


@dataclass(frozen=True, slots=True)
class RiskHappened:
    """It has happened: an issue is reported now, linked both ways (stage 4.4).

    What is not said is taken from the risk: its contingency is the first solution, its owner handles it, an
    impact of 4 or 5 is severe, one of 1 or 2 minor.
    """

    name: ClassVar[str] = "risk_happened"

    risk: int
    title: str = ""
    description: str = ""
    impact: str = ""
    first_solution: str = ""
    severity: Severity | None = None
    urgent: bool = False
    tasks: tuple[int, ...] = ()
    owner: int | None = None
    deadline: date | None = None
    department: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when it was struck off or has happened already, and as reporting an issue is."""
        risk = _standing(edit, self.risk)
        _not_happening(edit, risk)
        said = ReportIssue(
            risk.initiative,
            self.title.strip() or risk.title,
            self.description.strip() or risk.trigger,
            self.impact,
            self.first_solution.strip() or risk.contingency,
            self.severity or severity_of(risk),
            self.urgent,
            self.tasks,
            self.owner if self.owner is not None else risk.owner,
            self.deadline,
            self.department,
            risk.id,
        )
        issue = reported(edit, said)
        edit.set(risk, issue=issue.id)


def severity_of(risk: Risk) -> Severity:
    """How bad it is when the risk happens, as its impact was weighed."""
    if risk.impact is None or risk.impact == 3:
        return Severity.MODERATE
    return Severity.SEVERE if risk.impact > 3 else Severity.MINOR


def _weigh(
    edit: Edit, risk: Risk, probability: int | None, impact: int | None, note: str, *, review: bool = False
) -> Risk:
    for field, value in (("probability", probability), ("impact", impact)):
        if value is None or not 1 <= value <= 5:
            raise Refused(msg("A number from 1 to 5."), field=field)
    scores = weighings(risk)
    said = {
        "id": next_id(scores),
        "at": edit.moment.now,
        "by": edit.author,
        "probability": probability,
        "impact": impact,
        "note": note.strip(),
        "review": review,
    }
    scores = (*scores, made(Score, said))
    return edit.set(risk, probability=probability, impact=impact, scores=scores)


def _standing(edit: Edit, number: int) -> Risk:
    risk = edit.one(Risk, number)
    if risk.closed is not None:
        raise Refused(msg("{key} was struck off. Reopen it first.", key=edit.state.key_of(risk)))
    return risk


def _not_happening(edit: Edit, risk: Risk) -> None:
    issue = edit.get(Issue, risk.issue)
    if issue is not None and issue.state is not IssueState.CLOSED:
        raise Refused(
            msg(
                "{key} has happened: it is issue {issue} now, which is not closed yet.",
                key=edit.state.key_of(risk),
                issue=edit.state.key_of(issue),
            )
        )


def _ahead(edit: Edit, day: date) -> None:
    if day <= edit.moment.today:
        raise Refused(
            msg(
                "The next review is on a day to come; {day} is not after today, {today}.",
                day=day,
                today=edit.moment.today,
            ),
            field="next_review",
        )
