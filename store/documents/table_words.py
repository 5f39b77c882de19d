"""The words of tables 1, 2 and 3 that people choose from, as an import reads them back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.documents.blocks import Tone
from store.language import Message, msg
from store.model.issue import IssueState
from store.model.task import Priority
from store.rules.status import Status

PRIORITIES: Final[Mapping[Priority, Message]] = MappingProxyType(
    {Priority.HIGH: msg("high"), Priority.MEDIUM: msg("medium"), Priority.LOW: msg("low")}
)
STATUS_TONES: Final[Mapping[Status, Tone | None]] = MappingProxyType(
    {
        Status.NOT_STARTED: None,
        Status.IN_PROGRESS: Tone.RUNNING,
        Status.DONE: Tone.DONE,
        Status.DELAYED: Tone.LATE,
        Status.BLOCKED: Tone.BLOCKED,
        Status.CANCELLED: Tone.QUIET,
    }
)
ISSUE_TONES: Final[Mapping[IssueState, Tone | None]] = MappingProxyType(
    {
        IssueState.OPEN: Tone.BLOCKED,
        IssueState.HANDLING: Tone.RUNNING,
        IssueState.TO_VERIFY: Tone.LATE,
        IssueState.CLOSED: Tone.DONE,
    }
)
