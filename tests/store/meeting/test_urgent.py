"""The urgent meeting stops its clock, ends with a deadline and an owner; a breach is recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.errors import NotAllowed, Refused
from store.model.issue import Issue, IssueState
from store.model.meeting import ItemKind, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.rules import integrity
from store.rules.commands import AddPerson, BlockTask, UnblockTask
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import OpenMeeting, RollCall, TakeOver
from store.rules.commands.meetings.planning import CallOff, PlanMeeting
from store.rules.commands.meetings.urgent import CallUrgent, PromiseSolution
from store.rules.meeting.carry import carried_over
from store.rules.meeting.holes import HoleKind, holes
from store.rules.meeting.running import title
from store.rules.rights_meeting import why_not_call, why_not_hold, why_not_plan, why_not_take_over
from store.rules.urgent import clocks
from tests.store.meeting.room import Room
from tests.store.rules.launch import CHEN, FACILITATOR, GUEST, LI, SALES, SUN, TRAINING, WANG, ZHAO


@pytest.fixture
def room() -> Room:
    """The training waits for 陈工's manual, urgently; 王芳 reported it."""
    made = Room(opened=False)
    made.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=True), by=WANG)
    return made


def issue(room: Room) -> Issue:
    return room.state.one(Issue, 1)


def called(room: Room) -> Meeting:
    return room.state.one(Meeting, 2)


def unreached(room: Room) -> set[str]:
    """The titles of the items that are missing because the room did not get to them."""
    meeting = called(room)
    missing = {
        hole.item for hole in holes(room.state, meeting, room.moment) if hole.kind is HoleKind.NOT_REACHED
    }
    return {item.title for item in meeting.agenda if item.id in missing}


def test_calling_it_opens_it_with_the_people_concerned_and_stops_the_clock(room: Room) -> None:
    room.passes(30)
    room.do(CallUrgent(1), by=WANG)
    meeting = called(room)
    assert meeting.running
    assert meeting.kind is MeetingKind.URGENT
    assert (meeting.presenter, meeting.chair, meeting.issue) == (WANG, WANG, 1)
    assert {each.id for each in meeting.attendance} >= {CHEN, WANG, LI}
    assert meeting.current is not None
    assert issue(room).meeting_at == room.moment.now
    assert issue(room).breached_at is None
    assert clocks(room.state, room.moment.now) == []
    assert "产品手册" in title(room.state, meeting).render("zh")


def test_it_is_called_once(room: Room) -> None:
    room.do(CallUrgent(1), by=WANG)
    with pytest.raises(Refused):
        room.do(CallUrgent(1), by=CHEN)


def test_only_those_concerned_call_it(room: Room) -> None:
    for person in (SUN, ZHAO, GUEST):
        with pytest.raises(NotAllowed):
            room.do(CallUrgent(1), by=person)
    room.do(CallUrgent(1), by=CHEN)


def test_it_ends_with_a_deadline_and_an_owner(room: Room) -> None:
    room.do(CallUrgent(1), by=WANG)
    with pytest.raises(Refused) as refused:
        room.do(CloseMeeting(2), by=WANG)
    assert refused.value.field == "deadline"
    with pytest.raises(Refused):
        room.do(PromiseSolution(1, None, date(2024, 3, 27)), by=WANG)
    with pytest.raises(Refused):
        room.do(PromiseSolution(1, CHEN, date(2024, 3, 24)), by=WANG)
    room.do(PromiseSolution(1, CHEN, date(2024, 3, 27), "先给电子版"), by=WANG)
    room.do(CloseMeeting(2), by=WANG)
    kept = issue(room)
    assert (kept.owner, kept.deadline, kept.state) == (CHEN, date(2024, 3, 27), IssueState.HANDLING)
    assert kept.first_solution == "先给电子版"


def test_what_the_promise_answers_is_not_missing_although_nobody_spoke_of_it(room: Room) -> None:
    room.do(CallUrgent(1), by=WANG)
    topics = {each.title for each in called(room).agenda if each.kind is ItemKind.TOPIC}
    assert topics <= unreached(room)
    room.do(PromiseSolution(1, CHEN, date(2024, 3, 27)), by=WANG)
    assert topics & unreached(room) == {"怎么解决"}
    room.do(PromiseSolution(1, CHEN, date(2024, 3, 27), "先给电子版"), by=WANG)
    assert topics & unreached(room) == set()


def test_it_promises_no_next_meeting_what_no_agenda_takes_up(room: Room) -> None:
    room.do(CallUrgent(1), by=WANG)
    assert carried_over(room.state, called(room), room.moment) == ()


