"""The line that shows where one is in the round: who was asked, what was told, what is still to come."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from screens.widgets.cells import CUT, Line, Piece, width
from store.language import _
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.say import who_answers
from store.rules.walk import Step, Walk

TOLD: Final = ("✓", "done")
PASSED: Final = ("~", "delayed")
TO_COME: Final = ("-", "muted")
GONE: Final = ("x", "cancelled")


def spine(walk: Walk, state: State, room: int) -> Line:
    """`王芳 ✓✓[NPL-7]-  赵敏 --  周强 -      3/9` in `room` cells; what is far away is cut off."""
    count = _("{told}/{all} told", told=len(walk.told(state)), all=len(walk.tasks))
    left = max(0, room - width(count) - 1)
    groups: list[tuple[list[Piece], bool]] = []
    places = list(enumerate(walk.tasks))
    for person, members in groupby(places, key=lambda place: _answers(state, place[1])):
        group = list(members)
        here = any(place == walk.at for place, _task in group)
        pieces: list[Piece] = [(_name(state, person) + " ", "strong" if here else "muted")]
        for place, task in group:
            if place == walk.at:
                found = state.get(Task, task)
                pieces.append((f"[{state.key_of(found)}]" if found else "[?]", "accent"))
            else:
                pieces.append(mark(walk, state, task))
        groups.append((pieces, here))
    if walk.at >= len(walk.tasks):
        end = _("end")
        groups.append(([(f"[{end}]", "accent")], True))
    line = _around(groups, left)
    filled = sum(width(text) for text, _style in line)
    return (*line, (" " * max(1, room - filled - width(count)), ""), (count, "muted"))


def mark(walk: Walk, state: State, task: int) -> Piece:
    """The sign of one item."""
    match walk.step(state, task):
        case Step.TOLD:
            return TOLD
        case Step.GONE:
            return GONE
        case Step.TELL:
            return PASSED if task in walk.passed else TO_COME


def _answers(state: State, task: int) -> int | None:
    found = state.get(Task, task)
    return who_answers(state, found) if found is not None else None


def _name(state: State, person: int | None) -> str:
    found = state.get(Person, person)
    return found.name if found is not None else "?"


def _around(groups: list[tuple[list[Piece], bool]], room: int) -> Line:
    """As many groups as fit, that of the present item among them, the one before it if possible."""
    here = next((index for index, (_pieces, present) in enumerate(groups) if present), 0)
    first, last = here, here
    while True:
        if last + 1 < len(groups) and _wide(groups, first, last + 1) <= room:
            last += 1
        elif first > 0 and _wide(groups, first - 1, last) <= room:
            first -= 1
        else:
            break
    pieces: list[Piece] = [(f"{CUT} ", "muted")] if first > 0 else []
    for index in range(first, last + 1):
        pieces += groups[index][0]
        pieces.append(("  ", ""))
    if last + 1 < len(groups):
        pieces.append((CUT, "muted"))
    return tuple(pieces)


def _wide(groups: list[tuple[list[Piece], bool]], first: int, last: int) -> int:
    inside = sum(width(text) for pieces, _here in groups[first : last + 1] for text, _style in pieces)
    ends = 3 * (first > 0) + 2 * (last + 1 < len(groups))
    return inside + 2 * (last - first + 1) + ends
