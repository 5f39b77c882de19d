"""Planned against actual meeting time (stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from store.model.meeting import Meeting, MeetingKind


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that took place. Minutes, rounded to the nearest; `late` is by how many it began later than
    planned, null where no time was planned."""

    meeting: Meeting
    opened: datetime
    planned: int
    took: int
    late: int | None

    @property
    def over(self) -> int:
        """Minutes beyond what was planned; negative when it was shorter."""
        return self.took - self.planned


@dataclass(frozen=True, slots=True)
class KindOfMeeting:
    """All meetings of a kind together (null: all that were held); `overran` counts those that took longer
    than planned."""

    kind: MeetingKind | None
    count: int
    planned: int
    took: int
    overran: int


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """`held` by time; `kinds`: all together, then each kind there was."""

    held: tuple[Held, ...]
    kinds: tuple[KindOfMeeting, ...]


def meeting_figures(meetings: Iterable[Meeting]) -> MeetingFigures:
    """Of those that are closed. What a meeting took is what its clock counted: pauses are no meeting time."""
    held = sorted((_held(each) for each in meetings if each.closed is not None), key=lambda each: each.opened)
    kinds = [None, *(kind for kind in MeetingKind if any(each.meeting.kind is kind for each in held))]
    return MeetingFigures(tuple(held), tuple(_kind(held, kind) for kind in kinds))


def _held(meeting: Meeting) -> Held:
    opened = meeting.opened or meeting.closed
    assert opened is not None
    seconds = sum(each.spent for each in meeting.agenda) + meeting.aside
    late = None
    if meeting.planned is not None:
        late = max(round((opened - meeting.planned).total_seconds() / 60), 0)
    return Held(meeting, opened, meeting.minutes, round(seconds / 60), late)


def _kind(held: Iterable[Held], kind: MeetingKind | None) -> KindOfMeeting:
    own = [each for each in held if kind is None or each.meeting.kind is kind]
    return KindOfMeeting(
        kind,
        len(own),
        sum(each.planned for each in own),
        sum(each.took for each in own),
        sum(each.over > 0 for each in own),
    )
