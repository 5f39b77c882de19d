"""A task's line in each view: columns, and rows made from records and rules when they are painted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from screens.followup.views import View
from screens.widgets.cells import Cell, Piece, joined, width
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import short_date, slip_text
from store.language import _, msg
from store.model.organisation import Department, Person
from store.model.task import Milestone, Priority, Task
from store.rules.attention_line import Kind
from store.rules.status import (
    SIGNS,
    STALE_SIGN,
    WORDS,
    MilestoneKind,
    Status,
    expected,
    is_open,
    milestone_state,
    slip,
    status_of,
)

if TYPE_CHECKING:
    from screens.followup.overview import Overview
    from store.rules.attention_line import Attention

STYLES: Final = {
    Status.NOT_STARTED: "not-started",
    Status.IN_PROGRESS: "in-progress",
    Status.DONE: "done",
    Status.DELAYED: "delayed",
    Status.BLOCKED: "blocked",
    Status.CANCELLED: "cancelled",
}
"""The style of each status; its sign and its word stand beside it."""

_PRIORITIES: Final = {Priority.HIGH: msg("high"), Priority.MEDIUM: msg("med"), Priority.LOW: msg("low")}
"""Short words for a narrow column."""

_MARGIN: Final = 4  # cursor, sign and mark before a row
_QUIET: Final = frozenset({Status.DONE, Status.CANCELLED})


def columns(view: View, key_width: int, owner_width: int, title_width: int) -> tuple[Column, ...]:
    """The columns of a view; the widths are the cells of the longest key, name and title."""
    key = Column("key", _("No."), least=key_width)
    in_need = view is View.ATTENTION
    ideal = max(14, min(title_width, 28 if in_need else 22))
    # Where every title is whole, what room is left goes to the reasons.
    title = Column(
        "title",
        _("Task"),
        least=min(ideal, 20) if in_need else 14,
        ideal=ideal,
        weight=0 if in_need and ideal >= title_width else 4,
    )
    rank = 1 if view is View.PERSON else 2
    department = Column("department", _("Department"), least=6, ideal=10, priority=rank)
    owner = Column("owner", _("Owner"), least=max(6, min(owner_width, 10)), ideal=min(owner_width, 12))
    priority = Column("priority", _("Pr."), least=4 if _("Pr.").isascii() else 2, gap=1)
    due = Column("due", _("Due"), least=5, ideal=5, gap=1)
    moved = Column("slip", _("Slip"), least=5, align="right", gap=1)
    longest = max(width(str(word)) for word in WORDS.values())
    status = Column("status", _("Status"), least=longest, ideal=11, priority=1)
    reason = Column("reason", _("Why"), least=16, ideal=27, weight=3)
    step = Column("milestone", _("Next milestone"), least=14, ideal=18, weight=2, priority=3)
    told = Column("told", _("Updated"), least=5, ideal=12, priority=4)
    before = Column("before", _("After"), least=6, ideal=10, priority=5)
    if view is View.ATTENTION:
        return (key, title, department, owner, priority, due, moved, reason)
    if view is View.DEPARTMENT:
        return (key, title, owner, priority, due, moved, status, step, told)
    if view is View.PERSON:
        return (key, title, department, priority, due, moved, status, step, told)
    return (key, title, department, owner, priority, due, moved, status, step, told, before)


def room_for_titles(view: View, key_width: int, owner_width: int, title_width: int) -> int:
    """The cells in which a list of `view` has its titles, names and reasons whole."""
    placed = [each for each in columns(view, key_width, owner_width, title_width) if not each.priority]
    return _MARGIN + sum(each.wanted + each.gap for each in placed) - placed[0].gap


def card_columns(key_width: int) -> tuple[Column, ...]:
    """The first line of a card: its number, its owner or its date."""
    return (
        Column("key", least=key_width),
        Column("owner", least=4, ideal=6, weight=1, gap=1),
        Column("due", least=5, align="right", gap=1, priority=1),
    )


def row(overview: Overview, view: View, task: Task) -> Row:
    """The line of `task` in `view`."""
    status = status_of(task)
    quiet = status in _QUIET
    sign, sign_style = _sign(overview, task, status)
    first: tuple[Cell, ...] = (
        ((overview.state.key_of(task), "muted" if quiet else ""),),
        task.title,
    )
    others = tuple(_cell(overview, task, name, status) for name in _NAMES[view])
    return Row((*first, *others), sign, sign_style, "muted" if quiet else "")


def issue_row(overview: Overview, line: Attention) -> Row:
    """The line of an urgent issue among the tasks in need."""
    person = overview.state.get(Person, line.person)
    title = line.issue.title if line.issue is not None else ""
    who = person.name if person is not None else _("nobody")
    reason = ((str(line.reason), "late"),)
    return Row((line.key, title, "", who, "", "", "", reason), line.sign, "blocked")


def card(overview: Overview, task: Task) -> Row:
    """`task` as a card of two lines: number, owner and date; title."""
    status = status_of(task)
    stale = status not in _QUIET and overview.is_stale(task)
    key = f"{overview.state.key_of(task)}{STALE_SIGN if stale else ''}"
    late = overview.is_late(task)
    return Row(
        (
            ((key, "stale" if stale else STYLES[status]),),
            ((_owner(overview, task), "muted"),),
            ((_day(expected(task), overview), "late" if late else "muted"),),
        ),
        style="muted" if status in _QUIET else "",
        below=task.title,
    )


def _sign(overview: Overview, task: Task, status: Status) -> tuple[str, str]:
    if status in (Status.IN_PROGRESS, Status.NOT_STARTED) and overview.is_stale(task):
        return STALE_SIGN, "stale"
    return SIGNS[status], STYLES[status]


_NAMES: Final = {
    View.ATTENTION: ("department", "owner", "priority", "due", "slip", "reason"),
    View.DEPARTMENT: ("owner", "priority", "due", "slip", "status", "milestone", "told"),
    View.PERSON: ("department", "priority", "due", "slip", "status", "milestone", "told"),
    View.ALL: ("department", "owner", "priority", "due", "slip", "status", "milestone", "told", "before"),
    View.STATUS: (),
}
"""What follows key and title, in the order of `columns`."""


def _cell(overview: Overview, task: Task, name: str, status: Status) -> Cell:
    match name:
        case "department":
            department = overview.state.get(Department, task.department)
            return department.name if department else (("-", "muted"),)
        case "owner":
            return _owner(overview, task)
        case "priority":
            return _priority(task, status)
        case "due":
            late = overview.is_late(task)
            return ((_day(expected(task), overview), "late" if late else ""),)
        case "slip":
            moved = slip(task)
            return ((slip_text(moved.days), _unless_quiet("delayed", status)),) if moved.days else ""
        case "status":
            return _status(overview, task, status)
        case "reason":
            return _reason(overview, task)
        case "milestone":
            return _next_milestone(overview, task)
        case "told":
            return _told(overview, task)
    return " ".join(
        overview.state.key_of(before)
        for entry in task.dependencies
        if (before := overview.state.get(Task, entry.id)) is not None
    )


def _reason(overview: Overview, task: Task) -> str:
    """Why it is here; of a delay its reason only, as the slip has a column of its own."""
    line = overview.line(task.id)
    if line is None:
        return ""
    if line.kind is Kind.DELAYED and task.delay is not None:
        return task.delay.reason
    return str(line.reason)


def _owner(overview: Overview, task: Task) -> str:
    owner = overview.state.get(Person, task.owner)
    return owner.name if owner else _("nobody")


def _priority(task: Task, status: Status) -> Cell:
    style = "strong" if task.priority is Priority.HIGH and status not in _QUIET else "muted"
    return ((str(_PRIORITIES[task.priority]), style),)


def _unless_quiet(style: str, status: Status) -> str:
    return "muted" if status in _QUIET else style


def _status(overview: Overview, task: Task, status: Status) -> Cell:
    pieces: list[Piece] = [(str(WORDS[status]), STYLES[status])]
    if is_open(task) and overview.is_stale(task):
        pieces.append((f" {STALE_SIGN}", "stale"))
    if overview.is_late(task) and status not in (Status.DELAYED,):
        pieces += [(" ", ""), (_("late"), "late")]
    return joined(pieces)


def next_milestone(task: Task) -> Milestone | None:
    """The milestone that is to be hit next; null when none is left."""
    left = [each for each in task.milestones if each.hit is None]
    return min(left, key=lambda each: (each.forecast or each.due, each.id)) if left else None


def _next_milestone(overview: Overview, task: Task) -> Cell:
    step = next_milestone(task) if is_open(task) else None
    if step is None:
        return ""
    missed = milestone_state(step, overview.moment.today).kind is MilestoneKind.MISSED
    day = _day(step.forecast or step.due, overview)
    return ((f"{day} ", "late" if missed else "muted"), (step.title, ""))


def _told(overview: Overview, task: Task) -> Cell:
    if task.updated is None:
        return ((_("never"), "muted"),)
    who = overview.state.get(Person, task.updated.by)
    day = overview.moment.day_of(task.updated.at)
    return ((f"{_day(day, overview)} {who.name if who else ''}".rstrip(), "muted"),)


def _day(day: date | None, overview: Overview) -> str:
    return short_date(day, overview.moment.today) if day is not None else "-"
