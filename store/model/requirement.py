"""任务需求说明书 and what the departments said of it: brief, review, confirmation (DOMAIN.md stage 1)."""

from enum import StrEnum
from typing import ClassVar

from store.model.day import Day, Instant
from store.model.record import Entry, Record, Row
from store.model.text import LongText, ShortLine, Title


class Part(StrEnum):
    """The lists of a brief, by the name of their field."""

    GOALS = "goals"
    OUTCOMES = "outcomes"
    TIMES = "times"


class Goal(Row):
    """目标. A goal has a `measure` (units sold), a `target` (100,000) and a `date`."""

    text: Title
    measure: ShortLine = ""
    target: ShortLine = ""
    date: Day | None = None


class Outcome(Row):
    """预期成果: a thing that can be handed over, by `date` if it is said."""

    text: Title
    date: Day | None = None


class TimeLimit(Row):
    """时间要求: what must be there by when ("first draft of the plan", 15 March)."""

    text: Title
    date: Day | None = None


class Contribution(Row):
    """What a department will contribute, and by when."""

    content: Title
    due: Day | None = None


class Brief(Record):
    """任务需求说明书, one for an initiative, which itself holds who initiates it and when it is due.

    `version` counts the wordings that somebody confirmed: it rises with the first edit after a confirmation.
    """

    table: ClassVar[str] = "briefs"
    unguarded: ClassVar[frozenset[str]] = frozenset({"version"})

    initiative: int
    version: int = 1
    background: LongText = ""
    goals: tuple[Goal, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    times: tuple[TimeLimit, ...] = ()


class Feasibility(StrEnum):
    """可行 · 有条件可行 · 不可行."""

    FEASIBLE = "feasible"
    CONDITIONAL = "conditional"
    INFEASIBLE = "infeasible"


class Attendance(StrEnum):
    """Whether a department was in the alignment meeting. `HEARD`: absent then, and heard later."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    ABSENT = "absent"
    HEARD = "heard"


class Attendee(Entry):
    """`id` is the person who spoke for the department."""


class Point(Entry):
    """What a department said of one point of the brief: entry `ref` of its list `part`.

    `reading` is the point as it read then. `condition` says under which condition it is feasible, or why
    it is not.
    """

    part: Part
    ref: int
    reading: LongText = ""
    feasibility: Feasibility = Feasibility.FEASIBLE
    condition: ShortLine = ""
    resources: ShortLine = ""


class Review(Record):
    """A department concerned by an initiative, what it said in the alignment meeting and what it contributes.

    There is one for each department that was asked.
    """

    table: ClassVar[str] = "reviews"

    initiative: int
    department: int
    attendance: Attendance = Attendance.UNKNOWN
    people: tuple[Attendee, ...] = ()
    points: tuple[Point, ...] = ()
    contributions: tuple[Contribution, ...] = ()


class Confirmation(Record):
    """The word of a department on the minutes: the brief, what it said and promised itself, as they stood.

    Never changed: a newer one takes its place. `person` is whose word it is. `recorded_by` is the facilitator
    who wrote down a confirmation that was given elsewhere, and `how` says where; null when the head confirmed
    as themself. `initiating` and `due` are those of the initiative. `points` is what the department said of
    the brief; null in confirmations given before that belonged to them.
    """

    table: ClassVar[str] = "confirmations"

    initiative: int
    department: int
    person: int
    at: Instant
    version: int
    initiating: int | None = None
    due: Day | None = None
    background: LongText = ""
    goals: tuple[Goal, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    times: tuple[TimeLimit, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    points: tuple[Point, ...] | None = None
    recorded_by: int | None = None
    how: ShortLine = ""
