"""Small boards and commands for the tests of the board file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from store.board.board import Board
from store.errors import Refused
from store.language import msg
from store.model.clock import Clock
from store.model.initiative import Initiative
from store.model.organisation import Department, Person, Role
from store.model.task import Criterion, Task
from store.rules.edit import Edit, next_id


@dataclass(frozen=True)
class Do:
    """A command made of a function."""

    work: Callable[[Edit], object]
    name: str = "do"

    def apply(self, edit: Edit) -> None:
        self.work(edit)


@dataclass(frozen=True)
class AddDepartment:
    title: str
    name: str = "add"

    def apply(self, edit: Edit) -> None:
        edit.add(Department, name=self.title)


@dataclass(frozen=True)
class Rename:
    task: int
    title: str
    name: str = "rename"

    def apply(self, edit: Edit) -> None:
        edit.set(
            edit.one(Task, self.task), title=self.title, updated={"at": edit.moment.now, "by": edit.author}
        )


@dataclass(frozen=True)
class AddTask:
    title: str
    name: str = "add_task"

    def apply(self, edit: Edit) -> None:
        edit.add(Task, initiative=1, number=edit.next_number(1), title=self.title)


@dataclass(frozen=True)
class RemoveTask:
    task: int
    name: str = "remove"

    def apply(self, edit: Edit) -> None:
        edit.remove(edit.one(Task, self.task))


@dataclass(frozen=True)
class AddCriterion:
    task: int
    text: str
    name: str = "criterion"

    def apply(self, edit: Edit) -> None:
        task = edit.one(Task, self.task)
        new = Criterion(id=next_id(task.criteria), text=self.text)
        edit.set(task, criteria=(*task.criteria, new))


@dataclass(frozen=True)
class Tick:
    task: int
    entry: int
    met: bool = True
    name: str = "tick"

    def apply(self, edit: Edit) -> None:
        task = edit.one(Task, self.task)
        if not any(entry.id == self.entry for entry in task.criteria):
            raise Refused(msg("There is no such criterion."))
        ticked = tuple(
            entry.model_copy(update={"met": self.met}) if entry.id == self.entry else entry
            for entry in task.criteria
        )
        edit.set(task, criteria=ticked)


def _example(edit: Edit) -> None:
    market = edit.add(Department, name="市场部")
    edit.add(Department, name="设计部")
    edit.add(Person, name="李", department=market.id, role=Role.FACILITATOR)
    edit.add(Person, name="王芳", department=market.id, role=Role.FACILITATOR)
    edit.add(Initiative, code="NPL", title="新品上市推广")
    for title in ("推广方案撰写", "宣传物料设计", "销售培训组织"):
        edit.add(
            Task,
            initiative=1,
            number=edit.next_number(1),
            title=title,
            department=market.id,
            owner=1,
            criteria=(Criterion(id=1, text="三个策略"), Criterion(id=2, text="预算")),
        )


def small_board(folder: Path, clock: Clock | None = None, name: str = "launch.json") -> Board:
    """A board with two departments, two facilitators (李 works here), an initiative and three tasks."""
    board = Board.create(folder / name, {"name": "新品上市"}, clock=clock)
    board.commit(Do(_example, "example"))
    board.identify(1)
    return board


def title(board: Board, task: int = 1) -> str:
    return board.state.one(Task, task).title


def kept(board_path: Path) -> list[str]:
    """What was set aside beside a board."""
    folder = board_path.with_suffix(".duiqi") / "kept"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
