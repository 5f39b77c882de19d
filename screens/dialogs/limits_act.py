"""Changing what counts as too long, from a screen; the dialog is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.keys import Act, Group
from store.errors import DuiqiError
from store.language import Message, msg

if TYPE_CHECKING:
    from screens.host import Actor
    from screens.session import Session
    from store.model.initiative import Initiative

LIMITS: Final = Act(
    "limits",
    "limits",
    ("L",),
    msg("Limits"),
    msg("What counts as too long here: urgent meetings, silence, blocks, milestones; and who is told then."),
    Group.SCREEN,
)


def ask_limits(screen: Actor, initiative: Initiative | None) -> None:
    """Show them, to be changed."""
    from screens.dialogs.limits import LimitsDialog

    screen.app.push_screen(LimitsDialog(screen.session, initiative))


def why_not_limits(session: Session) -> Message | None:
    """Why this person changes none of them, said before anything is typed."""
    from store.rules import rights
    from store.rules.commands.organisation import ChangeSettings

    if session.read_only is not None:
        return session.read_only
    try:
        edit = session.board.preview(ChangeSettings({"weekly_days": session.state.settings.weekly_days + 1}))
        rights.check(session.state, session.person, edit.changes(), ChangeSettings.name)
    except DuiqiError as error:
        return error.message
    return None
