"""What people write into the cells of a task table, understood. Everything raises Refused with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from store.errors import Refused
from store.exchange import own
from store.language import msg
from store.model.organisation import Department
from store.model.state import State
from store.model.task import LONGEST, Priority
from store.rules.dates import find, understand
from store.rules.names import folded
from store.rules.naming import find_department
from store.rules.workdays import Workdays

PRIORITIES: Final = MappingProxyType(
    {
        **dict.fromkeys(("高", "high", "h", "urgent", "紧急", "重要", "特急", "加急"), Priority.HIGH),
        **dict.fromkeys(
            ("中", "medium", "m", "med", "normal", "普通", "一般", "正常", "常规"), Priority.MEDIUM
        ),
        **dict.fromkeys(("低", "low", "l", "不急", "次要"), Priority.LOW),
    }
)
_NOTHING: Final = frozenset(("", "-", "/", "无", "none", "n/a", "—", "--"))
_ENTRIES: Final = re.compile(r"[;；\n]")
_LISTED: Final = re.compile(r"[;；、,，/\n]")
_COMMAS: Final = re.compile(r"[、,，]")
_WITH_TIME: Final = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?")
_DAYS: Final = re.compile(
    r"(\d{1,5})(?:\.0+)?\s*(?:个?工作日|天|日|d|wd|days?|working days?)?", re.IGNORECASE
)
_SECOND_DAY: Final = re.compile(r"\d{1,2}\s*[/月.-]\s*\d{1,2}")
_EMPTY: Final = re.compile(r"[(（][\s,，:：]*[)）]")
_EDGES: Final = " \t,，:：;；()（）-–—@"


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a department is to supply, and by when."""

    department: int
    content: str
    due: date | None


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return folded(text) in _NOTHING


def priority(text: str) -> Priority:
    """高, 中, 低 or their English; medium when nothing is said."""
    if is_nothing(text):
        return Priority.MEDIUM
    found = PRIORITIES.get(folded(text))
    if found is None:
        raise Refused(msg("“{text}” is no priority: high, medium or low.", text=_short(text)))
    return found


def day(text: str, today: date, calendar: Workdays) -> date | None:
    """A date as people or spreadsheets write it; null when nothing is said."""
    if is_nothing(text):
        return None
    timed = _WITH_TIME.fullmatch(text)
    return understand(timed.group(1) if timed else text, today, calendar)


def working_days(text: str) -> int | None:
    """A number of working days, such as `5` or `5天`; null when nothing is said."""
    if is_nothing(text):
        return None
    found = _DAYS.fullmatch(text)
    days = int(found.group(1)) if found else 0
    if not 1 <= days <= LONGEST:
        raise Refused(msg("Working days are a whole number from 1 to {most}.", most=LONGEST))
    return days


def criteria(text: str) -> list[str]:
    """The acceptance criteria that a cell lists, each once."""
    found = own.criteria(text)
    each_once: dict[str, str] = {}
    for criterion in entries(text) if found is None else found:
        each_once.setdefault(folded(criterion), criterion)
    return list(each_once.values())


def entries(text: str) -> list[str]:
    """The lines of a cell, or what semicolons part."""
    return [part.strip() for part in _ENTRIES.split(text) if part.strip()] if not is_nothing(text) else []


def names(text: str) -> list[str]:
    """The names or keys that a cell lists."""
    return [part.strip() for part in _LISTED.split(text) if part.strip()] if not is_nothing(text) else []


