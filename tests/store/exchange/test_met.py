"""Whoever a file names for the first time is gathered and asked once."""

from __future__ import annotations

import csv
import io

import pytest

from store.exchange.columns import read_columns
from store.exchange.importing import ImportPlan, plan_import
from store.exchange.met import Answer, Answers, Met, Sort, answered, met_in, name_of, usual
from store.exchange.sheet import SheetRow
from store.model.organisation import Department, Person
from store.model.task import Task
from tests.store.rules.launch import FACILITATOR, SALES, WANG, Launch

HEAD = "task,owner,department,support,contribution\n"
TEXT = (
    "印刷,赵敏,设计部,法务部,审核合同\n谈判,王方,销售部,,\n驻店,@王芳（销售）,,法务部：条款；研发部：样机,\n"
    "盘点,小何,仓储部,,\n巡检,小何,,,\n"
)


@pytest.fixture
def launch() -> Launch:
    return Launch()


def rows(text: str) -> list[SheetRow]:
    return [SheetRow(at, tuple(cells)) for at, cells in enumerate(csv.reader(io.StringIO(HEAD + text)), 1)]


def met(launch: Launch, text: str = TEXT) -> tuple[Met, ...]:
    read = rows(text)
    headings = read_columns(read, launch.state, launch.moment.today).headings()
    return met_in(launch.state, headings, read[1:])


def plan(launch: Launch, answers: Answers, text: str = TEXT) -> ImportPlan:
    by = launch.state.one(Person, FACILITATOR)
    return plan_import(launch.state, rows(text), "MAT", launch.moment, by=by, answers=answers)


def test_everybody_is_gathered_once_with_the_rows_that_name_them(launch: Launch) -> None:
    found = met(launch)
    assert [(each.sort.value, each.name, each.department, each.rows) for each in found] == [
        ("department", "法务部", "", (2, 4)),
        ("department", "仓储部", "", (5,)),
        ("person", "王方", "销售部", (3,)),
        ("person", "王芳（销售）", "", (4,)),
        ("person", "小何", "仓储部", (5, 6)),
    ]


def test_who_may_be_meant_is_said(launch: Launch) -> None:
    by_name = {each.name: each for each in met(launch)}
    sure = by_name["王芳（销售）"]
    assert [name_of(launch.state, sure, id) for id in sure.close] == ["王芳"]
    assert by_name["小何"].close == ()


def test_each_answer_is_carried_out(launch: Launch) -> None:
    answers = {
        (Sort.DEPARTMENT, "法务部"): Answer(add=True),
        (Sort.DEPARTMENT, "仓储部"): Answer(meant=SALES),
        (Sort.PERSON, "王方"): Answer(meant=WANG),
        (Sort.PERSON, "王芳(销售)"): Answer(),
        (Sort.PERSON, "小何"): Answer(department="销售部"),
    }
    found = plan(launch, answers)
    assert found.refused == ()
    launch.do(*found.commands, by=FACILITATOR)
    tasks = {each.title: each for each in launch.state.all(Task)}
    departments = {each.name: each.id for each in launch.state.all(Department)}
    assert "仓储部" not in departments
    assert [each.department for each in tasks["印刷"].support] == [departments["法务部"]]
    assert tasks["谈判"].owner == WANG
    assert tasks["驻店"].owner is None
    assert [each.content for each in tasks["驻店"].support] == ["条款", "样机"]
    new = launch.state.one(Person, tasks["盘点"].owner or 0)
    assert (new.name, new.department, tasks["巡检"].owner) == ("小何", SALES, new.id)


def test_a_department_left_out_takes_its_contribution_along(launch: Launch) -> None:
    text = "印刷,赵敏,设计部,法务部、研发部,审核；样机\n"
    found = plan(launch, {(Sort.DEPARTMENT, "法务部"): Answer()}, text)
    launch.do(*found.commands, by=FACILITATOR)
    task = next(each for each in launch.state.all(Task) if each.title == "印刷")
    assert [each.content for each in task.support] == ["样机"]


def test_rows_that_end_early_and_names_that_nobody_sees_are_no_trouble(launch: Launch) -> None:
    read = [SheetRow(1, tuple(HEAD.strip().split(",")))]
    read += [SheetRow(2, ("印刷", "\u200b", "设计部", "法务部")), SheetRow(3, ("谈判",))]
    headings = read_columns(read, launch.state, launch.moment.today).headings()
    found = met_in(launch.state, headings, read[1:])
    assert [each.name for each in found] == ["法务部"]
    answers = {found[0].key: Answer()}
    (one, other) = answered(launch.state, headings, read[1:], found, answers)
    assert (one.cells[3], other.cells[0]) == ("", "谈判")


def test_without_an_answer_the_rows_are_refused(launch: Launch) -> None:
    assert {row.number for row in plan(launch, {}).refused} == {2, 3, 4, 5, 6}


def test_what_is_offered_adds_whoever_has_a_place(launch: Launch) -> None:
    found = met(launch)
    offered = usual(found, launch.state)
    assert offered[Sort.PERSON, "小何"] == Answer(department="仓储部")
    assert offered[Sort.PERSON, "王芳(销售)"] == Answer()
    assert offered[Sort.DEPARTMENT, "仓储部"] == Answer(add=True)
