"""The figures of the review as JSON: `duiqi review BOARD CODE --format json` (docs/json.md).

Slips are calendar days, waiting and ages working days, meetings minutes, shares 0 to 1.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from store.documents.meetings import MeetingWord
from store.documents.rows import DepartmentName, Key, PersonName, Row

Share = Annotated[float | None, Field(description="0 to 1; null where nothing is decided")]
Cause = Annotated[DepartmentName | None, Field(description="Who caused it; null for the task's own")]


class RateRow(Row):
    """Of `decided`, those done or past their day, `on_time` were done by their original date."""

    on_time: int
    decided: int
    rate: Share


class DepartmentRate(RateRow):
    """The tasks of one department."""

    department: DepartmentName | None


class PunctualityRow(Row):
    """The tasks that are not cancelled, and their milestones."""

    tasks: RateRow
    done_late: int
    overdue: int
    undated: int
    milestones: RateRow
    departments: list[DepartmentRate]


class BucketRow(Row):
    """How many lie from `low` to `high`, both included; null: no bound."""

    low: int | None
    high: int | None
    count: int


class DistributionRow(Row):
    """How far tasks slipped; negative is early."""

    count: int
    median: float | None
    mean: float | None
    furthest: int | None
    buckets: list[BucketRow]


class CauseRow(Row):
    """Days lost to a cause; `reason` is empty where all of a department's are summed, or none was told."""

    cause: Cause
    reason: str
    days: int
    share: float
    cumulated: float
    tasks: list[Key]


class CausesRow(Row):
    """The largest first."""

    days: int
    by_department: list[CauseRow]
    by_reason: list[CauseRow]


class MoveRow(Row):
    """One move of a date; `at` and `by` are null where nobody told it."""

    kind: Literal["forecast", "replanned", "outcome"]
    at: AwareDatetime | None
    by: PersonName | None
    was: date
    date: date
    days: int
    reason: str
    cause: Cause


class LedgerRow(Row):
    """A task with its original date, the day it was done or is expected now, and every move."""

    key: Key
    title: str
    department: DepartmentName | None
    original: date
    end: date
    days: int
    moves: list[MoveRow]


class SlipSum(Row):
    """The days slipped that go to one department."""

    department: DepartmentName | None
    days: int
    tasks: list[Key]


class LedgerDocument(Row):
    """Every task that has a date; in sum by who caused it and by whose tasks they are."""

    days: int
    tasks: list[LedgerRow]
    by_cause: list[SlipSum]
    by_department: list[SlipSum]


class WaitRow(Row):
    """What a task waited for; `until` is null while it still does."""

    key: Key
    kind: Literal["support", "dependency", "block"]
    what: str
    since: date
    until: date | None
    days: int


class WaitedRow(Row):
    """What one department waited for from another one; a day counts once a task."""

    waiter: DepartmentName | None
    on: DepartmentName | None
    days: int
    waits: list[WaitRow]


class BlockedRow(Row):
    """For how many working days a department's tasks were blocked."""

    department: DepartmentName | None
    days: int


class ClosingRow(Row):
    """Issues of a severity, null for all: working days from report to close of the closed ones."""

    severity: Literal["severe", "moderate", "minor"] | None
    reported: int
    closed: int
    median: float | None
    longest: int | None


class IssuesRow(Row):
    """Issues by time to close and by age; of urgent ones `met` had their meeting in time, `breached` not."""

    closings: list[ClosingRow]
    to_close: list[BucketRow]
    ages: list[BucketRow]
    oldest: int | None
    reopened: int
    urgent: int
    met: int
    breached: int


class OutcomeRow(Row):
    """A forecast that is decided: `error` days later than it said; `finished` is null while it is late."""

    key: Key
    told: date
    forecast: date
    finished: date | None
    error: int
    held: bool


class ForecastsRow(Row):
    """`off` by how many days on average, `bias` above 0 when they hoped for too much."""

    held: int
    undecided: int
    rate: Share
    off: float | None
    bias: float | None
    outcomes: list[OutcomeRow]


class HeldRow(Row):
    """A meeting that was held: minutes planned and taken, and by how many it began late."""

    id: int
    kind: MeetingWord
    number: int
    opened: AwareDatetime
    planned: int
    took: int
    late: int | None


class KeptRow(Row):
    """Of `watched` working days, summed over tasks, an update was overdue on `silent`."""

    watched: int
    silent: int
    longest: int
    updates: int
    rate: Share


class DepartmentKept(KeptRow):
    """The tasks of one department."""

    department: DepartmentName | None


class OwnerKept(KeptRow):
    """The tasks of one owner."""

    owner: PersonName | None


class TaskKept(KeptRow):
    """One task."""

    key: Key


class DisciplineRow(Row):
    """Whether updates came as often as they are due; the most silent first."""

    all: KeptRow
    departments: list[DepartmentKept]
    owners: list[OwnerKept]
    tasks: list[TaskKept]


class ReviewDocument(Row):
    """The figures of an initiative up to `day`, `duiqi review`: one object."""

    initiative: Annotated[str, Field(description="The initiative's code")]
    title: str
    day: date
    tasks: int
    punctuality: PunctualityRow
    slips: DistributionRow
    causes: CausesRow
    ledger: LedgerDocument
    blocks: int
    blocked: list[BlockedRow]
    waited: list[WaitedRow]
    issues: IssuesRow
    forecasts: ForecastsRow
    meetings: list[HeldRow]
    discipline: DisciplineRow