def milestones(text: str, today: date, calendar: Workdays) -> list[tuple[str, date]]:
    """Named dates: `方案初稿 3/20；物料初稿 3/25`."""
    written = own.milestones(text)
    if written is not None:
        return [(title, understand(due, today, calendar)) for title, due in written]
    parts = entries(text)
    pieces = [piece for part in parts for piece in _COMMAS.split(part) if piece.strip()]
    if all(find(piece, today, calendar) for piece in pieces):
        parts = pieces
    found: list[tuple[str, date]] = []
    for part in parts:
        said = find(part, today, calendar)
        if said is None:
            raise Refused(msg("The milestone “{text}” has no date, such as 3/20.", text=_short(part)))
        title = _without_edges(f"{part[: said.start]} {part[said.end :]}")
        other = find(title, today, calendar)
        if other is not None and _SECOND_DAY.search(title[other.start : other.end]):
            raise Refused(
                msg(
                    "“{text}” says two dates. One milestone has one; a semicolon parts two of them.",
                    text=_short(part),
                )
            )
        if not title:
            raise Refused(msg("The milestone on {day} has no name.", day=said.day))
        if any(folded(title) == folded(name) for name, _day in found):
            raise Refused(msg("“{name}” exists already.", name=_short(title)))
        found.append((title, said.day))
    return found


def support(departments: str, contents: str, state: State, today: date, calendar: Workdays) -> list[Supplied]:
    """The supporting departments, each with what it supplies: in a column beside, or after a colon."""
    written = own.support(departments)
    if written is not None:
        return [
            Supplied(find_department(state, name, whole=True).id, content, day(due, today, calendar))
            for name, content, due in written
        ]
    if is_nothing(departments):
        if not is_nothing(contents):
            raise Refused(msg("Which department supplies “{text}”?", text=_short(contents)))
        return []
    inline, beside = _with_colon(departments), _with_colon(contents)
    if inline is not None:
        pairs = inline
    elif beside and all(folded(name) in folded(departments) for name, _content in beside):
        # What is supplied says itself by whom: table 1 is written so where several support.
        pairs = beside
    else:
        listed = names(departments)
        pairs = list(zip(listed, contents_of(contents, len(listed)), strict=True))
    found = []
    for name, content in pairs:
        department: Department = find_department(state, name, whole=True)
        if not content:
            raise Refused(msg("What does {department} supply?", department=department.name))
        found.append(Supplied(department.id, *_dated(content, today, calendar)))
    return found


def says_only_who(departments: str) -> bool:
    """Whether a cell names departments, but not what they supply."""
    if is_nothing(departments) or own.support(departments) is not None:
        return False
    return _with_colon(departments) is None


def _with_colon(text: str) -> list[tuple[str, str]] | None:
    """What a cell lists, parted where each has its colon; null when one has none."""
    parted = [re.split("[:：]", part, maxsplit=1) for part in entries(text)]
    if any(len(each) != 2 for each in parted):
        return None
    return [(name.strip(), content.strip()) for name, content in parted]


def contents_of(text: str, count: int) -> list[str]:
    """What each of `count` departments supplies; the same for all where the text is not parted alike."""
    if is_nothing(text):
        return [""] * count
    for parts in (entries(text), names(text)):
        if len(parts) == count:
            return list(parts)
    return [text] * count


def _dated(content: str, today: date, calendar: Workdays) -> tuple[str, date | None]:
    """`核心卖点 3/15` is content and a date."""
    text = content.rstrip(" )）")
    said = find(text, today, calendar)
    rest = text[: said.start].strip(_EDGES) if said is not None and said.end == len(text) else ""
    return (rest, said.day) if said is not None and rest else (content, None)


def _without_edges(text: str) -> str:
    """What is left of a text around a date: without the signs that parted them, brackets in pairs."""
    text = " ".join(_EMPTY.sub(" ", text).split())
    while text and text[-1] in _EDGES and not (text[-1] in ")）" and _depth(text) >= 0):
        text = text[:-1]
    while text and text[0] in _EDGES and not (text[0] in "(（" and _depth(text) <= 0):
        text = text[1:]
    wrapped = text[:1] in ("(", "（") and text[-1:] in (")", "）") and _depth(text[1:-1]) == 0
    return text.strip(_EDGES) if wrapped and not set(text[1:-1]) & set("()（）") else text


def _depth(text: str) -> int:
    return sum((sign in "(（") - (sign in ")）") for sign in text)


def _short(text: str, most: int = 40) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: 2 * most]).split())
    return line if len(line) <= most else f"{line[:most]}…"
