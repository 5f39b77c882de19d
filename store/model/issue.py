"""问题: a row of the issue log (表3)."""

from enum import StrEnum
from typing import ClassVar

from store.model.day import Day, Instant
from store.model.escalation import Escalation
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

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return list(type(self)).index(self)


class AffectedTask(Entry):
    """`id` is the task that the issue touches."""


class MeasureKind(StrEnum):
    """What is said along the way: what was done, the reasons for a step aside, and what was seen while it
    waited to be verified."""

    MEASURE = "measure"
    HANDED_OVER = "handed_over"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    CHECKED = "checked"


class Measure(Entry):
    """措施: what was done about it, said by whom and when (UTC). Only ever appended.

    `was` is who handled it until it was handed over.
    """

    at: Instant
    by: int | None
    kind: MeasureKind = MeasureKind.MEASURE
    text: LongText
    was: int | None = None


class Issue(Record):
    """An issue, reported at once, handled, and verified by somebody else (DOMAIN.md stages 4.1 to 4.3).

    `department` has to resolve it, `owner` handles it until `deadline`. `urgent_since` starts the clock
    within which an urgent meeting must be opened, `meeting_at` stops it (stage 3.7); `breached_at` is when it
    ran out without one, once that was noticed. `urgent_by` made urgent what was not reported so. `proposed`
    is when it was said to be solved, `proposed_by` whoever said so; `verified_by` confirmed it at `closed`.
    `cause` and `prevention` are asked of severe ones. `risk` is the one that happened. Moments are UTC.
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
    department: int | None = None
    owner: int | None = None
    deadline: Day | None = None
    tasks: tuple[AffectedTask, ...] = ()
    urgent_since: Instant | None = None
    urgent_by: int | None = None
    meeting_at: Instant | None = None
    breached_at: Instant | None = None
    measures: tuple[Measure, ...] = ()
    proposed: Instant | None = None
    proposed_by: int | None = None
    result: LongText = ""
    cause: LongText = ""
    prevention: LongText = ""
    verified_by: int | None = None
    closed: Instant | None = None
    risk: int | None = None
    escalations: tuple[Escalation, ...] = ()
