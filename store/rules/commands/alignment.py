"""The alignment meeting: who was there, what is feasible, what each contributes (DOMAIN.md stage 1.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.requirement import (
    Attendance,
    Attendee,
    Confirmation,
    Contribution,
    Feasibility,
    Part,
    Point,
    Review,
)
from store.model.risk import Risk
from store.model.task import Serves, Task
from store.rules.brief import BriefPoint, brief_of, point_in, points_of, review_of, said_of
from store.rules.commands.fields import check_allowed, check_department, check_person, check_unique
from store.rules.commands.rows import added, edited, moved, removed
from store.rules.commands.telling import made, require
from store.rules.edit import Edit, next_id
from store.rules.say import department_name

_CONTRIBUTION: Final = frozenset({"content", "due"})


@dataclass(frozen=True, slots=True)
class AskDepartments:
    """These departments are concerned: they are asked. Those asked already stay as they are."""

    name: ClassVar[str] = "ask"

    initiative: int
    departments: Sequence[int]

    def apply(self, edit: Edit) -> None:
        """Refused at `departments` when one is not there."""
        for department in self.departments:
            asked_of(edit, self.initiative, department, "departments")


@dataclass(frozen=True, slots=True)
class DismissDepartment:
    """A department is not concerned after all; what it said goes with it."""

    name: ClassVar[str] = "dismiss"

    initiative: int
    department: int

    def apply(self, edit: Edit) -> None:
        """Refused at `department` when it was not asked, and once it has confirmed."""
        review = review_of(edit, self.initiative, self.department)
        if review is None:
            raise Refused(msg("It is no longer there; somebody removed it."), field="department")
        for each in edit.all(Confirmation):
            if (each.initiative, each.department) == (self.initiative, self.department):
                raise Refused(
                    msg("{department} has confirmed; it stays.", department=_name(edit, self.department)),
                    field="department",
                )
        edit.remove(review)


@dataclass(frozen=True, slots=True)
class AttendDepartment:
    """Whether a department is in the meeting, and who speaks for it."""

    name: ClassVar[str] = "attend"

    initiative: int
    department: int
    attendance: Attendance
    people: Sequence[int] = ()

    def apply(self, edit: Edit) -> None:
        """Refused at `people` when somebody is not there; an absent department has nobody in the room."""
        review = asked_of(edit, self.initiative, self.department)
        for person in self.people:
            check_person(edit, person, "people")
        nobody = self.attendance in (Attendance.ABSENT, Attendance.UNKNOWN)
        people = () if nobody else tuple(Attendee(id=each) for each in sorted(set(self.people)))
        edit.set(review, attendance=self.attendance, people=people)


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """What a department says of one point. A department that was absent is heard by this."""

    name: ClassVar[str] = "review"

    initiative: int
    department: int
    part: Part
    entry: int
    feasibility: Feasibility = Feasibility.FEASIBLE
    condition: str = ""
    resources: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `condition` when it is not said, at `entry` when the point is gone."""
        point = point_in(brief_of(edit, self.initiative), self.part, self.entry)
        if point is None:
            raise Refused(msg("It is no longer there; somebody removed it."), field="entry")
        if self.feasibility is Feasibility.CONDITIONAL:
            require(self.condition, "condition", msg("Under which condition is it feasible?"))
        if self.feasibility is Feasibility.INFEASIBLE:
            require(self.condition, "condition", msg("Why is it not feasible? The others must know."))
        review = asked_of(edit, self.initiative, self.department)
        _say(edit, review, point, self.feasibility, self.condition, self.resources)


@dataclass(frozen=True, slots=True)
class ReviewRest:
    """Every point of which the department has not spoken yet is feasible."""

    name: ClassVar[str] = "review_rest"

    initiative: int
    department: int

    def apply(self, edit: Edit) -> None:
        """Refused when nothing is left."""
        review = asked_of(edit, self.initiative, self.department)
        rest = [each for each in points_of(brief_of(edit, self.initiative)) if said_of(review, each) is None]
        if not rest:
            raise Refused(
                msg("{department} has spoken of every point.", department=_name(edit, self.department))
            )
        for point in rest:
            review = _say(edit, review, point, Feasibility.FEASIBLE, "", "")


