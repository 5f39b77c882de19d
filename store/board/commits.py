"""What a commit decides under the lock: commands or an inverse, then conflicts, rights, dates, integrity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from pydantic import ValidationError

from store.board.line import Line
from store.board.paths import Paths
from store.board.session import Draft
from store.errors import Clash, Conflict, Refused
from store.language import Message, msg
from store.model.archive import Archive
from store.model.change import Change, value_of
from store.model.organisation import Person
from store.model.record import Record, record_class
from store.model.state import State
from store.rules import integrity, rights
from store.rules.edit import Command, Edit, refusal
from store.rules.meeting.clock import clock_goes_on
from store.rules.originals import rewritten, rewritten_by_undo
from store.rules.uniqueness import taken_names


def commanded(
    commands: Sequence[Command], seen: Iterable[Record], author: int | None, on_behalf: int | None
) -> Callable[[State, datetime], Draft]:
    """A commit of commands, all of them or none. Raises Refused, Conflict, NotAllowed when it is decided."""
    known = {(record.table, record.id): record for record in seen}

    def draft(state: State, at: datetime) -> Draft:
        by = state.get(Person, author)
        edit = Edit(state, state.moment(at), by)
        edit.on_behalf = on_behalf
        for command in commands:
            command.apply(edit)
        changes = edit.changes()
        if not changes:
            return Draft("", ())
        if known:
            _raise_clashes(changes, known)
        name = "+".join(dict.fromkeys(command.name for command in commands))
        rights.check(state, by, changes, name)
        if (refused := rewritten(state, edit.records())) is not None:
            raise refused
        _refuse_problems(integrity.problems(state, edit.records(), edit.removed()))
        return Draft(name, changes, edit.author, edit.on_behalf)

    return draft


def _raise_clashes(changes: Iterable[Change], seen: Mapping[tuple[str, int], Record]) -> None:
    """A field that is to be changed, and is no longer what its author saw, is for the author to decide."""
    clashes = []
    for change in changes:
        record = seen.get((change.table, change.id))
        if record is None:
            continue
        unguarded = record_class(change.table).unguarded
        saw = value_of(record, change.field)
        if change.field in unguarded or same(saw, change.before, unguarded, change.field):
            continue
        clash = Clash(change.table, change.id, change.field or "", saw, change.before, change.after)
        clashes.append(clash)
    if clashes:
        raise Conflict(msg("Somebody changed the same since you saw it; nothing was saved yet."), clashes)


def same(one: object, other: object, unguarded: frozenset[str], field: str | None) -> bool:
    """Whether two values are the same; for whole records, apart from what nobody can clash on."""
    if one == other or field is not None:
        return one == other
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    return all(one.get(name) == other.get(name) for name in (one.keys() | other.keys()) - unguarded)


def _refuse_problems(problems: Sequence[Message]) -> None:
    if problems:
        raise Refused(problems[0])


class ChangedSince(Exception):
    """A line cannot be taken back: `change` of it is no longer as the line left it."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.field)
        self.change = change


def inverse_of(
    line: Line, state: State, author: int | None, command: str, now: datetime, paths: Paths
) -> Draft:
    """A commit of the inverse of `line`. Raises Refused, NotAllowed and ChangedSince when it is decided."""
    by = state.get(Person, author)
    changes = [clock_goes_on(each, line.at, now) for each in _inverses(line, state)]
    if not changes:
        return Draft("", ())
    rights.check(state, by, changes, line.command)
    try:
        outcome = state.outcome(changes)
    except ValidationError as error:
        raise refusal(error) from error
    removed = [key for key, record in outcome.items() if record is None]
    left = [record for record in outcome.values() if record is not None]
    if (refused := rewritten_by_undo(state, left, line.at)) is not None:
        raise Refused(_stays(refused.message), field=refused.field)
    _refuse_problems(integrity.problems(state, left, removed))
    _refuse_problems([_stays(reason) for reason in taken_names(state, left, removed)])
    for record in left:
        if isinstance(record, Archive) and state.record(record.table, record.id) is None:
            _require_archive(state, record, paths)
    return Draft(command, changes, by.id if by else None, line.on_behalf, line.seq)


def _require_archive(state: State, record: Archive, paths: Paths) -> None:
    """Refused when an initiative is to go once more, and its archive is not, or no longer, what would go."""
    from store.board.archived import unlike
    from store.board.extract import own_digest

    # The fields on which nobody clashes (who updated last) may have changed since it came back.
    same = own_digest(state.as_json(), record.initiative) == record.digest
    if not same or unlike(paths, record) is not None:
        raise Refused(
            msg(
                "{code} is not in {file} as it was archived; archive it again.",
                code=record.code,
                file=record.file,
            )
        )


def _stays(reason: Message) -> Message:
    return msg("It cannot be taken back: {reason}", reason=reason)


def _inverses(line: Line, state: State) -> list[Change]:
    """Fields on which nobody can clash (who updated last) are restored if they are as the line left them."""
    found = []
    for change in reversed(line.changes):
        record = state.record(change.table, change.id)
        now = value_of(record, change.field)
        unguarded = record_class(change.table).unguarded
        if record is None and change.field is not None:
            raise ChangedSince(change)  # the record itself is gone
        if now == change.after:
            found.append(change.inverse())
        elif change.field is None and same(now, change.after, unguarded, None):
            found.append(Change(change.table, change.id, None, now, change.before))
        elif change.field not in unguarded:
            raise ChangedSince(change)
    return found
