"""The file of one session's presence, as it is written and as it is believed.

What others wrote is bounded and validated: anybody who may write in the board's folder may write anything.
"""

from __future__ import annotations

import socket
import zlib
from datetime import datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from store.model.text import LINE_LIMIT, ShortLine

SIZE: Final = 2048
"""Bytes of a file: always the same, so that one write replaces all of it."""
_SUM: Final = 8

Item = tuple[str, int]
"""Where somebody looks: the table and id of a record."""

_Id = Annotated[int, Field(ge=1, lt=2**53)]
_Table = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class Seat(BaseModel):
    """One session on the board. Times are in UTC; `last_key` is exact to a minute.

    `following` is the id of the meeting whose presenter it follows.
    """

    model_config = ConfigDict(strict=True, frozen=True)

    person: _Id | None
    name: ShortLine
    pid: _Id
    host: ShortLine
    since: AwareDatetime
    item: tuple[_Table, _Id] | None = None
    last_key: AwareDatetime
    presenting: bool = False
    following: _Id | None = None


def host_name() -> str:
    """The name of this machine, as far as it has one worth showing."""
    return socket.gethostname()[:LINE_LIMIT]


def encoded(seat: Seat) -> bytes:
    """The file that says `seat`."""
    return framed(seat.model_dump_json().encode())


def framed(json: bytes) -> bytes:
    """The file: the CRC32 of the rest, then the JSON, filled up with spaces."""
    body = b" " + json.ljust(SIZE - _SUM - 2) + b"\n"
    return _sum(body) + body


def decoded(data: bytes) -> Seat | None:
    """What a file says; null for one that is being written or that no session of ours wrote."""
    body = data[_SUM:]
    if len(data) != SIZE or data[:_SUM] != _sum(body):
        return None
    try:
        return Seat.model_validate_json(body)
    except ValidationError:
        return None


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes; 0 when the clocks of two machines disagree."""
    return max(0, int((later - earlier).total_seconds() // 60))


def _sum(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)
