"""How the example's stage 1 is written down, and who gave their word: days in working days from today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from store.example.text import Two
from store.model.requirement import Part

When: TypeAlias = tuple[int, int, int]
"""A working day counted from today, the hour and the minute."""
Need: TypeAlias = int | tuple[str, int]
"""What a task is there for: the number of an outcome, or a department and the number of what it gives."""


@dataclass(frozen=True, slots=True)
class Line:
    """A point of the brief; `measure` and `target` are a goal's."""

    text: Two
    date: int | None = None
    measure: Two | None = None
    target: Two | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A point that is feasible under a condition, and what it takes."""

    part: Part
    entry: int
    condition: Two
    resources: Two


@dataclass(frozen=True, slots=True)
class Voice:
    """What a department says in the alignment meeting, and what it gives.

    `later`: it was absent, and its head says so then.
    """

    department: str
    people: tuple[str, ...]
    gives: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()
    later: When | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A department confirms or signs: its head as themself, or, with `how`, recorded by the facilitator."""

    department: str
    at: When
    how: Two | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong, seen by the owner."""

    title: Two
    owner: str
    probability: int
    impact: int
    trigger: Two
    prevention: Two
    contingency: Two
    at: When
    next_review: int


@dataclass(frozen=True, slots=True)
class Requirement:
    """A brief, what was said of it, and every word given on it and on table 1.

    The first goal is the undertaking's own: it says only what the goal is measured by. `serves` are needs by
    the number of the task.
    """

    written: When
    background: Two
    goals: tuple[Line, ...]
    outcomes: tuple[Line, ...]
    aligned: When
    voices: tuple[Voice, ...]
    confirmed: tuple[Word, ...]
    signed: tuple[Word, ...]
    times: tuple[Line, ...] = ()
    serves: Mapping[int, tuple[Need, ...]] = field(default_factory=dict)
    risks: tuple[Risk, ...] = ()
