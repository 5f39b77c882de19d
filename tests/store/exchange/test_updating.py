"""Importing rows for tasks that are there: cell by cell, by the rules that hold for whoever types it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest

from store.exchange.importing import ImportPlan, plan_import
from store.exchange.sheet import SheetRow
from store.language import use
from store.model.initiative import Stage
from store.model.organisation import Person
from store.model.task import Priority
from store.rules.commands import AdvanceStage, EditTask, HitMilestone, ReceiveSupport, TickCriterion
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    LI,
    MATERIAL,
    PLAN,
    RESEARCH,
    SALES,
    TRAINING,
    ZHAO,
    Launch,
)


@pytest.fixture
def launch() -> Launch:
    use("en")
    return Launch()


@pytest.fixture
def assigning(launch: Launch) -> Launch:
    launch.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    return launch


def plan(launch: Launch, text: str, *, code: str = "NPL") -> ImportPlan:
    rows = [SheetRow(at, tuple(cells)) for at, cells in enumerate(csv.reader(io.StringIO(text)), 1)]
    return plan_import(launch.state, rows, code, launch.moment, by=launch.state.one(Person, FACILITATOR))


def imported(launch: Launch, text: str) -> ImportPlan:
    found = plan(launch, text)
    assert [(row.number, row.field, str(row.reason)) for row in found.refused] == []
    if found.commands:
        launch.do(*found.commands, by=FACILITATOR)
    return found


def columns(found: ImportPlan) -> list[tuple[int, Sequence[str]]]:
    return [(row.number, row.columns) for row in found.updated]


def test_a_row_with_the_key_of_a_task_changes_only_what_its_columns_say(assigning: Launch) -> None:
    before = assigning.task(PLAN)
    found = imported(assigning, "key,owner,priority\nNPL-1,陈工,低\n")
    assert columns(found) == [(2, ("owner", "priority"))]
    assert found.tasks == 0
    changed = {"owner": CHEN, "priority": Priority.LOW}
    assert assigning.task(PLAN) == before.model_copy(update=changed)


def test_an_empty_cell_leaves_things_as_they_are_and_a_dash_takes_out(launch: Launch) -> None:
    found = imported(launch, "key,task,owner,support,start\nNPL-1,,-,,\nNPL-3,,,无,\n")
    assert columns(found) == [(2, ("owner",)), (3, ("support",))]
    plan_, training = launch.task(PLAN), launch.task(TRAINING)
    assert (plan_.owner, plan_.title, plan_.start) == (None, "推广方案撰写", date(2024, 3, 11))
    assert (training.support, len(plan_.support)) == ((), 1)


def test_entries_that_read_the_same_keep_what_was_said_of_them(launch: Launch) -> None:
    launch.do(TickCriterion(PLAN, 2), by=LI)
    launch.do(HitMilestone(PLAN, 1, date(2024, 3, 20)), by=LI)
    launch.do(ReceiveSupport(PLAN, 1, date(2024, 3, 14)), by=CHEN)
    text = (
        "key,acceptance,milestones,support\n"
        "NPL-1,预算表；渠道清单,方案初稿 2024-03-20；方案定稿 2024-03-26,研发部:核心卖点 5 条\n"
    )
    imported(launch, text)
    task = launch.task(PLAN)
    assert [(each.id, each.text, each.met) for each in task.criteria] == [
        (2, "预算表", True),
        (3, "渠道清单", False),
    ]
    assert [(each.title, each.hit) for each in task.milestones] == [
        ("方案初稿", date(2024, 3, 20)),
        ("方案定稿", None),
    ]
    (support,) = task.support
    assert (support.content, support.due) == ("核心卖点 5 条", date(2024, 3, 15))
    assert support.received == date(2024, 3, 14)


def test_a_table_that_says_what_is_there_changes_nothing(launch: Launch) -> None:
    text = (
        "编号,子任务,负责人,部门,优先级,依赖,开始,截止,工期,交付标准\n"
        "NPL-2,宣传物料设计,赵敏,设计部,中,NPL-1,2024-03-27,2024-03-29,3,符合品牌手册；3 版初稿\n"
    )
    found = imported(launch, text)
    assert (found.commands, found.updated, found.same) == ((), (), 1)


def test_new_rows_and_changed_ones_can_wait_for_each_other(launch: Launch) -> None:
    found = imported(launch, "key,task,depends on\nA,物料印刷,NPL-2\nNPL-3,,A、NPL-1\n")
    assert (found.tasks, columns(found)) == (1, [(3, ("depends_on",))])
    new = launch.state.last_ids["tasks"]
    assert [each.id for each in launch.task(new).dependencies] == [MATERIAL]
    assert [each.id for each in launch.task(TRAINING).dependencies] == [PLAN, new]


def test_a_cycle_through_a_task_that_no_row_names_is_refused(launch: Launch) -> None:
    found = plan(launch, "key,depends on\nNPL-1,NPL-2\n")
    assert [(row.number, row.field) for row in found.refused] == [(2, "depends_on")]
    assert "NPL-1 -> NPL-2 -> NPL-1" in str(found.refused[0].reason)
    found = plan(launch, "key,task,depends on\nNPL-1,,A\nA,物料印刷,NPL-2\n")
    assert [row.number for row in found.refused] == [2, 3]


def test_working_days_move_the_due_date_by_the_owners_calendar(assigning: Launch) -> None:
    imported(assigning, "key,working days\nNPL-2,8\n")
    # 4 to 6 April 2024 is the holiday; Sunday the 7th is worked.
    assert assigning.task(MATERIAL).due == date(2024, 4, 8)


def test_the_original_date_is_not_rewritten_by_an_import_during_follow_up(launch: Launch) -> None:
    found = plan(launch, "key,due\nNPL-2,2024-04-08\nNPL-9,2024-04-08\n")
    assert [(row.number, row.field) for row in found.refused] == [(2, "due"), (3, "task")]
    assert "29 Mar 2024" in str(found.refused[0].reason)


def test_a_number_alone_means_the_task_only_beside_its_title(launch: Launch) -> None:
    found = imported(launch, "key,task,priority\n1,推广方案撰写,低\n2,物料印刷,低\n")
    assert (found.tasks, columns(found)) == (1, [(2, ("priority",))])
    assert launch.task(MATERIAL).priority is Priority.MEDIUM


def test_a_title_that_is_there_is_refused_with_the_key_that_changes_it(launch: Launch) -> None:
    found = plan(launch, "task,owner\n宣传物料设计,赵敏\n")
    assert [(row.number, row.field) for row in found.refused] == [(2, "task")]
    assert "NPL-2" in str(found.refused[0].reason)


def test_a_task_is_renamed_but_not_to_the_name_of_another(launch: Launch) -> None:
    imported(launch, "key,task\nNPL-1,推广方案\n")
    assert launch.task(PLAN).title == "推广方案"
    assert [row.number for row in plan(launch, "key,task\nNPL-1,宣传物料设计\n").refused] == [2]


def test_one_task_does_not_stand_in_two_rows(launch: Launch) -> None:
    found = plan(launch, "key,priority\nNPL-1,低\nnpl-1,高\n")
    assert [(row.number, row.field) for row in found.refused] == [(3, "key")]


def test_a_department_that_is_named_keeps_the_owner_and_the_owner_keeps_the_department(
    launch: Launch,
) -> None:
    imported(launch, "key,department,owner\nNPL-1,研发部,\nNPL-2,,王芳\n")
    assert (launch.task(PLAN).department, launch.task(PLAN).owner) == (RESEARCH, LI)
    assert launch.task(MATERIAL).department == DESIGN
    imported(launch, "key,department\nNPL-1,-\n")
    imported(launch, "key,owner\nNPL-1,王芳\n")
    assert launch.task(PLAN).department == SALES


def test_two_owners_are_refused_for_a_task_that_is_there_too(launch: Launch) -> None:
    found = plan(launch, "key,owner\nNPL-1,李明/王芳\n")
    assert [(row.number, row.field) for row in found.refused] == [(2, "owner")]
    assert found.commands == ()


def test_a_plan_knows_what_it_was_worked_out_on(launch: Launch) -> None:
    found = plan(launch, "key,owner\nNPL-2,王芳\n")
    launch.do(EditTask(MATERIAL, {"owner": CHEN}), by=FACILITATOR)
    assert [task.owner for task in found.seen] == [ZHAO]
