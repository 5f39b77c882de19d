"""What every command about a task's progress has in common: somebody tells where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from store.errors import Refused
from store.language import Message, msg
from store.model.issue import Issue, IssueState
from store.model.organisation import Person
from store.model.record import Entry
from store.model.task import Note, Progress, Task, Update
from store.rules.edit import Edit, next_id, refusal
from store.rules.rights import may
from store.rules.urgent import breach_of

M = TypeVar("M", bound=BaseModel)
E = TypeVar("E", bound=Entry)
_SAME: Final[Mapping[str, str]] = MappingProxyType({})


def tell(edit: Edit, task: Task, **fields: object) -> Task:
    """Change `task` and record who told it, when, and for whom (DOMAIN.md stage 3.2)."""
    if task.owner is not None and edit.author is not None and edit.author != task.owner:
        edit.on_behalf = task.owner
    return edit.set(task, **fields, updated=told(edit))


def told(edit: Edit) -> Update:
    """That the author told something, now."""
    return Update(at=edit.moment.now, by=edit.author)


def speaks_for(edit: Edit, task: Task) -> bool:
    """Whether what the author says of `task` is the word that its cadence waits for.

    A question asked by another department must not make a silent task look cared for.
    """
    return edit.by is None or may(edit.state, edit.by, task)


def require(value: str, field: str, message: Message) -> str:
    """`value` without space around it. Refused at `field` when there is nothing left."""
    text = value.strip()
    if not text:
        raise Refused(message, field=field)
    return text


def refuse_closed(edit: Edit, task: Task) -> None:
    """Refuse what cannot be said of a task that is done or cancelled."""
    key = edit.state.key_of(task)
    if task.progress is Progress.DONE:
        raise Refused(msg("{key} is done. Reopen it first.", key=key))
    if task.progress is Progress.CANCELLED:
        raise Refused(msg("{key} is cancelled. Reopen it first.", key=key))


def noted(edit: Edit, task: Task, text: str, field: str = "note") -> tuple[Note, ...]:
    """The notes of `task` with `text` appended in the author's name; as they are when it is empty.

    Refused at `field` when it is too long.
    """
    if not text.strip():
        return task.notes
    said = {"id": next_id(task.notes), "at": edit.moment.now, "by": edit.author, "text": text}
    return (*task.notes, made(Note, said, {"text": field}))


def made(cls: type[M], values: Mapping[str, object], fields: Mapping[str, str] = _SAME) -> M:
    """A validated part of a record. Refused where a value is not valid, at the command's own field for it."""
    try:
        return cls.model_validate(values)
    except ValidationError as error:
        refused = refusal(error)
        raise Refused(refused.message, field=fields.get(refused.field or "", refused.field)) from error


def entry_with(entry: E, **fields: object) -> E:
    """A validated copy of an entry of a list with some fields set anew. Refused as `made` is."""
    return made(type(entry), {**dict(entry), **fields})


def release(edit: Edit, task: Task) -> None:
    """Hand the issue that a block opened over to its verification, once nothing it touches is blocked.

    It stays open until somebody verifies it (stage 4.2), but the urgent clock has nothing left to warn of;
    that it ran out before is recorded, if nobody was there to notice.
    """
    issue = edit.get(Issue, task.block.issue if task.block is not None else None)
    if issue is None or issue.state not in (IssueState.OPEN, IssueState.HANDLING):
        return
    others = (edit.get(Task, touched.id) for touched in issue.tasks if touched.id != task.id)
    if not any(other is not None and other.block is not None for other in others):
        now = edit.moment.now
        breached = breach_of(issue, edit.state.settings.urgent_minutes, now)
        said = {"proposed": now, "proposed_by": edit.author}
        edit.set(issue, state=IssueState.TO_VERIFY, breached_at=breached, **said)


def known_person(edit: Edit, person: int | None, field: str, message: Message) -> Person:
    """The person meant. Refused at `field` when nobody is named or the person is not there."""
    found = edit.get(Person, person)
    if found is None:
        raise Refused(message, field=field)
    return found
