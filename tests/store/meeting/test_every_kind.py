"""One mechanism for all five kinds: held, walked through and closed, on an agenda that built itself."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.meeting import Attended, ItemState, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.rules.commands import BlockTask
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import Next, RollCall
from store.rules.commands.meetings.planning import HoldMeeting
from store.rules.commands.meetings.urgent import CallUrgent, PromiseSolution
from store.rules.edit import Command
from store.rules.meeting.beforehand import before_meeting
from store.rules.meeting.running import held, running
from tests.store.meeting.room import Room
from tests.store.rules.launch import CHEN, FACILITATOR, TRAINING, WANG

HELD: dict[MeetingKind, Command] = {
    MeetingKind.ALIGNMENT: HoldMeeting(1, MeetingKind.ALIGNMENT),
    MeetingKind.KICKOFF: HoldMeeting(1, MeetingKind.KICKOFF),
    MeetingKind.WEEKLY: HoldMeeting(1, MeetingKind.WEEKLY),
    MeetingKind.URGENT: CallUrgent(1),
    MeetingKind.REVIEW: HoldMeeting(1, MeetingKind.REVIEW),
}


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_kind_is_walked_to_its_minutes_and_taken_back(kind: MeetingKind) -> None:
    room = Room(opened=False)
    room.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=True), by=WANG)
    begun = room.state.as_json()
    done = [room.leads(HELD[kind])]
    (meeting,) = running(room.state)
    assert meeting.kind is kind
    assert meeting.agenda
    assert meeting.attendance
    calls = (RollCall(meeting.id, each.id, Attended.PRESENT) for each in meeting.attendance)
    done.append(room.leads(*calls))
    for _ in meeting.agenda:
        room.passes(2)
        done.append(room.leads(Next(meeting.id, room.state.one(Meeting, meeting.id).current)))
    if kind is MeetingKind.URGENT:
        done.append(room.leads(PromiseSolution(1, CHEN, date(2024, 3, 27))))
    room.passes(1)
    done.append(room.leads(CloseMeeting(meeting.id)))
    assert held(room.state)[0].id == meeting.id
    (kept,) = room.state.all(Minutes)
    assert {each.state for each in kept.agenda} == {ItemState.DONE}
    assert sum(each.spent for each in kept.agenda) == 120 * len(kept.agenda)
    assert {each.attended for each in kept.attendance} == {Attended.PRESENT}
    assert before_meeting(room.state, room.person(FACILITATOR), room.moment) is None
    for changes in reversed(done):
        room.take_back(changes)
    assert room.state.as_json() == begun
