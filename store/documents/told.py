"""The documents that need what the journal knows: minutes of a meeting, the review of an initiative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from store.documents.blocks import Document
from store.documents.meetings import MeetingDocument, meeting_document
from store.documents.minutes import minutes_document, minutes_record, newest
from store.documents.review import review_document
from store.documents.review_build import review_rows
from store.documents.review_rows import ReviewDocument
from store.documents.writer import Writer
from store.errors import NotFound
from store.language import Message, msg
from store.model.meeting import Meeting
from store.model.minutes import Minutes
from store.rules.review.figures import Figures, figures
from store.rules.review.past import Past

MINUTES: Final = msg("minutes of a meeting")
REVIEW: Final = msg("review")


def told_minutes(writer: Writer) -> Document:
    """The minutes of the meeting that is meant. Raises NotFound when there is none."""
    return minutes_of_meeting(writer, _meant(writer))


def minutes_of_meeting(writer: Writer, meeting: Meeting) -> Document:
    """The minutes of a meeting; of one that is not closed, what there is of them."""
    return minutes_document(writer.state, _record(writer, meeting))


def minutes_data(writer: Writer) -> MeetingDocument:
    """The same for other programs. Raises NotFound when there is none."""
    meeting = _meant(writer)
    return meeting_document(writer.state, meeting, _record(writer, meeting))


def told_review(writer: Writer) -> Document:
    """The review by the figures of the initiative's course."""
    return review_document(writer.state, _figures(writer))


def review_data(writer: Writer) -> ReviewDocument:
    """The same for other programs."""
    return review_rows(writer.state, _figures(writer))


def _meant(writer: Writer) -> Meeting:
    state, initiative = writer.state, writer.initiative
    if writer.meeting is None:
        found = newest(state, initiative.id)
        if found is None:
            raise NotFound(msg("{code} has had no meeting yet.", code=initiative.code), field="meeting")
        return found
    found = state.get(Meeting, writer.meeting)
    if found is None or found.initiative != initiative.id:
        raise NotFound(
            msg("There is no meeting {id} of {code}.", id=writer.meeting, code=initiative.code),
            field="meeting",
        )
    return found


def _record(writer: Writer, meeting: Meeting) -> Minutes:
    changes: Sequence[Message] = ()
    if meeting.running and writer.trail is not None:
        changes = writer.trail.changes(meeting.id)
    return minutes_record(writer.state, meeting, writer.moment, changes)


def _figures(writer: Writer) -> Figures:
    initiative = writer.initiative.id
    past = writer.trail.past(initiative) if writer.trail is not None else Past()
    return figures(writer.state, initiative, writer.moment, past)
