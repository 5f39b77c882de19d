"""Calling the urgent meeting about an issue: one key, from anywhere (DOMAIN.md stage 3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.language import msg
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.model.task import Task
from store.rules.commands.meetings.urgent import CallUrgent
from store.rules.meeting.running import running
from store.rules.rights_meeting import why_not_call
from store.rules.urgent import clocks

if TYPE_CHECKING:
    from datetime import datetime

    from screens.host import Looking
    from store.board.line import Line
    from store.model.state import State
    from store.rules.meeting.capture_place import Focus


def call_urgent(screen: Looking, issue: int) -> None:
    """The meeting begins, its clock stops, those concerned are asked; say why not where it may not.

    Where it runs already, that is where one goes.
    """
    session = screen.session
    meeting = _meeting_about(session.state, issue)
    if meeting is not None:
        screen.host.show_meeting(meeting.id)
        return
    found = session.state.get(Issue, issue)
    why = why_not_call(session.state, session.person, found) if found is not None else None
    if why is None:
        why = session.read_only
    if why is not None:
        screen.say(why, "warning")
        return

    def called(line: Line | None) -> None:
        begun = _meeting_about(session.state, issue)
        if begun is not None:
            screen.host.show_meeting(begun.id)

    screen.carry_out(
        CallUrgent(issue), done=called, said=msg("The urgent meeting has begun; its clock stops.")
    )


def call_first(screen: Looking) -> None:
    """That of the issue under the cursor, else of the one whose time runs out first where one looks."""
    session = screen.session
    issue = to_call(session.state, session.moment().now, screen.in_focus())
    if issue is not None:
        call_urgent(screen, issue.id)


def to_call(state: State, now: datetime, focus: Focus) -> Issue | None:
    """Which issue the key is about: that under the cursor, else the one whose time runs out first here, then
    anywhere, then the one about which the urgent meeting runs already; null when there is none.
    """
    found = [clock.issue for clock in clocks(state, now)]
    met = (state.get(Issue, each.issue) for each in running(state) if each.kind is MeetingKind.URGENT)
    found += [issue for issue in met if issue is not None]
    return max(
        found,
        key=lambda issue: (_is_about(focus.about, issue), issue.initiative == focus.initiative),
        default=None,
    )


def _meeting_about(state: State, issue: int) -> Meeting | None:
    return next((each for each in running(state) if each.issue == issue), None)


def _is_about(about: tuple[str, int] | None, issue: Issue) -> bool:
    """Whether that record is the issue, or a task that it blocks."""
    return about is not None and (
        about == (Issue.table, issue.id) or any(about == (Task.table, each.id) for each in issue.tasks)
    )
