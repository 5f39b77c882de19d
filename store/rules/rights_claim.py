"""Who may break the whole down into tasks, claim one, and name its owner (DOMAIN.md stages 1.4 and 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from store.language import Message, msg
from store.model.change import Change
from store.model.initiative import Initiative, Stage
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.who import body_of, head_of, heads, leaders, names_of

_CANCELLED: Final = Progress.CANCELLED.value


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


def moves_along(state: State, actor: Person, change: Change, commit: Sequence[Change]) -> bool:
    """Whether a dependency goes along with an own task that a head splits, merges or takes out (stage 1.4).

    A task that waits for the own one waits for its new parts as well, or for what it went into.
    """
    name, _, entry = change.field.partition("/") if change.field is not None else ("", "", "")
    follower = state.get(Task, change.id)
    if change.table != Task.table or name != "dependencies" or not entry or follower is None:
        return False
    waits_for = [task for each in follower.dependencies if (task := state.get(Task, each.id)) is not None]
    own = {task.id for task in waits_for if heads(state, actor, task.department)}
    gone = {each.id for each in commit if each.table == Task.table and each.after in (None, _CANCELLED)}
    if change.after is None:
        return int(entry) in own & gone
    new = next(
        (each for each in commit if (each.table, each.id, each.field) == (Task.table, int(entry), None)), None
    )
    if new is not None:
        return bool(own) and heads(state, actor, body_of(new.after).get("department"))
    into = state.get(Task, int(entry))
    return bool(own & gone) and into is not None and heads(state, actor, into.department)


def breaks_down(state: State, actor: Person, task: Task) -> bool:
    """The initiating department splits the whole into tasks, whoever is to claim them (stage 1.4)."""
    initiative = state.get(Initiative, task.initiative)
    if initiative is None or initiative.stage is not Stage.CONFIRM:
        return False
    return heads(state, actor, initiative.department)
