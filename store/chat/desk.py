"""The one way in which the command line and the screens send to the chat group."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from store.board.own import own_folder
from store.chat.channel import Channel, Robot, robot_of
from store.chat.channels import Channels, config_folder
from store.chat.message import ChatMessage
from store.chat.outbox import Outbox, Posted
from store.chat.pace import fingerprint
from store.chat.sending import Sending, Told
from store.chat.service import Body
from store.chat.telling import Kind, Wish, a_test, message_of
from store.errors import NotAllowed
from store.language import Language, Message, msg
from store.model.clock import Clock, Moment, SystemClock
from store.model.state import State

SWITCH: Final = "DUIQI_CHAT"
"""`off` in the environment: nothing is sent from here, and no channel is set up. In a session on a team's
server it is so unless this is `on`."""


def why_not_send(environment: Mapping[str, str] = os.environ, *, hosted: bool = False) -> Message | None:
    """Why nothing is sent from here at all; null where it may be."""
    said = environment.get(SWITCH, "").lower()
    if said in ("off", "0", "no") or (hosted and said != "on"):
        return msg("Sending to chat groups is switched off here. Copy the text instead.")
    return None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message made ready for a channel: exactly what its requests will say."""

    wish: Wish
    channel: Channel
    message: ChatMessage
    bodies: Sequence[Body]

    @property
    def parts(self) -> list[str]:
        """The text of each request, as the group will read it."""
        return [_text(body) for body in self.bodies]


def _text(body: Body) -> str:
    """The words of a request, whatever its type."""
    inside = body.get(str(body.get("msgtype")))
    if not isinstance(inside, Mapping):
        return ""
    return str(inside.get("text") or inside.get("content") or "")


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's channels and outbox. What sends blocks, and belongs in a thread of its own."""

    channels: Channels
    sending: Sending
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)

    @classmethod
    def own(cls, environment: Mapping[str, str] = os.environ, clock: Clock | None = None) -> Desk:
        """That of whoever runs the program."""
        clock = clock or SystemClock()
        sending = Sending(Outbox(own_folder(environment), clock=clock), clock=clock)
        return cls(Channels(config_folder(environment)), sending, environment)

    def prepare(self, state: State, wish: Wish, moment: Moment, channel: str | None = None) -> Prepared:
        """What would be sent; null is the only channel there is. Raises what reading channels and
        `message_of` raise."""
        found = self.channels.channel(channel)
        message = message_of(state, wish, moment, self.channels.read().mobiles)
        return self._prepared(wish, found, message)

    def prepare_test(self, channel: str, language: Language) -> Prepared:
        """A message that says that the channel works."""
        return self._prepared(Wish(Kind.TEST), self.channels.channel(channel), a_test(channel, language))

    def _prepared(self, wish: Wish, channel: Channel, message: ChatMessage) -> Prepared:
        return Prepared(wish, channel, message, channel.of.bodies(message, channel.form, channel.keyword))

    def put(self, prepared: Prepared, moment: Moment, board: str, *, again: bool = False) -> Posted:
        """Keep it in the outbox until it is sent. Raises NotAllowed, Refused, DiskTrouble.

        A digest that is there for today already comes back as it stands, unless it is to be sent `again`.
        """
        robot = self.robot(prepared.channel)
        return self.sending.outbox.put(
            prepared.wish.kind,
            prepared.bodies,
            channel=prepared.channel.name,
            robot=fingerprint(robot),
            title=prepared.message.title,
            board=board,
            about=prepared.wish.id,
            day=moment.today,
            again=again,
        )

    def send(self, posted: Posted, told: Told | None = None, *, by_person: bool = False) -> Posted:
        """Send what is left of it, to the channel as it is set up now; see `Sending.send` for the rest."""
        robot = self.robot(self.channels.channel(posted.channel))
        return self.sending.send(posted.id, robot, told or (lambda _progress: None), by_person=by_person)

    def robot(self, channel: Channel) -> Robot:
        """The channel with its token. Raises NotAllowed where nothing is sent, and Refused without one."""
        why = why_not_send(self.environment)
        if why is not None:
            raise NotAllowed(why)
        return robot_of(channel, self.environment)
