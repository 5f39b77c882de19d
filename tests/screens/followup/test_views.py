"""Which tasks a view shows, in which order, and that a change touches no more than it must."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from screens.followup import views
from screens.followup.overview import Overview
from screens.followup.rows import columns, row
from screens.followup.views import OWN_ORDER, Sort, View
from screens.widgets.rows import Heading
from store import language
from store.model.clock import Moment
from store.model.initiative import Initiative, Stage
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Block, Dependency, Priority, Progress, Task

MOMENT = Moment(datetime(2024, 3, 25, 2, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
DAY = date(2024, 3, 25)


@pytest.fixture
def state() -> State:
    language.use("en")
    state = State()
    state.put(Department(id=1, name="Sales", head=1))
    state.put(Person(id=1, name="Wang Fang", department=1))
    state.put(Person(id=2, name="Chen Wei", department=1))
    state.put(Initiative(id=1, code="NPL", title="Launch", stage=Stage.FOLLOW_UP))
    later = date(2024, 4, 30)
    said = {"at": MOMENT.now, "by": 1}
    state.put(Task(id=1, initiative=1, number=1, title="Plan", due=DAY, progress=Progress.DONE))
    state.put(
        Task(id=2, initiative=1, number=2, title="Quotes", owner=1, department=1, due=date(2024, 3, 20))
    )
    state.put(Task(id=3, initiative=1, number=3, title="Talks", owner=2, due=later, updated=said))  # type: ignore[arg-type]
    state.put(
        Task(
            id=4,
            initiative=1,
            number=4,
            title="Shops",
            owner=1,
            priority=Priority.HIGH,
            due=date(2024, 3, 26),
            dependencies=(Dependency(id=3),),
            updated=said,  # type: ignore[arg-type]
        )
    )
    state.put(Task(id=9, initiative=2, number=1, title="Elsewhere", due=DAY))
    return state


@pytest.fixture
def overview(state: State) -> Overview:
    return Overview(state, 1, MOMENT)


def ids(found: Sequence[object]) -> list[object]:
    return [key for key in found if not isinstance(key, Heading)]


def test_attention_holds_what_needs_somebody_the_worst_first(overview: Overview) -> None:
    assert views.keys(overview, View.ATTENTION, OWN_ORDER[View.ATTENTION], "") == [2, 4]


def test_all_tasks_stand_by_number_and_those_of_other_initiatives_do_not(overview: Overview) -> None:
    assert views.keys(overview, View.ALL, OWN_ORDER[View.ALL], "") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.HARM, [2, 4, 3, 1]),
        (Sort.DUE, [2, 4, 3, 1]),
        (Sort.NUMBER, [1, 2, 3, 4]),
        (Sort.OWNER, [3, 2, 4, 1]),
        (Sort.PRIORITY, [4, 2, 3, 1]),
    ],
)
def test_what_is_closed_comes_last_except_by_number(
    overview: Overview, sort: Sort, expected: list[int]
) -> None:
    assert views.keys(overview, View.ALL, sort, "") == expected


def test_groups_have_headings_with_counts_and_what_nobody_owns_comes_first(overview: Overview) -> None:
    found = views.keys(overview, View.PERSON, OWN_ORDER[View.PERSON], "")
    headings = [key for key in found if isinstance(key, Heading) and key.text]
    assert [heading.text for heading in headings] == ["nobody owns it yet", "Wang Fang", "Chen Wei"]
    assert headings[0].note == "1/1"
    assert ids(found) == [1, 2, 4, 3]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("npl-2", [2]),
        ("wang", [2, 4]),
        ("ＳＨＯＰＳ", [4]),
        ("done", [1]),
        ("wang quot", [2]),
        ("sales", [2]),
    ],
)
def test_the_filter_looks_for_every_word_anywhere(
    overview: Overview, typed: str, expected: list[int]
) -> None:
    assert views.keys(overview, View.ALL, OWN_ORDER[View.ALL], typed) == expected


def test_lanes_hold_each_task_once(overview: Overview) -> None:
    found = views.lanes(overview, OWN_ORDER[View.STATUS], "")
    assert found["done"] == [1]
    assert found["not_started"] == [2, 4, 3]


def test_a_change_touches_the_task_and_those_after_it_only(overview: Overview, state: State) -> None:
    talks = state.one(Task, 3)
    state.put(talks.model_copy(update={"progress": Progress.DONE, "finished": DAY}))
    assert overview.update(state, MOMENT, [("tasks", 3)]) == frozenset({3, 4})
    line = overview.line(4)
    assert line is not None
    assert "NPL-3" not in str(line.reason)


def test_a_blocked_task_comes_to_attention_at_once(overview: Overview, state: State) -> None:
    talks = state.one(Task, 3)
    block = Block(at=MOMENT.now, by=1, waits_for="a room", release_by=2)
    state.put(talks.model_copy(update={"block": block}))
    overview.update(state, MOMENT, [("tasks", 3)])
    assert views.keys(overview, View.ATTENTION, OWN_ORDER[View.ATTENTION], "")[0] == 3


def test_a_renamed_person_touches_everything(overview: Overview, state: State) -> None:
    assert overview.update(state, MOMENT, [("people", 1)]) is None


def test_the_next_day_touches_everything(overview: Overview, state: State) -> None:
    tomorrow = Moment(datetime(2024, 3, 26, 2, tzinfo=UTC), MOMENT.zone)
    assert overview.update(state, tomorrow, []) is None


@pytest.mark.parametrize("view", View)
def test_a_row_has_a_cell_for_every_column(overview: Overview, view: View) -> None:
    if view is not View.STATUS:
        for task in overview.tasks.values():
            assert len(row(overview, view, task).cells) == len(columns(view, 5, 8, 20))
