"""Who has signed table 1, and whether what was signed still stands (DOMAIN.md stage 2.3).

A signature answers for the rows that concerned its department when it was given. It is out of date as soon as
one of them reads differently, is gone, or a further row concerns the department; it stands again when the
change is taken back, because nothing but the content is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from store.model.change import jsonable
from store.model.organisation import Department
from store.model.record import Entry, Json
from store.model.signature import (
    Signature,
    SignedBefore,
    SignedMilestone,
    SignedRow,
    SignedSupport,
    SignedText,
)
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.lacking import Hole, holes

ROW: Final = "row"
"""The field of a drift that concerns a whole row: it came, went, or was cancelled."""
_FIELDS: Final = tuple(name for name in SignedRow.model_fields if name != "id")
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(_FIELDS, ()),
        "criteria": tuple(SignedText.model_fields),
        "support": tuple(SignedSupport.model_fields),
        "dependencies": tuple(SignedBefore.model_fields),
        "milestones": tuple(SignedMilestone.model_fields),
    }
)
"""What is compared of a row: its fields, and of a list those of its entries."""


class SignoffState(StrEnum):
    """Where a department stands with its signature."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    OUT_OF_DATE = "out_of_date"


@dataclass(frozen=True, slots=True)
class Drift:
    """What a signature no longer covers: `field` of `task` (an id) `was` signed so and is `now` otherwise.

    JSON values as in the journal; `field` is `list/id` for an entry of a list (`milestones/2`) and `row` for
    a whole row: null before, it was not signed for; null now, it is gone or cancelled (else its title).
    """

    task: int
    field: str
    was: Json
    now: Json


@dataclass(frozen=True, slots=True)
class DepartmentSignoff:
    """A department whose rows are to be signed for, and whether they are.

    `rows` are those that concern it now. `signature` is its newest one, current or not; `drift` what changed
    since; `holes` what those rows lack.
    """

    department: Department
    head: int | None
    state: SignoffState
    signature: Signature | None
    drift: tuple[Drift, ...]
    rows: tuple[Task, ...]
    holes: tuple[Hole, ...]


def signoff(state: State, initiative: int) -> list[DepartmentSignoff]:
    """Every department that owns or supports a row of the initiative, in the order of the departments.

    One that signed for rows and has none any more is among them until it signs that nothing is left: nobody's
    word is dropped unseen.
    """
    every = rows_of(state, initiative)
    rows, lacking = rows_by_department(every), {task.id: holes(task) for task in every}
    newest = _newest(state, initiative)
    found = []
    for department in sorted(state.all(Department), key=lambda each: each.id):
        own, signature = rows.get(department.id, []), newest.get(department.id)
        if own or (signature is not None and signature.rows):
            lacks = tuple(hole for task in own for hole in lacking[task.id])
            found.append(_of_department(state, department, own, signature, lacks))
    return found


def department_signoff(state: State, initiative: int, department: int) -> DepartmentSignoff | None:
    """Where one department stands; null when no row concerns it, and none that it signed for did."""
    return next((each for each in signoff(state, initiative) if each.department.id == department), None)


def confirmed(state: State, initiative: int) -> bool:
    """Whether table 1 may be called confirmed: all departments concerned have signed what it says now.

    A row that no department owns is signed for by nobody, so a table with one is not.
    """
    rows = rows_of(state, initiative)
    if not rows or any(task.department is None for task in rows):
        return False
    return all(each.state is SignoffState.SIGNED for each in signoff(state, initiative))


def rows_of(state: State, initiative: int) -> list[Task]:
    """The rows of table 1 in the order of their numbers; cancelled ones are no part of it."""
    found = [
        task
        for task in state.all(Task)
        if task.initiative == initiative and task.progress is not Progress.CANCELLED
    ]
    return sorted(found, key=lambda task: task.number)


def rows_by_department(rows: Iterable[Task]) -> dict[int, list[Task]]:
    """The rows that concern each department: those it owns or supports."""
    found: dict[int, list[Task]] = {}
    for task in rows:
        for department in concerned(task):
            found.setdefault(department, []).append(task)
    return found


