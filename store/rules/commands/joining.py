"""How people come onto a board: somebody adds themselves, a department is entered with its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.organisation import Department, Person, Role
from store.rules.commands.organisation import AddDepartment, AddPerson, EditDepartment
from store.rules.edit import Edit
from store.rules.names import folded


@dataclass(frozen=True, slots=True)
class JoinBoard:
    """A new person named `title`, in the department of that name, which is made if it is not there yet.

    `login` is the account by which they are recognised; it is left out when somebody else has it.
    """

    name: ClassVar[str] = "join"

    title: str
    department: str
    role: Role = Role.MEMBER
    login: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused as `AddDepartment` and `AddPerson` are."""
        if self._department(edit) is None:
            AddDepartment(self.department).apply(edit)
        department = self._department(edit)
        taken = any(self.login in person.logins for person in edit.all(Person))
        logins = (self.login,) if self.login and not taken else ()
        if department is not None:
            AddPerson(self.title, department, self.role, logins=logins).apply(edit)

    def _department(self, edit: Edit) -> int | None:
        wanted = folded(self.department)
        return next((one.id for one in edit.all(Department) if folded(one.name) == wanted), None)


@dataclass(frozen=True, slots=True)
class FoundDepartment:
    """A new department named `title` and the people in it, all members; the first of them is its head."""

    name: ClassVar[str] = "found_department"

    title: str
    people: tuple[str, ...] = ()

    def apply(self, edit: Edit) -> None:
        """Refused at `name` as `AddDepartment` is, at `people` where a person cannot be called so."""
        seen: set[str] = set()
        for person in self.people:
            if folded(person) in seen:
                raise Refused(msg("“{name}” stands there twice.", name=person), field="people")
            seen.add(folded(person))
        AddDepartment(self.title).apply(edit)
        department = max(one.id for one in edit.all(Department))
        try:
            for person in self.people:
                AddPerson(person, department).apply(edit)
        except Refused as refused:
            raise Refused(refused.message, field="people") from refused
        if self.people:
            head = min(one.id for one in edit.all(Person) if one.department == department)
            EditDepartment(department, {"head": head}).apply(edit)


@dataclass(frozen=True, slots=True)
class FoundHead:
    """The head of a department in which there is nobody yet: a new person named `title`."""

    name: ClassVar[str] = "found_head"

    department: int
    title: str

    def apply(self, edit: Edit) -> None:
        """Refused at `head` as `AddPerson` is at `name`."""
        try:
            AddPerson(self.title, self.department).apply(edit)
        except Refused as refused:
            raise Refused(refused.message, field="head") from refused
        EditDepartment(self.department, {"head": max(one.id for one in edit.all(Person))}).apply(edit)
