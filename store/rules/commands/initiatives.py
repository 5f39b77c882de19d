"""Beginning an initiative and changing what it is; `advancing` takes it through the stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.model.initiative import Initiative, Scenario, Stage
from store.rules.codes import new_code
from store.rules.commands.fields import check_allowed, check_department, check_person, check_unique
from store.rules.edit import Edit

_FIELDS: Final = frozenset({"title", "scenario", "department", "facilitator", "sponsor", "goal", "due"})


@dataclass(frozen=True, slots=True)
class CreateInitiative:
    """A new undertaking. `code` is short enough to say aloud and prefixes the keys of its items."""

    name: ClassVar[str] = "create_initiative"

    code: str
    title: str
    scenario: Scenario = Scenario.MAJOR_PROJECT
    stage: Stage = Stage.CONFIRM
    department: int | None = None
    facilitator: int | None = None
    sponsor: int | None = None
    goal: str = ""
    due: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `code`, `title`, or the field that refers to nothing."""
        code = new_code(edit, self.code)
        check_unique(self.title, ((other, other.title) for other in edit.all(Initiative)), None, "title")
        check_department(edit, self.department)
        check_person(edit, self.facilitator, "facilitator")
        check_person(edit, self.sponsor, "sponsor")
        edit.add(
            Initiative,
            code=code,
            title=self.title,
            scenario=self.scenario,
            stage=self.stage,
            department=self.department,
            facilitator=self.facilitator,
            sponsor=self.sponsor,
            goal=self.goal,
            due=self.due,
        )


@dataclass(frozen=True, slots=True)
class EditInitiative:
    """Change an initiative: any of its fields but the code, which is in every key already spoken."""

    name: ClassVar[str] = "edit_initiative"

    initiative: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        initiative = edit.one(Initiative, self.initiative)
        check_allowed(self.fields, _FIELDS)
        if "title" in self.fields:
            titles = ((other, other.title) for other in edit.all(Initiative))
            check_unique(self.fields["title"], titles, initiative, "title")
        check_department(edit, self.fields.get("department"))
        check_person(edit, self.fields.get("facilitator"), "facilitator")
        check_person(edit, self.fields.get("sponsor"), "sponsor")
        edit.set(initiative, **self.fields)
