"""Splitting the whole into tasks: paste, order, split, merge (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.model.issue import Issue
from store.model.task import Priority, Progress, Serves, Task
from store.rules.brief import tasks_of
from store.rules.commands import (
    AddDependency,
    AddNote,
    AddSupport,
    BlockTask,
    CreateTask,
    NewMilestone,
    NewSupport,
    UnblockTask,
)
from store.rules.commands.alignment import Contribute
from store.rules.commands.breakdown import (
    AddOutline,
    MoveTasks,
    ServeNeed,
    UnserveNeed,
)
from store.rules.commands.claiming import ClaimTask
from store.rules.commands.regroup import MergeTasks, SplitPart, SplitTask
from store.rules.commands.taking_out import TakeOutTask
from store.rules.edit import Command
from store.rules.outline import OutlineRow, parsed
from tests.store.rules.launch import CHEN, DESIGN, FACILITATOR, LI, MARKETING, RESEARCH, SALES, WANG, ZHAO
from tests.store.rules.requirement import LAUNCH, PLAN, Requirement


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


def titles(launch: Requirement) -> list[str]:
    return [task.title for task in tasks_of(launch.state, LAUNCH)]


def test_lines_are_tasks_and_indented_lines_what_they_are_checked_by() -> None:
    pasted = (
        "1. 推广方案撰写\n"
        "   - 三套推广策略\n"
        "   - 预算表\n"
        "   交付物：方案文档\n"
        "\n"
        "2. 宣传物料设计\n"
        "\t交付标准：符合品牌手册；3 版初稿\n"
        "3、销售培训组织\n"
    )
    assert parsed(pasted) == [
        OutlineRow("推广方案撰写", "方案文档", ("三套推广策略", "预算表")),
        OutlineRow("宣传物料设计", "", ("符合品牌手册", "3 版初稿")),
        OutlineRow("销售培训组织"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- 首批铺货", "首批铺货"),
        ("• 首批铺货", "首批铺货"),
        ("（一）首批铺货", "首批铺货"),
        ("一、首批铺货", "首批铺货"),
        ("1.2. 首批铺货", "首批铺货"),
        ("3) Stock the shops", "Stock the shops"),
        ("[ ] Stock the shops", "Stock the shops"),
        ("2024 年会筹备", "2024 年会筹备"),
        ("3 版初稿", "3 版初稿"),
        ("3.5 寸屏选型", "3.5 寸屏选型"),
        ("A/B 测试", "A/B 测试"),
        ("-", None),
    ],
)
def test_numbers_and_bullets_in_front_are_no_part_of_the_title(line: str, title: str | None) -> None:
    assert [row.title for row in parsed(line)] == ([title] if title else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、甲\n1. 乙\n2. 丙\n二、丁", [("甲", ("乙", "丙")), ("丁", ())]),
        ("（一）甲\n1、乙\n（1）丙\n（二）丁", [("甲", ("乙", "丙")), ("丁", ())]),
        ("1. 甲\n(1) 乙\n2. 丁", [("甲", ("乙",)), ("丁", ())]),
        ("一、甲\n二、乙", [("甲", ()), ("乙", ())]),
        ("1. 甲\n一、乙", [("甲", ()), ("乙", ())]),
        ("一、甲\n3 版初稿", [("甲", ()), ("3 版初稿", ())]),
        ("一、甲\n1.5 版本发布", [("甲", ()), ("1.5 版本发布", ())]),
        ("本次任务\n一、甲\n1. 乙", [("本次任务", ()), ("甲", ("乙",))]),
    ],
)
def test_numbers_of_a_lower_level_are_below_though_nothing_is_indented(
    text: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(row.title, row.criteria) for row in parsed(text)] == found


def test_cells_of_a_spreadsheet_are_title_deliverable_and_criteria() -> None:
    assert parsed("首批铺货\t铺货清单\t20 家门店；价签齐全\n门店陈列\t\t") == [
        OutlineRow("首批铺货", "铺货清单", ("20 家门店", "价签齐全")),
        OutlineRow("门店陈列"),
    ]


def test_a_paste_that_is_indented_as_a_whole_is_tasks_all_the_same() -> None:
    assert [row.title for row in parsed("    甲方案\n    乙方案\n")] == ["甲方案", "乙方案"]


def test_an_outline_comes_in_behind_the_row_where_it_was_pasted(launch: Requirement) -> None:
    first, _ = launch.make("推广方案撰写", "销售培训组织")
    launch.do(AddOutline(LAUNCH, parsed("宣传物料设计\n  3 版初稿\n渠道清单"), after=first), by=LI)
    assert titles(launch) == ["推广方案撰写", "宣传物料设计", "渠道清单", "销售培训组织"]
    assert [each.text for each in launch.task(launch.ids()[2]).criteria] == ["3 版初稿"]


def test_an_outline_is_made_whole_or_not_at_all_and_the_row_is_named(launch: Requirement) -> None:
    launch.make("推广方案撰写")
    with pytest.raises(Refused) as caught:
        launch.draft(AddOutline(LAUNCH, parsed("宣传物料设计\n推广方案撰写")), by=LI)
    assert caught.value.field == "rows/2/title"


def test_rows_are_moved_and_what_comes_later_stands_last(launch: Requirement) -> None:
    one, two, three = launch.make("一月计划", "二月计划", "三月计划")
    launch.do(MoveTasks([three, one], after=two), by=LI)
    assert titles(launch) == ["二月计划", "三月计划", "一月计划"]
    launch.make("四月计划")
    assert titles(launch)[-1] == "四月计划"
    launch.do(MoveTasks([one], after=None), by=LI)
    assert titles(launch)[0] == "一月计划"


def test_a_task_is_split_with_its_criteria_and_what_came_after_it_comes_after_all_parts(
    launch: Requirement,
) -> None:
    launch.do(
        CreateTask(
            LAUNCH,
            "方案与物料",
            department=MARKETING,
            owner=LI,
            priority=Priority.HIGH,
            due=date(2024, 3, 29),
            criteria=("预算表", "3 版初稿", "品牌手册"),
            milestones=(NewMilestone("初稿", date(2024, 3, 14)),),
        ),
        by=LI,
    )
    whole = launch.ids()[0]
    (after,) = launch.make("销售培训组织")
    launch.do(ServeNeed(whole, Serves.OUTCOME, PLAN), AddDependency(after, whole), by=LI)
    launch.do(SplitTask(whole, [SplitPart("推广方案撰写"), SplitPart("宣传物料设计", (2, 3))]), by=LI)
    first, new = launch.task(whole), launch.task(launch.ids()[-1])
    assert titles(launch) == ["推广方案撰写", "宣传物料设计", "销售培训组织"]
    assert ([c.text for c in first.criteria], [c.text for c in new.criteria]) == (
        ["预算表"],
        ["3 版初稿", "品牌手册"],
    )
    assert (new.owner, new.priority, new.due) == (LI, Priority.HIGH, date(2024, 3, 29))
    assert [serve.ref for serve in new.serves] == [PLAN]
    assert {entry.id for entry in launch.task(after).dependencies} == {first.id, new.id}


def test_merging_unites_what_was_asked_of_both(launch: Requirement) -> None:
    launch.do(
        CreateTask(
            LAUNCH,
            "物料设计",
            criteria=("品牌手册",),
            due=date(2024, 3, 25),
            milestones=(NewMilestone("初稿", date(2024, 3, 20)),),
        ),
        CreateTask(
            LAUNCH,
            "海报设计",
            department=DESIGN,
            owner=ZHAO,
            priority=Priority.HIGH,
            start=date(2024, 3, 18),
            due=date(2024, 3, 28),
            criteria=("品牌手册 ", "3 版初稿"),
            support=(NewSupport(RESEARCH, "核心卖点"),),
            milestones=(NewMilestone("初稿", date(2024, 3, 21)), NewMilestone("定稿", date(2024, 3, 27))),
        ),
        by=FACILITATOR,
    )
    into, other = launch.ids()
    before, after = launch.make("推广方案撰写", "门店陈列")
    launch.do(AddDependency(other, before), AddDependency(after, other), by=FACILITATOR)
    launch.do(MergeTasks(into, [other]), by=FACILITATOR)
    task = launch.task(into)
    assert [each.text for each in task.criteria] == ["品牌手册", "3 版初稿"]
    assert [each.content for each in task.support] == ["核心卖点"]
    assert [each.title for each in task.milestones] == ["初稿", "定稿"]
    assert (task.department, task.owner, task.priority) == (DESIGN, ZHAO, Priority.HIGH)
    assert (task.start, task.due) == (date(2024, 3, 18), date(2024, 3, 28))
    assert [entry.id for entry in task.dependencies] == [before]
    assert [entry.id for entry in launch.task(after).dependencies] == [into]
    assert launch.state.get(Task, other) is None


def test_merging_during_follow_up_rewrites_no_original_date(launch: Requirement) -> None:
    due = launch.task(1).due
    launch.do(MergeTasks(1, [3]), by=FACILITATOR)
    assert (launch.task(1).due, launch.task(1).start) == (due, date(2024, 3, 11))


def test_tasks_that_wait_for_each_other_become_one(launch: Requirement) -> None:
    one, two = launch.make("初稿设计", "定稿设计")
    launch.do(AddDependency(two, one), by=LI)
    launch.do(MergeTasks(one, [two]), by=LI)
    assert launch.task(one).dependencies == ()


def test_merging_around_a_task_between_is_a_cycle_and_refused(launch: Requirement) -> None:
    one, two, three = launch.make("初稿设计", "评审会", "定稿设计")
    launch.do(AddDependency(two, one), AddDependency(three, two), by=LI)
    with pytest.raises(Refused) as caught:
        launch.draft(MergeTasks(one, [three]), by=LI)
    assert "NPX-1 -> " in caught.value.render("en")


def test_a_task_with_a_history_is_cancelled_and_says_where_it_went(launch: Requirement) -> None:
    one, two = launch.make("物料设计", "海报设计")
    launch.do(BlockTask(two, "品牌手册", CHEN), by=FACILITATOR)
    launch.do(UnblockTask(two), AddNote(two, "手册已到"), by=FACILITATOR)
    launch.do(MergeTasks(one, [two]), by=FACILITATOR)
    gone = launch.task(two)
    assert gone.progress is Progress.CANCELLED
    assert "NPX-1" in gone.notes[-1].text
    assert launch.task(one).notes[-1].text == "手册已到"
    assert launch.state.all(Issue)[0].tasks[0].id == two


def test_a_contribution_and_an_outcome_are_served(launch: Requirement) -> None:
    (task,) = launch.make("推广方案撰写")
    launch.do(Contribute(LAUNCH, RESEARCH, [{"content": "核心卖点"}]), by=CHEN)
    launch.do(ServeNeed(task, Serves.OUTCOME, PLAN), ServeNeed(task, Serves.CONTRIBUTION, 1, RESEARCH), by=LI)
    assert [(each.kind, each.ref, each.department) for each in launch.task(task).serves] == [
        (Serves.OUTCOME, PLAN, None),
        (Serves.CONTRIBUTION, 1, RESEARCH),
    ]
    launch.do(UnserveNeed(task, 1), by=LI)
    assert len(launch.task(task).serves) == 1


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (SplitTask(4, [SplitPart("推广方案撰写")]), "parts"),
        (SplitTask(4, [SplitPart("推广方案撰写"), SplitPart("海报设计")]), "parts/2/title"),
        (SplitTask(4, [SplitPart(" "), SplitPart("预算")]), "parts/1/title"),
        (SplitTask(4, [SplitPart("方案", (7,)), SplitPart("预算", (7,))]), "parts"),
        (MergeTasks(4, [4]), "others"),
        (MergeTasks(4, [1]), "others"),
        (MoveTasks([4, 1]), "tasks"),
        (ServeNeed(4, Serves.OUTCOME, 9), "ref"),
        (ServeNeed(4, Serves.CONTRIBUTION, 1, SALES), "ref"),
        (UnserveNeed(4, 1), "entry"),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field(launch: Requirement, command: Command, field: str) -> None:
    assert launch.make("推广方案撰写", "海报设计") == [4, 5]
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field


def test_the_initiating_department_breaks_down_until_the_work_is_assigned(launch: Requirement) -> None:
    launch.do(CreateTask(LAUNCH, "销售培训组织", department=SALES), by=WANG)
    (task,) = launch.ids()
    launch.do(ServeNeed(task, Serves.OUTCOME, 3), AddSupport(task, RESEARCH, "产品手册"), by=LI)
    launch.go_on()
    with pytest.raises(NotAllowed):
        launch.draft(UnserveNeed(task, 1), by=LI)
    launch.draft(UnserveNeed(task, 1), by=WANG)


def test_a_task_nobody_has_touched_is_gone_when_it_is_taken_out(launch: Requirement) -> None:
    first, second = launch.make("推广方案撰写", "宣传物料设计")
    launch.do(AddDependency(second, first), TakeOutTask(first, "拆解时去掉"), by=LI)
    assert launch.state.get(Task, first) is None
    assert launch.state.one(Task, second).dependencies == ()
    (third,) = launch.make("销售培训组织")
    assert launch.state.one(Task, third).number == 3


def test_a_task_that_is_claimed_or_spoken_of_is_cancelled_when_it_is_taken_out(launch: Requirement) -> None:
    claimed, noted = launch.make("推广方案撰写", "宣传物料设计")
    launch.do(ClaimTask(claimed, MARKETING), AddNote(noted, "先问设计部"), by=FACILITATOR)
    for task in (claimed, noted):
        launch.do(TakeOutTask(task, "拆解时去掉"), by=FACILITATOR)
        assert launch.state.one(Task, task).progress is Progress.CANCELLED
        assert launch.state.one(Task, task).notes[-1].text == "拆解时去掉"


@pytest.mark.parametrize("again", ["a\u200bb", "ａＢ", "a\u00adb ", "a\ufeffb"])
def test_what_reads_the_same_once_it_is_cleaned_is_there_already(launch: Requirement, again: str) -> None:
    for rows in ([OutlineRow("ab"), OutlineRow(again)], [OutlineRow(again), OutlineRow("ab")]):
        with pytest.raises(Refused) as caught:
            launch.do(AddOutline(LAUNCH, rows), by=FACILITATOR)
        assert caught.value.field == "rows/2/title"


def test_a_version_at_the_beginning_of_a_title_is_no_number_of_a_list() -> None:
    for text, found in (
        ("1.5 版本发布", ["1.5 版本发布"]),
        ("- 1.5 版本发布\n- 2.0 版本发布", ["1.5 版本发布", "2.0 版本发布"]),
        ("1. 甲\n1.1 乙\n1.2 丙", ["甲", "乙", "丙"]),
        ("1.1 甲\n1.2 乙", ["甲", "乙"]),
    ):
        assert [row.title for row in parsed(text)] == found


def test_a_head_splits_and_merges_own_tasks_that_others_wait_for_and_their_owners_read_it(
    launch: Requirement,
) -> None:
    first, second, after, other = launch.make("推广方案", "渠道方案", "宣传物料", "铺货")
    launch.go_on()
    for task, department, owner in (
        (first, MARKETING, LI),
        (second, MARKETING, LI),
        (after, DESIGN, ZHAO),
        (other, DESIGN, ZHAO),
    ):
        launch.do(ClaimTask(task, department, owner), by=FACILITATOR)
    launch.do(AddDependency(after, first), AddDependency(other, second), by=FACILITATOR)
    launch.do(SplitTask(first, [SplitPart("推广方案"), SplitPart("预算")]), by=LI)
    new = launch.ids()[-1]
    assert [each.id for each in launch.task(after).dependencies] == [first, new]
    assert "拆" in launch.task(after).notes[-1].text
    launch.do(MergeTasks(first, [second]), by=LI)
    assert [each.id for each in launch.task(other).dependencies] == [first]
    assert "合并" in launch.task(other).notes[-1].text
    # What waits for nothing of one's own is not one's own to change.
    with pytest.raises(NotAllowed):
        launch.draft(AddDependency(other, new), by=LI)
    with pytest.raises(NotAllowed):
        launch.draft(SplitTask(after, [SplitPart("宣传物料"), SplitPart("海报")]), by=LI)
