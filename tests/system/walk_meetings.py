"""How the screens and dialogs of meetings are opened, for the walk through every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

from screens.meeting.about_meeting import AboutMeeting
from screens.meeting.blank import BlankScreen
from screens.meeting.closing_screen import ClosingScreen
from screens.meeting.forms import AddItemDialog, SolutionDialog, WhenDialog
from screens.meeting.holding import HoldingPlace
from screens.meeting.meeting_screen import MeetingScreen
from screens.meeting.meetings_screen import MeetingsScreen
from screens.meeting.moving import MovingPlace
from screens.meeting.place import MeetingPlace
from screens.meeting.plan_screen import PlanScreen
from screens.meeting.read_back import ReadBackScreen
from screens.meeting.roll_call import RollCallDialog
from screens.meeting.verdict import PointDialog
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.organisation import Department
from store.model.requirement import Feasibility, Part
from store.model.risk import Risk
from store.model.task import Task
from tests.data.hostile import HOSTILE
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]
Open = Callable[[DuiqiApp], Makers]

BASES: Final[frozenset[type[Screen[Any]]]] = frozenset(
    {AboutMeeting, MeetingPlace, MovingPlace, HoldingPlace}
)

_SHOWN: Final = (ItemKind.TASK, ItemKind.ISSUE, ItemKind.RISK, ItemKind.POINT, ItemKind.ACTIONS)
"""The pages of a meeting that are most unlike each other."""


@dataclass(frozen=True, slots=True)
class _Room:
    """A board on which a meeting runs that has an item of every kind."""

    app: DuiqiApp
    meeting: Meeting

    @classmethod
    def of(cls, app: DuiqiApp, kind: MeetingKind = MeetingKind.WEEKLY) -> _Room:
        """The meeting of that kind which was held last runs again."""
        state = app.session.state
        held = [each for each in state.all(Meeting) if each.kind is kind and each.opened] or state.all(
            Meeting
        )
        meeting = held[0]
        texts = [text.encode(errors="ignore").decode() for text in HOSTILE if text.strip()]
        refs = {
            ItemKind.TASK: state.all(Task)[0].id,
            ItemKind.ISSUE: state.all(Issue)[0].id,
            ItemKind.RISK: state.all(Risk)[0].id,
            ItemKind.POINT: 1,
        }
        # Past the door, as everything here: a title that no record would take.
        agenda = tuple(
            AgendaItem(id=at, kind=each, title="?", ref=refs.get(each)).model_copy(
                update={
                    "title": texts[at % len(texts)],
                    "why": texts[-at],
                    "part": Part.GOALS if each is ItemKind.POINT else None,
                }
            )
            for at, each in enumerate(ItemKind, 1)
        )
        opened = meeting.opened or app.session.moment().now
        running = meeting.model_copy(
            update={"agenda": agenda, "opened": opened, "since": opened, "closed": None, "current": 1}
        )
        state.put(running)
        return cls(app, running)

    def put_on_the_table(self, kind: ItemKind) -> None:
        """Go to its item of that kind."""
        item = next(each for each in self.meeting.agenda if each.kind is kind)
        self.app.session.state.put(self.meeting.model_copy(update={"current": item.id}))


def _meeting(app: DuiqiApp) -> Makers:
    room = _Room.of(app)
    for kind in _SHOWN:
        room.put_on_the_table(kind)
        yield MeetingScreen(app.session, room.meeting.id)


def _meetings(app: DuiqiApp) -> Makers:
    yield MeetingsScreen(app.session, app.session.state.all(Initiative)[0].id)


def _plan(app: DuiqiApp) -> Makers:
    for meeting in app.session.state.all(Meeting):
        if meeting.ahead:
            yield PlanScreen(app.session, meeting.id)


def _read_back(app: DuiqiApp) -> Makers:
    minutes = app.session.state.all(Minutes)
    for each in (minutes[0], minutes[-1]):
        yield ReadBackScreen(app.session, each.meeting)


def _closing(app: DuiqiApp) -> Makers:
    for kind in (MeetingKind.WEEKLY, MeetingKind.KICKOFF):
        yield ClosingScreen(app.session, _Room.of(app, kind).meeting.id, lambda _item: None)


def _point(app: DuiqiApp) -> Makers:
    room = _Room.of(app)
    point = next(each for each in room.meeting.agenda if each.kind is ItemKind.POINT)
    department = app.session.state.all(Department)[0].id
    yield PointDialog(app.session, room.meeting.initiative, department, point, Feasibility.CONDITIONAL)


OPENED: Final[Mapping[type[Screen[Any]], Open]] = MappingProxyType(
    {
        MeetingScreen: _meeting,
        MeetingsScreen: _meetings,
        PlanScreen: _plan,
        ReadBackScreen: _read_back,
        ClosingScreen: _closing,
        PointDialog: _point,
        BlankScreen: lambda app: iter([BlankScreen()]),
        RollCallDialog: lambda app: iter([RollCallDialog(_Room.of(app).meeting.id)]),
        AddItemDialog: lambda app: iter([AddItemDialog(_Room.of(app).meeting.id)]),
        WhenDialog: lambda app: (WhenDialog(each) for each in app.session.state.all(Meeting)[-2:]),
        SolutionDialog: lambda app: (
            SolutionDialog(app.session, each) for each in app.session.state.all(Issue)[-2:]
        ),
    }
)
"""As `walk.OPENED`."""
