"""What an issue means: the tasks that stand still, and what comes after them and when (DOMAIN.md stage 4.1).

Computed from the dependencies, as a proposal: people put it right in words of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.day import LAST_DAY
from store.model.state import State
from store.model.task import Delay, Progress, Task
from store.rules.calendar import workdays
from store.rules.dependencies import followers
from store.rules.say import short_day
from store.rules.schedule import Pushed, PushedMilestone, projected
from store.rules.status import expected, is_open
from store.rules.workdays import Workdays

_NAMED: Final = 5
"""So many tasks are named one by one."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What stands still, and what that moves.

    `tasks` are those that the issue touches, `after` the open ones behind them, near and far. `pushed` and
    `milestones` move if the tasks stand still until `until`; they are empty as long as no day is known.
    `departments` are the ids of those that must wait. `end_before` and `end_after` are the ends of the
    initiative, null when nothing in it has a date.
    """

    tasks: tuple[Task, ...]
    after: tuple[Task, ...]
    until: date | None
    pushed: tuple[Pushed, ...]
    milestones: tuple[PushedMilestone, ...]
    departments: tuple[int, ...]
    end_before: date | None
    end_after: date | None


def impact(state: State, tasks: Collection[int], moment: Moment, until: date | None = None) -> Impact:
    """What happens when `tasks` (ids) stand still from today until `until`, the issue's deadline."""
    everything = {task.id: task for task in state.all(Task)}
    touched = [everything[id] for id in sorted(set(tasks)) if id in everything]
    still = [task for task in touched if is_open(task)]
    behind = _behind(still, everything)
    calendar = workdays(state.settings)
    before = projected(everything.values(), moment.today, calendar) if touched else {}
    after = before
    if until is not None and still:
        held = {task.id: _held(task, moment, until, calendar) for task in still}
        after = projected((everything | held).values(), moment.today, calendar)
    pushed = [
        Pushed(task, before[task.id], after[task.id])
        for task in (*still, *behind)
        if task.id in before and before[task.id] < after[task.id]
    ]
    initiatives = {task.initiative for task in touched}
    own = [
        task.id
        for task in everything.values()
        if task.initiative in initiatives and task.progress is not Progress.CANCELLED
    ]
    return Impact(
        tasks=tuple(touched),
        after=tuple(behind),
        until=until,
        pushed=tuple(pushed),
        milestones=tuple(_milestones(pushed, moment.today, calendar)),
        departments=_departments((*still, *behind)),
        end_before=max((before[id] for id in own if id in before), default=None),
        end_after=max((after[id] for id in own if id in after), default=None),
    )


def impact_text(state: State, found: Impact, moment: Moment, language: Language) -> str:
    """An impact as lines to put right; empty when it touches no task that is open."""
    return "\n".join(line.render(language) for line in _lines(state, found, moment.today))


def _lines(state: State, found: Impact, today: date) -> Iterator[Message]:
    moves = {each.task.id: each for each in found.pushed}
    still = [task for task in found.tasks if is_open(task)]
    for task in still[:_NAMED]:
        yield _named(state, task, moves.get(task.id), today, msg("stands still"))
    yield from _more(len(still))
    behind = [task for task in found.after if task.id in moves] if moves else list(found.after)
    for task in behind[:_NAMED]:
        yield _named(state, task, moves.get(task.id), today, msg("waits for it"))
    yield from _more(len(behind))
    for each in found.milestones[:_NAMED]:
        yield msg(
            "milestone “{title}” of {key}: {was} -> {now}",
            title=each.milestone.title,
            key=state.key_of(each.task),
            was=short_day(each.was, today),
            now=short_day(each.now, today),
        )
    yield from _more(len(found.milestones))
    if found.end_before is None or found.end_after is None or found.until is None or not still:
        return
    if found.end_before < found.end_after:
        yield msg(
            "it all ends on {now} instead of {was}",
            now=short_day(found.end_after, today),
            was=short_day(found.end_before, today),
        )
    else:
        yield msg("it all still ends on {day}", day=short_day(found.end_after, today))


def _named(state: State, task: Task, move: Pushed | None, today: date, what: Message) -> Message:
    called = msg("{key} {title} {what}", key=state.key_of(task), title=task.title, what=what)
    if move is not None:
        was, now = short_day(move.was, today), short_day(move.now, today)
        return msg("{called}, {was} -> {now}", called=called, was=was, now=now)
    day = expected(task)
    return called if day is None else msg("{called}, due {day}", called=called, day=short_day(day, today))


def _more(count: int) -> Iterator[Message]:
    if count > _NAMED:
        yield msg("and {count} more", count=count - _NAMED)


def _behind(tasks: Sequence[Task], everything: Mapping[int, Task]) -> list[Task]:
    """The open tasks after `tasks`, near ones first."""
    after = followers(everything.values())
    seen, reached, found = {task.id for task in tasks}, list(tasks), list[Task]()
    for task in reached:
        for follower in after.get(task.id, ()):
            if follower.id not in seen and is_open(follower):
                seen.add(follower.id)
                reached.append(follower)
                found.append(follower)
    return found


def _held(task: Task, moment: Moment, until: date, calendar: Workdays) -> Task:
    """The task as it would be expected: under way it loses the days after today, else it begins later."""
    planned, today = expected(task), moment.today
    if planned is None:
        return task
    waiting = task.progress is Progress.NOT_STARTED
    start = max(task.start or today, today) if waiting else today
    lost = calendar.between(start, until) + (1 if waiting else 0) if until >= start else 0
    day = min(calendar.add(max(planned, today), lost), LAST_DAY)
    said = Delay.model_construct(at=moment.now, by=None, reason="", forecast=day, cause=None)
    return task.model_copy(update={"delay": said})


def _milestones(pushed: Sequence[Pushed], today: date, calendar: Workdays) -> Iterator[PushedMilestone]:
    """Those that are still to come move with their task."""
    for each in pushed:
        days = calendar.between(each.was, each.now)
        for milestone in each.task.milestones:
            day = milestone.forecast or milestone.due
            if milestone.hit is None and day >= today:
                yield PushedMilestone(each.task, milestone, day, calendar.add(day, days))


def _departments(tasks: Sequence[Task]) -> tuple[int, ...]:
    found = dict.fromkeys(task.department for task in tasks)
    return tuple(department for department in found if department is not None)
