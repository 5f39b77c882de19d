"""Claiming: one owner, the way out of two, dates by working days, and the load in sight (stage 2.1)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.model.absence import Absence
from store.model.initiative import Stage
from store.model.task import Priority, Task
from store.rules.calendar import workdays
from store.rules.commands import AdvanceStage, CreateInitiative, CreateTask
from store.rules.commands.absences import AddAbsence, EditAbsence, RemoveAbsence
from store.rules.commands.claiming import ClaimTask, NameOwner, PlanTask, working_days_of
from store.rules.load import load, loads
from store.rules.naming import find_person
from store.rules.shared_owner import shared_owner
from store.rules.timeline import fit, timeline
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
    SUN,
    TRAINING,
    WANG,
    ZHAO,
    Launch,
)

NEW = 4


@pytest.fixture
def launch() -> Launch:
    """The launch in stage 2, with a task that nobody has claimed."""
    launch = Launch()
    launch.do(AdvanceStage(1, Stage.ASSIGN), CreateTask(1, "物料印刷"), by=FACILITATOR)
    return launch


def test_a_head_claims_a_task_first_and_names_its_owner_later(launch: Launch) -> None:
    launch.do(ClaimTask(NEW, DESIGN), by=ZHAO)
    assert (launch.task(NEW).department, launch.task(NEW).owner) == (DESIGN, None)
    launch.do(NameOwner(NEW, ZHAO), by=ZHAO)
    assert launch.task(NEW).owner == ZHAO


def test_a_head_claims_for_the_own_department_only_and_not_what_another_has(launch: Launch) -> None:
    with pytest.raises(NotAllowed):
        launch.do(ClaimTask(NEW, SALES), by=ZHAO)
    with pytest.raises(NotAllowed):
        launch.do(ClaimTask(TRAINING, DESIGN), by=ZHAO)
    with pytest.raises(NotAllowed):
        launch.do(ClaimTask(NEW, SALES), by=SUN)


def test_an_owner_is_one_known_person(launch: Launch) -> None:
    with pytest.raises(Refused) as refused:
        launch.do(NameOwner(NEW, 99), by=FACILITATOR)
    assert refused.value.field == "owner"
    with pytest.raises(Refused):
        launch.do(ClaimTask(NEW, None, LI), by=FACILITATOR)


def test_naming_the_owner_of_an_unclaimed_task_claims_it_for_their_department(launch: Launch) -> None:
    launch.do(NameOwner(NEW, SUN), by=WANG)
    assert launch.task(NEW).department == SALES


@pytest.mark.parametrize("between", ["/", "、", " 和 ", ",", " & ", "／", "\n"])
def test_two_owners_are_refused_with_a_way_out_either_way(launch: Launch, between: str) -> None:
    pasted = f"李明{between}王芳"
    with pytest.raises(Refused):
        find_person(launch.state, pasted)
    shared = shared_owner(launch.state, pasted)
    assert shared is not None
    li, wang = shared.people
    assert (li.id, wang.id) == (LI, WANG)
    assert "李明" in str(shared.offer(launch.state, li))
    assert "市场部" in str(shared.offer(launch.state, wang))
    launch.do(shared.command(launch.state, NEW, li), by=FACILITATOR)
    task = launch.task(NEW)
    assert (task.owner, task.department) == (LI, MARKETING)
    assert [(each.department, "王芳" in each.content) for each in task.support] == [(SALES, True)]


def test_one_person_or_an_unknown_one_is_no_shared_owner(launch: Launch) -> None:
    for text in ("李明", "销售部/王芳", "李明/没有人", "", "李明/李明"):
        assert shared_owner(launch.state, text) is None


def test_two_of_one_department_need_no_support(launch: Launch) -> None:
    shared = shared_owner(launch.state, "王芳/孙莉")
    assert shared is not None
    launch.do(shared.command(launch.state, NEW, shared.people[0]), by=FACILITATOR)
    assert launch.task(NEW).support == ()


def test_working_days_give_the_due_date_and_the_due_date_the_start(launch: Launch) -> None:
    launch.do(PlanTask(NEW, {"start": date(2024, 4, 3), "working_days": 3}), by=FACILITATOR)
    assert launch.task(NEW).due == date(2024, 4, 8)
    launch.do(PlanTask(NEW, {"due": date(2024, 4, 10), "working_days": 2}), by=FACILITATOR)
    task = launch.task(NEW)
    assert (task.start, task.due, task.working_days) == (date(2024, 4, 9), date(2024, 4, 10), None)
    assert working_days_of(task, workdays(launch.state.settings)) == 2
    launch.do(PlanTask(NEW, {"working_days": 4, "priority": Priority.HIGH}), by=FACILITATOR)
    assert (launch.task(NEW).due, launch.task(NEW).priority) == (date(2024, 4, 12), Priority.HIGH)


def test_working_days_without_a_date_are_kept_until_there_is_one(launch: Launch) -> None:
    launch.do(PlanTask(NEW, {"working_days": 2}), by=FACILITATOR)
    assert launch.task(NEW).working_days == 2
    launch.do(PlanTask(NEW, {"due": date(2024, 4, 10)}), by=FACILITATOR)
    assert (launch.task(NEW).start, launch.task(NEW).working_days) == (date(2024, 4, 9), None)


@pytest.mark.parametrize("days", [0, -1, 2001, True, "5"])
def test_working_days_are_a_number_within_reason(launch: Launch, days: object) -> None:
    with pytest.raises(Refused) as refused:
        launch.do(PlanTask(NEW, {"working_days": days}), by=FACILITATOR)
    assert refused.value.field == "working_days"


def test_the_load_shows_open_tasks_of_all_initiatives_and_the_days_they_overlap(launch: Launch) -> None:
    launch.do(
        CreateInitiative("SVC", "服务流程优化"),
        CreateTask(2, "流程图", owner=ZHAO, start=date(2024, 3, 28), due=date(2024, 4, 7)),
        by=FACILITATOR,
    )
    found = load(launch.state, ZHAO, launch.moment)
    assert [task.title for task in found.tasks] == ["宣传物料设计", "流程图"]
    assert (found.open, found.initiatives, found.overlapping_days) == (2, 2, 2)
    [overlap] = found.overlaps
    assert (overlap.start, overlap.end) == (date(2024, 3, 28), date(2024, 3, 29))
    assert loads(launch.state, launch.moment)[ZHAO] == found


def test_the_load_can_be_seen_before_the_task_is_saved(launch: Launch) -> None:
    new = Task(
        id=NEW,
        initiative=1,
        number=NEW,
        title="物料印刷",
        owner=ZHAO,
        start=date(2024, 3, 27),
        due=date(2024, 3, 27),
    )
    assert load(launch.state, ZHAO, launch.moment, also=new).overlapping_days == 1
    assert load(launch.state, ZHAO, launch.moment).overlapping_days == 0


def test_absences_are_ones_own_the_heads_or_the_facilitators_to_say(launch: Launch) -> None:
    launch.do(AddAbsence(SUN, date(2024, 3, 26), date(2024, 3, 27), "培训"), by=SUN)
    launch.do(EditAbsence(1, {"end": date(2024, 3, 28)}), by=WANG)
    for other in (LI, ZHAO, CHEN):
        with pytest.raises(NotAllowed):
            launch.do(AddAbsence(SUN, date(2024, 3, 26), date(2024, 3, 27)), by=other)
    with pytest.raises(Refused):
        launch.do(AddAbsence(SUN, date(2024, 3, 27), date(2024, 3, 26)), by=SUN)
    launch.do(RemoveAbsence(1), by=SUN)
    assert launch.state.all(Absence) == []


def test_an_absence_within_a_task_is_in_sight(launch: Launch) -> None:
    launch.do(AddAbsence(LI, date(2024, 3, 23), date(2024, 3, 25)), by=LI)
    [away] = load(launch.state, LI, launch.moment).absences
    assert (away.task.id, away.days) == (PLAN, 1)


def test_the_timeline_has_a_bar_a_task_with_its_plan_beside_what_is_expected(launch: Launch) -> None:
    found = timeline(launch.state, 1, launch.moment)
    bars = {bar.task.id: bar for bar in found.bars}
    assert bars[MATERIAL].before == (PLAN,)
    assert bars[PLAN].after == (MATERIAL,)
    assert (bars[PLAN].start, bars[PLAN].end) == (date(2024, 3, 11), date(2024, 3, 26))
    assert [mark.title for mark in bars[PLAN].marks] == ["方案初稿"]
    assert found.today == date(2024, 3, 25)
    assert found.first <= min(bar.start for bar in found.bars)
    assert found.last >= max(bar.end for bar in found.bars)


@pytest.mark.parametrize("columns", [1, 20, 60, 120])
@pytest.mark.parametrize("days", [1, 19, 61, 400, 3000])
def test_the_timeline_fits_into_any_width(columns: int, days: int) -> None:
    first = date(2024, 3, 6)
    last = date.fromordinal(first.toordinal() + days - 1)
    scale = fit(first, last, columns)
    assert 0 <= scale.column(first) <= scale.column(last) < columns
    assert scale.days < 7 or scale.first.weekday() == 0


def test_research_supports_and_owns_nothing(launch: Launch) -> None:
    assert load(launch.state, CHEN, launch.moment).open == 0
    assert {each.department for each in launch.task(TRAINING).support} == {RESEARCH}
