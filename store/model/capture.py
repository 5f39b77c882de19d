"""会议记录: what was captured in one line from wherever the meeting was (DOMAIN.md, Meetings)."""

from enum import StrEnum
from typing import ClassVar

from store.model.day import Day, Instant
from store.model.record import Record
from store.model.text import LongText


class CaptureKind(StrEnum):
    """决定 · 行动 · 提问 · 风险 · 问题 · 备注 · 停车."""

    DECISION = "decision"
    ACTION = "action"
    QUESTION = "question"
    RISK = "risk"
    ISSUE = "issue"
    NOTE = "note"
    PARK = "park"


class Capture(Record):
    """One line that a meeting kept: what, who has it to do or to answer (`person`), by when (`due`).

    meeting, item: where it was said (the agenda item's id). task, issue, risk: what it is about, or, for a
    captured risk or issue, the record that it made. answer: what a question was answered with. settled: when
    an action was done, a question answered, a parked thing taken up (UTC); the rest is carried over.
    """

    table: ClassVar[str] = "captures"

    initiative: int
    meeting: int | None = None
    item: int | None = None
    kind: CaptureKind
    text: LongText
    person: int | None = None
    due: Day | None = None
    at: Instant
    by: int | None = None
    task: int | None = None
    issue: int | None = None
    risk: int | None = None
    answer: LongText = ""
    settled: Instant | None = None
    settled_by: int | None = None

    @property
    def open(self) -> bool:
        """An action to do, a question to answer, or a parked thing that nobody took up yet."""
        lasting = (CaptureKind.ACTION, CaptureKind.QUESTION, CaptureKind.PARK)
        return self.kind in lasting and self.settled is None
