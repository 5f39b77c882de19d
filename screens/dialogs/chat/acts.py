"""What every screen can tell the chat group (DOMAIN.md stages 2.3, 3.5, 3.7); what shows it is loaded when it
is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from screens.keys import Act, Group
from store.language import msg

if TYPE_CHECKING:
    from screens.host import Actor, Looking
    from store.chat.telling import Wish

SEND: Final = Act(
    "chat.send",
    "send_to_chat",
    (),
    msg("Send to chat"),
    msg("To the team's chat group: the digest, at a meeting its minutes; one sees it first."),
    Group.ANYWHERE,
)
COPY: Final = Act(
    "chat.copy",
    "copy_for_chat",
    (),
    msg("Copy for chat"),
    msg("Copy what would be sent to the chat group as text."),
    Group.ANYWHERE,
)
CALL: Final = Act(
    "chat.call",
    "send_call",
    (),
    msg("Send urgent call"),
    msg("Tell the chat group what is urgent, until when the meeting has to be opened, and who is needed."),
    Group.ANYWHERE,
)
OUTBOX: Final = Act(
    "chat.outbox",
    "outbox",
    (),
    msg("Outbox"),
    msg("Messages to the chat group that wait, were refused, or have perhaps arrived."),
    Group.ANYWHERE,
)
CALL_ABOUT_ITEM: Final = replace(CALL, group=Group.ITEM)
"""As it stands in the list of actions of an urgent item."""


def send(screen: Actor, wish: Wish) -> None:
    """Show what would be sent, and send it when that is wanted."""
    from screens.dialogs.chat.send import SendDialog

    screen.app.push_screen(SendDialog(wish))


def copy(screen: Actor, wish: Wish) -> None:
    """Copy its words; confirmed or not, as whoever copies decides where they go."""
    from store.chat.telling import document_of
    from store.documents.text import text
    from store.errors import DuiqiError

    session = screen.session
    try:
        document = document_of(session.state, wish, session.moment())
    except DuiqiError as error:
        screen.say(error.message, "warning")
        return
    screen.app.copy_to_clipboard(text(document))
    screen.say(msg("Copied for the chat: {title}", title=document.title), "done")


def send_call(screen: Looking) -> None:
    """About the issue under the cursor, else the one whose time runs out first."""
    from screens.dialogs.calling import to_call
    from store.chat.telling import Kind, Wish

    session = screen.session
    issue = to_call(session.state, session.moment().now, screen.in_focus())
    if issue is not None:
        send(screen, Wish(Kind.URGENT, issue.id))


def show_outbox(screen: Actor) -> None:
    """What is not through."""
    from screens.dialogs.chat.outbox import OutboxDialog

    screen.app.push_screen(OutboxDialog())
