"""Items that are lists: what earlier meetings left open, and the exceptions not walked one by one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from screens.widgets.columns import Column
from screens.widgets.rows import Row, Rows
from screens.words import short_date
from store.language import _
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.meeting import AgendaItem, ItemKind, Meeting
from store.model.state import State
from store.model.task import Task
from store.rules.attention import Attention
from store.rules.meeting.carry import left_open
from store.rules.meeting.weekly import exceptions
from store.rules.say import person_name

_CAPTURED: Final = {
    ItemKind.ACTIONS: CaptureKind.ACTION,
    ItemKind.PARKED: CaptureKind.PARK,
    ItemKind.QUESTIONS: CaptureKind.QUESTION,
}
LISTED: Final = frozenset({*_CAPTURED, ItemKind.OTHERS})
"""The kinds of item that are shown as a list under a cursor."""


def columns() -> tuple[Column, ...]:
    """When, who, what."""
    return (
        Column("key", least=7),
        Column("what", least=20, weight=1),
        Column("who", least=6, ideal=10),
        Column("due", least=8, align="right"),
    )


def rows(state: State, meeting: Meeting, item: AgendaItem, moment: Moment) -> Rows:
    """The lines of a list item; keys are table and id."""
    if item.kind is ItemKind.OTHERS:
        return _others(state, meeting, moment)
    kind = _CAPTURED[item.kind]
    found = {(Capture.table, each.id): each for each in left_open(state, meeting.initiative, (kind,))}
    today = moment.today

    def build(key: Hashable) -> Row:
        each = found[key]  # type: ignore[index]
        late = each.due is not None and each.due < today
        about = state.get(Task, each.task)
        return Row(
            (
                ((state.key_of(about), "accent"),) if about is not None else "",
                each.text,
                person_name(state, each.person),
                ((short_date(each.due, today), "late" if late else ""),) if each.due is not None else "",
            ),
            "!" if late else "-",
            "late" if late else "",
        )

    return Rows(list(found), build)


def _others(state: State, meeting: Meeting, moment: Moment) -> Rows:
    on_it = {each.ref for each in meeting.agenda if each.kind is ItemKind.TASK}
    found: dict[tuple[str, int], Attention] = {
        (Task.table, line.task.id): line
        for line in exceptions(state, meeting.initiative, moment)
        if line.task is not None and line.task.id not in on_it
    }

    def build(key: Hashable) -> Row:
        line = found[key]  # type: ignore[index]
        title = line.task.title if line.task is not None else ""
        return Row(
            (
                ((line.key, "accent"),),
                _("{title}: {reason}", title=title, reason=line.reason),
                person_name(state, line.person),
                "",
            ),
            line.sign,
        )

    return Rows(list(found), build)
