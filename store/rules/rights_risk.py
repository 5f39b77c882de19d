"""Who may do what with a risk (DOMAIN.md stage 4.4).

- everybody but a guest raises one, and says that it has happened, in their own name;
- its owner, their deputy, who raised it, the heads of those departments and a facilitator weigh, edit, review
  and close it; so does the head of the initiating department, whose undertaking it is;
- what was weighed stays as it was said; one's own newest word is taken back.
"""

from __future__ import annotations

from store.language import Message, msg
from store.model.change import Change, jsonable
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Person, Role
from store.model.risk import Risk
from store.model.state import State
from store.rules.who import body_of, has_facilitator, head_of, leaders, leads, names_of


def on_risk(state: State, actor: Person, change: Change) -> Message | None:
    """Why `actor` may not change a risk so; null when they may."""
    risk = state.get(Risk, change.id)
    if risk is None or change.field is None:
        body = body_of(change.after if change.after is not None else change.before)
        if body.get("raised_by") == actor.id or leads(state, actor, body.get("initiative")):
            return None
        return msg("A risk is raised in one's own name; for others a facilitator does it.")
    name, _, entry = change.field.partition("/")
    if name == "issue" and _happens(state, actor, change):
        return None
    if name == "scores" and entry and not _said(actor, risk, change):
        return msg("How a risk was weighed stays as it was said; weigh it anew.")
    return _unless(state, actor, risk)


def why_not(state: State, actor: Person | None, risk: Risk) -> Message | None:
    """Why `actor` may not weigh, edit, review or close a risk; null when they may. For greyed keys."""
    if not has_facilitator(state):
        return None
    if actor is None:
        return msg("Say who you are first: the board records who changed what.")
    if actor.role is Role.GUEST:
        return msg("Guests look on; a facilitator can make you a member.")
    return _unless(state, actor, risk)


def keepers(state: State, risk: Risk) -> list[int]:
    """Who looks after a risk, each once: its owner first, then who raised it, deputies, heads."""
    owner, initiative = state.get(Person, risk.owner), state.get(Initiative, risk.initiative)
    people = [
        risk.owner,
        risk.raised_by,
        owner.deputy if owner is not None else None,
        head_of(state, owner.department) if owner is not None else None,
        head_of(state, risk.department),
        head_of(state, initiative.department) if initiative is not None else None,
    ]
    return list(dict.fromkeys(each for each in people if each is not None))


def _unless(state: State, actor: Person, risk: Risk) -> Message | None:
    people = keepers(state, risk)
    if actor.id in people or leads(state, actor, risk.initiative):
        return None
    return msg(
        "This risk is for {names}.", names=names_of(state, [*people, *leaders(state, risk.initiative)])
    )


def _happens(state: State, actor: Person, change: Change) -> bool:
    """Linked to an issue that this very commit reports, or unlinked with one's own report taken back."""
    if isinstance(change.after, int) and state.get(Issue, change.after) is None:
        return True
    reported = state.get(Issue, change.before) if isinstance(change.before, int) else None
    return reported is not None and reported.reporter == actor.id


def _said(actor: Person, risk: Risk, change: Change) -> bool:
    """Said in one's own name, or that taken back; and with it what the risk was raised with, which the first
    weighing puts in the list."""
    if change.before is not None and change.after is not None:
        return False
    body = body_of(change.after if change.after is not None else change.before)
    raised = (jsonable(risk.raised), risk.raised_by)
    return body.get("by") == actor.id or (body.get("at"), body.get("by")) == raised
