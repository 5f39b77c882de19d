"""What must hold of every board, whoever wrote it: for foreign edits, imports, `check`, and each commit.

Only the given records are looked at, and of those only what differs from the state: a change of status costs
the same on a board of 20 tasks and of 20,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from store.language import Message, msg
from store.model.absence import Absence
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Department, Person, Role
from store.model.passage import Passage
from store.model.record import Entry, Record
from store.model.requirement import Brief, Confirmation, Review
from store.model.risk import Risk
from store.model.signature import Signature
from store.model.state import State
from store.model.task import Task
from store.rules.dependencies import cycle, cycle_message, followers, in_order

R = TypeVar("R", bound=Record)

_MANY: Final = 20
_MOST: Final = 2**31 - 1
"""The highest id and number that may come from outside: the next ones are still numbers to every program."""
_LISTS: Final = ("criteria", "support", "dependencies", "milestones", "forecasts", "notes")


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
        self.removed = removed
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
            if isinstance(record, Task):
                yield from self._entries(record)
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
        for table, other in sorted(_refers(record) - (_refers(old) if old is not None else set())):
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

    def _left_behind(self) -> Iterator[Message]:
        """References to what was removed, from records that are not given themselves."""
        if not self.removed:
            return
        classes: tuple[type[Record], ...] = (
            Task,
            Issue,
            Initiative,
            Department,
            Person,
            Signature,
            Absence,
            Passage,
            Brief,
            Review,
            Confirmation,
            Risk,
        )
        for cls in classes:
            for record in self.all(cls):
                if (record.table, record.id) not in self.new and _refers(record) & set(self.removed):
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
        name: object = getattr(record, "name", None) or getattr(record, "title", None)
        return str(name)


def _whose(record: Brief | Review) -> tuple[int, int | None]:
    return (record.initiative, record.department if isinstance(record, Review) else None)


def _refers(record: Record) -> set[tuple[str, int]]:
    """What a record refers to, as tables and ids."""
    found: list[tuple[type[Record], int | None]] = []
    if isinstance(record, Task):
        found = [(Department, record.department), (Person, record.owner), (Initiative, record.initiative)]
        found += [(Department, support.department) for support in record.support]
        found += [(Task, dependency.id) for dependency in record.dependencies]
        if record.block is not None:
            found += [(Person, record.block.release_by), (Issue, record.block.issue)]
        if record.delay is not None:
            found.append((Department, record.delay.cause))
    elif isinstance(record, Issue):
        found = [(Person, record.owner), (Person, record.reporter), (Initiative, record.initiative)]
        found += [(Task, touched.id) for touched in record.tasks]
    elif isinstance(record, Initiative):
        people = (record.facilitator, record.sponsor)
        found = [(Department, record.department), *((Person, person) for person in people)]
    elif isinstance(record, Department):
        found = [(Person, record.head)]
    elif isinstance(record, Person):
        found = [(Department, record.department), (Person, record.deputy)]
    elif isinstance(record, Signature):
        # The rows are what they were: a task that is gone is a change for the eye, not a broken board.
        people = (record.person, record.recorded_by)
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, person) for person in people]
    elif isinstance(record, Brief):
        found = [(Initiative, record.initiative)]
    elif isinstance(record, Review):
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, attendee.id) for attendee in record.people]
    elif isinstance(record, Confirmation):
        people = (record.person, record.recorded_by)
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, person) for person in people]
    elif isinstance(record, Risk):
        people = (record.owner, record.raised_by)
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, person) for person in people]
    elif isinstance(record, Absence):
        found = [(Person, record.person)]
    elif isinstance(record, Passage):
        found = [(Initiative, record.initiative), (Person, record.by)]
    return {(cls.table, key) for cls, key in found if key is not None}
