"""Writing the brief: rows of three lists, entry by entry, by who may (DOMAIN.md stage 1.1)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.model.initiative import Initiative
from store.model.requirement import Brief, Part
from store.rules.brief import lines_of, points_of
from store.rules.commands import CreateInitiative
from store.rules.commands.brief import AddPoints, EditBrief, EditPoint, MovePoint, RemovePoint
from store.rules.edit import Command
from tests.store.rules.launch import CHEN, FACILITATOR, GUEST, LI, MARKETING, RESEARCH, SUN
from tests.store.rules.requirement import DRAFT, GOAL, LAUNCH, MATERIAL, PLAN, TRAINING, Requirement


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


def outcomes(launch: Requirement) -> list[str]:
    return [line.text for line in lines_of(launch.brief, Part.OUTCOMES)]


def test_the_brief_of_the_example_is_read_point_by_point(launch: Requirement) -> None:
    assert [point.reading for point in points_of(launch.brief)] == [
        "前 3 个月销量  出货台数  10 万台  2024-06-30",
        "推广方案",
        "宣传物料",
        "销售培训材料",
        "推广方案初稿  2024-03-15",
    ]


def test_a_point_is_told_with_its_day_as_the_language_writes_days(launch: Requirement) -> None:
    first, *_others, last = points_of(launch.brief)
    assert first.told.render("en") == "前 3 个月销量  出货台数  10 万台  30 Jun 2024"
    assert last.told.render("en") == "推广方案初稿  15 Mar 2024"
    assert last.told.render("zh") == last.reading


def test_a_goal_said_when_the_initiative_began_is_the_first_one_of_the_brief(launch: Requirement) -> None:
    launch.do(CreateInitiative("CSP", "客户服务流程升级", goal="投诉 24 小时内办结"), by=FACILITATOR)
    launch.do(EditBrief(3, {}), by=FACILITATOR)
    brief = launch.state.all(Brief)[-1]
    assert [goal.text for goal in brief.goals] == ["投诉 24 小时内办结"]


def test_who_initiates_and_when_it_is_due_stand_in_the_initiative(launch: Requirement) -> None:
    launch.do(EditBrief(LAUNCH, {"department": RESEARCH, "due": date(2024, 4, 30)}), by=FACILITATOR)
    initiative = launch.state.one(Initiative, LAUNCH)
    assert (initiative.department, initiative.due) == (RESEARCH, date(2024, 4, 30))


def test_several_rows_come_in_where_the_cursor_is_and_rows_are_moved(launch: Requirement) -> None:
    launch.do(AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "预算表"}, {"text": "渠道清单"}], after=PLAN), by=LI)
    assert outcomes(launch) == ["推广方案", "预算表", "渠道清单", "宣传物料", "销售培训材料"]
    launch.do(MovePoint(LAUNCH, Part.OUTCOMES, TRAINING, after=None), by=LI)
    launch.do(MovePoint(LAUNCH, Part.OUTCOMES, PLAN, after=MATERIAL), by=LI)
    assert outcomes(launch) == ["销售培训材料", "预算表", "渠道清单", "宣传物料", "推广方案"]
    launch.do(AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "最后"}]), by=LI)
    assert outcomes(launch)[-1] == "最后"


def test_moving_a_row_changes_that_row_only(launch: Requirement) -> None:
    changes = launch.written(MovePoint(LAUNCH, Part.OUTCOMES, TRAINING, after=None), by=LI)
    assert [change.field for change in changes] == [f"outcomes/{TRAINING}"]


def test_two_people_write_two_rows_without_touching_each_others(launch: Requirement) -> None:
    first = launch.written(EditPoint(LAUNCH, Part.GOALS, GOAL, {"target": "12 万台"}), by=LI)
    second = launch.written(
        EditPoint(LAUNCH, Part.OUTCOMES, PLAN, {"date": date(2024, 3, 20)}), by=FACILITATOR
    )
    assert {change.field for change in first}.isdisjoint({change.field for change in second})


def test_a_row_that_goes_is_taken_out_and_its_number_kept_free_of_what_referred_to_it(
    launch: Requirement,
) -> None:
    launch.do(RemovePoint(LAUNCH, Part.OUTCOMES, MATERIAL), by=LI)
    assert outcomes(launch) == ["推广方案", "销售培训材料"]


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (AddPoints(LAUNCH, Part.GOALS, [{"text": "回款"}, {"text": " "}]), "rows/2/text"),
        (AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "推广方案 "}]), "rows/1/text"),
        (AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "甲"}, {"text": "甲"}]), "rows/2/text"),
        (AddPoints(LAUNCH, Part.TIMES, [{"text": "定稿", "date": date(202, 3, 1)}]), "rows/1/date"),
        (AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "预算", "target": "1"}]), "target"),
        (EditPoint(LAUNCH, Part.OUTCOMES, PLAN, {"text": "宣传物料"}), "text"),
        (EditPoint(LAUNCH, Part.OUTCOMES, 9, {"text": "预算"}), "entry"),
        (RemovePoint(LAUNCH, Part.TIMES, 9), "entry"),
        (MovePoint(LAUNCH, Part.TIMES, 9), "entry"),
        (EditBrief(LAUNCH, {"version": 3}), "version"),
        (EditBrief(LAUNCH, {"department": 9}), "department"),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field(launch: Requirement, command: Command, field: str) -> None:
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field


@pytest.mark.parametrize("who", [CHEN, SUN, GUEST])
def test_the_brief_is_the_initiating_departments(launch: Requirement, who: int) -> None:
    with pytest.raises(NotAllowed):
        launch.draft(RemovePoint(LAUNCH, Part.TIMES, DRAFT), by=who)


def test_the_head_of_the_initiating_department_writes_it(launch: Requirement) -> None:
    launch.draft(RemovePoint(LAUNCH, Part.TIMES, DRAFT), by=LI)
    assert launch.state.one(Initiative, LAUNCH).department == MARKETING
