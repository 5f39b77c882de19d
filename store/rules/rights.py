"""Who may do what: one rule on the changes of a commit, which every commit passes, undo and import included.

- facilitator: everything, and so is the facilitator of an initiative within it;
- head: the tasks and the people of the own department, claiming a task nobody has;
- member: what is told about the own tasks (owner, or deputy of the owner), issues, notes on anything;
- whoever supplies support for a task says that it came; issues have rules of their own (`rights_issue.py`);
- guest: looks on.

The brief is written by the head of the initiating department, who also breaks it down into tasks until the
initiative goes on to assignment; what a department says, contributes and confirms is its head's
(`rights_brief.py`). A signature is given by the head of the department as themself, and by nobody for them: a
facilitator records one that was given elsewhere, in their own name.

What table 1 is signed for (who owns a task, its department, its priority, its original date) is the head's or
the facilitator's, not the owner's. A board without any facilitator lets everybody in: somebody has to begin.
Pure, and without a look at whole tables except in a refusal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from store.errors import NotAllowed
from store.language import Message, msg
from store.model.absence import Absence
from store.model.capture import Capture
from store.model.change import Change
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.minutes import Minutes
from store.model.organisation import Department, Person, Role
from store.model.passage import Passage
from store.model.requirement import Brief, Confirmation, Review
from store.model.risk import Risk
from store.model.signature import Signature
from store.model.state import State
from store.model.task import Task
from store.rules.rights_archive import goes_along, moved
from store.rules.rights_brief import on_brief, on_confirmation, on_review
from store.rules.rights_claim import breaks_down, claims, moves_along, named_of_another
from store.rules.rights_issue import on_issue, on_own_fix, releases
from store.rules.rights_meeting import fixes_baseline, on_meetings
from store.rules.rights_risk import on_risk
from store.rules.rights_signature import on_signature
from store.rules.who import body_of, head_of, leaders, leads, names_of
from store.rules.who import has_facilitator as has_facilitator
from store.rules.who import heads as heads

_COMMITMENT: Final = frozenset({"initiative", "number", "department", "owner", "priority", "due"})
_OF_ONESELF: Final = frozenset({"deputy", "logins"})
_OF_ONES_PEOPLE: Final = frozenset({"name", "department", "deputy", "logins"})
_OF_ONES_DEPARTMENT: Final = frozenset({"name", "head"})
_OF_BREAKDOWN: Final = frozenset(
    {"title", "deliverable", "criteria", "milestones", "dependencies", "support", "serves", "rank", "notes"}
    | {"start", "due", "working_days", "priority"}
)
_OF_ONES_INITIATIVE: Final = frozenset({"title", "scenario", "goal", "due"})


def check(state: State, actor: Person | None, changes: Sequence[Change], command: str = "") -> None:
    """Raise NotAllowed, saying who may, unless `actor` may make all `changes` to `state`.

    `state` is the board before the changes. What a right depends on is read from there, so that no change of
    a commit gives the right to another one of it. `command` is the journal's name for what is done; the
    rule looks at what changes, not at what it is called.
    """
    whole = moved(changes) if actor is not None and actor.role is Role.FACILITATOR else frozenset()
    judged = (change for change in changes if not goes_along(change, whole))
    refused = next((why for change in judged if (why := _refused(state, actor, change, changes))), None)
    if refused is not None and has_facilitator(state):
        raise NotAllowed(refused)


def _refused(state: State, actor: Person | None, change: Change, commit: Sequence[Change]) -> Message | None:
    """Why a change may not be made, looked at beside the others of its commit."""
    why = _refusal(state, actor, change)
    if why is None or actor is None or actor.role is Role.GUEST:
        return why
    return None if moves_along(state, actor, change, commit) else why


def may(state: State, actor: Person | None, task: Task) -> bool:
    """Whether `actor` may tell the status of `task`."""
    return why_not(state, actor, task) is None


def why_not(state: State, actor: Person | None, task: Task) -> Message | None:
    """Why `actor` may not tell the status of `task`; null when they may. For greyed keys."""
    if actor is None:
        return _SAY_WHO if has_facilitator(state) else None
    if leads(state, actor, task.initiative) or _tells(state, actor, task) or not has_facilitator(state):
        return None
    return _LOOK if actor.role is Role.GUEST else _who_may(state, task)


_SAY_WHO: Final = msg("Say who you are first: the board records who changed what.")
_LOOK: Final = msg("Guests look on; a facilitator can make you a member.")
_FACILITATOR: Final = msg("Only a facilitator may change this.")


def _refusal(state: State, actor: Person | None, change: Change) -> Message | None:
    if actor is None:
        return _SAY_WHO
    if actor.role is Role.GUEST:
        return _LOOK
    if change.table == Signature.table:
        return on_signature(state, actor, change)
    if change.table == Confirmation.table:
        return on_confirmation(state, actor, change)
    if (verified := on_own_fix(state, actor, change)) is not None:
        return verified
    if actor.role is Role.FACILITATOR:
        return None
    match change.table:
        case Task.table:
            return _on_task(state, actor, change)
        case Issue.table:
            return on_issue(state, actor, change)
        case Person.table:
            return _on_person(state, actor, change)
        case Brief.table:
            return on_brief(state, actor, change)
        case Review.table:
            return on_review(state, actor, change)
        case Risk.table:
            return on_risk(state, actor, change)
        case Meeting.table | Capture.table | Minutes.table:
            return on_meetings(state, actor, change)
        case Absence.table:
            return _on_absence(state, actor, change)
        case Passage.table:
            own = leads(state, actor, body_of(change.after or change.before).get("initiative"))
        case Department.table:
            own = heads(state, actor, change.id) and change.field in _OF_ONES_DEPARTMENT
        case Initiative.table:
            return _on_initiative(state, actor, change)
        case _:
            own = False
    return None if own else _FACILITATOR


def _on_task(state: State, actor: Person, change: Change) -> Message | None:
    task = state.get(Task, change.id)
    if task is None or change.field is None:
        return _on_whole_task(state, actor, change)
    if leads(state, actor, task.initiative):
        return None
    if heads(state, actor, task.department):
        return named_of_another(state, actor, change)
    name, _, entry = change.field.partition("/")
    if name == "notes" and entry and _may_note(actor, change):
        return None
    if name == "support" and entry and _may_receive(actor, change):
        return None
    if task.department is None and claims(state, actor, change):
        return named_of_another(state, actor, change)
    if releases(state, actor, change):
        return None
    if name == "escalations" and entry and change.before is None:
        return None
    if name == "baseline" and fixes_baseline(state, actor, task):
        return None
    if name in _OF_BREAKDOWN and breaks_down(state, actor, task):
        return None
    if _owns(state, actor, task):
        return None if name not in _COMMITMENT else _heads_business(state, task)
    return _who_may(state, task)


def _on_whole_task(state: State, actor: Person, change: Change) -> Message | None:
    body = body_of(change.after if change.after is not None else change.before)
    initiative, department = body.get("initiative"), body.get("department")
    if leads(state, actor, initiative) or heads(state, actor, department):
        return None
    record = state.get(Initiative, initiative)
    # Once the breakdown is over, the initiating department adds and takes out what nobody has claimed.
    splits = record is not None and (department is None or record.stage is Stage.CONFIRM)
    if record is None or not splits:
        return _head_or_facilitator(state, department)
    if heads(state, actor, record.department):
        return None
    return msg(
        "A facilitator or the head of the task's or the initiating department may do this: {names}.",
        names=names_of(
            state,
            [head_of(state, department), head_of(state, record.department), *leaders(state, initiative)],
        ),
    )


def _on_person(state: State, actor: Person, change: Change) -> Message | None:
    person = state.get(Person, change.id)
    if person is None or change.field is None:
        body = body_of(change.after if change.after is not None else change.before)
        own = heads(state, actor, body.get("department")) and body.get("role") != Role.FACILITATOR.value
        return None if own else _head_or_facilitator(state, body.get("department"))
    if person.id == actor.id and change.field in _OF_ONESELF:
        return None
    # A head who gave a facilitator's account name to somebody would hand out the facilitator's rights.
    if person.role is Role.FACILITATOR or change.field not in _OF_ONES_PEOPLE:
        return _FACILITATOR
    if heads(state, actor, person.department):
        return None
    return _head_or_facilitator(state, person.department)


def _on_initiative(state: State, actor: Person, change: Change) -> Message | None:
    initiative = state.get(Initiative, change.id)
    if initiative is None or change.field is None:
        return _FACILITATOR
    if initiative.facilitator == actor.id and change.field not in ("facilitator", "sponsor"):
        return None
    if change.field in _OF_ONES_INITIATIVE and heads(state, actor, initiative.department):
        return None
    return _FACILITATOR


def _on_absence(state: State, actor: Person, change: Change) -> Message | None:
    absence = state.get(Absence, change.id)
    body = body_of(change.after if change.after is not None else change.before)
    person = state.get(Person, absence.person if absence is not None else body.get("person"))
    if person is None:
        return _FACILITATOR
    if change.field != "person" and (person.id == actor.id or heads(state, actor, person.department)):
        return None
    return _head_or_facilitator(state, person.department)


def _owns(state: State, actor: Person, task: Task) -> bool:
    if task.owner is None or actor.role is Role.GUEST:
        return False
    if task.owner == actor.id:
        return True
    owner = state.get(Person, task.owner)
    return owner is not None and owner.deputy == actor.id


def _tells(state: State, actor: Person, task: Task) -> bool:
    if actor.role is Role.GUEST:
        return False
    return _owns(state, actor, task) or heads(state, actor, task.department)


def _may_note(actor: Person, change: Change) -> bool:
    """A note is added in one's own name, and taken back by who wrote it."""
    added = change.before is None and body_of(change.after).get("by") == actor.id
    taken_back = change.after is None and body_of(change.before).get("by") == actor.id
    return added or taken_back


def _may_receive(actor: Person, change: Change) -> bool:
    """The supporting department's people say that what they supply was handed over, and nothing else."""
    before, after = body_of(change.before), body_of(change.after)
    if not before or not after or before.get("department") != actor.department:
        return False
    return all(before.get(name) == after.get(name) for name in (before.keys() | after.keys()) - {"received"})


def _who_may(state: State, task: Task) -> Message:
    owner = state.get(Person, task.owner)
    people = [task.owner, owner.deputy if owner else None, head_of(state, task.department)]
    return msg(
        "{key} can be changed by {names}; you can add a note.",
        key=state.key_of(task),
        names=names_of(state, [*people, *leaders(state, task.initiative)]),
    )


def _heads_business(state: State, task: Task) -> Message:
    return msg(
        "Owner, department, priority and due date are what was signed for: {names} can change them.",
        names=names_of(state, [head_of(state, task.department), *leaders(state, task.initiative)]),
    )


def _head_or_facilitator(state: State, department: object) -> Message:
    return msg(
        "The head of the department or a facilitator may do this: {names}.",
        names=names_of(state, [head_of(state, department), *leaders(state, None)]),
    )
