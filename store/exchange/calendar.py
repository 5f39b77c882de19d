"""An initiative as iCalendar (RFC 5545): what a calendar program takes in, and takes in again.

Each entry has the same UID for ever and a SEQUENCE that grows when its record changes, so a second import
updates the first instead of doubling it; what is gone since is called off. Days are days, whatever the zone
of who looks; moments are UTC, which every calendar shows in its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from store.exchange.appointments import Appointment, Appointments, ToDo
from store.exchange.revisions import Revision, Revisions, Told
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.status import Status

if TYPE_CHECKING:
    from icalendar import Event, Todo

_PRODUCT: Final = "-//Duiqi//Duiqi//EN"
_STATUS: Final = {
    Status.NOT_STARTED: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.DELAYED: "IN-PROCESS",
    Status.BLOCKED: "IN-PROCESS",
    Status.DONE: "COMPLETED",
    Status.CANCELLED: "CANCELLED",
}


def calendar(state: State, initiative: int, moment: Moment, *, board: str, lines: Iterable[Told]) -> bytes:
    """The calendar of an initiative, in the board's language. Raises NotFound when it is gone.

    `board` is the board's name for ever (`Board.id`), `lines` its whole history, oldest first
    (`Board.history()`): the entries' names and sequence numbers come from them.
    """
    from icalendar import Calendar

    record = state.one(Initiative, initiative)
    found = Appointments(state, record, moment, Revisions(lines, moment.now))
    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", f"{record.code} {record.title}")
    whole.add("x-wr-timezone", moment.zone.key)
    for each in found.all():
        whole.add_component(_event(each, board))
    for task in found.to_do():
        whole.add_component(_todo(task, board))
    return bytes(whole.to_ical())


def _event(each: Appointment, board: str) -> Event:
    from icalendar import Event

    event = Event()
    _identify(event, each.name, each.revision, board)
    event.add("summary", each.title)
    if each.text:
        event.add("description", each.text)
    if isinstance(each.begin, datetime):
        event.add("dtstart", each.begin.astimezone(UTC))
        if each.end is not None:
            event.add("dtend", each.end.astimezone(UTC))
    else:
        event.add("dtstart", each.begin)
        event.add("dtend", each.begin + timedelta(days=1))
        # A day on which something is due is no day on which one is away.
        event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if each.cancelled else "CONFIRMED")
    return event


def _todo(each: ToDo, board: str) -> Todo:
    from icalendar import Todo

    todo = Todo()
    _identify(todo, each.name, each.revision, board)
    todo.add("summary", each.title)
    if each.text:
        todo.add("description", each.text)
    if each.start is not None and _before(each.start, each.due):
        todo.add("dtstart", each.start)
    if each.due is not None:
        todo.add("due", each.due)
    todo.add("priority", each.priority)
    todo.add("status", _STATUS[each.status])
    if each.percent is not None:
        todo.add("percent-complete", each.percent)
    if each.finished is not None:
        todo.add("completed", each.finished.astimezone(UTC))
    return todo


def _identify(component: Event | Todo, name: str, revision: Revision, board: str) -> None:
    component.add("uid", f"{name}@{board}.duiqi")
    component.add("sequence", revision.seq)
    component.add("dtstamp", revision.at.astimezone(UTC).replace(microsecond=0))
    component.add("last-modified", revision.at.astimezone(UTC).replace(microsecond=0))


def _before(start: date, due: date | None) -> bool:
    """The standard wants what is due to be due after it starts."""
    return due is None or start < due
