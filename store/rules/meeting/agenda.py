"""The agenda of a meeting, built from the data (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Sequence

from store.model.clock import Moment
from store.model.meeting import AgendaItem, MeetingKind
from store.model.state import State
from store.rules.meeting.alignment import alignment
from store.rules.meeting.difference import Difference
from store.rules.meeting.draft import Draft, items
from store.rules.meeting.kickoff import kickoff
from store.rules.meeting.review import review
from store.rules.meeting.urgent import urgent
from store.rules.meeting.weekly import weekly


def agenda(
    state: State,
    initiative: int,
    kind: MeetingKind,
    moment: Moment,
    *,
    minutes: int = 45,
    since: Sequence[Difference] | None = None,
    issue: int | None = None,
) -> tuple[AgendaItem, ...]:
    """The items of a meeting, in the board's language, their minutes together at most `minutes`.

    since: what changed since the last one (`store.board.meetings.since_last`), null where nobody looked; then
    the agenda does not speak of it. issue: what an urgent meeting
    is about. The items have the ids 1, 2, 3 and stand as they come. Raises NotFound for an initiative that is
    gone.
    """
    drafts = _drafts(state, initiative, kind, moment, minutes, since, issue)
    return items(drafts, minutes, state.settings.language)


def _drafts(
    state: State,
    initiative: int,
    kind: MeetingKind,
    moment: Moment,
    minutes: int,
    since: Sequence[Difference] | None,
    issue: int | None,
) -> list[Draft]:
    match kind:
        case MeetingKind.ALIGNMENT:
            return alignment(state, initiative)
        case MeetingKind.KICKOFF:
            return kickoff(state, initiative, moment)
        case MeetingKind.WEEKLY:
            return weekly(state, initiative, moment, minutes, since)
        case MeetingKind.URGENT:
            return urgent(state, issue, moment)
        case MeetingKind.REVIEW:
            return review(state, initiative, moment)
