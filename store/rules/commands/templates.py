"""Changing the scenario templates, and using one (DOMAIN.md stage 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from store.errors import Refused
from store.language import Language, msg
from store.model.initiative import Initiative, Scenario
from store.model.record import Row
from store.model.task import Task
from store.model.template import AgendaLine, Template, UsualTask
from store.rules.calendar import workdays
from store.rules.commands.fields import check_allowed
from store.rules.commands.rows import added, edited, moved, removed
from store.rules.commands.tasks import CreateTask, NewMilestone
from store.rules.edit import Edit, next_id
from store.rules.names import folded
from store.rules.templates import built_in, planned, stored, template


class TemplateList(StrEnum):
    """The lists of a template, by the name of their field."""

    AGENDA = "agenda"
    TASKS = "tasks"


_FIELDS: Final = frozenset({"hint", "cadence"})
_CLASSES: Final[Mapping[TemplateList, type[Row]]] = MappingProxyType(
    {TemplateList.AGENDA: AgendaLine, TemplateList.TASKS: UsualTask}
)
_OF_ROW: Final[Mapping[TemplateList, frozenset[str]]] = MappingProxyType(
    {
        TemplateList.AGENDA: frozenset({"title", "minutes"}),
        TemplateList.TASKS: frozenset({"title", "deliverable", "criterion", "milestone", "share"}),
    }
)


@dataclass(frozen=True, slots=True)
class EditTemplate:
    """Change what a template says as a whole: `hint`, `cadence`. A built-in one becomes the team's own."""

    name: ClassVar[str] = "edit_template"

    scenario: Scenario
    language: Language
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        check_allowed(self.fields, _FIELDS)
        edit.set(_own(edit, self.scenario, self.language), **self.fields)


@dataclass(frozen=True, slots=True)
class AddTemplateRows:
    """New lines of the agenda, or usual tasks, one a row, behind `after`; null: at the end."""

    name: ClassVar[str] = "add_template_rows"

    scenario: Scenario
    language: Language
    list: TemplateList
    rows: Sequence[Mapping[str, object]]
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `rows/N/FIELD` (N from 1)."""
        own = _own(edit, self.scenario, self.language)
        for row in self.rows:
            check_allowed(row, _OF_ROW[self.list])
        entries = _rows(own, self.list)
        new = added(_CLASSES[self.list], entries, self.rows, next_id(entries), self.after)
        edit.set(own, **{self.list: new})


@dataclass(frozen=True, slots=True)
class EditTemplateRow:
    """Change a line of the agenda or a usual task."""

    name: ClassVar[str] = "edit_template_row"

    scenario: Scenario
    language: Language
    list: TemplateList
    entry: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so, at `entry` when it is gone."""
        own = _own(edit, self.scenario, self.language)
        check_allowed(self.fields, _OF_ROW[self.list])
        edit.set(own, **{self.list: edited(_rows(own, self.list), self.entry, self.fields)})


@dataclass(frozen=True, slots=True)
class RemoveTemplateRow:
    """Take a line out of a template."""

    name: ClassVar[str] = "remove_template_row"

    scenario: Scenario
    language: Language
    list: TemplateList
    entry: int

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        own = _own(edit, self.scenario, self.language)
        edit.set(own, **{self.list: removed(_rows(own, self.list), self.entry)})


@dataclass(frozen=True, slots=True)
class MoveTemplateRow:
    """Put a line behind another one; first when `after` is null."""

    name: ClassVar[str] = "move_template_row"

    scenario: Scenario
    language: Language
    list: TemplateList
    entry: int
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        own = _own(edit, self.scenario, self.language)
        edit.set(own, **{self.list: moved(_rows(own, self.list), [self.entry], self.after)})


@dataclass(frozen=True, slots=True)
class ResetTemplate:
    """Back to the template as it came with the program."""

    name: ClassVar[str] = "reset_template"

    scenario: Scenario
    language: Language

    def apply(self, edit: Edit) -> None:
        """Refused when it is as it came."""
        found = stored(edit, self.scenario, self.language)
        if found is None:
            raise Refused(msg("This template is as it came with the program."))
        edit.remove(found)


@dataclass(frozen=True, slots=True)
class ApplyTemplate:
    """Make the usual tasks of the initiative's scenario: all, or those `tasks` by id.

    With a due date of the initiative each has its due date and its usual milestone on that day; without one
    its milestone comes with the day on which it is due. A task whose title is there already is left out.
    """

    name: ClassVar[str] = "apply_template"

    initiative: int
    language: Language
    tasks: Sequence[int] | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when nothing is left to make."""
        initiative = edit.one(Initiative, self.initiative)
        there = {folded(task.title) for task in edit.all(Task) if task.initiative == initiative.id}
        plan = planned(
            template(edit, initiative.scenario, self.language),
            edit.moment.today,
            initiative.due,
            workdays(edit.state.settings),
            self.tasks,
        )
        wanted = [each for each in plan if folded(each.usual.title) not in there]
        if not wanted:
            raise Refused(msg("These tasks are there already."), field="tasks")
        for each in wanted:
            usual = each.usual
            dated = each.due is not None and bool(usual.milestone)
            CreateTask(
                initiative.id,
                usual.title,
                deliverable=usual.deliverable,
                due=each.due,
                criteria=(usual.criterion,) if usual.criterion else (),
                milestones=(NewMilestone(usual.milestone, each.due),) if dated and each.due else (),
            ).apply(edit)


def _own(edit: Edit, scenario: Scenario, language: Language) -> Template:
    """The team's template; the built-in one becomes it."""
    found = stored(edit, scenario, language)
    if found is not None:
        return found
    start = built_in(scenario, language)
    return edit.add(
        Template, **{name: getattr(start, name) for name in Template.model_fields if name != "id"}
    )


def _rows(own: Template, name: TemplateList) -> tuple[Row, ...]:
    return own.agenda if name is TemplateList.AGENDA else own.tasks
