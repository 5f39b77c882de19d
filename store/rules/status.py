"""Where a task stands: its status, and the facts computed beside it (DOMAIN.md stage 3.1 to 3.3).

Late, slips and "due in" are calendar days; silence and "due soon" are working days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from store.language import Message, msg
from store.model.clock import Moment
from store.model.organisation import Settings
from store.model.task import Milestone, Priority, Progress, Task
from store.rules.workdays import Workdays

DUE_SOON_DAYS: Final = 2
"""Working days before its end from which a task is due soon."""


class Status(StrEnum):
    """状态: never stored, computed from what was declared."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DELAYED = "delayed"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"


SIGNS: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.NOT_STARTED: "-",
        Status.IN_PROGRESS: ">",
        Status.DONE: "✓",
        Status.DELAYED: "!",
        Status.BLOCKED: "#",
        Status.CANCELLED: "x",
    }
)
"""One cell for each status, the same everywhere."""

STALE_SIGN: Final = "?"

WORDS: Final[Mapping[Status, Message]] = MappingProxyType(
    {
        Status.NOT_STARTED: msg("not started"),
        Status.IN_PROGRESS: msg("in progress"),
        Status.DONE: msg("done"),
        Status.DELAYED: msg("delayed"),
        Status.BLOCKED: msg("blocked"),
        Status.CANCELLED: msg("cancelled"),
    }
)
"""The word for each status, to stand beside its sign."""

_DECLARED: Final = MappingProxyType({progress: Status(progress.value) for progress in Progress})


def status_of(task: Task) -> Status:
    """The first that holds of done or cancelled, blocked, delayed, and the declared progress."""
    if is_open(task):
        if task.block is not None:
            return Status.BLOCKED
        if task.delay is not None:
            return Status.DELAYED
    return _DECLARED[task.progress]


def is_open(task: Task) -> bool:
    """Whether there is still something to do: neither done nor cancelled."""
    return task.progress is Progress.NOT_STARTED or task.progress is Progress.IN_PROGRESS


def expected(task: Task) -> date | None:
    """The day it is expected to be done: the forecast while a delay is declared, else the due date."""
    return task.delay.forecast if task.delay is not None else task.due


def original(task: Task) -> date | None:
    """The original due date: that of the baseline, and as long as no kickoff fixed one, the due date."""
    return task.baseline.due if task.baseline is not None else task.due


def is_late(task: Task, today: date) -> bool:
    """Whether it is open past its original due date, whatever was declared."""
    return task.due is not None and task.due < today and is_open(task)


def days_late(task: Task, today: date) -> int:
    """Calendar days past the original due date; 0 when it is not late."""
    return (today - task.due).days if task.due is not None and is_late(task, today) else 0


def due_soon(task: Task, today: date, workdays: Workdays, days: int = DUE_SOON_DAYS) -> bool:
    """Whether it is open and expected today or within the next `days` working days."""
    day = expected(task)
    if day is None or day < today or not is_open(task):
        return False
    # Asked this way it looks at this year's calendar only, however far away the day is.
    return day < workdays.add(today, days + 1)


class Slip(NamedTuple):
    """How far a task moved: how often, and by how many calendar days from the original due date till now."""

    times: int
    days: int

    def __bool__(self) -> bool:
        return self.times > 0


def slip(task: Task) -> Slip:
    """How often the expected day moved, and how far the newest one is from the original.

    A forecast that repeats the day already expected is not a move. A delay that was made good again still
    counts its moves, with 0 days. A due date that was set anew after the baseline is a move like any other.
    """
    first = original(task)
    times, day = (1, task.due) if first is not None and task.due != first else (0, task.due)
    for forecast in task.forecasts:
        if forecast.date != day:
            times, day = times + 1, forecast.date
    return Slip(times, (day - first).days if day is not None and first is not None else 0)


def last_heard(task: Task, moment: Moment) -> date | None:
    """The day from which silence is counted: of the last update, else the start, else when it was made.

    Before a task has started, silence does not begin earlier than its planned start.
    """
    heard = moment.day_of(task.updated.at) if task.updated is not None else None
    if task.progress is Progress.NOT_STARTED and task.start is not None:
        return task.start if heard is None or heard < task.start else heard
    if heard is not None:
        return heard
    day = task.started or task.start
    if day is None and task.created is not None:
        day = moment.day_of(task.created)
    return day


def silence(task: Task, moment: Moment, workdays: Workdays) -> int:
    """Working days since the last word on it; 0 when it is closed or none is expected yet."""
    since = last_heard(task, moment) if is_open(task) else None
    today = moment.today
    return workdays.between(since, today) if since is not None and since < today else 0


def cadence(task: Task, settings: Settings) -> int:
    """Within how many working days an update is due: one for high priority, else the board's week."""
    return 1 if task.priority is Priority.HIGH else settings.weekly_days


def is_stale(task: Task, moment: Moment, workdays: Workdays, settings: Settings) -> bool:
    """Whether it has been silent for longer than its cadence.

    The update of today may still come, so a high-priority task is stale once one whole working day has passed
    without a word: heard on Monday, due on Tuesday, stale on Wednesday.
    """
    return _silent_beyond(task, moment, workdays, cadence(task, settings))


def is_update_due(task: Task, moment: Moment, workdays: Workdays, settings: Settings) -> bool:
    """Whether the cadence asks for an update today, or asked for one before."""
    return _silent_beyond(task, moment, workdays, cadence(task, settings) - 1)


def _silent_beyond(task: Task, moment: Moment, workdays: Workdays, days: int) -> bool:
    since = last_heard(task, moment) if is_open(task) else None
    if since is None:
        return False
    today = moment.today
    # Calendar days are never fewer than working days: most tasks need no look at the calendar.
    return (today - since).days > days and workdays.between(since, today) > days


class MilestoneKind(StrEnum):
    """Hit, missed, or still to come."""

    HIT = "hit"
    MISSED = "missed"
    DUE = "due"


class MilestoneState(NamedTuple):
    """Where a milestone stands (stage 3.1).

    `days`, in calendar days: how late it was hit (negative: early), by how much it is missed, or in how
    many it is due. `slip` is how far its newest forecast is from the original date.
    """

    kind: MilestoneKind
    days: int
    slip: int


def milestone_state(milestone: Milestone, today: date) -> MilestoneState:
    """Hit; missed once the day expected for it has passed; else due."""
    if milestone.hit is not None:
        days = (milestone.hit - milestone.due).days
        return MilestoneState(MilestoneKind.HIT, days, days)
    day = milestone.forecast or milestone.due
    moved = (day - milestone.due).days
    if day < today:
        return MilestoneState(MilestoneKind.MISSED, (today - day).days, moved)
    return MilestoneState(MilestoneKind.DUE, (day - today).days, moved)
