"""What climbs, from when, and to whom (DOMAIN.md stage 4.3). Computed from the trail and the clock only.

An issue climbs for one thing at a time: no urgent meeting in time (wall clock), else past its deadline, else
a task that it blocks for longer than the board's limit. As long as a deadline stands that has not passed, a
block climbs to the first level only: somebody has promised. A task climbs for a block that no unsolved issue
stands for, else for its oldest milestone that is missed by more than the board's limit; what waits for
somebody else cannot be helped by its owner. Milestones count from follow-up on: before, dates are plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from store.model.clock import Moment
from store.model.escalation import Escalation, Level, Why
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue, IssueState, MeasureKind
from store.model.organisation import Department, Person, Role, Settings
from store.model.task import Block, Task
from store.rules.brief import Records
from store.rules.calendar import workdays
from store.rules.issues.people import handlers, head_above
from store.rules.issues.together import blocked_by
from store.rules.status import is_open
from store.rules.urgent import deadline_of

LEVELS: Final = tuple(Level)
_WORDS: Final = frozenset({MeasureKind.MEASURE, MeasureKind.HANDED_OVER})
"""What answers a level: that something is done. That it is not solved does not."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A level, and who holds it."""

    level: Level
    person: int | None


@dataclass(frozen=True, slots=True)
class Climb:
    """Why something climbs, and how far it can.

    `since` is when that began, `first` when the first level falls due, `heard` the last word of somebody who
    is to act (all UTC). `rungs` are the levels in their order: one that nobody holds, or that is held by
    somebody below, is not among them.
    """

    record: Issue | Task
    why: Why
    since: datetime
    first: datetime
    heard: datetime | None
    rungs: tuple[Rung, ...]

    @property
    def taken(self) -> tuple[Escalation, ...]:
        """The steps of this climb that are recorded."""
        return tuple(
            each for each in self.record.escalations if (each.why, each.since) == (self.why, self.since)
        )


def climb_of_issue(records: Records, settings: Settings, issue: Issue, moment: Moment) -> Climb | None:
    """What an issue climbs for now; null when it does not."""
    if issue.state not in (IssueState.OPEN, IssueState.HANDLING):
        return None
    within = deadline_of(issue, settings.urgent_minutes)
    if within is not None and issue.urgent_since is not None and moment.now >= within:
        return _issue(records, issue, Why.NO_MEETING, issue.urgent_since, within)
    calendar = workdays(settings)
    if issue.deadline is not None and issue.deadline < moment.today:
        after = issue.deadline + _DAY
        since = midnight(after, moment)
        return _issue(records, issue, Why.OVERDUE, since, midnight(calendar.next(after), moment))
    blocks = [task.block.at for task in blocked_by(records, issue) if task.block is not None]
    if not blocks:
        return None
    since = min(blocks)
    climb = _issue(records, issue, Why.BLOCKED, since, _too_long(since, settings, moment))
    if issue.deadline is None:
        return climb
    return Climb(issue, climb.why, climb.since, climb.first, climb.heard, climb.rungs[:1])


def climb_of_task(records: Records, settings: Settings, task: Task, moment: Moment) -> Climb | None:
    """What a task climbs for now; null when it does not."""
    if not is_open(task):
        return None
    if task.block is not None:
        return _blocked(records, settings, task, task.block, moment)
    initiative = records.get(Initiative, task.initiative)
    if initiative is None or initiative.stage < Stage.FOLLOW_UP:
        return None
    day = min((each.forecast or each.due for each in task.milestones if each.hit is None), default=None)
    if day is None or day >= moment.today:
        return None
    calendar = workdays(settings)
    first = midnight(calendar.add(day, settings.milestone_limit + 1), moment)
    people = (task.owner, _head(records, task.department))
    heard = task.updated.at if task.updated is not None else None
    rungs = _rungs(records, task.initiative, people)
    return Climb(task, Why.MILESTONE, midnight(day + _DAY, moment), first, heard, rungs)


def midnight(day: date, moment: Moment) -> datetime:
    """When `day` begins on the board (UTC)."""
    return datetime.combine(day, time.min, tzinfo=moment.zone).astimezone(UTC)


def later(at: datetime, days: int, settings: Settings, moment: Moment) -> datetime:
    """The same time of day on the board, `days` working days after `at` (UTC)."""
    local = at.astimezone(moment.zone)
    day = workdays(settings).add(local.date(), days)
    return datetime.combine(day, local.time(), tzinfo=moment.zone).astimezone(UTC)


_DAY: Final = timedelta(days=1)


def _issue(records: Records, issue: Issue, why: Why, since: datetime, first: datetime) -> Climb:
    people = (issue.owner, head_above(records, issue))
    rungs = _rungs(records, issue.initiative, people)
    return Climb(issue, why, since, first, _last_word(records, issue), rungs)


def _blocked(records: Records, settings: Settings, task: Task, block: Block, moment: Moment) -> Climb | None:
    """The block of a task whose issue was closed without releasing it, or that has none."""
    issue = records.get(Issue, block.issue)
    if issue is not None and issue.state is not IssueState.CLOSED:
        return None
    releaser = records.get(Person, block.release_by)
    people = (block.release_by, _head(records, releaser.department if releaser is not None else None))
    since = block.at if issue is None or issue.closed is None else max(block.at, issue.closed)
    rungs = _rungs(records, task.initiative, people)
    return Climb(task, Why.BLOCKED, since, _too_long(since, settings, moment), None, rungs)


def _too_long(since: datetime, settings: Settings, moment: Moment) -> datetime:
    """The beginning of the first working day on which a block is longer than the board's limit."""
    return midnight(workdays(settings).add(moment.day_of(since), settings.block_limit + 1), moment)


def _last_word(records: Records, issue: Issue) -> datetime | None:
    """When somebody who may handle it last said what is done about it."""
    people = set(handlers(records, issue))
    words = (
        each.at
        for each in issue.measures
        if each.kind in _WORDS and (each.by in people or _leads(records, each.by))
    )
    return max(words, default=None)


def _leads(records: Records, person: int | None) -> bool:
    """A facilitator writes down what others say."""
    found = records.get(Person, person)
    return found is not None and found.role is Role.FACILITATOR


def _rungs(records: Records, initiative: int, people: Iterable[int | None]) -> tuple[Rung, ...]:
    """The levels from the owner and the head up; where nobody holds any, it is the facilitator's."""
    record = records.get(Initiative, initiative)
    above: tuple[int | None, ...] = (None, None)
    if record is not None:
        above = (_head(records, record.department), record.sponsor)
    found = tuple(_each(zip(LEVELS, (*people, *above), strict=True)))
    return found or (Rung(Level.OWNER, record.facilitator if record is not None else None),)


def _each(held: Iterable[tuple[Level, int | None]]) -> Iterator[Rung]:
    below: set[int] = set()
    for level, person in held:
        if person is not None and person not in below:
            below.add(person)
            yield Rung(level, person)


def _head(records: Records, department: int | None) -> int | None:
    found = records.get(Department, department)
    return found.head if found is not None else None