def concerned(task: Task) -> tuple[int, ...]:
    """The departments that sign for a row: the owning one first, then those that support it, each once."""
    own = () if task.department is None else (task.department,)
    return tuple(dict.fromkeys((*own, *(support.department for support in task.support))))


def signed_row(task: Task) -> SignedRow:
    """The row as a signature keeps it; what it says was judged at the door of the task."""
    return SignedRow.model_construct(
        id=task.id,
        title=task.title,
        deliverable=task.deliverable,
        department=task.department,
        owner=task.owner,
        priority=task.priority,
        start=task.start,
        due=task.due,
        working_days=task.working_days,
        criteria=tuple(SignedText.model_construct(id=each.id, text=each.text) for each in task.criteria),
        support=tuple(
            SignedSupport.model_construct(
                id=each.id, department=each.department, content=each.content, due=each.due
            )
            for each in task.support
        ),
        dependencies=tuple(SignedBefore.model_construct(id=each.id) for each in task.dependencies),
        milestones=tuple(
            SignedMilestone.model_construct(id=each.id, title=each.title, due=each.due)
            for each in task.milestones
        ),
    )


def drift_between(was: Sequence[SignedRow], now: Sequence[SignedRow]) -> list[Drift]:
    """Field by field, how rows differ from those that were signed."""
    old, new = {row.id: row for row in was}, {row.id: row for row in now}
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key), new.get(key)
        if before is None or after is None:
            titles = (
                before.title if before is not None else None,
                after.title if after is not None else None,
            )
            found.append(Drift(key, ROW, *titles))
        elif before != after:
            found.extend(_field_drift(before, after))
    return found


def _of_department(
    state: State,
    department: Department,
    rows: Sequence[Task],
    signature: Signature | None,
    lacks: tuple[Hole, ...],
) -> DepartmentSignoff:
    drift = _drift(state, signature, rows) if signature is not None else []
    stands = SignoffState.UNSIGNED
    if signature is not None:
        stands = SignoffState.OUT_OF_DATE if drift else SignoffState.SIGNED
    return DepartmentSignoff(department, department.head, stands, signature, tuple(drift), tuple(rows), lacks)


def _drift(state: State, signature: Signature, rows: Sequence[Task]) -> list[Drift]:
    """Against the rows that were signed, wherever they are now, and those that came to the department."""
    now = {task.id: task for task in rows}
    for row in signature.rows:
        task = state.get(Task, row.id)
        if task is not None and task.initiative == signature.initiative:
            now.setdefault(task.id, task)
    signed = {row.id: row for row in signature.rows}
    present = []
    for task in now.values():
        if task.progress is not Progress.CANCELLED:
            was = signed.get(task.id)
            # Most rows stand as they were: only the others are worth a row of their own.
            present.append(was if was is not None and _stands(was, task) else signed_row(task))
    return drift_between(signature.rows, present)


def _stands(row: SignedRow, task: Task) -> bool:
    """Whether a task still reads as it was signed."""
    for name, fields in _COMPARED.items():
        was, now = getattr(row, name), getattr(task, name)
        if not fields:
            if was != now:
                return False
        elif len(was) != len(now) or any(
            getattr(one, each) != getattr(other, each)
            for one, other in zip(was, now, strict=True)
            for each in fields
        ):
            return False
    return True


def _field_drift(before: SignedRow, after: SignedRow) -> Iterator[Drift]:
    for name in _FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        if isinstance(was, tuple):
            yield from _entry_drift(before.id, name, was, now)
        else:
            yield Drift(before.id, name, jsonable(was), jsonable(now))


def _entry_drift(task: int, name: str, was: Sequence[Entry], now: Sequence[Entry]) -> Iterator[Drift]:
    old, new = _by_id(was), _by_id(now)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        if one != other:
            yield Drift(task, f"{name}/{key}", jsonable(one), jsonable(other))


def _by_id(entries: Sequence[Entry]) -> Mapping[int, Entry]:
    return {entry.id: entry for entry in entries}


def _newest(state: State, initiative: int) -> dict[int, Signature]:
    """Each department's newest signature."""
    found: dict[int, Signature] = {}
    for signature in sorted(state.all(Signature), key=lambda each: each.id):
        if signature.initiative == initiative:
            found[signature.department] = signature
    return found
