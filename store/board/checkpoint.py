"""The TinyDB file: the newest state as ordinary JSON, with a header that says how far into the journal it is.

The table `_duiqi` (record 1) is the header: `{format, board, epoch, seq, offset, sum, at, digest}`. `digest`
is the SHA-256 of the sorted-key JSON of all other tables: the fastest hash of hashlib's here (5 MB in 2.5 ms,
BLAKE2b 3.7 ms). The table `_given` (record 1) keeps the highest ids and numbers ever given out.

The file is written as that sorted-key JSON itself, with the header first, so verifying needs no second
serialisation; a file that another program has laid out anew is parsed and serialised again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from store.board.journal import Mark
from store.board.line import moment, stamp
from store.model.state import State

HEADER: Final = "_duiqi"
GIVEN: Final = "_given"
_FIRST: Final = b'{"_duiqi":{"1":'
_LOOK: Final = 1024

Tables = dict[str, dict[str, dict[str, Any]]]


class BadCheckpoint(ValueError):
    """The file is no TinyDB file."""


class Header(NamedTuple):
    """Of which board, and of which place in its journal, a file is the state."""

    format: int
    board: str
    epoch: str
    mark: Mark
    digest: str

    def as_json(self) -> dict[str, object]:
        """The header as the file keeps it."""
        return {
            "format": self.format,
            "board": self.board,
            "epoch": self.epoch,
            "seq": self.mark.seq,
            "offset": self.mark.offset,
            "sum": self.mark.sum,
            "at": stamp(self.mark.at),
            "digest": self.digest,
        }


class Signature(NamedTuple):
    """What tells one version of a file from another without reading it."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Signature:
        """Of the file that has this name now. Raises OSError."""
        found = path.stat()
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)

    @property
    def when(self) -> datetime:
        """When it was written, as the disk has it (UTC)."""
        return datetime.fromtimestamp(self.changed / 1e9, UTC)


class Checkpoint(NamedTuple):
    """A TinyDB file as read. `header` is null if there is none that can be read; `genuine`: the digest holds.

    `tables` are without header and given-out numbers.
    """

    header: Header | None
    tables: Tables
    ids: dict[str, int]
    numbers: dict[str, int]
    genuine: bool
    signature: Signature

    def state(self) -> State:
        """The state it holds. Raises pydantic's ValidationError, ValueError or TypeError."""
        return State.from_json(self.tables, self.ids, self.numbers)


def read(path: Path) -> Checkpoint:
    """Read a TinyDB file. Raises OSError, BadCheckpoint."""
    signature = Signature.of(path)
    data = path.read_bytes()
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BadCheckpoint(str(error)) from error
    if not isinstance(found, dict) or not all(
        isinstance(rows, dict) and all(isinstance(row, dict) for row in rows.values())
        for rows in found.values()
    ):
        raise BadCheckpoint("it is no TinyDB file")
    raw_header = found.pop(HEADER, {}).get("1", {})
    header = _header(raw_header)
    genuine = header is not None and header.digest in _digests(data, found)
    given = found.pop(GIVEN, {}).get("1", {})
    ids, numbers = given.get("ids"), given.get("numbers")
    return Checkpoint(header, found, _counts(ids), _counts(numbers), genuine, signature)


def peek(path: Path) -> Header | None:
    """The header of a file as this program lays it out, without reading the rest; null when it is not so."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        start = os.pread(fd, _LOOK, 0)
    finally:
        os.close(fd)
    end = start.find(b"}") + 1
    if not start.startswith(_FIRST) or not end:
        return None
    try:
        return _header(orjson.loads(start[len(_FIRST) : end]))
    except orjson.JSONDecodeError:
        return None


def digest(tables: Mapping[str, object]) -> str:
    """The digest over all tables but the header."""
    return sha256(orjson.dumps(tables, option=orjson.OPT_SORT_KEYS)).hexdigest()


def laid_out(state: State, *, format: int, board: str, epoch: str, mark: Mark) -> tuple[Header, bytes]:
    """The bytes of the file for a state, and their header."""
    tables = {
        **state.as_json(),
        GIVEN: {"1": {"ids": state.last_ids, "numbers": {str(k): n for k, n in state.last_numbers.items()}}},
    }
    body = orjson.dumps(tables, option=orjson.OPT_SORT_KEYS)
    header = Header(format, board, epoch, mark, sha256(body).hexdigest())
    return header, b"%b%b},%b" % (_FIRST, orjson.dumps(header.as_json()), body[1:])


def _digests(data: bytes, tables: Mapping[str, object]) -> Iterator[str]:
    end = data.find(b"}},", 0, _LOOK) if data.startswith(_FIRST) else -1
    if end >= 0:
        hashed = sha256(b"{")
        hashed.update(memoryview(data)[end + 3 :])
        yield hashed.hexdigest()
    yield digest(tables)


def _header(found: object) -> Header | None:
    if not isinstance(found, dict):
        return None
    try:
        mark = Mark(int(found["seq"]), int(found["offset"]), str(found["sum"]), moment(found["at"]))
        return Header(
            int(found["format"]), str(found["board"]), str(found["epoch"]), mark, str(found["digest"])
        )
    except (KeyError, TypeError, ValueError):
        return None


def _counts(found: object) -> dict[str, int]:
    if not isinstance(found, dict):
        return {}
    return {str(name): n for name, n in found.items() if isinstance(n, int)}
