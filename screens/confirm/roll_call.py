"""Who speaks for a department in the alignment meeting, or that nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from screens.confirm.departments import OpenPersonField, new_person, person_named
from screens.dialogs.form import FormDialog
from screens.widgets.fields import ChoiceField, Field, Form
from store.language import msg
from store.model.organisation import Department, Person
from store.model.requirement import Attendance
from store.rules.brief import attendance_name, review_of
from store.rules.commands.alignment import AttendDepartment
from store.rules.say import department_name

if TYPE_CHECKING:
    from screens.session import Session

_NEW: Final = 6
"""For how many people that are not on the board yet there is room; more when it is opened again."""


class RollCallDialog(FormDialog[None]):
    """Present, absent, heard later; any number of people, new ones added on the spot.

    One empty line is in sight; another one comes as soon as something is typed in it.
    """

    def __init__(self, session: Session, initiative: int, department: int) -> None:
        name = department_name(session.state, department)
        super().__init__(
            msg("{department}: roll-call", department=name), draft=f"roll:{initiative}/{department}"
        )
        self._initiative, self._department = initiative, department
        self._review = review_of(session.state, initiative, department)

    def fields(self) -> Iterable[Field]:
        """Whether, and who."""
        review, state = self._review, self.session.state
        found = state.get(Department, self._department)
        attendance = review.attendance if review is not None else Attendance.UNKNOWN
        known = [each.id for each in review.people] if review is not None else []
        if attendance is Attendance.UNKNOWN:
            attendance = Attendance.PRESENT
            known = [found.head] if found is not None and found.head is not None else []
        self._attendance = ChoiceField(
            "attendance",
            msg("Roll-call"),
            [(each.value, attendance_name(each)) for each in Attendance],
            chosen=attendance.value,
        )
        members = sum(each.department == self._department for each in state.all(Person))
        self._people = [
            OpenPersonField(
                f"people{at}",
                msg("With") if at else msg("Speaks for it"),
                state,
                self._department,
                picked=known[at] if at < len(known) else None,
            )
            for at in range(max(members, len(known)) + _NEW)
        ]
        self._show_room()
        return (self._attendance, *self._people)

    def on_mount(self) -> None:
        """Begin with the choice."""
        self._show_room()
        self.call_after_refresh(self._attendance.focus_control)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Room for one more."""
        self._show_room()

    def _show_room(self) -> None:
        filled = [at for at, field in enumerate(self._people) if field.text.strip()]
        for at, field in enumerate(self._people):
            field.display = at <= max(filled, default=-1) + 1

    def save(self) -> None:
        """New people first, then who is there."""
        names = [field.new for field in self._people if field.new]
        if names:
            self.carry_out(
                *(new_person(name, self._department) for name in names),
                done=lambda _line: self._write(),
                refused=lambda message, _field: self.refuse(message, "people0"),
            )
        else:
            self._write()

    def _write(self) -> None:
        state = self.session.state
        people = [field.picked or person_named(state, field.text, self._department) for field in self._people]
        self.carry_out(
            AttendDepartment(
                self._initiative,
                self._department,
                Attendance(self._attendance.value),
                [each for each in people if each is not None],
            ),
            seen=[self._review] if self._review is not None else [],
            said=msg(
                "{department}: {attendance}.",
                department=department_name(state, self._department),
                attendance=attendance_name(Attendance(self._attendance.value)),
            ),
            done=lambda _line: self.dismiss(None),
            refused=lambda message, _field: self.refuse(message, "people0"),
        )
