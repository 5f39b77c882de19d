"""A new epoch: a new journal in the place of one that is lost, damaged or of an older format.

The old file gets a second name in `kept/`, then the new one is renamed over it, under the lock: at every
moment there is a whole journal. Line numbers go on, so a line is named by the same number for ever.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from store.board import disk, keeping
from store.board.line import BEGIN, RESTORE, Line, Whole, encode, rechained
from store.board.paths import Paths
from store.model.change import Change


def new_id() -> str:
    """A name for a board or an epoch that no other has."""
    return secrets.token_hex(8)


def whole_board(whole: Whole, *, seq: int, at: datetime, origin: str, prev: str) -> bytes:
    """The bytes of a journal that begins with `whole` as line `seq`."""
    return encode(Line(seq, at, None, None, origin, BEGIN, None, (), prev, ""), whole)[1]


def with_history(
    whole: Whole,
    first: Line,
    good: Iterable[bytes],
    restored: tuple[int, datetime, list[Change]] | None,
    after: Iterable[bytes],
) -> bytes:
    """The bytes of a journal with the good lines of another one, chained anew.

    `restored` are the number, time and changes of one line that stands for those that are lost; `after` the
    good lines that follow those. Lines are given without their line end.
    """
    line, data = encode(first, whole._replace(replaces=whole.epoch, epoch=new_id()))
    parts, last = [data], line.sum
    for raw in good:
        data, last = rechained(raw, last)
        parts.append(data)
    if restored is not None:
        seq, at, changes = restored
        line, data = encode(Line(seq, at, None, None, "repair", RESTORE, None, tuple(changes), last, ""))
        last = line.sum
        parts.append(data)
    for raw in after:
        data, last = rechained(raw, last)
        parts.append(data)
    return b"".join(parts)


def begin(paths: Paths, data: bytes, at: datetime) -> None:
    """Put a new journal in place; the old one, if there is one, is kept. Only under the lock.

    Raises OSError; then the journal is what it was.
    """
    if paths.journal.exists():
        keeping.keep_file(paths, paths.journal, at)
    keeping.replace(paths, paths.journal, data)
    disk.sync_folder(paths.folder)
