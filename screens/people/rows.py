"""What a line of the people's list says: a department, or one of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.widgets.cells import Cell, width
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import ROLES
from store.language import _
from store.model.organisation import Department, Person, Role
from store.model.task import Task
from store.rules.status import is_open

if TYPE_CHECKING:
    from store.model.state import State


def columns(state: State) -> tuple[Column, ...]:
    """Name, role, deputy, open tasks, account names."""
    names = [width(department.name) for department in state.all(Department)]
    names += [width(person.name) + 2 for person in state.all(Person)]
    return (
        Column("name", _("Department, people"), least=14, ideal=min(max(names, default=14), 36)),
        Column("role", _("Role"), least=12, ideal=18),
        Column("deputy", _("Deputy"), least=10, ideal=16, priority=1),
        Column("open", _("Open tasks"), least=max(6, width(_("Open tasks"))), align="right", priority=2),
        Column("logins", _("Accounts"), least=8, ideal=16, weight=1, priority=3),
    )


def department_row(state: State, department: Department) -> Row:
    """`研发部    负责人 陈工`, said in another colour while nobody signs for it."""
    head = state.get(Person, department.head)
    named: Cell = (
        ((_("head: {name}", name=head.name), ""),) if head is not None else ((_("no head yet"), "late"),)
    )
    return Row((((department.name, "strong"),), named, "", "", ""))


def person_row(state: State, person: Person, load: int) -> Row:
    """`  林晓  成员  代理 罗林  3  linxiao`."""
    department = state.get(Department, person.department)
    heads = department is not None and department.head == person.id
    deputy = state.get(Person, person.deputy)
    return Row(
        (
            f"  {person.name}",
            _role(person.role, heads),
            deputy.name if deputy is not None else "",
            str(load) if load else ((("-", "muted")),),
            ((", ".join(person.logins), "muted"),),
        )
    )


def _role(role: Role, heads: bool) -> Cell:
    """What is more than to be a member stands out."""
    words = [_("head")] if heads else []
    words += [str(ROLES[role])] if role is not Role.MEMBER or not heads else []
    return ((_(", ").join(words), "" if heads or role is Role.FACILITATOR else "muted"),)


def loads(state: State) -> dict[int | None, int]:
    """How many open tasks each person has, by the person's id."""
    found: dict[int | None, int] = {}
    for task in state.all(Task):
        if is_open(task):
            found[task.owner] = found.get(task.owner, 0) + 1
    return found
