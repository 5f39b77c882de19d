"""What climbs, from when, and to whom (DOMAIN.md stage 4.3). Computed from the trail and the clock only.

An issue climbs for one thing at a time: no urgent meeting in time (wall clock), else past its deadline, else
a task that it blocks for longer than the board's limit. As long as a deadline stands that has not passed, a
block climbs to the first level only: somebody has promised. A task climbs for a block that no unsolved issue
stands for, else for its oldest milestone that is missed by more than the board's limit; what waits for
somebody else cannot be helped by its owner. Milestones count from follow-up on: before, dates are plans.

What is said to be solved climbs for want of somebody who verifies it: past its deadline, once a level's time
has gone by since it was proposed; whatever its deadline, once it waited for longer than the board's silent
limit. Its first level is who verifies it, and nobody whose fix it is is told.

What comes back, sent back or reopened, has its time anew: no level falls due for the time before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from store.model.clock import Moment
from store.model.escalation import Escalation, Level, Why
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue, IssueState, MeasureKind
from store.model.organisation import Department, Person, Role, Settings
from store.model.task import Block, Task
from store.rules.brief import Records
from store.rules.calendar import workdays
from store.rules.issues.people import fixers, handlers, head_above, verifiers
from store.rules.issues.together import blocked_by
from store.rules.status import is_open
from store.rules.urgent import deadline_of

LEVELS: Final = tuple(Level)
_WORDS: Final = frozenset({MeasureKind.MEASURE, MeasureKind.HANDED_OVER})
"""What answers a level: that something is done."""
_RETURNS: Final = frozenset({MeasureKind.SENT_BACK, MeasureKind.REOPENED})
_LONGEST: Final = 260
"""The longest silent limit that is counted, in working days."""


class Rung(NamedTuple):
    """A level, and who holds it."""

    level: Level
    person: int | None


class Climb(NamedTuple):
    """Why something climbs, and how far it can.

    `since` is when that began, `first` when the first level falls due, `heard` the last word of somebody who
    is to act (all UTC). `day` is the one that passed, where that is what it climbs for. `rungs` are the
    levels in their order: one that nobody holds, or that is held by somebody below, is not among them.
    """

    record: Issue | Task
    why: Why
    since: datetime
    first: datetime
    heard: datetime | None
    rungs: tuple[Rung, ...]
    day: date | None = None

    @property
    def taken(self) -> tuple[Escalation, ...]:
        """The steps of this climb that are recorded."""
        return tuple(each for each in self.record.escalations if each.why is self.why and self._is_of(each))

    def _is_of(self, step: Escalation) -> bool:
        """A day began at another moment before the board's time zone was changed."""
        if self.day is not None and step.day is not None:
            return step.day == self.day
        return step.since == self.since


def climb_of_issue(records: Records, settings: Settings, issue: Issue, moment: Moment) -> Climb | None:
    """What an issue climbs for now; null when it does not."""
    if issue.state is IssueState.TO_VERIFY:
        return _unverified(records, settings, issue, moment)
    if issue.state is IssueState.CLOSED:
        return None
    back = _came_back(issue)
    within = deadline_of(issue, settings.urgent_minutes)
    if within is not None and issue.urgent_since is not None and moment.now >= within:
        return _issue(records, settings, issue, Why.NO_MEETING, issue.urgent_since, within)
    calendar = workdays(settings)
    if issue.deadline is not None and issue.deadline < moment.today:
        after = issue.deadline + _DAY
        first = midnight(calendar.next(after), moment)
        if back is not None:
            first = max(first, later(back, settings.escalation_days, settings, moment))
        climb = _issue(records, settings, issue, Why.OVERDUE, midnight(after, moment), first)
        return climb._replace(day=issue.deadline)
    blocks = [task.block.at for task in blocked_by(records, issue) if task.block is not None]
    if not blocks:
        return None
    since = min(blocks) if back is None else max(back, min(blocks))
    climb = _issue(records, settings, issue, Why.BLOCKED, since, _too_long(since, settings, moment))
    if issue.deadline is None:
        return climb
    return climb._replace(rungs=climb.rungs[:1])


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
    rungs = _rungs(records, settings, task.initiative, people)
    return Climb(task, Why.MILESTONE, midnight(day + _DAY, moment), first, heard, rungs, day)


