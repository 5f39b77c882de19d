"""A weekly meeting of the launch on Monday, 25 March 2024, with an agenda made by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from store.model.change import Change
from store.model.clock import Moment
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.organisation import Person
from store.model.state import State
from store.rules import integrity, rights
from store.rules.commands.meetings.holding import OpenMeeting
from store.rules.commands.meetings.planning import PlanMeeting
from store.rules.edit import Command
from store.rules.meeting.clock import MeetingClock, reading
from tests.store.rules.launch import FACILITATOR, MATERIAL, PLAN, TRAINING, Launch

AGENDA: Final = (
    AgendaItem(id=1, kind=ItemKind.CHANGES, title="上次会议以来", minutes=5),
    AgendaItem(id=2, kind=ItemKind.TASK, title="推广方案撰写", ref=PLAN, minutes=10),
    AgendaItem(id=3, kind=ItemKind.TASK, title="宣传物料设计", ref=MATERIAL, minutes=10),
    AgendaItem(id=4, kind=ItemKind.TASK, title="销售培训组织", ref=TRAINING, minutes=5),
)


class Room(Launch):
    """The launch and its weekly meeting, opened at ten by the facilitator; `passes` lets time go by."""

    def __init__(self, *, opened: bool = True, kind: MeetingKind = MeetingKind.WEEKLY) -> None:
        super().__init__()
        self.do(PlanMeeting(1, kind, AGENDA, self.moment.now, 30), by=FACILITATOR)
        if opened:
            self.do(OpenMeeting(1), by=FACILITATOR)

    def passes(self, minutes: float) -> None:
        """Time goes by."""
        self.moment = Moment(self.moment.now + timedelta(minutes=minutes), self.moment.zone)

    def leads(self, *commands: Command) -> list[Change]:
        """The facilitator does it; what the journal would hold."""
        return self.written(*commands, by=FACILITATOR)

    def take_back(self, changes: list[Change], by: int | None = FACILITATOR) -> None:
        """Undo, with the rights of what it takes back."""
        inverse = [each.inverse() for each in reversed(changes)]
        rights.check(self.state, self.person(by), inverse)
        outcome = self.state.outcome(inverse)
        left = [each for each in outcome.values() if each is not None]
        gone = [key for key, each in outcome.items() if each is None]
        assert integrity.problems(self.state, left, gone) == []
        self.state.apply(inverse)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        return self.state.one(Meeting, 1)

    @property
    def clock(self) -> MeetingClock:
        """What its clocks show now."""
        return reading(self.meeting, self.moment.now)

    @property
    def on_table(self) -> int | None:
        """The id of the item on the table."""
        return self.meeting.current

    def spent(self, item: int) -> int:
        """Minutes that an item was on the table, the running ones not counted."""
        found = self.meeting.item(item)
        assert found is not None
        return found.spent // 60

    def person(self, id: int | None) -> Person | None:
        """Somebody."""
        return self.state.get(Person, id)


def whole(state: State) -> object:
    """Everything on a board, to compare it before and after."""
    return state.as_json()
