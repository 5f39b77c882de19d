"""A person: name, department, role, deputy, and the accounts by which they are recognised."""

from __future__ import annotations

from collections.abc import Iterable

from screens.dialogs.form import FormDialog
from screens.widgets.fields import ChoiceField, DepartmentField, Field, LineField, PersonField
from screens.words import ROLES
from store.language import msg
from store.model.organisation import Person, Role
from store.rules.commands import AddPerson, EditPerson


class PersonDialog(FormDialog[int]):
    """Of `person`, or of a new one, most likely in `department` (its id). Ends with the person's id."""

    def __init__(self, person: Person | None, department: int | None) -> None:
        title = msg("A new person") if person is None else msg("{name}: who they are", name=person.name)
        super().__init__(title, draft=f"edit:people/{person.id}" if person is not None else "new-person")
        self._about = self._opened_on = person
        self._most_likely = person.department if person is not None else department

    def fields(self) -> Iterable[Field]:
        """Name, department, role, deputy, accounts."""
        state, about = self.session.state, self._about
        self._name_field = LineField(
            "name", msg("Name"), text=about.name if about else "", limit=40, required=True
        )
        self._department = DepartmentField(
            "department", msg("Department"), state, picked=self._most_likely, required=True
        )
        role = about.role if about is not None else Role.MEMBER
        self._role = ChoiceField(
            "role", msg("Role"), [(each.value, words) for each, words in ROLES.items()], chosen=role.value
        )
        self._deputy = PersonField("deputy", msg("Deputy"), state, picked=about.deputy if about else None)
        self._logins = LineField(
            "logins",
            msg("Accounts"),
            text=", ".join(about.logins) if about else "",
            hint=msg("login names, commas between; may stay empty"),
        )
        return (self._name_field, self._department, self._role, self._deputy, self._logins)

    def save(self) -> None:
        """Write the new person, or what differs."""
        name, department = self._name_field.value, self._department.picked or 0
        role, deputy = Role(self._role.value), self._deputy.picked
        logins = tuple(self._logins.value.replace("，", " ").replace("、", " ").replace(",", " ").split())
        if self._about is None:
            self.carry_out(
                AddPerson(name, department, role, deputy, logins),
                said=msg("{name} is on the board.", name=name),
                done=lambda line: self.dismiss(line.made(Person) if line is not None else None),
                refused=self.refuse,
            )
            return
        typed: dict[str, object] = {
            "name": name,
            "department": department,
            "role": role,
            "deputy": deputy,
            "logins": logins,
        }
        shown, about = dict(self._opened_on or self._about), self._about
        self.carry_out(
            EditPerson(about.id, {field: value for field, value in typed.items() if shown[field] != value}),
            seen=[about],
            said=msg("{name}: {said}.", name=name, said=msg("changed")),
            done=lambda _line: self.dismiss(about.id),
            refused=self.refuse,
            edit_again=self._take_newest,
        )

    def _take_newest(self) -> None:
        if self._about is not None:
            self._about = self.session.state.get(Person, self._about.id) or self._about
