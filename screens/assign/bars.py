"""The bars of the timeline: one line of signs a task, readable without colour (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from screens.widgets.cells import Line, Piece, joined, width
from store.language import _
from store.model.task import Progress
from store.rules.timeline import Bar, Scale, Timeline

BAR: Final = "="
CRITICAL: Final = "#"
DONE: Final = "-"
SLACK: Final = "."
MILESTONE: Final = "o"
HIT: Final = "✓"
WAS_DUE: Final = "]"
TODAY: Final = ":"
BEFORE: Final = "^"
"""What the task under the cursor waits for. Signs of a status would say something else here."""
AFTER: Final = "v"
"""What waits for it."""
BEFORE_WINDOW: Final = "<"
AFTER_WINDOW: Final = ">"

_QUARTERS_FROM: Final = 14
"""Calendar days a column from which on months are too narrow for their names."""
ZOOMS: Final = (1, 2, 3, 7, 14, 28, 91)
"""Calendar days a column."""


@dataclass(frozen=True, slots=True)
class _Sign:
    sign: str
    style: str


def bar_line(bar: Bar, scale: Scale, today: date) -> Line:
    """The bar in `scale.columns` cells; later kinds of signs stand over earlier ones."""
    cells: dict[int, _Sign] = {}
    now = scale.column(today)
    if 0 <= now < scale.columns:
        cells[now] = _Sign(TODAY, "rule")
    cells |= {column: sign for column, sign in _signs(bar, scale) if 0 <= column < scale.columns}
    if scale.column(bar.end) < 0:
        cells[0] = _Sign(BEFORE_WINDOW, "muted")
    elif scale.column(bar.start) >= scale.columns:
        cells[scale.columns - 1] = _Sign(AFTER_WINDOW, "muted")
    return _pieces(cells, scale.columns)


def shifted(scale: Scale, line: Timeline, by: int) -> Scale:
    """A quarter of a window later, or earlier when `by` is negative, as long as something is in sight."""
    first = scale.first + timedelta(days=by * scale.days * max(1, scale.columns // 4))
    moved = Scale(first, scale.days, scale.columns)
    return moved if first <= line.last and moved.day(scale.columns) > line.first else scale


def zoomed(scale: Scale, line: Timeline, by: int, middle: date) -> Scale:
    """More days a column, or fewer when `by` is negative, with `middle` in sight; weeks begin on Mondays."""
    wanted = [days for days in ZOOMS if (days > scale.days if by > 0 else days < scale.days)]
    if not wanted:
        return scale
    days = wanted[0] if by > 0 else wanted[-1]
    first = max(middle - timedelta(days=days * scale.columns // 3), line.first - timedelta(days=days))
    if days % 7 == 0:
        first -= timedelta(days=first.weekday())
    return Scale(first, days, scale.columns)


def _signs(bar: Bar, scale: Scale) -> Iterator[tuple[int, _Sign]]:
    first, last = scale.column(bar.start), scale.column(bar.end)
    for column in _inside(last + 1, scale.column(bar.latest), scale):
        yield column, _Sign(SLACK, "muted")
    done = bar.task.progress is Progress.DONE
    sign = DONE if done else CRITICAL if bar.critical else BAR
    style = "muted" if done else "blocked" if bar.impossible else "accent" if bar.critical else ""
    for column in _inside(first, last, scale):
        yield column, _Sign(sign, style)
    if bar.was_due is not None and bar.was_due != bar.end:
        yield scale.column(bar.was_due), _Sign(WAS_DUE, "late")
    for mark in bar.marks:
        yield scale.column(mark.day), _Sign(HIT if mark.hit else MILESTONE, "strong")


def _inside(first: int, last: int, scale: Scale) -> range:
    return range(max(first, 0), min(last, scale.columns - 1) + 1)


def _pieces(cells: Mapping[int, _Sign], columns: int) -> Line:
    blank = _Sign(" ", "")
    pieces: list[Piece] = []
    for column in range(columns):
        found = cells.get(column, blank)
        if pieces and pieces[-1][1] == found.style:
            pieces[-1] = (pieces[-1][0] + found.sign, found.style)
        else:
            pieces.append((found.sign, found.style))
    return joined(pieces)


def ruler(scale: Scale, today: date) -> tuple[Line, Line]:
    """Two lines over the bars: months, or quarters where a column is two weeks or more, and days where they
    fit. The year of the left edge stands before them, see `edge`."""
    return _labels(scale, _months(scale), today), _labels(scale, _days(scale), today, mark=True)


def edge(scale: Scale) -> str:
    """The year in which the bars begin, to stand at the left of the ruler."""
    return f"{scale.first.year}"


def _months(scale: Scale) -> Iterator[tuple[int, str]]:
    """The month where one begins, and at the left edge; January as its year where that fits."""
    step = 3 if scale.days >= _QUARTERS_FROM else 1
    starts = [scale.first, *_firsts(scale, step)]
    columns = [*map(scale.column, starts), scale.columns]
    for at, day in enumerate(starts):
        room = columns[at + 1] - columns[at]
        year = day.month == 1 and day.day == 1 and room > 4
        if room > 2:
            yield columns[at], f"{day:%Y}" if year else f"{day:%m}"


def _firsts(scale: Scale, step: int) -> Iterator[date]:
    """The first days of months after the left edge, every `step` months counted from January."""
    day, end = scale.first, scale.day(scale.columns)
    while day < end:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if day < end and (day.month - 1) % step == 0:
            yield day


def _days(scale: Scale) -> Iterator[tuple[int, str]]:
    """Mondays as days of the month, as many weeks apart as they need; none where quarters are named."""
    if scale.days >= _QUARTERS_FROM:
        return
    weeks = -(-3 * scale.days // 7)
    day = scale.first + timedelta(days=-scale.first.weekday() % 7)
    while scale.column(day) < scale.columns:
        yield scale.column(day), f"{day:%d}"
        day += timedelta(weeks=weeks)


def _labels(scale: Scale, labels: Iterator[tuple[int, str]], today: date, *, mark: bool = False) -> Line:
    """Labels at their columns, as far as each leaves room for the next; with `mark` today, before all."""
    word = _("today")
    now = scale.column(today)
    taken = range(0)
    if mark and 0 <= now < scale.columns:
        at = max(0, min(now, scale.columns - width(word)))
        taken = range(at, at + width(word))
    text = [" "] * scale.columns
    free = 0
    for column, label in labels:
        after = column + width(label)
        clear = after < taken.start or column > taken.stop if taken else True
        if column >= free and after <= scale.columns and clear:
            text[column:after] = list(label)
            free = after + 1
    line = "".join(text)
    if not taken:
        return ((line, "muted"),)
    return joined(((line[: taken.start], "muted"), (word, "accent"), (line[taken.stop :], "muted")))
