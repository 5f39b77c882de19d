"""Confirming the minutes, department by department (DOMAIN.md stage 1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.requirement import Confirmation
from store.rules.brief import brief_of, confirmations_of
from store.rules.commands.alignment import asked_of, heard
from store.rules.commands.spoken import who_spoke
from store.rules.commands.telling import require
from store.rules.confirmation import State, Wording, diff, present_wording, standing
from store.rules.edit import Edit
from store.rules.say import person_name


@dataclass(frozen=True, slots=True)
class ConfirmBrief:
    """The head of a department confirms, as themself, the brief and what the department contributes.

    `seen` is what the head read (`present_wording`); null: whatever it says now. Freezes the version.
    """

    name: ClassVar[str] = "confirm"

    initiative: int
    department: int
    seen: Wording | None = None

    def apply(self, edit: Edit) -> None:
        """Refused unless the author is the head, for an empty brief, and for one that changed since."""
        department = edit.one(Department, self.department)
        if edit.by is None or department.head != edit.by.id:
            raise _only_the_head(edit, department)
        _confirm(edit, self.initiative, department, edit.by.id, seen=self.seen)


@dataclass(frozen=True, slots=True)
class RecordConfirmation:
    """A facilitator writes down a confirmation that was given elsewhere; `how` says where and when.

    `person` is whose word it is: the head of the department when null.
    """

    name: ClassVar[str] = "record_confirmation"

    initiative: int
    department: int
    how: str
    person: int | None = None
    seen: Wording | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `how` or `person`, for an empty brief, and for one that changed since."""
        department = edit.one(Department, self.department)
        how = require(self.how, "how", msg("How was it given? In the meeting, by mail, by phone: say so."))
        person, writer = who_spoke(edit, department, self.person)
        _confirm(edit, self.initiative, department, person.id, recorded_by=writer.id, how=how, seen=self.seen)


def _confirm(
    edit: Edit,
    initiative: int,
    department: Department,
    person: int,
    *,
    recorded_by: int | None = None,
    how: str = "",
    seen: Wording | None = None,
) -> None:
    edit.one(Initiative, initiative)
    brief = brief_of(edit, initiative)
    if brief is None or not (brief.goals or brief.outcomes):
        raise Refused(msg("The brief names no goal and no outcome: there is nothing to confirm."))
    now = present_wording(edit, initiative, department.id)
    changed = diff(edit, seen, now) if seen is not None else []
    if changed:
        raise Refused(
            msg(
                "The brief changed while you were reading ({what}; {count} changes in all). Look again, then "
                "confirm.",
                what=changed[0].label,
                count=len(changed),
            )
        )
    last = confirmations_of(edit, initiative).get(department.id)
    if standing(edit, initiative, department.id, last).state is State.CONFIRMED:
        raise Refused(
            msg("{department} has confirmed this already.", department=department.name), field="department"
        )
    heard(edit, asked_of(edit, initiative, department.id))
    edit.add(
        Confirmation,
        initiative=initiative,
        department=department.id,
        person=person,
        at=edit.moment.now,
        version=brief.version,
        initiating=now.initiating,
        due=now.due,
        background=now.background,
        goals=brief.goals,
        outcomes=brief.outcomes,
        times=brief.times,
        contributions=now.contributions,
        points=now.points,
        recorded_by=recorded_by,
        how=how,
    )


def _only_the_head(edit: Edit, department: Department) -> Refused:
    if department.head is None:
        why = msg("{department} has no head yet; name one first.", department=department.name)
    else:
        why = msg(
            "Only the head of {department} confirms for it: {person}. A facilitator records a confirmation "
            "that was given elsewhere.",
            department=department.name,
            person=person_name(edit.state, department.head),
        )
    return Refused(why, field="department")
