"""The ordinary course of an undertaking: written down, started, helped, ticked off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from store.example.agreement import agreement, serving
from store.example.calendar import Days
from store.example.cast import FACILITATOR, HEADS
from store.example.plan import Plan, Undertaking
from store.example.stage import DEPARTMENT_IDS, PERSON_IDS, Event, Scene
from store.model.initiative import Stage
from store.rules.commands import (
    CompleteTask,
    CreateInitiative,
    CreateTask,
    HitMilestone,
    NewMilestone,
    NewSupport,
    ReceiveSupport,
    StartTask,
)
from store.rules.commands.advancing import AdvanceStage


def course(undertaking: Undertaking, days: Days) -> Iterator[Event]:
    """All that happens as planned."""
    code = undertaking.code
    yield Event(
        days.at(undertaking.begun, 8, 30), FACILITATOR, lambda scene: [_initiative(scene, undertaking)]
    )
    yield from agreement(undertaking, days)
    yield Event(
        days.at(undertaking.planned, 9),
        FACILITATOR,
        lambda scene: [
            *(_task(scene, undertaking, number, plan) for number, plan in enumerate(undertaking.tasks, 1)),
            *serving(scene, undertaking),
        ],
    )
    yield advance(undertaking.code, Stage.ASSIGN, days.at(undertaking.planned, 9, 2))
    if undertaking.kicked_off is not None:
        yield advance(undertaking.code, Stage.FOLLOW_UP, days.at(undertaking.kicked_off, 9, 55))
    for number, plan in enumerate(undertaking.tasks, 1):
        yield from _of_task(f"{code}-{number}", plan, days)


def advance(code: str, stage: Stage, at: datetime) -> Event:
    """The facilitator goes on to a stage; what is missing for it is recorded."""
    return Event(
        at, FACILITATOR, lambda scene: [AdvanceStage(scene.initiative(code), stage, accept_gaps=True)]
    )


def _initiative(scene: Scene, undertaking: Undertaking) -> CreateInitiative:
    return CreateInitiative(
        code=undertaking.code,
        title=scene.text(undertaking.title),
        scenario=undertaking.scenario,
        department=DEPARTMENT_IDS[undertaking.department],
        facilitator=PERSON_IDS[FACILITATOR],
        sponsor=PERSON_IDS[undertaking.sponsor],
        goal=scene.text(undertaking.goal),
        due=scene.days.day(undertaking.due),
    )


def _task(scene: Scene, undertaking: Undertaking, number: int, plan: Plan) -> CreateTask:
    day, text = scene.days.day, scene.text
    # The ids of tasks that are written down in one commit follow each other.
    first = scene.board.state.last_ids.get("tasks", 0)
    return CreateTask(
        initiative=scene.initiative(undertaking.code),
        title=text(plan.title),
        deliverable=text(plan.deliverable),
        department=DEPARTMENT_IDS[plan.department],
        owner=None if plan.owner is None else PERSON_IDS[plan.owner],
        priority=plan.priority,
        start=day(plan.start),
        due=day(plan.due),
        criteria=[text(each) for each in plan.criteria],
        support=[
            NewSupport(
                DEPARTMENT_IDS[each.department],
                text(each.content),
                None if each.due is None else day(each.due),
            )
            for each in plan.help
        ],
        dependencies=[first + before for before in plan.after if before < number],
        milestones=[NewMilestone(text(each.title), day(each.due)) for each in plan.steps],
    )


def _of_task(key: str, plan: Plan, days: Days) -> Iterator[Event]:
    owner = plan.owner or HEADS[plan.department]
    if plan.begun is not None:
        yield Event(days.at(plan.begun, 9, 30), owner, lambda scene: [StartTask(scene.id(key))])
    for at, step in enumerate(plan.steps, 1):
        if step.hit is not None:
            yield _hit(key, owner, at, step.hit, days)
    for at, each in enumerate(plan.help, 1):
        if each.received is not None:
            yield _received(key, HEADS[each.department], at, each.received, days)
    if plan.done is not None:
        ticks = tuple(range(1, len(plan.criteria) + 1))
        yield Event(days.at(plan.done, 16, 40), owner, lambda scene: [CompleteTask(scene.id(key), ticks)])


def _hit(key: str, owner: str, milestone: int, offset: int, days: Days) -> Event:
    return Event(
        days.at(offset, 15, 20),
        owner,
        lambda scene: [HitMilestone(scene.id(key), milestone, days.day(offset))],
    )


def _received(key: str, head: str, support: int, offset: int, days: Days) -> Event:
    return Event(
        days.at(offset, 11, 5),
        head,
        lambda scene: [ReceiveSupport(scene.id(key), support, days.day(offset))],
    )
