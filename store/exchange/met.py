"""People and departments whom a file names and the board does not know: gathered, asked once, answered.

Whoever is asked says of each whether to add them, and to which department, whether somebody on the board is
meant, or to leave them out; then the rows read as if the file had said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from store.exchange import cells, own
from store.exchange.headings import Headings
from store.exchange.owners import is_nobody, is_several
from store.exchange.sheet import SheetRow
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.commands.importing import AddNewcomers, can_be_called
from store.rules.names import folded
from store.rules.naming import full_name

_CLOSE: Final = 60.0
_SUGGESTED: Final = 3
_SHORTEST: Final = 2
_LOOKED_UP: Final = 200
"""For so many one looks who may be meant; nobody is asked about more."""


class Sort(StrEnum):
    """What is met."""

    PERSON = "person"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody, or a department, met for the first time: `name` as the file writes it, in `rows`.

    `department` is what the rows say of a person; empty when they say nothing. `close` are the ids of those
    on the board whose names are like it, the most alike first. `can_join`: whether a name can be that.
    """

    sort: Sort
    name: str
    department: str
    rows: tuple[int, ...]
    close: tuple[int, ...]
    can_join: bool = True

    @property
    def key(self) -> tuple[Sort, str]:
        """What an answer is for."""
        return self.sort, folded(self.name)


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one who was met. `meant`: an id on the board is; else `department` names where a person
    is added; `add` adds a department. With none of it the name is left out of the rows. Without an answer the
    rows stay as they are, and are refused."""

    meant: int | None = None
    department: str = ""
    add: bool = False


Answers = Mapping[tuple[Sort, str], Answer]


def met_in(state: State, headings: Headings, rows: Sequence[SheetRow]) -> tuple[Met, ...]:
    """Everybody and every department that is not on the board, departments first, as the rows name them."""
    departments = {folded(each.name): each.id for each in state.all(Department)}
    people = {folded(person.name): person.id for person in state.all(Person)}
    full = {folded(full_name(state, person)) for person in state.all(Person)}
    found: dict[tuple[Sort, str], tuple[str, str, list[int]]] = {}
    for row in rows:
        whose = headings.cell(row, "department")
        for sort, name in _named(headings, row):
            known = departments if sort is Sort.DEPARTMENT else people
            plain = folded(name)
            if not plain or plain in known or (sort is Sort.PERSON and plain in full):
                continue
            own = whose if sort is Sort.PERSON and not cells.is_nothing(whose) else ""
            name, before, numbers = found.get((sort, folded(name)), (name, "", []))
            found[sort, folded(name)] = (name, before or own, [*numbers, row.number])
    ordered = sorted(found.items(), key=lambda each: each[0][0] is Sort.PERSON)
    return tuple(
        Met(
            sort,
            name,
            whose,
            tuple(dict.fromkeys(numbers)),
            _close(name, departments if sort is Sort.DEPARTMENT else people) if at < _LOOKED_UP else (),
            can_be_called(Department if sort is Sort.DEPARTMENT else Person, name),
        )
        for at, ((sort, _name), (name, whose, numbers)) in enumerate(ordered)
    )


def usual(met: Sequence[Met], state: State) -> dict[tuple[Sort, str], Answer]:
    """The answers that are offered: whoever has a place to be added is, the others are left out."""
    known = {folded(each.name) for each in state.all(Department)}
    known |= {folded(each.name) for each in met if each.sort is Sort.DEPARTMENT and each.can_join}
    answers = {}
    for each in met:
        if each.sort is Sort.DEPARTMENT:
            answers[each.key] = Answer(add=each.can_join)
        else:
            joins = each.can_join and folded(each.department) in known
            answers[each.key] = Answer(department=each.department if joins else "")
    return answers


def newcomers_of(met: Sequence[Met], answers: Answers) -> AddNewcomers:
    """Who is added by the answers."""
    said = [(each, answers[each.key]) for each in met if each.key in answers]
    departments = [each.name for each, answer in said if each.sort is Sort.DEPARTMENT and answer.add]
    people = [
        (each.name, answer.department)
        for each, answer in said
        if each.sort is Sort.PERSON and answer.meant is None and answer.department
    ]
    return AddNewcomers(tuple(departments), tuple(people))


def answered(
    state: State, headings: Headings, rows: Sequence[SheetRow], met: Sequence[Met], answers: Answers
) -> list[SheetRow]:
    """The rows as the answers say that they are meant: other names in them, or none."""
    people: dict[str, str] = {}
    departments: dict[str, str] = {}
    for each in met:
        answer = answers.get(each.key)
        if answer is None:
            continue
        if each.sort is Sort.PERSON:
            person = state.get(Person, answer.meant)
            if person is not None:
                people[folded(each.name)] = full_name(state, person)
            elif not answer.department:
                people[folded(each.name)] = ""
        else:
            department = state.get(Department, answer.meant)
            if department is not None:
                departments[folded(each.name)] = department.name
            elif not answer.add:
                departments[folded(each.name)] = ""
    if not people and not departments:
        return list(rows)
    return [_rewritten(headings, row, people, departments) for row in rows]


def name_of(state: State, met: Met, id: int) -> str:
    """What somebody on the board, or a department, is called who may be meant; empty when they are gone."""
    if met.sort is Sort.DEPARTMENT:
        department = state.get(Department, id)
        return department.name if department is not None else ""
    person = state.get(Person, id)
    return full_name(state, person) if person is not None else ""


def _named(headings: Headings, row: SheetRow) -> Iterator[tuple[Sort, str]]:
    whose, owner = headings.cell(row, "department"), headings.cell(row, "owner")
    if not cells.is_nothing(whose):
        yield Sort.DEPARTMENT, whose
    for name in _helping(headings.cell(row, "support")):
        yield Sort.DEPARTMENT, name
    if not is_nobody(owner) and not is_several(owner):
        yield Sort.PERSON, owner.lstrip("@＠ ")


def _helping(text: str) -> list[str]:
    written = own.support(text)
    if written is not None:
        return [name for name, _content, _due in written]
    return [name for name, _content in _parts(text)]


def _parts(text: str) -> list[tuple[str, str | None]]:
    """Supporting departments, each with its content where a colon leads to it."""
    inline = [each.replace("：", ":", 1).partition(":") for each in cells.entries(text)]
    if inline and all(colon for _name, colon, _content in inline):
        return [(name.strip(), content.strip()) for name, _colon, content in inline]
    return [(name, None) for name in cells.names(text)]


def _rewritten(
    headings: Headings, row: SheetRow, people: Mapping[str, str], departments: Mapping[str, str]
) -> SheetRow:
    width = max(headings.columns.values(), default=0) + 1
    said = [*row.cells, *[""] * (width - len(row.cells))]

    def put(field: str, text: str) -> None:
        said[headings.columns[field]] = text

    owner, whose, support = (headings.cell(row, field) for field in ("owner", "department", "support"))
    if folded(owner.lstrip("@＠ ")) in people:
        put("owner", people[folded(owner.lstrip("@＠ "))])
    if folded(whose) in departments:
        put("department", departments[folded(whose)])
    parts = _parts(support)
    if any(folded(name) in departments for name, _content in parts):
        contents = [content for _name, content in parts]
        if None in contents:
            contents = list(cells.contents_of(headings.cell(row, "contribution"), len(parts)))
        kept = [
            (departments.get(folded(name), name), content)
            for (name, _), content in zip(parts, contents, strict=True)
        ]
        put("support", "\n".join(f"{name}: {content}" for name, content in kept if name))
        if "contribution" in headings.columns:
            put("contribution", "")
    return SheetRow(row.number, tuple(said))


def _close(name: str, known: Mapping[str, int]) -> tuple[int, ...]:
    """Those whose names are like `name`, or are found in it: 王芳 in 王芳（销售部）."""
    from rapidfuzz.fuzz import ratio

    plain = folded(name)
    scored = []
    for other, record in known.items():
        within = len(other) >= _SHORTEST and (other in plain or plain in other) and len(plain) >= _SHORTEST
        score = 99.0 if within else float(ratio(plain, other, score_cutoff=_CLOSE))
        if score:
            scored.append((-score, record))
    return tuple(record for _score, record in sorted(scored)[:_SUGGESTED])
