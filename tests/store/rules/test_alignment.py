"""The alignment meeting: attendance, feasibility, contributions, risks (DOMAIN.md stage 1.2)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.model.requirement import Attendance, Feasibility, Part
from store.model.risk import Risk
from store.rules.brief import is_stale, point_in, said_of
from store.rules.commands import CreateTask
from store.rules.commands.alignment import (
    AskDepartments,
    AttendDepartment,
    Contribute,
    DismissDepartment,
    EditContribution,
    MoveContribution,
    RaiseRisk,
    RemoveContribution,
    ReviewPoint,
    ReviewRest,
)
from store.rules.commands.brief import EditPoint
from store.rules.commands.confirming import ConfirmBrief
from store.rules.edit import Command
from store.rules.order import ordered
from store.rules.stage1 import unheard
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    GUEST,
    LI,
    MARKETING,
    RESEARCH,
    SALES,
    SUN,
    WANG,
    Launch,
)
from tests.store.rules.requirement import GOAL, LAUNCH, Requirement


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


def test_an_absent_department_is_unheard_until_it_is_heard_later(launch: Requirement) -> None:
    launch.do(
        AttendDepartment(LAUNCH, MARKETING, Attendance.PRESENT, [LI]),
        AttendDepartment(LAUNCH, RESEARCH, Attendance.ABSENT),
        AttendDepartment(LAUNCH, SALES, Attendance.PRESENT, [WANG]),
        by=FACILITATOR,
    )
    assert unheard(launch.state, LAUNCH) == [RESEARCH]
    launch.do(ReviewRest(LAUNCH, RESEARCH), by=CHEN)
    assert launch.review(RESEARCH).attendance is Attendance.HEARD
    assert unheard(launch.state, LAUNCH) == []


def test_a_department_that_a_task_names_is_concerned_though_nobody_asked_it(launch: Requirement) -> None:
    launch.do(CreateTask(LAUNCH, "宣传物料设计", department=DESIGN), by=FACILITATOR)
    assert DESIGN in unheard(launch.state, LAUNCH)


def test_a_department_speaks_point_by_point(launch: Requirement) -> None:
    launch.do(
        ReviewPoint(LAUNCH, SALES, Part.GOALS, GOAL, Feasibility.CONDITIONAL, "首批到货 2 万台", "培训场地"),
        ReviewRest(LAUNCH, SALES),
        by=WANG,
    )
    said = launch.review(SALES).points
    assert [point.feasibility for point in said] == [Feasibility.CONDITIONAL] + [Feasibility.FEASIBLE] * 4
    assert (said[0].condition, said[0].resources) == ("首批到货 2 万台", "培训场地")


def test_saying_it_again_replaces_what_was_said(launch: Requirement) -> None:
    launch.do(ReviewPoint(LAUNCH, SALES, Part.GOALS, GOAL, Feasibility.INFEASIBLE, "货不够"), by=WANG)
    launch.do(ReviewPoint(LAUNCH, SALES, Part.GOALS, GOAL), by=WANG)
    (said,) = launch.review(SALES).points
    assert (said.feasibility, said.condition) == (Feasibility.FEASIBLE, "")


def test_what_was_said_of_a_point_is_stale_once_it_reads_differently(launch: Requirement) -> None:
    launch.do(ReviewRest(LAUNCH, SALES), by=WANG)
    launch.do(EditPoint(LAUNCH, Part.GOALS, GOAL, {"target": "12 万台"}), by=LI)
    point = point_in(launch.brief, Part.GOALS, GOAL)
    assert point is not None
    said = said_of(launch.review(SALES), point)
    assert said is not None
    assert is_stale(said, point)


def test_contributions_are_rows_of_the_department(launch: Requirement) -> None:
    rows: list[dict[str, object]] = [
        {"content": "核心卖点", "due": date(2024, 3, 12)},
        {"content": "产品手册"},
    ]
    launch.do(Contribute(LAUNCH, RESEARCH, rows), by=CHEN)
    launch.do(
        EditContribution(LAUNCH, RESEARCH, 2, {"due": date(2024, 3, 22)}),
        MoveContribution(LAUNCH, RESEARCH, 2, after=None),
        by=CHEN,
    )
    assert [each.content for each in ordered(launch.review(RESEARCH).contributions)] == [
        "产品手册",
        "核心卖点",
    ]
    launch.do(RemoveContribution(LAUNCH, RESEARCH, 1), by=CHEN)
    assert len(launch.review(RESEARCH).contributions) == 1


def test_a_risk_seen_enters_the_register_with_a_number_of_the_initiative(launch: Requirement) -> None:
    launch.make("推广方案撰写")
    launch.do(RaiseRisk(LAUNCH, "首批到货推迟", SALES, probability=3, impact=4), by=SUN)
    (risk,) = launch.state.all(Risk)
    assert (launch.state.key_of(risk), risk.weight, risk.raised_by) == ("NPX-2", 12, SUN)
    launch.make("宣传物料设计")
    assert launch.state.key_of(launch.task(launch.ids()[-1])) == "NPX-3"


def test_a_department_that_has_nothing_to_do_with_it_is_dismissed(launch: Requirement) -> None:
    launch.do(AskDepartments(LAUNCH, [DESIGN]), by=LI)
    launch.do(DismissDepartment(LAUNCH, DESIGN), by=LI)
    assert DESIGN not in unheard(launch.state, LAUNCH)
    launch.do(ConfirmBrief(LAUNCH, SALES), by=WANG)
    with pytest.raises(Refused, match="销售部"):
        launch.draft(DismissDepartment(LAUNCH, SALES), by=FACILITATOR)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (ReviewPoint(LAUNCH, SALES, Part.GOALS, GOAL, Feasibility.CONDITIONAL), "condition"),
        (ReviewPoint(LAUNCH, SALES, Part.GOALS, GOAL, Feasibility.INFEASIBLE, " "), "condition"),
        (ReviewPoint(LAUNCH, SALES, Part.GOALS, 9), "entry"),
        (ReviewPoint(LAUNCH, 9, Part.GOALS, GOAL), "department"),
        (AskDepartments(LAUNCH, [SALES, 9]), "departments"),
        (AttendDepartment(LAUNCH, SALES, Attendance.PRESENT, [99]), "people"),
        (Contribute(LAUNCH, SALES, [{"content": "竞品分析"}, {"content": ""}]), "rows/2/content"),
        (Contribute(LAUNCH, SALES, [{"content": "竞品分析"}, {"content": "竞品分析"}]), "rows/2/content"),
        (EditContribution(LAUNCH, SALES, 9, {"content": "竞品分析"}), "entry"),
        (DismissDepartment(LAUNCH, DESIGN), "department"),
        (RaiseRisk(LAUNCH, " "), "title"),
        (RaiseRisk(LAUNCH, "缺货", probability=6), "probability"),
        (RaiseRisk(LAUNCH, "缺货", owner=99), "owner"),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field(launch: Requirement, command: Command, field: str) -> None:
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field
    assert caught.value.render("zh")


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (WANG, ReviewRest(LAUNCH, SALES)),
        (WANG, Contribute(LAUNCH, SALES, [{"content": "竞品分析"}])),
        (LI, AttendDepartment(LAUNCH, SALES, Attendance.PRESENT, [WANG])),
        (LI, AskDepartments(LAUNCH, [DESIGN])),
        (FACILITATOR, ReviewRest(LAUNCH, SALES)),
        (SUN, RaiseRisk(LAUNCH, "缺货", SALES)),
    ],
)
def test_allowed(launch: Requirement, who: int, command: Command) -> None:
    launch.draft(command, by=who)


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (LI, ReviewRest(LAUNCH, SALES)),
        (CHEN, Contribute(LAUNCH, SALES, [{"content": "竞品分析"}])),
        (SUN, ReviewRest(LAUNCH, SALES)),
        (CHEN, AskDepartments(LAUNCH, [DESIGN])),
        (GUEST, RaiseRisk(LAUNCH, "缺货")),
    ],
)
def test_not_allowed(launch: Requirement, who: int, command: Command) -> None:
    with pytest.raises(NotAllowed):
        launch.draft(command, by=who)


def test_the_risk_belongs_to_who_raised_it_and_to_the_department(launch: Launch) -> None:
    launch.do(RaiseRisk(1, "缺货", SALES), by=SUN)
    risk = launch.state.all(Risk)[0]
    assert (risk.raised_by, risk.department, risk.weight) == (SUN, SALES, None)
