"""A line of the journal: how it is written, and how it is read and verified.

A line ends with `"prev":"…","sum":"…"}`. `sum` is the CRC32 of all bytes before it, `prev` the `sum` of the
line before: a line that was changed, lost, doubled or moved is found. The first line of a journal also holds
the whole state, so that a journal alone rebuilds everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from zlib import crc32

import orjson

from store.language import Message, msg
from store.model.change import Change
from store.model.record import Json, Record

RESTORE: Final = "restore"
"""The command of a line that stands for several lost ones: its number may leave a gap."""
ELSEWHERE: Final = "elsewhere"
"""The command of a line in an archive's journal that stands for those of other initiatives before it. It
changes nothing and bears the number of the last of them: the numbers of lines stay what they were."""
BEGIN: Final = "begin"
"""The command of a journal's first line."""
NO_SUM: Final = "00000000"
"""`prev` where no line came before."""
PROBE: Final = len(b'00000000"}\n')
"""So many last bytes of a line show its sum."""

_FIRST_YEAR: Final = 2
_LAST_YEAR: Final = 9998
_SUM: Final = b',"sum":"'
_TAIL: Final = len(_SUM) + len(b'00000000"}')


class BadLine(ValueError):
    """A line that is not what was once written there; `reason` says how one knows."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """A committed change. `at` is UTC; `by` typed it, `on_behalf` of whom (`for` in JSON); `undoes` is the
    number of the line that it takes back."""

    seq: int
    at: datetime
    by: int | None
    on_behalf: int | None
    origin: str
    command: str
    undoes: int | None
    changes: tuple[Change, ...]
    prev: str
    sum: str

    def made(self, record: type[Record]) -> int | None:
        """The id of the record of that kind that this line made; the first where there are several."""
        made = (
            change.id
            for change in self.changes
            if change.table == record.table and change.field is None and change.before is None
        )
        return next(made, None)

    def as_json(self) -> dict[str, Json]:
        """The line as `duiqi log --format json` shows it."""
        return {
            "seq": self.seq,
            "at": stamp(self.at),
            "by": self.by,
            "for": self.on_behalf,
            "origin": self.origin,
            "command": self.command,
            "undoes": self.undoes,
            "changes": [change.as_json() for change in self.changes],
        }


class Whole(NamedTuple):
    """What the first line of a journal holds beside a line's own fields: a whole board.

    `replaces` is the epoch that this one took the place of, null for a new board. `tables` are as in the
    TinyDB file; `ids` and `numbers` the highest ever given out.
    """

    format: int
    board: str
    epoch: str
    replaces: str | None
    ids: dict[str, int]
    numbers: dict[str, int]
    tables: dict[str, dict[str, dict[str, Any]]]


def stamp(at: datetime) -> str:
    """A moment as it stands in a line: ISO 8601 in UTC with microseconds, so that texts sort as times do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The moment that `stamp` wrote. Raises ValueError."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError("a time that not every zone can show")
    return at


def encode(line: Line, whole: Whole | None = None) -> tuple[Line, bytes]:
    """The line with its sum, and its bytes with the line end.

    Raises TypeError when a value is no JSON.
    """
    fields: dict[str, object] = {}
    if whole is not None:
        fields |= {
            "format": whole.format,
            "board": whole.board,
            "epoch": whole.epoch,
            "replaces": whole.replaces,
        }
    fields |= {
        "seq": line.seq,
        "at": stamp(line.at),
        "by": line.by,
        "for": line.on_behalf,
        "origin": line.origin,
        "command": line.command,
        "undoes": line.undoes,
        "changes": line.changes,
    }
    if whole is not None:
        fields |= {"ids": whole.ids, "numbers": whole.numbers, "tables": whole.tables}
    fields["prev"] = line.prev
    body = orjson.dumps(fields)[:-1]
    own = f"{crc32(body):08x}"
    summed = Line(
        line.seq,
        line.at,
        line.by,
        line.on_behalf,
        line.origin,
        line.command,
        line.undoes,
        line.changes,
        line.prev,
        own,
    )
    return summed, b'%b,"sum":"%b"}\n' % (body, own.encode())


def verified(raw: bytes) -> str:
    """The sum of a line, which is given without its line end. Raises BadLine when it does not hold."""
    claimed = raw[-_TAIL:]
    own = f"{crc32(raw[:-_TAIL]):08x}"
    if claimed != b'%b%b"}' % (_SUM, own.encode()):
        raise BadLine(msg("the sum is wrong"))
    return own


def rechained(raw: bytes, prev: str) -> tuple[bytes, str]:
    """A good line (without its line end) made to follow a line of the sum `prev`: its bytes, its new sum."""
    body = b'%b"%b"' % (raw[: -_TAIL - len(prev) - 2], prev.encode())
    own = f"{crc32(body):08x}"
    return b'%b%b%b"}\n' % (body, _SUM, own.encode()), own


def parsed(raw: bytes) -> dict[str, Any]:
    """The JSON object of a line whose sum holds. Raises BadLine."""
    verified(raw)
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BadLine(msg("it is no JSON")) from error
    if not isinstance(found, dict):
        raise BadLine(msg("it is no JSON"))
    return found


def line_of(found: dict[str, Any]) -> Line:
    """The line that a parsed object is. Raises BadLine."""
    try:
        line = Line(
            found["seq"],
            moment(found["at"]),
            found["by"],
            found["for"],
            found["origin"],
            found["command"],
            found["undoes"],
            changes_of(found["changes"]),
            found["prev"],
            found["sum"],
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadLine(msg("a field is missing or of the wrong kind")) from error
    numbers, words = (line.by, line.on_behalf, line.undoes), (line.origin, line.command, line.prev)
    if not (
        type(line.seq) is int
        and all(number is None or type(number) is int for number in numbers)
        and all(type(word) is str for word in words)
        and all(_sound(change) for change in line.changes)
    ):
        raise BadLine(msg("a field is missing or of the wrong kind"))
    return line


def changes_of(found: Sequence[dict[str, Any]]) -> tuple[Change, ...]:
    """The changes of a parsed line. Raises KeyError or TypeError."""
    return tuple(Change(c["table"], c["id"], c["field"], c["before"], c["after"]) for c in found)


def _sound(change: Change) -> bool:
    """Whether it names a record and a field, as every reader of the line takes for granted."""
    return (
        type(change.table) is str
        and type(change.id) is int
        and (change.field is None or type(change.field) is str)
    )


def decode(raw: bytes) -> Line:
    """The line of these bytes (without the line end), its sum verified. Raises BadLine."""
    return line_of(parsed(raw))


def whole_of(found: dict[str, Any]) -> Whole:
    """The whole board that a journal's first line holds. Raises BadLine."""
    try:
        whole = Whole(
            found["format"],
            found["board"],
            found["epoch"],
            found["replaces"],
            found["ids"],
            found["numbers"],
            found["tables"],
        )
    except KeyError as error:
        raise BadLine(msg("it is no first line of a journal")) from error
    kinds = (whole.format, int), (whole.board, str), (whole.epoch, str), (whole.tables, dict)
    if not all(isinstance(value, kind) for value, kind in kinds):
        raise BadLine(msg("it is no first line of a journal"))
    return whole
