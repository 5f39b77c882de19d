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
from store.rules.measurable import line_hints

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


def stage1_missing(records: Records, initiative: int) -> list[Message]:
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


def _of_scenario(records: Records, initiative: int) -> Iterator[Message]:
    record = records.get(Initiative, initiative)
    if record is None or record.department is None:
        yield msg("Which department initiates it?")


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


def _of_brief(records: Records, initiative: int) -> Iterator[Message]:
    brief = brief_of(records, initiative)
    if brief is None or not brief.background:
        yield msg("The brief does not say why: its background is empty.")
    goals = lines_of(brief, Part.GOALS)
    if not goals:
        yield msg("The brief names no goal.")
    for goal in goals:
        hints = line_hints(goal)
        if hints:
            yield msg("Goal “{text}”: {what}", text=goal.text, what=hints[0])
    if not lines_of(brief, Part.OUTCOMES):
        yield msg("The brief names no outcome: what is handed over?")
    record = records.get(Initiative, initiative)
    if not lines_of(brief, Part.TIMES) and (record is None or record.due is None):
        yield msg("The brief says nothing about time: by when?")


def _alignment(records: Records, initiative: int) -> Step:
    points = points_of(brief_of(records, initiative))
    departments = asked(records, initiative)
    reviews = {review.department: review for review in reviews_of(records, initiative)}
    said = sum(_is_said(reviews.get(each), point) for each in departments for point in points)
    missing = _of_alignment(records, initiative)
    return _step("alignment", msg("alignment"), said, len(points) * len(departments), missing)


def _of_alignment(records: Records, initiative: int) -> Iterator[Message]:
    departments = asked(records, initiative)
    if len(departments) < 2:
        yield msg("No other department was asked yet.")
    if missing := unheard(records, initiative):
        yield msg("Not heard yet: {departments}.", departments=_departments(records, missing))
    points = points_of(brief_of(records, initiative))
    reviews = {review.department: review for review in reviews_of(records, initiative)}
    silent = set(missing)
    open_points = {
        each: sum(not _is_said(reviews.get(each), point) for point in points)
        for each in departments
        if each not in silent
    }
    if left := [each for each, count in open_points.items() if count]:
        yield msg(
            "Points of the brief not spoken of yet: {departments}.", departments=_departments(records, left)
        )
    for department, spoken in reviews.items():
        for point in points:
            said = said_of(spoken, point)
            if said is not None and said.feasibility is Feasibility.INFEASIBLE:
                yield msg(
                    "{department} says it is not feasible: “{text}” ({why}).",
                    department=_department(records, department),
                    text=point.line.text,
                    why=said.condition,
                )
    heard = [each for each in departments if each not in silent]
    nothing = [each for each in heard if (review := reviews.get(each)) is None or not review.contributions]
    if nothing:
        yield msg("Contributes nothing so far: {departments}.", departments=_departments(records, nothing))


def _is_said(review: Review | None, point: BriefPoint) -> bool:
    said = said_of(review, point)
    return said is not None and not is_stale(said, point)


def _confirmation(records: Records, initiative: int) -> Step:
    found = standings(records, initiative)
    done = sum(each.state is Word.CONFIRMED for each in found)
    missing = list(_of_confirmation(records, initiative))
    return _step("confirmation", msg("confirmation"), done, len(found), missing)


def _of_confirmation(records: Records, initiative: int) -> Iterator[Message]:
    found = standings(records, initiative)
    if missing := [each.department for each in found if each.state is Word.MISSING]:
        yield msg("Not confirmed yet: {departments}.", departments=_departments(records, missing))
    if outdated := [each.department for each in found if each.state is Word.OUTDATED]:
        yield msg("Confirmed, but changed since: {departments}.", departments=_departments(records, outdated))


def _breakdown(records: Records, initiative: int) -> Step:
    tasks = tasks_of(records, initiative)
    ready = sum(bool(task.deliverable and task.criteria) for task in tasks)
    return _step("breakdown", msg("breakdown"), ready, len(tasks), _of_breakdown(records, initiative))


def _of_breakdown(records: Records, initiative: int) -> Iterator[Message]:
    if not tasks_of(records, initiative):
        yield msg("There is no task yet.")
        return
    found = coverage(records, initiative)
    if found.bare:
        yield msg("Without a deliverable: {keys}.", keys=_keys(records, found.bare))
    if found.unchecked:
        yield msg("Without an acceptance criterion: {keys}.", keys=_keys(records, found.unchecked))
    if found.uncovered:
        yield msg("No task delivers: {texts}.", texts=_first(need.text for need in found.uncovered))
    if found.idle:
        yield msg("Serves no outcome and no contribution: {keys}.", keys=_keys(records, found.idle))
    for pair in found.duplicates:
        if pair.same:
            keys = _keys(records, (pair.one, pair.other))
            yield msg("The same task twice: {keys}.", keys=keys)
    for each in found.late[:_NAMED]:
        yield each.message
    if len(found.late) > _NAMED:
        yield msg("And {count} more are planned later than the brief asks.", count=len(found.late) - _NAMED)


def _step(key: str, name: Message, done: int, of: int, missing: Iterable[Message]) -> Step:
    return Step(key, name, done, of, next(iter(missing), None))


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
    shown = ", ".join(known[:_NAMED])
    if len(known) <= _NAMED:
        return shown
    return msg("{names} and {count} more", names=shown, count=len(known) - _NAMED)
