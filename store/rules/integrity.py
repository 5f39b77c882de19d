"""What must hold of every board, whoever wrote it: for foreign edits, imports, `check`, and each commit.

Only the given records are looked at, and of those only what differs from the state: a change of status costs
the same on a board of 20 tasks and of 20,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from store.language import Message, msg
from store.model.archive import Archive
from store.model.capture import Capture
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.organisation import Department, Person, Role
from store.model.record import Entry, Record
from store.model.requirement import Brief, Confirmation, Review
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.dependencies import cycle, cycle_message, followers, in_order
from store.rules.references import REFERRING, refers

R = TypeVar("R", bound=Record)

_MANY: Final = 20
_MOST: Final = 2**31 - 1
"""The highest id and number that may come from outside: the next ones are still numbers to every program."""
_LISTS: Final = ("criteria", "support", "dependencies", "milestones", "forecasts", "notes", "escalations")


def problems(
    state: State, records: Iterable[Record], removed: Collection[tuple[str, int]] = ()
) -> list[Message]:
    """What would be wrong with the board if `records` replaced those of `state` and `removed` went.

    An empty state and all records of a board check the whole of it (`all_problems`).
    """
    return list(_Check(state, records, removed).run())


def all_problems(state: State) -> list[Message]:
    """What is wrong with a board as it stands."""
    return problems(State(), [record for _, record in state.records()])


class _Check:
    """One look at some records as they will be, over the state as it is."""

    def __init__(self, state: State, records: Iterable[Record], removed: Collection[tuple[str, int]]) -> None:
        self.state = state
        self.new = {(record.table, record.id): record for record in records}
        self.removed = frozenset(removed)
        self._numbers: Counter[tuple[int, int]] | None = None

    def run(self) -> Iterator[Message]:
        for record in self.new.values():
            old = self.state.record(record.table, record.id)
            if old is None and not 0 < record.id <= _MOST:
                yield msg(
                    "The id {id} of {table} is none that is given out.", id=record.id, table=record.table
                )
            yield from self._references(record, old)
            if isinstance(record, (Task, Issue, Risk)):
                yield from self._number(record, old)
            if isinstance(record, (Task, Issue)):
                yield from self._climbed(record, old)
            if isinstance(record, Task):
                yield from self._entries(record)
                yield from self._baseline(record, old)
            elif isinstance(record, Issue):
                yield from self._breach(record, old)
            elif isinstance(record, Meeting):
                yield from self._agenda(record)
            elif isinstance(record, Minutes):
                yield from self._minutes(record, old)
            elif isinstance(record, (Brief, Review)):
                yield from self._once(record, old)
            elif isinstance(record, Initiative):
                yield from self._code(record, old)
            elif isinstance(record, Department):
                yield from self._head(record)
            elif isinstance(record, Person):
                yield from self._department_left(record, old)
        yield from self._cycles()
        yield from self._left_behind()
        yield from self._minutes_left()
        yield from self._facilitator()

    def get(self, cls: type[R], key: int | None) -> R | None:
        if key is None or (cls.table, key) in self.removed:
            return None
        record = self.new.get((cls.table, key))
        return record if isinstance(record, cls) else self.state.get(cls, key)

    def all(self, cls: type[R]) -> Iterator[R]:
        for old in self.state.all(cls):
            if (cls.table, old.id) not in self.new and (cls.table, old.id) not in self.removed:
                yield old
        for record in self.new.values():
            if isinstance(record, cls):
                yield record

    def _references(self, record: Record, old: Record | None) -> Iterator[Message]:
        """What it newly refers to exists. What was broken before must not stop a change of something else."""
        for table, other in sorted(refers(record) - (refers(old) if old is not None else set())):
            there = (table, other) in self.new or self.state.record(table, other) is not None
            if not there or (table, other) in self.removed:
                yield msg(
                    "{key} refers to {table} {id}, which does not exist.",
                    key=self._called(record),
                    table=table,
                    id=other,
                )

    def _number(self, item: Task | Issue | Risk, old: Record | None) -> Iterator[Message]:
        if isinstance(old, (Task, Issue, Risk)) and (old.initiative, old.number) == (
            item.initiative,
            item.number,
        ):
            return
        if not 0 < item.number <= _MOST:
            yield msg("The number {key} is none that is given out.", key=self._called(item))
        if self._numbers is None:
            items: list[Task | Issue | Risk] = [*self.all(Task), *self.all(Issue), *self.all(Risk)]
            self._numbers = Counter((other.initiative, other.number) for other in items)
        if self._numbers[item.initiative, item.number] > 1:
            yield msg("The number {key} is given out twice.", key=self._called(item))

    def _entries(self, task: Task) -> Iterator[Message]:
        for name in _LISTS:
            entries: Sequence[Entry] = getattr(task, name)
            if len({entry.id for entry in entries}) < len(entries):
                yield msg("{key}: two entries of {list} have the same id.", key=self._key(task), list=name)

    def _baseline(self, task: Task, old: Record | None) -> Iterator[Message]:
        """Fixed once; gone only together with the closing that fixed it (stage 2.4)."""
        if not isinstance(old, Task) or old.baseline is None or old.baseline == task.baseline:
            return
        reopened = (
            each
            for each in self.new.values()
            if isinstance(each, Meeting)
            and (each.initiative, each.kind) == (task.initiative, MeetingKind.KICKOFF)
            and each.closed is None
        )
        if task.baseline is not None or not any(self._was_closed(each) for each in reopened):
            yield msg("{key}: the baseline is not rewritten.", key=self._key(task))

    def _breach(self, issue: Issue, old: Record | None) -> Iterator[Message]:
        """Recorded once; gone only with what it was recorded with: then the clock runs again (stage 3.7)."""
        if not isinstance(old, Issue) or old.breached_at in (None, issue.breached_at):
            return
        before, now = (old.meeting_at, old.urgent_since), (issue.meeting_at, issue.urgent_since)
        if (before, old.state) == (now, issue.state):
            yield msg("{key}: that the urgent time ran out stays recorded.", key=self._key(issue))

    def _climbed(self, item: Task | Issue, old: Record | None) -> Iterator[Message]:
        """A step of escalation is a fact, whoever recorded it (stage 4.3)."""
        if isinstance(old, (Task, Issue)) and not set(old.escalations) <= set(item.escalations):
            yield msg("{key}: that it was escalated stays recorded.", key=self._key(item))

    def _agenda(self, meeting: Meeting) -> Iterator[Message]:
        for name, entries in (("agenda", meeting.agenda), ("attendance", meeting.attendance)):
            if len({entry.id for entry in entries}) < len(entries):
                yield msg(
                    "{key}: two entries of {list} have the same id.", key=self._called(meeting), list=name
                )

    def _minutes(self, minutes: Minutes, old: Record | None) -> Iterator[Message]:
        """What a meeting was stays as it was written."""
        if old is not None and old != minutes:
            yield msg("{title}: minutes are not rewritten.", title=minutes.title)

    def _was_closed(self, meeting: Meeting) -> bool:
        old = self.state.get(Meeting, meeting.id)
        return old is not None and old.closed is not None

    def _once(self, record: Brief | Review, old: Record | None) -> Iterator[Message]:
        """One brief an initiative, one review a department in it; and their entries, as those of a task."""
        lists = ("goals", "outcomes", "times") if isinstance(record, Brief) else ("points", "contributions")
        for name in lists:
            entries: Sequence[Entry] = getattr(record, name)
            if len({entry.id for entry in entries}) < len(entries):
                yield msg(
                    "{key}: two entries of {list} have the same id.", key=self._called(record), list=name
                )
        if old is None and sum(_whose(other) == _whose(record) for other in self.all(type(record))) > 1:
            yield msg("{key} is there twice.", key=self._called(record))

    def _code(self, initiative: Initiative, old: Record | None) -> Iterator[Message]:
        if isinstance(old, Initiative) and old.code == initiative.code:
            return
        if any(other.code == initiative.code and other.id != initiative.id for other in self.all(Initiative)):
            yield msg("Two initiatives have the code {code}.", code=initiative.code)
        kept = next((each for each in self.all(Archive) if each.code == initiative.code), None)
        if kept is not None and kept.initiative != initiative.id:
            yield msg("The code {code} belongs to an initiative that was archived.", code=initiative.code)

    def _head(self, department: Department) -> Iterator[Message]:
        head = self.get(Person, department.head)
        if head is not None and head.department != department.id:
            yield msg(
                "{person} cannot be the head of {department}: they belong to another department.",
                person=head.name,
                department=department.name,
            )

    def _department_left(self, person: Person, old: Record | None) -> Iterator[Message]:
        if not isinstance(old, Person) or old.department == person.department:
            return
        left = self.get(Department, old.department)
        if left is not None and left.head == person.id:
            yield msg(
                "{person} is still the head of {department}; name another head first.",
                person=person.name,
                department=left.name,
            )

    def _cycles(self) -> Iterator[Message]:
        known: set[int] = set()
        waiting = [task for task in self.new.values() if isinstance(task, Task) and self._waits_anew(task)]
        if len(waiting) > _MANY and self._no_cycle():
            return
        for task in waiting:
            if task.id in known:
                continue
            found = cycle(task, lambda before: self.get(Task, before))
            if found:
                known.update(each.id for each in found)
                yield cycle_message(found, self._key)

    def _waits_anew(self, task: Task) -> bool:
        old = self.state.get(Task, task.id)
        return bool(task.dependencies) and (old is None or old.dependencies != task.dependencies)

    def _no_cycle(self) -> bool:
        """One look at the whole board, which costs less than one look from each of many tasks."""
        tasks = {task.id: task for task in self.all(Task)}
        return len(in_order(tasks, followers(tasks.values()))) == len(tasks)

    def _minutes_left(self) -> Iterator[Message]:
        """Minutes go only when their meeting is opened again, or goes too."""
        for table, id in self.removed:
            minutes = self.state.get(Minutes, id) if table == Minutes.table else None
            meeting = self.get(Meeting, minutes.meeting) if minutes is not None else None
            if minutes is not None and meeting is not None and meeting.closed is not None:
                yield msg("{title}: minutes are kept.", title=minutes.title)

    def _left_behind(self) -> Iterator[Message]:
        """References to what was removed, from records that are not given themselves."""
        gone = self.removed
        if not gone:
            return
        for cls in REFERRING:
            for record in self.all(cls):
                if (record.table, record.id) not in self.new and refers(record) & gone:
                    yield msg("{key} still refers to what is to be removed.", key=self._called(record))

    def _facilitator(self) -> Iterator[Message]:
        """Once a board has a facilitator it keeps one: without any, everybody could do everything."""
        touched = [key for key in (*self.new, *self.removed) if key[0] == Person.table]
        were = [self.state.get(Person, key) for _, key in touched]
        lost = any(person is not None and person.role is Role.FACILITATOR for person in were)
        if lost and not any(person.role is Role.FACILITATOR for person in self.all(Person)):
            yield msg("A board keeps at least one facilitator; make somebody else one first.")

    def _key(self, item: Task | Issue | Risk) -> str:
        initiative = self.get(Initiative, item.initiative)
        return f"{initiative.code if initiative else '?'}-{item.number}"

    def _called(self, record: Record) -> str:
        if isinstance(record, (Task, Issue, Risk)):
            return self._key(record)
        if isinstance(record, (Brief, Review, Confirmation)):
            initiative = self.get(Initiative, record.initiative)
            return f"{record.table} {initiative.code if initiative else record.id}"
        if isinstance(record, (Meeting, Capture)):
            return f"{record.table} {record.id}"
        name: object = getattr(record, "name", None) or getattr(record, "title", None)
        return str(name)


def _whose(record: Brief | Review) -> tuple[int, int | None]:
    return (record.initiative, record.department if isinstance(record, Review) else None)
