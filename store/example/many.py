"""A big board for benchmarks and tests: as many tasks as asked for, written in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar, Final

from store.board.board import Board
from store.model.clock import Clock
from store.model.initiative import Initiative, Stage
from store.model.organisation import Department, Person, Role
from store.model.task import (
    Criterion,
    Delay,
    Dependency,
    Forecast,
    Milestone,
    Note,
    Priority,
    Progress,
    Support,
    Task,
    Update,
)
from store.rules.edit import Edit

_DEPARTMENTS: Final = 10
_PEOPLE: Final = 50
_PER_INITIATIVE: Final = 200


@dataclass(frozen=True, slots=True)
class _Fill:
    """Ten departments, fifty people, and `tasks` tasks in initiatives of two hundred, in every status."""

    name: ClassVar[str] = "fill"

    tasks: int

    def apply(self, edit: Edit) -> None:
        for number in range(1, _DEPARTMENTS + 1):
            edit.add(Department, name=f"部门{number}")
        for number in range(1, _PEOPLE + 1):
            role = Role.FACILITATOR if number == 1 else Role.MEMBER
            edit.add(Person, name=f"人员{number}", department=(number - 1) % _DEPARTMENTS + 1, role=role)
        for number in range((self.tasks + _PER_INITIATIVE - 1) // _PER_INITIATIVE):
            edit.add(
                Initiative,
                code=f"P{number + 1}",
                title=f"协作事项{number + 1}",
                stage=Stage.FOLLOW_UP,
                department=number % _DEPARTMENTS + 1,
                facilitator=1,
            )
        for at in range(self.tasks):
            edit.add(Task, **_task(edit, at))


def many(path: Path, tasks: int, clock: Clock) -> None:
    """Make a board with so many tasks at `path`; person 1 is a facilitator.

    The same for the same numbers and the same day. Raises Refused when something is there already.
    """
    board = Board.create(path, {"name": f"{tasks} tasks"}, clock=clock, origin="example")
    try:
        board.commit(_Fill(tasks))
    finally:
        board.close()


def _task(edit: Edit, at: int) -> dict[str, object]:
    today = edit.moment.today
    number, kind = at % _PER_INITIATIVE + 1, at % 10
    due = today + timedelta(days=at * 7 % 40 - 8)
    owner = at % _PEOPLE + 1
    fields: dict[str, object] = {
        "initiative": at // _PER_INITIATIVE + 1,
        "number": number,
        "title": f"子任务{at + 1} 宣传物料设计与确认",
        "deliverable": "交付物一份",
        "department": (owner - 1) % _DEPARTMENTS + 1,
        "owner": owner,
        "priority": (Priority.HIGH, Priority.MEDIUM, Priority.LOW)[at % 3],
        "start": due - timedelta(days=12),
        "due": due,
        "criteria": [Criterion(id=1, text="符合品牌手册", met=kind < 4), Criterion(id=2, text="三版初稿")],
        "support": [Support(id=1, department=at % _DEPARTMENTS + 1, content="核心卖点", due=due)],
        # The first of its initiative follows none; every other one the one before or a little earlier.
        "dependencies": [Dependency(id=at)] if number > 1 and at % 4 == 0 else [],
        "milestones": [Milestone(id=1, title="初稿", due=due - timedelta(days=4))],
        "notes": [Note(id=1, at=edit.moment.now, by=owner, text="进展正常，按计划推进")],
        "updated": Update(at=edit.moment.now - timedelta(days=at % 9), by=owner),
        "created": edit.moment.now,
    }
    return fields | dict(_standing(edit, kind, due, owner))


def _standing(edit: Edit, kind: int, due: date, owner: int) -> Iterator[tuple[str, object]]:
    """What was declared: four of ten done, four under way (one of them delayed), two not started."""
    if kind < 4:
        yield "progress", Progress.DONE
        yield "finished", due
    elif kind < 8:
        yield "progress", Progress.IN_PROGRESS
        yield "started", due - timedelta(days=12)
    if kind == 7:
        later, now = due + timedelta(days=3), edit.moment.now
        yield "delay", Delay(at=now, by=owner, reason="研发部产品手册未同步", forecast=later)
        yield "forecasts", [Forecast(id=1, at=now, by=owner, date=later, reason="研发部产品手册未同步")]
