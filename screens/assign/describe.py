"""What the pane says about a row of table 1: the task, who helps, and what its owner has on already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from screens.widgets.cells import Cell, Line, Piece, joined, width, wrap
from store.language import _
from store.model.clock import Moment
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.lacking import holes
from store.rules.load import Load, load
from store.rules.say import PRIORITIES, department_name, person_name

_BETWEEN: Final = "   "
_NEAR: Final = 183


def grid_date(day: date, today: date) -> str:
    """`01-06` within half a year, where no other year can be meant; else with its year."""
    return f"{day:%m-%d}" if abs((day - today).days) < _NEAR else day.isoformat()


def task_lines(state: State, moment: Moment, task: Task, room: int) -> list[Line]:
    """The task with what it lacks, then its parts, as many on a line as fit."""
    head: list[Piece] = [(f"{state.key_of(task)} ", "accent"), (task.title, "strong")]
    lacking = [hole.text for hole in holes(task)]
    if lacking:
        head.append(("  ! " + _(", ").join(str(text) for text in lacking), "delayed"))
    lines = wrap(tuple(head), room, 2)
    return lines + compact(list(_parts(state, moment, task)), room)


def compact(parts: Sequence[Line], room: int) -> list[Line]:
    """Parts one after another, a new line where the next does not fit."""
    lines: list[Line] = []
    taken = room
    for part in parts:
        wide = sum(width(text) for text, _style in part)
        if lines and taken + len(_BETWEEN) + wide <= room:
            lines[-1] = joined((*lines[-1], (_BETWEEN, ""), *part))
            taken += len(_BETWEEN) + wide
            continue
        broken = wrap(part, room, 3)
        lines += broken
        taken = wide if len(broken) == 1 else room
    return lines


def row_lines(state: State, moment: Moment, task: Task, room: int) -> list[Line]:
    """A row as it is signed: all of its cells, none left out."""
    days = "..".join(grid_date(day, moment.today) if day else "-" for day in (task.start, task.due))
    who = person_name(state, task.owner) or _("nobody")
    department = department_name(state, task.department) or _("nobody")
    cells = f"{department} {who}  {PRIORITIES[task.priority]}  {days}"
    head = ((f"{state.key_of(task)} ", "accent"), (f"{task.title}  ", "strong"), (cells, ""))
    lacking = [hole.text for hole in holes(task) if hole.blocking]
    lines = wrap(head, room, 3)
    if lacking:
        lines += wrap((("   ! " + _(", ").join(str(text) for text in lacking), "delayed"),), room, 5)
    inner = compact(list(content(state, moment, task)), max(10, room - 3))
    return lines + [joined((("   ", ""), *line)) for line in inner]


def _parts(state: State, moment: Moment, task: Task) -> Iterator[Line]:
    if task.owner is not None:
        yield from load_lines(state, moment, load(state, task.owner, moment))
    yield from content(state, moment, task)


def content(state: State, moment: Moment, task: Task) -> Iterator[Line]:
    """What a row holds beside its cells: deliverable, criteria, support, milestones, what comes before."""
    if task.deliverable:
        yield ((_("Delivers") + "  ", "heading"), (task.deliverable, ""))
    if task.criteria:
        texts = " / ".join(each.text for each in task.criteria)
        yield ((_("Accepted when") + "  ", "heading"), (texts, ""))
    for support in task.support:
        day = f" {grid_date(support.due, moment.today)}" if support.due else ""
        who = department_name(state, support.department)
        said = _("{who}: {what}", who=who, what=f"{support.content}{day}")
        yield ((_("Support") + "  ", "heading"), (said, ""))
    if task.milestones:
        days = " / ".join(f"{each.title} {grid_date(each.due, moment.today)}" for each in task.milestones)
        yield ((_("Milestones") + "  ", "heading"), (days, ""))
    if task.dependencies:
        keys = [state.key_of(each) for one in task.dependencies if (each := state.get(Task, one.id))]
        yield ((_("After") + "  ", "heading"), (" ".join(keys), ""))


def load_lines(state: State, moment: Moment, found: Load) -> Iterator[Line]:
    """`王芳 手上 4 项，2 个事项` and the days on which they overlap, and absences that fall into them."""
    name = person_name(state, found.person)
    words = _("{count} open in {initiatives} initiatives", count=found.open, initiatives=found.initiatives)
    if found.initiatives == 1:
        words = _("{count} open", count=found.open)
    yield ((f"{name}  ", "heading"), (words, "delayed" if found.overlapping_days else ""))
    for overlap in found.overlaps[:2]:
        keys = " ".join(state.key_of(each) for each in overlap.tasks[:4])
        start, end = (grid_date(day, moment.today) for day in (overlap.start, overlap.end))
        days = _("{days} working days at once", days=overlap.days)
        yield ((f"{start}..{end} ", "delayed"), (f"{days}: {keys}", ""))
    for away in found.absences[:2]:
        start, end = (grid_date(day, moment.today) for day in (away.absence.start, away.absence.end))
        reason = f" {away.absence.reason}" if away.absence.reason else ""
        text = _("{days} days away during {key}", days=away.days, key=state.key_of(away.task))
        yield ((f"{start}..{end} ", "delayed"), (f"{text}{reason}", ""))


def person_line(state: State, moment: Moment, person: int, also: Task) -> str:
    """In one line what somebody would have on with `also`, for a form."""
    who = state.get(Person, person)
    if who is None:
        return ""
    pieces = [joined(line) for line in load_lines(state, moment, load(state, person, moment, also=also))]
    return "   ".join("".join(text for text, _style in line) for line in pieces)


def widest(texts: Iterable[str], least: int, most: int) -> int:
    """The cells that the widest of them needs, within bounds."""
    return min(most, max([least, *map(width, texts)]))


def missing_cell(word: str) -> Cell:
    """A cell of table 1 in which something has to stand, and does not yet."""
    return ((word, "late"),)
