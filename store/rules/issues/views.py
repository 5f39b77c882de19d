"""The issue log as people look at it: its rows (table 3), and by state, owner, department and age
(DOMAIN.md stage 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from store.language import Message, msg
from store.model.clock import Moment
from store.model.escalation import Escalation
from store.model.issue import Issue, IssueState, Severity
from store.model.organisation import Person
from store.model.state import State
from store.rules.issues.escalation import escalated
from store.rules.issues.stands import days_late, stands
from store.rules.say import department_name, person_name
from store.rules.urgent import UrgentClock, clock_of

STATES: Final[Mapping[IssueState, Message]] = MappingProxyType(
    {
        IssueState.OPEN: msg("open"),
        IssueState.HANDLING: msg("being handled"),
        IssueState.TO_VERIFY: msg("to verify"),
        IssueState.CLOSED: msg("closed"),
    }
)
SEVERITIES: Final[Mapping[Severity, Message]] = MappingProxyType(
    {
        Severity.SEVERE: msg("severe"),
        Severity.MODERATE: msg("moderate"),
        Severity.MINOR: msg("minor"),
    }
)
SIGNS: Final[Mapping[IssueState, str]] = MappingProxyType(
    {
        IssueState.OPEN: "-",
        IssueState.HANDLING: ">",
        IssueState.TO_VERIFY: "=",
        IssueState.CLOSED: "✓",
    }
)
"""One cell for each state; `#` stands where an urgent clock runs, `!` past the deadline."""
URGENT_SIGN: Final = "#"
LATE_SIGN: Final = "!"
_AGES: Final[tuple[tuple[int, Message], ...]] = (
    (0, msg("today")),
    (3, msg("up to 3 days")),
    (7, msg("up to a week")),
    (30, msg("up to a month")),
)


class View(StrEnum):
    """How the log is laid out."""

    STATE = "state"
    OWNER = "owner"
    DEPARTMENT = "department"
    AGE = "age"


class IssueLine(NamedTuple):
    """A row of table 3.

    `department` is the id of the one that has to resolve it, the owner's where none was named. `age` is in
    calendar days since it was found, until it was closed. `late` is by how many calendar days it is past its
    deadline, 0 when it is not. `clock` runs as long as an urgent meeting is wanted. `escalated` is the newest
    step that it climbed for what still holds. `next` says what has to happen, and by whom.
    """

    key: str
    issue: Issue
    sign: str
    department: int | None
    age: int
    late: int
    clock: UrgentClock | None
    escalated: Escalation | None
    next: Message


class Group(NamedTuple):
    """Rows that belong together under one heading; `key` tells it from the others."""

    key: str
    title: Message | str
    lines: tuple[IssueLine, ...]


def issue_line(state: State, issue: Issue, moment: Moment) -> IssueLine:
    """One row."""
    clock = clock_of(state, issue, moment.now)
    late = days_late(issue, moment.today)
    sign = SIGNS[issue.state]
    if clock is not None:
        sign = URGENT_SIGN
    elif late:
        sign = LATE_SIGN
    owner = state.get(Person, issue.owner)
    department = issue.department
    if department is None and owner is not None:
        department = owner.department
    last = moment.day_of(issue.closed) if issue.closed is not None else moment.today
    age = max((last - moment.day_of(issue.reported)).days, 0)
    step = escalated(state, issue, moment)
    said = stands(state, issue, moment)
    return IssueLine(state.key_of(issue), issue, sign, department, age, late, clock, step, said)


def issue_lines(state: State, initiative: int, moment: Moment, *, closed: bool = True) -> list[IssueLine]:
    """The rows of an initiative: urgent ones first, then late ones, then by severity; closed ones last."""
    found = [
        issue_line(state, issue, moment)
        for issue in state.all(Issue)
        if issue.initiative == initiative and (closed or issue.state is not IssueState.CLOSED)
    ]
    return sorted(found, key=by_harm)


def by_harm(line: IssueLine) -> tuple[bool, bool, float, int, bool, int, int]:
    """What the rows are sorted by, the most harmful first."""
    issue = line.issue
    until = line.clock.deadline.timestamp() if line.clock is not None else 0.0
    over = issue.state is IssueState.CLOSED
    return (
        over,
        line.clock is None,
        until,
        -line.late,
        issue.state is IssueState.TO_VERIFY,
        issue.severity.rank,
        issue.number,
    )


def grouped(state: State, lines: Iterable[IssueLine], view: View) -> list[Group]:
    """`lines` under their headings, in their order within each; a heading without any is left out."""
    place, title = _HEADINGS[view]
    found: dict[tuple[int, str], list[IssueLine]] = {}
    for line in lines:
        found.setdefault(place(state, line), []).append(line)
    return [
        Group(f"{view.value}-{at}-{key}", title(state, rows[0]), tuple(rows))
        for (at, key), rows in sorted(found.items())
    ]


_Place = tuple[int, str]
_ORDER: Final = {state: at for at, state in enumerate(IssueState)}


def _by_state(state: State, line: IssueLine) -> _Place:
    return _ORDER[line.issue.state], ""


def _by_owner(state: State, line: IssueLine) -> _Place:
    name = person_name(state, line.issue.owner)
    return (1 if name else 0), f"{name} {line.issue.owner or 0}"


def _by_department(state: State, line: IssueLine) -> _Place:
    name = department_name(state, line.department)
    return (1 if name else 0), f"{name} {line.department or 0}"


def _by_age(state: State, line: IssueLine) -> _Place:
    """The oldest first."""
    return -next((at for at, (most, _) in enumerate(_AGES) if line.age <= most), len(_AGES)), ""


def _age_title(state: State, line: IssueLine) -> Message:
    return next((title for most, title in _AGES if line.age <= most), msg("older than a month"))


_Heading = tuple[Callable[[State, IssueLine], _Place], Callable[[State, IssueLine], Message | str]]
_HEADINGS: Final[Mapping[View, _Heading]] = MappingProxyType(
    {
        View.STATE: (_by_state, lambda _, line: STATES[line.issue.state]),
        View.OWNER: (
            _by_owner,
            lambda state, line: person_name(state, line.issue.owner) or msg("nobody yet"),
        ),
        View.DEPARTMENT: (
            _by_department,
            lambda state, line: department_name(state, line.department) or msg("no department"),
        ),
        View.AGE: (_by_age, _age_title),
    }
)


def counts(lines: Sequence[IssueLine]) -> Mapping[IssueState, int]:
    """How many there are in each state."""
    return {each: sum(line.issue.state is each for line in lines) for each in IssueState}
