"""The 5×5 matrix: probability by impact, with the risks in their cells (DOMAIN.md stage 4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from store.model.risk import Risk
from store.model.state import State
from store.rules.risks.register import Level, Standing, level_of, standing_of

STEPS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Placed:
    """A risk in its cell, with the key that people say aloud."""

    risk: Risk
    key: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the 25: `level` is that of its weight, `risks` by their numbers."""

    probability: int
    impact: int
    level: Level
    risks: tuple[Placed, ...]

    @property
    def weight(self) -> int:
        """Probability times impact."""
        return self.probability * self.impact


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows from the highest probability down, in each the lowest impact first, as it is painted; and the
    risks that nobody weighed yet."""

    rows: tuple[tuple[Cell, ...], ...]
    unweighed: tuple[Placed, ...]

    def cells(self) -> Iterator[Cell]:
        """All 25, row by row."""
        for row in self.rows:
            yield from row

    def cell(self, probability: int, impact: int) -> Cell:
        """The cell of that probability and impact, both 1 to 5."""
        return self.rows[len(STEPS) - probability][impact - 1]


def matrix(state: State, initiative: int) -> Matrix:
    """What may still happen in an initiative; what has happened or was struck off is no longer in it."""
    placed: dict[tuple[int, int], list[Placed]] = {}
    unweighed: list[Placed] = []
    for risk in sorted(state.all(Risk), key=lambda each: each.number):
        if risk.initiative != initiative or standing_of(state, risk) is not Standing.OPEN:
            continue
        each = Placed(risk, state.key_of(risk))
        if risk.probability and risk.impact:
            placed.setdefault((risk.probability, risk.impact), []).append(each)
        else:
            unweighed.append(each)
    rows = tuple(
        tuple(
            Cell(
                probability,
                impact,
                level_of(probability * impact),
                tuple(placed.get((probability, impact), ())),
            )
            for impact in STEPS
        )
        for probability in reversed(STEPS)
    )
    return Matrix(rows, tuple(unweighed))
