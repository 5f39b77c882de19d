"""What a room wants to know of a task: how it stands, why it is here, whom it holds up (stages 3.4, 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.meeting import AgendaItem
from store.model.state import State
from store.model.task import Block, Delay, Task
from store.rules.calendar import workdays
from store.rules.dependencies import followers
from store.rules.meeting.difference import WORDS as CHANGES
from store.rules.meeting.difference import Difference, Kind
from store.rules.meeting.facts import Fact, fact
from store.rules.say import days, department_name, moved, person_name, short_day, signed_days
from store.rules.schedule import projected
from store.rules.status import WORDS, days_late, expected, is_open, slip, status_of

_OF_DATES: Final = frozenset({Kind.SLIPPED, Kind.PULLED, Kind.LATE})


def task_facts(
    state: State,
    task: Task,
    item: AgendaItem,
    moment: Moment,
    differences: Sequence[Difference],
    opened: datetime | None,
) -> Iterator[Fact | None]:
    """The facts in the order in which a facilitator reads them out. `opened`: when the meeting was; what was
    told in it stands in the place of what it overtook."""
    here = dict(_told_here(task, moment, opened))
    stands = _stands(task, moment)
    # What the lines below say themselves is not said twice.
    declared = task.delay is not None or task.block is not None
    if item.why and not declared and item.why != stands.render(state.settings.language):
        yield fact(msg("Why here"), [msg("{text}", text=item.why)])
    yield fact(WORDS[status_of(task)], [stands])
    if task.delay is not None and is_open(task):
        yield fact(msg("Reason"), [_reason(state, task.delay)])
    if task.block is not None and is_open(task):
        yield fact(msg("Waits for"), [_waits(state, task.block, moment)])
    changed = [
        msg("{what}: {text}", what=CHANGES[each.kind], text=each.text)
        for each in differences
        if item.why != each.text.render(state.settings.language)
        and not (each.kind in _OF_DATES and here.keys() & _OF_DATES)
        and each.kind not in here
    ]
    yield fact(msg("Changed"), changed)
    said_here = [msg("{what}: {text}", what=CHANGES[kind], text=text) for kind, text in here.items()]
    yield fact(msg("In this meeting"), said_here)
    yield fact(msg("Support"), _support(state, task, moment))
    yield fact(msg("Milestones"), _milestones(task, moment))
    pushed = pushes(state, task, moment)
    yield fact(
        msg("Pushes"),
        [
            msg(
                "{what} {before} -> {after}",
                what=_called(state, each),
                before=short_day(was, moment.today),
                after=short_day(now, moment.today),
            )
            for each, was, now in pushed
        ],
    )
    told = {each.id for each, *_ in pushed}
    yield fact(
        msg("Held up"),
        [_called(state, each) for each in waiting(state, task) if each.id not in told],
    )
    if task.notes:
        note = task.notes[-1]
        said = msg("{what} ({day})", what=note.text, day=short_day(moment.day_of(note.at), moment.today))
        yield fact(msg("Last note"), [said])


def _told_here(task: Task, moment: Moment, opened: datetime | None) -> Iterator[tuple[Kind, Message]]:
    """What was declared of it since the meeting was opened: another day, a block."""
    if opened is None or not is_open(task):
        return
    earlier = [each.date for each in task.forecasts if each.at < opened]
    later = [each for each in task.forecasts if each.at >= opened]
    was = earlier[-1] if earlier else task.due
    if later and was is not None and later[-1].date != was:
        day, today = later[-1].date, moment.today
        text = msg("{before} -> {after}", before=short_day(was, today), after=short_day(day, today))
        why = msg("{what}: {why}", what=text, why=later[-1].reason)
        yield Kind.SLIPPED if day > was else Kind.PULLED, why
    if task.block is not None and task.block.at >= opened:
        yield Kind.BLOCKED, msg("waits for {what}", what=task.block.waits_for)


def waiting(state: State, task: Task) -> list[Task]:
    """The open tasks that start after this one."""
    return [
        each
        for each in state.all(Task)
        if is_open(each) and any(entry.id == task.id for entry in each.dependencies)
    ]


def pushes(state: State, task: Task, moment: Moment) -> list[tuple[Task, date, date]]:
    """What comes after `task` and does not keep its day as things stand: the day it has, the day it gets.

    Near and far, the earliest first; nothing where `task` itself keeps its original day.
    """
    day = expected(task)
    if not is_open(task) or day is None or (day >= moment.today and day <= (task.due or day)):
        return []
    tasks = state.all(Task)
    after = followers(tasks)
    if task.id not in after:
        return []
    ends = projected(tasks, moment.today, workdays(state.settings))
    found = [
        (each, was, ends[each.id])
        for each in _after(task, after)
        if (was := expected(each)) is not None and each.id in ends and ends[each.id] > was
    ]
    return sorted(found, key=lambda each: (each[2], each[0].number))


def _after(task: Task, after: Mapping[int, Sequence[Task]]) -> Iterator[Task]:
    seen, reached = {task.id}, list(after.get(task.id, ()))
    while reached:
        each = reached.pop()
        if each.id not in seen:
            seen.add(each.id)
            yield each
            reached.extend(after.get(each.id, ()))


def _stands(task: Task, moment: Moment) -> Message:
    """Its days: original, how often moved, now."""
    today, day = moment.today, expected(task)
    if task.due is None or day is None:
        return msg("no due date")
    late = days_late(task, today)
    far = slip(task)
    if far:
        said = msg(
            "originally {due}, {moved}, now {day}",
            due=short_day(task.due, today),
            moved=moved(far.times, far.days),
            day=short_day(day, today),
        )
        if day < today:
            passed = days((today - day).days)
            return msg("{what}, which has passed by {days}", what=said, days=passed)
        return said
    if late:
        return msg("due {day}, {days} late", day=short_day(task.due, today), days=days(late))
    return msg("due {day}", day=short_day(day, today))


def _reason(state: State, delay: Delay) -> Message:
    if delay.cause is None:
        return msg("{text}", text=delay.reason)
    cause = department_name(state, delay.cause)
    return msg("{what} (caused by {department})", what=delay.reason, department=cause)


def _waits(state: State, block: Block, moment: Moment) -> Message:
    name, what = person_name(state, block.release_by), msg("{text}", text=block.waits_for)
    if name:
        what = msg("{what} from {person}", what=block.waits_for, person=name)
    since = (moment.today - moment.day_of(block.at)).days
    return (
        msg("{what}, for {days}", what=what, days=days(since))
        if since > 0
        else msg("{what}, since today", what=what)
    )


def _support(state: State, task: Task, moment: Moment) -> Iterator[Message]:
    """What other departments still owe."""
    for each in task.support:
        if each.received is None and is_open(task):
            name = department_name(state, each.department)
            said = msg("{department}: {content}", department=name, content=each.content)
            if each.due is not None:
                day, late = short_day(each.due, moment.today), (moment.today - each.due).days
                said = msg("{what}, due {day}", what=said, day=day)
                if late > 0:
                    said = msg("{what}, {days} late", what=said, days=days(late))
            yield said


def _milestones(task: Task, moment: Moment) -> Iterator[Message]:
    for each in sorted(task.milestones, key=lambda one: one.forecast or one.due):
        if each.hit is not None:
            continue
        day = each.forecast or each.due
        said = msg("{what} {day}", what=each.title, day=short_day(day, moment.today))
        if day != each.due:
            said = msg("{what} ({moved})", what=said, moved=signed_days((day - each.due).days))
        if day < moment.today:
            said = msg("{what}, missed by {days}", what=said, days=days((moment.today - day).days))
        yield said


def _called(state: State, task: Task) -> Message:
    name = person_name(state, task.owner)
    said = msg("{key} {title}", key=state.key_of(task), title=task.title)
    return msg("{what} ({person})", what=said, person=name) if name else said


def named(state: State, task: Task, moment: Moment) -> Message:
    """A task with its owner and day, in one line."""
    said, day = _called(state, task), expected(task)
    return msg("{what} {day}", what=said, day=short_day(day, moment.today)) if day is not None else said
