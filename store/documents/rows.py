"""The rows of JSON that the command line prints: a contract with other programs (docs/json.md).

Names stand for people and departments (`department/name` where two people share one), keys (`NPL-7`) for
items. Dates are ISO 8601, times ISO 8601 in UTC with `Z`; what there is not is null, never left out. Fields
may be added, none is renamed or taken away. docs/json-schema.json is made from these models.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from store.model.record import Json

StatusWord = Literal["not_started", "in_progress", "done", "delayed", "blocked", "cancelled"]
ProgressWord = Literal["not_started", "in_progress", "done", "cancelled"]
PriorityWord = Literal["high", "medium", "low"]

Key = Annotated[str, Field(description="The key of an item, such as NPL-7", examples=["NPL-7"])]
PersonName = Annotated[str, Field(description="A person; department/name where two share the name")]
DepartmentName = Annotated[str, Field(description="A department")]


class Row(BaseModel):
    """An object of the contract: exactly these fields, all of them present."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NumberedRow(Row):
    """A row of a table; `id` is the record's number in the board's file."""

    id: int


class SupportRow(Row):
    """What a department supplies to a task, by when, and the day it came."""

    department: DepartmentName
    content: str
    due: date | None
    received: date | None


class CriterionRow(Row):
    """An acceptance criterion. `id` is the number that `update --tick` takes."""

    id: int
    text: str
    met: bool


class MilestoneRow(Row):
    """A named date inside a task; `hit` is the day it was reached."""

    id: int
    title: str
    due: date
    forecast: date | None
    hit: date | None


class DelayRow(Row):
    """A declared delay, and the department that caused it, if another one did."""

    at: AwareDatetime
    by: PersonName | None
    reason: str
    forecast: date
    cause: DepartmentName | None


class ForecastRow(Row):
    """One slip of the history, the oldest first."""

    at: AwareDatetime
    by: PersonName | None
    date: date
    reason: str
    cause: DepartmentName | None


class BlockRow(Row):
    """What a task waits for, who can release it, and the issue that was opened for it."""

    at: AwareDatetime
    by: PersonName | None
    waits_for: str
    release_by: PersonName | None
    urgent: bool
    issue: Key | None


class NoteRow(Row):
    """Something said in words."""

    id: int
    at: AwareDatetime
    by: PersonName | None
    text: str


class UpdateRow(Row):
    """Who told last, and when."""

    at: AwareDatetime
    by: PersonName | None


class BaselineMilestoneRow(Row):
    """The date of a milestone when the kickoff was closed; `id` is the milestone's."""

    id: int
    due: date


class BaselineRow(Row):
    """The dates that held when the kickoff was closed, at `at`; never rewritten."""

    at: AwareDatetime
    start: date | None
    due: date | None
    milestones: list[BaselineMilestoneRow]


class EscalationRow(Row):
    """A step that something climbed because nobody answered. `since` is when that began, `at` when the step
    fell due."""

    why: Literal["no_meeting", "overdue", "blocked", "milestone", "unverified"]
    since: AwareDatetime
    level: Literal["owner", "head", "initiator", "sponsor"]
    to: PersonName | None
    at: AwareDatetime


class MeasureRow(Row):
    """What was done about an issue, the reason for which it was handed over, sent back or reopened, or what
    was seen while it waited to be verified. `was` is who handled it until it was handed over."""

    id: int
    at: AwareDatetime
    by: PersonName | None
    kind: Literal["measure", "handed_over", "sent_back", "reopened", "checked"]
    text: str
    was: PersonName | None


class TaskRow(NumberedRow):
    """A task, `duiqi list`. `status` is computed: done or cancelled, else blocked, else delayed, else
    `progress`. `due` is the planned day, which no delay moves; `forecast` is the day expected while a delay
    is declared; `baseline` the dates as the kickoff fixed them, null before it; `late` is past due and open;
    `stale` is silent for longer than its priority allows; `slip_days` are calendar days."""

    key: Key
    initiative: Annotated[str, Field(description="The initiative's code")]
    number: int
    title: str
    deliverable: str
    department: DepartmentName | None
    owner: PersonName | None
    support: list[SupportRow]
    priority: PriorityWord
    depends_on: list[Key]
    start: date | None
    due: date | None
    forecast: date | None
    status: StatusWord
    progress: ProgressWord
    delay: DelayRow | None
    block: BlockRow | None
    late: bool
    stale: bool
    slips: int
    slip_days: int
    criteria: list[CriterionRow]
    milestones: list[MilestoneRow]
    forecasts: list[ForecastRow]
    notes: Annotated[list[NoteRow], Field(description="The newest last")]
    started: date | None
    finished: date | None
    exception: str
    updated: UpdateRow | None
    baseline: BaselineRow | None
    escalations: Annotated[list[EscalationRow], Field(description="The newest last")]


