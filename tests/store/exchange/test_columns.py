"""What the columns of somebody else's file mean: said, remembered, read in the headings, or in the values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest

from store.errors import Refused
from store.exchange.columns import FileColumns, Why, field_named, read_columns
from store.exchange.sheet import SheetRow
from tests.data import hostile
from tests.store.rules.launch import Launch

WORK = (
    "工作计划表,,,,,,\n序号,工作内容,责任单位,任务负责人姓名,计划完成时间（必填）,实际完成日期,重要程度\n"
    "1,印刷物料,设计部,赵敏,2024-04-01,,高\n2,渠道谈判,销售部,王芳,4月3日,2024-04-02,中\n"
)


def rows(text: str) -> list[SheetRow]:
    read = csv.reader(io.StringIO(text))
    return [SheetRow(at, tuple(cells)) for at, cells in enumerate(read, 1) if any(cells)]


@pytest.fixture(scope="module")
def launch() -> Launch:
    return Launch()


def columns(
    launch: Launch,
    text: str,
    given: Mapping[str, str] | None = None,
    saved: Mapping[str, str] | None = None,
) -> FileColumns:
    return read_columns(rows(text), launch.state, launch.moment.today, given=given, saved=saved)


def fields(found: FileColumns) -> list[str]:
    return [each.field for each in found.columns]


def test_headings_that_nearly_say_it_are_understood(launch: Launch) -> None:
    found = columns(launch, WORK)
    assert found.row == 2
    assert fields(found) == ["key", "task", "department", "owner", "due", "", "priority"]
    assert found.columns[4].samples == ("2024-04-01", "4月3日")
    guessed = {each.heading for each in found.columns if each.why in (Why.ALIKE, Why.VALUES)}
    assert guessed >= {"工作内容", "任务负责人姓名", "重要程度"}
    assert found.headings().unknown == ("实际完成日期",)


def test_where_headings_say_nothing_the_values_do(launch: Launch) -> None:
    text = "X,Y,Z,W,V,U\n印刷物料手册,赵敏,4/1,4/3,高,设计部\n渠道谈判会议,王芳,4/2,4/8,低,销售部\n"
    found = columns(launch, text)
    assert fields(found) == ["task", "owner", "start", "due", "priority", "department"]
    assert {each.why for each in found.columns} == {Why.VALUES}


def test_what_happened_is_no_plan_and_three_kinds_of_days_are_not_guessed(launch: Launch) -> None:
    found = columns(launch, "task,created,updated by\nA,4/1,赵敏\nB,4/2,王芳\n")
    assert fields(found) == ["task", "", ""]
    found = columns(launch, "task,a1,a2,a3\nA,4/1,4/2,4/3\nB,4/1,4/2,4/3\n")
    assert fields(found) == ["task", "", "", ""]


def test_what_is_given_goes_before_what_is_guessed_by_heading_or_letter(launch: Launch) -> None:
    found = columns(launch, WORK, given={"实际完成日期": "due", "B": "deliverable", "序号": ""})
    assert fields(found) == ["", "deliverable", "department", "owner", "", "due", "priority"]
    assert found.columns[5].why is Why.GIVEN
    with pytest.raises(Refused) as refused:
        columns(launch, WORK, given={"没有": "due"})
    assert refused.value.field == "map"


def test_what_was_said_of_files_with_these_headings_is_remembered(launch: Launch) -> None:
    first = columns(launch, WORK, given={"工作内容": "deliverable", "实际完成日期": "task"})
    again = columns(launch, WORK.replace("印刷物料", "别的"), saved=first.said)
    assert fields(again) == fields(first)
    assert first.shape == again.shape
    assert {each.why for each in again.columns if each.field} == {Why.SAVED}


def test_a_column_takes_a_field_from_another(launch: Launch) -> None:
    found = columns(launch, WORK).set(5, "due")
    assert [each.field for each in found.columns][4:6] == ["", "due"]


def test_two_columns_of_one_meaning_are_refused_until_one_is_said(launch: Launch) -> None:
    text = "task,任务,owner\nA,B,赵敏\n"
    with pytest.raises(Refused):
        columns(launch, text).headings()
    assert columns(launch, text, given={"任务": "task"}).headings().columns["task"] == 1


def test_a_column_is_named_in_both_languages() -> None:
    assert [field_named(each) for each in ("Task", "负责人", "depends on", "", "-", "working_days")] == [
        "task",
        "owner",
        "depends_on",
        "",
        "",
        "working_days",
    ]
    with pytest.raises(Refused):
        field_named("colour")


def test_hostile_headings_and_values_say_nothing(launch: Launch) -> None:
    for text in hostile.HOSTILE:
        table = [SheetRow(1, ("task", text)), SheetRow(2, ("A", text)), SheetRow(3, ("B", text))]
        found = read_columns(table, launch.state, launch.moment.today)
        assert found.columns[0].field == "task"
