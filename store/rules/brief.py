"""Reading a requirement brief: its points, who was asked, what they promised (DOMAIN.md stage 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeAlias, TypeVar

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.record import Record
from store.model.requirement import (
    Attendance,
    Brief,
    Confirmation,
    Contribution,
    Feasibility,
    Goal,
    Outcome,
    Part,
    Point,
    Review,
    TimeLimit,
)
from store.model.task import Progress, Task
from store.rules.order import ordered

R = TypeVar("R", bound=Record)

BETWEEN: Final = "  "
"""Between the fields of a point on one line: no text has two blanks in it, so none reads like another."""

Line: TypeAlias = Goal | Outcome | TimeLimit
"""A point of the brief."""


class Records(Protocol):
    """Where records are read: the state, or an edit of it."""

    def all(self, cls: type[R]) -> list[R]:
        """Every record of a table."""
        ...

    def get(self, cls: type[R], id: int | None) -> R | None:
        """One record, or null."""
        ...


@dataclass(frozen=True, slots=True)
class BriefPoint:
    """One point of a brief with the list it is in."""

    part: Part
    line: Line

    @property
    def reading(self) -> str:
        """All it says, on one line, as it is kept."""
        return reading(self.line)

    @property
    def told(self) -> Message:
        """The same, to be read."""
        return told(self.line)


def brief_of(records: Records, initiative: int) -> Brief | None:
    """The brief of an initiative; null as long as nobody began it."""
    return next((each for each in records.all(Brief) if each.initiative == initiative), None)


def reviews_of(records: Records, initiative: int) -> list[Review]:
    """The departments that were asked and what they said, in the order in which they were."""
    return [each for each in records.all(Review) if each.initiative == initiative]


def review_of(records: Records, initiative: int, department: int) -> Review | None:
    """What one department said; null when it was not asked."""
    return next((each for each in reviews_of(records, initiative) if each.department == department), None)


def confirmations_of(records: Records, initiative: int) -> dict[int, Confirmation]:
    """The newest confirmation by department."""
    return {each.department: each for each in records.all(Confirmation) if each.initiative == initiative}


def tasks_of(records: Records, initiative: int) -> list[Task]:
    """The tasks that are to be done (cancelled ones left out), in the order of the outline."""
    found = (task for task in records.all(Task) if task.initiative == initiative)
    return ordered(task for task in found if task.progress is not Progress.CANCELLED)


def asked(records: Records, initiative: int) -> list[int]:
    """The departments concerned: the initiating one, those asked, those that tasks name. In that order."""
    record = records.get(Initiative, initiative)
    found = [record.department] if record is not None and record.department is not None else []
    found += [review.department for review in reviews_of(records, initiative)]
    for task in tasks_of(records, initiative):
        found += [task.department] if task.department is not None else []
        found += [support.department for support in task.support]
    return list(dict.fromkeys(found))


def lines_of(brief: Brief | None, part: Part) -> list[Line]:
    """The entries of one list, in the order in which people put them."""
    if brief is None:
        return []
    match part:
        case Part.GOALS:
            return list(ordered(brief.goals))
        case Part.OUTCOMES:
            return list(ordered(brief.outcomes))
        case Part.TIMES:
            return list(ordered(brief.times))


def points_of(brief: Brief | None) -> list[BriefPoint]:
    """Every point of the brief, in the order in which a meeting goes through them."""
    return [BriefPoint(part, line) for part in Part for line in lines_of(brief, part)]


def point_in(brief: Brief | None, part: Part, ref: int) -> BriefPoint | None:
    """The point that something refers to; null when it is gone."""
    return next((BriefPoint(part, line) for line in lines_of(brief, part) if line.id == ref), None)


def contribution_in(
    records: Records, initiative: int, department: int | None, ref: int
) -> Contribution | None:
    """The contribution that something refers to; null when it is gone."""
    review = review_of(records, initiative, department) if department is not None else None
    return next((each for each in review.contributions if each.id == ref), None) if review else None


def reading(line: Line) -> str:
    """All that a point says, on one line: text, measure, target, date. Kept with what is said of it, so that
    it shows when it reads otherwise."""
    said = [line.text]
    if isinstance(line, Goal):
        said += [line.measure, line.target]
    day: date | None = line.date
    return BETWEEN.join([*filter(None, said), *([day.isoformat()] if day is not None else [])])


def told(line: Line) -> Message:
    """The same, to be read: the day as the language writes days."""
    said: list[object] = [line.text]
    if isinstance(line, Goal):
        said += [line.measure, line.target]
    return together([*said, line.date])


def together(parts: Sequence[object]) -> Message:
    """Those of `parts` that say anything, on one line."""
    first, *others = [msg("{said}", said=each) for each in parts if each]
    for each in others:
        first = msg("{said}{between}{more}", said=first, between=BETWEEN, more=each)
    return first


def said_of(review: Review | None, point: BriefPoint) -> Point | None:
    """What a department said of a point; null when it did not."""
    points = review.points if review is not None else ()
    return next((each for each in points if each.part is point.part and each.ref == point.line.id), None)


def is_stale(said: Point, point: BriefPoint) -> bool:
    """Whether the point reads differently now from what the department judged."""
    return said.reading != point.reading


def part_name(part: Part) -> Message:
    """What a point of a list is called."""
    match part:
        case Part.GOALS:
            return msg("goal")
        case Part.OUTCOMES:
            return msg("outcome")
        case Part.TIMES:
            return msg("time limit")


def feasibility_name(feasibility: Feasibility) -> Message:
    """The word for it."""
    match feasibility:
        case Feasibility.FEASIBLE:
            return msg("feasible")
        case Feasibility.CONDITIONAL:
            return msg("feasible with a condition")
        case Feasibility.INFEASIBLE:
            return msg("not feasible")


def attendance_name(attendance: Attendance) -> Message:
    """The word for it."""
    match attendance:
        case Attendance.UNKNOWN:
            return msg("not called yet")
        case Attendance.PRESENT:
            return msg("present")
        case Attendance.ABSENT:
            return msg("absent, not heard")
        case Attendance.HEARD:
            return msg("heard later")
