"""Table 1 goes out, is filled in, and comes back: exactly what was changed in it, conflicts asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from store.exchange.back.compare import CellChange
from store.exchange.back.plan import everything
from store.language import use
from store.model.organisation import Person
from store.model.task import Priority, Task
from store.model.text import unseen
from store.rules.commands.tasks import EditTask
from tests.data.hostile import HOSTILE
from tests.store.exchange.back.desk import Desk, Sheet, edited
from tests.store.rules.launch import FACILITATOR, LI, MATERIAL, PLAN, TRAINING, WANG, ZHAO


@pytest.fixture
def desk() -> Desk:
    use("en")
    return Desk()


def typing(mark: str, heading: str, value: object) -> Callable[[Sheet], None]:
    """Somebody types something into a cell."""
    return lambda sheet: sheet.put(mark, heading, value)


def seen(desk: Desk, data: bytes) -> list[tuple[str, str, str, str]]:
    """What is shown: key, column, before, after."""
    (table,) = desk.read(data).tables
    return [(each.mark, each.heading, each.now, each.new) for each in table.compared.changes]


def test_an_unchanged_file_changes_nothing(desk: Desk) -> None:
    for language in ("zh", "en"):
        file = desk.read(desk.out("assignment", language))
        assert file.unchanged
        assert desk.planned(desk.out("assignment", language)).command is None


def test_what_was_filled_in_is_shown_cell_by_cell_and_taken_in_as_one_change(desk: Desk) -> None:
    def fill(sheet: Sheet) -> None:
        sheet.put("NPL-1", "交付物", "方案文档")
        sheet.put("NPL-2", "任务负责人", "王芳")
        sheet.put("NPL-2", "优先级", "High")
        sheet.put("NPL-3", "截止日期", datetime(2024, 4, 2))  # noqa: DTZ001 - as Excel holds a day
        sheet.put("NPL-3", "交付标准", "课件；试讲")
        sheet.put("NPL-2", "依赖关系", None)

    data = edited(desk.out("assignment"), "assignment", fill)
    assert seen(desk, data) == [
        ("NPL-1", "交付物", "", "方案文档"),
        ("NPL-2", "任务负责人", "赵敏", "王芳"),
        ("NPL-2", "优先级", "中", "High"),
        ("NPL-2", "依赖关系", "NPL-1", ""),
        ("NPL-3", "交付标准", "", "课件；试讲"),
        ("NPL-3", "截止日期", "2024-03-28", "2024-04-02"),
    ]
    before = desk.values("assignment")
    changes = desk.take_in(data)
    assert desk.task(PLAN).deliverable == "方案文档"
    assert (desk.task(MATERIAL).owner, desk.task(MATERIAL).priority) == (WANG, Priority.HIGH)
    assert desk.task(MATERIAL).dependencies == ()
    assert [each.text for each in desk.task(TRAINING).criteria] == ["课件", "试讲"]
    assert desk.planned(data).command is None  # it says nothing new any more
    desk.state.apply([each.inverse() for each in reversed(changes)])
    assert desk.values("assignment") == before


def test_a_date_is_a_date_however_it_is_typed(desk: Desk) -> None:
    for typed in ("2024-03-28", "3/28", "2024年3月28日", 45379, "周四"):
        data = edited(desk.out("assignment"), "assignment", typing("NPL-3", "截止日期", typed))
        assert seen(desk, data) == []
    data = edited(desk.out("assignment"), "assignment", lambda s: s.put("NPL-3", "截止日期", "45380"))
    desk.take_in(data)
    assert desk.task(TRAINING).due == date(2024, 3, 29)


def test_what_was_changed_on_both_sides_is_a_conflict_and_asked(desk: Desk) -> None:
    data = edited(
        desk.out("assignment"),
        "assignment",
        lambda s: s.put("NPL-2", "任务负责人", "王芳"),
        lambda s: s.put("NPL-2", "交付物", "三版初稿"),
    )
    meanwhile = EditTask(MATERIAL, {"owner": LI, "deliverable": "三版初稿"})
    desk.do(meanwhile, EditTask(PLAN, {"title": "方案"}), by=FACILITATOR)
    (table,) = desk.read(data).tables
    (conflict,) = table.compared.conflicts
    assert (conflict.field, conflict.was, conflict.now, conflict.new) == ("owner", "赵敏", "李明", "王芳")
    assert table.compared.changes == (conflict,)  # the same said on both sides is settled
    assert desk.planned(data).command is None
    assert desk.task(MATERIAL).owner == LI
    desk.take_in(data, everything)
    assert desk.task(MATERIAL).owner == WANG
    assert desk.task(PLAN).title == "方案"


def test_rows_may_be_sorted_added_and_taken_out(desk: Desk) -> None:
    def fill(sheet: Sheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(min_row=2)]
        sheet.sheet.delete_rows(2, 3)
        for row in (rows[2], rows[0]):
            sheet.sheet.append(row)
        sheet.append(子任务="渠道谈判", 任务负责人="王芳", 优先级="低")

    data = edited(desk.out("assignment"), "assignment", fill)
    (table,) = desk.read(data).tables
    assert table.compared.changes == ()
    assert table.compared.gone == ("NPL-2",)
    assert [line.row for line in table.compared.added] == [4]
    desk.take_in(data)
    new = next(each for each in desk.state.all(type(desk.task(PLAN))) if each.title == "渠道谈判")
    assert (new.owner, new.priority, new.number) == (WANG, Priority.LOW, 4)
    assert desk.task(MATERIAL).title == "宣传物料设计"


def test_columns_may_be_moved_taken_out_and_renamed(desk: Desk) -> None:
    def fill(sheet: Sheet) -> None:
        sheet.put("NPL-3", "优先级", "高")
        sheet.sheet.cell(1, sheet.column("优先级")).value = "重要性"
        sheet.sheet.delete_cols(sheet.column("里程碑"))
        sheet.sheet.insert_cols(2)
        sheet.sheet.cell(1, 2).value = "我的备注"

    data = edited(desk.out("assignment"), "assignment", fill)
    (table,) = desk.read(data).tables
    hints = [str(each) for each in table.compared.hints]
    assert hints[0] == "“我的备注” is no column of the table; it is left out."
    assert "里程碑" in hints[-1]
    assert len(hints) == 3
    assert [each.field for each in table.compared.changes] in ([], ["priority"])


def test_a_heading_that_was_renamed_is_known_by_its_place(desk: Desk) -> None:
    def fill(sheet: Sheet) -> None:
        sheet.put("NPL-3", "优先级", "高")
        sheet.sheet.cell(1, sheet.column("优先级")).value = "重要性"

    data = edited(desk.out("assignment"), "assignment", fill)
    (table,) = desk.read(data).tables
    assert [str(each) for each in table.compared.hints] == [
        "“重要性” is taken for 优先级, which stood there."
    ]
    assert [(each.field, each.new) for each in table.compared.changes] == [("priority", "高")]


def test_without_the_hidden_column_or_sheet_keys_and_headings_say_it(desk: Desk) -> None:
    def no_marks(sheet: Sheet) -> None:
        sheet.put("NPL-3", "交付物", "课件")
        for row in range(2, sheet.sheet.max_row + 1):
            sheet.sheet.cell(row, 1).value = None

    assert seen(desk, edited(desk.out("assignment"), "assignment", no_marks)) == [
        ("NPL-3", "交付物", "", "课件")
    ]

    def no_stamp(sheet: Sheet) -> None:
        sheet.put("NPL-3", "交付物", "课件")
        sheet.book.remove(sheet.book["_duiqi"])

    file = desk.read(edited(desk.out("assignment"), "assignment", no_stamp))
    assert file.blind
    assert [each.mark for each in file.tables[0].compared.changes] == ["NPL-3"]


def test_cells_merged_downwards_say_the_same_for_each_row_others_say_nothing(desk: Desk) -> None:
    def fill(sheet: Sheet) -> None:
        at = sheet.column("任务负责人")
        sheet.sheet.cell(2, at).value = "王芳"
        sheet.sheet.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
        left = sheet.column("开始日期")
        sheet.sheet.merge_cells(start_row=4, end_row=4, start_column=left, end_column=left + 1)

    data = edited(desk.out("assignment"), "assignment", fill)
    assert [(mark, new) for mark, _heading, _now, new in seen(desk, data)] == [
        ("NPL-1", "王芳"),
        ("NPL-2", "王芳"),
    ]


def test_each_row_that_cannot_be_taken_says_why_and_the_rest_can_be(desk: Desk) -> None:
    def fill(sheet: Sheet) -> None:
        sheet.put("NPL-1", "任务负责人", "张三/李四")
        sheet.put("NPL-2", "截止日期", "=TODAY()")
        sheet.put("NPL-3", "交付物", "课件")
        sheet.put("NPL-3", "编号", "NPL-9")
        sheet.sheet.append([cell.value for cell in sheet.sheet[3]])
        sheet.sheet.append(["NPL-77", "NPL-77", "不存在"])

    plan = desk.planned(edited(desk.out("assignment"), "assignment", fill))
    why = [(each.row, each.mark, each.heading) for each in plan.refused]
    assert (2, "NPL-1", "任务负责人") in why
    assert (3, "NPL-2", "截止日期") in why
    assert (4, "NPL-3", "编号") in why
    assert (5, "NPL-2", "") in why
    assert (6, "NPL-77", "") in why
    assert [(change.mark, change.field) for _table, change in plan.taken] == [("NPL-3", "deliverable")]


def test_who_is_new_is_added_when_that_is_asked_for(desk: Desk) -> None:
    data = edited(desk.out("assignment"), "assignment", lambda s: s.put("NPL-2", "任务负责人", "小何"))
    plan = desk.planned(data)
    assert [each.name for each in plan.met] == ["小何"]
    assert [each.mark for each in plan.refused] == ["NPL-2"]


def test_hostile_texts_in_cells_stay_texts(desk: Desk) -> None:
    texts = [text for text in HOSTILE if not ILLEGAL_CHARACTERS_RE.search(text) and text.isprintable()]

    def fill(sheet: Sheet) -> None:
        for at, text in enumerate(texts):
            sheet.append(子任务=f"第 {at} 项", 交付物=text)
            sheet.sheet.cell(sheet.sheet.max_row, sheet.column("交付物")).data_type = "s"

    plan = desk.planned(edited(desk.out("assignment"), "assignment", fill))
    assert plan.command is not None
    desk.do(plan.command, by=FACILITATOR)
    kept = [each.deliverable for each in desk.state.all(Task)]
    assert plan.added > 20
    assert plan.added + len({each.row for each in plan.refused}) == len(texts)
    assert not any(unseen(sign) for text in kept for sign in text)


_CELLS: Any = st.tuples(
    st.sampled_from(["NPL-1", "NPL-2", "NPL-3"]),
    st.sampled_from(
        [("交付物", "甲"), ("交付物", "乙"), ("任务负责人", "王芳"), ("任务负责人", "孙莉"), ("优先级", "高")]
    ),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_CELLS, max_size=5), st.booleans())
def test_a_round_trip_equals_exactly_the_edits(
    edits: list[tuple[str, tuple[str, str]]], english: bool
) -> None:
    desk = Desk()
    before = desk.values("assignment")
    fields = {"交付物": "deliverable", "任务负责人": "owner", "优先级": "priority"}
    heads = {"交付物": "Deliverable", "任务负责人": "Task owner", "优先级": "Priority"}
    wanted = {mark: dict(row) for mark, row in before.items()}
    for mark, (heading, value) in edits:
        wanted[mark][fields[heading]] = value
    typed = [(mark, heads[heading] if english else heading, value) for mark, (heading, value) in edits]
    data = edited(
        desk.out("assignment", "en" if english else "zh"),
        "assignment",
        *(typing(*each) for each in typed),
    )
    if wanted == before:
        assert desk.planned(data).command is None
        return
    changes = desk.take_in(data)
    assert desk.values("assignment") == wanted
    desk.state.apply([each.inverse() for each in reversed(changes)])
    assert desk.values("assignment") == before


def test_what_is_taken_in_can_be_chosen_cell_by_cell(desk: Desk) -> None:
    data = edited(
        desk.out("assignment"),
        "assignment",
        lambda s: s.put("NPL-1", "交付物", "甲"),
        lambda s: s.put("NPL-2", "交付物", "乙"),
    )

    def first(_table: str, change: CellChange) -> bool:
        return change.mark == "NPL-1"

    desk.take_in(data, first)
    assert (desk.task(PLAN).deliverable, desk.task(MATERIAL).deliverable) == ("甲", "")
    assert desk.state.one(Person, ZHAO).name == "赵敏"
