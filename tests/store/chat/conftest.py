"""A server with robots, and a person who sends to them without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from store.chat.channel import Channel, Robot, robot_of
from store.chat.outbox import Outbox, Posted
from store.chat.pace import fingerprint
from store.chat.secret import Secret
from store.chat.sender import Post, Sender
from store.chat.sending import Progress, Sending
from store.chat.service import Body
from store.chat.telling import Kind
from tests.harness.clock import FixedClock
from tests.harness.robots import SECRET, TOKEN, Robots, robots


@dataclass
class Rests:
    """Sleeps by moving the clock."""

    clock: FixedClock
    all: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.all.append(seconds)
        self.clock.advance(timedelta(seconds=seconds))


@dataclass
class Person:
    """Somebody with an outbox, and a robot of each service on the server."""

    server: Robots
    outbox: Outbox
    rests: Rests
    clock: FixedClock
    post: Post = field(default_factory=lambda: Sender(connect=2.0, answer=0.3))
    told: list[Progress] = field(default_factory=list)

    @property
    def sending(self) -> Sending:
        return Sending(self.outbox, self.clock, self.rests, lambda: 0.0, self.post)

    def robot(self, service: str = "wecom", token: str = TOKEN, **more: object) -> Robot:
        secret = Secret(SECRET) if service == "dingtalk" else None
        channel = Channel(
            "team",
            service,
            Secret(token),
            secret,
            address=self.server.address(service),
            **more,  # type: ignore[arg-type]
        )
        return robot_of(channel, {})

    def put(
        self, *texts: str, service: str = "wecom", kind: Kind = Kind.MINUTES, again: bool = False
    ) -> Posted:
        bodies: list[Body] = [{"msgtype": "text", "text": {"content": text}} for text in texts]
        return self.outbox.put(
            kind,
            bodies,
            channel="team",
            robot=fingerprint(self.robot(service)),
            title="minutes",
            board="b",
            day=self.clock.now().date(),
            again=again,
        )

    def send(self, posted: Posted, service: str = "wecom", *, by_person: bool = False) -> Posted:
        return self.sending.send(posted.id, self.robot(service), self.told.append, by_person=by_person)


@pytest.fixture
def server() -> Iterator[Robots]:
    with robots() as running:
        yield running


@pytest.fixture
def sender(server: Robots, tmp_path: Path, clock: FixedClock) -> Person:
    return Person(server, Outbox(tmp_path / "state", clock=clock), Rests(clock), clock)
