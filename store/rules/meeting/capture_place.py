"""Where a captured line belongs: initiative, meeting, and what it is about (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import AgendaItem, Attended, ItemKind, Meeting
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.meeting.running import running
from store.rules.say import head_of

About = tuple[str, int]
"""The table and id of a task, an issue or a risk."""

_TABLES: Final[Mapping[ItemKind, str]] = MappingProxyType(
    {ItemKind.TASK: Task.table, ItemKind.ISSUE: Issue.table, ItemKind.RISK: Risk.table}
)


@dataclass(frozen=True, slots=True)
class Focus:
    """Where somebody looks: the initiative of the screen, what the cursor is on, the meeting that is shown.

    item: the agenda item that is shown. firm: the screen is about this initiative, not only the cursor.
    """

    initiative: int | None = None
    about: About | None = None
    meeting: int | None = None
    item: int | None = None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is kept. abouts: what it may be about, the likeliest first; null is nothing in particular."""

    initiative: int
    meeting: Meeting | None
    item: int | None
    abouts: tuple[About | None, ...]

    def item_about(self, about: About | None) -> int | None:
        """The agenda item about that record; the one on the table when it is about nothing else."""
        if self.meeting is None:
            return None
        own = (each.id for each in self.meeting.agenda if about is not None and record_of(each) == about)
        shown = self.meeting.item(self.item)
        fits = about is None or shown is None or record_of(shown) in (None, about)
        return next(own, self.item if fits else None)


def place_of(state: State, focus: Focus) -> Place | None:
    """Where what is captured from there belongs; null when nothing says for which initiative it is.

    A meeting that is shown; else the one that runs for the initiative; on a screen that is about none, the
    one that runs.
    """
    meeting = _meeting(state, focus)
    initiative = meeting.initiative if meeting is not None else focus.initiative
    if initiative is None:
        every = state.all(Initiative)
        initiative = every[0].id if len(every) == 1 else None
    if initiative is None:
        return None
    item = focus.item if meeting is not None and meeting.item(focus.item) is not None else None
    if meeting is not None and item is None:
        item = meeting.current
    on_table = meeting.item(item) if meeting is not None else None
    about = focus.about if focus.about is not None and _of(state, focus.about) == initiative else None
    found = [about, record_of(on_table) if on_table is not None else None]
    abouts = tuple(dict.fromkeys(each for each in found if each is not None))
    return Place(initiative, meeting, item, (*abouts, None))


def likely(state: State, place: Place, about: About | None) -> list[int]:
    """Who is most likely to be named (ids): those who work on what it is about, then those in the room."""
    record = state.record(*about) if about is not None else None
    found: list[int | None] = []
    if isinstance(record, Task):
        found += [record.owner, record.block.release_by if record.block is not None else None]
        found += [head_of(state, each.department) for each in record.support]
        found.append(head_of(state, record.department))
    elif isinstance(record, Issue | Risk):
        found.append(record.owner)
    if place.meeting is not None:
        here = (Attended.PRESENT, Attended.LATE)
        found += [each.id for each in place.meeting.attendance if each.attended in here]
    return list(dict.fromkeys(each for each in found if each is not None))


def nowhere() -> Message:
    """Why nothing can be captured, with what to do."""
    return msg("Nothing says which initiative this is for: put the cursor on one, or open it.")


def record_of(item: AgendaItem) -> About | None:
    """The table and id that an agenda item is about; null for one that is about no single record."""
    table = _TABLES.get(item.kind)
    return (table, item.ref) if table is not None and item.ref is not None else None


def _meeting(state: State, focus: Focus) -> Meeting | None:
    shown = state.get(Meeting, focus.meeting)
    if shown is not None and shown.running:
        return shown
    if focus.firm and focus.initiative is not None:
        return next(iter(running(state, focus.initiative)), None)
    return next(iter(running(state)), None)


def _of(state: State, about: About) -> int | None:
    record = state.record(*about)
    return record.initiative if isinstance(record, Task | Issue | Risk) else None
