"""Signing table 1, department by department (DOMAIN.md stage 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.signature import Signature, SignedRow
from store.model.task import Progress, Task
from store.rules.commands.spoken import who_spoke
from store.rules.commands.telling import require
from store.rules.drift_words import drift_words
from store.rules.edit import Edit
from store.rules.lacking import holes
from store.rules.say import person_name
from store.rules.signoff import concerned, drift_between, signed_row


@dataclass(frozen=True, slots=True)
class SignRows:
    """The head of a department signs, as themself, the rows that concern it.

    `seen` are the rows as the head read them (`signed_row`); null: whatever they say now.
    """

    name: ClassVar[str] = "sign"

    initiative: int
    department: int
    seen: Sequence[SignedRow] | None = None

    def apply(self, edit: Edit) -> None:
        """Refused unless the author is the head, for rows with a hole, and for rows that changed since."""
        department = edit.one(Department, self.department)
        if edit.by is None or department.head != edit.by.id:
            raise Refused(_only_the_head(edit, department), field="department")
        _sign(edit, self.initiative, department, edit.by.id, seen=self.seen)


@dataclass(frozen=True, slots=True)
class RecordSignature:
    """A facilitator writes down a signature that was given elsewhere; `how` says where and when.

    `person` is whose word it is: the head of the department when null. `seen` as in `SignRows`: the rows that
    stood before the facilitator.
    """

    name: ClassVar[str] = "record_signature"

    initiative: int
    department: int
    how: str
    person: int | None = None
    seen: Sequence[SignedRow] | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `how` or `person`, for rows with a hole, and for rows that changed since."""
        department = edit.one(Department, self.department)
        how = require(
            self.how, "how", msg("How was it given? A mail, a call, on paper: say so, with the date.")
        )
        signer, writer = who_spoke(edit, department, self.person)
        _sign(edit, self.initiative, department, signer.id, recorded_by=writer.id, how=how, seen=self.seen)


def _sign(
    edit: Edit,
    initiative: int,
    department: Department,
    person: int,
    *,
    recorded_by: int | None = None,
    how: str = "",
    seen: Sequence[SignedRow] | None = None,
) -> None:
    edit.one(Initiative, initiative)
    rows = [
        task
        for task in edit.all(Task)
        if task.initiative == initiative
        and task.progress is not Progress.CANCELLED
        and department.id in concerned(task)
    ]
    last = _newest(edit, initiative, department)
    if not rows and (last is None or not last.rows):
        raise Refused(
            msg(
                "No row concerns {department}: there is nothing to sign.",
                department=department.name,
            ),
            field="department",
        )
    rows.sort(key=lambda task: task.number)
    _refuse_holes(edit, rows)
    content = [signed_row(task) for task in rows]
    if seen is not None:
        _refuse_what_changed(edit, seen, content)
    _refuse_twice(last, department, content, recorded=recorded_by is not None)
    edit.add(
        Signature,
        initiative=initiative,
        department=department.id,
        person=person,
        at=edit.moment.now,
        rows=content,
        recorded_by=recorded_by,
        how=how,
    )


def _newest(edit: Edit, initiative: int, department: Department) -> Signature | None:
    given = [
        each
        for each in edit.all(Signature)
        if (each.initiative, each.department) == (initiative, department.id)
    ]
    return max(given, key=lambda each: each.id, default=None)


def _refuse_twice(
    last: Signature | None, department: Department, content: Sequence[SignedRow], *, recorded: bool
) -> None:
    """A signature that stands is not put aside; only a head's own takes the place of a recorded one."""
    if last is None or drift_between(last.rows, content):
        return
    if recorded or last.recorded_by is None:
        text = msg("{department} has signed exactly these rows already.", department=department.name)
        raise Refused(text, field="department")


def _refuse_holes(edit: Edit, rows: Sequence[Task]) -> None:
    """Table 1 is signed without holes; the sentence names the first ones."""
    found = [hole for task in rows for hole in holes(task) if hole.blocking]
    if not found:
        return
    text: Message = _hole(edit, found[0].task, found[0].text)
    for hole in found[1:3]:
        text = msg("{some}; {more}", some=text, more=_hole(edit, hole.task, hole.text))
    if len(found) > 3:
        text = msg("{some}; and {count} more", some=text, count=len(found) - 3)
    raise Refused(msg("Not ready to be signed: {holes}.", holes=text), field=f"tasks/{found[0].task.id}")


def _hole(edit: Edit, task: Task, text: Message) -> Message:
    return msg("{key} {what}", key=edit.state.key_of(task), what=text)


def _refuse_what_changed(edit: Edit, seen: Sequence[SignedRow], now: Sequence[SignedRow]) -> None:
    """Nobody signs what they have not read; the sentence names the first change."""
    drift = drift_between(seen, now)
    if not drift:
        return
    what = drift_words(edit.state, drift[0])
    text = msg("Changed while you were reading: {what}. Look again, then sign.", what=what)
    if len(drift) > 1:
        text = msg(
            "Changed while you were reading: {what} (and {count} more). Look again, then sign.",
            what=what,
            count=len(drift) - 1,
        )
    raise Refused(text, field=f"tasks/{drift[0].task}")


def _only_the_head(edit: Edit, department: Department) -> Message:
    if department.head is None:
        return msg("{department} has no head yet; name one first.", department=department.name)
    return msg(
        "Only the head of {department} signs for it: {person}. A facilitator records a signature that was "
        "given elsewhere.",
        department=department.name,
        person=person_name(edit.state, department.head),
    )
