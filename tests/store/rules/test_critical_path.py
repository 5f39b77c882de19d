"""Earliest and latest dates, slack and the critical path (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import Refused
from store.model.absence import Absence
from store.model.initiative import Stage
from store.model.state import State
from store.model.task import Dependency, Priority, Task
from store.rules import commands
from store.rules.absences import LONGEST_ABSENCE, personal_calendars
from store.rules.commands import AddDependency, AdvanceStage, CompleteTask, CreateTask, EditTask, StartTask
from store.rules.commands.absences import AddAbsence, EditAbsence
from store.rules.commands.claiming import PlanTask
from store.rules.commands.scheduling import AdoptDates, RepairDates
from store.rules.critical_path import Schedule, impossible, schedule, schedule_of
from store.rules.gates import missing_for
from store.rules.stage2 import stage2_steps
from store.rules.workdays import Workdays
from tests.store.rules.launch import (
    DESIGN,
    FACILITATOR,
    LI,
    MARKETING,
    MATERIAL,
    PLAN,
    TRAINING,
    WANG,
    ZHAO,
    Launch,
)

CHINA = Workdays("CN")
MONDAY = date(2026, 2, 9)


def plan_of(launch: Launch) -> Schedule:
    return schedule_of(launch.state, 1, launch.moment)


def task(id: int, days: int | None = None, after: Sequence[int] = (), **fields: Any) -> Task:
    return Task(
        id=id,
        initiative=1,
        number=id,
        title=f"任务{id}",
        working_days=days,
        dependencies=tuple(Dependency(id=each) for each in sorted(after)),
        **fields,
    )


def test_a_schedule_over_the_spring_festival_counts_the_make_up_days() -> None:
    # 2026: off from Sunday 15 to Monday 23 February; worked on the Saturdays 14 and 28 February.
    plan = schedule(
        [task(1, 4, start=date(2026, 2, 11)), task(2, 3, [1]), task(3, 2, [1]), task(4, 2, [2, 3])],
        MONDAY,
        CHINA,
    )
    dates = {
        key: (str(each.earliest_start)[5:], str(each.earliest_finish)[5:]) for key, each in plan.tasks.items()
    }
    assert dates == {
        1: ("02-11", "02-14"),
        2: ("02-24", "02-26"),
        3: ("02-24", "02-25"),
        4: ("02-27", "02-28"),
    }
    assert (plan.start, plan.end, plan.length) == (date(2026, 2, 11), date(2026, 2, 28), 9)
    assert plan.critical_path == (1, 2, 4)
    third = plan.tasks[3]
    assert (third.latest_start, third.latest_finish, third.slack) == (date(2026, 2, 25), date(2026, 2, 26), 1)


def test_start_and_due_say_how_long_a_task_takes() -> None:
    plan = schedule([task(1, start=date(2026, 2, 13), due=date(2026, 2, 24))], MONDAY, CHINA)
    assert plan.tasks[1].working_days == plan.length == 3


def test_an_initiative_without_dates_starts_on_the_next_working_day() -> None:
    plan = schedule([task(1, 2)], date(2026, 2, 15), CHINA)
    assert (plan.start, plan.end) == (date(2026, 2, 24), date(2026, 2, 25))


def test_a_planned_start_is_kept_and_the_gap_before_it_is_slack() -> None:
    plan = schedule(
        [task(1, 1, start=date(2026, 3, 2)), task(2, 2, [1], start=date(2026, 3, 5))], MONDAY, CHINA
    )
    assert plan.tasks[2].earliest_start == date(2026, 3, 5)
    assert plan.tasks[1].slack == 2
    assert plan.critical_path == (2,)


def test_what_has_only_a_due_date_ends_on_it() -> None:
    plan = schedule([task(1, 3, due=date(2026, 2, 13))], MONDAY, CHINA)
    assert plan.tasks[1][2:4] == (date(2026, 2, 11), date(2026, 2, 13))


def test_the_days_on_which_the_owner_is_away_do_not_count(launch: Launch) -> None:
    launch.do(AddAbsence(ZHAO, date(2024, 3, 27), date(2024, 3, 28), "年假"), by=ZHAO)
    launch.do(PlanTask(MATERIAL, {"priority": Priority.HIGH}), by=FACILITATOR)
    dates = plan_of(launch).tasks[MATERIAL]
    assert (dates.working_days, dates.earliest_start) == (3, date(2024, 3, 29))
    assert dates.earliest_finish == date(2024, 4, 2)


def test_working_days_and_a_start_give_the_due_date_around_an_absence(launch: Launch) -> None:
    launch.do(CreateTask(1, "物料印刷", department=DESIGN, owner=ZHAO), by=FACILITATOR)
    launch.do(AddAbsence(ZHAO, date(2024, 4, 8), date(2024, 4, 8)), by=FACILITATOR)
    launch.do(PlanTask(4, {"working_days": 3}), by=FACILITATOR)
    assert launch.task(4).working_days == 3
    launch.do(PlanTask(4, {"start": date(2024, 4, 3)}), by=FACILITATOR)
    # 4 to 6 April is the holiday, Sunday the 7th is worked, on the 8th the owner is away.
    assert (launch.task(4).due, launch.task(4).working_days) == (date(2024, 4, 9), 3)
    assert plan_of(launch).impossible == ()
    # Other dates, typed as such, are planned around what is known by then.
    launch.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    launch.do(PlanTask(4, {"due": date(2024, 4, 10)}), by=FACILITATOR)
    assert plan_of(launch).tasks[4].working_days == 4
    assert plan_of(launch).impossible == ()


def test_an_absence_makes_no_task_shorter_and_a_date_that_it_breaks_is_flagged_and_repaired(
    launch: Launch,
) -> None:
    launch.do(
        AdvanceStage(1, Stage.ASSIGN),
        CreateTask(1, "物料印刷", department=DESIGN, owner=ZHAO),
        PlanTask(4, {"start": date(2024, 4, 1), "due": date(2024, 4, 10)}),
        CreateTask(1, "物料发运", dependencies=(4,)),
        by=FACILITATOR,
    )
    # 4 to 6 April is the holiday, Sunday the 7th is worked: seven working days.
    assert plan_of(launch).tasks[4].working_days == 7
    launch.do(AddAbsence(ZHAO, date(2024, 4, 2), date(2024, 4, 10)), by=FACILITATOR)
    dates = plan_of(launch).tasks[4]
    assert (dates.working_days, dates.earliest_start) == (7, date(2024, 4, 1))
    assert dates.earliest_finish == date(2024, 4, 18)
    assert plan_of(launch).tasks[5].earliest_start == date(2024, 4, 19)
    [found] = [each for each in plan_of(launch).impossible if each.task.id == 4]
    assert (found.because, found.possible) == (None, date(2024, 4, 18))
    steps = stage2_steps(launch.state, 1, launch.moment)
    assert "赵敏" in str(steps[1].missing)
    launch.do(RepairDates(1, [4]), by=FACILITATOR)
    assert launch.task(4).due == date(2024, 4, 18)
    assert plan_of(launch).tasks[4].working_days == 7
    assert plan_of(launch).impossible == ()


def test_a_due_date_on_a_day_off_is_taken_whoever_is_away(launch: Launch) -> None:
    launch.do(AddAbsence(ZHAO, date(2024, 5, 6), date(2024, 5, 6)), by=FACILITATOR)
    saturday = date(2024, 4, 13)
    launch.do(
        CreateTask(1, "物料印刷", department=DESIGN, owner=ZHAO, start=saturday, due=saturday),
        by=FACILITATOR,
    )
    assert plan_of(launch).impossible == ()


def test_an_absence_of_years_is_a_mistyped_one_and_costs_nobody_their_time(launch: Launch) -> None:
    with pytest.raises(Refused) as refused:
        launch.do(AddAbsence(ZHAO, date(2024, 4, 2), date(2199, 4, 10)), by=FACILITATOR)
    assert refused.value.field == "end"
    launch.do(AddAbsence(ZHAO, date(2024, 4, 2), date(2024, 4, 3)), by=FACILITATOR)
    with pytest.raises(Refused):
        launch.do(EditAbsence(1, {"end": date(2199, 4, 10)}), by=FACILITATOR)
    # A file edited by hand may hold one: its calendar has an end, and is made once.
    launch.state.put(Absence(id=2, person=WANG, start=date(2024, 4, 2), end=date(2199, 4, 10)))
    away = personal_calendars(launch.state)[WANG]
    assert len(away.days_off) == LONGEST_ABSENCE
    assert personal_calendars(launch.state)[WANG] is away


def test_a_due_date_that_predecessors_make_impossible_is_flagged_and_repaired(launch: Launch) -> None:
    launch.state.apply(launch.draft(commands.AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR).changes())
    launch.do(AddDependency(TRAINING, MATERIAL), by=FACILITATOR)
    [found] = impossible(launch.state, 1, launch.moment)
    assert found.because is not None
    assert (found.task.id, found.because.id, found.due) == (TRAINING, MATERIAL, date(2024, 3, 28))
    assert found.repair == date(2024, 4, 7)
    assert any("NPL-3" in str(each) for each in missing_for(launch.state, 1, Stage.FOLLOW_UP, launch.moment))
    launch.do(RepairDates(1), by=FACILITATOR)
    assert (launch.task(TRAINING).start, launch.task(TRAINING).due) == (date(2024, 4, 1), date(2024, 4, 7))
    assert impossible(launch.state, 1, launch.moment) == []
    with pytest.raises(Refused):
        launch.do(RepairDates(1), by=FACILITATOR)


def test_repairing_one_date_repairs_what_comes_after_it_too() -> None:
    late = task(2, start=date(2026, 3, 2), due=date(2026, 3, 3), after=[1])
    last = task(3, start=date(2026, 3, 4), due=date(2026, 3, 4), after=[2])
    plan = schedule([task(1, 5, start=date(2026, 3, 2)), late, last], MONDAY, CHINA)
    assert [(each.task.id, each.repair) for each in plan.impossible] == [
        (2, date(2026, 3, 10)),
        (3, date(2026, 3, 11)),
    ]


def test_a_cycle_of_three_is_refused_and_named(launch: Launch) -> None:
    launch.do(AddDependency(TRAINING, MATERIAL), by=FACILITATOR)
    with pytest.raises(Refused, match="NPL-1 -> NPL-3 -> NPL-2 -> NPL-1"):
        launch.do(AddDependency(PLAN, TRAINING), by=FACILITATOR)


def test_tasks_without_dates_take_those_of_the_schedule(launch: Launch) -> None:
    launch.do(CreateTask(1, "物料印刷", dependencies=(MATERIAL,)), by=FACILITATOR)
    launch.do(PlanTask(4, {"working_days": 2}), by=FACILITATOR)
    launch.do(AdoptDates(1), by=FACILITATOR)
    adopted = launch.task(4)
    assert (adopted.start, adopted.due, adopted.working_days) == (date(2024, 4, 1), date(2024, 4, 2), None)


def test_what_is_under_way_is_a_fact_and_no_longer_held(launch: Launch) -> None:
    launch.do(StartTask(MATERIAL), by=ZHAO)
    dates = schedule_of(launch.state, 1, launch.moment).tasks
    assert dates[MATERIAL].earliest_start == date(2024, 3, 25)
    assert all(each.slack >= 0 for each in dates.values())


def test_dates_are_put_right_by_what_is_changed_in_the_same_breath(launch: Launch) -> None:
    launch.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    moved = EditTask(PLAN, {"due": date(2024, 4, 10)})
    launch.do(moved, RepairDates(1), by=FACILITATOR)
    assert launch.task(MATERIAL).start == date(2024, 4, 11)
    new = (CreateTask(1, "物料印刷"), AddDependency(4, MATERIAL), AdoptDates(1))
    launch.do(*new, by=FACILITATOR)
    start, before = launch.task(4).start, launch.task(MATERIAL).due
    assert start is not None
    assert before is not None
    assert start > before


def test_what_is_done_stands_where_it_was_finished(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, (1, 2)), by=LI)
    dates = schedule_of(launch.state, 1, launch.moment).tasks
    assert dates[PLAN].earliest_finish == date(2024, 3, 25)
    assert dates[MATERIAL].earliest_start == date(2024, 3, 27)


def test_a_cancelled_task_holds_nobody(launch: Launch) -> None:
    launch.do(commands.CancelTask(PLAN, "不做了"), by=LI)
    launch.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    launch.do(EditTask(MATERIAL, {"start": date(2024, 3, 11)}), by=FACILITATOR)
    dates = schedule_of(launch.state, 1, launch.moment).tasks
    assert PLAN not in dates
    assert dates[MATERIAL].earliest_start == date(2024, 3, 11)


def test_the_department_does_not_matter_for_an_empty_initiative() -> None:
    plan = schedule_of(State(), MARKETING, Launch().moment)
    assert (plan.length, plan.start, plan.critical_path) == (0, None, ())


Shape = tuple[int, frozenset[int], int | None]
shapes = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.frozensets(st.integers(1, 12), max_size=3),
        st.none() | st.integers(0, 40),
    ),
    min_size=1,
    max_size=12,
)


def built(drawn: Sequence[Shape]) -> tuple[list[Task], Schedule]:
    tasks = [
        task(
            key,
            days,
            [each for each in after if each < key],
            start=None if start is None else date(2026, 1, 26) + timedelta(days=start),
        )
        for key, (days, after, start) in enumerate(drawn, 1)
    ]
    return tasks, schedule(tasks, date(2026, 2, 2), CHINA)


def worked(start: date, end: date) -> int:
    """Working days from `start` to `end`, both included, counted one by one."""
    return sum(CHINA.is_workday(start + timedelta(days=at)) for at in range((end - start).days + 1))


@given(shapes)
def test_the_schedule_respects_every_dependency_and_the_calendar(drawn: list[Shape]) -> None:
    tasks, plan = built(drawn)
    for each in tasks:
        dates = plan.tasks[each.id]
        for day in dates[2:6]:
            assert CHINA.is_workday(day)
        assert worked(dates.earliest_start, dates.earliest_finish) == each.working_days
        assert worked(dates.latest_start, dates.latest_finish) == each.working_days
        assert each.start is None or dates.earliest_start >= each.start
        assert dates.slack == CHINA.between(dates.earliest_start, dates.latest_start) >= 0
        for before in each.dependencies:
            assert plan.tasks[before.id].earliest_finish < dates.earliest_start
            assert plan.tasks[before.id].latest_finish < dates.latest_start


@given(shapes)
def test_no_shorter_length_exists_for_the_given_durations(drawn: list[Shape]) -> None:
    """Every chain of tasks, tried one by one: the longest one is the length."""
    tasks, plan = built(drawn)
    by_id = {each.id: each for each in tasks}
    given = [each.start for each in tasks if each.start is not None]
    begin = CHINA.next(min(given, default=date(2026, 2, 2)))

    def earliest_end(key: int) -> date:
        own = by_id[key]
        starts = [begin if own.start is None else CHINA.next(own.start)]
        starts += [CHINA.add(earliest_end(before.id), 1) for before in own.dependencies]
        return CHINA.add(max(starts), (own.working_days or 1) - 1)

    assert plan.end == max(earliest_end(key) for key in by_id)
    assert plan.start is not None
    assert plan.length == worked(plan.start, plan.end)


@given(shapes)
def test_the_critical_path_runs_without_a_gap_to_the_end(drawn: list[Shape]) -> None:
    _tasks, plan = built(drawn)
    path = [plan.tasks[key] for key in plan.critical_path]
    assert path[-1].earliest_finish == plan.end
    assert all(each.slack == 0 for each in path)
    for one, other in pairwise(path):
        assert CHINA.add(one.earliest_finish, 1) == other.earliest_start


@given(shapes, st.data())
def test_a_task_that_slips_by_its_slack_moves_nothing_and_by_one_day_more_the_end(
    drawn: list[Shape], data: st.DataObject
) -> None:
    tasks, plan = built(drawn)
    slipping = data.draw(st.sampled_from(tasks))
    slack = plan.tasks[slipping.id].slack

    def ends(by: int) -> date | None:
        start = CHINA.add(plan.tasks[slipping.id].earliest_start, by)
        # The others stay where they are, so that the initiative does not begin anew.
        starts: Mapping[int, date] = {key: each.earliest_start for key, each in plan.tasks.items()}
        fixed = [
            each.model_copy(update={"start": start if each.id == slipping.id else starts[each.id]})
            for each in tasks
        ]
        return schedule(fixed, date(2026, 2, 2), CHINA).end

    assert ends(slack) == plan.end
    assert ends(slack + 1) != plan.end


@given(shapes, st.frozensets(st.integers(0, 60), max_size=20))
def test_absences_lengthen_no_work_and_hold_only_the_one_who_is_away(
    drawn: list[Shape], away: frozenset[int]
) -> None:
    """Every second task is of somebody who is away on some days; the others work by the board's calendar."""
    days_off = frozenset(date(2026, 1, 26) + timedelta(days=at) for at in away)
    theirs = Workdays("CN", days_off)
    free, _plan = built(drawn)
    tasks = [each.model_copy(update={"owner": 1 + each.id % 2}) for each in free]
    plan = schedule(tasks, date(2026, 2, 2), CHINA, {1: theirs})
    for each in tasks:
        dates = plan.tasks[each.id]
        calendar = theirs if each.owner == 1 else CHINA
        span = (dates.earliest_finish - dates.earliest_start).days + 1
        days = [dates.earliest_start + timedelta(days=at) for at in range(span)]
        assert calendar.is_workday(days[0])
        assert calendar.is_workday(days[-1])
        assert sum(map(calendar.is_workday, days)) == each.working_days == dates.working_days
        for before in each.dependencies:
            assert plan.tasks[before.id].earliest_finish < dates.earliest_start
    assert plan.end == max(each.earliest_finish for each in plan.tasks.values())
