"""Scenario templates: four, in both languages, editable by the team."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.language import LANGUAGES, Language
from store.model.initiative import Scenario
from store.model.template import Template
from store.rules.commands import EditInitiative, EditTask
from store.rules.commands.templates import (
    AddTemplateRows,
    ApplyTemplate,
    EditTemplate,
    EditTemplateRow,
    MoveTemplateRow,
    RemoveTemplateRow,
    ResetTemplate,
    TemplateList,
)
from store.rules.edit import Command
from store.rules.measurable import vague
from store.rules.order import ordered
from store.rules.templates import built_in, minutes, planned, template
from store.rules.workdays import Workdays
from tests.store.rules.launch import FACILITATOR, LI
from tests.store.rules.requirement import LAUNCH, Requirement

MAJOR = Scenario.MAJOR_PROJECT
AGENDA, TASKS = TemplateList.AGENDA, TemplateList.TASKS


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", Scenario)
def test_each_scenario_brings_agenda_cadence_and_usual_tasks(scenario: Scenario, language: Language) -> None:
    found = built_in(scenario, language)
    assert found.hint
    assert found.cadence
    assert len(found.agenda) >= 4
    assert minutes(found) > 0
    assert all(task.deliverable and task.criterion and task.milestone for task in found.tasks)
    assert not any(vague(task.criterion) for task in found.tasks), "a template sets an example"


def test_both_languages_say_the_same(launch: Requirement) -> None:
    for scenario in Scenario:
        zh, en = built_in(scenario, "zh"), built_in(scenario, "en")
        assert [line.minutes for line in zh.agenda] == [line.minutes for line in en.agenda]
        assert [task.share for task in zh.tasks] == [task.share for task in en.tasks]


def test_the_team_makes_a_template_its_own_and_goes_back(launch: Requirement) -> None:
    launch.do(
        EditTemplate(MAJOR, "zh", {"cadence": "每周一更新"}),
        AddTemplateRows(MAJOR, "zh", AGENDA, [{"title": "合规检查", "minutes": 5}], after=2),
        EditTemplateRow(MAJOR, "zh", AGENDA, 1, {"minutes": 15}),
        RemoveTemplateRow(MAJOR, "zh", AGENDA, 3),
        MoveTemplateRow(MAJOR, "zh", AGENDA, 5, after=None),
        by=FACILITATOR,
    )
    own = template(launch.state, MAJOR, "zh")
    assert own.cadence == "每周一更新"
    assert [line.title for line in ordered(own.agenda)] == [
        "确认与下一步",
        "背景与目标",
        "逐条评审：可行性、条件、资源",
        "合规检查",
        "各部门的投入",
    ]
    assert template(launch.state, MAJOR, "en").id == 0, "the other language is as it came"
    launch.do(ResetTemplate(MAJOR, "zh"), by=FACILITATOR)
    assert template(launch.state, MAJOR, "zh").id == 0
    assert launch.state.all(Template) == []


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (EditTemplate(MAJOR, "zh", {"agenda": ()}), "agenda"),
        (AddTemplateRows(MAJOR, "zh", AGENDA, [{"title": ""}]), "rows/1/title"),
        (EditTemplateRow(MAJOR, "zh", TASKS, 1, {"share": 0}), "share"),
        (EditTemplateRow(MAJOR, "zh", TASKS, 1, {"minutes": 5}), "minutes"),
        (RemoveTemplateRow(MAJOR, "zh", TASKS, 9), "entry"),
        (ResetTemplate(MAJOR, "zh"), None),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field(
    launch: Requirement, command: Command, field: str | None
) -> None:
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field


def test_templates_are_the_facilitators(launch: Requirement) -> None:
    with pytest.raises(NotAllowed):
        launch.draft(EditTemplate(MAJOR, "zh", {"cadence": "每周一更新"}), by=LI)


def test_usual_tasks_are_laid_into_the_time_on_working_days() -> None:
    plan = planned(built_in(MAJOR, "zh"), date(2024, 3, 4), date(2024, 3, 29), Workdays(None))
    assert [each.due for each in plan] == [
        date(2024, 3, 7),
        date(2024, 3, 11),
        date(2024, 3, 19),
        date(2024, 3, 25),
        date(2024, 3, 29),
    ]


def test_using_a_template_makes_its_tasks_with_criteria_and_milestones(launch: Requirement) -> None:
    launch.do(EditInitiative(LAUNCH, {"due": date(2024, 3, 29)}), by=LI)
    launch.do(ApplyTemplate(LAUNCH, "zh", tasks=[1, 5]), by=LI)
    first, last = (launch.task(task) for task in launch.ids())
    assert (first.title, last.title) == ("总体方案", "上线与验收")
    assert [each.due for each in last.milestones] == [date(2024, 3, 29)]
    assert first.criteria
    launch.do(ApplyTemplate(LAUNCH, "zh"), by=LI)
    assert len(launch.ids()) == 5, "what is there already is left out"
    with pytest.raises(Refused):
        launch.draft(ApplyTemplate(LAUNCH, "zh"), by=LI)


def test_without_an_end_the_tasks_come_without_dates(launch: Requirement) -> None:
    launch.do(ApplyTemplate(LAUNCH, "en"), by=LI)
    assert {launch.task(task).due for task in launch.ids()} == {None}
    assert not any(launch.task(task).milestones for task in launch.ids())


def test_the_usual_milestone_comes_with_the_day_on_which_a_usual_task_is_due(launch: Requirement) -> None:
    launch.do(ApplyTemplate(LAUNCH, "zh", tasks=[1]), by=LI)
    [task] = launch.ids()
    usual = template(launch.state, MAJOR, "zh").tasks[0].milestone
    assert usual
    launch.do(EditTask(task, {"due": date(2024, 3, 20)}), by=LI)
    assert [(each.title, each.due) for each in launch.task(task).milestones] == [(usual, date(2024, 3, 20))]
    launch.do(EditTask(task, {"due": date(2024, 3, 21)}), by=LI)
    assert len(launch.task(task).milestones) == 1


def test_a_task_of_ones_own_gets_no_milestone_by_itself(launch: Requirement) -> None:
    [task] = launch.make("另写一份")
    launch.do(EditTask(task, {"due": date(2024, 3, 20)}), by=LI)
    assert launch.task(task).milestones == ()
