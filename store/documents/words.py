"""The words for tables, fields, values and commands that the trail shows to people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg

TABLES: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "tasks": msg("task"),
        "issues": msg("issue"),
        "initiatives": msg("initiative"),
        "people": msg("person"),
        "departments": msg("department"),
        "settings": msg("settings"),
        "signatures": msg("signature"),
        "absences": msg("absence"),
        "passages": msg("change of stage"),
    }
)

FIELDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "title": msg("title"),
        "name": msg("name"),
        "deliverable": msg("deliverable"),
        "department": msg("department"),
        "owner": msg("owner"),
        "priority": msg("priority"),
        "start": msg("start"),
        "due": msg("due"),
        "criteria": msg("criterion"),
        "support": msg("support"),
        "dependencies": msg("depends on"),
        "milestones": msg("milestone"),
        "progress": msg("progress"),
        "delay": msg("delay"),
        "block": msg("block"),
        "forecasts": msg("forecast"),
        "notes": msg("note"),
        "started": msg("started"),
        "finished": msg("finished"),
        "exception": msg("exception"),
        "description": msg("description"),
        "impact": msg("impact"),
        "first_solution": msg("first solution"),
        "severity": msg("severity"),
        "state": msg("status"),
        "reporter": msg("reporter"),
        "reported": msg("reported"),
        "deadline": msg("deadline"),
        "tasks": msg("task"),
        "urgent_since": msg("urgent since"),
        "meeting_at": msg("urgent meeting"),
        "result": msg("result"),
        "code": msg("code"),
        "scenario": msg("scenario"),
        "stage": msg("stage"),
        "facilitator": msg("facilitator"),
        "sponsor": msg("sponsor"),
        "goal": msg("goal"),
        "head": msg("head"),
        "deputy": msg("deputy"),
        "role": msg("role"),
        "logins": msg("accounts"),
        "language": msg("language"),
        "country": msg("country"),
        "timezone": msg("time zone"),
        "met": msg("met"),
        "hit": msg("reached"),
        "received": msg("received"),
        "forecast": msg("expected"),
        "content": msg("content"),
        "text": msg("text"),
        "days_off": msg("days off"),
        "urgent_minutes": msg("minutes until an urgent meeting"),
        "weekly_days": msg("working days without an update"),
        "working_days": msg("working days"),
        "person": msg("person"),
        "end": msg("end"),
        "reason": msg("reason"),
        "rows": msg("row"),
    }
)

VALUES: Final[Mapping[tuple[str, str], Message]] = MappingProxyType(
    {
        ("progress", "not_started"): msg("not started"),
        ("progress", "in_progress"): msg("in progress"),
        ("progress", "done"): msg("done"),
        ("progress", "cancelled"): msg("cancelled"),
        ("priority", "high"): msg("high"),
        ("priority", "medium"): msg("medium"),
        ("priority", "low"): msg("low"),
        ("state", "open"): msg("open"),
        ("state", "handling"): msg("being handled"),
        ("state", "to_verify"): msg("to verify"),
        ("state", "closed"): msg("closed"),
        ("severity", "severe"): msg("severe"),
        ("severity", "moderate"): msg("moderate"),
        ("severity", "minor"): msg("minor"),
        ("role", "facilitator"): msg("facilitator"),
        ("role", "member"): msg("member"),
        ("role", "guest"): msg("guest"),
    }
)
"""Values by field, where the stored one is a word of the program."""

COMMANDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "start": msg("start"),
        "complete": msg("complete"),
        "postpone": msg("postpone"),
        "recover": msg("back on the original date"),
        "block": msg("block"),
        "unblock": msg("unblock"),
        "reopen": msg("reopen"),
        "cancel": msg("cancel"),
        "affirm": msg("no change"),
        "note": msg("note"),
        "tick": msg("tick"),
        "hit": msg("milestone reached"),
        "move": msg("milestone moved"),
        "receive": msg("support received"),
        "create": msg("new task"),
        "edit": msg("edit"),
        "add_criterion": msg("new criterion"),
        "add_milestone": msg("new milestone"),
        "add_support": msg("new support"),
        "add_dependency": msg("new dependency"),
        "edit_entry": msg("edit"),
        "remove_entry": msg("remove"),
        "create_initiative": msg("new initiative"),
        "edit_initiative": msg("edit"),
        "set_stage": msg("stage"),
        "advance_stage": msg("stage"),
        "claim": msg("claim"),
        "name_owner": msg("name the owner"),
        "plan": msg("plan"),
        "share": msg("owner and support"),
        "repair_dates": msg("dates put right"),
        "adopt_dates": msg("dates set"),
        "sign": msg("sign"),
        "record_signature": msg("record a signature"),
        "add_absence": msg("new absence"),
        "edit_absence": msg("edit"),
        "remove_absence": msg("remove"),
        "import": msg("import"),
        "add_department": msg("new department"),
        "edit_department": msg("edit"),
        "add_person": msg("new person"),
        "edit_person": msg("edit"),
        "settings": msg("settings"),
        "report": msg("report an issue"),
        "handle": msg("handle the issue"),
        "undo": msg("undo"),
        "redo": msg("redo"),
        "begin": msg("board created"),
        "restore": msg("restored"),
        "external": msg("edited by another program"),
    }
)

ORIGINS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "external": msg("another program"),
        "repair": msg("repair"),
    }
)
"""Who it was, where no person is known."""
