"""The schedule of an initiative as JSON: `duiqi export BOARD schedule` (docs/json.md). In working days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from store.documents.rows import Key, Row
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.critical_path import Schedule, schedule_of


class ScheduleInitiative(Row):
    """The initiative as a whole: `length` in working days from `start` to `end`, both included; null and 0
    without tasks. `critical_path` is the chain of tasks that decides the end."""

    code: str
    length: int
    start: date | None
    end: date | None
    critical_path: list[Key]


class ScheduleTask(Row):
    """A task: `working_days` is how long it takes, `slack` by how many it can slip before the end moves."""

    key: Key
    title: str
    working_days: int
    earliest_start: date
    earliest_finish: date
    latest_start: date
    latest_finish: date
    slack: int
    critical: Annotated[bool, Field(description="It has no slack")]


class ScheduleDocument(Row):
    """`duiqi export BOARD schedule --format json`: one object; the tasks by their numbers."""

    initiative: ScheduleInitiative
    tasks: list[ScheduleTask]


def schedule_document(state: State, initiative: int, moment: Moment) -> ScheduleDocument:
    """The schedule of an initiative. Raises NotFound when it is gone."""
    return document(state, state.one(Initiative, initiative), schedule_of(state, initiative, moment))


def document(state: State, initiative: Initiative, plan: Schedule) -> ScheduleDocument:
    """A schedule that was worked out already, for other programs."""
    keys = {key: state.key_of(each.task) for key, each in plan.tasks.items()}
    return ScheduleDocument(
        initiative=ScheduleInitiative(
            code=initiative.code,
            length=plan.length,
            start=plan.start,
            end=plan.end,
            critical_path=[keys[key] for key in plan.critical_path],
        ),
        tasks=[
            ScheduleTask(
                key=keys[key],
                title=each.task.title,
                working_days=each.working_days,
                earliest_start=each.earliest_start,
                earliest_finish=each.earliest_finish,
                latest_start=each.latest_start,
                latest_finish=each.latest_finish,
                slack=each.slack,
                critical=each.critical,
            )
            for key, each in plan.tasks.items()
        ],
    )
