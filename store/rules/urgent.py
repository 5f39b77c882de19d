"""The time within which an urgent meeting has to be opened (DOMAIN.md stage 3.7). Wall clock, in UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from store.model.issue import Issue, IssueState
from store.model.state import State
from store.model.task import Task
from store.rules.archive_here import archive_here

_LONGEST: Final = 366 * 24 * 60
"""A year, in minutes: a moment that no calendar has would take the board from everybody."""


class UrgentClock(NamedTuple):
    """A running clock. `remaining` goes below zero once the meeting is overdue; `task` is what is blocked."""

    issue: Issue
    task: Task | None
    deadline: datetime
    remaining: timedelta

    @property
    def breached(self) -> bool:
        """Whether the time has run out without a meeting."""
        return self.remaining <= timedelta()


def deadline_of(issue: Issue, minutes: int) -> datetime | None:
    """Until when the urgent meeting has to be opened (UTC); null when no clock runs.

    The clock stops when the meeting is opened, or when there is nothing left but to verify.
    """
    if issue.urgent_since is None or issue.meeting_at is not None:
        return None
    if issue.state not in (IssueState.OPEN, IssueState.HANDLING):
        return None
    return issue.urgent_since + within(minutes)


def within(minutes: int) -> timedelta:
    """The time that a board gives for an urgent meeting; at most a year, whatever another program wrote."""
    return timedelta(minutes=min(minutes, _LONGEST))


def breach_of(issue: Issue, minutes: int, now: datetime) -> datetime | None:
    """When the time ran out without a meeting (UTC), as recorded or as the clock says; null if it did not."""
    deadline = deadline_of(issue, minutes)
    if issue.breached_at is not None or deadline is None or now < deadline:
        return issue.breached_at
    return deadline


def clock_of(state: State, issue: Issue, now: datetime) -> UrgentClock | None:
    """The clock of one issue; null when none runs, as on an archive."""
    deadline = deadline_of(issue, state.settings.urgent_minutes)
    if deadline is None or archive_here(state) is not None:
        return None
    task = state.get(Task, issue.tasks[0].id) if issue.tasks else None
    return UrgentClock(issue, task, deadline, deadline - now)


def clocks(state: State, now: datetime) -> list[UrgentClock]:
    """Every running clock, the one that ends first at the top."""
    found = [clock for issue in state.all(Issue) if (clock := clock_of(state, issue, now)) is not None]
    return sorted(found, key=lambda clock: (clock.deadline, clock.issue.id))
