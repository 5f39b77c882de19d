"""What must hold of every board, whoever wrote it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.change import record_with
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.record import Record
from store.model.state import State
from store.model.task import Task
from store.rules import rights
from store.rules.commands import BlockTask, PostponeTask, StartTask
from store.rules.dependencies import cycle, followers, in_order
from store.rules.integrity import all_problems, problems
from tests.store.rules.launch import CHEN, FACILITATOR, LI, MATERIAL, PLAN, SALES, TRAINING, WANG, Launch


def test_the_launch_is_sound(launch: Launch) -> None:
    assert all_problems(launch.state) == []


@pytest.mark.parametrize(
    ("cls", "key", "fields"),
    [
        (Task, PLAN, {"owner": 99}),
        (Task, PLAN, {"department": 99}),
        (Task, PLAN, {"dependencies": [{"id": 99}]}),
        (Task, PLAN, {"dependencies": [{"id": MATERIAL}]}),
        (Task, PLAN, {"dependencies": [{"id": PLAN}]}),
        (Task, PLAN, {"number": 2}),
        (Task, PLAN, {"initiative": 9}),
        (Task, PLAN, {"criteria": [{"id": 1, "text": "甲"}, {"id": 1, "text": "乙"}]}),
        (Task, PLAN, {"support": [{"id": 1, "department": 99, "content": "卖点"}]}),
        (Person, WANG, {"department": 1}),
        (Person, WANG, {"deputy": 99}),
        (Person, FACILITATOR, {"role": "member"}),
        (Department, SALES, {"head": CHEN}),
        (Initiative, 1, {"sponsor": 99}),
    ],
)
def test_a_foreign_edit_that_breaks_a_rule_is_found(
    launch: Launch, cls: type[Record], key: int, fields: dict[str, object]
) -> None:
    record = record_with(launch.state.one(cls, key), **fields)
    found = problems(launch.state, [record])
    assert len(found) == 1
    assert found[0].render("en")


def test_checking_the_whole_board_finds_the_same(launch: Launch) -> None:
    launch.state.put(record_with(launch.task(PLAN), owner=99, dependencies=[{"id": MATERIAL}]))
    assert len(all_problems(launch.state)) == 2


def test_two_initiatives_do_not_share_a_code(launch: Launch) -> None:
    assert len(problems(launch.state, [Initiative(id=2, code="NPL", title="又一个")])) == 1


def test_two_edits_harmless_alone_make_no_cycle_together(launch: Launch) -> None:
    plan = record_with(launch.task(PLAN), dependencies=[{"id": TRAINING}])
    training = record_with(launch.task(TRAINING), dependencies=[{"id": MATERIAL}])
    assert problems(launch.state, [plan]) == problems(launch.state, [training]) == []
    found = problems(launch.state, [plan, training])
    assert len(found) == 1
    assert "NPL-1 -> NPL-3 -> NPL-2 -> NPL-1" in found[0].render("en")


def test_what_others_refer_to_is_not_removed(launch: Launch) -> None:
    assert len(problems(launch.state, [], removed={(Task.table, PLAN)})) == 1
    assert problems(launch.state, [], removed={(Task.table, TRAINING)}) == []


def test_a_block_and_its_issue_go_together(launch: Launch) -> None:
    edit = launch.do(BlockTask(TRAINING, "产品手册", CHEN), by=WANG)
    unblocked = record_with(launch.task(TRAINING), block=None)
    gone = {("issues", record.id) for record in edit.records() if record.table == "issues"}
    assert problems(launch.state, [], removed=gone) != []
    assert problems(launch.state, [unblocked], removed=gone) == []


def test_what_was_broken_before_does_not_stop_another_change(launch: Launch) -> None:
    launch.state.put(record_with(launch.task(PLAN), owner=99))
    edit = launch.draft(StartTask(PLAN), by=FACILITATOR)
    assert problems(launch.state, edit.records()) == []


class Watched(State):
    """A state that tells when somebody walks through a whole table."""

    walked = 0

    def all(self, cls: type) -> list:  # type: ignore[type-arg]
        Watched.walked += 1
        return super().all(cls)


def test_a_change_of_status_looks_at_no_whole_table(launch: Launch) -> None:
    state = Watched()
    for table, record in launch.state.records():
        state.put(record, table)
    edit = launch.draft(StartTask(PLAN), PostponeTask(PLAN, "卖点未到", date(2024, 3, 28)), by=LI)
    Watched.walked = 0
    assert problems(state, edit.records()) == []
    rights.check(state, state.get(Person, LI), edit.changes())
    assert Watched.walked == 0


def a_task(key: int, before: list[int]) -> Task:
    return Task.model_validate(
        {
            "id": key,
            "initiative": 1,
            "number": key,
            "title": f"{key}",
            "dependencies": [{"id": b} for b in before],
        }
    )


graphs = st.lists(st.lists(st.integers(1, 8), max_size=3, unique=True), min_size=1, max_size=8).map(
    lambda rows: {key: a_task(key, before) for key, before in enumerate(rows, 1)}
)


def can_reach(tasks: dict[int, Task], start: int, goal: int) -> bool:
    """The plain way: whether one or more steps back from `start` lead to `goal`."""
    now = {entry.id for entry in tasks[start].dependencies}
    for _ in tasks:
        now |= {entry.id for key in now if key in tasks for entry in tasks[key].dependencies}
    return goal in now


@given(graphs)
def test_a_cycle_is_found_exactly_when_a_task_waits_for_itself(tasks: dict[int, Task]) -> None:
    for key, task in tasks.items():
        found = cycle(task, tasks.get)
        assert (found is not None) == can_reach(tasks, key, key)
        if found:
            assert found[0] is found[-1] is task
            for one, other in pairwise(found):
                assert other.id in {entry.id for entry in one.dependencies}


@given(graphs)
def test_every_task_comes_after_what_it_waits_for(tasks: dict[int, Task]) -> None:
    order = [task.id for task in in_order(tasks, followers(tasks.values()))]
    for at, key in enumerate(order):
        assert all(entry.id in order[:at] for entry in tasks[key].dependencies if entry.id in tasks)
    cyclic = {key for key in tasks if can_reach(tasks, key, key)}
    assert not cyclic & set(order)


def test_a_chain_of_thousands_is_no_trouble() -> None:
    tasks = {key: a_task(key, [key - 1] if key > 1 else []) for key in range(1, 5001)}
    assert cycle(tasks[5000], tasks.get) is None
    tasks[1] = a_task(1, [5000])
    assert len(cycle(tasks[1], tasks.get) or ()) == 5001
