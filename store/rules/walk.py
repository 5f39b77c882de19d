"""One walk through the updates that are due: who is called in which order, and what has been told since it
began (DOMAIN.md stage 3.8).

What was told is read from the board, not remembered: what others record meanwhile counts, and what is undone
is open again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import chain
from typing import Final

from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.organisation import Person, Role
from store.model.state import State
from store.model.task import Task
from store.rules.calendar import workdays
from store.rules.meeting.beforehand import due_before
from store.rules.rights import has_facilitator
from store.rules.round import answers_for, updates_due
from store.rules.say import who_answers
from store.rules.status import cadence, is_open, last_heard

_FURTHEST: Final = 40
"""Days one looks ahead for the next update that will be due."""


class Step(Enum):
    """Where one item of a walk stands."""

    TELL = "tell"
    """Nothing was told since the walk began."""
    TOLD = "told"
    GONE = "gone"
    """Closed, or no longer on the board, without a word in this walk."""


@dataclass(slots=True)
class Walk:
    """The tasks (ids) to go through, each person's together, and which were passed over without a word.

    initiative: its id, null for a person's own updates wherever they are. began: UTC.
    """

    initiative: int | None
    began: datetime
    tasks: list[int] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    at: int = 0

    def step(self, state: State, task: int) -> Step:
        """Where an item stands now."""
        found = state.get(Task, task)
        if found is None:
            return Step.GONE
        if found.updated is not None and found.updated.at >= self.began:
            return Step.TOLD
        return Step.TELL if is_open(found) else Step.GONE

    def told(self, state: State) -> list[Task]:
        """What was told, in the order of the walk."""
        return self._those(state, Step.TOLD)

    def left(self, state: State) -> list[Task]:
        """What nothing was told of, in the order of the walk."""
        return self._those(state, Step.TELL)

    def after(self, state: State, at: int) -> int:
        """The place of the next item after `at` that nothing was told of and that was not passed over; behind
        the last one, when there is none, the place after all of them."""
        ahead = range(at + 1, len(self.tasks))
        for place in chain(ahead, range(min(at + 1, len(self.tasks)))):
            task = self.tasks[place]
            if task not in self.passed and self.step(state, task) is Step.TELL:
                return place
        return len(self.tasks)

    def take_in(self, state: State, due: Iterable[Task]) -> None:
        """Add what has become due since, to those of the same person, else at the end."""
        for task in due:
            if task.id in self.tasks:
                continue
            person = who_answers(state, task)
            places = [
                place
                for place, other in enumerate(self.tasks)
                if (known := state.get(Task, other)) is not None and who_answers(state, known) == person
            ]
            place = places[-1] + 1 if places else len(self.tasks)
            self.tasks.insert(place, task.id)
            if place <= self.at < len(self.tasks) - 1:
                self.at += 1

    def _those(self, state: State, wanted: Step) -> list[Task]:
        found = (state.get(Task, task) for task in self.tasks if self.step(state, task) is wanted)
        return [task for task in found if task is not None]


def begin(state: State, moment: Moment, person: Person | None, initiative: int | None) -> Walk:
    """A walk through what is due now: everybody's in the initiative for who leads it, else the person's own.

    Each person is called once: in the order of the worst item of each, within a person the worst first.
    """
    walk = Walk(None if not leads(state, person, initiative) else initiative, moment.now)
    by_person: dict[int | None, list[int]] = {}
    for task in due_for(state, moment, person, initiative):
        by_person.setdefault(who_answers(state, task), []).append(task.id)
    walk.tasks = [task for tasks in by_person.values() for task in tasks]
    return walk


def due_for(state: State, moment: Moment, person: Person | None, initiative: int | None) -> list[Task]:
    """The updates that are due, most harmful first: for who leads the initiative (null: the board)
    everybody's in it, for all others the own ones, wherever they are. Last comes what will be due by the next
    meeting, when one is near.
    """
    if not leads(state, person, initiative):
        return _collected(state, moment, person) if person is not None else []
    every = _collected(state, moment, None)
    return [task for task in every if initiative is None or task.initiative == initiative]


def _collected(state: State, moment: Moment, person: Person | None) -> list[Task]:
    now = updates_due(state, moment, person)
    known = {task.id for task in now}
    return [*now, *(task for task in due_before(state, person, moment) if task.id not in known)]


def leads(state: State, person: Person | None, initiative: int | None) -> bool:
    """Whether `person` asks everybody: a facilitator, that of the initiative, anybody while there is none."""
    if person is None or person.role is Role.FACILITATOR:
        return person is not None or not has_facilitator(state)
    if not has_facilitator(state):
        return True
    found = state.get(Initiative, initiative)
    return found is not None and found.facilitator == person.id


def next_due(
    state: State, moment: Moment, person: Person | None, initiative: int | None
) -> tuple[date, list[Task]] | None:
    """The next day on which the cadence asks for updates, and for which; null when no open task asks soon.

    Only meant for when nothing is due today.
    """
    everybody = leads(state, person, initiative)
    calendar, settings = workdays(state.settings), state.settings
    found: dict[date, list[Task]] = {}
    for task in state.all(Task):
        if not is_open(task) or (everybody and initiative not in (None, task.initiative)):
            continue
        if not everybody and (person is None or not answers_for(state, person, task)):
            continue
        heard = last_heard(task, moment)
        if heard is None:
            continue
        day = max(heard, moment.today) + timedelta(days=1)
        furthest = moment.today + timedelta(days=_FURTHEST)
        while day <= furthest and calendar.between(heard, day) < cadence(task, settings):
            day += timedelta(days=1)
        if day <= furthest:
            found.setdefault(day, []).append(task)
    return min(found.items(), key=lambda each: each[0]) if found else None
