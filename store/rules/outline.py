"""What pasted lines mean: tasks, and below them what each delivers and by what it is checked (stage 1.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

_SIGN: Final = (
    r"[-*+•·●○■□▪◆►–—]+\s*|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]\s*"
    r"|(?:\d{1,3}\.)*\d{1,3}[.、．]\s*(?!\d)"
    r"|[一二三四五六七八九十]{1,3}、\s*|\[[ xX✓]?\]\s*"
)
_BULLET: Final = re.compile(rf"^(?:{_SIGN})+")
_BULLET_OR_NUMBER: Final = re.compile(rf"^(?:{_SIGN}|(?:\d{{1,3}}\.)+\d{{1,3}}\s+)+")
_NUMBER: Final = re.compile(r"\W*(\d{1,3}(?:\.\d{1,3})*)(?:[.、．]|\s)")
_DELIVERABLE: Final = re.compile(r"^(?:交付物|交付成果|deliverables?)\s*[:：]\s*", re.IGNORECASE)
_CRITERION: Final = re.compile(
    r"^(?:交付标准|验收标准|标准|acceptance(?: criteri(?:a|on))?|criteri(?:a|on))\s*[:：]\s*", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"[;；]")
_TAB: Final = 4
_STYLES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"[一二三四五六七八九十]{1,3}[、.．]",
        r"[(（][一二三四五六七八九十]{1,3}[)）]",
        r"\d{1,3}(?:[.、．](?!\d)|[)）])",
        r"[(（]\d{1,3}[)）]",
    )
)
"""How levels are numbered in Chinese, the highest first: 一、（一）1.（1）"""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A task to be: its title, what it delivers, and the texts of its acceptance criteria."""

    title: str
    deliverable: str = ""
    criteria: tuple[str, ...] = ()


def parsed(text: str) -> list[OutlineRow]:
    """The tasks that pasted text makes.

    A line is a task; a line indented deeper than it is one of its criteria, or what it delivers when it says
    so (`交付物：`, `Deliverable:`). Where nothing is indented, a number of a lower level than the first one
    has (1. below 一、) says the same. Bullets and numbers in front are dropped. Cells copied from a
    spreadsheet are title, deliverable and criteria (`;` between them). Empty lines mean nothing.
    """
    lines = [(_depth(line), line) for line in text.splitlines() if line.strip()]
    numbers = [found[1] for _, line in lines if (found := _NUMBER.match(line))]
    top = min((depth for depth, _ in lines), default=0)
    styles = (_style(line) for depth, line in lines if depth == top)
    highest = next((style for style in styles if style is not None), None)
    rows: list[OutlineRow] = []
    for depth, line in lines:
        bullet = _BULLET_OR_NUMBER if _is_numbered(line, numbers) else _BULLET
        said = bullet.sub("", line.strip()).strip()
        if not said:
            continue
        style = _style(line)
        below = depth > top or (style is not None and highest is not None and style > highest)
        if rows and (below or _DELIVERABLE.match(said) or _CRITERION.match(said)):
            rows[-1] = _below(rows[-1], said)
        else:
            rows.append(_row(said))
    return rows


def _style(line: str) -> int | None:
    """Which level the number of a line is of; null where it has none of these."""
    return next((at for at, each in enumerate(_STYLES) if each.match(line.strip())), None)


def _is_numbered(line: str, numbers: Sequence[str]) -> bool:
    """Whether `1.2 …` has a number of the list: there is a 1 or another 1.x too. `1.5 版本发布` has none."""
    found = _NUMBER.match(line)
    if found is None or "." not in found[1]:
        return False
    above = found[1].rpartition(".")[0]
    return any(other == above or (other.startswith(f"{above}.") and other != found[1]) for other in numbers)


def _row(line: str) -> OutlineRow:
    title, *cells = (cell.strip() for cell in line.split("\t"))
    deliverable = cells[0] if cells else ""
    criteria = (part.strip() for cell in cells[1:] for part in _BETWEEN.split(cell))
    return OutlineRow(title, deliverable, tuple(filter(None, criteria)))


def _below(row: OutlineRow, line: str) -> OutlineRow:
    if _DELIVERABLE.match(line):
        return replace(row, deliverable=_DELIVERABLE.sub("", line).strip())
    said = (part.strip() for part in _BETWEEN.split(_CRITERION.sub("", line)))
    return replace(row, criteria=(*row.criteria, *filter(None, said)))


def _depth(line: str) -> int:
    """How far a line is indented, in cells; a bullet counts as the text behind it does not."""
    depth = 0
    for character in line:
        if character == "\t":
            depth += _TAB
        elif character.isspace():
            depth += 2 if unicodedata.east_asian_width(character) == "F" else 1
        else:
            break
    return depth
