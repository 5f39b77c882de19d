"""The review's figures in the rows of the JSON contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from store.documents.names import Names
from store.documents.review_rows import (
    BlockedRow,
    BucketRow,
    CauseRow,
    CausesRow,
    ClosingRow,
    DepartmentKept,
    DepartmentRate,
    DisciplineRow,
    DistributionRow,
    ForecastsRow,
    HeldRow,
    IssuesRow,
    KeptRow,
    LedgerDocument,
    LedgerRow,
    MoveRow,
    OutcomeRow,
    OwnerKept,
    PunctualityRow,
    RateRow,
    ReviewDocument,
    SlipSum,
    TaskKept,
    WaitedRow,
    WaitRow,
)
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.review.causes import Bar
from store.rules.review.discipline import Kept
from store.rules.review.figures import Figures
from store.rules.review.numbers import Bucket
from store.rules.review.punctuality import Rate
from store.rules.slips import SlipRow, Sum
from store.rules.waiting import Cell


def review_rows(state: State, figures: Figures) -> ReviewDocument:
    """The figures for other programs. Raises NotFound when the initiative is gone."""
    initiative = state.one(Initiative, figures.initiative)
    return _Builder(Names(state), figures).document(initiative)


class _Builder:
    def __init__(self, names: Names, figures: Figures) -> None:
        self.names = names
        self.figures = figures

    def document(self, initiative: Initiative) -> ReviewDocument:
        figures, names = self.figures, self.names
        waited = figures.waited
        return ReviewDocument(
            initiative=initiative.code,
            title=initiative.title,
            day=figures.today,
            tasks=figures.tasks,
            punctuality=self._punctuality(),
            slips=DistributionRow(
                count=figures.distribution.count,
                median=figures.distribution.middle,
                mean=figures.distribution.average,
                furthest=figures.distribution.furthest,
                buckets=_buckets(figures.distribution.buckets),
            ),
            causes=CausesRow(
                days=figures.causes.days,
                by_department=self._causes(figures.causes.causes),
                by_reason=self._causes(figures.causes.reasons),
            ),
            ledger=self._ledger(),
            blocks=waited.blocks,
            blocked=[
                BlockedRow(department=names.department(each), days=days) for each, days in waited.blocked
            ],
            waited=[self._waited(each) for each in waited.matrix.cells],
            issues=self._issues(),
            forecasts=self._forecasts(),
            meetings=self._meetings(),
            discipline=self._discipline(),
        )

    def _punctuality(self) -> PunctualityRow:
        found = self.figures.punctuality
        return PunctualityRow(
            tasks=_rate(found.tasks),
            done_late=found.done_late,
            overdue=found.overdue,
            undated=found.undated,
            milestones=_rate(found.milestones),
            departments=[
                DepartmentRate(department=self.names.department(each), **_rate(rate).model_dump())
                for each, rate in found.departments
            ],
        )

    def _causes(self, bars: Iterable[Bar]) -> list[CauseRow]:
        return [
            CauseRow(
                cause=self.names.department(each.department),
                reason=each.reason,
                days=each.days,
                share=each.share,
                cumulated=each.cumulated,
                tasks=self._keys(each.tasks),
            )
            for each in bars
        ]

    def _ledger(self) -> LedgerDocument:
        found = self.figures.slips
        return LedgerDocument(
            days=found.days,
            tasks=[self._row(each) for each in found.rows],
            by_cause=self._sums(found.by_cause),
            by_department=self._sums(found.by_department),
        )

    def _row(self, row: SlipRow) -> LedgerRow:
        return LedgerRow(
            key=row.key,
            title=row.task.title,
            department=self.names.department(row.task.department),
            original=row.original,
            end=row.end,
            days=row.days,
            moves=[
                MoveRow(
                    kind=each.kind.value,
                    at=each.at.astimezone(UTC) if each.at is not None else None,
                    by=self.names.person(each.by),
                    was=each.was,
                    date=each.date,
                    days=each.days,
                    reason=each.reason,
                    cause=self.names.department(each.cause),
                )
                for each in row.moves
            ],
        )

    def _sums(self, sums: Iterable[Sum]) -> list[SlipSum]:
        return [
            SlipSum(
                department=self.names.department(each.department),
                days=each.days,
                tasks=self._keys(each.tasks),
            )
            for each in sums
        ]

    def _waited(self, cell: Cell) -> WaitedRow:
        return WaitedRow(
            waiter=self.names.department(cell.waiter),
            on=self.names.department(cell.on),
            days=cell.days,
            waits=[
                WaitRow(
                    key=self.names.task(each.task.id),
                    kind=each.kind.value,
                    what=each.what,
                    since=each.since,
                    until=each.until,
                    days=each.days,
                )
                for each in cell.waits
            ],
        )

    def _issues(self) -> IssuesRow:
        found = self.figures.issues
        return IssuesRow(
            closings=[
                ClosingRow(
                    severity=each.severity.value if each.severity is not None else None,
                    reported=each.reported,
                    closed=each.closed,
                    median=each.middle,
                    longest=each.longest,
                )
                for each in found.closings
            ],
            to_close=_buckets(found.to_close),
            ages=_buckets(found.ages),
            oldest=found.oldest,
            reopened=found.reopened,
            urgent=found.urgent,
            met=found.met,
            breached=found.breached,
        )

    def _forecasts(self) -> ForecastsRow:
        found = self.figures.forecasts
        return ForecastsRow(
            held=found.held,
            undecided=found.undecided,
            rate=found.rate,
            off=found.off,
            bias=found.bias,
            outcomes=[
                OutcomeRow(
                    key=self.names.task(each.task.id),
                    told=each.told,
                    forecast=each.forecast,
                    finished=each.finished,
                    error=each.error,
                    held=each.held,
                )
                for each in found.outcomes
            ],
        )

    def _meetings(self) -> list[HeldRow]:
        return [
            HeldRow(
                id=each.meeting.id,
                kind=each.meeting.kind.value,
                number=each.meeting.number,
                opened=each.opened.astimezone(UTC),
                planned=each.planned,
                took=each.took,
                late=each.late,
            )
            for each in self.figures.meetings.held
        ]

    def _discipline(self) -> DisciplineRow:
        found, names = self.figures.discipline, self.names
        return DisciplineRow(
            all=_kept(found.all),
            departments=[
                DepartmentKept(department=names.department(each), **_kept(kept).model_dump())
                for each, kept in found.departments
            ],
            owners=[
                OwnerKept(owner=names.person(each), **_kept(kept).model_dump()) for each, kept in found.owners
            ],
            tasks=[TaskKept(key=names.task(each), **_kept(kept).model_dump()) for each, kept in found.tasks],
        )

    def _keys(self, tasks: Iterable[int]) -> list[str]:
        return [self.names.task(each) for each in tasks]


def _rate(rate: Rate) -> RateRow:
    return RateRow(on_time=rate.on_time, decided=rate.decided, rate=rate.rate)


def _buckets(found: Iterable[Bucket]) -> list[BucketRow]:
    return [BucketRow(low=each.low, high=each.high, count=each.count) for each in found]


def _kept(kept: Kept) -> KeptRow:
    return KeptRow(
        watched=kept.watched,
        silent=kept.silent,
        longest=kept.longest,
        updates=kept.updates,
        rate=kept.rate,
    )
