"""Archiving an initiative from a screen (DOMAIN.md stage 4.6); the dialog is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.keys import Act, Group
from store.language import Message, msg
from store.model.organisation import Role

if TYPE_CHECKING:
    from screens.host import Actor
    from store.model.initiative import Initiative

ARCHIVE: Final = Act(
    "archive",
    "archive",
    (),
    msg("Archive"),
    msg("Take the initiative off the board, with its whole trail into a file of its own."),
    Group.SCREEN,
)


def archive_from(screen: Actor, initiative: Initiative | None) -> None:
    """Ask whether to archive it."""
    from screens.dialogs.archive import ArchiveDialog

    if initiative is not None:
        screen.app.push_screen(ArchiveDialog(initiative))


def why_not_archive(screen: Actor, initiative: Initiative | None) -> Message | None:
    """Why it cannot be archived from here."""
    session = screen.session
    if initiative is None:
        return msg("Put the cursor on an initiative first.")
    if screen.host.hosted:
        return msg("Not on a team's server: who runs it archives there, with `duiqi archive`.")
    if session.read_only is not None:
        return session.read_only
    if session.person is None or session.person.role is not Role.FACILITATOR:
        return msg("Only a facilitator archives an initiative.")
    return None