def test_its_minutes_say_who_solves_it_not_what_was_missing_before(room: Room) -> None:
    room.do(CallUrgent(1), by=WANG)
    assert "没定期限" in called(room).agenda[0].why
    room.do(PromiseSolution(1, CHEN, date(2024, 3, 27)), by=WANG)
    room.do(CloseMeeting(2), by=WANG)
    [kept] = room.state.all(Minutes)
    assert kept.agenda[0].key == "NPL-4"
    assert ("陈工" in kept.agenda[0].why, "03-27" in kept.agenda[0].why) == (True, True)
    assert "没定期限" not in kept.agenda[0].why


def test_who_takes_it_over_can_end_it(room: Room) -> None:
    room.do(AddPerson("钱多", SALES), by=FACILITATOR)
    room.do(CallUrgent(1), by=WANG)
    room.do(TakeOver(2), by=CHEN)
    room.do(PromiseSolution(1, CHEN, date(2024, 3, 27)), by=CHEN)
    room.do(CloseMeeting(2), by=CHEN)
    assert called(room).closed is not None


def test_calling_it_can_be_taken_back_and_the_clock_goes_on(room: Room) -> None:
    before = room.state.as_json()
    changes = room.written(CallUrgent(1), by=WANG)
    room.take_back(changes, by=WANG)
    assert room.state.as_json() == before
    assert len(clocks(room.state, room.moment.now)) == 1


def test_one_planned_for_later_does_not_stop_the_clock(room: Room) -> None:
    room.do(PlanMeeting(1, MeetingKind.URGENT, issue=1), by=WANG)
    assert len(clocks(room.state, room.moment.now)) == 1
    room.do(OpenMeeting(2), by=CHEN)
    assert clocks(room.state, room.moment.now) == []
    with pytest.raises(Refused):
        room.do(PlanMeeting(1, MeetingKind.URGENT, issue=9), by=WANG)
    with pytest.raises(Refused):
        room.do(CallOff(2), by=FACILITATOR)


def test_a_breach_is_recorded_once_by_whoever_notices(room: Room) -> None:
    assert room.written(RecordEscalations(), by=SUN) == []
    room.passes(121)
    noticed = room.written(RecordEscalations(), by=SUN)
    assert [each.field for each in noticed] == ["breached_at", "escalations/1"]
    assert issue(room).breached_at == room.moment.now - timedelta(minutes=1)
    assert room.written(RecordEscalations(), by=ZHAO) == []
    inverse = [each.inverse() for each in noticed]
    assert integrity.problems(room.state, [each for each in room.state.outcome(inverse).values() if each])
    assert len(clocks(room.state, room.moment.now)) == 1


def test_a_meeting_that_comes_too_late_records_the_breach_itself(room: Room) -> None:
    room.passes(150)
    room.do(CallUrgent(1), by=WANG)
    assert issue(room).breached_at == room.moment.now - timedelta(minutes=30)
    assert issue(room).meeting_at == room.moment.now


def test_a_late_call_taken_back_lets_the_clock_run_and_the_breach_be_noticed_anew(room: Room) -> None:
    room.passes(150)
    changes = room.written(CallUrgent(1), by=WANG)
    room.take_back(changes, by=WANG)
    assert "breached_at" in [each.field for each in room.written(RecordEscalations(), by=SUN)]


def test_a_breach_nobody_noticed_is_recorded_by_the_release(room: Room) -> None:
    room.passes(150)
    room.do(UnblockTask(TRAINING), by=WANG)
    assert issue(room).breached_at == room.moment.now - timedelta(minutes=30)


def test_no_breach_once_it_was_released_in_time(room: Room) -> None:
    room.do(UnblockTask(TRAINING), by=WANG)
    room.passes(121)
    assert room.written(RecordEscalations(), by=SUN) == []


def test_a_key_that_cannot_act_says_why(room: Room) -> None:
    state = room.state
    assert why_not_call(state, room.person(WANG), issue(room)) is None
    assert "陈工" in str(why_not_call(state, room.person(SUN), issue(room)))
    assert "李明" in str(why_not_plan(state, room.person(WANG), 1))
    assert why_not_plan(state, room.person(LI), 1) is None
    room.do(CallUrgent(1), by=WANG)
    assert why_not_hold(state, room.person(WANG), called(room)) is None
    assert "王芳" in str(why_not_hold(state, room.person(SUN), called(room)))
    assert why_not_take_over(state, room.person(ZHAO), called(room)) is None
    assert why_not_take_over(state, None, called(room)) is not None
    assert why_not_take_over(state, room.person(GUEST), called(room)) is not None
    with pytest.raises(NotAllowed):
        room.do(RollCall(2, CHEN, room.meeting.attendance[0].attended.PRESENT), by=SUN)
