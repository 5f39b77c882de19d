"""Outcomes nobody delivers, tasks nobody needs, plans later than the brief asks (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.requirement import Part
from store.model.task import Serves
from store.rules.commands import AddMilestone, CancelTask, CreateTask, EditInitiative, EditTask, NewMilestone
from store.rules.commands.alignment import Contribute
from store.rules.commands.breakdown import ServeNeed
from store.rules.commands.brief import EditPoint, RemovePoint
from store.rules.coverage import coverage, late, needs, suggested
from store.rules.similar import alike, similar, within
from store.rules.warnings import warnings
from tests.store.rules.launch import CHEN, FACILITATOR, LI, RESEARCH
from tests.store.rules.requirement import DRAFT, LAUNCH, MATERIAL, PLAN, TRAINING, Requirement


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


@pytest.fixture
def planned(launch: Requirement) -> Requirement:
    """The plan of the example: its draft is to be there by 20 March, the brief asks for 15 March."""
    launch.do(
        CreateTask(
            LAUNCH,
            "推广方案撰写",
            due=date(2024, 3, 26),
            milestones=(NewMilestone("方案初稿", date(2024, 3, 20)),),
        ),
        CreateTask(LAUNCH, "宣传物料设计", due=date(2024, 3, 29)),
        by=LI,
    )
    return launch


def test_an_outcome_or_contribution_without_a_task_and_a_task_for_nothing(planned: Requirement) -> None:
    plan, material = planned.ids()
    planned.do(Contribute(LAUNCH, RESEARCH, [{"content": "核心卖点"}]), by=CHEN)
    planned.do(ServeNeed(plan, Serves.OUTCOME, PLAN), by=LI)
    found = coverage(planned.state, LAUNCH)
    assert [need.text for need in found.uncovered] == ["宣传物料", "销售培训材料", "核心卖点"]
    assert [task.id for task in found.idle] == [material]
    assert [task.id for task in found.unchecked] == [plan, material]
    assert [task.id for task in found.bare] == [plan, material]


def test_a_cancelled_task_delivers_nothing(planned: Requirement) -> None:
    plan = planned.ids()[0]
    planned.do(ServeNeed(plan, Serves.OUTCOME, PLAN), CancelTask(plan, "外包"), by=FACILITATOR)
    assert "推广方案" in [need.text for need in coverage(planned.state, LAUNCH).uncovered]


def test_a_task_whose_outcome_is_gone_serves_nothing(planned: Requirement) -> None:
    plan, material = planned.ids()
    planned.do(ServeNeed(plan, Serves.OUTCOME, TRAINING), RemovePoint(LAUNCH, Part.OUTCOMES, TRAINING), by=LI)
    assert [task.id for task in coverage(planned.state, LAUNCH).idle] == [plan, material]


def test_as_long_as_the_brief_names_nothing_no_task_is_called_needless(launch: Requirement) -> None:
    for outcome in (PLAN, MATERIAL, TRAINING):
        launch.do(RemovePoint(LAUNCH, Part.OUTCOMES, outcome), by=LI)
    launch.make("推广方案撰写")
    assert coverage(launch.state, LAUNCH).idle == ()


def test_what_a_task_is_for_is_suggested_by_its_words(planned: Requirement) -> None:
    plan, material = (planned.task(task) for task in planned.ids())
    assert [need.text for need in suggested(planned.state, plan)][:1] == ["推广方案"]
    assert [need.text for need in suggested(planned.state, material, needs(planned.state, LAUNCH))] == [
        "宣传物料"
    ]


def test_a_plan_that_dates_the_draft_later_than_the_brief_is_pointed_out(planned: Requirement) -> None:
    (found,) = late(planned.state, LAUNCH)
    assert found.message.render("en") == (
        "“方案初稿” is planned for 20 Mar 2024; the brief asks for “推广方案初稿” by 15 Mar 2024."
    )


def test_a_later_date_is_hinted_at_while_it_is_typed(planned: Requirement) -> None:
    plan = planned.ids()[0]
    edit = planned.draft(AddMilestone(plan, "推广方案初稿定版", date(2024, 3, 21)), by=LI)
    assert any("15 Mar 2024" in hint.render("en") for hint in warnings(edit))
    other = planned.draft(EditTask(plan, {"deliverable": "方案文档"}), by=LI)
    assert warnings(other) == [], "a date that stood already is not said again"


def test_a_draft_on_the_day_itself_is_in_time(planned: Requirement) -> None:
    planned.do(EditPoint(LAUNCH, Part.TIMES, DRAFT, {"date": date(2024, 3, 20)}), by=LI)
    assert late(planned.state, LAUNCH) == []


def test_the_draft_of_something_else_is_not_the_draft_that_the_brief_means(planned: Requirement) -> None:
    plan, material = planned.ids()
    planned.do(AddMilestone(material, "初稿", date(2024, 3, 28)), by=LI)
    assert {each.task.id for each in late(planned.state, LAUNCH)} == {plan}
    planned.do(AddMilestone(plan, "初稿", date(2024, 3, 21)), by=LI)
    found = [(each.task.id, each.milestone and each.milestone.title) for each in late(planned.state, LAUNCH)]
    assert found == [(plan, "方案初稿"), (plan, "初稿")]


def test_a_task_that_serves_a_time_limit_is_measured_by_its_own_due_date(planned: Requirement) -> None:
    material = planned.ids()[1]
    planned.do(ServeNeed(material, Serves.TIME, DRAFT), by=LI)
    assert {each.task.id for each in late(planned.state, LAUNCH)} == set(planned.ids())
    planned.do(AddMilestone(material, "推广方案初稿", date(2024, 3, 14)), by=LI)
    assert {each.task.id for each in late(planned.state, LAUNCH)} == {planned.ids()[0]}


def test_what_is_later_than_the_whole_or_than_what_was_promised_is_pointed_out(planned: Requirement) -> None:
    planned.do(EditInitiative(LAUNCH, {"due": date(2024, 3, 27)}), by=LI)
    said = [each.message.render("en") for each in late(planned.state, LAUNCH)]
    assert "“宣传物料设计” is planned for 29 Mar 2024; the whole is due 27 Mar 2024." in said
    planned.do(Contribute(LAUNCH, RESEARCH, [{"content": "卖点", "due": date(2024, 3, 20)}]), by=CHEN)
    planned.do(ServeNeed(planned.ids()[1], Serves.CONTRIBUTION, 1, RESEARCH), by=LI)
    said = [each.message.render("en") for each in late(planned.state, LAUNCH)]
    assert any("“卖点” by 20 Mar 2024" in each for each in said), "the earliest limit is the one that is said"


def test_titles_that_are_the_same_or_close_are_pointed_out(
    launch: Requirement,
) -> None:
    launch.make("宣传物料设计", "宣传物料·设计", "宣传物料设计制作", "销售培训组织")
    pairs = coverage(launch.state, LAUNCH).duplicates
    assert [(pair.one.number, pair.other.number, pair.same) for pair in pairs] == [
        (1, 2, True),
        (1, 3, False),
        (2, 3, False),
    ]


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("宣传物料设计", "宣传物料设计 ", True),
        ("Write the plan", "Write a plan", True),
        ("Design posters", "Design of the poster", True),
        ("宣传物料设计", "销售培训组织", False),
        ("推广方案撰写", "推广方案评审", False),
        ("培训", "铺货", False),
        ("", "", False),
    ],
)
def test_titles_are_close_when_most_of_their_words_are_common(one: str, other: str, close: bool) -> None:
    assert bool(similar({1: one, 2: other})) is close


def test_likeness_goes_from_nothing_to_the_same() -> None:
    assert alike("推广方案", "推广方案") == 1
    assert alike("推广方案", "铺货") == 0
    assert within("plan draft", "first draft of the plan") == 1
    assert within("", "推广") == 0
