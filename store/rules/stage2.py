"""Stage 2 as a whole: how far each of its steps is, and what each lacks first (DOMAIN.md stage 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative, Stage
from store.model.state import State
from store.model.task import Task
from store.rules.critical_path import Impossible, Schedule
from store.rules.gates import CLAIM as CLAIM
from store.rules.gates import GO_ON as GO_ON
from store.rules.gates import ORDER as ORDER
from store.rules.gates import SIGN as SIGN
from store.rules.gates import lacks_for
from store.rules.lack import Lack
from store.rules.say import listed, person_name, short_day
from store.rules.signoff import DepartmentSignoff, SignoffState
from store.rules.stage1 import Step
from store.rules.table1 import Table1, table1

__all__ = ["CLAIM", "GO_ON", "ORDER", "SIGN", "stage2_steps"]

_NAMED: Final = 6


def stage2_steps(state: State, initiative: int, moment: Moment) -> list[Step]:
    """The spine: claim, order, sign-off, next stage."""
    table = table1(state, initiative, moment)
    return [
        _claim(state, table),
        _order(state, table.rows, table.plan, moment.today),
        _sign(table.rows, table.signoffs),
        _go_on(state, initiative, lacks_for(state, initiative, Stage.FOLLOW_UP, moment, table)),
    ]


def _claim(state: State, table: Table1) -> Step:
    """A row is done once it can be signed for."""
    rows = table.rows
    every = [hole for found in table.holes.values() for hole in found]
    lacking = [hole for hole in every if hole.blocking] or every
    missing: Message | None = None if rows else msg("There is no task yet.")
    if lacking:
        key = state.key_of(lacking[0].task)
        missing = _and_more(msg("{key}: {what}", key=key, what=lacking[0].text), len(lacking))
    done = len(rows) - len({hole.task.id for hole in lacking if hole.blocking})
    return Step(CLAIM, msg("Claim"), done, len(rows), missing)


def _order(state: State, rows: Sequence[Task], plan: Schedule, today: date) -> Step:
    """A row is done once its dates are possible."""
    missing: Message | None = None if rows else msg("There is no task yet.")
    cycle = [state.key_of(task) for task in rows if task.id not in plan.tasks]
    if plan.impossible:
        first = plan.impossible[0]
        missing = _and_more(_cannot(state, first, today), len(plan.impossible))
    elif cycle:
        missing = msg("They wait for each other for ever: {keys}.", keys=listed(cycle[:_NAMED]))
    elif len(rows) > 1 and not any(task.dependencies for task in rows):
        missing = msg("No task waits for another yet: d says what comes before it.")
    done = len(rows) - len(plan.impossible) - len(cycle)
    return Step(ORDER, msg("Order"), max(done, 0), len(rows), missing)


def _cannot(state: State, found: Impossible, today: date) -> Message:
    key, due, day = state.key_of(found.task), short_day(found.due, today), short_day(found.possible, today)
    if found.because is None:
        who = person_name(state, found.task.owner)
        return msg(
            "{key} cannot be finished on {due}: {person} is away. Possible: {day}",
            key=key,
            due=due,
            person=who,
            day=day,
        )
    return msg(
        "{key} cannot be finished on {due}: {because} comes before it. Possible: {day}",
        key=key,
        due=due,
        because=state.key_of(found.because),
        day=day,
    )


def _sign(rows: Sequence[Task], found: Sequence[DepartmentSignoff]) -> Step:
    """A department is done once its signature stands; a row without one is signed for by nobody."""
    signed = [each for each in found if each.state is SignoffState.SIGNED]
    open_ones = [each for each in found if each.state is not SignoffState.SIGNED]
    missing: Message | None = None
    if open_ones:
        text = (
            msg("{department} has not signed yet", department=open_ones[0].department.name)
            if open_ones[0].state is SignoffState.UNSIGNED
            else msg("{department}: changed since it signed", department=open_ones[0].department.name)
        )
        missing = _and_more(text, len(open_ones))
    elif not rows or any(task.department is None for task in rows):
        missing = msg("No department has claimed every task yet, so nobody signs for all of them.")
    return Step(SIGN, msg("Sign-off"), len(signed), len(found), missing)


def _go_on(state: State, initiative: int, lacks: Sequence[Lack]) -> Step:
    reached = state.one(Initiative, initiative).stage >= Stage.FOLLOW_UP
    first: Message | None = None
    if lacks:
        first = _and_more(lacks[0].message, len(lacks))
    elif not reached:
        first = msg("All is there: enter goes on to the follow-up.")
    return Step(GO_ON, msg("Next stage"), 0, 0, first)


def _and_more(text: Message, count: int) -> Message:
    """The first thing, and how many there are beside it."""
    return msg("{first} (and {count} more)", first=text, count=count - 1) if count > 1 else text
