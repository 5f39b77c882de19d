"""What mends a hole of a meeting: the form that asks for it, in front of what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.issue import Issue
from store.rules.meeting.holes import Hole, HoleKind

if TYPE_CHECKING:
    from screens.items.task_screen import TaskScreen

_OF_ISSUE = frozenset(
    {
        HoleKind.SOLUTION_OWNER,
        HoleKind.SOLUTION_DEADLINE,
        HoleKind.BLOCK_OWNER,
        HoleKind.BLOCK_DEADLINE,
    }
)


def mend(screen: TaskScreen, hole: Hole, meeting: int) -> None:
    """Ask for what is missing, in front of `screen`, on which the hole's task is at hand."""
    issue = screen.session.state.get(Issue, hole.issue)
    if hole.kind in _OF_ISSUE and issue is not None:
        from screens.meeting.forms import SolutionDialog

        screen.app.push_screen(SolutionDialog(screen.session, issue))
    elif hole.kind is HoleKind.ANSWER and hole.capture is not None:
        from screens.dialogs.captures import settle_capture

        settle_capture(screen, hole.capture)
    elif hole.capture is not None:
        from screens.dialogs.captures import edit_capture

        edit_capture(screen, hole.capture)
    elif hole.kind is HoleKind.ROLL_CALL:
        from screens.meeting.roll_call import RollCallDialog

        screen.app.push_screen(RollCallDialog(meeting))
    elif hole.kind is HoleKind.FORECAST:
        screen.action_postpone()
    elif hole.task is not None:
        screen.offer_actions()
