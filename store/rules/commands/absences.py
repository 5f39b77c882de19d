"""Saying that somebody is away (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.absence import Absence
from store.rules.absences import LONGEST_ABSENCE
from store.rules.commands.fields import check_allowed
from store.rules.commands.telling import known_person
from store.rules.edit import Edit

_FIELDS: Final = frozenset({"start", "end", "reason"})


@dataclass(frozen=True, slots=True)
class AddAbsence:
    """A person is away from `start` up to and with `end`."""

    name: ClassVar[str] = "add_absence"

    person: int
    start: date
    end: date
    reason: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `person`, and at `end` when it ends before it starts or lasts for years."""
        person = known_person(edit, self.person, "person", msg("There is no such person on this board."))
        _refuse_years(self.start, self.end)
        edit.add(Absence, person=person.id, start=self.start, end=self.end, reason=self.reason)


@dataclass(frozen=True, slots=True)
class EditAbsence:
    """Change an absence: `fields` are `start`, `end`, `reason`."""

    name: ClassVar[str] = "edit_absence"

    absence: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        check_allowed(self.fields, _FIELDS)
        now = edit.set(edit.one(Absence, self.absence), **self.fields)
        _refuse_years(now.start, now.end)


def _refuse_years(start: date, end: date) -> None:
    """A mistyped year is refused where it was typed."""
    if (end - start).days >= LONGEST_ABSENCE:
        raise Refused(
            msg("From {start} to {end} are more than two years: is the year right?", start=start, end=end),
            field="end",
        )


@dataclass(frozen=True, slots=True)
class RemoveAbsence:
    """The person is there after all."""

    name: ClassVar[str] = "remove_absence"

    absence: int

    def apply(self, edit: Edit) -> None:
        """Raises NotFound when it is gone already."""
        edit.remove(edit.one(Absence, self.absence))
