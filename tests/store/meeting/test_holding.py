"""Holding a meeting: it stands on the board, not in a screen (DOMAIN.md, Meetings)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.errors import NotAllowed, Refused
from store.model.meeting import Attended, ItemState, Meeting, MeetingKind
from store.rules.commands import EditPerson
from store.rules.commands.absences import AddAbsence
from store.rules.commands.meetings.holding import (
    Back,
    CallTheRest,
    GoTo,
    Next,
    OpenMeeting,
    ParkItem,
    Pause,
    Resume,
    RollCall,
    TakeOver,
)
from store.rules.commands.meetings.planning import (
    AddItem,
    CallOff,
    EditMeeting,
    HoldMeeting,
    MoveItem,
    PlanItem,
    PlanMeeting,
    RemoveItem,
    RenewAgenda,
)
from store.rules.edit import Command
from store.rules.meeting.attendance import in_order, speaker
from store.rules.order import ordered
from tests.store.meeting.room import AGENDA, Room
from tests.store.rules.launch import CHEN, FACILITATOR, GUEST, LI, SUN, WANG, ZHAO


@pytest.fixture
def room() -> Room:
    return Room()


def test_opening_lays_the_first_item_on_the_table_and_calls_who_should_be_there(room: Room) -> None:
    meeting = room.meeting
    assert meeting.running
    assert meeting.current == 1
    assert (meeting.presenter, meeting.chair) == (FACILITATOR, FACILITATOR)
    assert [each.id for each in meeting.attendance] == [LI, CHEN, ZHAO, WANG]
    assert {each.attended for each in meeting.attendance} == {Attended.EXPECTED}


def test_time_is_added_to_the_item_that_leaves_the_table(room: Room) -> None:
    room.passes(4)
    room.leads(Next(1, 1))
    room.passes(7)
    assert (room.spent(1), room.on_table) == (4, 2)
    assert room.clock.item_spent == timedelta(minutes=7)
    assert room.clock.total == timedelta(minutes=11)
    assert room.clock.left == timedelta(minutes=19)


def test_seconds_are_never_lost_between_items(room: Room) -> None:
    for item in (1, 2, 3):
        room.passes(1.99 / 60)
        room.leads(Next(1, item))
    assert room.clock.total == timedelta(seconds=5.97)


def test_of_two_who_press_next_at_once_one_moves_on(room: Room) -> None:
    room.passes(1)
    room.leads(Next(1, 1))
    assert room.leads(Next(1, 1)) == []
    assert room.on_table == 2


def test_after_the_last_item_comes_what_was_passed_over_and_then_nothing(room: Room) -> None:
    room.leads(GoTo(1, 3))
    for item in (3, 4, 1, 2):
        assert room.on_table == item
        room.leads(Next(1, item))
    assert room.on_table is None
    room.passes(3)
    assert room.clock.total == timedelta(minutes=3)
    assert room.leads(Next(1, None)) == []
    room.leads(Back(1, None))
    assert room.on_table == 4
    assert room.meeting.aside == 180


def test_back_shows_the_item_before_and_leaves_what_was_said_of_it(room: Room) -> None:
    room.leads(Next(1, 1))
    room.leads(Back(1, 2))
    item = room.meeting.item(1)
    assert room.on_table == 1
    assert item is not None
    assert item.state is ItemState.DONE
    with pytest.raises(Refused):
        room.leads(Back(1, 1))
    room.leads(Next(1, 1))
    assert room.on_table == 2


def test_a_parked_item_is_passed_over_until_somebody_goes_to_it(room: Room) -> None:
    room.leads(ParkItem(1, 2))
    room.leads(Next(1, 1))
    assert room.on_table == 3
    room.leads(ParkItem(1, 3))
    assert room.on_table == 4
    room.leads(GoTo(1, 2))
    item = room.meeting.item(2)
    assert item is not None
    assert item.state is ItemState.WAITING


def test_the_clock_stands_while_paused(room: Room) -> None:
    room.passes(2)
    room.leads(Pause(1))
    assert room.leads(Pause(1)) == []
    room.passes(30)
    assert room.clock.paused
    assert room.clock.total == timedelta(minutes=2)
    room.leads(Resume(1))
    assert room.leads(Resume(1)) == []
    room.passes(1)
    assert room.clock.item_spent == timedelta(minutes=3)


def test_moving_on_lets_a_standing_clock_go(room: Room) -> None:
    room.leads(Pause(1))
    room.passes(10)
    room.leads(Next(1, 1))
    room.passes(1)
    assert not room.clock.paused
    assert room.clock.total == timedelta(minutes=1)


def test_taking_over_in_the_middle_loses_nothing(room: Room) -> None:
    room.passes(2)
    room.leads(Next(1, 1))
    room.passes(3)
    before = room.clock
    room.do(TakeOver(1), by=CHEN)
    assert room.meeting.presenter == CHEN
    assert (room.on_table, room.clock) == (2, before)
    room.do(Next(1, 2), by=CHEN)
    assert room.spent(2) == 3


def test_a_clock_that_goes_backwards_gives_no_negative_time(room: Room) -> None:
    room.passes(-60)
    assert room.clock.total == timedelta()
    room.leads(Next(1, 1))
    room.passes(60)
    assert room.spent(1) == 0
    assert room.clock.total == timedelta()


def test_what_is_left_is_planned_anew_in_proportion(room: Room) -> None:
    assert dict(room.clock.plan) == {2: 10, 3: 10, 4: 5}
    room.passes(15)
    assert dict(room.clock.plan) == {2: 6, 3: 6, 4: 3}
    room.passes(20)
    assert room.clock.over
    assert room.clock.item_over
    assert dict(room.clock.plan) == {2: 0, 3: 0, 4: 0}


def test_an_absent_owners_item_goes_to_the_end_in_sight_and_comes_back_with_them(room: Room) -> None:
    room.leads(RollCall(1, LI, Attended.ABSENT))
    assert [each.id for each in in_order(room.state, room.meeting)] == [1, 3, 4, 2]
    assert speaker(room.state, room.meeting, AGENDA[1]).absent
    room.leads(Next(1, 1))
    assert room.on_table == 3
    room.leads(RollCall(1, LI, Attended.LATE))
    assert [each.id for each in in_order(room.state, room.meeting)] == [1, 2, 3, 4]
    room.leads(Next(1, 3))
    room.leads(Next(1, 4))
    assert room.on_table == 2


def test_the_rest_are_there_and_who_was_called_before_stays_called(room: Room) -> None:
    room.leads(RollCall(1, LI, Attended.ABSENT))
    room.leads(CallTheRest(1))
    called = {each.id: each.attended for each in room.meeting.attendance}
    assert called.pop(LI) is Attended.ABSENT
    assert set(called.values()) == {Attended.PRESENT}
    assert room.leads(CallTheRest(1)) == []


def test_a_deputy_in_the_room_speaks_for_who_is_absent(room: Room) -> None:
    room.leads(RollCall(1, LI, Attended.DEPUTY, SUN))
    said = speaker(room.state, room.meeting, AGENDA[1])
    assert (said.person, said.for_, said.absent) == (SUN, LI, False)
    assert [each.id for each in in_order(room.state, room.meeting)] == [1, 2, 3, 4]
    with pytest.raises(Refused) as refused:
        room.leads(RollCall(1, CHEN, Attended.DEPUTY))
    assert refused.value.field == "deputy"
    room.leads(RollCall(1, SUN, Attended.DEPUTY))
    called = room.meeting.attendant(SUN)
    assert called is not None
    assert called.deputy == WANG


def test_several_are_called_at_once(room: Room) -> None:
    changes = room.leads(*(RollCall(1, each, Attended.PRESENT) for each in (LI, CHEN, ZHAO)))
    assert {each.field for each in changes} == {"attendance/1", "attendance/2", "attendance/3"}


def test_a_key_of_the_presenter_writes_only_what_it_moves(room: Room) -> None:
    room.passes(1)
    changes = room.leads(Next(1, 1))
    assert {each.field for each in changes} == {"agenda/1", "current", "since"}
    assert {each.field for each in room.written(TakeOver(1), by=CHEN)} == {"presenter"}


def test_members_do_not_move_the_meeting_but_say_that_they_are_there(room: Room) -> None:
    for command in (Next(1, 1), Pause(1), TakeOver(1), RollCall(1, LI, Attended.PRESENT)):
        with pytest.raises(NotAllowed):
            room.do(command, by=SUN)
    room.do(RollCall(1, SUN, Attended.PRESENT), by=SUN)
    with pytest.raises(NotAllowed):
        room.do(RollCall(1, GUEST, Attended.PRESENT), by=GUEST)
    with pytest.raises(NotAllowed):
        room.do(Next(1, 1), by=CHEN)
    room.do(Next(1, 1), by=LI)


def test_only_who_may_plans_and_opens() -> None:
    room = Room(opened=False)
    for command in (OpenMeeting(1), CallOff(1), PlanMeeting(1, MeetingKind.KICKOFF, AGENDA)):
        with pytest.raises(NotAllowed):
            room.do(command, by=CHEN)
    room.do(OpenMeeting(1), by=LI)
    assert room.meeting.presenter == LI


def test_whoever_leads_it_opens_it() -> None:
    room = Room(opened=False)
    room.do(EditMeeting(1, None, 30, SUN), by=LI)
    room.do(OpenMeeting(1), by=SUN)
    assert room.meeting.presenter == SUN


def test_who_is_away_that_day_is_called_so_and_the_deputy_speaks() -> None:
    room = Room(opened=False)
    room.do(
        EditPerson(CHEN, {"deputy": SUN}),
        AddAbsence(CHEN, date(2024, 3, 25), date(2024, 3, 26)),
        AddAbsence(LI, date(2024, 3, 25), date(2024, 3, 25)),
        by=FACILITATOR,
    )
    room.do(PlanMeeting(1, MeetingKind.KICKOFF, AGENDA), by=FACILITATOR)
    room.do(OpenMeeting(2), by=FACILITATOR)
    roll = {each.id: each for each in room.state.one(Meeting, 2).attendance}
    assert (roll[CHEN].attended, roll[CHEN].deputy) == (Attended.DEPUTY, SUN)
    assert roll[LI].attended is Attended.ABSENT
    assert roll[ZHAO].attended is Attended.EXPECTED
    room.passes(24 * 60)
    room.do(OpenMeeting(1), by=FACILITATOR)
    called = room.meeting.attendant(LI)
    assert called is not None
    assert called.attended is Attended.EXPECTED


def test_one_meeting_of_a_kind_at_a_time() -> None:
    room = Room(opened=False)
    with pytest.raises(Refused, match="#1"):
        room.leads(PlanMeeting(1, MeetingKind.WEEKLY, AGENDA))
    room.leads(CallOff(1))
    with pytest.raises(Refused):
        room.leads(OpenMeeting(1))
    room.leads(PlanMeeting(1, MeetingKind.WEEKLY, AGENDA))
    with pytest.raises(Refused):
        room.leads(Next(2, 1))


def test_a_meeting_can_be_held_at_once_and_its_agenda_builds_itself() -> None:
    room = Room(opened=False)
    room.leads(HoldMeeting(1, MeetingKind.WEEKLY))
    assert [each.title for each in room.meeting.agenda] == [each.title for each in AGENDA]
    room.leads(HoldMeeting(1, MeetingKind.KICKOFF))
    assert len(room.state.all(type(room.meeting))) == 2
    with pytest.raises(Refused):
        room.leads(HoldMeeting(1, MeetingKind.KICKOFF))


def test_the_agenda_is_reordered_and_trimmed_before_and_while_it_runs(room: Room) -> None:
    room.leads(MoveItem(1, 4, -2))
    room.leads(AddItem(1, "新代言人", 5))
    room.leads(RemoveItem(1, 3))
    room.leads(PlanItem(1, 2, 15))
    room.leads(MoveItem(1, 5, -9))
    assert [each.id for each in ordered(room.meeting.agenda)] == [5, 1, 4, 2]
    with pytest.raises(Refused):
        room.leads(RemoveItem(1, 1))
    with pytest.raises(Refused):
        room.leads(AddItem(1, " "))
    with pytest.raises(Refused):
        room.leads(PlanItem(1, 2, -1))


def test_an_agenda_built_anew_keeps_what_people_made_of_it() -> None:
    room = Room(opened=False)
    room.leads(AddItem(1, "新代言人"), MoveItem(1, 4, -3), PlanItem(1, 4, 8))
    new = AGENDA[3].model_copy(update={"ref": 99, "title": "新任务"})
    room.leads(RenewAgenda(1, (AGENDA[0], AGENDA[1], new, AGENDA[3])))
    found = [(each.title, each.minutes) for each in ordered(room.meeting.agenda)]
    assert found == [
        ("销售培训组织", 8),
        ("上次会议以来", 5),
        ("推广方案撰写", 10),
        ("新任务", 5),
        ("新代言人", 5),
    ]


def test_every_step_can_be_taken_back(room: Room) -> None:
    steps: list[Command] = [
        Next(1, 1),
        Back(1, 2),
        GoTo(1, 3),
        ParkItem(1, 3),
        Pause(1),
        Resume(1),
        TakeOver(1),
        RollCall(1, LI, Attended.ABSENT),
        AddItem(1, "新代言人"),
        MoveItem(1, 2, 1),
        PlanItem(1, 2, 20),
        EditMeeting(1, None, 60, LI),
        Next(1, 4),
    ]
    for step in steps:
        room.passes(1)
        before = room.state.as_json()
        changes = room.leads(step)
        room.take_back(changes)
        assert room.state.as_json() == before
        room.leads(step)


def test_taking_over_can_be_taken_back_by_who_did_it(room: Room) -> None:
    changes = room.written(TakeOver(1), by=CHEN)
    room.take_back(changes, by=CHEN)
    assert room.meeting.presenter == FACILITATOR
