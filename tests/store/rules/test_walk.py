"""A walk through the updates that are due: everybody is called once, and what is told is ticked off."""

from __future__ import annotations

import itertools
from datetime import date

from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.commands import AddNote, AffirmTask, CompleteTask, CreateTask, PostponeTask, StartTask
from store.rules.walk import Step, begin, due_for, leads, next_due
from tests.store.rules.launch import CHEN, FACILITATOR, LI, MATERIAL, PLAN, SALES, TRAINING, WANG, Launch, at


def person(launch: Launch, id_: int) -> Person:
    found = launch.state.get(Person, id_)
    assert found is not None
    return found


def test_a_facilitator_calls_each_person_once(launch: Launch) -> None:
    launch.do(CreateTask(1, "渠道报价", department=SALES, owner=LI, due=date(2024, 3, 20)), by=FACILITATOR)
    launch.do(CreateTask(1, "门店陈列", department=SALES, owner=WANG, due=date(2024, 3, 19)), by=FACILITATOR)
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, FACILITATOR), 1)
    owners = [task.owner for id_ in walk.tasks if (task := launch.state.get(Task, id_)) is not None]
    changes = sum(before != after for before, after in itertools.pairwise(owners))
    assert changes == len(set(owners)) - 1
    worst = due_for(launch.state, launch.moment, person(launch, FACILITATOR), 1)[0]
    assert walk.tasks[0] == worst.id


def test_an_owner_walks_through_the_own_updates_only(launch: Launch) -> None:
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, WANG), 1)
    assert walk.tasks == [TRAINING]
    assert walk.initiative is None


def test_who_owns_nothing_has_an_empty_round(launch: Launch) -> None:
    launch.moment = at(29)
    assert begin(launch.state, launch.moment, person(launch, CHEN), 1).tasks == []


def test_nobody_leads_without_saying_who_they_are(launch: Launch) -> None:
    assert not leads(launch.state, None, 1)
    assert leads(launch.state, person(launch, FACILITATOR), None)
    assert not leads(launch.state, person(launch, LI), 1)


def test_what_somebody_else_tells_is_ticked_off(launch: Launch) -> None:
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, FACILITATOR), 1)
    assert walk.step(launch.state, TRAINING) is Step.TELL
    launch.do(StartTask(TRAINING), by=WANG)
    assert walk.step(launch.state, TRAINING) is Step.TOLD
    assert [task.id for task in walk.told(launch.state)] == [TRAINING]


def test_a_question_of_another_department_is_no_update(launch: Launch) -> None:
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, FACILITATOR), 1)
    launch.do(AddNote(TRAINING, "哪天要手册？"), by=CHEN)
    assert walk.step(launch.state, TRAINING) is Step.TELL


def test_what_is_undone_has_to_be_told_again(launch: Launch) -> None:
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, FACILITATOR), 1)
    before = launch.state.get(Task, TRAINING)
    assert before is not None
    launch.do(AffirmTask(TRAINING), by=WANG)
    launch.state.put(before)
    assert walk.step(launch.state, TRAINING) is Step.TELL


def test_after_a_word_comes_the_next_that_nobody_told_of_or_passed_over(launch: Launch) -> None:
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, FACILITATOR), 1)
    first, second, third = walk.tasks
    launch.do(AffirmTask(second), by=FACILITATOR)
    assert walk.after(launch.state, 0) == 2
    walk.passed.add(third)
    assert walk.after(launch.state, 1) == 0
    walk.passed.add(first)
    assert walk.after(launch.state, 1) == 3


def test_a_done_task_was_told_and_a_vanished_one_is_gone(launch: Launch) -> None:
    launch.moment = at(29)
    walk = begin(launch.state, launch.moment, person(launch, FACILITATOR), 1)
    launch.do(CompleteTask(TRAINING), by=WANG)
    assert walk.step(launch.state, TRAINING) is Step.TOLD
    assert walk.step(State(), TRAINING) is Step.GONE


def test_what_becomes_due_meanwhile_joins_those_of_the_same_person(launch: Launch) -> None:
    launch.moment = at(29)
    me = person(launch, FACILITATOR)
    walk = begin(launch.state, launch.moment, me, 1)
    place = walk.tasks.index(TRAINING)
    launch.do(CreateTask(1, "门店陈列", department=SALES, owner=WANG, due=date(2024, 3, 19)), by=FACILITATOR)
    walk.take_in(launch.state, due_for(launch.state, launch.moment, me, 1))
    assert walk.tasks[place + 1] == 4
    assert len(walk.tasks) == 4


def test_an_empty_round_names_the_next_day_on_which_one_is_due(launch: Launch) -> None:
    launch.moment = at(25)
    launch.do(AffirmTask(PLAN), AffirmTask(MATERIAL), by=FACILITATOR)
    launch.do(PostponeTask(TRAINING, "手册未到", date(2024, 4, 10)), by=WANG)
    me = person(launch, LI)
    assert due_for(launch.state, launch.moment, me, None) == []
    found = next_due(launch.state, launch.moment, me, None)
    assert found is not None
    day, tasks = found
    assert day == date(2024, 3, 26)
    assert [task.id for task in tasks] == [PLAN]
