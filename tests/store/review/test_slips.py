"""The slip ledger, worked out by hand (stage 4.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.task import Baseline, Task
from store.rules.commands import CancelTask, CompleteTask, PostponeTask, RecoverTask
from store.rules.slips import Move, MoveKind, Part, SlipRow, ledger, parts_of
from tests.store.rules.launch import (
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
    ZHAO,
    Launch,
    at,
)


def row(launch: Launch, task: int) -> SlipRow:
    return next(each for each in ledger(launch.state, 1).rows if each.task.id == task)


def test_every_forecast_stands_with_its_reason_and_cause(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    launch.moment = at(27)
    launch.do(PostponeTask(TRAINING, "场地满了", date(2024, 4, 2)), by=WANG)
    found = row(launch, TRAINING)
    assert (found.key, found.original, found.end, found.days) == (
        "NPL-3",
        date(2024, 3, 28),
        date(2024, 4, 2),
        5,
    )
    assert [(each.days, each.reason, each.cause, each.by) for each in found.moves] == [
        (2, "手册没到", RESEARCH, WANG),
        (3, "场地满了", None, WANG),
    ]
    assert (found.told.times, found.told.days) == (2, 5)


def test_in_sum_by_cause_and_by_department(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    launch.do(PostponeTask(TRAINING, "场地满了", date(2024, 4, 2)), by=WANG)
    launch.do(PostponeTask(PLAN, "卖点没到", date(2024, 4, 1), RESEARCH), by=LI)
    launch.do(PostponeTask(MATERIAL, "打样返工", date(2024, 4, 2)), by=ZHAO)
    found = ledger(launch.state, 1)
    assert [(each.department, each.days, each.tasks) for each in found.by_cause] == [
        (RESEARCH, 8, (PLAN, TRAINING)),
        (None, 7, (TRAINING, MATERIAL)),
    ]
    assert [(each.department, each.days) for each in found.by_department] == [
        (MARKETING, 6),
        (SALES, 5),
        (DESIGN, 4),
    ]
    assert found.days == 15
    assert [each.task.id for each in found.rows] == [PLAN, TRAINING, MATERIAL]


def test_what_is_won_back_is_taken_off_what_was_lost_last(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    launch.do(PostponeTask(TRAINING, "场地满了", date(2024, 4, 3)), by=WANG)
    launch.do(PostponeTask(TRAINING, "换了场地", date(2024, 3, 31)), by=WANG)
    assert row(launch, TRAINING).parts == (Part(RESEARCH, "手册没到", 2), Part(None, "场地满了", 1))
    launch.do(RecoverTask(TRAINING), by=WANG)
    found = row(launch, TRAINING)
    assert (found.days, found.parts, len(found.moves)) == (0, (), 4)
    assert ledger(launch.state, 1).days == 0


def test_done_later_than_was_told_is_a_slip_that_nobody_told(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    launch.moment = at(1, month=4)
    launch.do(CompleteTask(TRAINING), by=WANG)
    found = row(launch, TRAINING)
    assert (found.days, found.told.days) == (4, 2)
    assert found.moves[-1].kind is MoveKind.OUTCOME
    assert found.parts == (Part(RESEARCH, "手册没到", 2), Part(None, "", 2))


def test_done_early_is_no_slip(launch: Launch) -> None:
    launch.do(CompleteTask(TRAINING), by=WANG)
    found = row(launch, TRAINING)
    assert (found.days, found.parts) == (-3, ())
    assert ledger(launch.state, 1).days == 0


def test_the_baseline_is_the_original_and_a_new_due_date_a_move(launch: Launch) -> None:
    fixed = Baseline(at=datetime(2024, 3, 8, tzinfo=UTC), due=date(2024, 3, 26))
    launch.state.put(launch.state.one(Task, TRAINING).model_copy(update={"baseline": fixed}))
    launch.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    found = row(launch, TRAINING)
    assert (found.original, found.days) == (date(2024, 3, 26), 4)
    assert [each.kind for each in found.moves] == [MoveKind.REPLANNED, MoveKind.FORECAST]


def test_what_was_cancelled_ends_on_no_day(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    launch.do(CancelTask(TRAINING, "不办了"), by=FACILITATOR)
    assert TRAINING not in [each.task.id for each in ledger(launch.state, 1).rows]


DAY = date(2024, 3, 25)


def moves(days: list[int]) -> list[Move]:
    return [Move(MoveKind.FORECAST, DAY, DAY, each, cause=at) for at, each in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "left"),
    [([5], [5]), ([5, -5], []), ([-3, 5], [2]), ([2, 3, -4], [1]), ([-2, 1, 4], [3]), ([4, -6, 3], [1])],
)
def test_parts_by_hand(days: list[int], left: list[int]) -> None:
    assert [each.days for each in parts_of(moves(days))] == left


@given(st.lists(st.integers(-30, 30).filter(bool), max_size=12))
def test_the_parts_add_up_to_the_slip(days: list[int]) -> None:
    parts = parts_of(moves(days))
    assert sum(each.days for each in parts) == max(sum(days), 0)
    assert all(each.days > 0 for each in parts)
