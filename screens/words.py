"""Words for what the records hold: fields, values, statuses, as people call them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from store.language import Language, Message, _, current, msg
from store.model.initiative import Scenario, Stage
from store.model.organisation import Department, Person, Role
from store.model.task import Progress
from store.rules.say import PRIORITIES

if TYPE_CHECKING:
    from store.model.clock import Moment
    from store.model.state import State

STAGES: Final[Mapping[Stage, Message]] = {
    Stage.CONFIRM: msg("Confirm needs"),
    Stage.ASSIGN: msg("Assign"),
    Stage.FOLLOW_UP: msg("Follow up"),
    Stage.RESOLVE: msg("Resolve"),
}
SCENARIOS: Final[Mapping[Scenario, Message]] = {
    Scenario.MAJOR_PROJECT: msg("Major project"),
    Scenario.PROCESS_IMPROVEMENT: msg("Process improvement"),
    Scenario.URGENT_INCIDENT: msg("Urgent incident"),
    Scenario.ROUTINE_COOPERATION: msg("Routine"),
}
ROLES: Final[Mapping[Role, Message]] = {
    Role.FACILITATOR: msg("facilitator"),
    Role.MEMBER: msg("member"),
    Role.GUEST: msg("guest"),
}
PROGRESS: Final[Mapping[Progress, Message]] = {
    Progress.NOT_STARTED: msg("not started"),
    Progress.IN_PROGRESS: msg("in progress"),
    Progress.DONE: msg("done"),
    Progress.CANCELLED: msg("cancelled"),
}
_FIELDS: Final[Mapping[str, Message]] = {
    "progress": msg("Progress"),
    "delay": msg("Delay"),
    "block": msg("Block"),
    "title": msg("Title"),
    "owner": msg("Owner"),
    "department": msg("Department"),
    "deliverable": msg("Deliverable"),
    "priority": msg("Priority"),
    "start": msg("Start date"),
    "due": msg("Due"),
    "criteria": msg("Acceptance criterion"),
    "support": msg("Support"),
    "dependencies": msg("Depends on"),
    "milestones": msg("Milestone"),
    "exception": msg("Exception"),
    "started": msg("Started on"),
    "finished": msg("Finished on"),
    "name": msg("Name"),
    "head": msg("Head"),
    "deputy": msg("Deputy"),
    "stage": msg("Stage"),
    "goal": msg("Goal"),
    "state": msg("State"),
    "deadline": msg("Deadline"),
    "forecast": msg("Expected"),
    "reason": msg("Reason"),
    "cause": msg("Caused by"),
    "waits_for": msg("Waits for"),
    "release_by": msg("Released by"),
    "urgent": msg("Urgent"),
    "met": msg("Met"),
    "text": msg("Text"),
    "hit": msg("Reached"),
    "content": msg("Content"),
    "received": msg("Received"),
}
_PEOPLE: Final = frozenset(
    {"owner", "release_by", "head", "deputy", "by", "reporter", "facilitator", "sponsor"}
)
_DEPARTMENTS: Final = frozenset({"department", "cause"})
_WEEKDAYS: Final[tuple[Message, ...]] = (
    msg("Mon"),
    msg("Tue"),
    msg("Wed"),
    msg("Thu"),
    msg("Fri"),
    msg("Sat"),
    msg("Sun"),
)


def field_name(table: str, field: str | None) -> str:
    """What people call a field of a record, such as `milestones/2`."""
    from store.documents.words import FIELDS

    name, _slash, entry = (field or "").partition("/")
    known = _FIELDS.get(name) or FIELDS.get(name)
    words = str(known) if known else name or table
    return f"{words} {entry}" if entry else words


def value_text(value: object, state: State, field: str = "") -> str:
    """A JSON value of a field, as people would say it; ids of people and departments by their names."""
    if value is None or value == "":
        return _("(none)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and field in _PEOPLE:
        person = state.get(Person, value)
        return person.name if person else str(value)
    if isinstance(value, int) and field in _DEPARTMENTS:
        department = state.get(Department, value)
        return department.name if department else str(value)
    if isinstance(value, dict):
        parts = (
            f"{field_name('', key)} {value_text(inner, state, key)}"
            for key, inner in value.items()
            if inner not in (None, "", []) and key in _FIELDS
        )
        return _(", ").join(parts)
    if isinstance(value, list):
        return _(", ").join(value_text(inner, state, field) for inner in value)
    for words in (PROGRESS, PRIORITIES):
        for member, word in words.items():
            if value == member.value:
                return str(word)
    return str(value)


def weekday(day: date) -> str:
    """周一, Mon."""
    return str(_WEEKDAYS[day.weekday()])


def short_date(day: date, today: date) -> str:
    """`11-26`; with the year where it is another than this one."""
    return day.strftime("%m-%d") if day.year == today.year else day.isoformat()


def short_time(at: datetime, moment: Moment) -> str:
    """A moment (UTC) on the board's clock: `03-28 15:30`, with the year when it is another one."""
    local = at.astimezone(moment.zone)
    return f"{short_date(local.date(), moment.today)} {local:%H:%M}"


def date_with_weekday(day: date, today: date) -> str:
    """`11-26 周四`."""
    return f"{short_date(day, today)} {weekday(day)}"


def slip_text(days: int, language: Language | None = None) -> str:
    """`+2天`, `+2d`: calendar days by which something ends later."""
    return f"{days:+d}{'天' if (language or current()) == 'zh' else 'd'}"
