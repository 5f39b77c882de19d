"""问题: a row of the issue log (表3)."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from store.model.day import Day, Instant
from store.model.record import Entry, Record
from store.model.text import LongText, Title


class IssueState(StrEnum):
    """待处理 → 处理中 → 待验证 → 已关闭."""

    OPEN = "open"
    HANDLING = "handling"
    TO_VERIFY = "to_verify"
    CLOSED = "closed"


class Severity(StrEnum):
    """How bad it is."""

    SEVERE = "severe"
    MODERATE = "moderate"
    MINOR = "minor"


class AffectedTask(Entry):
    """`id` is the task that the issue touches."""


class Issue(Record):
    """An issue, reported at once (DOMAIN.md stage 4.1).

    `urgent_since` starts the clock within which an urgent meeting must be opened, `meeting_at` stops it
    (stage 3.7); `breached_at` is when it ran out without one, once that was noticed. All three are UTC.
    """

    table: ClassVar[str] = "issues"

    initiative: int
    number: int
    title: Title
    description: LongText = ""
    impact: LongText = ""
    first_solution: LongText = ""
    severity: Severity = Severity.MODERATE
    state: IssueState = IssueState.OPEN
    reporter: int | None = None
    reported: Instant
    owner: int | None = None
    deadline: Day | None = None
    tasks: tuple[AffectedTask, ...] = ()
    urgent_since: Instant | None = None
    meeting_at: Instant | None = None
    breached_at: Instant | None = None
    result: LongText = ""
