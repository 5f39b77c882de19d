"""An issue's line in each view of the board: the columns of table 3 that there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Cell, width
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.widgets.urgent_text import digits
from screens.words import short_date
from store.language import _
from store.model.issue import IssueState, Severity
from store.model.task import Task
from store.rules.issues.views import SEVERITIES, STATES, IssueLine, View
from store.rules.say import department_name, person_name

if TYPE_CHECKING:
    from screens.resolve.issue_views import IssueLog

STYLES: Final = {
    IssueState.OPEN: "delayed",
    IssueState.HANDLING: "in-progress",
    IssueState.TO_VERIFY: "accent",
    IssueState.CLOSED: "done",
}
"""The style of each state; its sign and its word stand beside it."""
_SEVERE: Final = {Severity.SEVERE: "late", Severity.MODERATE: "", Severity.MINOR: "muted"}
_MARGIN: Final = 4
_SHORT: Final = 16
_LONGEST: Final = 34
"""The cells of a title that it has in any case, and at most before other columns enter."""
_SECOND: Final = 2
"""From this rank on a column comes after whole titles."""

_NAMES: Final = {
    View.STATE: ("severity", "owner", "deadline", "age", "next", "department", "touches"),
    View.OWNER: ("severity", "state", "deadline", "age", "next", "department", "touches"),
    View.DEPARTMENT: ("severity", "owner", "state", "deadline", "age", "next", "touches"),
    View.AGE: ("severity", "owner", "state", "deadline", "age", "next", "department", "touches"),
}
"""What follows key and title."""


def columns(log: IssueLog, view: View, room: int = 0) -> tuple[Column, ...]:
    """The columns of a view in `room` cells: what is next has its place before titles stand whole, and stands
    whole itself before there are more columns."""
    key, owner, title = widths(log, view)
    severity = max(width(str(word)) for word in SEVERITIES.values())
    state = max(width(str(word)) for word in STATES.values())
    following = max((width(_plain(_next(log, line))) for line in log.shown(view, "")), default=0)
    named = {
        "severity": Column("severity", _("Severity"), least=severity, gap=1),
        "owner": Column("owner", _("Owner"), least=max(6, min(owner, 10)), ideal=min(owner, 12)),
        "state": Column("state", _("State"), least=state),
        "deadline": Column("deadline", _("Due"), least=5, gap=1),
        "age": Column("age", _("Age"), least=4, align="right", gap=1),
        "next": Column(
            "next", _("What is next"), least=16, ideal=min(following, _LONGEST), weight=3, priority=1
        ),
        "department": Column("department", _("Department"), least=6, ideal=10, priority=2),
        "touches": Column("touches", _("Touches"), least=6, ideal=12, priority=3),
    }
    others = [named[name] for name in _NAMES[view]]
    number = Column("key", _("No."), least=key)
    taken = sum(
        (each.least if each.name == "next" else each.wanted) + each.gap
        for each in (number, *others)
        if each.priority < _SECOND
    )
    whole = min(title, _LONGEST, max(_SHORT, room - _MARGIN - taken - 1))
    heading = Column("title", _("Issue"), least=14, ideal=max(14, whole), weight=4)
    return (number, heading, *others)


def widths(log: IssueLog, view: View) -> tuple[int, int, int]:
    """The cells of the longest key, name of an owner, and title."""
    lines = log.shown(view, "")
    return (
        max((width(line.key) for line in lines), default=5),
        max((width(_owner(log, line)) for line in lines), default=6),
        max((width(line.issue.title) for line in lines), default=0),
    )


def room_for_titles(log: IssueLog, view: View) -> int:
    """The cells in which the essential columns of `view` stand whole."""
    placed = [each for each in columns(log, view) if not each.priority]
    return _MARGIN + sum(each.wanted + each.gap for each in placed) - placed[0].gap


def row(log: IssueLog, view: View, line: IssueLine) -> Row:
    """The line in `view`."""
    quiet = line.issue.state is IssueState.CLOSED
    style = STYLES[line.issue.state]
    if line.clock is not None:
        style = "blocked"
    elif line.late:
        style = "late"
    head: tuple[Cell, ...] = (((line.key, "muted" if quiet else ""),), line.issue.title)
    cells = tuple(_cell(log, line, name, quiet=quiet) for name in _NAMES[view])
    return Row((*head, *cells), line.sign, style, "muted" if quiet else "")


def _cell(log: IssueLog, line: IssueLine, name: str, *, quiet: bool) -> Cell:
    issue = line.issue
    match name:
        case "severity":
            return ((str(SEVERITIES[issue.severity]), "muted" if quiet else _SEVERE[issue.severity]),)
        case "owner":
            return _owner(log, line)
        case "state":
            return ((str(STATES[issue.state]), STYLES[issue.state]),)
        case "deadline":
            if issue.deadline is None:
                return (("-", "muted"),)
            return ((short_date(issue.deadline, log.moment.today), "late" if line.late else ""),)
        case "age":
            return ((_("{days}d", days=line.age), "muted"),)
        case "next":
            return _next(log, line)
        case "department":
            return department_name(log.state, line.department) or (("-", "muted"),)
    return " ".join(touched(log, line))


def touched(log: IssueLog, line: IssueLine) -> list[str]:
    """The keys of the tasks that it touches."""
    found = (log.state.get(Task, entry.id) for entry in line.issue.tasks)
    return [log.state.key_of(task) for task in found if task is not None]


def _next(log: IssueLog, line: IssueLine) -> Cell:
    if line.clock is not None:
        time = digits(line.clock.deadline - log.moment.now)[:5]
        late = line.clock.breached
        text = _("overdue {time}", time=time) if late else _("meeting in {time}", time=time)
        return ((text, "blocked" if late else "late"),)
    if line.escalated is not None:
        name = person_name(log.state, line.escalated.to) or "?"
        return ((_("escalated to {name}", name=name), "late"),)
    return str(line.next)


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(text for text, _style in cell)


def _owner(log: IssueLog, line: IssueLine) -> str:
    return person_name(log.state, line.issue.owner) or _("nobody")
