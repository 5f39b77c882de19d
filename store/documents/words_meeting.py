"""The words for meetings, their minutes and what they capture, as `words` has them for all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.rules.meeting.capture_kinds import NAMES
from store.rules.meeting.kinds import KINDS

TABLES: Final[Mapping[str, Message]] = MappingProxyType(
    {"meetings": msg("meeting"), "captures": msg("meeting record"), "minutes": msg("minutes of a meeting")}
)

FIELDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "why": msg("why it is here"),
        "spent": msg("seconds on the table"),
        "attended": msg("attendance"),
        "key": msg("key"),
        "planned": msg("planned for"),
        "item": msg("item"),
        "answer": msg("answer"),
        "settled": msg("settled"),
        "settled_by": msg("settled by"),
        "meeting": msg("meeting"),
        "task": msg("task"),
        "risk": msg("risk"),
        "breached_at": msg("urgent time ran out"),
        "chair": msg("led by"),
        "presenter": msg("presented by"),
        "opened": msg("opened"),
        "closed": msg("closed"),
        "current": msg("on the table"),
        "since": msg("clock since"),
        "aside": msg("seconds beside the agenda"),
        "called_off": msg("called off"),
        "planned_minutes": msg("planned minutes"),
        "changes": msg("changes"),
        "captures": msg("meeting records"),
        "holes": msg("what was missing"),
        "carried": msg("carried over"),
        "next": msg("next meeting"),
        "until": msg("told up to line"),
        "lasted": msg("seconds its clock ran"),
        "baseline": msg("baseline"),
    }
)

VALUES: Final[Mapping[tuple[str, str], Message]] = MappingProxyType(
    {
        ("state", "waiting"): msg("waiting"),
        ("state", "parked"): msg("put off"),
        ("attended", "expected"): msg("not called yet"),
        ("attended", "present"): msg("present"),
        ("attended", "absent"): msg("absent"),
        ("attended", "deputy"): msg("absent, a deputy speaks"),
        ("attended", "late"): msg("came late"),
        ("attended", "left"): msg("left early"),
        **{("kind", kind.value): word for kind, word in KINDS.items()},
        **{("kind", kind.value): word for kind, word in NAMES.items()},
    }
)

COMMANDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "plan_meeting": msg("plan a meeting"),
        "hold_meeting": msg("open a meeting"),
        "open_meeting": msg("open a meeting"),
        "edit_meeting": msg("edit the meeting"),
        "call_off": msg("call the meeting off"),
        "renew_agenda": msg("agenda built anew"),
        "add_item": msg("new item on the agenda"),
        "move_item": msg("reorder"),
        "remove_item": msg("item off the agenda"),
        "plan_item": msg("minutes of an item"),
        "next_item": msg("next item"),
        "previous_item": msg("previous item"),
        "go_to_item": msg("another item"),
        "park_item": msg("put off"),
        "pause_meeting": msg("pause"),
        "resume_meeting": msg("go on"),
        "take_over": msg("take the meeting over"),
        "roll_call": msg("roll-call"),
        "close_meeting": msg("close the meeting"),
        "call_urgent": msg("call the urgent meeting"),
        "promise_solution": msg("who solves it, by when"),
        "breach": msg("urgent time ran out"),
        "capture": msg("capture"),
        "edit_capture": msg("edit"),
        "answer": msg("answer"),
        "settle": msg("settle"),
        "reopen_capture": msg("reopen"),
        "drop_capture": msg("remove"),
    }
)
