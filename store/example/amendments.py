"""What changed in the example after it was confirmed or signed, and who gave their word again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from store.example.agreement import signs
from store.example.calendar import Days
from store.example.cast import HEADS
from store.example.requirement import Word
from store.example.stage import DEPARTMENT_IDS, Event, Scene
from store.example.text import Two
from store.model.requirement import Part
from store.rules.commands import EditEntry, EditTask
from store.rules.commands.alignment import ReviewPoint
from store.rules.commands.brief import EditPoint
from store.rules.commands.confirming import ConfirmBrief
from store.rules.edit import Command


def amendments(days: Days) -> Iterator[Event]:
    """In each case one department has not said yet that the new wording is right."""
    yield from _trial(days)
    yield from _handbook(days)
    yield from _displays(days)


def _trial(days: Days) -> Iterator[Event]:
    """The brief of CSP gives the trial more time: it is confirmed anew, by design not yet."""
    yield Event(
        days.at(-7, 10, 10),
        "zheng",
        lambda scene: [
            EditPoint(scene.initiative("CSP"), Part.TIMES, 1, {"date": scene.days.day(37)}),
        ],
    )
    for department, at in (("service", 20), ("market", 30), ("rnd", 35), ("sales", 40), ("ops", 50)):
        yield _agrees_anew(department, days.at(-7, 10, at))


def _agrees_anew(department: str, at: datetime) -> Event:
    def commands(scene: Scene) -> list[Command]:
        initiative, own = scene.initiative("CSP"), DEPARTMENT_IDS[department]
        return [ReviewPoint(initiative, own, Part.TIMES, 1), ConfirmBrief(initiative, own)]

    return Event(at, HEADS[department], commands)


def _handbook(days: Days) -> Iterator[Event]:
    """The handbook of CSP is wanted earlier, in two variants: design signed for something else."""

    def commands(scene: Scene) -> list[Command]:
        task = scene.id("CSP-5")
        content = scene.text(Two("手册版式 2 套", "Handbook layout, 2 variants"))
        return [
            EditTask(task, {"due": scene.days.day(18)}),
            EditEntry(task, "support", 1, {"content": content}),
        ]

    yield Event(days.at(-3, 9, 40), "zheng", commands)
    yield signs("CSP", Word("service", (-3, 9, 50)), days)
    yield signs("CSP", Word("sales", (-2, 9, 10), Two("邮件确认", "By mail")), days)


def _displays(days: Days) -> Iterator[Event]:
    """Operations asks for fewer posters, later, and signs again; design has not."""

    def commands(scene: Scene) -> list[Command]:
        content = scene.text(Two("陈列海报 2 版", "Display posters, 2 versions"))
        return [EditEntry(scene.id("NPL-11"), "support", 1, {"content": content, "due": scene.days.day(4)})]

    yield Event(days.at(-2, 13, 30), "sun", commands)
    yield signs("NPL", Word("ops", (-2, 13, 40)), days)
