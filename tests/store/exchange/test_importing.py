"""Importing tasks: what the cells mean, and which rows are refused (issue: table 1 from a spreadsheet)."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from store.errors import Refused
from store.exchange.importing import ImportPlan, plan_import
from store.exchange.sheet import SheetRow
from store.language import use
from store.model.initiative import Initiative, Stage
from store.model.organisation import Department, Person
from store.model.task import Priority, Task
from store.model.text import unseen
from store.rules.critical_path import schedule_of
from tests.data import hostile
from tests.store.rules.launch import DESIGN, FACILITATOR, RESEARCH, SALES, ZHAO, Launch

HEAD = (
    "key,task,owner,department,support,contribution,priority,depends on,start,due,working days,"
    "acceptance,milestones"
)


@pytest.fixture
def launch() -> Launch:
    use("en")
    return Launch()


def plan(launch: Launch, text: str, code: str = "MAT", *, add: bool = False, head: str = HEAD) -> ImportPlan:
    rows = [
        SheetRow(at, tuple(cells)) for at, cells in enumerate(csv.reader(io.StringIO(f"{head}\n{text}")), 1)
    ]
    by = launch.state.one(Person, FACILITATOR)
    return plan_import(launch.state, [row for row in rows if row.cells], code, launch.moment, by=by, add=add)


def imported(
    launch: Launch, text: str, code: str = "MAT", *, add: bool = False, head: str = HEAD
) -> dict[str, Task]:
    """By title, what is on the board afterwards; nothing was refused."""
    found = plan(launch, text, code, add=add, head=head)
    assert [(row.number, str(row.reason)) for row in found.refused] == []
    launch.do(*found.commands, by=FACILITATOR)
    code = code.upper()
    return {
        task.title: task
        for task in launch.state.all(Task)
        if launch.state.key_of(task).startswith(f"{code}-")
    }


def refused(launch: Launch, text: str, code: str = "MAT") -> list[tuple[int, str]]:
    return [(row.number, row.field) for row in plan(launch, text, code).refused]


def test_a_whole_row_becomes_a_task(launch: Launch) -> None:
    support, criteria, milestones = "核心卖点 4/1；竞品分析", "品牌手册；三版", "初稿 4/2；终稿 4月3日"
    text = (
        f"M1,物料印刷,赵敏,设计部,研发部、销售部,{support},高,,2024-04-01,2024/4/3,,{criteria},{milestones}\n"
    )
    task = imported(launch, text)["物料印刷"]
    assert (task.owner, task.department, task.priority) == (ZHAO, DESIGN, Priority.HIGH)
    assert (task.start, task.due) == (date(2024, 4, 1), date(2024, 4, 3))
    assert [(each.department, each.content, each.due) for each in task.support] == [
        (RESEARCH, "核心卖点", date(2024, 4, 1)),
        (SALES, "竞品分析", None),
    ]
    assert [each.text for each in task.criteria] == ["品牌手册", "三版"]
    assert [(each.title, each.due) for each in task.milestones] == [
        ("初稿", date(2024, 4, 2)),
        ("终稿", date(2024, 4, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("初稿（第二版） 3/20", ["初稿（第二版）"]),
        ("初稿（3/20）；（终稿 3/25）", ["初稿", "终稿"]),
        ("(A)初稿 3/20", ["(A)初稿"]),
        ("12月版本发布 3/20", ["12月版本发布"]),
    ],
)
def test_the_brackets_of_a_milestone_stay_in_pairs(launch: Launch, text: str, titles: list[str]) -> None:
    task = imported(launch, f"1,物料印刷,,,,,,,,,,,{text}\n")["物料印刷"]
    assert [each.title for each in task.milestones] == titles


def test_a_milestone_with_two_dates_is_refused(launch: Launch) -> None:
    found = plan(launch, "1,物料印刷,,,,,,,,,,,3月20日前提交初稿（3/25 终稿）\n")
    assert [(row.number, row.field) for row in found.refused] == [(2, "milestones")]
    assert "two dates" in str(found.refused[0].reason)


def test_what_a_cell_says_twice_is_one_criterion_and_no_two_milestones(launch: Launch) -> None:
    task = imported(launch, "1,物料印刷,,,,,,,,,,三版；三 版；Ａ；a；三版,\n")["物料印刷"]
    assert [each.text for each in task.criteria] == ["三版", "三 版", "Ａ"]
    assert refused(launch, "1,物料分发,,,,,,,,,,,初稿 3/20；初稿 3/25\n", "NPL") == [(2, "milestones")]


def test_an_unknown_initiative_is_created_for_stage_2(launch: Launch) -> None:
    imported(launch, "1,物料印刷,,,,,,,,,,,\n", "mat")
    created = launch.state.all(Initiative)[-1]
    assert (created.code, created.stage, created.facilitator) == ("MAT", Stage.ASSIGN, FACILITATOR)


def test_headings_are_understood_in_chinese_below_a_title_and_in_any_order(launch: Launch) -> None:
    head = "任务分配总表,\n优先级,备注,子任务,依赖,编号,工期"
    found = imported(launch, "低,x,物料印刷,,A,5天\n中,y,物料分发,A,B,2\n", head=head)
    assert found["物料印刷"].working_days == 5
    assert [each.id for each in found["物料分发"].dependencies] == [found["物料印刷"].id]
    assert plan(launch, "低,x,新的,,,\n", head=head).unknown == ("备注",)


def test_working_days_give_the_missing_date_by_the_boards_calendar(launch: Launch) -> None:
    found = imported(launch, "1,甲,,,,,,,2024-04-03,,3,,\n2,乙,,,,,,,,2024-04-09,3,,\n3,丙,,,,,,,,,4,,\n")
    # 4 to 6 April 2024 is the holiday; Sunday the 7th is worked.
    assert found["甲"].due == date(2024, 4, 8)
    assert found["乙"].start == date(2024, 4, 7)
    assert (found["丙"].start, found["丙"].due, found["丙"].working_days) == (None, None, 4)


def test_dates_that_say_otherwise_than_the_working_days_stand_with_a_hint(launch: Launch) -> None:
    found = plan(launch, "1,甲,,,,,,,2024-04-01,2024-04-03,9,,\n")
    assert found.refused == ()
    assert "3 working days, not 9" in str(found.hints[0].reason)


def test_dependencies_go_by_key_title_and_number_forward_and_to_what_is_there(launch: Launch) -> None:
    found = imported(launch, "A,甲,,,,,,乙,,,,,\nB,乙,,,,,,NPL-2,,,,,\nC,丙,,,,,,A、B,,,,,\n", "NPL")
    by_id = {each.id: each.title for each in launch.state.all(Task)}
    named = {title: [by_id[entry.id] for entry in task.dependencies] for title, task in found.items()}
    assert (named["甲"], named["乙"], named["丙"]) == (["乙"], ["宣传物料设计"], ["甲", "乙"])


def test_without_keys_rows_are_meant_by_the_numbers_they_will_have(launch: Launch) -> None:
    found = imported(launch, "甲,,2\n乙,1,3\n丙,MAT-2 MAT-1,1\n", head="task,depends on,working days")
    assert [each.id for each in found["丙"].dependencies] == [found["甲"].id, found["乙"].id]
    assert schedule_of(launch.state, found["甲"].initiative, launch.moment).length == 6


def test_keys_of_the_initiative_become_its_numbers(launch: Launch) -> None:
    found = imported(launch, "MAT-7,甲,,,,,,,,,,,\n,乙,,,,,,MAT-7,,,,,\nMAT-3,丙,,,,,,,,,,,\n")
    assert {title: task.number for title, task in found.items()} == {"甲": 7, "乙": 8, "丙": 3}


def test_a_number_is_given_out_once_however_it_is_written(launch: Launch) -> None:
    assert refused(launch, "MAT-7,甲,,,,,,,,,,,\n7,乙,,,,,,,,,,,\n") == [(3, "key")]
    assert refused(launch, f"1,甲,,,,,,{'9' * 5000},,,,,\n") == [(2, "depends_on")]


def test_two_owners_are_refused_with_a_way_out(launch: Launch) -> None:
    found = plan(launch, "1,物料印刷,李明/王芳,市场部,,,,,,,,,\n")
    assert [row.field for row in found.refused] == ["owner"]
    assert found.commands == ()
    assert "李明 owns it, 销售部 supports." in str(found.refused[0].reason)


def test_rows_that_cannot_be_are_refused_each_with_its_number_and_field(launch: Launch) -> None:
    text = (
        "1,,,,,,,,,,,,\n"
        "2,甲,没有人,,,,,,,,,,\n"
        "3,乙,,没有部,,,,,,,,,\n"
        "4,丙,,,,,最高,,,,,,\n"
        "5,丁,,,,,,,someday,,,,\n"
        "6,戊,,,,,,,,,0,,\n"
        "7,己,,,,,,,2024-04-03,2024-04-01,,,\n"
        "8,庚,,,,,,没有,,,,,\n"
        "9,辛,,,,,,,,,,,初稿\n"
        "10,壬,,,研发部,,,,,,,,\n"
        "11,癸,,,,产品手册,,,,,,,\n"
        "12,癸,,,,,,,,,,,\n"
        "12,子,,,,,,,,,,,\n"
        f"13,{'长' * 121},,,,,,,,,,,\n"
        "14,好,李明,,,,,,,,,,\n"
    )
    found = refused(launch, text)
    assert found == [
        (2, "task"),
        (3, "owner"),
        (4, "department"),
        (5, "priority"),
        (6, "start"),
        (7, "working_days"),
        (8, "due"),
        (9, "depends_on"),
        (10, "milestones"),
        (11, "support"),
        (12, "support"),
        (13, "task"),
        (14, "key"),
        (15, "task"),
    ]


def test_what_waits_for_a_refused_row_is_refused_with_it(launch: Launch) -> None:
    text = "A,甲,没有人,,,,,,,,,,\nB,乙,,,,,,A,,,,,\nC,丙,,,,,,B,,,,,\nD,丁,,,,,,,,,,,\n"
    found = plan(launch, text)
    assert [row.number for row in found.refused] == [2, 3, 4]
    launch.do(*found.commands, by=FACILITATOR)
    assert launch.state.all(Task)[-1].title == "丁"


def test_a_cycle_in_the_file_is_refused_and_named(launch: Launch) -> None:
    text = "A,甲,,,,,,C,,,,,\nB,乙,,,,,,A,,,,,\nC,丙,,,,,,B,,,,,\nD,丁,,,,,,C,,,,,\nE,戊,,,,,,,,,,,\n"
    found = plan(launch, text)
    assert [row.number for row in found.refused] == [2, 3, 4, 5]
    assert "MAT-1 -> MAT-3 -> MAT-2 -> MAT-1" in str(found.refused[0].reason)
    assert found.tasks == 1


def test_ids_move_up_behind_a_refused_row(launch: Launch) -> None:
    found = plan(launch, "A,甲,没有人,,,,,,,,,,\nB,乙,,,,,,,,,,,\nC,丙,,,,,,B,,,,,\n")
    launch.do(*found.commands, by=FACILITATOR)
    last = launch.state.all(Task)[-1]
    assert [launch.task(each.id).title for each in last.dependencies] == ["乙"]


def test_new_departments_and_people_come_in_when_asked_for(launch: Launch) -> None:
    text = "1,物料印刷,孙工,印务部,研发部:核心卖点；物流部：运输,,,,,,,\n2,物料分发,孙工,印务部,,,,,,,,,\n"
    assert refused(launch, text) == [
        (2, "department"),
        (2, "owner"),
        (2, "support"),
        (3, "department"),
        (3, "owner"),
    ]
    found = plan(launch, text, add=True)
    assert found.added == ("印务部", "物流部", "孙工")
    task = imported(launch, text, add=True)["物料印刷"]
    assert launch.state.one(Person, task.owner or 0).department == task.department
    assert [launch.state.one(Department, each.department).name for each in task.support] == [
        "研发部",
        "物流部",
    ]


def test_the_beginning_of_a_name_names_nobody_in_a_file(launch: Launch) -> None:
    text = "1,物料印刷,王,销售部,,,,,,,,,\n2,物料分发,,销售,,,,,,,,,\n3,物料回收,,,设计：画册,,,,,,,,\n"
    found = plan(launch, text)
    assert [(row.number, row.field) for row in found.refused] == [
        (2, "owner"),
        (3, "department"),
        (4, "support"),
    ]
    assert "If 王芳 is meant, write it in full" in str(found.refused[0].reason)
    assert "If 销售部 is meant" in str(found.refused[1].reason)


def test_whose_name_begins_like_anothers_is_added_beside_them(launch: Launch) -> None:
    found = plan(launch, "1,物料印刷,王,销售部,,,,,,,,,\n", add=True)
    assert found.added == ("王",)


@pytest.mark.parametrize(
    "owner", ["李明和王芳", "李明 王芳", "李明 与 王芳", "Ann and Bob", "孙工、钱工", "孙工和钱工"]
)
def test_nobody_is_added_who_is_two_people(launch: Launch, owner: str) -> None:
    found = plan(launch, f"1,物料印刷,{owner},市场部,,,,,,,,,\n", add=True)
    assert (found.added, [row.field for row in found.refused]) == ((), ["owner"])
    assert "names several people" in str(found.refused[0].reason)


@pytest.mark.parametrize("owner", ["李和平", "李 明", "Ann Lee", "郑和"])
def test_one_name_with_a_blank_or_an_and_in_it_is_one_person(launch: Launch, owner: str) -> None:
    assert plan(launch, f"1,物料印刷,{owner},市场部,,,,,,,,,\n", add=True).added == (owner,)


def test_an_owner_to_be_named_later_is_none_and_no_new_person(launch: Launch) -> None:
    task = imported(launch, "1,物料印刷,待定,市场部,,,,,,,,,\n2,物料分发,TBD,,,,,,,,,,\n", add=True)[
        "物料印刷"
    ]
    assert task.owner is None
    assert "待定" not in {person.name for person in launch.state.all(Person)}


def test_whom_only_refused_rows_name_is_not_added(launch: Launch) -> None:
    text = "1,物料印刷,孙工,印务部,,,,,,没有日子,,,\n2,物料分发,钱工,物流部,,,,,,,,,\n"
    text += "3,物料回收,孙工,,,,,,,,,,\n"
    found = plan(launch, text, add=True)
    assert found.added == ("物流部", "钱工")
    assert [(row.number, row.field) for row in found.refused] == [(2, "due"), (4, "owner")]
    launch.do(*found.commands, by=FACILITATOR)
    task = launch.state.all(Task)[-1]
    assert launch.state.one(Person, task.owner or 0).name == "钱工"


def test_every_reason_against_a_row_is_told_with_newcomers_too(launch: Launch) -> None:
    found = plan(launch, "1,物料印刷,,,,,很高,,,没有日子,,,\n2,甲,孙工,印务部,,,,,,,,,\n", add=True)
    assert [(row.number, row.field) for row in found.refused] == [(2, "priority"), (2, "due")]


def test_a_plan_is_refused_when_the_board_went_on_meanwhile(launch: Launch) -> None:
    found = plan(launch, "1,甲,,,,,,,,,,,\n")
    imported(launch, "1,乙,,,,,,,,,,,\n", "NPL")
    with pytest.raises(Refused):
        launch.do(*found.commands, by=FACILITATOR)


@pytest.mark.parametrize("text", hostile.HOSTILE)
def test_formulas_and_hostile_cells_are_text_without_what_is_not_to_be_seen(
    launch: Launch, text: str
) -> None:
    rows = [SheetRow(1, ("task", "acceptance")), SheetRow(2, (text, text))]
    found = plan_import(launch.state, rows, "MAT", launch.moment)
    if found.tasks:
        launch.do(*found.commands, by=FACILITATOR)
        title = launch.state.all(Task)[-1].title
        assert title
        assert not any(unseen(character) for character in title)
    else:
        assert [row.field for row in found.refused] == ["task"]


def test_a_table_without_a_task_column_or_rows_is_refused(launch: Launch) -> None:
    for text, head in (("1,x\n", "key,colour"), ("", "task,owner"), ("x,y\n", "task,title")):
        with pytest.raises(Refused):
            plan(launch, text, head=head)


def test_a_column_that_numbers_the_rows_gives_way_to_the_keys(launch: Launch) -> None:
    for head in ("序号,编号,子任务", "编号,序号,子任务"):
        at = head.split(",").index("编号")
        cells = ["9", "9", "甲"]
        cells[at] = "MAT-7"
        found = plan(launch, ",".join(cells) + "\n", head=head)
        assert found.unknown == ("序号",)
        assert found.refused == ()


def test_the_mark_of_a_text_that_looks_like_a_formula_is_no_part_of_it(launch: Launch) -> None:
    assert set(imported(launch, "'=1+1\n'引号'\n", head="task")) == {"=1+1", "'引号'"}


def test_a_number_that_counts_the_rows_never_names_a_task_without_its_title(launch: Launch) -> None:
    imported(launch, "1,甲,,,,,,,,,,,\n", "NPL")
    found = plan(launch, "1,,2024-04-09\n", "NPL", head="序号,子任务,截止")
    assert found.updated == ()
    assert [(row.number, row.field) for row in found.refused] == [(2, "task")]


def test_how_important_things_are_is_understood_in_everyday_words(launch: Launch) -> None:
    words = {"重要": Priority.HIGH, "加急": Priority.HIGH, "一般": Priority.MEDIUM, "不急": Priority.LOW}
    text = "".join(f"{word}的事,{word}\n" for word in words)
    found = imported(launch, text, head="子任务,重要程度")
    assert [found[f"{word}的事"].priority for word in words] == list(words.values())


def test_a_row_of_totals_is_passed_over_but_a_task_of_that_name_is_not(launch: Launch) -> None:
    rows = "1,甲,赵敏,5\n合计,,,5\n总计：,,,\n"
    found = plan(launch, rows, head="序号,子任务,负责人,人天")
    assert (found.tasks, found.refused) == (1, ())
    found = plan(launch, "1,甲,赵敏\n2,合计,赵敏\n", head="序号,子任务,负责人")
    assert found.tasks == 2
