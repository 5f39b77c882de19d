"""A confirmation that was given elsewhere, recorded by a facilitator: whose, and how."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screens.confirm.departments import OpenPersonField, new_person, person_named
from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, LineField
from store.language import msg
from store.model.organisation import Department
from store.model.requirement import Confirmation
from store.rules.commands import EditDepartment
from store.rules.commands.confirming import RecordConfirmation
from store.rules.say import department_name

if TYPE_CHECKING:
    from screens.session import Session
    from store.rules.confirmation import Wording


class RecordConfirmationDialog(FormDialog[None]):
    """Where the department has no head yet, whoever confirmed becomes it."""

    def __init__(self, session: Session, initiative: int, department: int, seen: Wording) -> None:
        """`seen` is the wording that was in sight."""
        name = department_name(session.state, department)
        super().__init__(
            msg("{department}: confirmed elsewhere", department=name),
            draft=f"record-confirmation:{initiative}/{department}",
        )
        self._initiative, self._department, self._seen = initiative, department, seen

    def fields(self) -> Iterable[Field]:
        """Whose word, and how it was given."""
        state = self.session.state
        found = state.get(Department, self._department)
        self._person = OpenPersonField(
            "person",
            msg("Confirmed by"),
            state,
            self._department,
            picked=found.head if found is not None else None,
            required=True,
        )
        self._how = LineField(
            "how",
            msg("How"),
            text=self._last_how(),
            required=True,
            hint=msg("in the meeting, by mail on 3/2, by phone"),
        )
        return (self._person, self._how)

    def _last_how(self) -> str:
        """As the last one of this initiative was given: most are given in one meeting."""
        given = [each for each in self.session.state.all(Confirmation) if each.initiative == self._initiative]
        recorded = [each.how for each in given if each.recorded_by is not None]
        return recorded[-1] if recorded else ""

    def save(self) -> None:
        """A new person first."""
        new = self._person.new
        if new:
            self.carry_out(
                new_person(new, self._department),
                done=lambda _line: self._write(person_named(self.session.state, new, self._department)),
                refused=lambda message, _field: self.refuse(message, "person"),
            )
        else:
            self._write(self._person.picked)

    def _write(self, person: int | None) -> None:
        found = self.session.state.get(Department, self._department)
        headless = found is not None and found.head is None and person is not None
        head = (EditDepartment(self._department, {"head": person}),) if headless else ()
        self.carry_out(
            *head,
            RecordConfirmation(self._initiative, self._department, self._how.value, person, self._seen),
            said=msg(
                "{department} has confirmed.",
                department=department_name(self.session.state, self._department),
            ),
            done=lambda _line: self.dismiss(None),
            refused=self.refuse,
        )
