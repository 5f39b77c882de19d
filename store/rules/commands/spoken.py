"""Whose word a facilitator writes down: of a confirmation (stage 1.3) or a signature (stage 2.3)."""

from __future__ import annotations

from store.errors import Refused
from store.language import msg
from store.model.organisation import Department, Person
from store.rules.edit import Edit


def who_spoke(edit: Edit, department: Department, person: int | None) -> tuple[Person, Person]:
    """Who speaks for the department (its head when `person` is null), and who writes it down.

    Raises Refused at `person`, and when nobody knows who is typing.
    """
    if edit.by is None:
        raise Refused(msg("Say who you are first: the board records who changed what."))
    speaker = edit.get(Person, person if person is not None else department.head)
    if speaker is None:
        raise Refused(
            msg("{department} has no head yet; name one first.", department=department.name),
            field="person",
        )
    if speaker.department != department.id:
        raise Refused(
            msg("{person} does not belong to {department}.", person=speaker.name, department=department.name),
            field="person",
        )
    return speaker, edit.by
