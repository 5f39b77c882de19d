"""What a slip pushes (DOMAIN.md stage 3.4): finish to start, in working days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.model.organisation import Settings
from store.model.state import State
from store.model.task import Task
from store.rules.calendar import workdays
from store.rules.commands import (
    AddDependency,
    AddMilestone,
    CompleteTask,
    CreateInitiative,
    CreateTask,
    NewMilestone,
    StartTask,
)
from store.rules.schedule import Consequences, consequences, projected
from store.rules.workdays import Workdays
from tests.store.rules.launch import DESIGN, FACILITATOR, LI, MATERIAL, MONDAY, PLAN, SALES, Launch, at

CALENDAR = workdays(Settings(id=1, name="看板"))


def if_done_on(launch: Launch, day: date, task: int = PLAN) -> Consequences:
    return consequences(launch.state, launch.task(task), day, launch.moment, CALENDAR)


def test_the_material_starts_once_the_plan_is_final(launch: Launch) -> None:
    then = if_done_on(launch, date(2024, 3, 28))
    assert [(each.task.id, each.was, each.now) for each in then.pushed] == [
        (MATERIAL, date(2024, 3, 29), date(2024, 4, 2))
    ]
    assert then.departments == (DESIGN,)
    assert (then.end_before, then.end_after) == (date(2024, 3, 29), date(2024, 4, 2))


def test_the_milestones_of_what_is_pushed_move_with_it(launch: Launch) -> None:
    then = if_done_on(launch, date(2024, 3, 28))
    assert [(each.milestone.title, each.was, each.now) for each in then.milestones] == [
        ("物料初稿", date(2024, 3, 28), date(2024, 4, 1))
    ]


def test_a_milestone_at_the_end_of_the_task_moves_with_its_forecast(launch: Launch) -> None:
    launch.do(AddMilestone(PLAN, "方案定稿", date(2024, 3, 26)), by=LI)
    then = if_done_on(launch, date(2024, 3, 28))
    moved = [(each.milestone.title, each.now) for each in then.milestones]
    assert ("方案定稿", date(2024, 3, 28)) in moved


def test_a_new_start_skips_the_holiday(launch: Launch) -> None:
    then = if_done_on(launch, date(2024, 4, 3))
    # Tomb-Sweeping Day is 4 to 6 April 2024; Sunday the 7th is worked.
    assert then.pushed[0].now == date(2024, 4, 9)


def test_room_between_two_tasks_takes_up_a_slip(launch: Launch) -> None:
    stocking = CreateTask(
        1,
        "首批铺货",
        department=SALES,
        start=date(2024, 4, 2),
        due=date(2024, 4, 8),
        dependencies=(MATERIAL,),
        milestones=(NewMilestone("开售", date(2024, 4, 8)),),
    )
    launch.do(stocking, by=FACILITATOR)
    near = if_done_on(launch, date(2024, 3, 27))
    assert [each.task.id for each in near.pushed] == [MATERIAL]
    assert [(each.task.id, each.slack) for each in near.held] == [(4, 0)]
    assert near.end_after == near.end_before == date(2024, 4, 8)
    far = if_done_on(launch, date(2024, 3, 28))
    assert [each.task.id for each in far.pushed] == [MATERIAL, 4]


def test_a_task_under_way_is_no_longer_pushed(launch: Launch) -> None:
    launch.do(StartTask(MATERIAL), by=FACILITATOR)
    assert if_done_on(launch, date(2024, 4, 10)).pushed == ()


def test_a_done_task_holds_nothing_up(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, exception="先用初稿"), by=LI)
    ends = projected(launch.state.all(Task), MONDAY.today, CALENDAR)
    assert ends[PLAN] == MONDAY.today
    assert ends[MATERIAL] == date(2024, 3, 29)


def test_an_overdue_task_ends_today_at_the_earliest_and_pushes_what_follows(launch: Launch) -> None:
    ends = projected(launch.state.all(Task), at(29).today, CALENDAR)
    assert ends[PLAN] == date(2024, 3, 29)
    assert ends[MATERIAL] == date(2024, 4, 3)


def test_a_task_without_dates_passes_the_slip_on(launch: Launch) -> None:
    launch.do(CreateTask(1, "评审", dependencies=(PLAN,)), by=FACILITATOR)
    launch.do(CreateTask(1, "付印", due=date(2024, 3, 28), dependencies=(4,)), by=FACILITATOR)
    assert [each.task.id for each in if_done_on(launch, date(2024, 3, 28)).pushed][:2] == [4, 5]


def test_the_dependency_of_another_initiative_is_pushed_too(launch: Launch) -> None:
    launch.do(CreateInitiative("CSP", "客户服务流程升级"), by=FACILITATOR)
    launch.do(CreateTask(2, "客服培训", due=date(2024, 3, 27)), by=FACILITATOR)
    launch.do(AddDependency(4, PLAN), by=FACILITATOR)
    assert 4 in [each.task.id for each in if_done_on(launch, date(2024, 4, 1)).pushed]


def a_chain(durations: list[int], gaps: list[int]) -> dict[int, Task]:
    """Tasks one after the other on plain weeks, `gaps` days apart; the last also waits for the first."""
    plain, day, tasks = Workdays(None), date(2024, 3, 25), {}
    for key, (length, gap) in enumerate(zip(durations, gaps, strict=False), 1):
        start = plain.next(day + timedelta(gap))
        due = plain.add(start, length)
        before = {key - 1, 1} if key > 2 else {key - 1}
        tasks[key] = Task.model_validate(
            {
                "id": key,
                "initiative": 1,
                "number": key,
                "title": f"{key}",
                "start": start,
                "due": due,
                "dependencies": [{"id": each} for each in sorted(before) if each > 0],
            }
        )
        day = due
    return tasks


chains = st.integers(1, 7).flatmap(
    lambda size: st.builds(
        a_chain,
        st.lists(st.integers(0, 5), min_size=size, max_size=size),
        st.lists(st.integers(0, 6), min_size=size, max_size=size),
    )
)


@given(chains, st.integers(0, 30), st.integers(0, 30))
def test_a_later_forecast_never_brings_anything_forward(tasks: dict[int, Task], one: int, more: int) -> None:
    state = State()
    for task in tasks.values():
        state.put(task)
    first, plain = tasks[1], Workdays(None)
    assert first.due is not None
    sooner, later = first.due + timedelta(one), first.due + timedelta(one + more)
    near = consequences(state, first, sooner, MONDAY, plain)
    far = consequences(state, first, later, MONDAY, plain)
    ends = {each.task.id: each.now for each in far.pushed}
    assert all(each.was <= each.now <= ends[each.task.id] for each in near.pushed)
    for each in far.pushed:
        assert each.task.start is not None
        assert each.task.due is not None
        assert plain.is_workday(each.now)
        assert plain.between(each.task.start, each.task.due) <= plain.between(later, each.now) - 1
    assert near.end_after is not None
    assert far.end_after is not None
    assert near.end_after <= far.end_after


def test_thousands_of_tasks_in_a_row_are_pushed_without_recursion() -> None:
    state = State()
    for task in a_chain([0] * 3000, [1] * 3000).values():
        state.put(task)
    first = state.one(Task, 1)
    then = consequences(state, first, date(2024, 3, 29), MONDAY, Workdays(None))
    assert len(then.pushed) == 2999
