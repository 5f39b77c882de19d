"""DOMAIN.md's example at stage 1: the launch as its brief is written, with no task yet."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.model.initiative import Stage
from store.model.requirement import Brief, Part, Review
from store.model.task import Task
from store.rules.brief import brief_of, review_of
from store.rules.commands import AdvanceStage, CreateInitiative, CreateTask
from store.rules.commands.alignment import AskDepartments
from store.rules.commands.brief import AddPoints, EditBrief
from tests.store.rules.launch import FACILITATOR, LI, MARKETING, RESEARCH, SALES, Launch, at

LAUNCH: Final = 2
"""The initiative; the first one of the board goes on beside it."""
GOAL: Final = 1
PLAN, MATERIAL, TRAINING = 1, 2, 3
"""The outcomes."""
DRAFT: Final = 1
"""The time limit."""


class Requirement(Launch):
    """新品上市推广 of 市场部: 100,000 units in 3 months, three outcomes, a first draft by 15 March 2024."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = at(4)
        self.do(CreateInitiative("NPX", "新品上市推广二期", department=MARKETING), by=FACILITATOR)
        self.do(
            EditBrief(LAUNCH, {"background": "新品四月上市，渠道还不了解它"}),
            AddPoints(
                LAUNCH,
                Part.GOALS,
                [
                    {
                        "text": "前 3 个月销量",
                        "measure": "出货台数",
                        "target": "10 万台",
                        "date": date(2024, 6, 30),
                    }
                ],
            ),
            AddPoints(
                LAUNCH, Part.OUTCOMES, [{"text": text} for text in ("推广方案", "宣传物料", "销售培训材料")]
            ),
            AddPoints(LAUNCH, Part.TIMES, [{"text": "推广方案初稿", "date": date(2024, 3, 15)}]),
            AskDepartments(LAUNCH, [MARKETING, RESEARCH, SALES]),
            by=LI,
        )

    @property
    def brief(self) -> Brief:
        """The brief as it is now."""
        found = brief_of(self.state, LAUNCH)
        assert found is not None
        return found

    def review(self, department: int) -> Review:
        """What a department said so far."""
        found = review_of(self.state, LAUNCH, department)
        assert found is not None
        return found

    def make(self, *titles: str) -> list[int]:
        """New tasks of the initiative."""
        self.do(*(CreateTask(LAUNCH, title) for title in titles), by=LI)
        return self.ids()[-len(titles) :]

    def ids(self) -> list[int]:
        """The tasks of the initiative, in the order they came."""
        return [task.id for task in self.state.all(Task) if task.initiative == LAUNCH]

    def go_on(self) -> None:
        """On to assignment."""
        self.do(AdvanceStage(LAUNCH, Stage.ASSIGN, accept_gaps=True), by=FACILITATOR)
