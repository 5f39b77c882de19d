"""What is on its way to a chat group, what waits, and what perhaps arrived: a small file a message in the
person's own state folder, without token or secret.

A part is marked as being sent before it is sent, and as sent after. Whoever finds that mark when nobody is at
it any more cannot know whether it arrived, so it counts as perhaps sent, and only a person sends it again.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from store.board import own
from store.chat.service import Body
from store.chat.telling import Kind
from store.errors import DiskTrouble, NotFound
from store.language import Language, msg
from store.model.clock import Clock, SystemClock
from store.model.text import visible

KEPT_FOR: Final = timedelta(days=8)
"""How long it is remembered that a message was sent, without its words."""
_FOLDER: Final = "outbox"
_LIMIT: Final = 4_000_000
_ID: Final = re.compile(r"[a-z0-9]{1,20}")


class Stand(StrEnum):
    """How a part stands. SENDING: begun; see the module for what that means when nobody is at it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PERHAPS = "perhaps"
    REFUSED = "refused"


class Part(BaseModel):
    """One request; its `body` goes once it is sent. `why` it was not, in each language."""

    model_config = ConfigDict(frozen=True)

    body: Mapping[str, object] | None
    stand: Stand = Stand.WAITING
    why: Mapping[str, str] = {}
    at: AwareDatetime | None = None


class Posted(BaseModel):
    """A message for one channel. `board` is that board's id; `about` the id of what it tells, null for all
    of the board. `robot` is a fingerprint of the robot it goes to, which says nothing about the token.

    `gone`: somebody decided that it is not to be sent any more.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    about: int | None
    board: str
    channel: str
    robot: str
    title: str
    day: date
    at: AwareDatetime
    parts: tuple[Part, ...]
    gone: bool = False

    @property
    def stand(self) -> Stand:
        """That of the first part that is not sent; sent when all are."""
        return next((part.stand for part in self.parts if part.stand is not Stand.SENT), Stand.SENT)

    @property
    def sent(self) -> int:
        """How many parts have arrived."""
        return sum(1 for part in self.parts if part.stand is Stand.SENT)

    def why(self, language: Language) -> str:
        """Why the first part that is not sent was not; empty when there is nothing to say."""
        found = next((part.why for part in self.parts if part.stand is not Stand.SENT), {})
        return visible(found.get(language, ""))

    def with_part(self, at: int, part: Part) -> Posted:
        """The message with another part in that place."""
        return self.model_copy(update={"parts": (*self.parts[:at], part, *self.parts[at + 1 :])})


class Outbox:
    """The messages in `folder` (`own.own_folder()`). Everything here touches the disk.

    Raises DiskTrouble where a change cannot be kept.
    """

    def __init__(self, folder: Path, *, clock: Clock | None = None) -> None:
        self._folder = folder / "chat" / _FOLDER
        self._clock = clock or SystemClock()

    def put(
        self,
        kind: Kind,
        bodies: Sequence[Body],
        *,
        channel: str,
        robot: str,
        title: str,
        board: str = "",
        about: int | None = None,
        day: date,
        again: bool = False,
    ) -> Posted:
        """Keep a message until it is sent. A digest of a day is one message a channel: the one that is there
        comes back, unless it is to be sent `again`; older ones that still wait are forgotten."""
        once = kind is Kind.DIGEST and not again
        name = own.short_name(channel, board, str(about), day.isoformat()) if once else secrets.token_hex(5)
        with self._changing():
            if kind is Kind.DIGEST:
                self._make_way(channel, board, about, day, again=again)
            found = self.find(name)
            if found is not None:
                return found
            made = Posted(
                id=name,
                kind=kind,
                about=about,
                board=board,
                channel=channel,
                robot=robot,
                title=title,
                day=day,
                at=self._clock.now(),
                parts=tuple(Part(body=dict(body)) for body in bodies),
            )
            self._write(made)
            return made

    def _make_way(self, channel: str, board: str, about: int | None, day: date, *, again: bool) -> None:
        for each in self.all():
            same = each.kind is Kind.DIGEST and (each.channel, each.board, each.about) == (
                channel,
                board,
                about,
            )
            if same and (each.day < day or again) and each.stand in (Stand.WAITING, Stand.REFUSED):
                self.keep(each.model_copy(update={"gone": True}))

    def find(self, id: str) -> Posted | None:
        """The message of that id, whatever became of it."""
        return _read(self._path(id)) if _ID.fullmatch(id) else None

    def one(self, id: str) -> Posted:
        """The message of that id that is not over. Raises NotFound."""
        found = self.find(id)
        if found is None or found.gone or found.stand is Stand.SENT:
            raise NotFound(msg("There is no message {id} in the outbox.", id=id), field="id")
        return found

    def all(self) -> list[Posted]:
        """Every message that is not over, the oldest first. Forgets what was sent or dropped long ago."""
        found = []
        for path in self._files():
            each = _read(path)
            if each is None:
                continue
            if not each.gone and each.stand is not Stand.SENT:
                found.append(each)
            elif self._clock.now() - each.at > KEPT_FOR:
                with contextlib.suppress(OSError):
                    path.unlink()
        return sorted(found, key=lambda each: (each.at, each.id))

    def keep(self, message: Posted) -> Posted:
        """Put a message in the place of what it was; on the disk when this returns. Its words go once nobody
        needs them any more: the message as it is kept comes back."""
        if message.gone or message.stand is Stand.SENT:
            parts = tuple(part.model_copy(update={"body": None}) for part in message.parts)
            message = message.model_copy(update={"parts": parts})
        with _told():
            self._write(message)
        return message

    def _write(self, message: Posted) -> None:
        own.replace(self._path(message.id), message.model_dump_json().encode(), synced=True)

    def _path(self, id: str) -> Path:
        return self._folder / f"{id}.json"

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self._folder.iterdir() if path.suffix == ".json")
        except OSError:
            return []

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        with _told():
            own.make_folder(self._folder)
            with own.alone(self._folder):
                yield

    @property
    def robots(self) -> Path:
        """Where it is kept how often each robot was used."""
        return self._folder.parent / "robots"


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = error.strerror or os.strerror(error.errno or 0)
        raise DiskTrouble(msg("The outbox cannot be written ({problem}).", problem=problem)) from None


def waits_since(message: Posted) -> datetime:
    """When anything was last tried of it, or when it was put in."""
    return max((part.at for part in message.parts if part.at is not None), default=message.at)


def _read(path: Path) -> Posted | None:
    """A message; null for a file that is none."""
    try:
        return Posted.model_validate_json(own.read(path, _LIMIT) or b"")
    except (OSError, ValidationError):
        return None
