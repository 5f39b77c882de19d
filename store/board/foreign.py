"""Other hands: a TinyDB file that somebody wrote with another program becomes a recorded commit.

What was changed is the difference between the file and the journal replayed to the place the file was written
at. It is carried over to the newest state as one line of origin `external`, which no right is asked for: who
may write the file may write it. It is set aside in `kept/` instead when it breaks a rule of the board, gives
an id out again, or changes what was changed here since: nobody is there to be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from store.board import keeping
from store.board.checkpoint import GIVEN, HEADER
from store.board.damage import INVALID, invalid
from store.board.journal import BadJournal, Mark
from store.board.line import Line, decode, encode
from store.board.loaded import Loaded
from store.board.paths import Paths
from store.board.replay import Replayed
from store.errors import DuiqiError, Refused
from store.language import msg
from store.model.change import Change, differences, value_of
from store.model.record import Record
from store.model.state import State
from store.rules import integrity

EXTERNAL = "external"


def absorb(paths: Paths, loaded: Loaded, at: datetime) -> Line | None:
    """Take over the edit in `loaded.file`: into the journal, the state and the mark, with a notice. Null: it
    was set aside, or there was none. The line has the time of the file. Only under the lock. Raises
    DiskTrouble, Untold, OSError.
    """
    assert loaded.file is not None
    try:
        changes = _edit(loaded)
        if not changes:
            return None
        line = write(loaded, changes, min(at, loaded.file.signature.when))
    except (Refused, BadJournal, *INVALID) as error:
        why = error.message if isinstance(error, DuiqiError) else invalid(error)
        kept = keeping.keep_file(paths, paths.file, at)
        loaded.notices.append(
            msg(
                "The file was edited by another program, and the edit could not be taken over: {why} The "
                "edited file is kept as {name}.",
                why=why,
                name=kept.name,
            )
        )
        return None
    loaded.notices.append(
        msg("The file was edited by another program; the edit was recorded as change {seq}.", seq=line.seq)
    )
    return line


def write(loaded: Loaded, changes: list[Change], at: datetime) -> Line:
    """Commit changes made by another program. Raises Refused, DiskTrouble, Untold, or one of INVALID."""
    assert loaded.journal is not None
    outcome = loaded.state.outcome(changes)
    for (table, id), record in outcome.items():
        if record is None or loaded.state.record(table, id) is not None:
            continue
        if id <= loaded.state.last_ids.get(table, 0):
            raise Refused(msg("The id {id} of {table} was given out before.", id=id, table=table))
    removed = [key for key, record in outcome.items() if record is None]
    wrong = integrity.problems(loaded.state, [r for r in outcome.values() if r is not None], removed)
    if wrong:
        raise Refused(wrong[0])
    mark = loaded.mark
    line, data = encode(
        Line(
            mark.seq + 1, max(at, mark.at), None, None, EXTERNAL, EXTERNAL, None, tuple(changes), mark.sum, ""
        )
    )
    if decode(data[:-1]).changes != line.changes:
        # Such as NaN, which JSON has not: this session would go on with another board than all others.
        raise Refused(msg("A value cannot be saved: {problem}.", problem=msg("it is no JSON")))
    loaded.journal.append(data, mark)
    loaded.mark = Mark(line.seq, mark.offset + len(data), line.sum, line.at)
    loaded.state.settle(outcome)
    return line


def _edit(loaded: Loaded) -> list[Change]:
    assert loaded.file is not None
    assert loaded.file.header is not None
    assert loaded.journal is not None
    refuse_unkept(loaded.file.tables)
    seq = loaded.file.header.mark.seq
    base = Replayed(loaded.journal, until=lambda line: line.seq > seq).state()
    return rebased(between(base, State.from_json(loaded.file.tables)), loaded.state)


def refuse_unkept(tables: Mapping[str, Mapping[str, object]]) -> None:
    """Raises Refused for rows that would be lost, such as those of TinyDB's own `_default`."""
    for name, rows in tables.items():
        if name.startswith("_") and rows and name not in (HEADER, GIVEN):
            raise Refused(msg("The board does not keep a table of the name {table}.", table=name))


def rebased(changes: list[Change], state: State) -> list[Change]:
    """Those changes that `state` has not got yet. Raises Refused when one meets another value than it saw."""
    found = []
    for change in changes:
        record = state.record(change.table, change.id)
        now = value_of(record, change.field)
        if now == change.after:
            continue
        if now != change.before or (record is None and change.field is not None):
            raise Refused(
                msg(
                    "{table} {id} {field} was changed on the board since.",
                    table=change.table,
                    id=change.id,
                    field=change.field or "",
                )
            )
        found.append(change)
    return found


def between(before: State, after: State) -> list[Change]:
    """The changes that lead from one state to another."""
    old, new = _by_key(before), _by_key(after)
    return [
        change
        for key in [*new, *(key for key in old if key not in new)]
        for change in differences(old.get(key), new.get(key), key[0])
    ]


def _by_key(state: State) -> Mapping[tuple[str, int], Record]:
    return {(table, record.id): record for table, record in state.records() if not table.startswith("_")}
