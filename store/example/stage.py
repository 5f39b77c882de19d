"""What the example's events are told on: the board, who speaks, and ids by their short names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.board.board import Board
from store.example.calendar import Days, Past
from store.example.cast import DEPARTMENTS, PEOPLE
from store.example.text import Two
from store.language import Language
from store.model.initiative import Initiative
from store.rules.edit import Command

DEPARTMENT_IDS = {short: at for at, short in enumerate(DEPARTMENTS, 1)}
PERSON_IDS = {member.who: at for at, member in enumerate(PEOPLE, 1)}


@dataclass(slots=True)
class Scene:
    """The board while it is being told."""

    board: Board
    clock: Past
    days: Days
    language: Language

    def text(self, two: Two) -> str:
        """The text in the board's language."""
        return two.to(self.language)

    def department_of(self, who: str) -> int:
        """The id of somebody's department."""
        return next(DEPARTMENT_IDS[each.department] for each in PEOPLE if each.who == who)

    def id(self, key: str) -> int:
        """The id of an item."""
        return self.board.state.find(key).id

    def initiative(self, code: str) -> int:
        """The id of an initiative."""
        return next(each.id for each in self.board.state.all(Initiative) if each.code == code)


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody does at a moment (UTC). The commands are made then, as they need ids."""

    at: datetime
    who: str
    commands: Callable[[Scene], Sequence[Command]]


def play(scene: Scene, events: Sequence[Event]) -> None:
    """Carry the events out in the order of time."""
    for event in sorted(events, key=lambda event: event.at):
        scene.clock.moment = event.at
        scene.board.identify(PERSON_IDS[event.who])
        commands = event.commands(scene)
        if commands:
            scene.board.commit(*commands)
