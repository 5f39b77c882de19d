"""Who may do what in stage 1: the brief, what departments say of it, their word on it.

- the head of the initiating department writes the brief, and asks the others to the alignment meeting;
- a head says what is feasible and what the department contributes, and confirms as themself;
- a facilitator does all of that for others, and records a confirmation that was given elsewhere.
"""

from __future__ import annotations

from store.language import Message, msg
from store.model.change import Change
from store.model.initiative import Initiative
from store.model.organisation import Person
from store.model.requirement import Brief, Review
from store.model.state import State
from store.rules.rights_meeting import holds_alignment
from store.rules.say import department_name
from store.rules.who import body_of, head_of, heads, heads_any, leaders, leads, names_of


def on_brief(state: State, actor: Person, change: Change) -> Message | None:
    """Why `actor` may not change a brief; null when they may."""
    brief = state.get(Brief, change.id)
    initiative = brief.initiative if brief is not None else _whole(change).get("initiative")
    if leads(state, actor, initiative) or _initiates(state, actor, initiative):
        return None
    return msg(
        "The initiating department writes the brief: {names}.",
        names=names_of(state, [_initiating_head(state, initiative), *leaders(state, initiative)]),
    )


def on_review(state: State, actor: Person, change: Change) -> Message | None:
    """Why `actor` may not change what a department said; null when they may."""
    review = state.get(Review, change.id)
    body = _whole(change)
    initiative = review.initiative if review is not None else body.get("initiative")
    department = review.department if review is not None else body.get("department")
    moves = change.field in ("initiative", "department")
    if not moves and (leads(state, actor, initiative) or heads_any(state, actor, department)):
        return None
    asks = _initiates(state, actor, initiative) or holds_alignment(state, actor, initiative)
    if not moves and asks and _only_asks(change):
        return None
    return msg(
        "What {department} says, its head says: {names}.",
        department=_department(state, department),
        names=names_of(state, [head_of(state, department), *leaders(state, initiative)]),
    )


def on_confirmation(state: State, actor: Person, change: Change) -> Message | None:
    """Given by the head as themself or recorded by a facilitator; taken back by who gave it, or by any
    facilitator where it was recorded."""
    body = _whole(change)
    initiative, department = body.get("initiative"), body.get("department")
    recorder, person = body.get("recorded_by"), body.get("person")
    if change.field is not None:
        return msg("A confirmation is not changed; confirm anew instead.")
    if recorder is not None:
        if leads(state, actor, initiative) and (change.after is None or recorder == actor.id):
            return None
        return msg("A confirmation given elsewhere is recorded by a facilitator, in their own name.")
    if person == actor.id and (change.after is None or heads_any(state, actor, department)):
        return None
    return msg(
        "Only the head of the department confirms for it: {names}. A facilitator records a confirmation that "
        "was given elsewhere.",
        names=names_of(state, [head_of(state, department)]),
    )


def _only_asks(change: Change) -> bool:
    """Whether a department is only asked, dismissed before it spoke, or called in the roll."""
    if change.field is not None:
        return change.field == "attendance" or change.field.startswith("people/")
    body = _whole(change)
    return not body.get("points") and not body.get("contributions")


def _whole(change: Change) -> dict[str, object]:
    return dict(body_of(change.after if change.after is not None else change.before))


def _initiates(state: State, actor: Person, initiative: object) -> bool:
    record = state.get(Initiative, initiative) if isinstance(initiative, int) else None
    return record is not None and heads(state, actor, record.department)


def _initiating_head(state: State, initiative: object) -> int | None:
    record = state.get(Initiative, initiative) if isinstance(initiative, int) else None
    return head_of(state, record.department) if record is not None else None


def _department(state: State, department: object) -> str:
    return department_name(state, department if isinstance(department, int) else None)
