"""Who may come in, with which keys, and who they are on which board: `host.json` (its form: docs/hosting.md).

A person of the server is bound to the *number* of a person on a board, not to a name: names can be changed,
numbers are never given out twice. The board's own id is kept as well, so that another board put in the place
of one lets nobody in under somebody else's number.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from store.board import own
from store.errors import Damaged, DiskTrouble, NotFound, Refused
from store.language import msg
from tui.hosted.places import Places
from tui.hosted.public_key import PublicKey, key_of

FORMAT: Final = 1
_LIMIT: Final = 10_000_000
_NAME: Final = re.compile(r"\w[\w.-]{0,39}").fullmatch


class Key(BaseModel):
    """A key that lets its person in, and since when (UTC)."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    kind: str
    base64: str
    added: AwareDatetime

    @property
    def public(self) -> PublicKey:
        """The key. Raises Refused when the file was given something else."""
        return key_of(self.kind, self.base64)


class Grant(BaseModel):
    """A board that a person may open, and the id of the person they are on it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    board: str
    id: str
    person: int


class Guest(BaseModel):
    """A person of the server: their name here, their keys, their boards."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    name: str
    keys: tuple[Key, ...] = ()
    boards: tuple[Grant, ...] = ()

    def grant(self, board: str) -> Grant | None:
        """What they have of the board of that name; null for none."""
        return next((grant for grant in self.boards if grant.board == board), None)


class Everybody(BaseModel):
    """All of `host.json`."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    format: int = Field(default=FORMAT, ge=1, le=FORMAT)
    people: tuple[Guest, ...] = ()

    def named(self, name: str) -> Guest | None:
        """The person of exactly that name."""
        return next((guest for guest in self.people if guest.name == name), None)

    def with_key(self, key: PublicKey) -> Guest | None:
        """Whose key this is."""
        for guest in self.people:
            if any((each.kind, each.base64) == (key.kind, key.base64) for each in guest.keys):
                return guest
        return None

    @property
    def boards(self) -> frozenset[str]:
        """The names of the boards that anybody may open."""
        return frozenset(grant.board for guest in self.people for grant in guest.boards)

    def put(self, guest: Guest) -> Everybody:
        """With `guest` in the place of who had that name, or new at the end."""
        if self.named(guest.name) is None:
            return self.model_copy(update={"people": (*self.people, guest)})
        people = tuple(guest if each.name == guest.name else each for each in self.people)
        return self.model_copy(update={"people": people})

    def without(self, name: str) -> Everybody:
        """Without the person of that name."""
        return self.model_copy(update={"people": tuple(each for each in self.people if each.name != name)})


@dataclass(frozen=True, slots=True)
class Register:
    """`host.json` of a server."""

    places: Places

    def read(self) -> Everybody:
        """Who is in it now. Raises Damaged, NotFound."""
        path = self.places.configuration
        try:
            data = own.read(path, _LIMIT)
        except OSError as error:
            raise _damaged(path) from error
        if data is None:
            raise NotFound(
                msg(
                    "There is no team server in {folder}. Make one: duiqi host init DIR",
                    folder=self.places.folder,
                )
            )
        try:
            return Everybody.model_validate_json(data)
        except ValidationError as error:
            raise _damaged(path) from error

    @contextlib.contextmanager
    def changing(self) -> Iterator[_Changing]:
        """Read it, let it be changed, write it as a whole; two who change it do so one after the other."""
        fd = os.open(self.places.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            before = self.read()
            change = _Changing(before)
            yield change
            if change.everybody != before:
                self.write(change.everybody)
        finally:
            os.close(fd)

    def write(self, everybody: Everybody) -> None:
        """Put it in place in one step, readable by the account alone. Raises DiskTrouble."""
        try:
            data = everybody.model_dump_json(indent=2).encode() + b"\n"
            # A power cut that emptied it would let nobody in.
            own.replace(self.places.configuration, data, synced=True)
        except OSError as error:
            raise DiskTrouble(
                msg(
                    "{file} was not written: {reason}.", file=self.places.configuration, reason=error.strerror
                )
            ) from error


@dataclass(slots=True)
class _Changing:
    everybody: Everybody


def checked_name(name: str) -> str:
    """A name for a new person of the server. Raises Refused unless it is a plain word."""
    plain = unicodedata.normalize("NFC", name.strip())
    if not _NAME(plain):
        raise Refused(
            msg("A person's name here is one word of letters, digits, “.”, “_” and “-”: wangfang, 王芳."),
            field="person",
        )
    return plain


def looks_like(everybody: Everybody, name: str) -> Guest | None:
    """Somebody else whose name one would take for `name`."""
    return next(
        (
            guest
            for guest in everybody.people
            if guest.name != name and _skeleton(guest.name) == _skeleton(name)
        ),
        None,
    )


def _skeleton(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def with_key(guest: Guest, key: PublicKey, now: datetime) -> Guest:
    """With that key too."""
    if any(each.base64 == key.base64 for each in guest.keys):
        return guest
    return guest.model_copy(update={"keys": (*guest.keys, Key(kind=key.kind, base64=key.base64, added=now))})


def _damaged(path: Path) -> Damaged:
    return Damaged(msg("{file} cannot be read; nobody is let in until it can be.", file=path.name))
