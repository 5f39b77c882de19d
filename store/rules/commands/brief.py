"""Writing the requirement brief (DOMAIN.md stage 1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

from store.model.initiative import Initiative
from store.model.record import Entry, Row
from store.model.requirement import Brief, Confirmation, Goal, Outcome, Part, Review, TimeLimit
from store.model.task import Serves, Task
from store.model.text import TITLE_LIMIT
from store.rules.brief import brief_of, lines_of, reading
from store.rules.commands.fields import check_allowed, check_department, check_unique
from store.rules.commands.rows import added, edited, moved, removed
from store.rules.edit import Edit

_OF_INITIATIVE: Final = frozenset({"department", "due"})
_FIELDS: Final = frozenset({"background"}) | _OF_INITIATIVE
_CLASSES: Final[Mapping[Part, type[Row]]] = MappingProxyType(
    {Part.GOALS: Goal, Part.OUTCOMES: Outcome, Part.TIMES: TimeLimit}
)
_OF_LINE: Final[Mapping[Part, frozenset[str]]] = MappingProxyType(
    {
        Part.GOALS: frozenset({"text", "measure", "target", "date"}),
        Part.OUTCOMES: frozenset({"text", "date"}),
        Part.TIMES: frozenset({"text", "date"}),
    }
)


@dataclass(frozen=True, slots=True)
class EditBrief:
    """Change what is there once: `background`, and of the initiative `department` (initiating) and `due`.

    As every command here it begins the brief if there is none, and makes a new version when somebody
    confirmed the present one.
    """

    name: ClassVar[str] = "edit_brief"

    initiative: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        check_allowed(self.fields, _FIELDS)
        check_department(edit, self.fields.get("department"))
        brief = begun(edit, self.initiative)
        initiative = edit.one(Initiative, self.initiative)
        own = {name: value for name, value in self.fields.items() if name in _OF_INITIATIVE}
        anew = edit.set(initiative, **own) != initiative if own else False
        rest = {name: value for name, value in self.fields.items() if name not in _OF_INITIATIVE}
        write(edit, brief, rest, anew=anew)


@dataclass(frozen=True, slots=True)
class AddPoints:
    """New goals, outcomes or time limits, one a row, behind the entry `after`; null: at the end.

    A row holds the fields of an entry: `text` and `date`, for a goal `measure` and `target` too.
    """

    name: ClassVar[str] = "add_points"

    initiative: int
    part: Part
    rows: Sequence[Mapping[str, object]]
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `rows/N/FIELD` (N from 1) where a row is empty, there already, or not valid."""
        if not self.rows:
            return
        brief = begun(edit, self.initiative)
        lines = lines_of(brief, self.part)
        titles = [(brief, line.text) for line in lines]
        for number, row in enumerate(self.rows, 1):
            check_allowed(row, _OF_LINE[self.part])
            check_unique(row.get("text", ""), titles, None, f"rows/{number}/text")
            titles.append((brief, str(row.get("text", ""))))
        first = next_line(edit, brief, self.part)
        new = added(_CLASSES[self.part], lines, self.rows, first, self.after)
        write(edit, brief, {self.part: new})


@dataclass(frozen=True, slots=True)
class EditPoint:
    """Change a point of the brief."""

    name: ClassVar[str] = "edit_point"

    initiative: int
    part: Part
    entry: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so, at `entry` when it is gone."""
        brief = begun(edit, self.initiative)
        check_allowed(self.fields, _OF_LINE[self.part])
        lines = lines_of(brief, self.part)
        if "text" in self.fields:
            others = ((brief, line.text) for line in lines if line.id != self.entry)
            check_unique(self.fields["text"], others, None, "text")
        write(edit, brief, {self.part: edited(lines, self.entry, self.fields)})


@dataclass(frozen=True, slots=True)
class RemovePoint:
    """Take a point out of the brief."""

    name: ClassVar[str] = "remove_point"

    initiative: int
    part: Part
    entry: int

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        brief = begun(edit, self.initiative)
        write(edit, brief, {self.part: removed(lines_of(brief, self.part), self.entry)})


@dataclass(frozen=True, slots=True)
class MovePoint:
    """Put a point behind another one of its list; first when `after` is null. Makes no new version."""

    name: ClassVar[str] = "move_point"

    initiative: int
    part: Part
    entry: int
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        brief = begun(edit, self.initiative)
        write(edit, brief, {self.part: moved(lines_of(brief, self.part), [self.entry], self.after)})


def begun(edit: Edit, initiative: int) -> Brief:
    """The brief, begun if there is none: then what was called the initiative's goal is its first goal."""
    found = brief_of(edit, initiative)
    if found is not None:
        return found
    goal = edit.one(Initiative, initiative).goal
    short = "\n" not in goal and 0 < len(goal) <= TITLE_LIMIT
    return edit.add(
        Brief,
        initiative=initiative,
        goals=[{"id": 1, "text": goal}] if short else [],
        background="" if short else goal,
    )


def write(edit: Edit, brief: Brief, fields: Mapping[str, object], *, anew: bool = False) -> Brief:
    """Change the brief; a wording that was confirmed is left as it is, and a new version begins.

    `anew`: something that belongs to the brief changed already, outside its record.
    """
    new = edit.set(brief, **fields)
    if not anew and _wording(new) == _wording(brief):
        return new
    versions = [each.version for each in edit.all(Confirmation) if each.initiative == brief.initiative]
    return edit.set(new, version=max(versions) + 1) if brief.version in versions else new


def next_line(edit: Edit, brief: Brief, part: Part) -> int:
    """An id for a new entry that nothing refers to, not even what was said of an entry since removed."""
    used = [line.id for line in lines_of(brief, part)]
    for confirmation in edit.all(Confirmation):
        if confirmation.initiative == brief.initiative:
            entries: Sequence[Entry] = getattr(confirmation, part)
            used += [entry.id for entry in entries]
    for review in edit.all(Review):
        if review.initiative == brief.initiative:
            used += [point.ref for point in review.points if point.part is part]
    kind = {Part.OUTCOMES: Serves.OUTCOME, Part.TIMES: Serves.TIME}.get(part)
    for task in edit.all(Task):
        if task.serves and task.initiative == brief.initiative:
            used += [serve.ref for serve in task.serves if serve.kind is kind]
    return max(used, default=0) + 1


def _wording(brief: Brief) -> tuple[object, ...]:
    lists = (
        sorted((line.id, reading(line)) for line in entries)
        for entries in (brief.goals, brief.outcomes, brief.times)
    )
    return (brief.background, *lists)
