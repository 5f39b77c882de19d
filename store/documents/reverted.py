"""What an undo or a redo did, in one line: on which record, and which field is what again."""

from __future__ import annotations

from typing import Final

from store.documents.telling import Became, LineLike, Teller
from store.language import Message, msg
from store.model.change import Change
from store.model.clock import Moment
from store.model.record import Json
from store.model.state import State

_NAMES: Final = ("title", "name", "text", "content")
_SHOWN: Final = 2


def reverted(state: State, moment: Moment, line: LineLike) -> Message:
    """`NPL-1 推广方案撰写: due 04-20 -> 04-10`; for a record that came or went, its name alone."""
    teller = Teller(state, moment)
    whole = [change for change in line.changes if change.field is None]
    named = next((name for name in map(_called, whole) if name), "")
    gone = [change for change in whole if change.after is None]
    if gone and named:
        more = len(gone) - 1
        return msg("{names} and {count} more", names=named, count=more) if more else msg("{name}", name=named)
    fields = teller.became(line)
    told: Message = teller.records(line)
    for at, field in enumerate(fields[:_SHOWN]):
        said = _field(field)
        told = (
            msg("{one}; {other}", one=told, other=said) if at else msg("{one}: {other}", one=told, other=said)
        )
    if len(fields) > _SHOWN:
        told = msg("{one} …", one=told)
    return told


def _field(became: Became) -> Message:
    nothing = msg("(none)")
    return msg(
        "{field} {before} -> {after}",
        field=became.field,
        before=became.before or nothing,
        after=became.after or nothing,
    )


def _called(change: Change) -> str:
    """What a record that came or went is called."""
    body: Json = change.before if change.after is None else change.after
    if not isinstance(body, dict):
        return ""
    return next((str(body[name]).partition("\n")[0] for name in _NAMES if body.get(name)), "")
