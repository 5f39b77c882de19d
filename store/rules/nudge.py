"""The words with which one asks: a message for the chat, and the question to ask aloud in the room.

The reason decides whom one asks and for what (DOMAIN.md, Meetings: "陈工，手册哪天给王芳？").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.state import State
from store.model.task import Task
from store.rules.attention import attention_of
from store.rules.attention_line import Attention, Kind
from store.rules.say import department_name, head_of, person_name, short_day, who_answers
from store.rules.status import expected

_UNCLAIMED: Final = msg("Nobody owns it yet: who takes it on?")


def nudge(state: State, task: Task, moment: Moment) -> str:
    """A message to the one who must act, ready to be pasted into a chat, in the board's language."""
    line = attention_of(state, task, moment)
    person = line.person if line is not None else who_answers(state, task)
    language = state.settings.language
    name = person_name(state, person)
    # These reasons name the date themselves.
    dated = line is not None and line.kind in (Kind.LATE, Kind.FORECAST_PASSED)
    sentences = [] if dated else [*_dates(task, moment)]
    if line is not None:
        sentences.append(msg("{reason}.", reason=line.reason))
    sentences.append(_ask(line) if person is not None else _UNCLAIMED)
    said = ("" if language == "zh" else " ").join(each.render(language) for each in sentences)
    return f"{f'@{name} ' if name else ''}{state.key_of(task)} {task.title} {said}"


def _themself(person: int | None) -> int | None:
    return person


def question(
    state: State, task: Task, moment: Moment, speaks: Callable[[int | None], int | None] = _themself
) -> Message:
    """The question to ask aloud about `task`, and whom: `speaks` gives who answers for a person."""
    line = attention_of(state, task, moment)
    owner: str | Message = person_name(state, who_answers(state, task))
    if not owner and task.block is None:
        return _UNCLAIMED
    owner = owner or msg("everybody")
    asked = person_name(state, speaks(who_answers(state, task))) or owner
    if task.block is not None:
        return msg(
            "{person}, on which day will {owner} get “{what}”?",
            person=person_name(state, speaks(task.block.release_by)) or asked,
            owner=owner,
            what=task.block.waits_for,
        )
    if task.delay is not None and task.delay.cause is not None:
        return _caused(state, task, owner, moment, speaks)
    kind = line.kind if line is not None else None
    match kind:
        case Kind.SUPPORT_OVERDUE:
            return _supply(state, task, owner, moment, speaks)
        case Kind.FORECAST_PASSED | Kind.LATE:
            return msg("{person}, on which day will it be done?", person=asked)
        case Kind.MILESTONE_MISSED:
            missed = min(
                (milestone.forecast or milestone.due, milestone.title)
                for milestone in task.milestones
                if milestone.hit is None
            )
            return msg(
                "{person}, on which day will “{milestone}” be reached?", person=asked, milestone=missed[1]
            )
        case Kind.DELAYED:
            day = short_day(expected(task) or moment.today, moment.today)
            return msg("{person}, does {day} hold? What would make it sooner?", person=asked, day=day)
        case Kind.AT_RISK | Kind.DUE_SOON:
            day = short_day(expected(task) or moment.today, moment.today)
            return msg("{person}, will it be done by {day}? What is missing?", person=asked, day=day)
    return msg("{person}, how does it stand?", person=asked)


def _caused(
    state: State,
    task: Task,
    owner: str | Message,
    moment: Moment,
    speaks: Callable[[int | None], int | None],
) -> Message:
    """A delay that another department caused is asked of that department."""
    cause = task.delay.cause if task.delay is not None else None
    head = person_name(state, speaks(head_of(state, cause))) or department_name(state, cause)
    for support in task.support:
        if support.department == cause and support.received is None:
            return msg(
                "{person}, on which day will {owner} get “{what}”?",
                person=head,
                owner=owner,
                what=support.content,
            )
    day = short_day(expected(task) or moment.today, moment.today)
    return msg(
        "{person}, what does {owner} still need from you to keep {day}?", person=head, owner=owner, day=day
    )


def _supply(
    state: State,
    task: Task,
    owner: str | Message,
    moment: Moment,
    speaks: Callable[[int | None], int | None],
) -> Message:
    overdue = [
        each
        for each in task.support
        if each.received is None and each.due is not None and each.due < moment.today
    ]
    first = min(overdue, key=lambda support: support.due or moment.today)
    return msg(
        "{person}, on which day will {owner} get “{what}”?",
        person=person_name(state, speaks(head_of(state, first.department)))
        or department_name(state, first.department),
        owner=owner,
        what=first.content,
    )


def _dates(task: Task, moment: Moment) -> Iterator[Message]:
    day, today = expected(task), moment.today
    if task.due is None or day is None:
        return
    if day == task.due:
        yield msg("Due {due}.", due=short_day(day, today))
    else:
        yield msg("Originally {due}, now {day}.", due=short_day(task.due, today), day=short_day(day, today))


def _ask(line: Attention | None) -> Message:
    if line is None:
        return msg("How does it stand?")
    match line.kind:
        case Kind.URGENT | Kind.BLOCKED:
            return msg("On which day can you release it?")
        case Kind.SUPPORT_OVERDUE:
            return msg("On which day will it come?")
        case Kind.FORECAST_PASSED | Kind.LATE | Kind.MILESTONE_MISSED:
            return msg("Please give a new date today.")
        case Kind.AT_RISK | Kind.DUE_SOON:
            return msg("Will it be in time?")
    return msg("Please update it today.")
