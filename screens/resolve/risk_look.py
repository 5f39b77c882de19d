"""What is read of risks: the matrix as a picture, a row of the register, what is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from screens.widgets.cells import Line, Piece, cut, fit, joined, width, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import short_date
from store.language import _, msg
from store.model.clock import Moment
from store.model.risk import Risk
from store.model.state import State
from store.rules.risks.matrix import Cell, Matrix, matrix
from store.rules.risks.register import (
    LEVELS,
    SIGNS,
    STANDINGS,
    Level,
    RiskRow,
    Standing,
    issues_of,
    trend_of,
    trend_word,
    weighings,
)
from store.rules.say import department_name, person_name

_STYLES: Final = {Level.HIGH: "blocked", Level.MEDIUM: "delayed", Level.LOW: "done", Level.UNKNOWN: "muted"}
_GROUNDS: Final = {
    Level.HIGH: "ground-high",
    Level.MEDIUM: "ground-medium",
    Level.LOW: "ground-low",
    Level.UNKNOWN: "",
}
_MARKS: Final = {Level.HIGH: "#", Level.MEDIUM: "!", Level.LOW: "-", Level.UNKNOWN: "?"}
_SIDE: Final = 11
_LABELS: Final = (
    ("trigger", msg("Trigger")),
    ("prevention", msg("Prevention")),
    ("contingency", msg("Contingency")),
)


def matrix_lines(state: State, initiative: int, here: int | None, room: int) -> list[Line]:
    """The 5×5 picture in `room` cells: probability upwards, impact to the right, keys in the cells; how heavy
    a cell is stands in it as a sign. `here` is the risk under the cursor."""
    found = matrix(state, initiative)
    cell = max(5, (room - _SIDE) // 5)
    lines: list[Line] = []
    for at, row in enumerate(found.rows):
        name = _("Prob. {step}", step=5 - at)
        pieces: list[Piece] = [(f" {name}" + " " * max(1, _SIDE - 1 - width(name)), "muted")]
        for each in row:
            pieces += _cell(each, here, cell)
        lines.append(joined(pieces))
    axis: list[Piece] = [(" " * _SIDE, "")]
    for step in range(1, 6):
        name = _("Impact {step}", step=step)
        axis += fit(f" {name}", cell, style="muted")
    lines.append(joined(axis))
    lines.append(_below(found, room))
    return lines


def _cell(cell: Cell, here: int | None, room: int) -> Line:
    style = _GROUNDS[cell.level]
    mark = (f" {_MARKS[cell.level]} ", style)
    if not cell.risks:
        return ((f"{mark[0]:<{room - 1}}", style), (" ", ""))
    keys = [cell.risks[0].key, *(each.key.rpartition("-")[2] for each in cell.risks[1:])]
    text = " ".join(keys)
    if width(text) > room - 4:
        text = f"{cut(keys[0], room - 7)} +{len(keys) - 1}" if len(keys) > 1 else cut(keys[0], room - 4)
    chosen = any(each.risk.id == here for each in cell.risks)
    blank = " " * (room - 1 - width(mark[0]) - width(text))
    return (mark, (text, "cursor" if chosen else style), (blank, style), (" ", ""))


def _below(found: Matrix, room: int) -> Line:
    """What the signs in the cells say; first, which risks stand in none of them."""
    pieces: list[Piece] = [(" ", "")]
    if found.unweighed:
        keys = _(", ").join(each.key for each in found.unweighed)
        pieces += ((_("not weighed yet: {keys}", keys=keys), "delayed"), ("  ", ""))
    for level in (Level.HIGH, Level.MEDIUM, Level.LOW):
        pieces.append((f"{_MARKS[level]} {LEVELS[level]}  ", "muted"))
    return fit(tuple(pieces), room)


def columns() -> tuple[Column, ...]:
    """Key, title, weight with its trend, owner, next review."""
    return (
        Column("key", least=7),
        Column("title", least=14, ideal=26, weight=2),
        Column("weight", least=9, ideal=12),
        Column("owner", least=6, ideal=10, priority=2),
        Column("review", least=8, ideal=12, weight=1, priority=1),
    )


def register_row(state: State, row: RiskRow, moment: Moment) -> Row:
    """A row of the register."""
    risk = row.risk
    standing = row.standing
    style = _STYLES[row.level] if standing is Standing.OPEN else "muted"
    if standing is Standing.OPEN:
        weight = f"{risk.weight} {LEVELS[row.level]}" if risk.weight else str(LEVELS[row.level])
        if row.trend is not None:
            weight += f" {SIGNS[row.trend]}"
    else:
        weight = str(STANDINGS[standing])
    return Row(
        (
            ((row.key, "accent"),),
            risk.title,
            ((weight, style),),
            person_name(state, risk.owner),
            ((_review(row, moment), "late" if row.due else "muted"),),
        ),
        _MARKS[row.level] if standing is Standing.OPEN else {"happened": "x", "closed": "✓"}[standing.value],
        style,
    )


def _review(row: RiskRow, moment: Moment) -> str:
    day = row.risk.next_review
    if row.standing is not Standing.OPEN:
        return ""
    if day is None:
        return _("no review set") if row.due else ""
    shown = short_date(day, moment.today)
    return _("review {day}, due", day=shown) if row.due else _("review {day}", day=shown)


def about(state: State, risk: Risk, moment: Moment, room: int) -> list[Line]:
    """What is known of a risk: what sets it off, what is done, how it was weighed, what became of it."""
    rows: list[tuple[str, str]] = [
        (str(label), text) for field, label in _LABELS if (text := " ".join(getattr(risk, field).split()))
    ]
    seen_by = department_name(state, risk.department) if risk.department is not None else ""
    if seen_by:
        rows.append((_("Seen by"), seen_by))
    history = _weighed(risk, moment)
    if history:
        rows.append((_("Weighed"), history))
    rows += [(_("Issue"), f"{state.key_of(issue)} {issue.title}") for issue in issues_of(state, risk)]
    if risk.closed_why:
        rows.append((_("Struck off"), risk.closed_why))
    if not rows:
        return [
            (("  ", ""), (_("Nothing is said of it yet: e says what sets it off and what to do."), "muted"))
        ]
    label = max(width(name) for name, _text in rows) + 3
    lines: list[Line] = []
    for name, text in rows:
        blank = " " * (label - width(name))
        lines += wrap((("  ", ""), (name + blank, "muted"), (text, "")), room, 2 + label)
    return lines


def _weighed(risk: Risk, moment: Moment) -> str:
    """`3×4 (03-01) -> 2×4 (03-08) falling`."""
    steps: Sequence[str] = [
        f"{each.probability}x{each.impact} ({short_date(moment.day_of(each.at), moment.today)})"
        for each in weighings(risk)
    ]
    trend = trend_of(risk)
    word = f"  {trend_word(trend)}" if trend is not None else ""
    return " -> ".join(steps[-4:]) + word