class IssueRow(NumberedRow):
    """An issue, `duiqi list --table issues`. `urgent_deadline` is when the urgent meeting must have been
    opened; null when it is not urgent. `breached_at` is when that time ran out without one."""

    key: Key
    initiative: str
    number: int
    title: str
    description: str
    impact: str
    first_solution: str
    severity: Literal["severe", "moderate", "minor"]
    state: Literal["open", "handling", "to_verify", "closed"]
    reporter: PersonName | None
    reported: AwareDatetime
    owner: PersonName | None
    deadline: date | None
    tasks: list[Key]
    urgent_since: AwareDatetime | None
    urgent_deadline: AwareDatetime | None
    meeting_at: AwareDatetime | None
    result: str
    breached_at: AwareDatetime | None
    department: DepartmentName | None
    measures: Annotated[list[MeasureRow], Field(description="The newest last")]
    proposed: Annotated[AwareDatetime | None, Field(description="When it was said to be solved")]
    proposed_by: PersonName | None
    cause: str
    prevention: str
    verified_by: PersonName | None
    closed: AwareDatetime | None
    escalations: Annotated[list[EscalationRow], Field(description="The newest last")]


class SettingsRow(Row):
    """What holds for the whole board, `duiqi settings`. `urgent_minutes` are minutes by the wall clock, the
    other numbers working days."""

    name: str
    language: Literal["zh", "en"]
    country: str
    timezone: str
    days_off: list[date]
    urgent_minutes: int
    weekly_days: int
    block_limit: int
    milestone_limit: int
    escalation_days: int
    escalation_levels: list[Literal["owner", "head", "initiator", "sponsor"]]


class InitiativeRow(NumberedRow):
    """An initiative, `duiqi list --table initiatives`. `stage` is 1 to 4 of the method; `tasks` counts those
    that are not cancelled."""

    code: str
    title: str
    scenario: Literal["major_project", "process_improvement", "urgent_incident", "routine_cooperation"]
    stage: Literal[1, 2, 3, 4]
    department: DepartmentName | None
    facilitator: PersonName | None
    sponsor: PersonName | None
    goal: str
    due: date | None
    tasks: int
    done: int


class PersonRow(NumberedRow):
    """A person, `duiqi list --table people`."""

    name: str
    department: DepartmentName
    deputy: PersonName | None
    role: Literal["facilitator", "member", "guest"]
    logins: list[str]


class DepartmentRow(NumberedRow):
    """A department, `duiqi list --table departments`."""

    name: str
    head: PersonName | None


class TodayRow(Row):
    """Something that somebody must do today, `duiqi today`, the most harmful first.

    `days` are how many days it has been so, as `reason` says it (overdue, silent, waiting); null where no
    days count. `deadline` is a date, or a time in UTC where the hour matters; null when it has none.
    """

    key: Key
    person: PersonName | None
    reason: str
    days: int | None
    deadline: AwareDatetime | date | None


class ChangeRow(Row):
    """One field that changed. `field` is null for a whole record, `list/id` for an entry of a list. Values
    are as the board's file holds them: ids stand for people, departments and items."""

    table: str
    id: int
    field: str | None
    before: Json
    after: Json


class LogRow(Row):
    """One commit, `duiqi log`, the oldest first. `by` typed it and `for` is on whose behalf, both as ids of
    people, as in the board's file; `undoes` is the `seq` that it takes back; `origin` the kind of session."""

    seq: int
    at: AwareDatetime
    by: int | None
    on_behalf: Annotated[int | None, Field(alias="for")]
    origin: str
    command: str
    undoes: int | None
    changes: list[ChangeRow]
