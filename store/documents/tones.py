"""What the words of tables 2 and 3 are coloured by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.documents.blocks import Tone
from store.model.issue import IssueState
from store.rules.status import Status

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