@dataclass(frozen=True, slots=True)
class Contribute:
    """What a department will contribute, one a row (`content`, `due`), behind `after`; null: at the end."""

    name: ClassVar[str] = "contribute"

    initiative: int
    department: int
    rows: Sequence[Mapping[str, object]]
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `rows/N/FIELD` (N from 1) where a row is empty, there already, or not valid."""
        review = asked_of(edit, self.initiative, self.department)
        contents = [(review, each.content) for each in review.contributions]
        for number, row in enumerate(self.rows, 1):
            check_allowed(row, _CONTRIBUTION)
            check_unique(row.get("content", ""), contents, None, f"rows/{number}/content")
            contents.append((review, str(row.get("content", ""))))
        first = _next_contribution(edit, review)
        new = added(Contribution, review.contributions, self.rows, first, self.after)
        edit.set(heard(edit, review), contributions=new)


@dataclass(frozen=True, slots=True)
class EditContribution:
    """Change what a department promised: `content`, `due`."""

    name: ClassVar[str] = "edit_contribution"

    initiative: int
    department: int
    entry: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so, at `entry` when it is gone."""
        review = asked_of(edit, self.initiative, self.department)
        check_allowed(self.fields, _CONTRIBUTION)
        if "content" in self.fields:
            others = ((review, each.content) for each in review.contributions if each.id != self.entry)
            check_unique(self.fields["content"], others, None, "content")
        edit.set(review, contributions=edited(review.contributions, self.entry, self.fields))


@dataclass(frozen=True, slots=True)
class RemoveContribution:
    """A department takes back what it promised."""

    name: ClassVar[str] = "remove_contribution"

    initiative: int
    department: int
    entry: int

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        review = asked_of(edit, self.initiative, self.department)
        edit.set(review, contributions=removed(review.contributions, self.entry))


@dataclass(frozen=True, slots=True)
class MoveContribution:
    """Put a contribution behind another one; first when `after` is null."""

    name: ClassVar[str] = "move_contribution"

    initiative: int
    department: int
    entry: int
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        review = asked_of(edit, self.initiative, self.department)
        edit.set(review, contributions=moved(review.contributions, [self.entry], self.after))


@dataclass(frozen=True, slots=True)
class RaiseRisk:
    """A risk somebody sees enters the register, numbered among the initiative's items."""

    name: ClassVar[str] = "raise_risk"

    initiative: int
    title: str
    department: int | None = None
    probability: int | None = None
    impact: int | None = None
    trigger: str = ""
    prevention: str = ""
    contingency: str = ""
    owner: int | None = None
    next_review: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at the field that is missing or cannot be so; probability and impact are 1 to 5."""
        initiative = edit.one(Initiative, self.initiative)
        title = require(self.title, "title", msg("What may go wrong?"))
        others = ((each, each.title) for each in edit.all(Risk) if each.initiative == initiative.id)
        check_unique(title, others, None, "title")
        check_department(edit, self.department)
        check_person(edit, self.owner)
        for field, value in (("probability", self.probability), ("impact", self.impact)):
            if value is not None and not 1 <= value <= 5:
                raise Refused(msg("A number from 1 to 5."), field=field)
        edit.add(
            Risk,
            initiative=initiative.id,
            number=edit.next_number(initiative.id),
            title=title,
            probability=self.probability,
            impact=self.impact,
            trigger=self.trigger,
            prevention=self.prevention,
            contingency=self.contingency,
            owner=self.owner,
            next_review=self.next_review,
            department=self.department,
            raised_by=edit.author,
            raised=edit.moment.now,
        )


def asked_of(edit: Edit, initiative: int, department: int, field: str = "department") -> Review:
    """What a department said; it is asked by this if it was not. Refused at `field` when it is not there."""
    found = review_of(edit, initiative, department)
    if found is not None:
        return found
    edit.one(Initiative, initiative)
    check_department(edit, department, field)
    return edit.add(Review, initiative=initiative, department=department)


def heard(edit: Edit, review: Review) -> Review:
    """A department that was absent and now speaks has been heard later."""
    if review.attendance is Attendance.ABSENT:
        return edit.set(review, attendance=Attendance.HEARD)
    return review


def _say(
    edit: Edit, review: Review, point: BriefPoint, feasibility: Feasibility, condition: str, resources: str
) -> Review:
    old = said_of(review, point)
    new = made(
        Point,
        {
            "id": old.id if old is not None else next_id(review.points),
            "part": point.part,
            "ref": point.line.id,
            "reading": point.reading,
            "feasibility": feasibility,
            "condition": condition if feasibility is not Feasibility.FEASIBLE else "",
            "resources": resources,
        },
    )
    rest = tuple(each for each in review.points if each.id != new.id)
    return edit.set(heard(edit, review), points=(*rest, new))


def _next_contribution(edit: Edit, review: Review) -> int:
    """An id that nothing refers to, not even what was said of a contribution since removed."""
    used = [each.id for each in review.contributions]
    for confirmation in edit.all(Confirmation):
        if (confirmation.initiative, confirmation.department) == (review.initiative, review.department):
            used += [each.id for each in confirmation.contributions]
    for task in edit.all(Task):
        if task.serves and task.initiative == review.initiative:
            used += [
                serve.ref
                for serve in task.serves
                if serve.kind is Serves.CONTRIBUTION and serve.department == review.department
            ]
    return max(used, default=0) + 1


def _name(edit: Edit, department: int) -> str:
    return department_name(edit.state, department)