def midnight(day: date, moment: Moment) -> datetime:
    """When `day` begins on the board (UTC)."""
    return datetime.combine(day, time.min, tzinfo=moment.zone).astimezone(UTC)


def later(at: datetime, days: int, settings: Settings, moment: Moment) -> datetime:
    """The same time of day on the board, `days` working days after `at` (UTC)."""
    local = at.astimezone(moment.zone)
    day = workdays(settings).add(local.date(), days)
    return datetime.combine(day, local.time(), tzinfo=moment.zone).astimezone(UTC)


_DAY: Final = timedelta(days=1)


def _issue(
    records: Records, settings: Settings, issue: Issue, why: Why, since: datetime, first: datetime
) -> Climb:
    people = (issue.owner, head_above(records, issue))
    rungs = _rungs(records, settings, issue.initiative, people)
    words = (_last_word(records, issue), _came_back(issue))
    heard = max((each for each in words if each is not None), default=None)
    return Climb(issue, why, since, first, heard, rungs)


def _unverified(records: Records, settings: Settings, issue: Issue, moment: Moment) -> Climb | None:
    """Somebody said that it is solved, and nobody looks."""
    since = issue.proposed
    if since is None:
        return None
    calendar = workdays(settings)
    silent = min(settings.weekly_days, _LONGEST)
    first = midnight(calendar.add(moment.day_of(since), silent + 1), moment)
    if issue.deadline is not None:
        passed = midnight(calendar.next(issue.deadline + _DAY), moment)
        first = min(first, max(passed, later(since, settings.escalation_days, settings, moment)))
    able, own = verifiers(records, issue), fixers(records, issue)
    person = records.get(Person, able[0]) if able else None
    people = (
        person.id if person is not None else None,
        _head(records, person.department if person is not None else None),
    )
    rungs = _rungs(records, settings, issue.initiative, people, without=own)
    seen = (
        each.at
        for each in issue.measures
        if each.kind is MeasureKind.CHECKED
        and each.at >= since
        and (each.by in able or _leads(records, each.by))
    )
    return Climb(issue, Why.UNVERIFIED, since, first, max(seen, default=None), rungs)


def _came_back(issue: Issue) -> datetime | None:
    """When it was sent back or reopened last; null if it never was."""
    return max((each.at for each in issue.measures if each.kind in _RETURNS), default=None)


def _blocked(records: Records, settings: Settings, task: Task, block: Block, moment: Moment) -> Climb | None:
    """The block of a task whose issue was closed without releasing it, or that has none."""
    issue = records.get(Issue, block.issue)
    if issue is not None and issue.state is not IssueState.CLOSED:
        return None
    releaser = records.get(Person, block.release_by)
    people = (block.release_by, _head(records, releaser.department if releaser is not None else None))
    since = block.at if issue is None or issue.closed is None else max(block.at, issue.closed)
    rungs = _rungs(records, settings, task.initiative, people)
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


def _rungs(
    records: Records,
    settings: Settings,
    initiative: int,
    people: Iterable[int | None],
    without: Collection[int] = (),
) -> tuple[Rung, ...]:
    """The board's levels from the owner and the head up; where nobody holds any, it is the facilitator's."""
    record = records.get(Initiative, initiative)
    above: tuple[int | None, ...] = (None, None)
    if record is not None:
        above = (_head(records, record.department), record.sponsor)
    held = zip(LEVELS, (*people, *above), strict=True)
    asked = ((level, person) for level, person in held if level in settings.escalation_levels)
    found = tuple(rung for rung in _each(asked) if rung.person not in without)
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
