"""风险: what may go wrong, before it does (DOMAIN.md stages 1.2 and 4.4)."""

from typing import ClassVar

from pydantic import Field

from store.model.day import Day, Instant
from store.model.record import Entry, Record
from store.model.text import LongText, ShortLine, Title


class Score(Entry):
    """How a risk was weighed, by whom and when (UTC). Only ever appended.

    `note` says why, in words. `review`: it was weighed because its review was due, whether or not that
    changed anything.
    """

    at: Instant
    by: int | None
    probability: int = Field(ge=1, le=5)
    impact: int = Field(ge=1, le=5)
    note: ShortLine = ""
    review: bool = False

    @property
    def weight(self) -> int:
        """Probability times impact, 1 to 25."""
        return self.probability * self.impact


class Risk(Record):
    """A row of the risk register, numbered among the initiative's items.

    `probability` and `impact` are 1 to 5, null as long as nobody weighed them; `scores` is how that came
    about. `department` is the one that saw it, `raised_by` the person who wrote it down. `reviewed` is when
    it was looked at last, `next_review` the day for the next time. `issue` is the newest one that it turned
    into when it happened. `closed` is when it was struck off, `closed_why` the reason. Moments are UTC.
    """

    table: ClassVar[str] = "risks"

    initiative: int
    number: int
    title: Title
    probability: int | None = Field(default=None, ge=1, le=5)
    impact: int | None = Field(default=None, ge=1, le=5)
    trigger: LongText = ""
    prevention: LongText = ""
    contingency: LongText = ""
    owner: int | None = None
    next_review: Day | None = None
    department: int | None = None
    raised_by: int | None = None
    raised: Instant | None = None
    scores: tuple[Score, ...] = ()
    reviewed: Instant | None = None
    issue: int | None = None
    closed: Instant | None = None
    closed_why: ShortLine = ""

    @property
    def weight(self) -> int | None:
        """Probability times impact, 1 to 25; null until both are known."""
        return self.probability * self.impact if self.probability and self.impact else None
