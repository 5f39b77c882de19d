"""A line of the attention list: what needs somebody to act, who that is, why, and how harmful it is
(DOMAIN.md stages 3.5 and 3.6)."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from store.language import Message
from store.model.issue import Issue
from store.model.task import Task


class Kind(IntEnum):
    """Why something needs attention, the most harmful first."""

    URGENT = 1
    BLOCKED = 2
    FORECAST_PASSED = 3
    LATE = 4
    MILESTONE_MISSED = 5
    DELAYED = 6
    STALE = 7
    TO_VERIFY = 8
    SUPPORT_OVERDUE = 9
    AT_RISK = 10
    DUE_SOON = 11


class Reason(NamedTuple):
    """One thing that is wrong. `person` is who must act on it.

    `days` is how long it has been so: working days for silence, else calendar days; days left for what is
    only due. `deadline` is the moment by which an urgent meeting has to be opened (UTC), else the
    day in question.
    """

    kind: Kind
    person: int | None
    text: Message
    days: int | None = None
    deadline: datetime | date | None = None


class Attention(NamedTuple):
    """A line of the attention list: a task, or an issue in need that blocks none."""

    key: str
    task: Task | None
    issue: Issue | None
    sign: str
    worst: Reason
    extra: tuple[Reason, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the line is sorted by."""
        return self.worst.kind

    @property
    def person(self) -> int | None:
        """The id of who must act."""
        return self.worst.person

    @property
    def reason(self) -> Message:
        """Why."""
        return self.worst.text

    @property
    def days(self) -> int | None:
        """See `Reason`."""
        return self.worst.days

    @property
    def deadline(self) -> datetime | date | None:
        """See `Reason`."""
        return self.worst.deadline


def by_harm(line: Attention) -> tuple[int, float, int, int, str, int]:
    """What the list is sorted by, the most harmful first."""
    worst, item = line.worst, line.task or line.issue
    until = worst.deadline.timestamp() if isinstance(worst.deadline, datetime) else 0.0
    harm = worst.days or 0
    if worst.kind < Kind.AT_RISK:
        harm = -harm
    weight = line.task.priority.rank if line.task is not None else 0
    code, _, _ = line.key.rpartition("-")
    return worst.kind, until, harm, weight, code, item.number if item is not None else 0
