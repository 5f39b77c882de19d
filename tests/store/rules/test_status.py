from __future__ import annotations

from datetime import date, datetime

import pytest

from store.model.organisation import Settings
from store.model.task import Block, Delay, Milestone, Priority, Progress, Task, Update
from store.rules.calendar import workdays
from store.rules.status import (
    SIGNS,
    WORDS,
    MilestoneKind,
    Slip,
    Status,
    days_late,
    due_soon,
    expected,
    is_late,
    is_stale,
    is_update_due,
    milestone_state,
    silence,
    slip,
    status_of,
)
from tests.store.rules.launch import MONDAY, at

SETTINGS = Settings(id=1, name="看板")
CALENDAR = workdays(SETTINGS)
SAID = datetime.fromisoformat("2024-03-20T09:00:00+08:00")
DELAY = Delay(at=SAID, by=1, reason="手册未到", forecast=date(2024, 3, 30))
BLOCK = Block(at=SAID, by=1, waits_for="手册", release_by=2)


def task(**fields: object) -> Task:
    return Task.model_validate({"id": 1, "initiative": 1, "number": 1, "title": "销售培训组织"} | fields)


def test_blocked_hides_delayed_and_delayed_hides_progress() -> None:
    assert status_of(task()) is Status.NOT_STARTED
    assert status_of(task(delay=DELAY)) is Status.DELAYED
    assert status_of(task(delay=DELAY, block=BLOCK, progress="in_progress")) is Status.BLOCKED


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.CANCELLED])
def test_what_is_closed_is_neither_delayed_nor_blocked(progress: Progress) -> None:
    assert status_of(task(progress=progress, delay=DELAY, block=BLOCK)) == progress.value


def test_each_status_has_a_sign_of_its_own_and_a_word() -> None:
    assert {*SIGNS} == {*WORDS} == {*Status}
    assert len({*SIGNS.values()}) == len(Status)
    assert WORDS[Status.BLOCKED].render("en") == "blocked"


def test_late_is_computed_and_holds_beside_a_declared_delay() -> None:
    late = task(due=date(2024, 3, 22), delay=DELAY)
    assert is_late(late, MONDAY.today)
    assert days_late(late, MONDAY.today) == 3
    assert expected(late) == date(2024, 3, 30)


def test_a_task_is_not_late_on_its_due_date_nor_when_done() -> None:
    assert not is_late(task(due=MONDAY.today), MONDAY.today)
    assert not is_late(task(due=date(2024, 3, 1), progress="done"), MONDAY.today)


def test_due_soon_counts_working_days_across_a_weekend() -> None:
    friday = at(22).today
    assert due_soon(task(due=date(2024, 3, 26)), friday, CALENDAR)
    assert not due_soon(task(due=date(2024, 3, 27)), friday, CALENDAR)
    assert not due_soon(task(due=date(2024, 3, 21)), friday, CALENDAR)


def forecasts(*days: int) -> list[dict[str, object]]:
    return [
        {"id": number, "at": SAID, "by": 1, "date": date(2024, 4, day), "reason": "场地"}
        for number, day in enumerate(days, 1)
    ]


def test_a_slip_reads_moved_three_times_and_seventeen_days() -> None:
    moved = task(due=date(2024, 4, 1), forecasts=forecasts(5, 9, 18))
    assert slip(moved) == Slip(3, 17)


def test_repeating_the_same_forecast_is_not_another_move() -> None:
    assert slip(task(due=date(2024, 4, 1), forecasts=forecasts(5, 5))) == Slip(1, 4)


def test_a_task_that_never_moved_has_no_slip() -> None:
    assert not slip(task(due=date(2024, 4, 1)))


def updated(day: int, hour: int = 9) -> Update:
    return Update(at=at(day, hour).now, by=1)


def test_high_priority_heard_on_monday_is_due_on_tuesday_and_stale_on_wednesday() -> None:
    high = task(priority=Priority.HIGH, progress="in_progress", updated=updated(18))
    for day, due, stale in ((18, False, False), (19, True, False), (20, True, True)):
        assert is_update_due(high, at(day), CALENDAR, SETTINGS) is due
        assert is_stale(high, at(day), CALENDAR, SETTINGS) is stale


def test_a_weekend_is_no_silence() -> None:
    high = task(priority=Priority.HIGH, progress="in_progress", updated=updated(22))
    assert silence(high, MONDAY, CALENDAR) == 1
    assert not is_stale(high, MONDAY, CALENDAR, SETTINGS)


def test_other_priorities_are_stale_after_more_than_a_working_week() -> None:
    medium = task(progress="in_progress", updated=updated(18))
    assert not is_stale(medium, MONDAY, CALENDAR, SETTINGS)
    assert is_update_due(medium, MONDAY, CALENDAR, SETTINGS)
    assert is_stale(medium, at(26), CALENDAR, SETTINGS)


def test_the_national_holiday_is_no_silence() -> None:
    medium = task(progress="in_progress", updated=Update(at=at(27, month=9).now, by=1))
    assert silence(medium, at(8, month=10), CALENDAR) == 3


def test_silence_does_not_begin_before_the_planned_start() -> None:
    planned = task(start=date(2024, 3, 25), updated=updated(1))
    assert silence(planned, MONDAY, CALENDAR) == 0
    assert silence(planned, at(27), CALENDAR) == 2


def test_a_task_without_a_start_is_silent_from_when_it_was_made() -> None:
    assert silence(task(created=at(22).now), MONDAY, CALENDAR) == 1
    assert silence(task(), MONDAY, CALENDAR) == 0


def test_an_update_just_before_midnight_counts_for_the_boards_own_day() -> None:
    heard = task(progress="in_progress", updated=Update(at=at(22, 23).now, by=1))
    assert silence(heard, at(22, 23), CALENDAR) == 0
    assert silence(heard, at(25, 0), CALENDAR) == 1


def test_what_is_closed_is_never_silent() -> None:
    assert silence(task(progress="done", updated=updated(1)), MONDAY, CALENDAR) == 0


@pytest.mark.parametrize(
    ("fields", "kind", "days"),
    [
        ({"hit": date(2024, 3, 21)}, MilestoneKind.HIT, 1),
        ({}, MilestoneKind.MISSED, 5),
        ({"forecast": date(2024, 3, 28)}, MilestoneKind.DUE, 3),
        ({"forecast": date(2024, 3, 22)}, MilestoneKind.MISSED, 3),
    ],
)
def test_a_milestone_is_hit_missed_or_due(fields: dict[str, date], kind: MilestoneKind, days: int) -> None:
    draft = Milestone.model_validate({"id": 1, "title": "方案初稿", "due": date(2024, 3, 20)} | fields)
    state = milestone_state(draft, MONDAY.today)
    assert (state.kind, state.days) == (kind, days)
