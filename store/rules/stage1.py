"""Stage 1 as a whole: how far each of its steps is, and what is missing for the next stage (DOMAIN.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.requirement import Attendance, Feasibility, Part, Review
from store.model.task import Task
from store.rules.brief import (
    BriefPoint,
    Records,
    asked,
    brief_of,
    is_stale,
    lines_of,
    points_of,
    reviews_of,
    said_of,
    tasks_of,
)
from store.rules.confirmation import State as Word
from store.rules.confirmation import standings
from store.rules.coverage import coverage
from store.rules.lack import Lack
from store.rules.measurable import line_hints
from store.rules.say import listed

ROLL: Final = "roll"
"""Where a department's attendance is: a place of the alignment, with the id of the department."""
UNSPOKEN: Final = "unspoken"
"""The first point of which that department has not spoken."""
PROMISE: Final = "promise"
"""Where that department says what it contributes."""
UNCOVERED: Final = "uncovered"
"""The first of what the brief wants that no task delivers."""
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the wizard: `done` of `of`, and the first thing that is missing; null when nothing is."""

    key: str
    name: Message
    done: int
    of: int
    missing: Message | None

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.missing is None


def steps(records: Records, initiative: int) -> list[Step]:
    """The spine: scenario, brief, alignment, confirmation, breakdown."""
    return [
        _scenario(records, initiative),
        _brief(records, initiative),
        _alignment(records, initiative),
        _confirmation(records, initiative),
        _breakdown(records, initiative),
    ]


def stage1_missing(records: Records, initiative: int) -> list[Lack]:
    """Everything that is missing for going on to assignment, each once; hints on words are not among it."""
    return [
        *_of_scenario(records, initiative),
        *_of_brief(records, initiative),
        *_of_alignment(records, initiative),
        *_of_confirmation(records, initiative),
        *_of_breakdown(records, initiative),
    ]


def unheard(records: Records, initiative: int) -> list[int]:
    """The departments concerned that nobody has heard: absent, or not called and without a word so far."""
    reviews = {review.department: review for review in reviews_of(records, initiative)}
    return [each for each in asked(records, initiative) if not _is_heard(reviews.get(each))]


def _is_heard(review: Review | None) -> bool:
    if review is None or review.attendance is Attendance.ABSENT:
        return False
    spoke = bool(review.points or review.contributions)
    return spoke or review.attendance is not Attendance.UNKNOWN


def _scenario(records: Records, initiative: int) -> Step:
    missing = list(_of_scenario(records, initiative))
    return _step("scenario", msg("scenario"), 1 - len(missing), 1, missing)


def _of_scenario(records: Records, initiative: int) -> Iterator[Lack]:
    record = records.get(Initiative, initiative)
    if record is None or record.department is None:
        yield Lack("scenario", msg("Which department initiates it?"), ("department", 0))


def _brief(records: Records, initiative: int) -> Step:
    """Background, goals, outcomes and time: four things, done when each is there and the goals measurable."""
    brief = brief_of(records, initiative)
    record = records.get(Initiative, initiative)
    dated = bool(lines_of(brief, Part.TIMES)) or (record is not None and record.due is not None)
    goals = lines_of(brief, Part.GOALS)
    whole = bool(goals) and not any(line_hints(goal) for goal in goals)
    background = brief is not None and bool(brief.background)
    parts = (background, whole, bool(lines_of(brief, Part.OUTCOMES)), dated)
    return _step("brief", msg("brief"), sum(parts), len(parts), _of_brief(records, initiative))


def _of_brief(records: Records, initiative: int) -> Iterator[Lack]:
    brief = brief_of(records, initiative)
    if brief is None or not brief.background:
        yield _in_brief(msg("The brief does not say why: its background is empty."), "background")
    goals = lines_of(brief, Part.GOALS)
    if not goals:
        yield _in_brief(msg("The brief names no goal."), Part.GOALS)
    for goal in goals:
        hints = line_hints(goal)
        if hints:
            what = msg("Goal “{text}”: {what}", text=goal.text, what=hints[0])
            yield _in_brief(what, Part.GOALS, goal.id)
    if not lines_of(brief, Part.OUTCOMES):
        yield _in_brief(msg("The brief names no outcome: what is handed over?"), Part.OUTCOMES)
    record = records.get(Initiative, initiative)
    if not lines_of(brief, Part.TIMES) and (record is None or record.due is None):
        yield _in_brief(msg("The brief says nothing about time: by when?"), "due")


def _alignment(records: Records, initiative: int) -> Step:
    points = points_of(brief_of(records, initiative))
    departments = asked(records, initiative)
    reviews = {review.department: review for review in reviews_of(records, initiative)}
    said = sum(_is_said(reviews.get(each), point) for each in departments for point in points)
    missing = _of_alignment(records, initiative)
    return _step("alignment", msg("alignment"), said, len(points) * len(departments), missing)


def _of_alignment(records: Records, initiative: int) -> Iterator[Lack]:
    departments = asked(records, initiative)
    if len(departments) < 2:
        yield Lack("alignment", msg("No other department was asked yet; w asks one."), (ROLL, 0))
    if missing := unheard(records, initiative):
        what = msg("Not heard yet: {departments}.", departments=_departments(records, missing))
        yield Lack("alignment", what, (ROLL, missing[0]))
    points = points_of(brief_of(records, initiative))
    reviews = {review.department: review for review in reviews_of(records, initiative)}
    silent = set(missing)
    open_points = {
        each: sum(not _is_said(reviews.get(each), point) for point in points)
        for each in departments
        if each not in silent
    }
    if left := [each for each, count in open_points.items() if count]:
        names = _departments(records, left)
        what = msg("Points of the brief not spoken of yet: {departments}.", departments=names)
        yield Lack("alignment", what, (UNSPOKEN, left[0]))
    for department, spoken in reviews.items():
        for point in points:
            said = said_of(spoken, point)
            if said is not None and said.feasibility is Feasibility.INFEASIBLE:
                what = msg(
                    "{department} says it is not feasible: “{text}” ({why}).",
                    department=_department(records, department),
                    text=point.line.text,
                    why=said.condition,
                )
                yield Lack("alignment", what, (point.part.value, point.line.id))
    # The initiating department contributes by leading it; the others are asked for what they supply.
    record = records.get(Initiative, initiative)
    leading = record.department if record is not None else None
    heard = [each for each in departments if each not in silent and each != leading]
    nothing = [each for each in heard if (review := reviews.get(each)) is None or not review.contributions]
    if nothing:
        what = msg("Contributes nothing so far: {departments}.", departments=_departments(records, nothing))
        yield Lack("alignment", what, (PROMISE, nothing[0]))


def _is_said(review: Review | None, point: BriefPoint) -> bool:
    said = said_of(review, point)
    return said is not None and not is_stale(said, point)


def _confirmation(records: Records, initiative: int) -> Step:
    found = standings(records, initiative)
    done = sum(each.state is Word.CONFIRMED for each in found)
    missing = list(_of_confirmation(records, initiative))
    return _step("confirmation", msg("confirmation"), done, len(found), missing)


def _of_confirmation(records: Records, initiative: int) -> Iterator[Lack]:
    found = standings(records, initiative)
    if missing := [each.department for each in found if each.state is Word.MISSING]:
        what = msg("Not confirmed yet: {departments}.", departments=_departments(records, missing))
        yield Lack("confirmation", what, (Department.table, missing[0]))
    if outdated := [each.department for each in found if each.state is Word.OUTDATED]:
        names = _departments(records, outdated)
        what = msg("Confirmed, but changed since: {departments}.", departments=names)
        yield Lack("confirmation", what, (Department.table, outdated[0]))


def _breakdown(records: Records, initiative: int) -> Step:
    tasks = tasks_of(records, initiative)
    ready = sum(bool(task.deliverable and task.criteria) for task in tasks)
    return _step("breakdown", msg("breakdown"), ready, len(tasks), _of_breakdown(records, initiative))


def _of_breakdown(records: Records, initiative: int) -> Iterator[Lack]:
    if not tasks_of(records, initiative):
        yield _in_outline(msg("There is no task yet."), None)
        return
    found = coverage(records, initiative)
    if found.bare:
        keys = _keys(records, found.bare)
        yield _in_outline(msg("Without a deliverable: {keys}.", keys=keys), found.bare[0])
    if found.unchecked:
        keys = _keys(records, found.unchecked)
        yield _in_outline(msg("Without an acceptance criterion: {keys}.", keys=keys), found.unchecked[0])
    if found.uncovered:
        texts = _first(need.text for need in found.uncovered)
        yield Lack("breakdown", msg("No task delivers: {texts}.", texts=texts), (UNCOVERED, 0))
    if found.idle:
        keys = _keys(records, found.idle)
        what = msg("Serves no outcome and no contribution: {keys}.", keys=keys)
        yield _in_outline(what, found.idle[0])
    for pair in found.duplicates:
        if pair.same:
            keys = _keys(records, (pair.one, pair.other))
            yield _in_outline(msg("The same task twice: {keys}.", keys=keys), pair.one)
    for each in found.late[:_NAMED]:
        yield _in_outline(each.message, each.task)
    if len(found.late) > _NAMED:
        more = msg("And {count} more are planned later than the brief asks.", count=len(found.late) - _NAMED)
        yield _in_outline(more, found.late[_NAMED].task)


def _in_brief(what: Message, kind: str, id: int = 0) -> Lack:
    return Lack("brief", what, (str(kind), id))


def _in_outline(what: Message, task: Task | None) -> Lack:
    return Lack("breakdown", what, (Task.table, task.id if task is not None else 0))


def _step(key: str, name: Message, done: int, of: int, lacks: Iterable[Lack]) -> Step:
    first = next(iter(lacks), None)
    return Step(key, name, done, of, first.message if first is not None else None)


def _department(records: Records, department: int) -> str:
    found = records.get(Department, department)
    return found.name if found is not None else "?"


def _departments(records: Records, departments: Sequence[int]) -> Message | str:
    return _first(_department(records, each) for each in departments)


def _keys(records: Records, tasks: Sequence[Task]) -> Message | str:
    codes = {task.initiative: records.get(Initiative, task.initiative) for task in tasks}
    named = ((codes[task.initiative], task.number) for task in tasks)
    return _first(f"{initiative.code if initiative else '?'}-{number}" for initiative, number in named)


def _first(names: Iterable[str]) -> Message | str:
    """The first few, and how many more."""
    known = list(names)
    shown = listed(known[:_NAMED])
    if len(known) <= _NAMED:
        return shown
    return msg("{names} and {count} more", names=shown, count=len(known) - _NAMED)
