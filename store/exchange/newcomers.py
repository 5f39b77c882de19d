"""The departments and people that a table names and the board does not have, where they are to be added."""

from __future__ import annotations

from collections.abc import Sequence

from store.exchange import cells
from store.exchange.headings import Headings
from store.exchange.owners import is_nobody, is_several
from store.exchange.sheet import SheetRow
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.commands.importing import AddNewcomers, can_be_called
from store.rules.names import folded


def newcomers(state: State, headings: Headings, rows: Sequence[SheetRow]) -> AddNewcomers:
    """Who comes with `rows`, in their order; who cannot be called so is left out, and their rows refused.

    One look at each row, whatever the size of the board.
    """
    departments = {folded(each.name): each.name for each in state.all(Department)}
    people = {folded(each.name) for each in state.all(Person)}
    new_departments: list[str] = []
    new_people: list[tuple[str, str]] = []
    for row in rows:
        for name in _departments(headings, row):
            if folded(name) not in departments and can_be_called(Department, name):
                departments[folded(name)] = name
                new_departments.append(name)
        owner, whose = headings.cell(row, "owner"), headings.cell(row, "department")
        if is_nobody(owner) or is_several(owner) or folded(owner).removeprefix("@") in people:
            continue
        department = departments.get(folded(whose))
        if department is not None and can_be_called(Person, owner):
            people.add(folded(owner))
            new_people.append((owner, department))
    return AddNewcomers(tuple(new_departments), tuple(new_people))


def _departments(headings: Headings, row: SheetRow) -> list[str]:
    support = headings.cell(row, "support").replace("：", ":")
    helping = [part.partition(":")[0].strip() for part in cells.names(support)]
    own = headings.cell(row, "department")
    return ([] if cells.is_nothing(own) else [own]) + helping
