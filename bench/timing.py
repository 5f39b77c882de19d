"""Measuring several things so that their ratio means something on a machine that is not quiet."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def interleaved(
    subjects: Mapping[K, Callable[[], float]], rounds: int, *, warm: int = 2
) -> dict[K, list[float]]:
    """What each subject returned in `rounds` rounds, after `warm` that do not count.

    Each round takes every subject once, and every second one in the opposite order: whatever slows the
    machine down for a while slows all of them.
    """
    found: dict[K, list[float]] = {name: [] for name in subjects}
    names = list(subjects)
    for turn in range(warm + rounds):
        for name in names if turn % 2 else reversed(names):
            taken = subjects[name]()
            if turn >= warm:
                found[name].append(taken)
    return found


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(values: Sequence[float]) -> float:
    """The middle one; 0 of none."""
    return statistics.median(values) if values else 0.0


def quartile(values: Sequence[float]) -> float:
    """What a quarter of them do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[len(ordered) // 4] if ordered else 0.0


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


def milliseconds(value: float) -> str:
    """Seconds, as they stand in the table."""
    shown = value * 1000
    return f"{shown:.3f} ms" if shown < 1 else f"{shown:.2f} ms" if shown < 10 else f"{shown:.0f} ms"
