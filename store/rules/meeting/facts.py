"""A labelled fact about an item of a meeting, for a screen to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.language import Message, msg


@dataclass(frozen=True, slots=True)
class Fact:
    """A short label, and one line or several."""

    label: Message
    lines: tuple[Message, ...]


def fact(label: Message, lines: Iterable[Message], most: int = 6) -> Fact | None:
    """A fact with at most so many lines, the last saying how many more there are; null without any."""
    found = tuple(lines)
    if not found:
        return None
    if len(found) > most:
        found = (*found[: most - 1], msg("and {count} more", count=len(found) - most + 1))
    return Fact(label, found)


def plain(text: str) -> list[Message]:
    """Somebody's words, a line each."""
    return [msg("{text}", text=line) for line in text.split("\n") if line.strip()]
