"""Adding myself to a board: name, department, role."""

from __future__ import annotations

from collections.abc import Iterable

from screens.dialogs.form import FormDialog
from screens.widgets.fields import ChoiceField, Field, LineField
from screens.widgets.fields.pick import DepartmentField
from screens.words import ROLES
from store.language import msg
from store.model.organisation import Department, Person, Role
from store.rules.commands.joining import JoinBoard


class MyselfDialog(FormDialog[int]):
    """Ends with the id of the person that was made. A department that is not there yet is made with it."""

    def __init__(self, login: str) -> None:
        """`login` is the account's name, by which the person is recognised the next time."""
        super().__init__(msg("Who are you?"))
        self._login = login

    def fields(self) -> Iterable[Field]:
        """Name, department, role."""
        state = self.session.state
        first = not state.all(Person)
        self._name_field = LineField("title", msg("Name"), limit=40, required=True)
        self._department: LineField = (
            DepartmentField("department", msg("Department"), state, required=True)
            if state.all(Department)
            else LineField("department", msg("Department"), limit=40, required=True)
        )
        roles = [(role.value, words) for role, words in ROLES.items()]
        self._role = ChoiceField(
            "role", msg("I am"), roles, chosen=(Role.FACILITATOR if first else Role.MEMBER).value
        )
        return (self._name_field, self._department, self._role)

    def save(self) -> None:
        """Make the person, and the department if it is new."""
        name = self._name_field.value
        self.carry_out(
            JoinBoard(name, self._department.value, Role(self._role.value), self._login),
            said=msg("Welcome, {name}.", name=name),
            done=lambda _line: self.dismiss(self._made(name)),
            refused=self.refuse,
        )

    def _made(self, name: str) -> int | None:
        found = [person.id for person in self.session.state.all(Person) if person.name == name]
        return found[-1] if found else None
