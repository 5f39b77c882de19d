"""风险: what may go wrong, before it does (DOMAIN.md stages 1.2 and 4.4)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from store.model.day import Day, Instant
from store.model.record import Record
from store.model.text import LongText, Title


class Risk(Record):
    """A row of the risk register, numbered among the initiative's items.

    `probability` and `impact` are 1 to 5, null as long as nobody weighed them. `department` is the one that
    saw it, `raised_by` the person who wrote it down.
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

    @property
    def weight(self) -> int | None:
        """Probability times impact, 1 to 25; null until both are known."""
        return self.probability * self.impact if self.probability and self.impact else None
