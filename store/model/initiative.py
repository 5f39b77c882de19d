"""协作事项: the whole undertaking."""

from enum import IntEnum, StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from store.model.day import Day
from store.model.record import Record
from store.model.text import LongText, Title

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
"""Short enough to say aloud: two to eight capital letters and digits."""


class Scenario(StrEnum):
    """适用场景: picks the templates."""

    MAJOR_PROJECT = "major_project"
    PROCESS_IMPROVEMENT = "process_improvement"
    URGENT_INCIDENT = "urgent_incident"
    ROUTINE_COOPERATION = "routine_cooperation"


class Stage(IntEnum):
    """The four stages of the method."""

    CONFIRM = 1
    ASSIGN = 2
    FOLLOW_UP = 3
    RESOLVE = 4


class Initiative(Record):
    """An undertaking of several departments. `code` prefixes the keys of its items (`NPL-7`).

    `department` initiates it; `facilitator` leads, `sponsor` is the last step of escalation.
    """

    table: ClassVar[str] = "initiatives"

    code: Code
    title: Title
    scenario: Scenario = Scenario.MAJOR_PROJECT
    stage: Stage = Stage.CONFIRM
    department: int | None = None
    facilitator: int | None = None
    sponsor: int | None = None
    goal: LongText = ""
    due: Day | None = None
