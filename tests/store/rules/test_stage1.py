"""The spine of stage 1, from a blank initiative to one that is ready to be assigned."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import Refused
from store.model.initiative import Stage
from store.model.passage import Passage
from store.model.requirement import Feasibility, Part
from store.model.task import Serves
from store.rules.commands import CreateInitiative, CreateTask
from store.rules.commands.advancing import AdvanceStage
from store.rules.commands.alignment import Contribute, ReviewPoint, ReviewRest
from store.rules.commands.breakdown import ServeNeed
from store.rules.commands.brief import AddPoints, EditBrief, EditPoint
from store.rules.commands.confirming import RecordConfirmation
from store.rules.stage1 import ROLL, UNSPOKEN, stage1_missing, steps
from tests.store.rules.launch import FACILITATOR, LI, MARKETING, RESEARCH, SALES, WANG
from tests.store.rules.requirement import GOAL, LAUNCH, Requirement


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


def spine(launch: Requirement, initiative: int = LAUNCH) -> dict[str, tuple[int, int, bool]]:
    return {step.key: (step.done, step.of, step.complete) for step in steps(launch.state, initiative)}


def agree(launch: Requirement) -> None:
    """Everybody speaks, contributes and confirms."""
    for department, content in ((MARKETING, "渠道费用"), (RESEARCH, "核心卖点"), (SALES, "竞品分析")):
        launch.do(
            Contribute(LAUNCH, department, [{"content": content}]),
            ReviewRest(LAUNCH, department),
            RecordConfirmation(LAUNCH, department, "会上"),
            by=FACILITATOR,
        )


def break_down(launch: Requirement) -> None:
    """One task an outcome; the first also uses what the departments contribute."""
    for outcome, title in enumerate(("推广方案撰写", "宣传物料设计", "销售培训组织"), 1):
        launch.do(
            CreateTask(LAUNCH, title, deliverable=f"{title}稿", criteria=("3 版",), due=date(2024, 3, 14)),
            by=FACILITATOR,
        )
        launch.do(ServeNeed(launch.ids()[-1], Serves.OUTCOME, outcome), by=FACILITATOR)
    first = launch.ids()[0]
    for department in (MARKETING, RESEARCH, SALES):
        launch.do(ServeNeed(first, Serves.CONTRIBUTION, 1, department), by=FACILITATOR)


def test_a_blank_initiative_lacks_everything_and_says_where_to_begin(launch: Requirement) -> None:
    launch.do(CreateInitiative("CSP", "客户服务流程升级"), by=FACILITATOR)
    found = steps(launch.state, 3)
    assert [step.key for step in found] == ["scenario", "brief", "alignment", "confirmation", "breakdown"]
    assert all(step.missing is not None or step.of == 0 for step in found)
    for missing in stage1_missing(launch.state, 3):
        assert missing.message.render("en")


def test_the_spine_counts_what_is_done(launch: Requirement) -> None:
    assert spine(launch)["brief"] == (4, 4, True)
    assert spine(launch)["alignment"] == (0, 15, False)
    agree(launch)
    assert spine(launch)["alignment"] == (15, 15, True)
    assert spine(launch)["confirmation"] == (3, 3, True)
    assert spine(launch)["breakdown"] == (0, 0, False)


def test_ready_to_be_assigned_means_nothing_is_missing(launch: Requirement) -> None:
    agree(launch)
    break_down(launch)
    assert stage1_missing(launch.state, LAUNCH) == []
    assert all(step.complete for step in steps(launch.state, LAUNCH))
    launch.do(AdvanceStage(LAUNCH, Stage.ASSIGN), by=FACILITATOR)


def test_a_changed_goal_opens_alignment_and_confirmation_again(launch: Requirement) -> None:
    agree(launch)
    launch.do(EditPoint(LAUNCH, Part.GOALS, GOAL, {"target": "12 万台"}), by=LI)
    assert spine(launch)["alignment"] == (12, 15, False)
    assert spine(launch)["confirmation"] == (0, 3, False)


def test_what_is_not_feasible_is_said_with_its_reason(launch: Requirement) -> None:
    agree(launch)
    launch.do(
        ReviewPoint(LAUNCH, SALES, Part.GOALS, GOAL, Feasibility.INFEASIBLE, "首批只有 2 万台"), by=WANG
    )
    assert any(
        "首批只有 2 万台" in each.message.render("en") for each in stage1_missing(launch.state, LAUNCH)
    )


def test_going_on_all_the_same_records_each_gap(launch: Requirement) -> None:
    with pytest.raises(Refused):
        launch.draft(AdvanceStage(LAUNCH, Stage.ASSIGN), by=FACILITATOR)
    missing = stage1_missing(launch.state, LAUNCH)
    launch.do(AdvanceStage(LAUNCH, Stage.ASSIGN, accept_gaps=True), by=FACILITATOR)
    assert len(launch.state.all(Passage)[-1].gaps) == len(missing) > 0


def test_many_rows_are_named_by_the_first_few(launch: Requirement) -> None:
    launch.make(*(f"门店{number}陈列" for number in range(1, 8)))
    said = [each.message.render("en") for each in stage1_missing(launch.state, LAUNCH)]
    assert "Without a deliverable: NPX-1, NPX-2, NPX-3, NPX-4 and 3 more." in said


def test_what_is_missing_says_where_it_is_given(launch: Requirement) -> None:
    agree(launch)
    break_down(launch)
    launch.do(EditBrief(LAUNCH, {"background": ""}), by=LI)
    launch.do(AddPoints(LAUNCH, Part.GOALS, [{"text": "提升知名度"}]), by=LI)
    every = [(each.step, each.at) for each in stage1_missing(launch.state, LAUNCH)]
    assert every[:2] == [("brief", ("background", 0)), ("brief", ("goals", GOAL + 1))]
    places = dict(every)
    assert places["alignment"] == (UNSPOKEN, MARKETING)
    assert places["confirmation"] == ("departments", MARKETING)
    first, *_others = launch.make("没有交付标准")
    places = {each.step: each.at for each in stage1_missing(launch.state, LAUNCH)}
    assert places["breakdown"] == ("tasks", first)


def test_names_are_listed_as_the_language_does(launch: Requirement) -> None:
    (unheard,) = (each for each in stage1_missing(launch.state, LAUNCH) if each.at and each.at[0] == ROLL)
    assert "市场部, 研发部" in unheard.message.render("en")
    assert "市场部、研发部" in unheard.message.render("zh")
