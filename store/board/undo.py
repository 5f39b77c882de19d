"""Undo: a new commit with the inverse of a line, refused when somebody changed the same since."""

from __future__ import annotations

from collections.abc import Callable

from store.board.line import Line
from store.errors import Refused
from store.language import Message, msg
from store.model.change import Change, value_of
from store.model.record import record_class
from store.model.state import State


def inverse(state: State, line: Line, changed_by: Callable[[Change], Message]) -> list[Change]:
    """The changes that take `line` back from `state`.

    Fields on which nobody can clash, such as who updated last, are restored when they are as the line left
    them, else left alone. Raises Refused when another field is not as the line left it; `changed_by` says
    who changed it.
    """
    found = []
    for change in reversed(line.changes):
        record = state.record(change.table, change.id)
        now = value_of(record, change.field)
        unguarded = record_class(change.table).unguarded
        if now != change.after:
            if change.field in unguarded:
                continue
            if change.field is not None or not _differs_in_unguarded_only(now, change.after, unguarded):
                raise Refused(
                    msg("It cannot be undone: {who} changed the same since.", who=changed_by(change)),
                    field=change.field,
                )
            change = Change(change.table, change.id, None, change.before, now)
        found.append(change.inverse())
    if not found:
        raise Refused(msg("There is nothing left of it to undo."))
    return found


def _differs_in_unguarded_only(now: object, then: object, unguarded: frozenset[str]) -> bool:
    if not isinstance(now, dict) or not isinstance(then, dict):
        return False
    return all(now.get(name) == then.get(name) for name in (now.keys() | then.keys()) - unguarded)
