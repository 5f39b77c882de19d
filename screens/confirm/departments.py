"""Choosing a department by typing a part of its name; one that is not known is added on the spot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from screens.dialogs.form import FormDialog
from screens.widgets.fields import DepartmentField, Field, Pick, PickField
from store.language import Message, msg
from store.model.organisation import Department, Person
from store.rules.brief import asked
from store.rules.commands import AddDepartment, AddPerson
from store.rules.names import folded

if TYPE_CHECKING:
    from screens.acting import ActingScreen
    from store.model.state import State


class OpenDepartmentField(DepartmentField):
    """A department, known or new: a name nobody has is one to be added."""

    def complaint(self) -> Message | None:
        """Missing; unknown is no fault."""
        complaint = super().complaint()
        return None if self.text.strip() and not self._fitting() else complaint

    @property
    def new(self) -> str:
        """The name of the department to be added, "" when it is a known one."""
        return "" if self.picked is not None or self._fitting() else self.text.strip()

    def understood(self) -> None:
        """Say that it will be new."""
        super().understood()
        if self.text.strip() and self.new:
            self._close()
            self.show_echo(msg("will be added"))

    def _fitting(self) -> bool:
        return any(pick.fits(self.text) for pick in self._picks)


class OpenPersonField(PickField):
    """A person of one department, known or new."""

    def __init__(
        self,
        name: str,
        label: Message,
        state: State,
        department: int,
        *,
        picked: int | None = None,
        required: bool = False,
    ) -> None:
        picks = [
            Pick(person.id, person.name, "")
            for person in state.all(Person)
            if person.department == department
        ]
        super().__init__(name, label, picks, picked=picked, required=required)

    def complaint(self) -> Message | None:
        """Unknown is no fault."""
        return None if self.new else super().complaint()

    @property
    def new(self) -> str:
        """The name of the person to be added, "" when it is a known one."""
        typed = self.text.strip()
        known = self.picked is not None or any(pick.fits(typed) for pick in self._picks)
        return "" if known else typed

    def understood(self) -> None:
        """Say that they will be new."""
        super().understood()
        if self.new:
            self._close()
            self.show_echo(msg("will be added"))


class DepartmentDialog(FormDialog[int]):
    """Ends with the id of the department."""

    def __init__(self, title: Message, *, required: bool = True, without: Collection[int] = ()) -> None:
        """`without`: ids that are not offered."""
        super().__init__(title, draft="")
        self._required = required
        self._without = without

    def fields(self) -> Iterable[Field]:
        """The one."""
        self._department = OpenDepartmentField(
            "name",
            msg("Department"),
            self.session.state,
            required=self._required,
            without=self._without,
        )
        return (self._department,)

    def save(self) -> None:
        """Known, or added now."""
        name = self._department.new
        if not name:
            self.dismiss(self._department.picked)
            return
        self.carry_out(
            AddDepartment(name),
            said=msg("{name} is a department now; its head is named later.", name=name),
            done=lambda _line: self.dismiss(department_named(self.session.state, name)),
            refused=self.refuse,
        )


def ask_for_department(screen: ActingScreen[None], title: Message, take: Callable[[int], None]) -> None:
    """Ask, and `take` the id."""

    def taken(found: int | None) -> None:
        if found is not None:
            take(found)

    screen.app.push_screen(DepartmentDialog(title), taken)


def ask_for_departments(screen: ActingScreen[None], initiative: int, take: Callable[[int], None]) -> None:
    """Ask for one after the other until nothing is typed, and `take` the id of each. Who takes part is not
    offered again."""
    known: set[int] = set()

    def taken(found: int | None) -> None:
        if found is not None:
            known.add(found)
            take(found)
            ask()

    def ask() -> None:
        title = msg("Which department is concerned? Nothing typed ends it.")
        without = {*asked(screen.session.state, initiative), *known}
        screen.app.push_screen(DepartmentDialog(title, required=False, without=without), taken)

    ask()


def department_named(state: State, name: str) -> int | None:
    """The id of the department of that name."""
    return next((each.id for each in state.all(Department) if folded(each.name) == folded(name)), None)


def person_named(state: State, name: str, department: int) -> int | None:
    """The id of the person of that name in a department."""
    found = (
        each.id
        for each in state.all(Person)
        if each.department == department and folded(each.name) == folded(name)
    )
    return next(found, None)


def new_person(name: str, department: int) -> AddPerson:
    """Add them on the spot."""
    return AddPerson(name, department)
