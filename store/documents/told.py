"""The documents that need what the journal knows: minutes of a meeting, the review of an initiative."""

from __future__ import annotations

from typing import Final

from store.documents.blocks import Document
from store.documents.minutes import minutes_document, minutes_record, newest
from store.documents.review import review_document
from store.documents.writer import Writer
from store.errors import NotFound
from store.language import msg
from store.model.meeting import Meeting
from store.rules.review.figures import figures
from store.rules.review.past import Past

MINUTES: Final = msg("minutes of a meeting")
REVIEW: Final = msg("review")


def told_minutes(writer: Writer) -> Document:
    """The minutes of the meeting that is meant. Raises NotFound when there is none."""
    state, initiative = writer.state, writer.initiative.id
    found = newest(state, initiative) if writer.meeting is None else state.get(Meeting, writer.meeting)
    if found is None or found.initiative != initiative:
        raise NotFound(
            msg("{code} has had no meeting yet.", code=writer.initiative.code)
            if writer.meeting is None
            else msg("There is no meeting {id} of {code}.", id=writer.meeting, code=writer.initiative.code),
            field="meeting",
        )
    return minutes_of_meeting(writer, found)


def minutes_of_meeting(writer: Writer, meeting: Meeting) -> Document:
    """The minutes of a meeting; of one that is not closed, what there is of them."""
    running = meeting.running and writer.trail is not None
    changes = writer.trail.changes(meeting.id) if running and writer.trail is not None else ()
    return minutes_document(writer.state, minutes_record(writer.state, meeting, writer.moment, changes))


def told_review(writer: Writer) -> Document:
    """The review by the figures of the initiative's course."""
    initiative = writer.initiative.id
    past = writer.trail.past(initiative) if writer.trail is not None else Past()
    return review_document(writer.state, figures(writer.state, initiative, writer.moment, past))
