"""Who should be in a meeting, who speaks about an item, and in which order that puts the agenda.

An absent owner's item is spoken about by the deputy, if that one is in the room; else it goes to the end, in
sight (DOMAIN.md stage 3.6). The order is read from the roll-call and written nowhere: who comes late has the
items back in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from store.model.absence import Absence
from store.model.capture import Capture
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import AgendaItem, Attended, ItemKind, ItemState, Meeting, MeetingKind
from store.model.organisation import Department, Person
from store.model.record import Record
from store.model.requirement import Review
from store.model.risk import Risk
from store.model.task import Progress, Task
from store.rules.brief import Records
from store.rules.order import ordered
from store.rules.signoff import concerned

About: TypeAlias = AgendaItem | Task | Issue | Risk
IN_THE_ROOM: Final = frozenset({Attended.PRESENT, Attended.LATE})
_GONE: Final = frozenset({Attended.ABSENT, Attended.DEPUTY, Attended.LEFT})
_TABLES: Final[dict[ItemKind, type[Task] | type[Issue] | type[Risk]]] = {
    ItemKind.TASK: Task,
    ItemKind.ISSUE: Issue,
    ItemKind.RISK: Risk,
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks about something: `person`, for `for_` when that one is not there and has a deputy.

    `absent`: nobody is there to speak about it; `person` is then whose it is. All null: it is nobody's.
    """

    person: int | None
    for_: int | None = None
    absent: bool = False


def expected(
    records: Records,
    initiative: int,
    kind: MeetingKind,
    issue: int | None = None,
    agenda: Sequence[AgendaItem] = (),
) -> list[int]:
    """Who should be there, each once: the initiating head, the facilitator, the heads of the departments
    concerned, then the owners of what is on the agenda (of everything at a kickoff).

    In a weekly meeting those too who have something to do or to answer from an earlier one.
    """
    record = records.get(Initiative, initiative)
    people: list[int | None] = []
    if record is not None:
        people += [_head(records, record.department), record.facilitator]
    tasks = [
        task
        for task in records.all(Task)
        if task.initiative == initiative and task.progress is not Progress.CANCELLED
    ]
    match kind:
        case MeetingKind.URGENT:
            people += of_issue(records, issue)
        case MeetingKind.ALIGNMENT:
            reviews = [each for each in records.all(Review) if each.initiative == initiative]
            people += [_head(records, each.department) for each in reviews]
            people += [one.id for each in reviews for one in each.people]
        case _:
            departments = dict.fromkeys(one for task in tasks for one in concerned(task))
            people += [_head(records, each) for each in departments]
            if kind is MeetingKind.KICKOFF:
                people += [task.owner for task in tasks]
    people += [whose(records, each) for each in agenda]
    if kind is MeetingKind.WEEKLY:
        people += [
            each.person for each in records.all(Capture) if each.initiative == initiative and each.open
        ]
    there = dict.fromkeys(people)
    return [id for id in there if id is not None and records.get(Person, id) is not None]


def subject(records: Records, item: AgendaItem) -> Task | Issue | Risk | None:
    """The record that an item is about; null for items of words, and when it is gone."""
    table = _TABLES.get(item.kind)
    found: Record | None = records.get(table, item.ref) if table is not None else None
    return found if isinstance(found, (Task, Issue, Risk)) else None


def whose(records: Records, about: About) -> int | None:
    """The person who answers for an item: its owner, or the head where a task or risk has none."""
    record = subject(records, about) if isinstance(about, AgendaItem) else about
    if record is None:
        return None
    if record.owner is not None or isinstance(record, Issue):
        return record.owner
    return _head(records, record.department)


def speaker(records: Records, meeting: Meeting, about: About) -> Speaker:
    """Who speaks about an item or a record in this meeting, as far as the roll was called."""
    return speaks_for(records, meeting, whose(records, about))


def speaks_for(records: Records, meeting: Meeting, person: int | None) -> Speaker:
    """Who speaks for a person in this meeting: themself unless the roll-call says that they are not there."""
    called = meeting.attendant(person)
    if called is None or called.attended not in _GONE:
        return Speaker(person)
    known = records.get(Person, person)
    usual = known.deputy if known is not None else None
    if called.attended is Attended.DEPUTY and called.deputy is not None:
        return Speaker(called.deputy, person)
    deputy = meeting.attendant(usual)
    if deputy is not None and deputy.attended in IN_THE_ROOM:
        return Speaker(usual, person)
    return Speaker(person, absent=True)


def in_order(records: Records, meeting: Meeting) -> list[AgendaItem]:
    """The agenda as the meeting walks it: as people put it, but what waits for somebody absent at the end.

    An item that was on the table stays in its place.
    """
    late = {each.id for each in waiting_for_somebody(records, meeting)}
    return sorted(ordered(meeting.agenda), key=lambda each: each.id in late)


def waiting_for_somebody(records: Records, meeting: Meeting) -> list[AgendaItem]:
    """The items that stand at the end because nobody is here who speaks about them."""
    return [each for each in ordered(meeting.agenda) if _put_off(records, meeting, each)]


def away(records: Records, person: int, day: date) -> bool:
    """Whether an absence was entered for that day."""
    return any(each.person == person and each.start <= day <= each.end for each in records.all(Absence))


def _put_off(records: Records, meeting: Meeting, item: AgendaItem) -> bool:
    if item.state is not ItemState.WAITING or item.spent or item.id == meeting.current:
        return False
    return speaker(records, meeting, item).absent


def of_issue(records: Records, issue: int | None) -> Iterator[int | None]:
    """The people concerned by an issue: who owns and reported it, and who answers for what it touches."""
    record = records.get(Issue, issue)
    if record is None:
        return
    yield record.owner
    owner = records.get(Person, record.owner)
    yield _head(records, owner.department if owner is not None else None)
    for entry in record.tasks:
        task = records.get(Task, entry.id)
        if task is not None:
            yield task.owner
            yield _head(records, task.department)
    yield record.reporter


def _head(records: Records, department: int | None) -> int | None:
    found = records.get(Department, department)
    return found.head if found is not None else None
