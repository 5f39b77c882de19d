"""Which screen a meeting is seen on: its agenda before, itself while it runs, its minutes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.meeting.meeting_screen import MeetingScreen
from screens.meeting.plan_screen import PlanScreen
from screens.meeting.read_back import ReadBackScreen
from store.model.meeting import Meeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from screens.base import DuiqiScreen
    from screens.session import Session


def screen_of(session: Session, meeting: int) -> DuiqiScreen[None] | None:
    """The screen of the meeting of that id; null when it is gone or was called off."""
    found = session.state.get(Meeting, meeting)
    if found is None or found.called_off:
        return None
    if found.closed is not None:
        return ReadBackScreen(session, meeting)
    return MeetingScreen(session, meeting) if found.running else PlanScreen(session, meeting)


def already_open(stack: Sequence[Screen[object]], meeting: int) -> MeetingScreen | None:
    """The screen among those open on which that meeting runs."""
    for screen in stack:
        if isinstance(screen, MeetingScreen) and screen.meeting_id == meeting:
            return screen
    return None
