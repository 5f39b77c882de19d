"""Calling the urgent meeting about an issue: one key, from anywhere (DOMAIN.md stage 3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.language import msg
from store.model.issue import Issue
from store.model.task import Task
from store.rules.commands.meetings.urgent import CallUrgent
from store.rules.meeting.running import running
from store.rules.rights_meeting import why_not_call
from store.rules.urgent import clocks

if TYPE_CHECKING:
    from screens.base import DuiqiScreen
    from store.board.line import Line
    from store.rules.urgent import UrgentClock


def call_urgent(screen: DuiqiScreen[Any], issue: int) -> None:
    """The meeting begins, its clock stops, those concerned are asked; say why not where it may not."""
    session = screen.session
    found = session.state.get(Issue, issue)
    why = why_not_call(session.state, session.person, found) if found is not None else None
    if why is not None:
        screen.say(why, "warning")
        return

    def called(line: Line | None) -> None:
        for meeting in running(session.state):
            if meeting.issue == issue:
                screen.host.show_meeting(meeting.id)
                return

    screen.carry_out(
        CallUrgent(issue), done=called, said=msg("The urgent meeting has begun; its clock stops.")
    )


def call_first(screen: DuiqiScreen[Any]) -> None:
    """That of the issue under the cursor, else of the one whose time runs out first where one looks."""
    session, focus = screen.session, screen.in_focus()
    found = clocks(session.state, session.moment().now)
    about = {
        each.issue.id: (_is_about(focus.about, each), each.issue.initiative == focus.initiative)
        for each in found
    }
    if found:
        call_urgent(screen, max(about, key=lambda issue: about[issue]))


def _is_about(about: tuple[str, int] | None, clock: UrgentClock) -> bool:
    """Whether that record is the issue, or the task that it blocks."""
    task = (Task.table, clock.task.id) if clock.task is not None else None
    return about is not None and about in ((Issue.table, clock.issue.id), task)
