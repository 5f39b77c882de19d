"""The line of Home that says which meeting runs, or what is to be told before the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.widgets.cells import Line
from store.language import _
from store.model.meeting import ItemKind
from store.model.task import Task
from store.rules.meeting.beforehand import before_meeting
from store.rules.meeting.running import left_running, running, title
from store.rules.say import person_name

if TYPE_CHECKING:
    from store.board.presence import Present
    from store.model.clock import Moment
    from store.model.organisation import Person
    from store.model.state import State


def on_the_table_of(state: State, one: Present) -> tuple[str, int] | None:
    """The task on the table where somebody presents or follows; null for who is in no meeting."""
    for meeting in running(state):
        if one.following == meeting.id or (one.presenting and one.person == meeting.presenter):
            item = meeting.item(meeting.current)
            return (Task.table, item.ref) if item and item.kind is ItemKind.TASK and item.ref else None
    return None


def meeting_line(state: State, person: Person | None, moment: Moment) -> Line:
    """A meeting that runs, with the key that goes there; else what of one's own is due before the next."""
    going_on = running(state)
    if going_on:
        meeting = going_on[0]
        name = str(title(state, meeting))
        if meeting in left_running(state, moment):
            text = _("{meeting} still runs: was it left open? m goes there.", meeting=name)
            return ((text, "late"),)
        by = person_name(state, meeting.presenter)
        text = _("{meeting} is on, {name} presents: m goes there.", meeting=name, name=by or "?")
        return ((text, "accent"),)
    ahead = before_meeting(state, person, moment)
    return (
        ((str(ahead.text), "strong"), ("  ", ""), (_("r goes through them"), "muted"))
        if ahead is not None
        else ()
    )
