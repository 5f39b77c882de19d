"""How an initiative stands, for the line it has on Home (DOMAIN.md stage 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.issues.stands import UNSOLVED
from store.rules.schedule import projected
from store.rules.status import Status, is_late, is_stale, status_of
from store.rules.urgent import clocks


class Health(NamedTuple):
    """Counts of an initiative's tasks, and when it will end.

    `total` leaves cancelled tasks out. `end` is when the last task will be done as things stand, its
    dependencies counted; `planned_end` the last original date; `slip` the calendar days between them, never
    below zero. `late`, `stale` and `urgent` are facts beside the status. `unsolved` and `to_verify` count
    issues.
    """

    initiative: Initiative
    counts: Mapping[Status, int]
    late: int
    stale: int
    urgent: int
    end: date | None
    planned_end: date | None
    unsolved: int = 0
    to_verify: int = 0

    @property
    def done(self) -> int:
        """Tasks that are done."""
        return self.counts[Status.DONE]

    @property
    def total(self) -> int:
        """Tasks that are done or to be done."""
        return sum(self.counts.values()) - self.counts[Status.CANCELLED]

    @property
    def percent(self) -> int:
        """Done of total, rounded down: 100 only when everything is done; 0 when there is nothing."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def slip(self) -> int:
        """Calendar days by which the end is later than planned."""
        if self.end is None or self.planned_end is None:
            return 0
        return max((self.end - self.planned_end).days, 0)


def health(state: State, initiative: Initiative, moment: Moment) -> Health:
    """How one initiative stands."""
    return healths(state, moment)[initiative.id]


def healths(state: State, moment: Moment) -> dict[int, Health]:
    """How every initiative of the board stands, by its id, in one pass over the tasks."""
    calendar, settings, today = workdays(state.settings), state.settings, moment.today
    tasks: dict[int, list[Task]] = {initiative.id: [] for initiative in state.all(Initiative)}
    for task in state.all(Task):
        tasks.setdefault(task.initiative, []).append(task)
    urgent = [clock.issue.initiative for clock in clocks(state, moment.now)]
    issues = Counter((issue.initiative, issue.state) for issue in state.all(Issue))
    ends = projected(state.all(Task), today, calendar)
    found: dict[int, Health] = {}
    for initiative in state.all(Initiative):
        own = tasks[initiative.id]
        counts = dict.fromkeys(Status, 0)
        for task in own:
            counts[status_of(task)] += 1
        kept = [task for task in own if task.progress is not Progress.CANCELLED]
        found[initiative.id] = Health(
            initiative=initiative,
            counts=counts,
            late=sum(is_late(task, today) for task in own),
            stale=sum(is_stale(task, moment, calendar, settings) for task in own),
            urgent=urgent.count(initiative.id),
            end=max((ends[task.id] for task in kept if task.id in ends), default=None),
            planned_end=max((task.due for task in kept if task.due is not None), default=None),
            unsolved=sum(issues[initiative.id, each] for each in UNSOLVED),
            to_verify=issues[initiative.id, IssueState.TO_VERIFY],
        )
    return found
