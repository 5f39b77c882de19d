"""场景模板 as a team changed it; what comes with the program is `store/rules/templates.py`."""

from typing import ClassVar, Literal

from pydantic import Field

from store.model.initiative import Scenario
from store.model.record import Record, Row
from store.model.text import LongText, ShortLine, Title


class AgendaLine(Row):
    """A point of the alignment meeting's agenda and its minutes."""

    title: Title
    minutes: int = Field(default=5, ge=1, le=480)


class UsualTask(Row):
    """A task that such an initiative usually has. `milestone` is its usual named date.

    `share` is the per cent of the initiative's time after which it is usually done, 1 to 100.
    """

    title: Title
    deliverable: ShortLine = ""
    criterion: ShortLine = ""
    milestone: ShortLine = ""
    share: int = Field(default=100, ge=1, le=100)


class Template(Record):
    """What a scenario brings along, in one language: agenda, cadence, usual tasks with their milestones.

    `hint` says what the brief of such an initiative should answer; `cadence` how often it is spoken about.
    """

    table: ClassVar[str] = "templates"

    scenario: Scenario
    language: Literal["zh", "en"] = "zh"
    hint: LongText = ""
    cadence: ShortLine = ""
    agenda: tuple[AgendaLine, ...] = ()
    tasks: tuple[UsualTask, ...] = ()
