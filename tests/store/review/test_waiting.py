"""Who waits on whom, worked out by hand on the calendar of March and April 2024 (stage 4.6).

22 March is a Friday; 4 to 6 April are days off, 7 April (a Sunday) is worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from store.rules.calendar import workdays
from store.rules.commands import (
    BlockTask,
    CompleteTask,
    EditTask,
    ReceiveSupport,
    StartTask,
    UnblockTask,
)
from store.rules.waiting import WaitKind, matrix, union, waits
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
    ZHAO,
    Launch,
    at,
)

TODAY = date(2024, 3, 25)


def told(launch: Launch) -> list[tuple[int | None, int | None, int]]:
    found = matrix(launch.state, 1, launch.moment)
    return [(cell.waiter, cell.on, cell.days) for cell in found.cells]


def test_support_past_its_day_is_waited_for_in_working_days(launch: Launch) -> None:
    # The selling points were due on Friday the 15th: six working days before Monday the 25th. The manual was
    # due on Friday the 22nd: one.
    assert told(launch) == [(MARKETING, RESEARCH, 6), (SALES, RESEARCH, 1)]
    found = matrix(launch.state, 1, launch.moment)
    assert found.kept_waiting(RESEARCH) == 7
    assert (found.waited(MARKETING), found.waited(DESIGN)) == (6, 0)
    assert (found.waiters, found.awaited) == ((MARKETING, SALES), (RESEARCH,))


def test_what_is_due_today_is_not_waited_for_yet(launch: Launch) -> None:
    launch.moment = at(22)
    assert told(launch) == [(MARKETING, RESEARCH, 5)]


def test_a_task_that_was_to_begin_waits_for_what_comes_before_it(launch: Launch) -> None:
    launch.do(ReceiveSupport(PLAN, 1, TODAY), ReceiveSupport(TRAINING, 1, TODAY), by=FACILITATOR)
    assert told(launch) == []
    launch.moment = at(27)
    (wait,) = waits(launch.state, 1, launch.moment)
    assert (wait.kind, wait.what, wait.days) == (WaitKind.DEPENDENCY, "NPL-1", 0)
    launch.moment = at(7, month=4)
    # 28, 29 March, 1, 2, 3 and 7 April.
    assert told(launch) == [(DESIGN, MARKETING, 6)]
    launch.do(StartTask(MATERIAL), by=ZHAO)
    assert told(launch) == []


def test_a_block_waits_on_the_department_of_who_can_release_it(launch: Launch) -> None:
    launch.do(ReceiveSupport(PLAN, 1, TODAY), ReceiveSupport(TRAINING, 1, TODAY), by=FACILITATOR)
    launch.do(BlockTask(TRAINING, "场地钥匙", LI), by=WANG)
    assert told(launch) == [(SALES, MARKETING, 0)]
    launch.moment = at(28)
    launch.do(CompleteTask(PLAN, tick=(1, 2)), by=LI)
    assert told(launch) == [(SALES, MARKETING, 3)]
    launch.do(UnblockTask(TRAINING), by=WANG)
    assert told(launch) == []


def test_a_day_on_which_a_task_waits_for_two_things_counts_once(launch: Launch) -> None:
    launch.do(BlockTask(TRAINING, "产品手册定稿", CHEN), by=WANG)
    launch.moment = at(27)
    # The manual since Friday the 22nd: 25, 26, 27. The block since Monday: 26, 27.
    found = matrix(launch.state, 1, launch.moment).cell(SALES, RESEARCH)
    assert found is not None
    assert [(each.kind, each.days) for each in found.waits] == [(WaitKind.SUPPORT, 3), (WaitKind.BLOCK, 2)]
    assert found.days == 3


def test_what_is_done_waits_for_nothing(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, exception="够了"), CompleteTask(TRAINING, exception="够了"), by=FACILITATOR)
    assert told(launch) == []


def test_a_department_that_waits_on_itself_stands_on_the_diagonal(launch: Launch) -> None:
    launch.do(EditTask(MATERIAL, {"department": MARKETING, "owner": LI}), by=FACILITATOR)
    launch.moment = at(28)
    found = matrix(launch.state, 1, launch.moment).cell(MARKETING, MARKETING)
    assert found is not None
    assert found.days == 1


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], 0),
        ([(25, 25)], 0),
        ([(25, 27)], 2),
        ([(25, 27), (26, 28)], 3),
        ([(25, 29), (26, 27)], 4),
        ([(26, 27), (25, 29)], 4),
        ([(18, 20), (25, 27)], 4),
        # Friday to Monday is one working day, however it is cut.
        ([(22, 23), (23, 25)], 1),
    ],
)
def test_days_of_several_spans_count_once(
    launch: Launch, spans: list[tuple[int, int]], expected: int
) -> None:
    days = [(date(2024, 3, one), date(2024, 3, other)) for one, other in spans]
    assert union(days, workdays(launch.state.settings)) == expected
