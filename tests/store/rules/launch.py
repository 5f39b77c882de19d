"""DOMAIN.md's example, the launch of a new product, made by the commands people use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from store.model.change import Change
from store.model.clock import Moment
from store.model.initiative import Stage
from store.model.organisation import Person, Role
from store.model.state import State
from store.model.task import Priority, Task
from store.rules import integrity, rights
from store.rules.commands import (
    AddDepartment,
    AddPerson,
    ChangeSettings,
    CreateInitiative,
    CreateTask,
    EditDepartment,
    NewMilestone,
    NewSupport,
)
from store.rules.edit import Command, Edit

MARKETING, RESEARCH, DESIGN, SALES = 1, 2, 3, 4
LI, CHEN, ZHAO, WANG, SUN, GUEST, FACILITATOR = 1, 2, 3, 4, 5, 6, 7
PLAN, MATERIAL, TRAINING = 1, 2, 3
ZONE: Final = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int = 10, month: int = 3) -> Moment:
    """That hour in China, in 2024."""
    return Moment(datetime(2024, month, day, hour, tzinfo=ZONE).astimezone(UTC), ZONE)


MONDAY: Final = at(25)


class Launch:
    """A board in memory: `do` is a commit by somebody, rights and integrity included."""

    def __init__(self) -> None:
        self.state = State()
        self.moment = at(1)
        self.do(ChangeSettings({"name": "市场协作看板"}))
        for name in ("市场部", "研发部", "设计部", "销售部"):
            self.do(AddDepartment(name))
        for name, department in (("李明", MARKETING), ("陈工", RESEARCH), ("赵敏", DESIGN), ("王芳", SALES)):
            self.do(AddPerson(name, department))
        self.do(AddPerson("孙莉", SALES, deputy=WANG))
        self.do(AddPerson("吴访", MARKETING, Role.GUEST))
        for department in (MARKETING, RESEARCH, DESIGN, SALES):
            self.do(EditDepartment(department, {"head": department}))
        self.do(CreateInitiative("NPL", "新品上市推广", stage=Stage.FOLLOW_UP, department=MARKETING))
        self._tasks()
        self.do(AddPerson("周主持", MARKETING, Role.FACILITATOR))
        self.moment = MONDAY

    def _tasks(self) -> None:
        self.do(
            CreateTask(
                1,
                "推广方案撰写",
                department=MARKETING,
                owner=LI,
                priority=Priority.HIGH,
                start=date(2024, 3, 11),
                due=date(2024, 3, 26),
                criteria=("三套推广策略", "预算表"),
                support=(NewSupport(RESEARCH, "核心卖点", date(2024, 3, 15)),),
                milestones=(NewMilestone("方案初稿", date(2024, 3, 20)),),
            ),
            CreateTask(
                1,
                "宣传物料设计",
                department=DESIGN,
                owner=ZHAO,
                start=date(2024, 3, 27),
                due=date(2024, 3, 29),
                criteria=("符合品牌手册", "3 版初稿"),
                dependencies=(PLAN,),
                milestones=(NewMilestone("物料初稿", date(2024, 3, 28)),),
            ),
            CreateTask(
                1,
                "销售培训组织",
                department=SALES,
                owner=WANG,
                start=date(2024, 3, 25),
                due=date(2024, 3, 28),
                support=(NewSupport(RESEARCH, "产品手册", date(2024, 3, 22)),),
            ),
        )

    def draft(self, *commands: Command, by: int | None = None) -> Edit:
        """What would happen; raises what the rules raise."""
        actor = self.state.get(Person, by)
        edit = Edit(self.state, self.moment, actor)
        for command in commands:
            command.apply(edit)
        rights.check(self.state, actor, edit.changes(), commands[0].name)
        assert integrity.problems(self.state, edit.records()) == []
        return edit

    def do(self, *commands: Command, by: int | None = None) -> Edit:
        """Do it."""
        edit = self.draft(*commands, by=by)
        self.state.apply(edit.changes())
        return edit

    def written(self, *commands: Command, by: int | None = None) -> list[Change]:
        """Do it, and give what the journal would hold."""
        changes = self.draft(*commands, by=by).changes()
        self.state.apply(changes)
        return changes

    def task(self, task: int) -> Task:
        """The task as it is now."""
        return self.state.one(Task, task)
