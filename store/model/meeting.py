"""会议: one mechanism for alignment, kickoff, weekly, urgent meeting and review (DOMAIN.md, Meetings).

A meeting is a record like any other: its clock, its roll-call and the item on the table are on the board, so
that it stands when the line of whoever presents drops, and anyone with the right takes it over where it was.
"""

from enum import StrEnum
from typing import ClassVar, Final

from pydantic import Field

from store.model.day import Instant
from store.model.record import Entry, Record, Row
from store.model.requirement import Part
from store.model.text import ShortLine, Title

LONGEST: Final = 480
"""The most minutes that a meeting, or an item of it, is planned for."""


class MeetingKind(StrEnum):
    """对齐会 · 启动会 · 周例会 · 临时沟通会 · 复盘会."""

    ALIGNMENT = "alignment"
    KICKOFF = "kickoff"
    WEEKLY = "weekly"
    URGENT = "urgent"
    REVIEW = "review"


class ItemKind(StrEnum):
    """What an item of the agenda is about.

    TASK, ISSUE and RISK name one record (`ref`), POINT an entry of the brief (`part` and `ref`). CHANGES is
    what happened since the last meeting; ACTIONS, PARKED and QUESTIONS are what earlier meetings left open,
    OTHERS the exceptions for which there is no time one by one, SMOOTH what goes well. GOAL, SPLIT, DATES and
    CADENCE are the kickoff's, FIGURES, KEEP and CHANGE the review's. A TOPIC is words only.
    """

    TOPIC = "topic"
    CHANGES = "changes"
    TASK = "task"
    ISSUE = "issue"
    RISK = "risk"
    POINT = "point"
    ACTIONS = "actions"
    PARKED = "parked"
    QUESTIONS = "questions"
    OTHERS = "others"
    SMOOTH = "smooth"
    GOAL = "goal"
    SPLIT = "split"
    DATES = "dates"
    CADENCE = "cadence"
    FIGURES = "figures"
    KEEP = "keep"
    CHANGE = "change"


class ItemState(StrEnum):
    """Whether the room has been through an item. PARKED: put off in sight, to be carried over."""

    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"


class AgendaItem(Row):
    """An item of a meeting. `minutes` is what is planned for it, `spent` the seconds it was on the table.

    `title` and `why` are as they read when the agenda was built, in the board's language.
    """

    kind: ItemKind = ItemKind.TOPIC
    title: Title
    why: ShortLine = ""
    ref: int | None = None
    part: Part | None = None
    minutes: int = Field(default=3, ge=0, le=LONGEST)
    spent: int = Field(default=0, ge=0)
    state: ItemState = ItemState.WAITING


class Attended(StrEnum):
    """What the roll-call found. DEPUTY: absent, and another speaks for them."""

    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"
    DEPUTY = "deputy"
    LATE = "late"
    LEFT = "left"


class Attendant(Entry):
    """`id` is the person, `at` when that was said of them last, `deputy` who speaks for them."""

    attended: Attended = Attended.EXPECTED
    deputy: int | None = None
    at: Instant | None = None


class Meeting(Record):
    """A meeting of an initiative: planned, running from `opened`, over at `closed` (UTC).

    number: its number among those of its kind in the initiative. planned: when it is to begin; minutes: the
    time there is. chair: who leads it. presenter: whose focus the others follow, null before it opens.
    current: the id of the agenda item on the table, null once all were; since: from when it is there, or
    nothing is; null while paused. aside: the seconds with nothing on the table, such as the read-back. So the
    meeting has lasted the sum of what its items were `spent`, and `aside`, and the time from `since` on.
    issue: what an urgent meeting is about. called_off: it will not take place.
    """

    table: ClassVar[str] = "meetings"
    unguarded: ClassVar[frozenset[str]] = frozenset({"presenter"})

    initiative: int
    kind: MeetingKind
    number: int = Field(ge=1)
    planned: Instant | None = None
    minutes: int = Field(default=45, ge=1, le=LONGEST)
    chair: int | None = None
    agenda: tuple[AgendaItem, ...] = ()
    attendance: tuple[Attendant, ...] = ()
    presenter: int | None = None
    opened: Instant | None = None
    closed: Instant | None = None
    current: int | None = None
    since: Instant | None = None
    aside: int = Field(default=0, ge=0)
    issue: int | None = None
    called_off: bool = False

    @property
    def running(self) -> bool:
        """Opened, and not closed yet."""
        return self.opened is not None and self.closed is None

    @property
    def ahead(self) -> bool:
        """Planned, and neither opened nor called off."""
        return self.opened is None and not self.called_off

    @property
    def paused(self) -> bool:
        """Running, while its clock stands."""
        return self.running and self.since is None

    def item(self, id: int | None) -> AgendaItem | None:
        """The item of that id, null when there is none."""
        return next((each for each in self.agenda if each.id == id), None)

    def attendant(self, person: int | None) -> Attendant | None:
        """What the roll-call says of a person, null when they were not called."""
        return next((each for each in self.attendance if each.id == person), None)
