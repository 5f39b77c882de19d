"""What the issue board shows: the log of an initiative, filtered, sorted, grouped (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from screens.items.item_list import Order
from screens.widgets.rows import Heading
from store.language import Message, msg
from store.model.issue import Issue, IssueState
from store.rules.issues.views import SEVERITIES, STATES, IssueLine, View, by_harm, grouped, issue_lines
from store.rules.say import department_name, person_name

if TYPE_CHECKING:
    from store.model.clock import Moment
    from store.model.state import State

TITLES: Final[Mapping[View, Message]] = {
    View.STATE: msg("By state"),
    View.OWNER: msg("By owner"),
    View.DEPARTMENT: msg("By department"),
    View.AGE: msg("By age"),
}


class Sort(Order):
    """What comes first, within each group."""

    HARM = "harm"
    DEADLINE = "deadline"
    SEVERITY = "severity"
    AGE = "age"
    NUMBER = "number"

    @property
    def title(self) -> Message:
        """What it is called."""
        return _SORTS[self]


_SORTS: Final[Mapping[Sort, Message]] = {
    Sort.HARM: msg("worst first"),
    Sort.DEADLINE: msg("by deadline"),
    Sort.SEVERITY: msg("by severity"),
    Sort.AGE: msg("oldest first"),
    Sort.NUMBER: msg("by number"),
}


class IssueLog:
    """The lines of table 3 of one initiative, as they stand at `moment`."""

    def __init__(self, state: State, initiative: int, moment: Moment) -> None:
        self._initiative = initiative
        self.lines: dict[int, IssueLine] = {}
        self.work_out(state, moment)

    def work_out(self, state: State, moment: Moment) -> set[int]:
        """All of it anew. The ids of those that read differently now, come and gone ones included."""
        self.state, self.moment = state, moment
        before = self.lines
        self.lines = {line.issue.id: line for line in issue_lines(state, self._initiative, moment)}
        return {id for id in before.keys() | self.lines.keys() if before.get(id) != self.lines.get(id)}

    @property
    def open(self) -> int:
        """How many are not closed."""
        return sum(line.issue.state is not IssueState.CLOSED for line in self.lines.values())

    def shown(self, view: View, typed: str) -> list[IssueLine]:
        """What fits what is `typed`, closed ones among those by state only, in no order."""
        words = typed.casefold().split()
        return [
            line
            for line in self.lines.values()
            if (view is View.STATE or line.issue.state is not IssueState.CLOSED) and self._fits(line, words)
        ]

    def keys(self, view: View, sort: Sort, typed: str) -> list[Hashable]:
        """Their ids under the headings of `view`."""
        found: list[Hashable] = []
        for group in grouped(self.state, _in_order(self.shown(view, typed), sort), view):
            if found:
                found.append(Heading())
            found.append(Heading(str(group.title), _note(group.lines)))
            found.extend(line.issue.id for line in group.lines)
        return found

    def _fits(self, line: IssueLine, words: Iterable[str]) -> bool:
        if not words:
            return True
        issue = line.issue
        text = " ".join(
            (
                line.key,
                issue.title,
                issue.description,
                person_name(self.state, issue.owner),
                department_name(self.state, line.department),
                str(STATES[issue.state]),
                str(SEVERITIES[issue.severity]),
            )
        ).casefold()
        return all(word in text for word in words)


def _in_order(lines: list[IssueLine], sort: Sort) -> list[IssueLine]:
    match sort:
        case Sort.DEADLINE:
            return sorted(lines, key=lambda line: (line.issue.deadline or date.max, line.issue.number))
        case Sort.SEVERITY:
            return sorted(lines, key=lambda line: (line.issue.severity.rank, *by_harm(line)))
        case Sort.AGE:
            return sorted(lines, key=lambda line: (-line.age, line.issue.number))
        case Sort.NUMBER:
            return sorted(lines, key=lambda line: line.issue.number)
    return sorted(lines, key=by_harm)


def _note(lines: Iterable[IssueLine]) -> str:
    """`3  #1 !2`: how many, how many urgent clocks run, how many are past their deadline."""
    lines = list(lines)
    urgent = sum(line.clock is not None for line in lines)
    late = sum(bool(line.late) for line in lines)
    signs = [f"{sign}{count}" for sign, count in (("#", urgent), ("!", late)) if count]
    return "  ".join((str(len(lines)), *signs))


def issue_of(log: IssueLog, key: Hashable | None) -> Issue | None:
    """The issue of a row."""
    line = log.lines.get(key) if isinstance(key, int) else None
    return line.issue if line is not None else None
