"""子任务: an independent piece with a deliverable, and all that is said of it while it is under way."""

from enum import StrEnum
from typing import ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from store.language import msg
from store.model.day import Day, Instant
from store.model.escalation import Escalation
from store.model.record import Entry, Record
from store.model.text import BadText, LongText, ShortLine, Title

LONGEST: Final = 2000
"""The most working days that a task takes: eight years."""


class Priority(StrEnum):
    """优先级. High means an update is due every working day."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(type(self)).index(self)


class Progress(StrEnum):
    """What was declared; the status is computed from it, the delay and the block."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class Criterion(Entry):
    """交付标准: one checkable acceptance criterion."""

    text: Title
    met: bool = False


class Support(Entry):
    """配合部门 + 配合内容: what a department must supply, by when; `received` is the day it came."""

    department: int
    content: Title
    due: Day | None = None
    received: Day | None = None


class Dependency(Entry):
    """依赖关系: `id` is the task that must be finished before this one starts."""


class Serves(StrEnum):
    """What a task can be there for."""

    OUTCOME = "outcome"
    TIME = "time"
    CONTRIBUTION = "contribution"


class Serve(Entry):
    """What a task is there for: entry `ref` of the brief or of a department's contributions (stage 1.4)."""

    kind: Serves
    ref: int
    department: int | None = None


class Milestone(Entry):
    """里程碑: a named date inside a task. `forecast` is the newest expectation, `hit` the day it came."""

    title: Title
    due: Day
    forecast: Day | None = None
    hit: Day | None = None


class Forecast(Entry):
    """A declared slip. Only ever appended; `cause` is the department that caused it, if another one did."""

    at: Instant
    by: int | None
    date: Day
    reason: Title
    cause: int | None = None


class Note(Entry):
    """备注: said by whom and when. Only ever appended."""

    at: Instant
    by: int | None
    text: LongText


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    at: Instant
    by: int | None


class Delay(_Said):
    """延迟, as declared (DOMAIN.md stage 3.2)."""

    reason: Title
    forecast: Day
    cause: int | None = None


class Block(_Said):
    """阻塞: what it waits for, who can release it, and the issue it opened."""

    waits_for: Title
    release_by: int | None
    urgent: bool = False
    issue: int | None = None


class Update(_Said):
    """Who told last, and when; what silence is measured from."""


class BaselineMilestone(Entry):
    """`id` is the milestone, `due` its date when the kickoff was closed."""

    due: Day


class Baseline(BaseModel):
    """基线: the dates that held when the kickoff was closed, at `at`. Never rewritten after (stage 2.4)."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    at: Instant
    start: Day | None = None
    due: Day | None = None
    milestones: tuple[BaselineMilestone, ...] = ()


class Task(Record):
    """A row of tables 1 and 2. `department` owns it, `owner` is exactly one person.

    `due` is the original date and is not moved by a delay: slips are `forecasts`. `started` and `finished`
    are the days on which that was declared, `created` the moment at which the row was made. `exception` says
    why it is done although a criterion is not met. `working_days` is how long it takes, as long as `start`
    and `due` do not both say it. `rank` is its place in the outline (`rules/order.py`), `serves` what of the
    brief it is there for, `escalations` how it climbed.
    """

    table: ClassVar[str] = "tasks"
    unguarded: ClassVar[frozenset[str]] = frozenset({"updated"})

    initiative: int
    number: int
    title: Title
    deliverable: ShortLine = ""
    department: int | None = None
    owner: int | None = None
    priority: Priority = Priority.MEDIUM
    start: Day | None = None
    due: Day | None = None
    working_days: int | None = Field(default=None, ge=1, le=LONGEST)
    criteria: tuple[Criterion, ...] = ()
    support: tuple[Support, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    progress: Progress = Progress.NOT_STARTED
    delay: Delay | None = None
    block: Block | None = None
    forecasts: tuple[Forecast, ...] = ()
    notes: tuple[Note, ...] = ()
    started: Day | None = None
    finished: Day | None = None
    exception: ShortLine = ""
    updated: Update | None = None
    created: Instant | None = None
    serves: tuple[Serve, ...] = ()
    rank: int | None = None
    baseline: Baseline | None = None
    escalations: tuple[Escalation, ...] = ()

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.start and self.due and self.due < self.start:
            raise BadText(
                msg("The task is due ({due}) before it starts ({start}).", due=self.due, start=self.start)
            )
        return self
