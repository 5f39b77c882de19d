"""Why it slipped, as a Pareto: the few causes that make up most of it first (stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.rules.names import folded
from store.rules.slips import Ledger


@dataclass(frozen=True, slots=True)
class Bar:
    """`days` lost to one cause; `share` of all days, and `cumulated` with all larger ones, 0 to 1.

    `department` caused it, null for the tasks' own; `reason` in somebody's words, empty where none was told.
    `tasks` are the ids of those it moved.
    """

    department: int | None
    reason: str
    days: int
    share: float
    cumulated: float
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pareto:
    """The days lost, by the department that caused it, and by reason."""

    causes: tuple[Bar, ...]
    reasons: tuple[Bar, ...]
    days: int


def pareto(ledger: Ledger) -> Pareto:
    """The causes of the slips of a ledger. Reasons in the same words, however they are written, are one."""
    causes: dict[tuple[int | None, str], _Sum] = {}
    reasons: dict[tuple[int | None, str], _Sum] = {}
    for row in ledger.rows:
        for part in row.parts:
            for found, key in (
                (causes, (part.cause, "")),
                (reasons, (part.cause, folded(part.reason))),
            ):
                said = part.reason if found is reasons else ""
                found.setdefault(key, _Sum(part.cause, said)).take(part.days, row.task.id)
    return Pareto(_bars(causes.values()), _bars(reasons.values()), ledger.days)


class _Sum:
    def __init__(self, department: int | None, reason: str) -> None:
        self.department = department
        self.reason = reason
        self.days = 0
        self.tasks: dict[int, None] = {}

    def take(self, days: int, task: int) -> None:
        self.days += days
        self.tasks[task] = None


def _bars(sums: Iterable[_Sum]) -> tuple[Bar, ...]:
    ordered = sorted(sums, key=lambda each: (-each.days, each.department or 0, each.reason))
    total, reached = sum(each.days for each in ordered), 0
    bars: list[Bar] = []
    for each in ordered:
        reached += each.days
        bars.append(
            Bar(
                each.department,
                each.reason,
                each.days,
                each.days / total,
                reached / total,
                tuple(each.tasks),
            )
        )
    return tuple(bars)
