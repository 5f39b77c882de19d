"""How the example's tasks are written down: dates in working days from today."""

from __future__ import annotations

from dataclasses import dataclass

from store.example.requirement import Requirement
from store.example.text import Two
from store.model.initiative import Scenario, Stage
from store.model.task import Priority


@dataclass(frozen=True, slots=True)
class Help:
    """What a department supplies; `due` and `received` in working days from today."""

    department: str
    content: Two
    due: int | None = None
    received: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: when it is due, and when it was reached, in working days from today."""

    title: Two
    due: int
    hit: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A task. `start`, `due`, `begun` and `done` are working days from today; `after` are numbers."""

    title: Two
    deliverable: Two
    department: str
    owner: str | None
    start: int
    due: int
    priority: Priority = Priority.MEDIUM
    criteria: tuple[Two, ...] = ()
    help: tuple[Help, ...] = ()
    steps: tuple[Step, ...] = ()
    after: tuple[int, ...] = ()
    begun: int | None = None
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """An initiative and its tasks, numbered from 1.

    `begun`, `planned` (the tasks are written down and assigned) and `kicked_off` are working days from today.
    """

    code: str
    title: Two
    goal: Two
    scenario: Scenario
    stage: Stage
    department: str
    sponsor: str
    due: int
    begun: int
    planned: int
    kicked_off: int | None
    tasks: tuple[Plan, ...]
    requirement: Requirement
