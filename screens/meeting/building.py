"""Building the agenda of a meeting from what the board and its journal say now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from store.rules.meeting.agenda import agenda

if TYPE_CHECKING:
    from screens.session import Session
    from store.model.meeting import AgendaItem, Meeting


async def built(session: Session, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """The items, with what changed since the last meeting of that kind; the journal is read in a thread.

    Raises DuiqiError when the journal cannot be read.
    """
    from store.board.meetings import since_last

    board, initiative, kind = session.board, meeting.initiative, meeting.kind
    since = await asyncio.to_thread(since_last, board, initiative, kind)
    return agenda(
        session.state,
        initiative,
        kind,
        session.moment(),
        minutes=meeting.minutes,
        since=since,
        issue=meeting.issue,
    )
