"""Nothing climbs in silence: which steps of escalation are due and not yet recorded (DOMAIN.md stage 4.3).

Owner, the owner's head, the head of the initiating department, the sponsor: a level a working day (a setting
of the board) as long as nobody answers. Each level falls due that long after the one before it, or after the
last word of somebody who is to act, whichever is later; what ends the reason ends the climb. Nothing has to
run for it: whoever opens the board next finds every step that has fallen due, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from store.language import Message, msg
from store.model.clock import Moment
from store.model.escalation import Escalation, Level, Why
from store.model.issue import Issue
from store.model.organisation import Person, Role, Settings
from store.model.state import State
from store.model.task import Task
from store.rules.archive_here import archive_here
from store.rules.brief import Records
from store.rules.issues.ladder import LEVELS, Climb, climb_of_issue, climb_of_task, later
from store.rules.say import person_name, short_day
from store.rules.urgent import breach_of

ESCALATE: Final = "escalate"
"""The journal's name for the command that records the steps."""
OF_ITSELF: Final = frozenset({ESCALATE, "breach"})
"""Commands that the program runs by itself: they are nobody's last change, and nobody's to take back. The
second one is in the journals of older boards only."""


class Step(NamedTuple):
    """A step that falls due at `at` (UTC). `to` is who is to act from then on; null where there is nobody.

    `day` is the deadline or milestone that passed, if that is why.
    """

    record: Issue | Task
    why: Why
    since: datetime
    level: Level
    to: int | None
    at: datetime
    day: date | None = None


def due(state: State, moment: Moment) -> tuple[Step, ...]:
    """Every step that has fallen due and is not recorded, in the order in which they did."""
    return steps_due(state, state.settings, moment)


def steps_due(records: Records, settings: Settings, moment: Moment) -> tuple[Step, ...]:
    """As `due`, of a state or of an edit of it."""
    found = [
        step
        for climb in _climbs(records, settings, moment)
        for step in _coming(climb, settings, moment)
        if step.at <= moment.now
    ]
    return tuple(sorted(found, key=lambda step: (step.at, step.record.table, step.record.id)))


def recordable(state: State, moment: Moment, actor: Person | None) -> bool:
    """Whether there is something to record, and `actor` may write at all."""
    if actor is None or actor.role is Role.GUEST:
        return False
    return bool(breaches(state, state.settings, moment) or due(state, moment))


def breaches(records: Records, settings: Settings, moment: Moment) -> list[tuple[Issue, datetime]]:
    """The issues whose time for an urgent meeting ran out without one, and when (UTC), if it is not recorded
    yet (stage 3.7)."""
    found = []
    for issue in records.all(Issue):
        at = breach_of(issue, settings.urgent_minutes, moment.now)
        if at is not None and at != issue.breached_at:
            found.append((issue, at))
    return found


def climb_of(state: State, record: Issue | Task, moment: Moment) -> Climb | None:
    """What an issue or a task climbs for now; null when it does not: on an archive nobody is told."""
    if archive_here(state) is not None:
        return None
    if isinstance(record, Issue):
        return climb_of_issue(state, state.settings, record, moment)
    return climb_of_task(state, state.settings, record, moment)


def next_step(state: State, record: Issue | Task, moment: Moment) -> Step | None:
    """Who is told next, and when, if nobody answers; null when nothing climbs, or it is at the top."""
    climb = climb_of(state, record, moment)
    if climb is None:
        return None
    coming = _coming(climb, state.settings, moment)
    return next((step for step in coming if step.at > moment.now), None)


def escalated(state: State, record: Issue | Task, moment: Moment) -> Escalation | None:
    """The highest step recorded for what still holds; null when there is none."""
    if not record.escalations:
        return None
    climb = climb_of(state, record, moment)
    return climb.taken[-1] if climb is not None and climb.taken else None


def reason_text(state: State, step: Step | Escalation, moment: Moment) -> Message:
    """A step in words: to whom, and since when what is so."""
    name, day = person_name(state, step.to) or "?", short_day(moment.day_of(step.since), moment.today)
    match step.why:
        case Why.NO_MEETING:
            return msg("to {name}: urgent since {day}, no meeting in time", name=name, day=day)
        case Why.OVERDUE:
            return msg("to {name}: past the deadline since {day}", name=name, day=day)
        case Why.BLOCKED:
            return msg("to {name}: blocked since {day}", name=name, day=day)
        case Why.MILESTONE:
            return msg("to {name}: a milestone is missed since {day}", name=name, day=day)
        case Why.UNVERIFIED:
            return msg("to {name}: said to be solved on {day}, not verified", name=name, day=day)


def _climbs(records: Records, settings: Settings, moment: Moment) -> Iterator[Climb]:
    for issue in records.all(Issue):
        climb = climb_of_issue(records, settings, issue, moment)
        if climb is not None:
            yield climb
    for task in records.all(Task):
        if task.block is None and not task.milestones:
            continue
        climb = climb_of_task(records, settings, task, moment)
        if climb is not None:
            yield climb


def _coming(climb: Climb, settings: Settings, moment: Moment) -> Iterator[Step]:
    """The steps that are not recorded, each as it falls due unless somebody answers before."""
    taken = climb.taken
    reached = max((LEVELS.index(each.level) for each in taken), default=-1)
    told = {each.to for each in taken}
    at = max((each.at for each in taken), default=None)
    for rung in climb.rungs:
        if LEVELS.index(rung.level) <= reached or rung.person in told:
            continue
        if at is None:
            at = climb.first
        else:
            word = max(at, climb.heard) if climb.heard is not None else at
            at = later(word, settings.escalation_days, settings, moment)
        yield Step(climb.record, climb.why, climb.since, rung.level, rung.person, at, climb.day)
