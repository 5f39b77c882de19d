"""What is on the table, large: what it is, why it is here, what changed, who waits (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.organisation import Person
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.issues.stands import stands
from store.rules.meeting.attendance import speaker, subject
from store.rules.meeting.carry import key_of_item, left_open, told
from store.rules.meeting.difference import WORDS, Difference, Kind, about
from store.rules.meeting.facts import Fact, fact, plain
from store.rules.meeting.facts_initiative import initiative_facts
from store.rules.meeting.facts_task import named, task_facts
from store.rules.meeting.question import question_of
from store.rules.meeting.weekly import exceptions, risk_stands
from store.rules.say import department_name, person_name, short_day
from store.rules.status import SIGNS, expected, is_open, status_of

CAPTURED: Final = {
    ItemKind.ACTIONS: CaptureKind.ACTION,
    ItemKind.QUESTIONS: CaptureKind.QUESTION,
    ItemKind.PARKED: CaptureKind.PARK,
}
"""What stands in an item that is a list of captured lines."""
_SHOWN: Final = 12
"""So many lines of a list are shown; how many more there are is said."""

LISTS: Final = frozenset({ItemKind.ACTIONS, ItemKind.QUESTIONS, ItemKind.PARKED, ItemKind.OTHERS})
"""The kinds of items that are lists of records."""


@dataclass(frozen=True, slots=True)
class TableView:
    """An item as the room sees it. `sign` and `style` (the status, `not-started`) are empty for what is no
    task, `key` for what is no record; `who` is whose it is and who speaks for them; `captures` what was
    captured about it in this meeting. Items that are lists of records to be picked (actions, questions, what
    is parked, the others) have no facts: their records are `left_open` and `others`."""

    sign: str
    style: str
    key: str
    title: str
    who: Message | None
    question: Message | None
    facts: tuple[Fact, ...]
    captures: tuple[Capture, ...]


def on_the_table(
    state: State,
    meeting: Meeting,
    item: AgendaItem,
    moment: Moment,
    differences: Sequence[Difference] = (),
) -> TableView:
    """An item with all that one wants to know of it. `differences`: what changed since the last meeting.

    A record that is gone leaves its title.
    """
    record = subject(state, item)
    return TableView(
        sign=SIGNS[status_of(record)] if isinstance(record, Task) else "",
        style=status_of(record).value.replace("_", "-") if isinstance(record, Task) else "",
        key=key_of_item(state, item),
        title=record.title if record is not None else _counted(state, meeting, item),
        who=_who(state, meeting, record) if record is not None else None,
        question=question_of(state, meeting, item, moment),
        facts=tuple(_facts(state, meeting, item, record, moment, differences)),
        captures=tuple(
            each for each in state.all(Capture) if each.meeting == meeting.id and each.item == item.id
        ),
    )


def _counted(state: State, meeting: Meeting, item: AgendaItem) -> str:
    """A list says how many stand in it now, not how many did when the agenda was built."""
    name, colon, count = item.title.rpartition("：" if "：" in item.title else ":")
    if item.kind not in CAPTURED or not colon or not count.strip().isdigit():
        return item.title
    now = len(left_open(state, meeting.initiative, (CAPTURED[item.kind],)))
    return msg("{what}: {count}", what=name, count=now).render(state.settings.language)


def _facts(
    state: State,
    meeting: Meeting,
    item: AgendaItem,
    record: Task | Issue | Risk | None,
    moment: Moment,
    differences: Sequence[Difference],
) -> list[Fact]:
    found: Iterable[Fact | None]
    if isinstance(record, Task):
        found = task_facts(state, record, item, moment, about(differences, record), meeting.opened)
    elif isinstance(record, Issue):
        found = _issue(state, record, moment)
    elif isinstance(record, Risk):
        found = _risk(record, item)
    elif item.kind in LISTS:
        found = ()
    elif item.kind is ItemKind.CHANGES and meeting.kind is not MeetingKind.REVIEW:
        found = _changes(differences)
    elif item.kind is ItemKind.SMOOTH:
        found = _smooth(state, meeting, moment, differences)
    else:
        found = initiative_facts(state, meeting, item, moment)
    earlier = _earlier(state, meeting, record, moment) if record is not None else None
    return [each for each in (*found, earlier) if each is not None]


def _who(state: State, meeting: Meeting, record: Task | Issue | Risk) -> Message | None:
    found = speaker(state, meeting, record)
    person = state.get(Person, found.person)
    if person is None:
        return msg("nobody owns it yet")
    whose = msg(
        "{person}, {department}", person=person.name, department=department_name(state, person.department)
    )
    if found.absent:
        return msg("{whose} (absent)", whose=whose)
    if found.for_ is not None:
        return msg("{whose}, for {person}", whose=whose, person=person_name(state, found.for_))
    return whose


def _earlier(state: State, meeting: Meeting, record: Task | Issue | Risk, moment: Moment) -> Fact | None:
    """What earlier meetings decided about it, the newest first."""
    found = [
        each
        for each in state.all(Capture)
        if each.meeting != meeting.id
        and each.kind is not CaptureKind.PARK
        and (
            (isinstance(record, Task) and each.task == record.id)
            or (isinstance(record, Issue) and each.issue == record.id)
            or (isinstance(record, Risk) and each.risk == record.id)
        )
    ]
    found.sort(key=lambda each: (each.at, each.id), reverse=True)
    lines = [
        msg(
            "{what} ({day})",
            what=told(state, each, moment),
            day=short_day(moment.day_of(each.at), moment.today),
        )
        for each in found
    ]
    return fact(msg("Earlier meetings"), lines, 3)


def _issue(state: State, issue: Issue, moment: Moment) -> list[Fact | None]:
    touched = [task for each in issue.tasks if (task := state.get(Task, each.id)) is not None]
    lines = [named(state, task, moment) for task in touched]
    return [
        fact(msg("Stands"), [stands(state, issue, moment)]),
        fact(msg("What"), plain(issue.description)),
        fact(msg("Impact"), plain(issue.impact)),
        fact(msg("First solution"), plain(issue.first_solution)),
        fact(msg("Holds up"), lines, _SHOWN),
    ]


def _risk(risk: Risk, item: AgendaItem) -> list[Fact | None]:
    return [
        fact(msg("Weight"), [risk_stands(risk)]),
        fact(msg("Trigger"), plain(risk.trigger)),
        fact(msg("Prevention"), plain(risk.prevention)),
        fact(msg("Contingency"), plain(risk.contingency)),
    ]


def _changes(differences: Sequence[Difference]) -> list[Fact | None]:
    """What changed, by what happened."""
    kinds = dict.fromkeys(each.kind for each in differences)
    return [
        fact(WORDS[kind], [each.sentence for each in differences if each.kind is kind], _SHOWN)
        for kind in kinds
    ]


def _smooth(
    state: State, meeting: Meeting, moment: Moment, differences: Sequence[Difference]
) -> list[Fact | None]:
    """The open tasks that need nobody, by the day they are expected."""
    wrong = {line.task.id for line in exceptions(state, meeting.initiative, moment) if line.task is not None}
    wrong |= {each.task for each in differences if each.kind is Kind.AT_RISK and each.task is not None}
    well = [
        task
        for task in state.all(Task)
        if task.initiative == meeting.initiative and is_open(task) and task.id not in wrong
    ]
    well.sort(key=lambda task: (expected(task) is None, expected(task) or moment.today, task.number))
    return [fact(msg("On track"), [named(state, task, moment) for task in well], _SHOWN)]
