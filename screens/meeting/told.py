"""What somebody else has just said of the item on the screen, in one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.language import Message, msg
from store.model.capture import Capture

if TYPE_CHECKING:
    from store.board.line import Line
    from store.model.clock import Moment
    from store.model.meeting import AgendaItem
    from store.model.state import State


def told_by_others(
    state: State,
    lines: Iterable[Line],
    moment: Moment,
    meeting: int,
    item: AgendaItem | None,
    record: tuple[str, int] | None,
) -> Message | None:
    """The newest of `lines` that is about `record`, or that kept a line for `item`; null when none is."""
    from store.documents.telling import Teller
    from store.rules.meeting.capture import understood

    teller = Teller(state, moment)
    for line in reversed(list(lines)):
        touched = dict.fromkeys((change.table, change.id) for change in line.changes)
        for table, id_ in touched:
            capture = state.get(Capture, id_) if table == Capture.table else None
            if capture is None or item is None or (capture.meeting, capture.item) != (meeting, item.id):
                continue
            what = understood(state, moment.today, capture.kind, capture.text, capture.person, capture.due)
            return msg("{who}: {what}", who=teller.who(line), what=what)
        if record is not None and record in touched:
            what = msg("{what} {record}", what=teller.what(line), record=teller.record(*record))
            return msg("{who}: {what}", who=teller.who(line), what=what)
    return None
