"""The trail of one task, in words: who did what, when, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from screens.widgets.cells import Line
from screens.words import field_name, short_date, value_text
from store.language import Message, _, msg
from store.model.organisation import Person
from store.model.task import Task

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine
    from store.model.change import Change
    from store.model.clock import Moment
    from store.model.state import State

_DONE: Final[Mapping[str, Message]] = {
    "start": msg("started it"),
    "complete": msg("done"),
    "cancel": msg("cancelled it"),
    "reopen": msg("reopened it"),
    "affirm": msg("nothing new"),
    "unblock": msg("unblocked"),
    "recover": msg("back on schedule"),
    "create": msg("created it"),
    "undo": msg("took back"),
    "redo": msg("brought back"),
}
_UNTOLD: Final = frozenset({"updated", "started", "finished", "created"})


def told(line: JournalLine, task: int, state: State, moment: Moment) -> Line:
    """`11-23 王芳 延迟 11-24 -> 11-26 研发部手册未同步`."""
    who = state.get(Person, line.by)
    on_behalf = state.get(Person, line.on_behalf) if line.on_behalf != line.by else None
    name = who.name if who else _("somebody")
    if on_behalf is not None:
        name = _("{who} for {whom}", who=name, whom=on_behalf.name)
    day = short_date(moment.day_of(line.at), moment.today)
    changes = [change for change in line.changes if change.table == Task.table and change.id == task]
    said = _what(line.command, changes, state, moment.today)
    return ((f"{day} {name} ", "muted"), (said, ""))


def _what(command: str, changes: Sequence[Change], state: State, today: date) -> str:
    if any(change.field is None for change in changes):
        command = "create"
    word = _DONE.get(command)
    if command in ("undo", "redo"):
        return f"{word} {_fields(changes, state, today)}".rstrip()
    parts = [str(word)] if word is not None else []
    if word is None or command in ("complete", "unblock", "reopen", "cancel", "recover"):
        parts += [text for change in changes if (text := _told(change, state, today, brief=word is not None))]
    return _("; ").join(parts) or str(_DONE["affirm"])


def _told(change: Change, state: State, today: date, *, brief: bool) -> str:
    """One change, as people say it; "" for what follows from another one."""
    if change.field is None:
        return ""
    name, _slash, _entry = change.field.partition("/")
    after, before = change.after, change.before
    if name in _UNTOLD or (brief and name in ("delay", "block", "progress", "criteria")):
        return ""
    entry = after if isinstance(after, dict) else before if isinstance(before, dict) else {}
    match name:
        case "notes":
            return _("“{text}”", text=str(entry.get("text", "")).replace("\n", " "))
        case "delay" if isinstance(after, dict):
            return _delay(after, today)
        case "forecasts":
            return ""
        case "block" if isinstance(after, dict):
            return _("blocked: waits for {what}", what=after.get("waits_for", ""))
        case "criteria" if isinstance(after, dict) and isinstance(before, dict):
            text = after.get("text", "")
            met = _("met: {what}", what=text) if after.get("met") else _("not met: {what}", what=text)
            return met if after.get("met") != before.get("met") else _("criterion: {what}", what=text)
        case "milestones" if isinstance(after, dict) and isinstance(before, dict):
            return _milestone(before, after, today)
        case "support" if isinstance(after, dict) and isinstance(before, dict):
            if after.get("received") and not before.get("received"):
                return _("received: {what}", what=after.get("content", ""))
    return _changed(change, state, today)


def _delay(delay: Mapping[str, Any], today: date) -> str:
    return _(
        "delayed to {day}: {reason}",
        day=_day(delay.get("forecast"), today),
        reason=delay.get("reason", ""),
    )


def _milestone(before: Mapping[str, Any], after: Mapping[str, Any], today: date) -> str:
    title = after.get("title", "")
    if after.get("hit") != before.get("hit"):
        if after.get("hit"):
            return _("milestone “{title}” reached", title=title)
        return _("milestone “{title}” not reached after all", title=title)
    day = _day(after.get("forecast") or after.get("due"), today)
    return _("milestone “{title}” now {day}", title=title, day=day)


def _changed(change: Change, state: State, today: date) -> str:
    label = field_name(change.table, (change.field or "").partition("/")[0])
    old, new = (_value(value, change, state, today) for value in (change.before, change.after))
    return f"{label} {old} -> {new}"


def _fields(changes: Sequence[Change], state: State, today: date) -> str:
    names = dict.fromkeys(
        field_name(change.table, change.field.partition("/")[0])
        for change in changes
        if change.field is not None and change.field.partition("/")[0] not in (*_UNTOLD, "forecasts")
    )
    return _(", ").join(names)


def _value(value: object, change: Change, state: State, today: date) -> str:
    if change.field in ("start", "due") and isinstance(value, str):
        return _day(value, today)
    return value_text(value, state, (change.field or "").partition("/")[0])


def _day(value: object, today: date) -> str:
    try:
        return short_date(date.fromisoformat(str(value)), today)
    except ValueError:
        return "?"
