"""Sentences about messages to the chat group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from screens.host import Tone
from store.chat.outbox import Stand
from store.language import Message, current, msg

if TYPE_CHECKING:
    from store.chat.outbox import Posted

STANDS: Final[Mapping[Stand, Message]] = {
    Stand.WAITING: msg("waits"),
    Stand.SENDING: msg("is being sent"),
    Stand.SENT: msg("sent"),
    Stand.PERHAPS: msg("perhaps sent"),
    Stand.REFUSED: msg("turned away"),
}
LOOKS: Final[Mapping[Stand, tuple[str, str]]] = {
    Stand.WAITING: ("-", "not-started"),
    Stand.SENDING: (">", "in-progress"),
    Stand.SENT: ("✓", "done"),
    Stand.PERHAPS: ("?", "stale"),
    Stand.REFUSED: ("!", "delayed"),
}
"""The sign of how a message stands, and its style."""


def outcome(posted: Posted) -> tuple[Message, Tone]:
    """What became of a message, and how it is said."""
    values = {"channel": posted.channel, "why": posted.why(current())}
    match posted.stand:
        case Stand.SENT:
            return msg("Sent to {channel}: {title}", channel=posted.channel, title=posted.title), "done"
        case Stand.PERHAPS:
            return msg(
                "Perhaps sent to {channel}: {why}. Look at the group, then at the outbox.", **values
            ), "error"
        case Stand.REFUSED:
            return msg("{channel} refused it: {why}. It is in the outbox.", **values), "error"
    return msg("Not sent to {channel}: {why}. It waits in the outbox.", **values), "warning"
