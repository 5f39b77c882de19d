"""A department: made with its people in one go, or renamed and given another head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, LineField, Pick, PickField
from store.language import msg
from store.model.organisation import Department, Person
from store.rules.commands import EditDepartment
from store.rules.commands.joining import FoundDepartment, FoundHead

if TYPE_CHECKING:
    from store.model.state import State

_BETWEEN: Final = re.compile(r"[,，、;；]")


class NewDepartmentDialog(FormDialog[int]):
    """Ends with the department's id."""

    def __init__(self) -> None:
        super().__init__(msg("A new department"), draft="new-department")

    def fields(self) -> Iterable[Field]:
        """Its name, and who is in it."""
        self._title_field = LineField("name", msg("Department"), limit=40, required=True)
        self._people = LineField(
            "people", msg("People"), limit=4000, hint=msg("commas between; the first one is the head")
        )
        return (self._title_field, self._people)

    def save(self) -> None:
        """Make it and them."""
        title = self._title_field.value
        people = tuple(name.strip() for name in _BETWEEN.split(self._people.value) if name.strip())
        self.carry_out(
            FoundDepartment(title, people),
            said=msg("{department} is made, with {count} people.", department=title, count=len(people)),
            done=lambda line: self.dismiss(line.made(Department) if line is not None else None),
            refused=self.refuse,
        )


class EditDepartmentDialog(FormDialog[None]):
    """The name and the head of `department`. Where nobody is in it yet, the head is a new person."""

    def __init__(self, department: Department) -> None:
        super().__init__(
            msg("{name}: name and head", name=department.name), draft=f"edit:departments/{department.id}"
        )
        self._about = self._opened_on = department

    def fields(self) -> Iterable[Field]:
        """Name, head."""
        state, about = self.session.state, self._about
        self._title_field = LineField(
            "name", msg("Department name"), text=about.name, limit=40, required=True
        )
        members = _members(state, about)
        self._head = PickField("head", msg("Head"), members, picked=about.head)
        self._first = LineField("head", msg("Head"), limit=40, hint=msg("somebody new; nobody is in it yet"))
        self._empty = not members
        return (self._title_field, self._first if self._empty else self._head)

    def save(self) -> None:
        """Write what differs."""
        typed: dict[str, object] = {"name": self._title_field.value}
        if not self._empty:
            typed["head"] = self._head.picked
        shown = dict(self._opened_on)
        new = self._first.value if self._empty else ""
        self.carry_out(
            EditDepartment(
                self._about.id, {name: value for name, value in typed.items() if shown[name] != value}
            ),
            *((FoundHead(self._about.id, new),) if new else ()),
            seen=[self._about],
            said=msg("{name}: {said}.", name=self._title_field.value, said=msg("changed")),
            done=lambda _line: self.dismiss(None),
            refused=self.refuse,
            edit_again=self._take_newest,
        )

    def _take_newest(self) -> None:
        self._about = self.session.state.get(Department, self._about.id) or self._about


def _members(state: State, department: Department) -> list[Pick]:
    return [
        Pick(person.id, person.name) for person in state.all(Person) if person.department == department.id
    ]
