"""The clocks of a meeting: planned against actual, and what is left, planned anew (DOMAIN.md, Meetings).

A running item has its time in `spent` and `since`; nothing is counted by a screen. All durations are wall
clock; a machine's clock that goes backwards makes none of them negative.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from store.model.change import Change
from store.model.meeting import AgendaItem, ItemState, Meeting

_SECOND = timedelta(seconds=1)
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class MeetingClock:
    """How long a meeting has lasted, and its item on the table.

    `left` goes below zero in over-time. Without an item on the table `item_spent` and `item_planned` are
    zero. `plan` is the minutes that each item still waiting can have, by id: as planned while that fits into
    what is left, else in proportion.
    """

    total: timedelta
    available: timedelta
    item_spent: timedelta
    item_planned: timedelta
    paused: bool
    plan: Mapping[int, int]

    @property
    def left(self) -> timedelta:
        """What is left of the time there is; negative in over-time."""
        return self.available - self.total

    @property
    def over(self) -> bool:
        """Whether the meeting lasts longer than planned."""
        return self.total > self.available

    @property
    def item_over(self) -> bool:
        """Whether the item on the table takes longer than planned."""
        return self.item_spent > self.item_planned


def reading(meeting: Meeting, now: datetime) -> MeetingClock:
    """What the clocks of a meeting show at `now` (UTC), before, while and after it runs."""
    running = elapsed(meeting, now)
    on_table = meeting.item(meeting.current)
    spent = timedelta(seconds=on_table.spent) + running if on_table is not None else _NOTHING
    planned = timedelta(minutes=on_table.minutes) if on_table is not None else _NOTHING
    total = timedelta(seconds=meeting.aside + sum(each.spent for each in meeting.agenda)) + running
    available = timedelta(minutes=meeting.minutes)
    free = available - total - max(planned - spent, _NOTHING)
    waiting = [
        each for each in meeting.agenda if each.state is ItemState.WAITING and each.id != meeting.current
    ]
    return MeetingClock(total, available, spent, planned, meeting.paused, shared_out(waiting, free))


def elapsed(meeting: Meeting, now: datetime) -> timedelta:
    """For how long its clock runs since it was last stopped or moved on; zero while it is paused."""
    if not meeting.running or meeting.since is None:
        return _NOTHING
    return max(now - meeting.since, _NOTHING)


def whole_seconds(meeting: Meeting, now: datetime) -> int:
    """The same in whole seconds, as it is added to `spent`."""
    return elapsed(meeting, now) // _SECOND


def clock_goes_on(change: Change, written: datetime, now: datetime) -> Change:
    """What taking back a pause or a closing does to the clock: it goes on from where it was stopped at
    `written`. The time since then, until `now`, is no time of the meeting. Other changes stay as they are.
    """
    stopped = (change.table, change.field) == (Meeting.table, "since") and change.before is None
    if not stopped or not isinstance(change.after, str):
        return change
    since = datetime.fromisoformat(change.after) + max(now - written, _NOTHING)
    said = since.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return Change(change.table, change.id, change.field, change.before, said)


def shared_out(items: Sequence[AgendaItem], free: timedelta) -> Mapping[int, int]:
    """Whole minutes an item, by id: as planned where `free` is enough, else in proportion to the plan.

    Never more than `free` in all, and nothing below zero. What rounding leaves goes to the first items.
    """
    planned = {each.id: each.minutes for each in items}
    wanted, there = sum(planned.values()), max(int(free.total_seconds() // 60), 0)
    if wanted <= there:
        return MappingProxyType(planned)
    plan = {id: minutes * there // wanted for id, minutes in planned.items()}
    rest = there - sum(plan.values())
    for id, minutes in planned.items():
        if rest and plan[id] < minutes:
            plan[id], rest = plan[id] + 1, rest - 1
    return MappingProxyType(plan)
