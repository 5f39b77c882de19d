"""Table 2 filled in: the same rules as everywhere say what a status needs."""

from __future__ import annotations

from datetime import date

import pytest

from store.language import use
from store.model.issue import Issue
from store.model.task import Progress, Task
from store.rules.commands import BlockTask, PostponeTask, StartTask
from store.rules.status import Status, status_of
from tests.store.exchange.back.desk import Desk, Sheet, edited
from tests.store.rules.launch import LI, MATERIAL, PLAN, RESEARCH, SALES, TRAINING, WANG


@pytest.fixture
def desk() -> Desk:
    use("en")
    return Desk()


def filled(desk: Desk, **cells: object) -> bytes:
    """Table 2 with cells of NPL-3 filled in, by headings."""

    def fill(sheet: Sheet) -> None:
        for heading, value in cells.items():
            sheet.put("NPL-3", heading, value)

    return edited(desk.out("progress"), "progress", fill)


def refused(desk: Desk, **cells: object) -> tuple[str, str]:
    """At which column the row is refused, and why."""
    plan = desk.planned(filled(desk, **cells))
    assert plan.command is None
    (found,) = plan.refused
    return found.heading, str(found.reason)


def training(desk: Desk) -> Task:
    return desk.task(TRAINING)


def test_an_unchanged_file_changes_nothing(desk: Desk) -> None:
    desk.do(PostponeTask(TRAINING, "手册未到", date(2024, 4, 2), RESEARCH), StartTask(TRAINING), by=WANG)
    desk.do(BlockTask(PLAN, "卖点", WANG, False), by=LI)
    for language in ("zh", "en"):
        assert desk.read(desk.out("progress", language)).unchanged


def test_a_delay_needs_its_reason_and_a_forecast(desk: Desk) -> None:
    assert refused(desk, 状态="延迟")[0] == "预计完成"
    assert refused(desk, 状态="延迟", 预计完成="4/2")[0] == "延迟原因"
    assert refused(desk, 状态="延迟", 预计完成="3/26", 延迟原因="手册")[0] == "预计完成"
    desk.take_in(filled(desk, 状态="延迟", 预计完成="4/2", 延迟原因="手册未到", 造成部门="研发部"))
    delay = training(desk).delay
    assert delay is not None
    assert (delay.reason, delay.forecast, delay.cause) == ("手册未到", date(2024, 4, 2), RESEARCH)
    assert status_of(training(desk)) is Status.DELAYED
    # A new forecast is one more slip; what is not said stays.
    desk.take_in(filled(desk, 预计完成="2024-04-05"))
    assert [each.date for each in training(desk).forecasts] == [date(2024, 4, 2), date(2024, 4, 5)]
    assert training(desk).forecasts[-1].reason == "手册未到"


def test_done_needs_the_criteria_or_a_note_that_says_why_not(desk: Desk) -> None:
    done = edited(desk.out("progress"), "progress", lambda s: s.put("NPL-1", "状态", "完成"))
    (why,) = desk.planned(done).refused
    assert "三套推广策略" in str(why.reason)
    noted = edited(done, "progress", lambda s: s.put("NPL-1", "备注", "预算下周补"))
    desk.take_in(noted)
    assert (desk.task(PLAN).progress, desk.task(PLAN).exception) == (Progress.DONE, "预算下周补")
    desk.take_in(filled(desk, 状态="已完成", 备注="课件已发"))
    assert training(desk).progress is Progress.DONE
    assert training(desk).notes[-1].text == "课件已发"


def test_blocked_needs_what_for_and_who_releases_it_and_opens_an_issue(desk: Desk) -> None:
    assert refused(desk, 状态="阻塞")[0] == "等待"
    assert refused(desk, 状态="阻塞", 等待="手册")[0] == "由谁解除"
    assert refused(desk, 状态="阻塞", 等待="手册", 由谁解除="没有人")[0] == "由谁解除"
    desk.take_in(filled(desk, 状态="阻塞", 等待="产品手册", 由谁解除="陈工"))
    assert status_of(training(desk)) is Status.BLOCKED
    assert [each.title for each in desk.state.all(Issue)] == ["产品手册"]
    desk.take_in(filled(desk, 状态="进行中"))
    assert status_of(training(desk)) is Status.IN_PROGRESS


def test_a_status_is_understood_however_it_is_chosen(desk: Desk) -> None:
    for typed, status in (
        ("doing", Status.IN_PROGRESS),
        ("Finished", Status.DONE),
        ("进行中", Status.IN_PROGRESS),
    ):
        desk.take_in(filled(desk, 状态=typed))
        assert status_of(training(desk)) is status
    heading, why = refused(desk, 状态="差不多")
    assert heading == "状态"
    assert why.startswith("“差不多” is none of: 未开始, 进行中")
    assert refused(desk, 状态="未开始")[0] == "状态"
    assert refused(desk, 状态=None)[0] == "状态"


def test_cancelled_needs_a_reason(desk: Desk) -> None:
    assert refused(desk, 状态="已取消")[1].startswith("Why is it cancelled?")
    desk.take_in(filled(desk, 状态="已取消", 备注="不做了"))
    assert training(desk).progress is Progress.CANCELLED


def test_what_table_1_changes_is_only_read_here_and_new_rows_belong_there(desk: Desk) -> None:
    data = edited(
        desk.out("progress"),
        "progress",
        lambda s: s.put("NPL-3", "截止日期", "4/9"),
        lambda s: s.put("NPL-3", "备注", "好"),
        lambda s: s.append(子任务="新的"),
    )
    plan = desk.planned(data)
    assert [(each.mark, each.heading) for each in plan.refused] == [("NPL-3", "截止日期"), ("", "子任务")]
    assert [change.field for _table, change in plan.taken] == ["note"]


def test_a_conflict_is_per_cell(desk: Desk) -> None:
    data = filled(desk, 状态="进行中", 备注="课件一半")
    desk.do(PostponeTask(TRAINING, "手册未到", date(2024, 4, 2), RESEARCH), by=WANG)
    (table,) = desk.read(data).tables
    assert [each.field for each in table.compared.conflicts] == ["status"]
    desk.take_in(data)
    assert training(desk).delay is not None
    assert training(desk).notes[-1].text == "课件一半"
    assert training(desk).department == SALES
    assert desk.task(MATERIAL).notes == ()
