"""签字确认: what a department signed for, word for word (DOMAIN.md stage 2.3)."""

from typing import ClassVar

from store.model.day import Day, Instant
from store.model.record import Entry, Record
from store.model.task import Priority
from store.model.text import ShortLine, Title


class SignedText(Entry):
    """An acceptance criterion as it was signed."""

    text: Title


class SignedSupport(Entry):
    """What a department promised to supply, as it was signed."""

    department: int
    content: Title
    due: Day | None = None


class SignedBefore(Entry):
    """`id` is a task that had to be finished first."""


class SignedMilestone(Entry):
    """A named date as it was signed."""

    title: Title
    due: Day


class SignedRow(Entry):
    """A row of table 1 as it stood when it was signed; `id` is the task.

    Exactly what a signature answers for. How the work goes (progress, forecasts, notes, ticks) is no part.
    """

    title: Title
    deliverable: ShortLine = ""
    department: int | None = None
    owner: int | None = None
    priority: Priority = Priority.MEDIUM
    start: Day | None = None
    due: Day | None = None
    working_days: int | None = None
    criteria: tuple[SignedText, ...] = ()
    support: tuple[SignedSupport, ...] = ()
    dependencies: tuple[SignedBefore, ...] = ()
    milestones: tuple[SignedMilestone, ...] = ()


class Signature(Record):
    """The word of a department on its rows of table 1. Never changed: a newer one takes its place.

    `person` is whose word it is. `recorded_by` is the facilitator who wrote down a signature that was given
    elsewhere, and `how` says where (a mail, a call); null when the head signed as themself.
    """

    table: ClassVar[str] = "signatures"

    initiative: int
    department: int
    person: int
    at: Instant
    rows: tuple[SignedRow, ...]
    recorded_by: int | None = None
    how: ShortLine = ""
