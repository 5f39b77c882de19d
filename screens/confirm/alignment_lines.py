"""The alignment review as a table: points down, departments across."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from screens.confirm.room_lines import for_the_room
from screens.confirm.voices import SIGNS, voices
from screens.widgets.cells import Line, Piece, cut, width, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import short_date
from store.language import Message, _, msg
from store.model.organisation import Department, Person
from store.model.requirement import Attendance, Contribution, Feasibility, Review
from store.model.risk import Risk
from store.model.state import State
from store.rules.brief import (
    BriefPoint,
    attendance_name,
    feasibility_name,
    is_stale,
    review_of,
    said_of,
)
from store.rules.coverage import Need

if TYPE_CHECKING:
    from store.board.session import Changed

ATTENDANCE: Final[Mapping[Attendance, tuple[Message, str]]] = {
    Attendance.UNKNOWN: (msg("not called"), "muted"),
    Attendance.PRESENT: (msg("here"), ""),
    Attendance.ABSENT: (msg("unheard"), "delayed"),
    Attendance.HEARD: (msg("heard"), ""),
}
ROLL: Final = ("roll",)
_MOST: Final = 12
_LEAST_TEXT: Final = 22


def department_name(state: State, department: int) -> str:
    """Its name."""
    found = state.get(Department, department)
    return found.name if found is not None else "?"


def shown_departments(
    state: State, departments: Sequence[int], here: int | None, room: int
) -> tuple[list[int], int]:
    """Which departments there is room for, `here` among them, and the cells each has."""
    names = [width(department_name(state, each)) for each in departments]
    words = [width(str(word)) for word, _style in ATTENDANCE.values()]
    cell = min(_MOST, max([*names, *words], default=6) + 2)
    fitting = max(1, (room - _LEAST_TEXT) // (cell + 1))
    if len(departments) <= fitting:
        return list(departments), cell
    at = departments.index(here) if here in departments else 0
    first = max(0, min(at - fitting // 2, len(departments) - fitting))
    return list(departments[first : first + fitting]), cell


def columns(
    state: State, departments: Sequence[int], here: int | None, cell: int, every: int
) -> tuple[Column, ...]:
    """The point, then a column a department; the one at hand in brackets. `every`: how many there are."""
    more = every - len(departments)
    header = _("{count} more: left, right", count=more) if more > 0 else ""
    found = [Column("point", header, least=_LEAST_TEXT, weight=1)]
    for each in departments:
        name = cut(department_name(state, each), cell - 2)
        text = f"[{name}]" if each == here else f" {name} "
        found.append(Column(str(each), text, least=cell, gap=1))
    return tuple(found)


def roll_row(state: State, initiative: int, departments: Sequence[int], here: int | None) -> Row:
    """Who is in the room."""
    cells: list[Line] = [((_("Roll-call"), "muted"),)]
    for each in departments:
        review = review_of(state, initiative, each)
        word, style = ATTENDANCE[review.attendance if review is not None else Attendance.UNKNOWN]
        cells.append(_cell((str(word), style), each == here))
    return Row(tuple(cells))


def point_row(
    state: State,
    initiative: int,
    point: BriefPoint,
    departments: Sequence[int],
    here: int | None,
    today: date,
) -> Row:
    """A point, and the sign of every department."""
    text: list[Piece] = [(point.line.text, "")]
    target = getattr(point.line, "target", "")
    if target:
        text.append((f"  {target}", "muted"))
    if point.line.date is not None:
        text.append((f"  {short_date(point.line.date, today)}", "muted"))
    cells: list[Line] = [tuple(text)]
    stale = False
    for each in departments:
        said = said_of(review_of(state, initiative, each), point)
        if said is None:
            piece = ("-", "muted")
        else:
            sign, style = SIGNS[said.feasibility]
            old = is_stale(said, point)
            stale = stale or old
            piece = (f"{sign}*" if old else sign, "stale" if old else style)
        cells.append(_cell(piece, each == here))
    return Row(tuple(cells), sign="*" if stale else " ", sign_style="stale", below=())


def _cell(piece: Piece, here: bool) -> Line:
    text, style = piece
    return (("[", "accent"), (text, style), ("]", "accent")) if here else ((f" {text} ", style),)


def contribution_row(contribution: Contribution, need: Need | None, today: date) -> Row:
    """What the department promised, and by when."""
    due = short_date(contribution.due, today) if contribution.due is not None else ""
    return Row((((contribution.content, ""), (f"  {due}", "muted")),))


def risk_row(state: State, risk: Risk) -> Row:
    """A risk, and who saw it."""
    seen = department_name(state, risk.department) if risk.department is not None else ""
    return Row(
        (((state.key_of(risk), "muted"), (f"  {risk.title}", ""), (f"  {seen}", "muted")),),
        sign="!",
        sign_style="delayed",
    )


def about_roll(state: State, initiative: int, departments: Sequence[int], room: int) -> list[Line]:
    """Who speaks for whom; who was not heard."""
    lines: list[Line] = []
    for each in departments:
        review = review_of(state, initiative, each)
        attendance = review.attendance if review is not None else Attendance.UNKNOWN
        style = ATTENDANCE[attendance][1]
        names = [
            person.name for one in (review.people if review else ()) if (person := state.get(Person, one.id))
        ]
        lines += wrap(
            (
                (f"{department_name(state, each)}  ", "strong"),
                (str(attendance_name(attendance)), style or "muted"),
                ("  " + _(", ").join(names), ""),
            ),
            room,
            4,
        )
    return lines


def about_point(
    state: State, initiative: int, point: BriefPoint, review: Review | None, name: str, room: int
) -> list[Line]:
    """The point in full, what the department at hand said, then the others."""
    said = said_of(review, point)
    asked = _("{department}, can you do this?", department=name)
    lines = wrap(((str(point.told), "strong"),), room)
    if said is None:
        lines += wrap(((_("Ask") + "  ", "muted"), (asked, "accent")), room, 4)
    lines += voices(state, initiative, point, room)
    return lines


def point_for_the_room(
    state: State, initiative: int, point: BriefPoint, review: Review | None, name: str, room: int
) -> list[Line]:
    """The point and the question to ask aloud, to be read from the back of the room."""
    said = said_of(review, point)
    words: Line = ((_("{department}, can you do this?", department=name), "accent"),)
    if said is not None:
        sign, style = SIGNS[said.feasibility]
        words = ((f"{sign} {name}  ", "strong"), (str(feasibility_name(said.feasibility)), style or "strong"))
    others = [(("    ", ""), *line) for line in voices(state, initiative, point, room - 8)]
    return [*for_the_room(str(point.told), (), words, room), *others]


def about_contribution(state: State, need: Need | None, room: int) -> list[Line]:
    """Which tasks take care of it."""
    if need is None or not need.tasks:
        return wrap(((_("No task delivers it yet; the breakdown shows it."), "muted"),), room)
    keys = _(", ").join(f"{state.key_of(task)} {task.title}" for task in need.tasks)
    return wrap(((_("Delivered by") + "  ", "muted"), (keys, "")), room, 4)


def choices() -> list[tuple[Feasibility, Message]]:
    """What can be said of a point."""
    return [(each, feasibility_name(each)) for each in Feasibility]


def key_at(key: Hashable, kind: str) -> bool:
    """Whether a row is of that kind."""
    return isinstance(key, tuple) and key[0] == kind


def changed_keys(state: State, initiative: int, here: int | None, changed: Changed) -> Iterator[Hashable]:
    """The rows that read differently now: points, the roll-call, what `here` contributes, risks."""
    for change in (each for line in changed.lines for each in line.changes):
        if change.table == Risk.table:
            yield ("risk", change.id)
        review = state.get(Review, change.id) if change.table == Review.table else None
        if review is None or review.initiative != initiative:
            continue
        name, _slash, entry = (change.field or "").partition("/")
        if name in ("", "attendance", "people"):
            yield ROLL
        elif name == "points":
            said = next((each for each in review.points if str(each.id) == entry), None)
            if said is not None:
                yield (said.part, said.ref)
        elif name == "contributions" and review.department == here and entry.isdecimal():
            yield ("give", int(entry))
