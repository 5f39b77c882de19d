"""Who may break the whole down into tasks, claim one, and name its owner (DOMAIN.md stages 1.4 and 2.1)."""

from __future__ import annotations

from store.language import Message, msg
from store.model.change import Change
from store.model.initiative import Initiative, Stage
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.who import head_of, heads, leaders, names_of


def claims(state: State, actor: Person, change: Change) -> bool:
    """A head claims a task of no department for the own one, or fills in what goes with it (stage 2.1)."""
    if not heads(state, actor, actor.department):
        return False
    if change.field == "department":
        return isinstance(change.after, int) and heads(state, actor, change.after)
    return change.field in ("owner", "priority", "start", "due", "working_days", "updated")


def named_of_another(state: State, actor: Person, change: Change) -> Message | None:
    """Why a head may not name that owner: people of another department are named by its head."""
    person = state.get(Person, change.after) if isinstance(change.after, int) else None
    if change.field != "owner" or person is None or heads(state, actor, person.department):
        return None
    return msg(
        "{person} belongs to another department: {names} can name them.",
        person=person.name,
        names=names_of(state, [head_of(state, person.department), *leaders(state, None)]),
    )


def breaks_down(state: State, actor: Person, task: Task) -> bool:
    """The initiating department splits the whole into tasks, whoever is to claim them (stage 1.4)."""
    initiative = state.get(Initiative, task.initiative)
    if initiative is None or initiative.stage is not Stage.CONFIRM:
        return False
    return heads(state, actor, initiative.department)
