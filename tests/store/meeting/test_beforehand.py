"""Updates are collected before the meeting, so that it takes up only what needs the room (stage 3.6)."""

from __future__ import annotations

from datetime import timedelta

from store.rules.commands import AffirmTask
from store.rules.commands.meetings.planning import EditMeeting
from store.rules.meeting.beforehand import before_meeting
from store.rules.walk import due_for
from tests.store.meeting.room import Room
from tests.store.rules.launch import CHEN, FACILITATOR, PLAN, WANG


def planned(hours: float) -> Room:
    """The weekly meeting in so many hours from Monday at ten."""
    room = Room(opened=False)
    begins = room.moment.now + timedelta(hours=hours)
    room.do(EditMeeting(1, begins, 30, None), by=FACILITATOR)
    return room


def own(room: Room, person: int) -> list[int]:
    found = before_meeting(room.state, room.person(person), room.moment)
    return [task.id for task in found.tasks] if found is not None else []


def test_each_owner_sees_what_is_due_before_it() -> None:
    room = planned(24)
    found = before_meeting(room.state, room.person(1), room.moment)
    assert found is not None
    assert found.text.render("en") == "1 update of yours is due before Tuesday 10:00"
    assert found.text.render("zh") == "星期二 10:00 前您有 1 项要更新"
    assert own(room, CHEN) == []


def test_what_was_told_today_is_done_for_the_meeting() -> None:
    room = planned(24)
    room.do(AffirmTask(PLAN), by=1)
    assert own(room, 1) == []


def test_what_the_cadence_asks_for_only_by_then_is_due_too_and_in_the_round() -> None:
    room = planned(24)
    room.do(AffirmTask(3), by=WANG)
    room.passes(4 * 24 * 60)
    room.do(EditMeeting(1, room.moment.now + timedelta(days=3), 30, None), by=FACILITATOR)
    assert own(room, WANG) == [3]
    mine = due_for(room.state, room.moment, room.person(WANG), 1)
    assert [task.id for task in mine] == [3]
    assert 3 in [task.id for task in due_for(room.state, room.moment, room.person(FACILITATOR), 1)]


def test_nothing_is_said_of_a_meeting_that_is_far_or_past() -> None:
    assert own(planned(24 * 6), 1) == []
    late = planned(24)
    late.passes(25 * 60)
    assert own(late, 1) == []
