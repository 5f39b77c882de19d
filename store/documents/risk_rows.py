"""The risk register as JSON: `duiqi list --table risks` (docs/json.md)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from store.documents.names import Names
from store.documents.rows import DepartmentName, Key, NumberedRow, PersonName, Row
from store.model.clock import Moment
from store.model.risk import Risk
from store.model.state import State
from store.rules.risks.register import is_due, issues_of, level_of, standing_of, trend_of, weighings

Weight = Annotated[int | None, Field(ge=1, le=5, description="1 to 5; null until it was weighed")]


class ScoreRow(Row):
    """How it was weighed; `review`: because its review was due."""

    at: AwareDatetime
    by: PersonName | None
    probability: int
    impact: int
    note: str
    review: bool


class RiskRow(NumberedRow):
    """A risk, `duiqi list --table risks`. `weight` is probability times impact, `level` what that means,
    `trend` which way it went since the last review; `standing` whether it may happen, has, or was struck off;
    `due` whether its review is."""

    key: Key
    initiative: str
    number: int
    title: str
    probability: Weight
    impact: Weight
    weight: int | None
    level: Literal["high", "medium", "low", "unknown"]
    trend: Literal["up", "down", "same"] | None
    standing: Literal["open", "happened", "closed"]
    trigger: str
    prevention: str
    contingency: str
    owner: PersonName | None
    department: DepartmentName | None
    raised_by: PersonName | None
    raised: AwareDatetime | None
    reviewed: AwareDatetime | None
    next_review: date | None
    due: bool
    issues: Annotated[list[Key], Field(description="What it turned into, the oldest first")]
    closed: AwareDatetime | None
    closed_why: str
    scores: Annotated[list[ScoreRow], Field(description="The newest last")]


def risk_rows(state: State, moment: Moment, names: Names, initiative: int | None = None) -> list[RiskRow]:
    """The risks of an initiative, or all, as they are counted."""
    found = [each for each in state.all(Risk) if initiative is None or each.initiative == initiative]
    return [
        _row(state, moment, names, each)
        for each in sorted(found, key=lambda each: (each.initiative, each.number))
    ]


def _row(state: State, moment: Moment, names: Names, risk: Risk) -> RiskRow:
    trend = trend_of(risk)
    return RiskRow(
        id=risk.id,
        key=state.key_of(risk),
        initiative=names.code(risk.initiative),
        number=risk.number,
        title=risk.title,
        probability=risk.probability,
        impact=risk.impact,
        weight=risk.weight,
        level=level_of(risk.weight).value,
        trend=trend.value if trend is not None else None,
        standing=standing_of(state, risk).value,
        trigger=risk.trigger,
        prevention=risk.prevention,
        contingency=risk.contingency,
        owner=names.person(risk.owner),
        department=names.department(risk.department),
        raised_by=names.person(risk.raised_by),
        raised=_utc(risk.raised),
        reviewed=_utc(risk.reviewed),
        next_review=risk.next_review,
        due=is_due(state, risk, moment.today),
        issues=[state.key_of(each) for each in issues_of(state, risk)],
        closed=_utc(risk.closed),
        closed_why=risk.closed_why,
        scores=[
            ScoreRow(
                at=each.at.astimezone(UTC),
                by=names.person(each.by),
                probability=each.probability,
                impact=each.impact,
                note=each.note,
                review=each.review,
            )
            for each in weighings(risk)
        ],
    )


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)
