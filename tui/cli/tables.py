"""The tables that `duiqi list` prints for people: few columns, words in the interface's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from store.documents.names import Names
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.organisation import Department, Person, Role
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.issues.views import SEVERITIES, STATES
from store.rules.risks import register
from store.rules.say import PRIORITIES, department_name, short_day, signed_days
from store.rules.status import SIGNS, STALE_SIGN, WORDS, expected, is_late, is_stale, slip, status_of

if TYPE_CHECKING:
    from store.model.clock import Moment
    from store.model.state import State

STAGES: Final[Mapping[Stage, Message]] = MappingProxyType(
    {
        Stage.CONFIRM: msg("1 confirm"),
        Stage.ASSIGN: msg("2 assign"),
        Stage.FOLLOW_UP: msg("3 follow up"),
        Stage.RESOLVE: msg("4 resolve"),
    }
)
ROLES: Final[Mapping[Role, Message]] = MappingProxyType(
    {Role.FACILITATOR: msg("facilitator"), Role.MEMBER: msg("member"), Role.GUEST: msg("guest")}
)

Table = list[list[str]]
Item = TypeVar("Item", Task, Issue)


def text_table(state: State, moment: Moment, table: str, initiative: int | None) -> Table:
    """A header and a line a record."""
    if table == "tasks":
        return _tasks(state, moment, initiative)
    if table == "issues":
        return _issues(state, moment, initiative)
    if table == "risks":
        return _risks(state, moment, initiative)
    if table == "initiatives":
        return _initiatives(state, moment, initiative)
    return _people(state) if table == "people" else _departments(state)


def _tasks(state: State, moment: Moment, initiative: int | None) -> Table:
    names, today = Names(state), moment.today
    calendar, settings = workdays(state.settings), state.settings
    rows = [["", _("Key"), _("Task"), _("Owner"), _("Priority"), _("Due"), _("Slip"), _("Status")]]
    for task in _in_order(state.all(Task), initiative):
        status, stale = status_of(task), is_stale(task, moment, calendar, settings)
        words = [str(WORDS[status])]
        if is_late(task, today):
            words.append(_("late"))
        if stale:
            words.append(_("no update"))
        moved = slip(task).days
        rows.append(
            [
                STALE_SIGN if stale and status.value == "in_progress" else SIGNS[status],
                state.key_of(task),
                task.title,
                names.person(task.owner) or department_name(state, task.department),
                str(PRIORITIES[task.priority]),
                _day(expected(task), today),
                str(signed_days(moved)) if moved else "",
                _(", ").join(words),
            ]
        )
    return rows


def _issues(state: State, moment: Moment, initiative: int | None) -> Table:
    names = Names(state)
    rows = [[_("Key"), _("Issue"), _("Severity"), _("Responsible"), _("Deadline"), _("Status")]]
    rows += [
        [
            state.key_of(issue),
            issue.title,
            str(SEVERITIES[issue.severity]),
            names.person(issue.owner) or "",
            _day(issue.deadline, moment.today),
            str(STATES[issue.state]),
        ]
        for issue in _in_order(state.all(Issue), initiative)
    ]
    return rows


def _risks(state: State, moment: Moment, initiative: int | None) -> Table:
    """By weight, as the register stands; the sign of the trend beside it."""
    names = Names(state)
    rows = [[_("Key"), _("Risk"), _("Weight"), "", _("Responsible"), _("Next review"), _("Status")]]
    for each in state.all(Initiative):
        if initiative not in (None, each.id):
            continue
        for row in register.rows(state, each.id, moment):
            risk = row.risk
            rows.append(
                [
                    row.key,
                    risk.title,
                    f"{risk.probability}x{risk.impact} = {risk.weight}" if risk.weight else "",
                    register.SIGNS[row.trend] if row.trend is not None else "",
                    names.person(risk.owner) or department_name(state, risk.department),
                    _day(risk.next_review, moment.today),
                    str(register.STANDINGS[row.standing]),
                ]
            )
    return rows


def _initiatives(state: State, moment: Moment, only: int | None) -> Table:
    rows = [[_("Code"), _("Initiative"), _("Stage"), _("Initiated by"), _("Done"), _("Due")]]
    for each in sorted(state.all(Initiative), key=lambda each: each.id):
        if only is not None and each.id != only:
            continue
        tasks = [task.progress for task in state.all(Task) if task.initiative == each.id]
        kept = [progress for progress in tasks if progress is not Progress.CANCELLED]
        done = sum(progress is Progress.DONE for progress in kept)
        rows.append(
            [
                each.code,
                each.title,
                str(STAGES[each.stage]),
                department_name(state, each.department),
                f"{done}/{len(kept)}",
                _day(each.due, moment.today),
            ]
        )
    return rows


def _people(state: State) -> Table:
    rows = [[_("Name"), _("Department"), _("Role"), _("Deputy"), _("Accounts")]]
    names = Names(state)
    rows += [
        [
            names.person(person.id) or "",
            department_name(state, person.department),
            str(ROLES[person.role]),
            names.person(person.deputy) or "",
            ", ".join(person.logins),
        ]
        for person in sorted(state.all(Person), key=lambda person: person.id)
    ]
    return rows


def _departments(state: State) -> Table:
    names = Names(state)
    rows = [[_("Department"), _("Head")]]
    return rows + [
        [each.name, names.person(each.head) or ""]
        for each in sorted(state.all(Department), key=lambda each: each.id)
    ]


def _in_order(items: list[Item], initiative: int | None) -> list[Item]:
    return sorted(
        (item for item in items if initiative is None or item.initiative == initiative),
        key=lambda item: (item.initiative, item.number),
    )


def _day(day: date | None, today: date) -> str:
    return "" if day is None else short_day(day, today)
