"""Closing a meeting: minutes that stay, the next date, the baseline, who was heard (DOMAIN.md, Meetings)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from store.errors import NotAllowed, Refused
from store.model.capture import Capture, CaptureKind
from store.model.initiative import Scenario
from store.model.meeting import Attended, ItemState, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.requirement import Attendance, Review
from store.rules import integrity
from store.rules.commands import ChangeSettings, CreateTask, EditInitiative, EditTask, PostponeTask
from store.rules.commands.alignment import AskDepartments
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import GoTo, Next, Pause, RollCall, TakeOver
from store.rules.commands.meetings.planning import HoldMeeting, PlanMeeting
from store.rules.meeting.cadence import next_begin
from store.rules.meeting.running import ahead, held, left_running, running, title, when
from store.rules.status import slip
from store.rules.timeline import timeline
from tests.store.meeting.room import AGENDA, Room
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    LI,
    MARKETING,
    PLAN,
    RESEARCH,
    SALES,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
    at,
)


@pytest.fixture
def room() -> Room:
    return Room()


def minutes(room: Room) -> Minutes:
    found = room.state.all(Minutes)
    assert len(found) == 1
    return found[0]


def close(room: Room, meeting: int = 1, by: int = FACILITATOR) -> None:
    room.do(CloseMeeting(meeting, ("NPL-3 推迟到 03-30",)), by=by)


def test_the_minutes_say_what_happened(room: Room) -> None:
    room.leads(RollCall(1, LI, Attended.PRESENT), RollCall(1, CHEN, Attended.DEPUTY, WANG))
    room.passes(4)
    room.leads(Next(1, 1))
    room.passes(6)
    close(room)
    kept = minutes(room)
    assert kept.title.endswith("#1 新品上市推广")
    assert [(each.key, each.spent // 60, each.state) for each in kept.agenda] == [
        ("", 4, ItemState.DONE),
        ("NPL-1", 6, ItemState.DONE),
        ("NPL-2", 0, ItemState.WAITING),
        ("NPL-3", 0, ItemState.WAITING),
    ]
    roll = {each.name: (each.department, each.attended, each.deputy) for each in kept.attendance}
    assert roll["李明"] == ("市场部", Attended.PRESENT, "")
    assert roll["陈工"] == ("研发部", Attended.DEPUTY, "王芳")
    assert [each.text for each in kept.changes] == ["NPL-3 推迟到 03-30"]
    assert kept.next == datetime(2024, 4, 1, 2, tzinfo=UTC)
    assert len(kept.carried) == 2
    assert len(kept.holes) == 2


def test_closing_stops_the_clock_and_plans_the_next_one(room: Room) -> None:
    room.passes(5)
    close(room)
    assert room.meeting.closed == room.moment.now
    assert room.meeting.current is None
    total = room.clock.total
    room.passes(60)
    assert room.clock.total == total
    following = room.state.one(Meeting, 2)
    assert (following.number, following.kind, following.ahead) == (2, MeetingKind.WEEKLY, True)
    assert following.agenda == ()
    assert [each.id for each in following.attendance] == [LI, CHEN, ZHAO, WANG]
    assert [each.id for each in held(room.state)] == [1]
    assert [each.id for each in ahead(room.state)] == [2]
    with pytest.raises(Refused):
        room.leads(Next(1, None))


def test_no_next_meeting_where_nobody_wants_one_and_another_day_where_somebody_does() -> None:
    room, other = Room(), Room()
    room.leads(CloseMeeting(1, follow=False))
    assert ahead(room.state) == []
    assert minutes(room).next is None
    day = datetime(2024, 3, 29, 7, tzinfo=UTC)
    other.leads(CloseMeeting(1, (), day))
    assert minutes(other).next == ahead(other.state)[0].planned == day


def test_closing_can_be_taken_back_whole(room: Room) -> None:
    room.leads(RollCall(1, LI, Attended.PRESENT))
    room.passes(5)
    before = room.state.as_json()
    changes = room.leads(CloseMeeting(1, (), room.moment.now))
    room.take_back(changes)
    assert room.state.as_json() == before


def test_minutes_are_neither_rewritten_nor_thrown_away(room: Room) -> None:
    close(room)
    kept = minutes(room)
    assert integrity.problems(room.state, [kept.model_copy(update={"chair": "某人"})])
    assert integrity.problems(room.state, [], [(Minutes.table, kept.id)])


def test_whoever_took_the_meeting_over_can_close_it(room: Room) -> None:
    with pytest.raises(NotAllowed):
        close(room, by=CHEN)
    room.do(TakeOver(1), by=CHEN)
    close(room, by=CHEN)
    assert len(room.state.all(Meeting)) == 2


def test_a_meeting_planned_already_is_the_next_one(room: Room) -> None:
    kickoff = Room(kind=MeetingKind.KICKOFF)
    later = datetime(2024, 3, 27, 6, tzinfo=UTC)
    kickoff.leads(PlanMeeting(1, MeetingKind.WEEKLY, planned=later))
    close(kickoff)
    assert len(kickoff.state.all(Meeting)) == 2
    assert minutes(kickoff).next == later


def test_a_meeting_planned_without_a_time_gets_the_one_of_the_cadence() -> None:
    kickoff = Room(kind=MeetingKind.KICKOFF)
    kickoff.leads(PlanMeeting(1, MeetingKind.WEEKLY))
    kickoff.do(TakeOver(1), by=CHEN)
    close(kickoff, by=CHEN)
    assert ahead(kickoff.state)[0].planned == datetime(2024, 4, 1, 2, tzinfo=UTC)


def test_an_item_that_the_room_jumped_away_from_was_spoken_about(room: Room) -> None:
    room.passes(3)
    room.leads(GoTo(1, 3))
    close(room)
    states = {each.id: each.state for each in minutes(room).agenda}
    assert states[1] is ItemState.DONE
    assert states[3] is ItemState.WAITING


def test_the_kickoff_fixes_the_dates_once() -> None:
    room = Room(kind=MeetingKind.KICKOFF)
    close(room, by=LI)
    base = room.task(PLAN).baseline
    assert base is not None
    assert (base.start, base.due) == (date(2024, 3, 11), date(2024, 3, 26))
    assert [each.due for each in base.milestones] == [date(2024, 3, 20)]
    assert [each.kind for each in ahead(room.state)] == [MeetingKind.WEEKLY]
    room.do(CreateTask(1, "首批铺货", department=SALES, owner=WANG, due=date(2024, 4, 9)), by=FACILITATOR)
    room.do(HoldMeeting(1, MeetingKind.KICKOFF, AGENDA), by=FACILITATOR)
    room.passes(10)
    close_again = len(room.state.all(Meeting))
    room.do(CloseMeeting(close_again), by=FACILITATOR)
    assert room.task(PLAN).baseline == base
    assert room.task(4).baseline is not None


def test_the_minutes_of_the_kickoff_say_what_it_fixed() -> None:
    room = Room(kind=MeetingKind.KICKOFF)
    close(room, by=LI)
    assert [each.text for each in minutes(room).changes] == [
        "NPL-3 推迟到 03-30",
        "3 项任务的原定日期定为基线",
    ]


@pytest.mark.parametrize("kind", [MeetingKind.ALIGNMENT, MeetingKind.REVIEW, MeetingKind.WEEKLY])
def test_what_other_meetings_left_open_is_carried_by_those_of_the_cadence_alone(kind: MeetingKind) -> None:
    room = Room()
    room.leads(AddCapture(1, CaptureKind.PARK, "渠道返利", meeting=1))
    close(room)
    room.do(HoldMeeting(1, kind, AGENDA), by=FACILITATOR)
    newest = room.state.all(Meeting)[-1].id
    if kind is MeetingKind.WEEKLY:
        newest = next(each.id for each in room.state.all(Meeting) if each.running)
    room.leads(AddCapture(1, CaptureKind.PARK, "预算", meeting=newest))
    room.do(CloseMeeting(newest), by=FACILITATOR)
    carried = [each.text for each in room.state.all(Minutes)[-1].carried]
    assert any("预算" in each for each in carried)
    assert any("渠道返利" in each for each in carried) is (kind is MeetingKind.WEEKLY)


def test_nobody_rewrites_the_baseline() -> None:
    room = Room(kind=MeetingKind.KICKOFF)
    changes = room.leads(CloseMeeting(1))
    task = room.task(PLAN)
    assert task.baseline is not None
    other = task.baseline.model_copy(update={"due": date(2024, 5, 1)})
    assert integrity.problems(room.state, [task.model_copy(update={"baseline": other})])
    assert integrity.problems(room.state, [task.model_copy(update={"baseline": None})])
    room.take_back(changes)
    assert room.task(PLAN).baseline is None


def test_slips_and_the_timeline_count_from_the_baseline() -> None:
    room = Room(kind=MeetingKind.KICKOFF)
    room.leads(CloseMeeting(1))
    task = room.task(TRAINING)
    moved = task.model_copy(update={"due": date(2024, 3, 29)})
    assert (slip(moved).times, slip(moved).days) == (1, 1)
    room.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30)), by=WANG)
    assert (slip(room.task(TRAINING)).times, slip(room.task(TRAINING)).days) == (1, 2)
    bars = {bar.task.id: bar for bar in timeline(room.state, 1, room.moment).bars}
    assert bars[TRAINING].was_due == date(2024, 3, 28)


def test_what_the_kickoff_left_unanswered_becomes_an_action() -> None:
    room = Room(kind=MeetingKind.KICKOFF)
    asked = Capture(
        id=1,
        initiative=1,
        meeting=1,
        item=2,
        kind=CaptureKind.QUESTION,
        text="预算谁批？",
        person=CHEN,
        at=room.moment.now,
        by=FACILITATOR,
    )
    answered = asked.model_copy(update={"id": 2, "settled": room.moment.now, "answer": "王芳"})
    room.state.put(asked)
    room.state.put(answered)
    room.leads(CloseMeeting(1))
    actions = [each for each in room.state.all(Capture) if each.kind is CaptureKind.ACTION]
    assert [(each.person, each.due) for each in actions] == [(CHEN, date(2024, 3, 28))]
    assert "预算谁批？" in actions[0].text
    question = room.state.one(Capture, 1)
    assert not question.open
    assert "陈工" in question.answer
    assert len(minutes(room).captures) == 3


def test_who_has_an_action_is_expected_in_the_next_weekly_meeting(room: Room) -> None:
    said = {"id": 1, "initiative": 1, "meeting": 1, "at": room.moment.now, "text": "补齐产品手册"}
    room.state.put(
        Capture.model_validate({**said, "kind": "action", "person": SUN, "due": date(2024, 3, 29)})
    )
    close(room)
    assert SUN in [each.id for each in room.state.one(Meeting, 2).attendance]


def test_the_alignment_meeting_says_who_was_heard() -> None:
    room = Room(opened=False)
    room.do(AskDepartments(1, (MARKETING, RESEARCH, DESIGN, SALES)), by=FACILITATOR)
    room.do(HoldMeeting(1, MeetingKind.ALIGNMENT, AGENDA), by=FACILITATOR)
    room.leads(
        RollCall(2, LI, Attended.PRESENT),
        RollCall(2, SUN, Attended.LATE),
        RollCall(2, WANG, Attended.ABSENT),
        RollCall(2, CHEN, Attended.ABSENT),
    )
    room.do(TakeOver(2), by=CHEN)
    room.do(CloseMeeting(2), by=CHEN)
    found = {each.department: each.attendance for each in room.state.all(Review)}
    assert found == {
        MARKETING: Attendance.PRESENT,
        RESEARCH: Attendance.ABSENT,
        DESIGN: Attendance.UNKNOWN,
        SALES: Attendance.PRESENT,
    }


def test_the_next_date_follows_the_cadence() -> None:
    room = Room()
    room.do(ChangeSettings({"days_off": (date(2024, 4, 1),)}), by=FACILITATOR)
    following = next_begin(room.state, room.meeting, room.moment)
    assert following is not None
    assert following.begin == datetime(2024, 4, 2, 2, tzinfo=UTC)
    assert following.moved is not None
    close(room)
    room.moment = at(2, month=4)
    room.leads(HoldMeeting(1, MeetingKind.WEEKLY, AGENDA))
    back = next_begin(room.state, room.state.one(Meeting, 2), room.moment)
    assert back is not None
    assert (back.begin, back.moved) == (datetime(2024, 4, 8, 2, tzinfo=UTC), None)


def test_an_urgent_incident_meets_every_working_day() -> None:
    room = Room()
    room.do(EditInitiative(1, {"scenario": Scenario.URGENT_INCIDENT}), by=FACILITATOR)
    following = next_begin(room.state, room.meeting, room.moment)
    assert following is not None
    assert following.begin == datetime(2024, 3, 26, 2, tzinfo=UTC)


def test_a_meeting_nobody_planned_comes_again_at_its_quarter_of_the_hour() -> None:
    room = Room(opened=False)
    room.passes(127)
    room.leads(HoldMeeting(1, MeetingKind.KICKOFF, AGENDA))
    following = next_begin(room.state, room.state.one(Meeting, 2), room.moment)
    assert following is not None
    assert following.begin == datetime(2024, 4, 1, 4, tzinfo=UTC)
    assert (
        next_begin(room.state, room.meeting.model_copy(update={"kind": MeetingKind.REVIEW}), room.moment)
        is None
    )


def test_a_meeting_left_running_is_noticed(room: Room) -> None:
    room.leads(Pause(1))
    room.passes(30 + 60)
    assert left_running(room.state, room.moment) == []
    room.passes(1)
    assert left_running(room.state, room.moment) == running(room.state)
    close(room)
    assert left_running(room.state, room.moment) == []


def test_meetings_have_names_and_times_as_people_say_them(room: Room) -> None:
    assert title(room.state, room.meeting).render("en") == "weekly meeting #1 新品上市推广"
    begins = datetime(2024, 3, 26, 2, tzinfo=UTC)
    assert when(begins, room.moment).render("en") == "Tuesday 10:00"
    assert when(room.moment.now, room.moment).render("en") == "today 10:00"


def test_a_changed_due_date_after_the_kickoff_keeps_the_original() -> None:
    room = Room(kind=MeetingKind.KICKOFF)
    room.leads(CloseMeeting(1))
    room.do(EditTask(TRAINING, {"title": "销售培训"}), by=FACILITATOR)
    base = room.task(TRAINING).baseline
    assert base is not None
    assert base.due == date(2024, 3, 28)
