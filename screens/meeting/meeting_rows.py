"""What is read of a meeting in the list of meetings: a line, what it agreed, how it compares."""

from __future__ import annotations

from typing import Final

from screens.widgets.cells import Line, Piece, width, wrap
from screens.widgets.rows import Row
from screens.widgets.urgent_text import meeting_words
from screens.words import date_with_weekday
from store.language import _, msg
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.meeting import ItemState, Meeting, MeetingKind
from store.model.state import State
from store.rules.meeting.attendance import in_order
from store.rules.meeting.compare import before, compare
from store.rules.meeting.running import KINDS
from store.rules.say import person_name
from store.rules.urgent import UrgentClock

WHEN_USEFUL: Final = {
    MeetingKind.ALIGNMENT: msg("the brief point by point"),
    MeetingKind.KICKOFF: msg("split of work and dates"),
    MeetingKind.WEEKLY: msg("what needs the room"),
    MeetingKind.REVIEW: msg("what to keep and change"),
    MeetingKind.URGENT: msg("called from an urgent issue"),
}
_MARGIN: Final = 2


def row(state: State, meeting: Meeting, moment: Moment) -> Row:
    """Which one, when, how far or how it ended."""
    name = _("{kind} #{number}", kind=KINDS[meeting.kind], number=meeting.number)
    if meeting.running:
        by = person_name(state, meeting.presenter) or "?"
        done = sum(item.state is not ItemState.WAITING for item in meeting.agenda)
        what = _("item {done} of {all}, {name} presents", done=done, all=len(meeting.agenda), name=by)
        return Row((name, _since(meeting, moment), what), ">", "in-progress")
    if meeting.closed is not None:
        captured = [each for each in state.all(Capture) if each.meeting == meeting.id]
        decided = sum(each.kind is CaptureKind.DECISION for each in captured)
        actions = [each for each in captured if each.kind is CaptureKind.ACTION]
        done = sum(each.settled is not None for each in actions)
        what = _("{decided} decided, actions {done}/{all}", decided=decided, done=done, all=len(actions))
        return Row((name, _since(meeting, moment), what), "✓", "done")
    count = len(meeting.agenda)
    what = _("{count} items", count=count) if count else _("its agenda builds itself")
    return Row((name, _planned(meeting, moment), what), "-", "not-started")


def to_call(state: State, clock: UrgentClock, moment: Moment) -> Row:
    """An urgent issue whose meeting is still to be called."""
    key = state.key_of(clock.issue)
    name = _("+ {kind}", kind=KINDS[MeetingKind.URGENT])
    return Row(
        (((name, "late"),), (meeting_words(clock.deadline, moment.now),), f"{key} {clock.issue.title}"),
        "#",
        "blocked",
    )


def about(state: State, meeting: Meeting, moment: Moment, room: int) -> list[Line]:
    """Its agenda; of a past one what it agreed."""
    if meeting.closed is None:
        return [
            line
            for item in in_order(state, meeting)
            for line in wrap(((f"  {item.minutes:>3}  ", "muted"), (item.title, "")), room, 7)
        ]
    agreed = [
        each
        for each in state.all(Capture)
        if each.meeting == meeting.id and each.kind in (CaptureKind.DECISION, CaptureKind.ACTION)
    ]
    if not agreed:
        return [(("  ", ""), (_("Nothing was decided, and nobody has anything to do."), "muted"))]
    return [line for each in agreed for line in wrap(_agreed(state, each, moment), room, 4)]


def _agreed(state: State, each: Capture, moment: Moment) -> Line:
    sign: Piece = ("✓ ", "done") if each.settled is not None else ("- ", "")
    who = person_name(state, each.person)
    day = date_with_weekday(each.due, moment.today) if each.due is not None else ""
    head = "  ".join(part for part in (who, day) if part)
    return (("  ", ""), sign, (f"{head}  " if head else "", "accent"), (each.text, ""))


def compared(state: State, meeting: Meeting, moment: Moment, room: int) -> list[Line]:
    """Its figures beside those of the meeting before of the same kind."""
    rows = [(str(label), was, now) for label, was, now in compare(state, meeting, moment)]
    last = before(state, meeting)
    if last is not None:
        rows.insert(0, ("", f"#{last.number}", f"#{meeting.number}"))
    label = max((width(name) for name, _was, _now in rows), default=0) + 3
    column = max((width(was) for _name, was, _now in rows), default=0) + 3
    return [
        (
            (" " * _MARGIN, ""),
            (name + " " * (label - width(name)), "muted"),
            (was + " " * (column - width(was)), "muted"),
            (now, "strong"),
        )
        for name, was, now in rows
    ]


def _since(meeting: Meeting, moment: Moment) -> str:
    if meeting.opened is None:
        return ""
    local = meeting.opened.astimezone(moment.zone)
    return f"{date_with_weekday(local.date(), moment.today)} {local:%H:%M}"


def _planned(meeting: Meeting, moment: Moment) -> str:
    if meeting.planned is None:
        return _("no time set yet")
    local = meeting.planned.astimezone(moment.zone)
    return f"{date_with_weekday(local.date(), moment.today)} {local:%H:%M}"
