"""The journal: every change ever committed, one line each, only ever appended to.

Readers without the lock ignore an unterminated last line: somebody is writing it. What the holder of the lock
finds unterminated was left by a process that died (`opening.py`).
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from store.board import disk
from store.board.line import ELSEWHERE, PROBE, RESTORE, BadLine, Line, Whole, line_of, parsed, whole_of
from store.errors import DiskTrouble
from store.language import Message, msg

_CHUNK: Final = 1 << 20
_HEAD: Final = re.compile(
    rb'\{"format":(\d+),"board":"([\w-]+)","epoch":"([\w-]+)","replaces":(?:null|"([\w-]+)"),"seq":(\d+),'
)


class Mark(NamedTuple):
    """A place between two lines: after line `seq`, written at `at` (UTC), which ends before `offset` and has
    the sum `sum`."""

    seq: int
    offset: int
    sum: str
    at: datetime


class Tail(NamedTuple):
    """Lines, each with the mark after it; the bytes of an unterminated one; what stopped the reading."""

    lines: list[tuple[Line, Mark]]
    rest: bytes
    damage: BadJournal | None = None


_NOTHING: Final = Tail([], b"")


class Misplaced(Exception):
    """The journal is not the one that was read so far, or has been cut."""


class BadJournal(Exception):
    """A line that ends as it should, but is not what was written there. `offset` is where it begins."""

    def __init__(self, offset: int, reason: Message) -> None:
        super().__init__(reason.text)
        self.offset = offset
        self.reason = reason


class Untold(Exception):
    """A failed write could not be taken back either: what the journal ends with is not known."""

    def __init__(self, trouble: DiskTrouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


class Journal:
    """An open journal file. `board` and `epoch` are what its first line says."""

    def __init__(self, path: Path, *, writable: bool, headless: bool = False) -> None:
        """Open it. `headless`: even if its first line is no first line; then it says nothing of its board.

        Raises OSError, BadJournal when the first line is no first line.
        """
        self.path = path
        flags = os.O_RDWR | os.O_APPEND if writable else os.O_RDONLY
        self.fd = os.open(path, flags | os.O_CLOEXEC)
        try:
            opened = os.fstat(self.fd)
            self._identity = (opened.st_ino, opened.st_dev)
            head = _HEAD.match(os.pread(self.fd, 512, 0))
            if head is None and not headless:
                raise BadJournal(0, msg("it is no first line of a journal"))
        except BaseException:
            os.close(self.fd)
            raise
        self.format = int(head[1]) if head else 0
        self.board = head[2].decode() if head else ""
        self.epoch = head[3].decode() if head else ""
        self.replaces = head[4].decode() if head and head[4] else None

    def close(self) -> None:
        """Let go of the file."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def size(self) -> int:
        """The length in bytes of the file that now has the journal's name. Raises Misplaced when that is
        another file, or none."""
        try:
            found = os.stat(self.path)  # noqa: PTH116 - on every key's path, and pathlib takes three times as long
        except FileNotFoundError as error:
            raise Misplaced from error
        if (found.st_ino, found.st_dev) != self._identity:
            raise Misplaced
        return found.st_size

    def tail(self, mark: Mark) -> Tail:
        """What was written after `mark`. Raises Misplaced when the line before is not the one known."""
        size = self.size()
        if size < mark.offset:
            raise Misplaced
        start = mark.offset - PROBE
        data = os.pread(self.fd, size - start, start)
        if data[:PROBE] != b'%b"}\n' % mark.sum.encode():
            raise Misplaced
        if len(data) == PROBE:
            return _NOTHING
        *whole, rest = data[PROBE:].split(b"\n")
        lines: list[tuple[Line, Mark]] = []
        for raw in whole:
            try:
                line = follow(raw, mark)
            except BadJournal as damage:
                return Tail(lines, b"", damage)
            mark = Mark(line.seq, mark.offset + len(raw) + 1, line.sum, line.at)
            lines.append((line, mark))
        return Tail(lines, rest)

    def append(self, data: bytes, mark: Mark) -> None:
        """Write a line after `mark` and put it on the disk. Only for the holder of the lock.

        A failed sync may leave pages that say they are clean although they never reached the disk, so nothing
        read back proves anything: the line is cut off again, and the cut put on the disk.
        Raises DiskTrouble: nothing was saved; Untold: and the file could not be put right.
        """
        try:
            disk.write(self.fd, data)
            disk.sync(self.fd)
        except OSError as error:
            trouble = DiskTrouble(msg("The change was not saved: {reason}.", reason=reason_of(error)))
            try:
                disk.truncate(self.fd, mark.offset)
            except OSError as second:
                raise Untold(trouble) from second
            raise trouble from error

    def begin(self) -> tuple[Line, Whole, Mark]:
        """The first line, what it holds of the whole board, and the mark after it. Raises BadJournal."""
        offset, raw = next(self.raw_lines(0), (0, b""))
        try:
            found = parsed(raw)
            line, whole = line_of(found), whole_of(found)
        except BadLine as error:
            raise BadJournal(offset, error.reason) from error
        return line, whole, Mark(line.seq, len(raw) + 1, line.sum, line.at)

    def raw_lines(self, offset: int) -> Iterator[tuple[int, bytes]]:
        """Every terminated line from `offset` on with where it begins, without its line end, unverified."""
        rest = b""
        at = offset
        while chunk := os.pread(self.fd, _CHUNK, at):
            at += len(chunk)
            *whole, rest = (rest + chunk).split(b"\n") if b"\n" in chunk else (rest + chunk,)
            for raw in whole:
                yield offset, raw
                offset += len(raw) + 1

    def lines(self, mark: Mark) -> Iterator[tuple[Line, Mark]]:
        """Every line after `mark`, verified, with the mark after it. Raises BadJournal."""
        for _, raw in self.raw_lines(mark.offset):
            line = follow(raw, mark)
            mark = Mark(line.seq, mark.offset + len(raw) + 1, line.sum, line.at)
            yield line, mark

    def read(self, offset: int, length: int) -> bytes:
        """Some bytes. Raises OSError."""
        return os.pread(self.fd, length, offset)

    def rest(self, mark: Mark) -> bytes:
        """The bytes after `mark`."""
        return os.pread(self.fd, max(0, os.fstat(self.fd).st_size - mark.offset), mark.offset)

    def fits(self, mark: Mark) -> bool:
        """Whether a line with the sum of `mark` ends where it says."""
        return mark.offset >= PROBE and os.pread(self.fd, PROBE, mark.offset - PROBE) == b'%b"}\n' % (
            mark.sum.encode()
        )

    def good_after(self, mark: Mark) -> Iterator[tuple[bytes, Line, Mark]]:
        """The lines that follow a place which another witness proves, up to the next damage: bytes (without
        the line end), line, and the mark after it. None if what is there does not follow.
        """
        for offset, raw in self.raw_lines(mark.offset):
            try:
                line = follow(raw, mark)
            except BadJournal:
                return
            mark = Mark(line.seq, offset + len(raw) + 1, line.sum, line.at)
            yield raw, line, mark

    def number_of(self, offset: int) -> int:
        """Which line, counted from 1, begins at `offset`."""
        return 1 + sum(1 for _ in self.raw_lines(0) if _[0] < offset)


def follow(raw: bytes, mark: Mark) -> Line:
    """The line of these bytes, which must be the next after `mark`. Raises BadJournal."""
    try:
        line = line_of(parsed(raw))
    except BadLine as error:
        raise BadJournal(mark.offset, error.reason) from error
    if line.prev != mark.sum:
        raise BadJournal(mark.offset, msg("it does not follow the line before"))
    if line.seq != mark.seq + 1 and not (line.command in (RESTORE, ELSEWHERE) and line.seq > mark.seq):
        raise BadJournal(mark.offset, msg("its number does not follow"))
    return line


def reason_of(error: OSError) -> Message:
    """Why the disk refused, in words for people."""
    match error.errno:
        case errno.ENOSPC:
            return msg("the disk is full")
        case errno.EDQUOT:
            return msg("your quota on this disk is used up")
        case errno.EFBIG:
            return msg("the file would be larger than is allowed here")
        case errno.EROFS:
            return msg("the disk is read-only")
        case errno.EACCES | errno.EPERM:
            return msg("you may not write there")
        case errno.EIO:
            return msg("the disk reports an input/output error")
        case _:
            return msg("{problem}", problem=error.strerror or str(error))
