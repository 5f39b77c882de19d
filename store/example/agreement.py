"""The example's stages 1 and 2: brief, alignment meeting, confirmations, risks, and signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from store.example.calendar import Days
from store.example.cast import FACILITATOR, HEADS
from store.example.plan import Undertaking
from store.example.requirement import Line, Need, Requirement, Risk, Voice, When, Word
from store.example.stage import DEPARTMENT_IDS, PERSON_IDS, Event, Scene
from store.model.requirement import Attendance, Feasibility, Part
from store.model.task import Serves
from store.rules.commands.alignment import (
    AskDepartments,
    AttendDepartment,
    Contribute,
    RaiseRisk,
    ReviewPoint,
    ReviewRest,
)
from store.rules.commands.breakdown import ServeNeed
from store.rules.commands.brief import AddPoints, EditBrief, EditPoint
from store.rules.commands.confirming import ConfirmBrief, RecordConfirmation
from store.rules.commands.signing import RecordSignature, SignRows
from store.rules.edit import Command


def agreement(undertaking: Undertaking, days: Days) -> Iterator[Event]:
    """All that was written and agreed, up to the signatures."""
    code, said = undertaking.code, undertaking.requirement
    yield Event(
        _moment(days, said.written), HEADS[undertaking.department], lambda scene: _brief(scene, code, said)
    )
    for voice in said.voices:
        yield _heard(code, voice, said.aligned, days)
        if voice.later is not None:
            yield _late(code, voice, voice.later, days)
    for word in said.confirmed:
        yield _confirms(code, word, days)
    for risk in said.risks:
        yield _risk(code, risk, days)
    for word in said.signed:
        yield signs(code, word, days)


def _moment(days: Days, when: When) -> datetime:
    """That time of that day, in UTC."""
    return days.at(*when)


def _confirms(code: str, word: Word, days: Days) -> Event:
    """A department confirms the brief."""
    department, how = DEPARTMENT_IDS[word.department], word.how

    def commands(scene: Scene) -> Sequence[Command]:
        initiative = scene.initiative(code)
        if how is None:
            return [ConfirmBrief(initiative, department)]
        return [RecordConfirmation(initiative, department, scene.text(how))]

    return Event(_moment(days, word.at), _typist(word), commands)


def signs(code: str, word: Word, days: Days) -> Event:
    """A department signs its rows of table 1."""
    department, how = DEPARTMENT_IDS[word.department], word.how

    def commands(scene: Scene) -> Sequence[Command]:
        initiative = scene.initiative(code)
        if how is None:
            return [SignRows(initiative, department)]
        return [RecordSignature(initiative, department, scene.text(how))]

    return Event(_moment(days, word.at), _typist(word), commands)


def serving(scene: Scene, undertaking: Undertaking) -> Iterator[Command]:
    """What each task is there for; in the commit that writes the tasks down, so their ids follow."""
    first = scene.board.state.last_ids.get("tasks", 0)
    for number, needs in undertaking.requirement.serves.items():
        for need in needs:
            yield _serve(first + number, need)


def _serve(task: int, need: Need) -> ServeNeed:
    if isinstance(need, int):
        return ServeNeed(task, Serves.OUTCOME, need)
    department, ref = need
    return ServeNeed(task, Serves.CONTRIBUTION, ref, DEPARTMENT_IDS[department])


def _typist(word: Word) -> str:
    return FACILITATOR if word.how is not None else HEADS[word.department]


def _brief(scene: Scene, code: str, said: Requirement) -> list[Command]:
    initiative = scene.initiative(code)
    own, *more = said.goals
    measured = {name: value for name, value in _row(scene, own).items() if name != "text"}
    return [
        EditBrief(initiative, {"background": scene.text(said.background)}),
        EditPoint(initiative, Part.GOALS, 1, measured),
        AddPoints(initiative, Part.GOALS, [_row(scene, each) for each in more]),
        AddPoints(initiative, Part.OUTCOMES, [_row(scene, each) for each in said.outcomes]),
        AddPoints(initiative, Part.TIMES, [_row(scene, each) for each in said.times]),
        AskDepartments(initiative, [DEPARTMENT_IDS[voice.department] for voice in said.voices]),
    ]


def _row(scene: Scene, line: Line) -> Mapping[str, object]:
    row: dict[str, object] = {"text": scene.text(line.text)}
    if line.date is not None:
        row["date"] = scene.days.day(line.date)
    if line.measure is not None:
        row["measure"] = scene.text(line.measure)
    if line.target is not None:
        row["target"] = scene.text(line.target)
    return row


def _heard(code: str, voice: Voice, aligned: When, days: Days) -> Event:
    department = DEPARTMENT_IDS[voice.department]

    def commands(scene: Scene) -> Sequence[Command]:
        initiative = scene.initiative(code)
        if voice.later is not None:
            return [AttendDepartment(initiative, department, Attendance.ABSENT)]
        people = [PERSON_IDS[each] for each in voice.people]
        there = AttendDepartment(initiative, department, Attendance.PRESENT, people)
        return [there, *_said(scene, initiative, voice)]

    return Event(_moment(days, aligned), FACILITATOR, commands)


def _late(code: str, voice: Voice, at: When, days: Days) -> Event:
    return Event(
        _moment(days, at), HEADS[voice.department], lambda scene: _said(scene, scene.initiative(code), voice)
    )


def _said(scene: Scene, initiative: int, voice: Voice) -> list[Command]:
    department = DEPARTMENT_IDS[voice.department]
    remarks = [
        ReviewPoint(
            initiative,
            department,
            each.part,
            each.entry,
            Feasibility.CONDITIONAL,
            scene.text(each.condition),
            scene.text(each.resources),
        )
        for each in voice.remarks
    ]
    return [*remarks, ReviewRest(initiative, department), _given(scene, initiative, voice)]


def _given(scene: Scene, initiative: int, voice: Voice) -> Contribute:
    rows = [
        {"content": scene.text(each.text), "due": None if each.date is None else scene.days.day(each.date)}
        for each in voice.gives
    ]
    return Contribute(initiative, DEPARTMENT_IDS[voice.department], rows)


def _risk(code: str, risk: Risk, days: Days) -> Event:
    return Event(
        _moment(days, risk.at),
        risk.owner,
        lambda scene: [
            RaiseRisk(
                scene.initiative(code),
                scene.text(risk.title),
                scene.department_of(risk.owner),
                risk.probability,
                risk.impact,
                scene.text(risk.trigger),
                scene.text(risk.prevention),
                scene.text(risk.contingency),
                PERSON_IDS[risk.owner],
                scene.days.day(risk.next_review),
            )
        ],
    )
