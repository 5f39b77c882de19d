"""What stands in open forms: kept while it is typed, and offered when its form is opened again.

A form that was given up keeps what was typed in it, without asking at the next start; one that was open when
the program ended is asked about then (DESIGN.md, Live).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from store.board.drafts import Drafts, Keeper
from store.board.own import own_folder

if TYPE_CHECKING:
    from store.board.board import Board
    from store.language import Message

_GIVEN_UP: Final = "/given-up"
"""A field that no form has: the person closed the form, and need not be reminded of it."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was typed in the form of that name and not saved. at: when, in UTC. fields: by their names."""

    form: str
    at: datetime
    fields: Mapping[str, str]


class Drafting:
    """The drafts of whoever types on `board`; another person has others.

    `tell` hears of the first trouble with the disk, in a thread of its own.
    """

    def __init__(self, board: Board, tell: Callable[[Message], None] | None = None) -> None:
        self._board = board
        self._tell = tell
        self._open: tuple[Keeper, Drafts, int | None] | None = None
        self._seen_here: set[str] = set()
        self._newest: dict[str, int] = {}
        self._saved: dict[str, Callable[[], bool]] = {}

    def typed(self, form: str, fields: Mapping[str, str], order: int = 0) -> None:
        """What stands in all fields of `form` now: on the disk within a second. Costs the key nothing.

        order: the higher the later it was opened, where one may be while another of its name is being saved.
        """
        self._seen_here.add(form)
        self._newest[form] = order
        self._keeper().typed(form, fields)

    def given_up(self, form: str, fields: Mapping[str, str], order: int = 0) -> None:
        """The form was closed unsaved: kept for the next time it is opened."""
        self._newest[form] = order
        self._keeper().typed(form, {**fields, _GIVEN_UP: "x"})

    def being_saved(self, form: str, settled: Callable[[], bool]) -> None:
        """It is on its way until `settled`: not offered to who opens the form again meanwhile."""
        self._saved[form] = settled

    def forget(self, form: str, order: int | None = None) -> None:
        """It was saved, or is not wanted; what was typed into a form of that name opened later stays."""
        if order is None or self._newest.get(form, 0) <= order:
            self._keeper().forget(form)

    def of(self, form: str) -> Unfinished | None:
        """What was typed in `form` and not saved; null when nothing was. Touches the disk."""
        if form in self._saved and not self._saved[form]():
            return None
        self._keeper().flush()
        found = self._drafts().offer(form)
        return _unfinished(found.form, found.at, found.fields) if found is not None else None

    async def cut_off(self) -> list[Unfinished]:
        """The forms of earlier sessions that nobody closed, newest first."""
        drafts, seen = self._drafts(), self._seen_here
        found = await asyncio.to_thread(drafts.all)
        return [
            _unfinished(each.form, each.at, each.fields)
            for each in found
            if _GIVEN_UP not in each.fields and each.form not in seen
        ]

    def close(self) -> None:
        """At the end of the session: what was typed is on the disk. It blocks."""
        if self._open is not None:
            self._open[0].close()
            self._open = None

    def _keeper(self) -> Keeper:
        return self._opened()[0]

    def _drafts(self) -> Drafts:
        return self._opened()[1]

    def _opened(self) -> tuple[Keeper, Drafts, int | None]:
        who = self._board.author
        if self._open is None or self._open[2] != who:
            self.close()
            drafts = Drafts(own_folder(), self._board.id, who, clock=self._board.clock)
            self._open = (Keeper(drafts, tell=self._tell), drafts, who)
        return self._open


def _unfinished(form: str, at: datetime, fields: Mapping[str, str]) -> Unfinished:
    return Unfinished(form, at, {name: text for name, text in fields.items() if name != _GIVEN_UP})
