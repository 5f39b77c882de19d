"""会议纪要: the minutes of a meeting as a document (DOMAIN.md, Meetings). In the board's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from store.documents.blocks import Block, Bullets, Cell, Column, Document, Heading, Paragraph, table
from store.documents.dates import moment, table_day
from store.documents.minutes_words import asked, called, clock, promised, walked
from store.documents.text import text
from store.language import Language, Message, msg, plain_day
from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.meeting import Attended, ItemState, Meeting
from store.model.minutes import MinutedCapture, MinutedItem, MinutedPerson, Minutes
from store.model.state import State
from store.rules.edit import Edit
from store.rules.meeting.freezing import minutes_of

ATTENDED: Final = {
    Attended.PRESENT: msg("present"),
    Attended.LATE: msg("came late"),
    Attended.LEFT: msg("left early"),
    Attended.DEPUTY: msg("represented"),
    Attended.ABSENT: msg("absent"),
    Attended.EXPECTED: msg("not called"),
}
"""What the roll-call found, in the order in which minutes tell it."""
_SIMPLE: Final = (
    (CaptureKind.RISK, msg("Risks raised")),
    (CaptureKind.ISSUE, msg("Issues raised")),
    (CaptureKind.NOTE, msg("Notes")),
    (CaptureKind.PARK, msg("Parking lot")),
)


def newest(state: State, initiative: int | None = None) -> Meeting | None:
    """The meeting whose minutes one wants without saying which: one that runs, else the last that was held,
    else the next that is planned. Null where there is none."""
    every = [
        each for each in state.all(Meeting) if not each.called_off and initiative in (None, each.initiative)
    ]

    def rank(meeting: Meeting) -> tuple[bool, bool, float, int]:
        at = meeting.closed or meeting.opened
        planned = -meeting.planned.timestamp() if meeting.planned is not None else 0.0
        return (meeting.running, at is not None, at.timestamp() if at is not None else planned, meeting.id)

    return max(every, key=rank, default=None)


def minutes_record(
    state: State, meeting: Meeting, moment: Moment, changes: Sequence[Message | str] = ()
) -> Minutes:
    """The minutes as they were frozen; of a meeting that is not closed, as they stand at `moment`.

    `changes`: what was changed while it ran, for a meeting that still does. Of one that is only planned
    `opened` and `closed` say nothing.
    """
    for each in state.all(Minutes):
        if each.meeting == meeting.id:
            return each
    fields = minutes_of(
        Edit(state, moment, None), meeting, changes=changes, holes=(), carried=(), next_begin=None
    )
    begun = meeting.opened or meeting.planned or moment.now
    return Minutes.model_validate({**fields, "id": 1, "opened": begun, "closed": max(begun, moment.now)})


def minutes_document(state: State, minutes: Minutes) -> Document:
    """The minutes to read and to hand round; of a meeting that is not closed, what there is of them."""
    meeting = state.get(Meeting, minutes.meeting)
    zone = state.moment(minutes.closed).zone
    return _Writer(meeting, minutes, state.settings.language, zone).document()


def minutes_text(state: State, minutes: Minutes) -> str:
    """The minutes as plain text, for a chat or a mail."""
    return text(minutes_document(state, minutes))


class _Writer:
    """One document while it is written."""

    def __init__(self, meeting: Meeting | None, minutes: Minutes, language: Language, zone: ZoneInfo) -> None:
        self.planned = meeting.planned if meeting is not None else None
        self.held = meeting is None or meeting.opened is not None
        self.over = meeting is None or meeting.closed is not None
        self.minutes = minutes
        self.language = language
        self.zone = zone

    def document(self) -> Document:
        title = msg("{meeting}: minutes", meeting=self.minutes.title)
        if not self.over:
            title = msg("{meeting}: agenda", meeting=self.minutes.title)
        return Document(self._said(title), tuple(self._blocks()), self.language)

    def _blocks(self) -> Iterator[Block]:
        yield self._head()
        yield from self._attendance()
        if not self.over:
            yield from self._agenda()
        if self.held:
            yield from self._decisions()
            yield from self._actions()
        yield from self._section(msg("Changed in the meeting"), [each.text for each in self.minutes.changes])
        yield from self._questions()
        for kind, name in _SIMPLE:
            yield from self._section(name, [self._about(each) for each in self._of(kind)])
        carried = [each.text for each in self.minutes.carried]
        holes = [each.text for each in self.minutes.holes if each.text not in carried]
        yield from self._section(msg("Still missing"), holes)
        yield from self._section(msg("Carried over"), carried)
        if self.over:
            # What came of it is read first, how the time went last.
            yield from self._agenda()

    def _head(self) -> Paragraph:
        minutes = self.minutes
        lines = [self._when()]
        if minutes.chair:
            lines.append(msg("Led by: {name}", name=minutes.chair))
        if minutes.next is not None:
            lines.append(msg("Next meeting: {when}", when=self._at(minutes.next)))
        return Paragraph("\n".join(self._said(line) for line in lines))

    def _when(self) -> Message:
        minutes, planned = self.minutes, self.minutes.planned_minutes
        if not self.held:
            if self.planned is None:
                return msg("Not held yet, {planned} min", planned=planned)
            return msg("Not held yet: {when}, {planned} min", when=self._at(self.planned), planned=planned)
        begin = self._at(minutes.opened)
        if not self.over:
            return msg("Still running: since {when}, {planned} min planned", when=begin, planned=planned)
        whole = int((minutes.closed - minutes.opened).total_seconds())
        took = minutes.lasted if minutes.lasted is not None else whole
        if whole - took >= 60:
            return msg(
                "Time: {begin} - {end}, {took} min and {paused} paused, {planned} planned",
                begin=begin,
                end=f"{minutes.closed.astimezone(self.zone):%H:%M}",
                took=-(-took // 60),
                paused=(whole - took) // 60,
                planned=planned,
            )
        return msg(
            "Time: {begin} - {end}, {took} min, {planned} planned",
            begin=begin,
            end=f"{minutes.closed.astimezone(self.zone):%H:%M}",
            took=-(-took // 60),
            planned=planned,
        )

    def _attendance(self) -> Iterator[Block]:
        found = []
        for attended, word in ATTENDED.items():
            names = [self._person(each) for each in self.minutes.attendance if each.attended is attended]
            if names and (self.held or attended is not Attended.EXPECTED):
                found.append(msg("{label}: {text}", label=word, text=self._said(_list(names))))
        yield from self._section(msg("Attendance"), [self._said(each) for each in found])

    def _person(self, person: MinutedPerson) -> Message:
        name = msg("{name}", name=person.name)
        if person.department:
            name = msg("{name} ({department})", name=person.name, department=person.department)
        return msg("{name}, by {deputy}", name=name, deputy=person.deputy) if person.deputy else name

    def _agenda(self) -> Iterator[Block]:
        if not self.minutes.agenda:
            return
        yield self._heading(msg("Agenda"))
        columns = [
            self._column(msg("Item"), 8),
            self._column(msg("Why"), 8),
            self._column(msg("Planned"), 2, right=True),
            self._column(msg("Took"), 2, right=True),
            self._column(msg("Outcome"), 3),
        ]
        rows = [
            (
                called(each.key, each.title),
                each.why,
                self._said(msg("{count} min", count=each.planned)),
                clock(each.spent) if each.spent else "",
                self._outcome(each) if self.held else "",
            )
            for each in self.minutes.agenda
        ]
        yield table(
            columns,
            rows,
            key=0,
            told=[
                self._said(walked(each, self._outcome(each) if self.held else "", over=self.over))
                for each in self.minutes.agenda
            ],
        )

    def _outcome(self, item: MinutedItem) -> str:
        if item.state is ItemState.PARKED:
            return self._said(msg("put off"))
        if item.state is ItemState.WAITING and not item.spent:
            # While it runs, it may still come.
            return self._said(msg("not reached")) if self.over else ""
        over = item.spent - item.planned * 60
        return self._said(msg("over by {time}", time=clock(over))) if over >= 60 else ""

    def _decisions(self) -> Iterator[Block]:
        yield self._heading(msg("Decisions"))
        found = [self._about(each) for each in self._of(CaptureKind.DECISION)]
        yield Bullets(tuple(found), numbered=True) if found else Paragraph(self._said(msg("None.")))

    def _actions(self) -> Iterator[Block]:
        yield self._heading(msg("Actions to do"))
        found = self._of(CaptureKind.ACTION)
        if not found:
            yield Paragraph(self._said(msg("None.")))
            return
        columns = [
            self._column(msg("Action"), 10),
            self._column(msg("Responsible"), 3),
            self._column(msg("Department"), 3),
            self._column(msg("By"), 3),
            self._column(msg("About"), 2),
        ]
        rows = [
            (each.text, each.person or "?", each.department, self._due(each.due), each.key) for each in found
        ]
        yield table(
            columns, rows, key=0, told=[self._said(promised(each, self._day(each.due))) for each in found]
        )

    def _questions(self) -> Iterator[Block]:
        found = self._of(CaptureKind.QUESTION)
        if not found:
            return
        yield self._heading(msg("Questions asked"))
        columns = [
            self._column(msg("Question"), 8),
            self._column(msg("Answered by"), 3),
            self._column(msg("Answer"), 8),
            self._column(msg("About"), 2),
        ]
        unanswered = self._said(msg("none yet"))
        rows = [(each.text, each.person, each.answer or unanswered, each.key) for each in found]
        yield table(columns, rows, key=0, told=[self._said(asked(each)) for each in found])

    def _section(self, name: Message, lines: Sequence[str]) -> Iterator[Block]:
        """A heading with its points; nothing where there are none."""
        if lines:
            yield self._heading(name)
            yield Bullets(tuple(lines))

    def _about(self, capture: MinutedCapture) -> str:
        """A line that was captured, with what it is about and who said it has to do with it."""
        what = called(capture.key, capture.text)
        who = [
            *([capture.person] if capture.person else []),
            *([self._day(capture.due)] if capture.due else []),
        ]
        return self._said(msg("{what} ({who})", what=what, who=" ".join(who))) if who else what

    def _of(self, kind: CaptureKind) -> list[MinutedCapture]:
        return [each for each in self.minutes.captures if each.kind is kind]

    def _heading(self, name: Message) -> Heading:
        return Heading(self._said(name))

    def _column(self, name: Message, width: int, *, right: bool = False) -> Column:
        return Column(self._said(name), width, right)

    def _at(self, at: datetime) -> str:
        return moment(at, self.zone, self.language)

    def _day(self, day: date | None) -> str:
        return plain_day(day, self.language) if day is not None else "?"

    def _due(self, day: date | None) -> Cell:
        """A day alone in a cell."""
        return Cell(table_day(day, self.language), day) if day is not None else Cell("?")

    def _said(self, text: Message) -> str:
        return text.render(self.language)


def _list(names: Sequence[Message]) -> Message:
    said = names[0]
    for name in names[1:]:
        said = msg("{names}, {name}", names=said, name=name)
    return said
