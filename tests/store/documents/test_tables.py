"""Tables 1, 2 and 3 as documents: the method's columns, and what is needed for them to come back."""

from __future__ import annotations

from datetime import date

import pytest

from store.documents.blocks import Tone
from store.documents.catalogue import build
from store.exchange.cells import PRIORITIES
from store.exchange.headings import HEADINGS
from store.exchange.importing import plan_import
from store.exchange.sheet import SheetRow
from store.language import Language
from store.model.task import Task
from store.rules.status import is_open
from tests.store.documents.board import NPL, example, the_table


def rows_of(name: str, language: Language) -> list[dict[str, str]]:
    board = example(language)
    found = the_table(build(board.state, name, NPL, board.moment()), name)
    titles = [column.title for column in found.columns]
    return [dict(zip(titles, (cell.text for cell in row), strict=True)) for row in found.rows]


def test_table_1_has_the_columns_of_the_method() -> None:
    row = rows_of("assignment", "zh")[5]
    assert row == {
        "编号": "NPL-6",
        "子任务": "宣传物料设计",
        "交付物": "主视觉、海报、折页",
        "交付标准": "三版初稿\n符合品牌手册\n文案经市场部确认",
        "负责部门": "设计部",
        "任务负责人": "赵敏",
        "配合部门": "研发部、市场部",
        "配合内容": "研发部：卖点清单（2024-03-22）\n市场部：宣传文案（2024-03-15）",
        "优先级": "高",
        "依赖关系": "NPL-3",
        "开始日期": "2024-03-13 周三",
        "截止日期": "2024-03-27 周三",
        "里程碑": "物料初稿：2024-03-20\n物料定稿：2024-03-27",
    }


def test_table_2_says_how_a_task_stands_and_who_said_so() -> None:
    row = rows_of("progress", "zh")[6]
    assert row["状态"] == "延迟"
    assert row["延迟原因"] == "研发部产品手册未同步"
    assert row["造成部门"] == "研发部"
    assert row["偏差"] == "改期 2 次，+2 天"
    assert row["最近更新"].startswith("王芳 2024-03-2")
    assert "已达成" in row["里程碑"]


def test_table_3_says_everything_of_an_issue() -> None:
    row = rows_of("issues", "en")[0]
    assert row["Issue and description"].startswith("The launch material does not match the brand\n")
    assert (row["Tasks affected"], row["State"], row["Severity"]) == ("NPL-6", "being handled", "moderate")
    assert "Zhao Min: Type replaced" in row["Measures taken"]


@pytest.mark.parametrize("name", ["assignment", "progress", "issues"])
def test_a_table_that_comes_back_names_its_rows_and_keeps_columns_to_fill_in(name: str) -> None:
    board = example("zh")
    document = build(board.state, name, NPL, board.moment())
    found = the_table(document, name)
    assert document.wide
    assert found.marks == tuple(row[0].text for row in found.rows)
    fields = [column.field for column in found.columns if column.field]
    assert len(set(fields)) == len(fields)
    for column in found.columns:
        at = found.columns.index(column)
        if column.choices:
            assert {row[at].text for row in found.rows} <= set(column.choices)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_headings_of_table_1_are_read_by_the_import(language: Language) -> None:
    board = example(language)
    found = the_table(build(board.state, "assignment", NPL, board.moment()), "assignment")
    for column in found.columns:
        assert column.title.lower() in HEADINGS[column.field]
        for choice in column.choices:
            assert choice in PRIORITIES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_table_1_that_comes_back_as_it_went_changes_nothing(language: Language) -> None:
    board = example(language)
    found = the_table(build(board.state, "assignment", NPL, board.moment()), "assignment")
    lines = [[column.title for column in found.columns], *([cell.text for cell in row] for row in found.rows)]
    rows = [SheetRow(number, tuple(line)) for number, line in enumerate(lines, 1)]
    plan = plan_import(board.state, rows, "NPL", board.moment())
    assert (plan.refused, plan.unknown, plan.updated, plan.tasks) == ((), (), (), 0)
    assert plan.same == len(found.rows)


def test_days_are_days_for_a_spreadsheet_and_what_is_late_is_coloured() -> None:
    board = example("zh")
    found = the_table(build(board.state, "progress", NPL, board.moment()), "progress")
    at = [column.field for column in found.columns].index("due")
    for row in found.rows:
        task = board.state.find(row[0].text)
        assert isinstance(task, Task)
        assert row[at].value == task.due
        late = task.due is not None and task.due < date(2024, 3, 25) and is_open(task)
        assert (row[at].tone is Tone.LATE) == late


def test_a_document_says_on_which_day_it_was_true() -> None:
    for language, said in (
        ("zh", "编制时间：2024年3月25日（周一）10:00"),
        ("en", "As of: Monday 25 March 2024, 10:00"),
    ):
        board = example(language)
        for name in ("assignment", "progress", "issues"):
            document = build(board.state, name, NPL, board.moment())
            assert said in str(document.blocks[0])
