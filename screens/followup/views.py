"""The views of the follow-up board: the same tasks, ordered and grouped in different ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final

from screens.items.item_list import Order
from screens.widgets.rows import Heading
from store.language import Message, _, msg
from store.model.issue import Issue
from store.model.organisation import Department, Person
from store.model.task import Task
from store.rules.attention_line import by_harm
from store.rules.status import SIGNS, Status, expected, is_open, status_of

if TYPE_CHECKING:
    from screens.followup.overview import Overview


class View(Enum):
    """What the board shows, in the order of its tabs."""

    ATTENTION = "attention"
    ALL = "all"
    STATUS = "status"
    DEPARTMENT = "department"
    PERSON = "person"

    @property
    def title(self) -> Message:
        """The words of its tab."""
        return _TITLES[self]


_TITLES: Final[Mapping[View, Message]] = {
    View.ATTENTION: msg("Attention"),
    View.ALL: msg("All"),
    View.STATUS: msg("By status"),
    View.DEPARTMENT: msg("By department"),
    View.PERSON: msg("By person"),
}


class Sort(Order):
    """What comes first."""

    HARM = "harm"
    DUE = "due"
    NUMBER = "number"
    OWNER = "owner"
    PRIORITY = "priority"

    @property
    def title(self) -> Message:
        """What it is called."""
        return _SORTS[self]


_SORTS: Final[Mapping[Sort, Message]] = {
    Sort.HARM: msg("worst first"),
    Sort.DUE: msg("by date"),
    Sort.NUMBER: msg("by number"),
    Sort.OWNER: msg("by owner"),
    Sort.PRIORITY: msg("by priority"),
}

OWN_ORDER: Final[Mapping[View, Sort]] = {
    View.ATTENTION: Sort.HARM,
    View.ALL: Sort.NUMBER,
    View.STATUS: Sort.HARM,
    View.DEPARTMENT: Sort.HARM,
    View.PERSON: Sort.HARM,
}
"""How a view is sorted until somebody chooses."""

LANES: Final = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.DELAYED, Status.BLOCKED, Status.DONE)
"""The columns of the view by status; cancelled tasks stand among the done ones."""

_FAR: Final = date.max


def keys(overview: Overview, view: View, sort: Sort, typed: str) -> list[Hashable]:
    """The ids of the tasks that fit what is `typed`, in the order of `view`, its headings between them.

    Urgent issues stand among those in need, by their table and id.
    """
    tasks = shown(overview, view, typed)
    ordered = in_order(overview, tasks, sort)
    match view:
        case View.DEPARTMENT:
            groups = {each.id: each.name for each in overview.state.all(Department)}
            return _grouped(ordered, groups, lambda task: task.department, _("no department yet"))
        case View.PERSON:
            groups = {each.id: each.name for each in overview.state.all(Person)}
            return _grouped(ordered, groups, lambda task: task.owner, _("nobody owns it yet"))
    found: list[Hashable] = [task.id for task in ordered]
    if view is View.ATTENTION:
        urgent = sorted(overview.urgent_fitting(typed), key=by_harm)
        found = [*((Issue.table, line.issue.id) for line in urgent if line.issue is not None), *found]
    return found


def count(overview: Overview, view: View, typed: str) -> int:
    """How many rows `view` has of what fits."""
    urgent = len(overview.urgent_fitting(typed)) if view is View.ATTENTION else 0
    return len(shown(overview, view, typed)) + urgent


def shown(overview: Overview, view: View, typed: str) -> list[Task]:
    """The tasks that `view` shows of those that fit what is `typed`, in no order."""
    tasks = overview.fitting(typed)
    if view is View.ATTENTION:
        return [task for task in tasks if overview.line(task.id) is not None]
    return tasks


def lanes(overview: Overview, sort: Sort, typed: str) -> dict[str, list[Hashable]]:
    """The ids of the tasks that fit, by the name of their lane."""
    found: dict[str, list[Hashable]] = {status.value: [] for status in LANES}
    for task in in_order(overview, overview.fitting(typed), sort):
        status = status_of(task)
        found[(Status.DONE if status is Status.CANCELLED else status).value].append(task.id)
    return found


def in_order(overview: Overview, tasks: Iterable[Task], sort: Sort) -> list[Task]:
    """`tasks` sorted; open ones before closed ones except by number."""
    match sort:
        case Sort.NUMBER:
            return sorted(tasks, key=lambda task: task.number)
        case Sort.DUE:
            return sorted(tasks, key=lambda t: (not is_open(t), expected(t) or _FAR, t.number))
        case Sort.PRIORITY:
            return sorted(
                tasks, key=lambda t: (not is_open(t), t.priority.rank, expected(t) or _FAR, t.number)
            )
        case Sort.OWNER:
            names = {person.id: person.name for person in overview.state.all(Person)}
            return sorted(
                tasks,
                key=lambda t: (
                    not is_open(t),
                    t.owner is not None,
                    names.get(t.owner or 0, ""),
                    expected(t) or _FAR,
                ),
            )
    tasks = list(tasks)
    needy = [task for task in tasks if overview.line(task.id) is not None]
    rest = [task for task in tasks if overview.line(task.id) is None]
    return [
        *sorted(needy, key=overview.harm),
        *sorted(rest, key=lambda t: (not is_open(t), expected(t) or _FAR, t.number)),
    ]


def _grouped(
    ordered: Sequence[Task],
    names: Mapping[int, str],
    group_of: Callable[[Task], int | None],
    none: str,
) -> list[Hashable]:
    """`ordered` under headings, the groups in the order of the board, those of nobody first."""
    groups: dict[int | None, list[Task]] = {}
    for task in ordered:
        groups.setdefault(group_of(task), []).append(task)
    found: list[Hashable] = []
    for group in (None, *names):
        tasks = groups.get(group)
        if tasks:
            if found:
                found.append(Heading())
            title = none if group is None else names[group]
            found.append(Heading(title, _note(tasks)))
            found.extend(task.id for task in tasks)
    return found


def _note(tasks: Sequence[Task]) -> str:
    """`3/7 #1 !2`: done of all, and how many are blocked and delayed."""
    counts: dict[Status, int] = {}
    for task in tasks:
        status = status_of(task)
        counts[status] = counts.get(status, 0) + 1
    total = len(tasks) - counts.get(Status.CANCELLED, 0)
    parts = [f"{counts.get(Status.DONE, 0)}/{total}"]
    pressing = (status for status in (Status.BLOCKED, Status.DELAYED) if counts.get(status))
    parts += [f"{SIGNS[status]}{counts[status]}" for status in pressing]
    return "  ".join(parts)
