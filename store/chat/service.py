"""What a chat service is to the rest: how a message is put into requests, where they go, what answers mean.

A new service (Feishu, Slack) is a file beside `dingtalk.py` and an entry in `services.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from store.chat.message import ChatMessage
from store.language import Message

Body: TypeAlias = Mapping[str, object]
"""The JSON object of one request."""


class Form(StrEnum):
    """How a channel wants its messages: plain text is what people in WeChat can read of WeCom's."""

    MARKDOWN = "markdown"
    TEXT = "text"


class Fate(StrEnum):
    """What became of a request: it arrived; it was refused and would be again; it did not arrive and may
    later; nobody knows whether it arrived."""

    SENT = "sent"
    REFUSED = "refused"
    AGAIN = "again"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` it was not sent, for people; `rest` is the least time before another try, in seconds."""

    fate: Fate
    why: Message | None = None
    rest: float = 0.0


class Service(Protocol):
    """A chat service. Everything is a pure function of what is handed in."""

    @property
    def name(self) -> str:
        """As on the command line: `dingtalk`."""
        ...

    @property
    def title(self) -> Message:
        """As people call it."""
        ...

    @property
    def address(self) -> str:
        """Where requests go, without what proves the sender."""
        ...

    @property
    def parameter(self) -> str:
        """The parameter of the robot's address that holds its token."""
        ...

    @property
    def signs(self) -> bool:
        """Whether there may be a secret that signs."""
        ...

    @property
    def keyword(self) -> bool:
        """Whether a robot may ask for a word in every message."""
        ...

    @property
    def per_minute(self) -> int:
        """How many requests a robot may make in any 60 seconds."""
        ...

    def bodies(self, message: ChatMessage, form: Form, keyword: str) -> Sequence[Body]:
        """The requests that `message` needs, in their order; each within the service's limits."""
        ...

    def url(self, address: str, token: str, secret: str, now: datetime) -> str:
        """Where a request goes that is made at `now`, signed where there is a secret (else "")."""
        ...

    def verdict(self, status: int, answer: bytes) -> Verdict:
        """What an answer means: its HTTP status and what stood in it."""
        ...
