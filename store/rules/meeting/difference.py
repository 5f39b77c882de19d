"""One thing that changed between two states of a board, and what a room calls it (DOMAIN.md stage 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from store.language import Message, msg
from store.model.issue import Issue
from store.model.record import Record
from store.model.risk import Risk
from store.model.task import Task


class Kind(IntEnum):
    """What happened, in the order in which a room wants to hear it."""

    BLOCKED = 1
    SLIPPED = 2
    LATE = 3
    MILESTONE_MISSED = 4
    AT_RISK = 5
    SILENT = 6
    ISSUE_NEW = 7
    DONE = 8
    MILESTONE_HIT = 9
    RELEASED = 10
    PULLED = 11
    REOPENED = 12
    STARTED = 13
    NEW = 14
    CANCELLED = 15
    OWNER = 16
    ISSUE_HANDLED = 17
    ISSUE_CLOSED = 18
    RISK_NEW = 19
    RISK_HAPPENED = 20
    RISK_ROSE = 21
    RISK_FELL = 22
    RISK_GONE = 23
    RISK_BACK = 24


WORDS: Final = {
    Kind.BLOCKED: msg("newly blocked"),
    Kind.SLIPPED: msg("slipped"),
    Kind.LATE: msg("newly late"),
    Kind.MILESTONE_MISSED: msg("milestone missed"),
    Kind.AT_RISK: msg("newly at risk"),
    Kind.SILENT: msg("silent"),
    Kind.ISSUE_NEW: msg("new issue"),
    Kind.DONE: msg("done"),
    Kind.MILESTONE_HIT: msg("milestone reached"),
    Kind.RELEASED: msg("released"),
    Kind.PULLED: msg("pulled forward"),
    Kind.REOPENED: msg("reopened"),
    Kind.STARTED: msg("begun"),
    Kind.NEW: msg("new"),
    Kind.CANCELLED: msg("cancelled"),
    Kind.OWNER: msg("new owner"),
    Kind.ISSUE_HANDLED: msg("issue handled"),
    Kind.ISSUE_CLOSED: msg("issue closed"),
    Kind.RISK_NEW: msg("new risk"),
    Kind.RISK_HAPPENED: msg("risk that happened"),
    Kind.RISK_ROSE: msg("risk that rose"),
    Kind.RISK_FELL: msg("risk that fell"),
    Kind.RISK_GONE: msg("risk struck off"),
    Kind.RISK_BACK: msg("risk taken up again"),
}
"""The word for each kind."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed. `task`, `issue` or `risk` is the id of what it is about, `key` what people say;
    `text` says what became of it, without the key."""

    kind: Kind
    key: str
    title: str
    text: Message
    task: int | None = None
    issue: int | None = None
    risk: int | None = None

    @property
    def sentence(self) -> Message:
        """The whole: `NPL-7 销售培训组织: 11-24 → 11-26`."""
        return msg("{key} {title}: {text}", key=self.key, title=self.title, text=self.text)


def summary(found: Iterable[Difference]) -> Message:
    """How much of what there is: "slipped 2, done 3"."""
    counts: dict[Kind, int] = {}
    for each in found:
        counts[each.kind] = counts.get(each.kind, 0) + 1
    said: Message | None = None
    for kind in sorted(counts):
        one = msg("{what} {count}", what=WORDS[kind], count=counts[kind])
        said = one if said is None else msg("{names}, {name}", names=said, name=one)
    return said or msg("nothing changed")


def about(found: Sequence[Difference], record: Record) -> list[Difference]:
    """Those that concern one task, issue or risk."""
    of = {Task.table: "task", Issue.table: "issue", Risk.table: "risk"}.get(record.table, "")
    return [each for each in found if of and getattr(each, of) == record.id]
