"""Looking back: which lines there are, which touched a record, and the board as it was at a moment.

An index of the journal is built at the first question (0.5 s for 100,000 lines: ask in a thread) and then
grows with the journal. It keeps where lines begin, not the lines.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from contextlib import suppress
from datetime import datetime

from store.board.journal import Journal
from store.board.line import ELSEWHERE, BadLine, Line, decode, parsed
from store.board.opening import unburdened
from store.board.replay import Replayed
from store.model.state import State
from store.rules.issues.escalation import OF_ITSELF


class Trail:
    """The history that one journal holds. Any thread may ask."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._mutex = threading.Lock()
        self._offsets = array("Q")
        self._numbers = array("Q")
        self._end = 0
        self._of: dict[tuple[str, int], array[int]] = {}
        self.unreadable = 0
        """How many lines could not be read and are left out."""

    def lines(
        self, *, table: str | None = None, id: int | None = None, since: datetime | int | None = None
    ) -> list[Line]:
        """Lines, oldest first: those that touched a record, or a table, since line `since` or since a moment.

        Raises OSError.
        """
        with self._mutex:
            self._grow()
            positions = (
                range(len(self._offsets)) if table is None or id is None else self._of.get((table, id), ())
            )
            begin = self._first(since, positions) if since is not None else 0
            found = []
            for place in range(begin, len(positions)):
                # A line that was damaged after it was entered in the index is left out.
                with suppress(BadLine):
                    found.append(self._line(positions[place]))
        return [
            line
            for line in found
            if (id is not None or table is None or any(change.table == table for change in line.changes))
            and line.command != ELSEWHERE
        ]

    def line(self, seq: int) -> Line | None:
        """The line of that number; null when there is none. Raises OSError."""
        with self._mutex:
            self._grow()
            place = bisect_left(self._numbers, seq)
            if place < len(self._numbers) and self._numbers[place] == seq:
                with suppress(BadLine):
                    return self._line(place)
        return None

    def newest_own(self, person: int | None) -> Line | None:
        """The newest line by that person which nobody took back and which takes nothing back itself."""
        with self._mutex:
            self._grow()
            gone: set[int] = set()
            for place in range(len(self._offsets) - 1, 0, -1):
                try:
                    line = self._line(place)
                except BadLine:
                    continue
                if line.undoes is not None:
                    if line.seq not in gone:
                        gone.add(line.undoes)
                elif line.by == person and line.seq not in gone and _asked(line):
                    return line
        return None

    def last_to_change(self, table: str, id: int, field: str | None, after: int) -> Line | None:
        """The newest line after line `after` that changed a field, or the whole record."""
        for line in reversed(self.lines(table=table, id=id, since=after + 1)):
            for change in line.changes:
                if (change.table, change.id) == (table, id) and (
                    None in (change.field, field) or change.field == field
                ):
                    return line
        return None

    def _grow(self) -> None:
        with unburdened():
            for offset, raw in self.journal.raw_lines(self._end):
                self._end = offset + len(raw) + 1
                try:
                    found = parsed(raw)
                    touched = {(change["table"], change["id"]) for change in found["changes"]}
                    number = found["seq"]
                    place = len(self._offsets)
                    self._numbers.append(number)
                except (BadLine, KeyError, TypeError, OverflowError):
                    self.unreadable += 1
                    continue
                self._offsets.append(offset)
                for key in touched:
                    of = self._of.get(key)
                    if of is None:
                        of = self._of[key] = array("Q")
                    of.append(place)

    def _line(self, place: int) -> Line:
        offset = self._offsets[place]
        following = self._offsets[place + 1] if place + 1 < len(self._offsets) else self._end
        raw = self.journal.read(offset, following - offset)
        return decode(raw.partition(b"\n")[0])

    def _first(self, since: datetime | int, positions: range | array[int] | tuple[()]) -> int:
        """The first of `positions` that is not before `since`: numbers and times never go backwards."""
        low, high = 0, len(positions)
        while low < high:
            middle = (low + high) // 2
            place = positions[middle]
            early = self._numbers[place] < since if isinstance(since, int) else self._is_before(place, since)
            low, high = (middle + 1, high) if early else (low, middle)
        return low

    def _is_before(self, place: int, moment: datetime) -> bool:
        """Whether a line is of an earlier time; one that cannot be read is not."""
        try:
            return self._line(place).at < moment
        except BadLine:
            return False


def as_it_was(journal: Journal, when: datetime | int) -> State:
    """The board after line `when`, or at that moment; as it began, for one before the journal.

    Raises BadJournal when the first line is damaged, OSError, and what `State.from_json` raises.
    """
    with unburdened():
        if isinstance(when, int):
            number = when
            return Replayed(journal, until=lambda line: line.seq > number).state()
        limit = when
        return Replayed(journal, until=lambda line: line.at > limit).state()


def _asked(line: Line) -> bool:
    """Whether somebody wanted it: not what the program records by itself."""
    return bool(line.changes) and line.command not in OF_ITSELF
