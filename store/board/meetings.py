"""What the journal says of a meeting: where it began and ended, and what changed in between or since.

A meeting is tied to lines of the journal, not to dates: what was changed in the same minute counts rightly.
All of it reads the journal: ask in a thread (0.5 s for 100,000 lines).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from store.board.board import Board
from store.model.change import Change
from store.model.meeting import Meeting, MeetingKind
from store.model.minutes import Minutes
from store.rules.meeting.carry import last_closed
from store.rules.meeting.difference import Difference
from store.rules.meeting.since import differences


def seq_of(board: Board, meeting: int, field: Literal["opened", "closed"]) -> int | None:
    """The number of the line that opened or closed a meeting; the last one where it was done again.

    Null where the journal does not know of it. Raises DiskTrouble.
    """
    found = None
    for line in board.history(table=Meeting.table, id=meeting):
        if any(_sets(change, meeting, field) for change in line.changes):
            found = line.seq
    return found


def since_last(board: Board, initiative: int, kind: MeetingKind) -> tuple[Difference, ...]:
    """What changed since the last meeting of that kind was closed; for the first weekly one since the
    kickoff. Nothing where there was none. Raises Damaged, DiskTrouble.
    """
    last = last_closed(board.state, initiative, kind)
    if last is None and kind is MeetingKind.WEEKLY:
        last = last_closed(board.state, initiative, MeetingKind.KICKOFF)
    minutes = (each for each in board.state.all(Minutes) if last is not None and each.meeting == last.id)
    told = next(minutes, None)
    return _since(board, last, "closed", told.until if told is not None else None)


def since_opening(board: Board, meeting: int) -> tuple[Difference, ...]:
    """What changed since a meeting was opened: in it, as long as it runs. Raises Damaged, DiskTrouble."""
    return _since(board, board.state.get(Meeting, meeting), "opened")


def _since(
    board: Board, meeting: Meeting | None, field: Literal["opened", "closed"], told: int | None = None
) -> tuple[Difference, ...]:
    then: datetime | None = getattr(meeting, field) if meeting is not None else None
    if meeting is None or then is None:
        return ()
    # What was written while the minutes were made stands in neither of them unless one looks from `told` on.
    seq = told if told is not None else seq_of(board, meeting.id, field)
    before = board.at(then if seq is None else seq)
    after = board.state.copy()
    return differences(before, after, meeting.initiative, after.moment(then), board.moment())


def _sets(change: Change, meeting: int, field: str) -> bool:
    if (change.table, change.id) != (Meeting.table, meeting):
        return False
    if change.field is None:
        # One that was called and opened at once.
        return isinstance(change.after, dict) and change.after.get(field) is not None
    return change.field == field and change.after is not None
