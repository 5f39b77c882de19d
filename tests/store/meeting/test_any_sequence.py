"""Whatever keys are pressed, no second of a meeting is lost or counted twice (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.errors import NotAllowed, Refused
from store.model.change import Change
from store.model.meeting import Attended, ItemState
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import (
    Back,
    GoTo,
    Next,
    ParkItem,
    Pause,
    Resume,
    RollCall,
    TakeOver,
)
from store.rules.commands.meetings.planning import AddItem, MoveItem, PlanItem, RemoveItem
from store.rules.edit import Command
from store.rules.meeting.attendance import in_order
from tests.store.meeting.room import Room
from tests.store.rules.launch import CHEN, FACILITATOR, LI, SUN, WANG, ZHAO

Step = tuple[Callable[[Room], Command], int, float]
"""A key, who presses it, and how many seconds pass before."""

_items = st.integers(1, 6)
_commands: st.SearchStrategy[Callable[[Room], Command]] = st.one_of(
    st.just(lambda room: Next(1, room.on_table)),
    st.just(lambda room: Next(1, 1)),
    st.just(lambda room: Back(1, room.on_table)),
    st.builds(lambda item: lambda room: GoTo(1, item), _items),
    st.builds(lambda item: lambda room: ParkItem(1, item), _items),
    st.builds(lambda item, by: lambda room: MoveItem(1, item, by), _items, st.integers(-3, 3)),
    st.builds(lambda item: lambda room: RemoveItem(1, item), _items),
    st.builds(lambda item, minutes: lambda room: PlanItem(1, item, minutes), _items, st.integers(0, 30)),
    st.just(lambda room: AddItem(1, "新代言人")),
    st.just(lambda room: TakeOver(1)),
    st.builds(
        lambda person, attended: lambda room: RollCall(1, person, attended, WANG),
        st.sampled_from([LI, CHEN, ZHAO]),
        st.sampled_from(Attended),
    ),
)
_pauses = st.sampled_from([Pause(1), Resume(1)]).map(lambda command: lambda room: command)
_seconds = st.floats(-5, 400, allow_nan=False).map(lambda each: round(each, 3))
_people = st.sampled_from([FACILITATOR, FACILITATOR, LI, CHEN, SUN])
_steps = st.lists(st.tuples(st.one_of(_commands, _pauses), _people, _seconds), max_size=25)
_SECOND = timedelta(seconds=1)


class Watch:
    """A stopwatch beside the meeting: what its clock must show. Stands while the meeting is paused."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.total = timedelta()
        self.pauses = 0

    def press(self, step: Step) -> list[Change]:
        """Let the time go by and press the key; what cannot be done is refused and changes nothing."""
        command, person, seconds = step
        before = self.room.moment.now
        self.room.passes(max(seconds, 0) / 60)
        if not self.room.meeting.paused:
            self.total += self.room.moment.now - before
        ran = not self.room.meeting.paused
        try:
            changes = self.room.written(command(self.room), by=person)
        except (Refused, NotAllowed):
            return []
        self.pauses += ran and self.room.meeting.paused
        return changes

    def check(self) -> None:
        """The clock shows the time since the opening without the pauses.

        A pause begins at the whole second, so each takes less than one away.
        """
        shown = self.room.clock.total
        assert self.total - self.pauses * _SECOND <= shown <= self.total
        meeting = self.room.meeting
        items = sum(each.spent for each in meeting.agenda) + meeting.aside
        running = self.room.moment.now - meeting.since if meeting.since is not None else timedelta()
        assert shown == timedelta(seconds=items) + running


@given(_steps)
def test_no_second_is_lost_or_counted_twice(steps: list[Step]) -> None:
    watch = Watch(Room())
    for step in steps:
        watch.press(step)
        watch.check()
    watch.room.passes(1)
    shown = watch.room.clock.total
    watch.room.leads(CloseMeeting(1))
    assert shown - _SECOND < watch.room.clock.total <= shown


@given(_steps)
def test_each_key_can_be_taken_back_by_who_pressed_it(steps: list[Step]) -> None:
    room = Room()
    watch = Watch(room)
    for step in steps:
        before = room.state.as_json()
        changes = watch.press(step)
        if changes:
            room.take_back(changes, by=step[1])
            assert room.state.as_json() == before
            room.state.apply(changes)


@given(_steps, _seconds)
def test_a_clock_that_jumps_back_shows_no_negative_time(steps: list[Step], back: float) -> None:
    watch = Watch(Room())
    for step in steps:
        watch.press(step)
        watch.room.passes(-abs(back) / 60)
        clock = watch.room.clock
        assert clock.total >= timedelta()
        assert clock.item_spent >= timedelta()
        assert all(minutes >= 0 for minutes in clock.plan.values())
        assert all(each.spent >= 0 for each in watch.room.meeting.agenda)


@given(_steps)
def test_next_alone_reaches_everything_that_waits_and_ends(steps: list[Step]) -> None:
    watch = Watch(Room())
    for step in steps:
        watch.press(step)
    room = watch.room
    for _ in range(len(room.meeting.agenda) + 1):
        room.leads(Next(1, room.on_table))
    assert room.on_table is None
    assert all(each.state is not ItemState.WAITING for each in in_order(room.state, room.meeting))


@given(_steps)
def test_what_is_planned_anew_fits_into_what_is_left(steps: list[Step]) -> None:
    watch = Watch(Room())
    for step in steps:
        watch.press(step)
        clock = watch.room.clock
        planned = {each.id: each.minutes for each in watch.room.meeting.agenda}
        assert all(minutes <= planned[id] for id, minutes in clock.plan.items())
        free = clock.left - max(clock.item_planned - clock.item_spent, timedelta())
        assert timedelta(minutes=sum(clock.plan.values())) <= max(free, timedelta())
