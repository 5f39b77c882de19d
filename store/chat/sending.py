"""Sending what is in the outbox: part after part, at the pace of the robot, until one does not arrive."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from time import sleep as real_sleep
from typing import Final

from store.chat.channel import Robot
from store.chat.outbox import Outbox, Part, Posted, Stand
from store.chat.pace import Pace, fingerprint
from store.chat.secret import redacted
from store.chat.sender import Answered, Post, Sender
from store.chat.service import Fate, Verdict
from store.errors import Locked
from store.language import LANGUAGES, Message, msg
from store.model.clock import Clock, SystemClock

TRIES: Final = 4
PATIENCE: Final = 120.0
"""Seconds of rest between the tries of one part, all in all; what needs longer waits in the outbox."""
_FIRST_REST: Final = 2.0


class Ask(Enum):
    """What a person decides about a message that is not through: send it, whatever became of it; take the
    part that perhaps arrived as arrived; drop it."""

    SEND = "send"
    ARRIVED = "arrived"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a message is: `part` of `of` is being sent; `rest` seconds are waited before."""

    part: int
    of: int
    rest: float = 0.0


Told = Callable[[Progress], None]


def _nobody(_progress: Progress) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends over one outbox. Clock, sleep, chance and the network are handed in."""

    outbox: Outbox
    clock: Clock = field(default_factory=SystemClock)
    sleep: Callable[[float], None] = real_sleep
    chance: Callable[[], float] = random.random
    post: Post = field(default_factory=Sender)

    def send(self, id: str, robot: Robot, told: Told = _nobody, *, by_person: bool = False) -> Posted:
        """Send what is left of a message; what is perhaps sent only when a person asks for it.

        Returns it as it stands then. Raises Locked when another process is at the same robot for long,
        NotFound when it is over meanwhile, DiskTrouble.
        """
        mark = fingerprint(robot)
        pace = self._pace_of(mark, robot.service.per_minute)
        with pace.alone():
            # The channel may lead to another robot by now.
            message = self.outbox.one(id).model_copy(update={"robot": mark})
            message = self.settled(message, alone=True)
            if by_person:
                message = self._afresh(message)
            for at, part in enumerate(message.parts):
                if part.stand is Stand.SENT:
                    continue
                if part.stand is Stand.PERHAPS:
                    break
                message = self._part(message, at, robot, pace, told)
                if message.parts[at].stand is not Stand.SENT:
                    break
            return message

    def decide(self, id: str, ask: Ask) -> Posted:
        """Mark what a person says became of a message. Raises NotFound, DiskTrouble, and Locked while it is
        being sent."""
        pace = self._pace_of(self.outbox.one(id).robot, 1)
        if not pace.taken():
            raise Locked(msg("It is being sent just now."), "")
        try:
            message = self.settled(self.outbox.one(id), alone=True)
            if ask is Ask.FORGET:
                message = message.model_copy(update={"gone": True})
            for at, part in enumerate(message.parts):
                if ask is Ask.ARRIVED and part.stand is Stand.PERHAPS:
                    message = message.with_part(at, self._marked(part, Stand.SENT))
            return self.outbox.keep(message)
        finally:
            pace.release()

    def settled(self, message: Posted, *, alone: bool = False) -> Posted:
        """A message whose sending was cut short is perhaps sent. `alone`: the caller holds the robot's lock;
        else one that somebody is sending now stays as it is."""
        at = next((at for at, part in enumerate(message.parts) if part.stand is Stand.SENDING), None)
        if at is None or not (alone or self._idle(message.robot)):
            return message
        why = msg("the program ended before the answer")
        message = message.with_part(at, self._marked(message.parts[at], Stand.PERHAPS, why))
        return self.outbox.keep(message)

    def waiting(self) -> list[Posted]:
        """Everything that is not through, the oldest first, as it stands now."""
        return [self.settled(each) for each in self.outbox.all()]

    def _idle(self, robot: str) -> bool:
        pace = self._pace_of(robot, 1)
        if not pace.taken():
            return False
        pace.release()
        return True

    def _pace_of(self, robot: str, per_minute: int) -> Pace:
        return Pace(self.outbox.robots, robot, per_minute, now=self._seconds, sleep=self.sleep)

    def _seconds(self) -> float:
        return self.clock.now().timestamp()

    def _afresh(self, message: Posted) -> Posted:
        for at, part in enumerate(message.parts):
            if part.stand in (Stand.PERHAPS, Stand.REFUSED):
                message = message.with_part(at, part.model_copy(update={"stand": Stand.WAITING}))
        return message

    def _part(self, message: Posted, at: int, robot: Robot, pace: Pace, told: Told) -> Posted:
        """Try one part until its fate is known, or often enough."""
        of, rested = len(message.parts), 0.0
        for tried in range(TRIES):
            pace.wait(lambda rest: told(Progress(at + 1, of, rest)))
            told(Progress(at + 1, of))
            message = message.with_part(at, self._marked(message.parts[at], Stand.SENDING))
            message = self.outbox.keep(message)
            verdict = self._ask(robot, message.parts[at])
            part = self._marked(message.parts[at], _STANDS[verdict.fate], verdict.why, robot)
            message = message.with_part(at, part)
            message = self.outbox.keep(message)
            # With a share by chance, so that many who were turned away do not come back together.
            rest = max(_FIRST_REST * 2**tried, verdict.rest) * (1 + self.chance() / 2)
            if verdict.fate is not Fate.AGAIN or tried + 1 == TRIES or rested + rest > PATIENCE:
                break
            rested += rest
            told(Progress(at + 1, of, rest))
            self.sleep(rest)
        return message

    def _ask(self, robot: Robot, part: Part) -> Verdict:
        secret = robot.secret.reveal() if robot.secret is not None else ""
        url = robot.service.url(robot.address, robot.token.reveal(), secret, self.clock.now())
        answer = self.post(robot, url, part.body or {})
        if isinstance(answer, Answered):
            return robot.service.verdict(answer.status, answer.body)
        return Verdict(Fate.UNKNOWN if answer.began else Fate.AGAIN, answer.why)

    def _marked(
        self, part: Part, stand: Stand, why: Message | None = None, robot: Robot | None = None
    ) -> Part:
        """The part as it stands now. What the service said may hold what it was asked with."""
        told = {language: why.render(language) for language in LANGUAGES} if why is not None else {}
        if robot is not None:
            told = {each: redacted(text, robot.token, robot.secret) for each, text in told.items()}
        return part.model_copy(update={"stand": stand, "why": told, "at": self.clock.now()})


_STANDS: Final = {
    Fate.SENT: Stand.SENT,
    Fate.REFUSED: Stand.REFUSED,
    Fate.AGAIN: Stand.WAITING,
    Fate.UNKNOWN: Stand.PERHAPS,
}
