"""The lines around the item on the table: the agenda above it, the room below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from screens.widgets.cells import CUT, Line, Piece, width
from screens.words import date_with_weekday
from store.language import _
from store.model.issue import Issue
from store.model.meeting import AgendaItem, Attended, ItemKind, ItemState, Meeting
from store.model.organisation import Person
from store.model.risk import Risk
from store.model.task import Task
from store.rules.meeting.attendance import in_order
from store.rules.rights_meeting import why_not_hold, why_not_take_over
from store.rules.say import person_name

if TYPE_CHECKING:
    from store.board.presence import Present
    from store.model.clock import Moment
    from store.model.state import State
    from store.rules.meeting.clock import MeetingClock

MARKS: Final = {ItemState.WAITING: "", ItemState.DONE: "✓", ItemState.PARKED: "~"}
"""The sign before an item in the line of the agenda."""
_OF_RECORDS: Final[Mapping[ItemKind, type[Task | Issue | Risk]]] = {
    ItemKind.TASK: Task,
    ItemKind.ISSUE: Issue,
    ItemKind.RISK: Risk,
}
_FEW: Final = 14
_PAUSE: Final = re.compile("[，,：:；;]")


def minutes_seconds(time: timedelta) -> str:
    """`03:12`, `72:05`: the minutes go on counting beyond an hour."""
    seconds = max(0, int(time.total_seconds()))
    return f"{seconds // 60:02}:{seconds % 60:02}"


def total_line(clock: MeetingClock) -> Line:
    """`12 / 45 分钟，余 32`: over time is said in words."""
    total, there_is = int(clock.total.total_seconds() // 60), int(clock.available.total_seconds() // 60)
    if clock.over:
        return (
            (
                _("{total} / {all} min, over by {over}", total=total, all=there_is, over=total - there_is),
                "late",
            ),
        )
    return ((_("{total} / {all} min, {left} left", total=total, all=there_is, left=there_is - total), ""),)


def item_clock(clock: MeetingClock) -> Line:
    """`03:12 / 05:00` of the item on the table."""
    spent, planned = minutes_seconds(clock.item_spent), minutes_seconds(clock.item_planned)
    if clock.paused:
        return ((_("paused {spent} / {planned}", spent=spent, planned=planned), "delayed"),)
    if clock.item_over:
        return ((_("over {spent} / {planned}", spent=spent, planned=planned), "late"),)
    return ((f"{spent} / {planned}", "strong"),)


def elsewhere_line(state: State, meeting: Meeting, here: AgendaItem) -> Line:
    """Where one looks, having let go, and how one comes back."""
    table = meeting.item(meeting.current)
    name = item_name(state, here)
    if table is None:
        return ((_("You look at {name}; f returns.", name=name), "accent"),)
    text = _(
        "You look at {name}, the room is at {table}; f returns.",
        name=name,
        table=item_name(state, table),
    )
    return ((text, "accent"),)


def item_name(state: State, item: AgendaItem) -> str:
    """What an item is called in the line of the agenda: a key, or its first words."""
    kind = _OF_RECORDS.get(item.kind)
    record = state.get(kind, item.ref) if kind is not None else None
    if isinstance(record, (Task, Issue, Risk)):
        return state.key_of(record)
    if item.kind is ItemKind.CHANGES and not _PAUSE.search(item.title):
        return _("Changes")
    title = _PAUSE.split(item.title, maxsplit=1)[0] or item.title
    if width(title) <= _FEW:
        return title
    while width(title) > _FEW:
        title = title[:-1]
    return title.rpartition(" ")[0] or title


def agenda_line(state: State, meeting: Meeting, here: int | None, room: int) -> Line:
    """`✓变化 ✓NPL-6 [NPL-7] NPL-12   3/9` in `room` cells, around the item `here`; far ones are cut off."""
    items = in_order(state, meeting)
    done = sum(item.state is not ItemState.WAITING for item in items)
    count = f"{done}/{len(items)}"
    labels = [_label(state, item, meeting.current, here) for item in items]
    place = next((index for index, item in enumerate(items) if item.id == here), 0)
    line = around(labels, place, room - width(count) - 1)
    filled = sum(width(text) for text, _style in line)
    return (*line, (" " * max(1, room - filled - width(count)), ""), (count, "muted"))


def _label(state: State, item: AgendaItem, current: int | None, here: int | None) -> Piece:
    text = f"{MARKS[item.state]}{item_name(state, item)}"
    if item.id == here:
        return (f"[{text}]", "accent")
    return (f"{'>' if item.id == current else ' '}{text} ", "strong" if item.id == current else "muted")


def around(labels: Sequence[Piece], place: int, room: int) -> Line:
    """As many of `labels` as fit into `room` cells, the one at `place` among them."""
    if not labels:
        return ()
    first = last = place
    if place and _wide(labels, place - 1, place) <= room:
        first = place - 1
    while True:
        if last + 1 < len(labels) and _wide(labels, first, last + 1) <= room:
            last += 1
        elif first > 0 and _wide(labels, first - 1, last) <= room:
            first -= 1
        else:
            break
    pieces: list[Piece] = [(f"{CUT} ", "muted")] if first > 0 else []
    pieces += labels[first : last + 1]
    if last + 1 < len(labels):
        pieces.append((f" {CUT}", "muted"))
    return tuple(pieces)


def _wide(labels: Sequence[Piece], first: int, last: int) -> int:
    inside = sum(width(text) for text, _style in labels[first : last + 1])
    return inside + 3 * (first > 0) + 3 * (last + 1 < len(labels))


def room_line(
    state: State, meeting: Meeting, people: Sequence[Present], silent: int | None, *, me: int | None
) -> Line:
    """`在场 8/9  李明主持  周强缺席 吴工代  跟随 5`: who is there, who presents, who is not, who follows.

    silent: minutes since the presenter's last key, null when they are not here at all. me: who reads it.
    """
    called = meeting.attendance
    there = sum(each.attended in (Attended.PRESENT, Attended.LATE) for each in called)
    pieces: list[Piece] = [(_("present {there}/{all}", there=there, all=len(called)), "")]
    reader = state.get(Person, me)
    holds = why_not_hold(state, reader, meeting) is None
    if holds and called and all(each.attended is Attended.EXPECTED for each in called):
        pieces.append((_("r calls the roll"), "muted"))
    presenter = person_name(state, meeting.presenter)
    if presenter and meeting.presenter != me:
        pieces.append(_presenter(presenter, silent, why_not_take_over(state, reader, meeting) is None))
    for each in called:
        name = person_name(state, each.id) or "?"
        if each.attended is Attended.DEPUTY:
            deputy = person_name(state, each.deputy) or "?"
            pieces.append((_("{name} absent, {deputy} speaks", name=name, deputy=deputy), "delayed"))
        elif each.attended is Attended.ABSENT:
            pieces.append((_("{name} absent", name=name), "delayed"))
        elif each.attended is Attended.LEFT:
            pieces.append((_("{name} left", name=name), "muted"))
    following = sum(one.following == meeting.id for one in people)
    if following:
        pieces.append((_("{count} follow", count=following), "muted"))
    return tuple(part for piece in pieces for part in (piece, ("  ", "")))


def _presenter(name: str, silent: int | None, may_take_over: bool) -> Piece:
    """Who presents, as somebody else reads it: whether they are there, and pressed a key lately."""
    if silent is None:
        if may_take_over:
            return (_("{name} is not here: T takes over", name=name), "delayed")
        return (_("{name} is not here", name=name), "delayed")
    if silent:
        return (_("{name} silent for {minutes} min", name=name, minutes=silent), "muted")
    return (_("{name} presents", name=name), "muted")


def when_line(meeting: Meeting | None, moment: Moment) -> Line:
    """When a meeting ahead is to begin, and how many are asked."""
    if meeting is None:
        return ()
    people: Piece = (_("{count} asked", count=len(meeting.attendance)), "muted")
    if meeting.planned is None:
        return ((_("no time set yet"), "muted"), ("  ", ""), people)
    local = meeting.planned.astimezone(moment.zone)
    day = date_with_weekday(local.date(), moment.today)
    return ((f"{day} {local:%H:%M}", ""), ("  ", ""), people)


def sum_line(meeting: Meeting | None) -> Line:
    """The minutes of the agenda beside the time there is, and what to do when they are too many."""
    if meeting is None:
        return ()
    planned = sum(item.minutes for item in meeting.agenda)
    text = _("{planned} of {all} min", planned=planned, all=meeting.minutes)
    if planned <= meeting.minutes:
        left = _("{left} min free", left=meeting.minutes - planned)
        return ((text, "strong"), ("  ", ""), (left, "muted"))
    over = _("{over} min too many: x takes an item out, left takes a minute", over=planned - meeting.minutes)
    return ((text, "strong"), ("  ", ""), (over, "late"))
