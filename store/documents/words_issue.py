"""The words for issues and how they climb, as `words` has them for all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg

LEVELS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "owner": msg("owner"),
        "head": msg("head of the department"),
        "initiator": msg("head of the initiating department"),
        "sponsor": msg("sponsor"),
    }
)

FIELDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "measures": msg("measures taken"),
        "proposed": msg("said to be solved"),
        "proposed_by": msg("said to be solved by"),
        "verified_by": msg("verified by"),
        "urgent_by": msg("made urgent by"),
        "escalations": msg("escalation"),
        "level": msg("level"),
        "to": msg("to whom"),
        "was": msg("handled by before"),
        "day": msg("day that passed"),
        "block_limit": msg("working days blocked until it escalates"),
        "milestone_limit": msg("working days a milestone is missed until it escalates"),
        "escalation_days": msg("working days between two levels of escalation"),
        "escalation_levels": msg("levels of escalation"),
    }
)

VALUES: Final[Mapping[tuple[str, str], Message]] = MappingProxyType(
    {
        ("kind", "measure"): msg("measure"),
        ("kind", "handed_over"): msg("handed over"),
        ("kind", "sent_back"): msg("sent back"),
        ("kind", "reopened"): msg("reopened"),
        ("kind", "checked"): msg("seen while it waited to be verified"),
        ("why", "no_meeting"): msg("no urgent meeting in time"),
        ("why", "overdue"): msg("past its deadline"),
        ("why", "blocked"): msg("blocked for too long"),
        ("why", "milestone"): msg("milestone missed"),
        ("why", "unverified"): msg("not verified"),
        **{("level", level): word for level, word in LEVELS.items()},
    }
)

COMMANDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "report": msg("report an issue"),
        "handle": msg("handle the issue"),
        "hand_over": msg("hand the issue over"),
        "note_measure": msg("note a measure"),
        "edit_issue": msg("edit the issue"),
        "propose_closed": msg("solved, to be verified"),
        "verify": msg("verify and close"),
        "send_back": msg("send back"),
        "reopen_issue": msg("reopen the issue"),
        "make_urgent": msg("urgent"),
        "calm": msg("not urgent any more"),
        "escalate": msg("escalate"),
    }
)
