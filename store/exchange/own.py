"""Reading back what `duiqi list --format csv` writes into a cell: a list, one entry a line."""

from __future__ import annotations

import re
from typing import Final

_CRITERION: Final = re.compile(r"id: \d+; text: (?P<text>.+); met: (?:yes|no)")
_MILESTONE: Final = re.compile(
    r"id: \d+; title: (?P<title>.+); due: (?P<due>\d{4}-\d\d-\d\d)(?:; (?:forecast|hit): [\d-]+)*"
)
_SUPPORT: Final = re.compile(
    r"department: (?P<department>.+?); content: (?P<content>.+?)(?:; due: (?P<due>[\d-]+))?"
    r"(?:; received: [\d-]+)?"
)


def criteria(text: str) -> list[str] | None:
    """The acceptance criteria; null when somebody else wrote the cell."""
    found = _lines(_CRITERION, text)
    return [each["text"] for each in found] if found is not None else None


def milestones(text: str) -> list[tuple[str, str]] | None:
    """The milestones, each with its day; null when somebody else wrote the cell."""
    found = _lines(_MILESTONE, text)
    return [(each["title"], each["due"]) for each in found] if found is not None else None


def support(text: str) -> list[tuple[str, str, str]] | None:
    """Department, content and day ("" when none is said); null when somebody else wrote the cell."""
    found = _lines(_SUPPORT, text)
    if found is None:
        return None
    return [(each["department"], each["content"], each["due"] or "") for each in found]


def _lines(form: re.Pattern[str], text: str) -> list[re.Match[str]] | None:
    found = [form.fullmatch(line.strip()) for line in text.splitlines() if line.strip()]
    return [each for each in found if each] if found and all(found) else None
