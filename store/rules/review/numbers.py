"""What several figures count with: buckets of days, medians, means; null where there is nothing to count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many values lie from `low` to `high`, both included; null: no bound."""

    low: int | None
    high: int | None
    count: int


def buckets(values: Iterable[int], bounds: Sequence[int]) -> tuple[Bucket, ...]:
    """The values up to each bound, rising, and those above the last; every value is in one bucket."""
    every = list(values)
    found: list[Bucket] = []
    low: int | None = None
    for high in (*bounds, None):
        count = sum((low is None or each >= low) and (high is None or each <= high) for each in every)
        found.append(Bucket(low, high, count))
        low = high + 1 if high is not None else None
    return tuple(found)


def median(values: Iterable[int]) -> float | None:
    """The middle value; between the two middle ones of an even number."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return None
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def mean(values: Sequence[int]) -> float | None:
    """The mean value."""
    return sum(values) / len(values) if values else None


def share(part: int, whole: int) -> float | None:
    """What part of the whole it is, 0 to 1."""
    return part / whole if whole else None
