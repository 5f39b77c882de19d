"""What meetings are called (DOMAIN.md, "Words")."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.rules.brief import Records

KINDS: Final[Mapping[MeetingKind, Message]] = MappingProxyType(
    {
        MeetingKind.ALIGNMENT: msg("alignment meeting"),
        MeetingKind.KICKOFF: msg("kickoff meeting"),
        MeetingKind.WEEKLY: msg("weekly meeting"),
        MeetingKind.URGENT: msg("urgent meeting"),
        MeetingKind.REVIEW: msg("review meeting"),
    }
)
"""The word for each kind."""


def title(records: Records, meeting: Meeting) -> Message:
    """What a meeting is called: "weekly meeting #4 新品上市推广"; an urgent one by its issue."""
    initiative = records.get(Initiative, meeting.initiative)
    issue = records.get(Issue, meeting.issue)
    name = issue.title if issue is not None else initiative.title if initiative is not None else "?"
    return msg("{kind} #{number} {name}", kind=KINDS[meeting.kind], number=meeting.number, name=name)
