"""Titles that may mean the same thing, told by what they share: pairs of Chinese characters, Latin words.

Needs no dictionary. Growth is close to linear: only titles that share something that not everybody has are
compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from store.rules.names import folded

ALIKE: Final = 0.6
"""From which share of common pairs on two titles are pointed out as similar."""

_COMMON: Final = 40
_RUNS: Final = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_BETWEEN: Final = re.compile(r"(?<=[^\W_a-z0-9])[\W_]+(?=[^\W_a-z0-9])")
_SMALL: Final = frozenset({"of", "the", "a", "an", "to", "for", "and", "in", "on", "by", "with", "at"})
_NOT_WORD: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=32768)
def plain(title: str) -> str:
    """`title` without width, case, space and punctuation: what makes two titles the same."""
    return _NOT_WORD.sub("", folded(title))


def alike(one: str, other: str) -> float:
    """How much of two titles is common: 0 nothing, 1 the same."""
    if plain(one) == plain(other) != "":
        return 1.0
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def within(part: str, whole: str) -> float:
    """How much of `part` is found in `whole`: 1 when all its pairs are."""
    a = _pairs(part)
    return len(a & _pairs(whole)) / len(a) if a else 0.0


def similar(titles: Mapping[int, str]) -> list[tuple[int, int, float]]:
    """Pairs of keys whose titles are alike, the most alike first."""
    holders: dict[str, list[int]] = defaultdict(list)
    same: dict[str, list[int]] = defaultdict(list)
    for key, title in titles.items():
        same[plain(title)].append(key)
        for pair in _pairs(title):
            holders[pair].append(key)
    candidates = {
        pair for keys in holders.values() if len(keys) <= _COMMON for pair in combinations(sorted(keys), 2)
    }
    candidates |= {pair for text, keys in same.items() if text for pair in pairwise(sorted(keys))}
    found = ((one, other, alike(titles[one], titles[other])) for one, other in candidates)
    return sorted((each for each in found if each[2] >= ALIKE), key=lambda each: (-each[2], each[0], each[1]))


@lru_cache(maxsize=32768)
def _pairs(title: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _RUNS.findall(_BETWEEN.sub("", folded(title))):
        if run.isascii():
            word = run.removesuffix("s") if len(run) > 3 else run
            found |= {word} - _SMALL
        else:
            found |= {one + other for one, other in pairwise(run)} or {run}
    return frozenset(found)
