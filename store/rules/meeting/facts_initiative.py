"""What a room wants to know of the whole: goal, split of work, key dates, cadence, a point of the brief
(DOMAIN.md stages 1.2, 2.4). The figures of a review are in `facts_review`."""

from __future__ import annotations

from collections.abc import Iterator

from store.language import Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.requirement import Part
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.brief import (
    brief_of,
    feasibility_name,
    lines_of,
    part_name,
    point_in,
    reviews_of,
    said_of,
    tasks_of,
    told,
)
from store.rules.critical_path import schedule_of
from store.rules.meeting.facts import Fact, fact, plain
from store.rules.meeting.facts_review import figures, slips
from store.rules.order import ordered
from store.rules.say import department_name, person_name, short_day
from store.rules.stage1 import unheard
from store.rules.templates import template

_DATES = 20


def initiative_facts(state: State, meeting: Meeting, item: AgendaItem, moment: Moment) -> list[Fact | None]:
    """The facts of an item that is about no single record; none for a topic of words."""
    match item.kind:
        case ItemKind.GOAL:
            return list(_goal(state, meeting.initiative))
        case ItemKind.SPLIT:
            return list(_split(state, meeting.initiative, moment))
        case ItemKind.DATES:
            return list(_dates(state, meeting.initiative, moment))
        case ItemKind.CADENCE:
            return [fact(msg("Cadence"), _cadence(state, meeting.initiative))]
        case ItemKind.POINT:
            return list(_point(state, meeting.initiative, item))
        case ItemKind.FIGURES:
            return list(figures(state, meeting.initiative, moment))
        case ItemKind.CHANGES if meeting.kind is MeetingKind.REVIEW:
            return list(slips(state, meeting.initiative))
    if meeting.kind is MeetingKind.ALIGNMENT:
        return list(_heard(state, meeting.initiative))
    if meeting.kind is MeetingKind.URGENT:
        return list(_solution(state, meeting))
    return [fact(msg("Why here"), plain(item.why))]


def _goal(state: State, initiative: int) -> Iterator[Fact | None]:
    record, brief = state.get(Initiative, initiative), brief_of(state, initiative)
    if brief is not None:
        yield fact(msg("Background"), plain(brief.background))
    for part in Part:
        lines = [told(each) for each in lines_of(brief, part)]
        yield fact(part_name(part), lines, _DATES)
    if record is not None and not (brief is not None and brief.goals):
        yield fact(msg("goal"), plain(record.goal))


def _split(state: State, initiative: int, moment: Moment) -> Iterator[Fact | None]:
    """A department a fact: its tasks with owner and day, and what it supplies to others."""
    tasks = tasks_of(state, initiative)
    departments = dict.fromkeys(task.department for task in tasks)
    departments |= dict.fromkeys(each.department for task in tasks for each in task.support)
    for department in departments:
        own = [_owned(state, task, moment) for task in tasks if task.department == department]
        supplies = [
            msg("supplies “{what}” to {key}", what=each.content, key=state.key_of(task))
            for task in tasks
            for each in task.support
            if each.department == department
        ]
        name = department_name(state, department)
        yield fact(msg("{name}", name=name) if name else msg("no department yet"), [*own, *supplies], _DATES)


def _owned(state: State, task: Task, moment: Moment) -> Message:
    name = person_name(state, task.owner)
    said = msg("{key} {title}", key=state.key_of(task), title=task.title)
    if name:
        said = msg("{what} ({person})", what=said, person=name)
    return msg("{what} {day}", what=said, day=short_day(task.due, moment.today)) if task.due else said


def _dates(state: State, initiative: int, moment: Moment) -> Iterator[Fact | None]:
    """Milestones and ends by day, and the chain that decides the end."""
    today = moment.today
    found = [(task.due, task.number, _ends(state, task)) for task in tasks_of(state, initiative) if task.due]
    found += [
        (each.due, task.number, msg("{key} “{milestone}”", key=state.key_of(task), milestone=each.title))
        for task in tasks_of(state, initiative)
        for each in task.milestones
    ]
    found.sort(key=lambda each: each[:2])
    lines = [msg("{day} {what}", day=short_day(day, today), what=what) for day, _, what in found]
    yield fact(msg("By day"), lines, _DATES)
    plan = schedule_of(state, initiative, moment)
    if plan.end is not None:
        chain = " -> ".join(state.key_of(plan.tasks[each].task) for each in plan.critical_path)
        said = msg("{chain}, the end is {day}", chain=chain, day=short_day(plan.end, today))
        yield fact(msg("Decides the end"), [said])


def _ends(state: State, task: Task) -> Message:
    return msg("{key} {title}", key=state.key_of(task), title=task.title)


def _cadence(state: State, initiative: int) -> list[Message]:
    record = state.get(Initiative, initiative)
    if record is None:
        return []
    found = plain(template(state, record.scenario, state.settings.language).cadence)
    if not found:
        count = state.settings.weekly_days
        found = [
            msg("High priority: an update every working day; others every {count} working days.", count=count)
        ]
    return [*found, msg("Urgent: a meeting within {count} minutes.", count=state.settings.urgent_minutes)]


def _point(state: State, initiative: int, item: AgendaItem) -> Iterator[Fact | None]:
    """How the point reads, and what each department said of it."""
    if item.part is None or item.ref is None:
        return
    point = point_in(brief_of(state, initiative), item.part, item.ref)
    if point is None:
        yield fact(msg("Changed"), [msg("It is no longer in the brief.")])
        return
    yield fact(part_name(point.part), [point.told])
    for review in reviews_of(state, initiative):
        said = said_of(review, point)
        name = msg("{name}", name=department_name(state, review.department))
        if said is None:
            yield fact(name, [msg("not heard yet")])
            continue
        lines = [feasibility_name(said.feasibility)]
        lines += [msg("condition: {text}", text=said.condition)] if said.condition else []
        lines += [msg("needs {text}", text=said.resources)] if said.resources else []
        yield fact(name, lines)


def _heard(state: State, initiative: int) -> Iterator[Fact | None]:
    """What the departments promised, which risks they saw, and who has not spoken."""
    for review in reviews_of(state, initiative):
        name = msg("{name}", name=department_name(state, review.department))
        yield fact(name, [msg("{text}", text=each.content) for each in ordered(review.contributions)])
    risks = [each for each in state.all(Risk) if each.initiative == initiative]
    yield fact(
        msg("Risks"), [msg("{key} {title}", key=state.key_of(each), title=each.title) for each in risks]
    )
    silent = [msg("{name}", name=department_name(state, each)) for each in unheard(state, initiative)]
    yield fact(msg("Not heard yet"), silent)


def _solution(state: State, meeting: Meeting) -> Iterator[Fact | None]:
    """The issue of an urgent meeting: what was proposed first, and where it stands."""
    issue = state.get(Issue, meeting.issue)
    if issue is not None:
        yield fact(msg("First solution"), plain(issue.first_solution))
        owner = person_name(state, issue.owner) or msg("nobody yet")
        yield fact(msg("Responsible"), [msg("{name}", name=owner)])
        day = issue.deadline.isoformat() if issue.deadline is not None else msg("none yet")
        yield fact(msg("Deadline"), [msg("{text}", text=day)])
