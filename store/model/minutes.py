"""会议纪要: what a closed meeting was; nothing in it changes when the board goes on (DOMAIN.md, Meetings)."""

from typing import ClassVar

from pydantic import Field

from store.model.capture import CaptureKind
from store.model.day import Day, Instant
from store.model.meeting import Attended, ItemState, MeetingKind
from store.model.record import Entry, Record
from store.model.text import LongText, ShortLine, Title


class MinutedPerson(Entry):
    """`id` is the person; names as they were."""

    name: Title
    department: ShortLine = ""
    attended: Attended = Attended.EXPECTED
    deputy: ShortLine = ""


class MinutedItem(Entry):
    """`id` is that of the agenda item, in the order of the agenda. planned in minutes, spent in seconds."""

    key: ShortLine = ""
    title: Title
    why: ShortLine = ""
    planned: int = Field(default=0, ge=0)
    spent: int = Field(default=0, ge=0)
    state: ItemState = ItemState.WAITING


class MinutedCapture(Entry):
    """`id` is that of the capture, `item` where it was said; names as they were."""

    kind: CaptureKind
    text: LongText
    item: int | None = None
    key: ShortLine = ""
    person: ShortLine = ""
    department: ShortLine = ""
    due: Day | None = None
    answer: LongText = ""
    settled: bool = False


class MinutedLine(Entry):
    """A sentence in the board's language."""

    text: LongText


class Minutes(Record):
    """The minutes of one meeting. Names and sentences are text in the board's language, times UTC.

    changes: what was changed on the board while it ran. carried: what it leaves to the next one. holes: what
    was still missing when it was closed. next: when the next one of its kind begins. until: the line of the
    journal up to which `changes` tell and from where the next meeting looks on, null where nobody looked.
    lasted: how long its clock ran, in seconds, pauses left out.
    """

    table: ClassVar[str] = "minutes"

    meeting: int
    initiative: int
    kind: MeetingKind
    number: int
    title: Title
    opened: Instant
    closed: Instant
    planned_minutes: int = Field(ge=0)
    chair: ShortLine = ""
    attendance: tuple[MinutedPerson, ...] = ()
    agenda: tuple[MinutedItem, ...] = ()
    changes: tuple[MinutedLine, ...] = ()
    captures: tuple[MinutedCapture, ...] = ()
    holes: tuple[MinutedLine, ...] = ()
    carried: tuple[MinutedLine, ...] = ()
    next: Instant | None = None
    until: int | None = None
    lasted: int | None = None
