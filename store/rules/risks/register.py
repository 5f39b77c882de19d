"""The rows of the risk register: where each stands, how heavy it is, which way it goes (stage 4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.risk import Risk, Score
from store.model.state import State

HEAVY: Final = 15
"""Probability times impact from which a risk is heavy: spoken about even when nobody set a day for it."""
LIGHT: Final = 4
"""Up to here it is light."""


class Standing(StrEnum):
    """Where a risk stands: it may happen, it has (its issue is not closed), or it was struck off."""

    OPEN = "open"
    HAPPENED = "happened"
    CLOSED = "closed"


class Level(StrEnum):
    """How heavy it is; UNKNOWN until somebody weighed it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


class Trend(StrEnum):
    """Which way its weight went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


STANDINGS: Final = {
    Standing.OPEN: msg("may happen"),
    Standing.HAPPENED: msg("has happened"),
    Standing.CLOSED: msg("struck off"),
}
LEVELS: Final = {
    Level.HIGH: msg("heavy"),
    Level.MEDIUM: msg("medium"),
    Level.LOW: msg("light"),
    Level.UNKNOWN: msg("not weighed yet"),
}
TRENDS: Final = {Trend.UP: msg("rising"), Trend.DOWN: msg("falling"), Trend.SAME: msg("unchanged")}
SIGNS: Final = {Trend.UP: "^", Trend.DOWN: "v", Trend.SAME: "="}
"""One cell for each trend, readable without colour."""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk as the register shows it. `days` until its next review, negative when that has passed; null
    without one, and where there is nothing to review."""

    risk: Risk
    key: str
    standing: Standing
    level: Level
    trend: Trend | None
    due: bool
    days: int | None


def rows(state: State, initiative: int, moment: Moment) -> list[RiskRow]:
    """The register: what may happen first, the heaviest at the top, then what has, then what was struck off;
    among what may happen those that nobody weighed come before the light ones, as they may be heavy."""
    found = [_row(state, each, moment) for each in state.all(Risk) if each.initiative == initiative]
    order = list(Standing)
    return sorted(found, key=lambda row: (order.index(row.standing), -_rank(row.risk), row.risk.number))


def standing_of(state: State, risk: Risk) -> Standing:
    """Where a risk stands. Once the issue it became is closed, it may happen again."""
    if risk.closed is not None:
        return Standing.CLOSED
    issue = state.get(Issue, risk.issue)
    over = issue is None or issue.state is IssueState.CLOSED
    return Standing.OPEN if over else Standing.HAPPENED


def issues_of(state: State, risk: Risk) -> list[Issue]:
    """Every issue that the risk turned into, the oldest first."""
    return [each for each in state.all(Issue) if each.risk == risk.id or each.id == risk.issue]


def level_of(weight: int | None) -> Level:
    """How heavy a weight of 1 to 25 is: light up to 4, heavy from 15."""
    if weight is None:
        return Level.UNKNOWN
    if weight >= HEAVY:
        return Level.HIGH
    return Level.LOW if weight <= LIGHT else Level.MEDIUM


def trend_of(risk: Risk) -> Trend | None:
    """Which way the weight went since the last review; as long as nobody weighed it since, what that review
    changed. Null until it was weighed twice, or reviewed."""
    last = max((at for at, each in enumerate(risk.scores) if each.review), default=None)
    scores = risk.scores
    if last is None:
        before = scores[:1] if len(scores) > 1 else ()
    elif last < len(scores) - 1:
        before = scores[last : last + 1]
    else:
        before = scores[last - 1 : last] if last else scores[last:]
    if not before:
        return None
    now, was = scores[-1].weight, before[0].weight
    if now == was:
        return Trend.SAME
    return Trend.UP if now > was else Trend.DOWN


def weighings(risk: Risk) -> tuple[Score, ...]:
    """How it was weighed, the oldest first; what it was raised with included."""
    if risk.scores or not risk.probability or not risk.impact or risk.raised is None:
        return risk.scores
    first = Score(id=1, at=risk.raised, by=risk.raised_by, probability=risk.probability, impact=risk.impact)
    return (first,)


def is_due(state: State, risk: Risk, today: date) -> bool:
    """Whether it is to be looked at: its day has come, or it is heavy and has none (stage 4.4)."""
    if standing_of(state, risk) is not Standing.OPEN:
        return False
    if risk.next_review is None:
        return (risk.weight or 0) >= HEAVY
    return risk.next_review <= today


def due_reviews(state: State, initiative: int, today: date) -> list[Risk]:
    """The risks that are to be looked at, the heaviest first; they enter the weekly agenda."""
    found = [each for each in state.all(Risk) if each.initiative == initiative]
    due = [each for each in found if is_due(state, each, today)]
    return sorted(due, key=lambda each: (-(each.weight or 0), each.id))


def trend_word(trend: Trend) -> Message:
    """The word for a trend."""
    return TRENDS[trend]


def _row(state: State, risk: Risk, moment: Moment) -> RiskRow:
    standing = standing_of(state, risk)
    day = risk.next_review if standing is Standing.OPEN else None
    return RiskRow(
        risk,
        state.key_of(risk),
        standing,
        level_of(risk.weight),
        trend_of(risk),
        is_due(state, risk, moment.today),
        (day - moment.today).days if day is not None else None,
    )


def _rank(risk: Risk) -> float:
    return risk.weight if risk.weight is not None else LIGHT + 0.5
