"""The words for the kinds of meetings (DOMAIN.md, "Words")."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.meeting import MeetingKind

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
