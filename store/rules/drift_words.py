"""What changed since a signature, in words (DOMAIN.md stage 2.3: the signature names the change)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.record import Json
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.say import PRIORITIES, department_name, person_name
from store.rules.signoff import ROW, Drift

_FIELDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "title": msg("title"),
        "deliverable": msg("deliverable"),
        "department": msg("department"),
        "owner": msg("owner"),
        "priority": msg("priority"),
        "start": msg("start"),
        "due": msg("due"),
        "working_days": msg("working days"),
        "criteria": msg("criterion"),
        "support": msg("support"),
        "dependencies": msg("depends on"),
        "milestones": msg("milestone"),
    }
)


def drift_words(state: State, drift: Drift) -> Message:
    """One change as a sentence: `NPL-2 owner: 赵敏 -> 王芳`."""
    task = state.get(Task, drift.task)
    key = state.key_of(task) if task is not None else "?"
    if drift.field == ROW:
        if drift.was is None:
            return msg("{key} is new among the rows: {title}", key=key, title=drift.now)
        if task is not None and task.progress is Progress.CANCELLED:
            return msg("{key} is cancelled: {title}", key=key, title=drift.was)
        return msg("{key} is gone: {title}", key=key, title=drift.was)
    name = drift.field.partition("/")[0]
    field: Message | str = _FIELDS.get(name, name)
    if isinstance(drift.was, dict) and isinstance(drift.now, dict):
        return _entry_change(state, key, name, drift.was, drift.now)
    was, now = _value(state, name, drift.was), _value(state, name, drift.now)
    if drift.was is None:
        return msg("{key} {field}: {now} (new)", key=key, field=field, now=now)
    if drift.now is None:
        return msg("{key} {field}: {was} (taken out)", key=key, field=field, was=was)
    return msg("{key} {field}: {was} -> {now}", key=key, field=field, was=was, now=now)


def _entry_change(
    state: State, key: str, name: str, before: Mapping[str, Json], after: Mapping[str, Json]
) -> Message:
    """Of an entry only what differs: its text, its day, or all of it."""
    field, same = _FIELDS.get(name, name), {each for each in before if before[each] == after.get(each)}
    was: Message | str
    now: Message | str
    if {"due", "department"} & before.keys() <= same:
        was, now = (_text(before), _text(after))
    elif before.keys() - same == {"due"}:
        field = msg("{field} {what}", field=field, what=_text(before))
        was, now = (_value(state, "due", before["due"]), _value(state, "due", after.get("due")))
    else:
        was, now = (_entry(state, name, before), _entry(state, name, after))
    return msg("{key} {field}: {was} -> {now}", key=key, field=field, was=was, now=now)


def _text(value: Mapping[str, Json]) -> str:
    return str(value.get("text") or value.get("title") or value.get("content") or "")


def _value(state: State, name: str, value: Json) -> Message | str:
    if value is None or value == "":
        return msg("(nothing)")
    if isinstance(value, dict):
        return _entry(state, name, value)
    if name == "owner" and isinstance(value, int):
        return person_name(state, value) or "?"
    if name == "department" and isinstance(value, int):
        return department_name(state, value) or "?"
    if name == "priority":
        return next((said for each, said in PRIORITIES.items() if each == value), str(value))
    return _day(value) if name in ("start", "due") else str(value)


def _day(value: Json) -> Message:
    return msg("{day}", day=date.fromisoformat(str(value)))


def _entry(state: State, name: str, value: Mapping[str, Json]) -> Message | str:
    """An entry of a list: what it says, and its day."""
    if name == "dependencies":
        before = state.get(Task, _number(value.get("id")))
        return state.key_of(before) if before is not None else "?"
    text = _text(value)
    if name == "support":
        text = f"{department_name(state, _number(value.get('department')))} {text}".strip()
    due = value.get("due")
    return msg("{what} {day}", what=text, day=_day(due)) if due else text


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) else None
