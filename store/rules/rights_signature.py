"""Who may sign table 1 and take a signature back (DOMAIN.md stage 2.3)."""

from __future__ import annotations

from store.language import Message, msg
from store.model.change import Change
from store.model.organisation import Person
from store.model.state import State
from store.rules.who import body_of, head_of, heads_any, leads, names_of


def on_signature(state: State, actor: Person, change: Change) -> Message | None:
    """Given by the head as themself or recorded by a facilitator; taken back by who gave it, or by any
    facilitator where it was recorded: what is wrong can be mended when the recorder is away."""
    body = body_of(change.after if change.after is not None else change.before)
    initiative, department = body.get("initiative"), body.get("department")
    recorder, signer = body.get("recorded_by"), body.get("person")
    if change.field is not None:
        return msg("A signature is not changed; sign anew instead.")
    if recorder is not None:
        if leads(state, actor, initiative) and (change.after is None or recorder == actor.id):
            return None
        return msg("A signature given elsewhere is recorded by a facilitator, in their own name.")
    if signer == actor.id and (change.after is None or heads_any(state, actor, department)):
        return None
    return msg(
        "Only the head of the department signs for it: {names}. A facilitator records a signature that was "
        "given elsewhere.",
        names=names_of(state, [head_of(state, department)]),
    )
