"""The rows of the JSON contract, from the state of a board at a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, TypeVar

from store.documents.names import Names
from store.documents.risk_rows import RiskRow, risk_rows
from store.documents.rows import (
    BaselineMilestoneRow,
    BaselineRow,
    BlockRow,
    CriterionRow,
    DelayRow,
    DepartmentRow,
    EscalationRow,
    ForecastRow,
    InitiativeRow,
    IssueRow,
    MeasureRow,
    MilestoneRow,
    NoteRow,
    NumberedRow,
    PersonRow,
    SettingsRow,
    SupportRow,
    TaskRow,
    UpdateRow,
)
from store.model.clock import Moment
from store.model.escalation import Escalation
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.status import is_late, is_stale, slip, status_of
from store.rules.urgent import within

ROWS: Final[Mapping[str, type[NumberedRow]]] = MappingProxyType(
    {
        "tasks": TaskRow,
        "issues": IssueRow,
        "risks": RiskRow,
        "initiatives": InitiativeRow,
        "people": PersonRow,
        "departments": DepartmentRow,
    }
)
"""The tables there are, and what a row of each is."""

I = TypeVar("I", Task, Issue)  # noqa: E741 - an item
R = TypeVar("R", Person, Department, Initiative)


def rows(state: State, moment: Moment, table: str, initiative: int | None = None) -> Sequence[NumberedRow]:
    """Every row of a table, one of `ROWS`; of one initiative only where the table has initiatives."""
    names = Names(state)
    if table == "tasks":
        return [task_row(state, moment, names, task) for task in ordered(state, Task, initiative)]
    if table == "issues":
        return [issue_row(state, names, issue) for issue in ordered(state, Issue, initiative)]
    if table == "risks":
        return risk_rows(state, moment, names, initiative)
    if table == "initiatives":
        return _initiatives(state, names, initiative)
    if table == "people":
        return [_person(names, person) for person in _by_id(state.all(Person))]
    return [
        DepartmentRow(id=each.id, name=each.name, head=names.person(each.head))
        for each in _by_id(state.all(Department))
    ]


def ordered(state: State, cls: type[I], initiative: int | None = None) -> list[I]:
    """Items as they are counted: by initiative, then number."""
    found = [item for item in state.all(cls) if initiative is None or item.initiative == initiative]
    return sorted(found, key=lambda item: (item.initiative, item.number))


def task_row(state: State, moment: Moment, names: Names, task: Task) -> TaskRow:
    """A task as `duiqi list` shows it."""
    settings = state.settings
    moved = slip(task)
    return TaskRow(
        id=task.id,
        key=names.task(task.id),
        initiative=names.code(task.initiative),
        number=task.number,
        title=task.title,
        deliverable=task.deliverable,
        department=names.department(task.department),
        owner=names.person(task.owner),
        support=[
            SupportRow(
                department=names.department(each.department) or "",
                content=each.content,
                due=each.due,
                received=each.received,
            )
            for each in task.support
        ],
        priority=task.priority.value,
        depends_on=[names.task(each.id) for each in task.dependencies],
        start=task.start,
        due=task.due,
        forecast=task.delay.forecast if task.delay else None,
        status=status_of(task).value,
        progress=task.progress.value,
        delay=_delay(names, task),
        block=_block(names, task),
        late=is_late(task, moment.today),
        stale=is_stale(task, moment, workdays(settings), settings),
        slips=moved.times,
        slip_days=moved.days,
        criteria=[CriterionRow(id=each.id, text=each.text, met=each.met) for each in task.criteria],
        milestones=[
            MilestoneRow(id=each.id, title=each.title, due=each.due, forecast=each.forecast, hit=each.hit)
            for each in task.milestones
        ],
        forecasts=[
            ForecastRow(
                at=_utc(each.at),
                by=names.person(each.by),
                date=each.date,
                reason=each.reason,
                cause=names.department(each.cause),
            )
            for each in task.forecasts
        ],
        notes=[
            NoteRow(id=each.id, at=_utc(each.at), by=names.person(each.by), text=each.text)
            for each in task.notes
        ],
        started=task.started,
        finished=task.finished,
        exception=task.exception,
        updated=_update(names, task),
        baseline=_baseline(task),
        escalations=_escalations(names, task.escalations),
    )


def issue_row(state: State, names: Names, issue: Issue) -> IssueRow:
    """An issue as `duiqi list --table issues` shows it."""
    given = within(state.settings.urgent_minutes)
    return IssueRow(
        id=issue.id,
        key=names.issue(issue.id) or "",
        initiative=names.code(issue.initiative),
        number=issue.number,
        title=issue.title,
        description=issue.description,
        impact=issue.impact,
        first_solution=issue.first_solution,
        severity=issue.severity.value,
        state=issue.state.value,
        reporter=names.person(issue.reporter),
        reported=_utc(issue.reported),
        owner=names.person(issue.owner),
        deadline=issue.deadline,
        tasks=[names.task(each.id) for each in issue.tasks],
        urgent_since=_utc_or_none(issue.urgent_since),
        urgent_deadline=_utc(issue.urgent_since) + given if issue.urgent_since else None,
        meeting_at=_utc_or_none(issue.meeting_at),
        result=issue.result,
        breached_at=_utc_or_none(issue.breached_at),
        department=names.department(issue.department),
        measures=[
            MeasureRow(
                id=each.id,
                at=_utc(each.at),
                by=names.person(each.by),
                kind=each.kind.value,
                text=each.text,
                was=names.person(each.was),
            )
            for each in issue.measures
        ],
        proposed=_utc_or_none(issue.proposed),
        proposed_by=names.person(issue.proposed_by),
        cause=issue.cause,
        prevention=issue.prevention,
        verified_by=names.person(issue.verified_by),
        closed=_utc_or_none(issue.closed),
        escalations=_escalations(names, issue.escalations),
    )


def settings_row(state: State) -> SettingsRow:
    """What holds for the whole board."""
    settings = state.settings
    levels = [level.value for level in settings.escalation_levels]
    said = {name: getattr(settings, name) for name in SettingsRow.model_fields}
    return SettingsRow.model_validate({**said, "escalation_levels": levels})


def _escalations(names: Names, steps: Sequence[Escalation]) -> list[EscalationRow]:
    return [
        EscalationRow(
            why=each.why.value,
            since=_utc(each.since),
            level=each.level.value,
            to=names.person(each.to),
            at=_utc(each.at),
        )
        for each in steps
    ]


def _baseline(task: Task) -> BaselineRow | None:
    fixed = task.baseline
    if fixed is None:
        return None
    return BaselineRow(
        at=_utc(fixed.at),
        start=fixed.start,
        due=fixed.due,
        milestones=[BaselineMilestoneRow(id=each.id, due=each.due) for each in fixed.milestones],
    )


def _delay(names: Names, task: Task) -> DelayRow | None:
    said = task.delay
    if said is None:
        return None
    return DelayRow(
        at=_utc(said.at),
        by=names.person(said.by),
        reason=said.reason,
        forecast=said.forecast,
        cause=names.department(said.cause),
    )


def _block(names: Names, task: Task) -> BlockRow | None:
    said = task.block
    if said is None:
        return None
    return BlockRow(
        at=_utc(said.at),
        by=names.person(said.by),
        waits_for=said.waits_for,
        release_by=names.person(said.release_by),
        urgent=said.urgent,
        issue=names.issue(said.issue),
    )


def _update(names: Names, task: Task) -> UpdateRow | None:
    said = task.updated
    return None if said is None else UpdateRow(at=_utc(said.at), by=names.person(said.by))


def _initiatives(state: State, names: Names, only: int | None) -> list[InitiativeRow]:
    live = [task for task in state.all(Task) if task.progress is not Progress.CANCELLED]
    counts = Counter(task.initiative for task in live)
    done = Counter(task.initiative for task in live if task.progress is Progress.DONE)
    return [
        InitiativeRow(
            id=each.id,
            code=each.code,
            title=each.title,
            scenario=each.scenario.value,
            stage=each.stage.value,
            department=names.department(each.department),
            facilitator=names.person(each.facilitator),
            sponsor=names.person(each.sponsor),
            goal=each.goal,
            due=each.due,
            tasks=counts[each.id],
            done=done[each.id],
        )
        for each in _by_id(state.all(Initiative))
        if only is None or each.id == only
    ]


def _by_id(records: list[R]) -> list[R]:
    return sorted(records, key=lambda record: record.id)


def _person(names: Names, person: Person) -> PersonRow:
    return PersonRow(
        id=person.id,
        name=person.name,
        department=names.department(person.department) or "",
        deputy=names.person(person.deputy),
        role=person.role.value,
        logins=list(person.logins),
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _utc_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else _utc(moment)
