"""Making a board: departments, people, initiatives, tasks and what is in them (DOMAIN.md stages 1 and 2)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import Refused
from store.model.initiative import Initiative, Stage
from store.model.organisation import Person, Settings
from store.rules.commands import (
    AddCriterion,
    AddDepartment,
    AddDependency,
    AddMilestone,
    AddPerson,
    AddSupport,
    AdvanceStage,
    CancelTask,
    ChangeSettings,
    CreateInitiative,
    CreateTask,
    EditDepartment,
    EditEntry,
    EditPerson,
    EditTask,
    RemoveEntry,
    StartTask,
    TickCriterion,
)
from store.rules.edit import Command
from store.rules.measurable import vague
from store.rules.warnings import day_off, warnings
from store.rules.workdays import Workdays
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    LI,
    MARKETING,
    MATERIAL,
    PLAN,
    RESEARCH,
    SALES,
    TRAINING,
    WANG,
    Launch,
)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (CreateTask(1, " "), "title"),
        (CreateTask(1, "推广方案撰写 "), "title"),
        (CreateTask(1, "铺货", department=9), "department"),
        (CreateTask(1, "铺货", owner=99), "owner"),
        (CreateTask(1, "铺货", start=date(2024, 4, 2), due=date(2024, 4, 1)), "due"),
        (CreateTask(1, "铺货", dependencies=(99,)), "dependencies"),
        (EditTask(PLAN, {"title": "宣传物料设计"}), "title"),
        (EditTask(PLAN, {"owner": 99}), "owner"),
        (EditTask(PLAN, {"number": 9}), "number"),
        (EditTask(PLAN, {"start": date(2024, 4, 1)}), "due"),
        (AddDepartment("市场部"), "name"),
        (AddDepartment("张三/李四"), "name"),
        (AddPerson("张三、李四", SALES), "name"),
        (AddPerson("王芳", SALES), "name"),
        (AddPerson("张三", 99), "department"),
        (EditPerson(WANG, {"deputy": WANG}), "deputy"),
        (EditPerson(WANG, {"department": MARKETING}), "department"),
        (EditPerson(FACILITATOR, {"role": "member"}), "role"),
        (EditDepartment(DESIGN, {"head": WANG}), "head"),
        (CreateInitiative("npl", "又一个"), "code"),
        (CreateInitiative("新品", "又一个"), "code"),
        (CreateInitiative("NP2", "新品上市推广"), "title"),
        (ChangeSettings({"country": "XX"}), "country"),
        (ChangeSettings({"timezone": "Mars/Base"}), "timezone"),
        (ChangeSettings({"urgent_minutes": 0}), "urgent_minutes"),
        (AddCriterion(PLAN, "预算表"), "text"),
        (AddMilestone(PLAN, "", date(2024, 4, 1)), "title"),
        (AddSupport(PLAN, 9, "竞品分析"), "department"),
        (AddMilestone(PLAN, "定稿", date(202, 4, 1)), "due"),
        (AddCriterion(PLAN, "长" * 121), "text"),
        (EditEntry(PLAN, "criteria", 1, {"text": ""}), "text"),
        (EditTask(PLAN, {"title": "长" * 121}), "title"),
        (CreateTask(1, "铺货", start=date(202, 4, 2)), "start"),
        (AddDependency(MATERIAL, PLAN), "before"),
        (RemoveEntry(PLAN, "notes", 1), "notes"),
        (RemoveEntry(PLAN, "criteria", 9), "criteria"),
    ],
)
def test_what_is_missing_or_taken_is_said_at_its_field(launch: Launch, command: Command, field: str) -> None:
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field
    assert caught.value.render("zh")


def test_numbers_are_given_out_in_turn(launch: Launch) -> None:
    launch.do(CreateTask(1, "首批铺货"), CreateTask(1, "门店陈列"), by=FACILITATOR)
    assert [launch.state.key_of(launch.task(task)) for task in (4, 5)] == ["NPL-4", "NPL-5"]
    assert launch.task(4).created is not None


def test_two_people_of_different_departments_may_share_a_name(launch: Launch) -> None:
    launch.do(AddPerson("王芳", RESEARCH), by=FACILITATOR)


def test_an_account_name_belongs_to_one_person(launch: Launch) -> None:
    launch.do(EditPerson(WANG, {"logins": ("wangfang",)}), by=WANG)
    with pytest.raises(Refused, match="王芳"):
        launch.draft(EditPerson(LI, {"logins": ("WangFang",)}), by=LI)


def test_a_cycle_is_refused_and_named(launch: Launch) -> None:
    launch.do(AddDependency(TRAINING, MATERIAL), by=FACILITATOR)
    with pytest.raises(Refused) as caught:
        launch.draft(AddDependency(PLAN, TRAINING), by=FACILITATOR)
    assert "NPL-1 -> NPL-3 -> NPL-2 -> NPL-1" in caught.value.render("en")
    with pytest.raises(Refused, match="NPL-1 -> NPL-1"):
        launch.draft(AddDependency(PLAN, PLAN), by=FACILITATOR)


def test_the_original_date_is_set_right_before_follow_up_and_kept_during_it(launch: Launch) -> None:
    later = {"due": date(2024, 4, 2)}
    with pytest.raises(Refused) as caught:
        launch.draft(EditTask(PLAN, later), by=FACILITATOR)
    assert caught.value.field == "due"
    launch.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    launch.do(EditTask(PLAN, later), by=FACILITATOR)
    assert launch.task(PLAN).due == date(2024, 4, 2)


def test_a_task_without_a_date_gets_its_first_one_at_any_time(launch: Launch) -> None:
    launch.do(CreateTask(1, "首批铺货"), by=FACILITATOR)
    launch.do(EditTask(4, {"due": date(2024, 4, 2)}), by=FACILITATOR)


def test_a_criterion_that_reads_differently_is_to_be_met_anew(launch: Launch) -> None:
    launch.do(TickCriterion(PLAN, 2), by=LI)
    launch.do(EditEntry(PLAN, "criteria", 2, {"text": "预算表经财务确认"}), by=LI)
    criterion = launch.task(PLAN).criteria[1]
    assert (criterion.text, criterion.met) == ("预算表经财务确认", False)


def test_entries_come_and_go_by_their_own_numbers(launch: Launch) -> None:
    launch.do(AddCriterion(PLAN, "渠道清单"), RemoveEntry(PLAN, "criteria", 1), by=LI)
    assert [criterion.id for criterion in launch.task(PLAN).criteria] == [2, 3]
    launch.do(RemoveEntry(MATERIAL, "dependencies", PLAN), by=FACILITATOR)
    assert launch.task(MATERIAL).dependencies == ()


def test_the_settings_are_changed_field_by_field(launch: Launch) -> None:
    launch.do(ChangeSettings({"weekly_days": 3}), by=FACILITATOR)
    settings = launch.state.settings
    assert (settings.name, settings.weekly_days) == ("市场协作看板", 3)
    assert launch.state.all(Settings) == [settings]


def test_a_code_is_written_in_capitals_however_it_is_typed(launch: Launch) -> None:
    launch.do(CreateInitiative("ｃｓｐ", "客户服务流程升级"), by=FACILITATOR)
    assert launch.state.one(Initiative, 2).code == "CSP"


def test_hints_are_said_and_refuse_nothing(launch: Launch) -> None:
    edit = launch.draft(
        CreateTask(
            1, "首批铺货", department=SALES, owner=CHEN, due=date(2024, 4, 4), criteria=("尽快铺到位",)
        ),
        by=FACILITATOR,
    )
    said = [hint.render("en") for hint in warnings(edit)]
    assert len(said) == 4
    assert any("7 Apr 2024" in hint for hint in said), "Sunday 7 April 2024 is worked"
    assert any("尽快" in hint for hint in said)
    assert any("研发部" in hint for hint in said)


def test_starting_before_the_predecessor_is_done_is_a_hint(launch: Launch) -> None:
    hints = warnings(launch.draft(StartTask(MATERIAL), by=FACILITATOR))
    assert [hint.render("en") for hint in hints] == ["NPL-1 before it is not done: 推广方案撰写."]


def test_cancelling_names_who_waited(launch: Launch) -> None:
    hints = warnings(launch.draft(CancelTask(PLAN, "方向变了"), by=FACILITATOR))
    assert [hint.render("en") for hint in hints] == ["NPL-2 waited for it."]


def test_a_number_makes_a_vague_word_measurable() -> None:
    assert [each.word for each in vague("尽快提升满意度")] == ["尽快", "提升"]
    assert vague("满意度提升到 95%") == []
    english = vague("Improve it as soon as possible")
    assert [each.word for each in english] == ["Improve", "as soon as possible"]


def test_a_working_day_needs_no_hint() -> None:
    assert day_off(date(2024, 3, 25), Workdays(None)) is None
    assert day_off(None, Workdays(None)) is None


def test_a_person_record_is_made_with_its_role(launch: Launch) -> None:
    assert [person.name for person in launch.state.all(Person)][-1] == "周主持"
