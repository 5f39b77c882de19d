"""The meetings of the example: the kickoff that fixed the dates, two weekly ones and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from store.board.meetings import since_last
from store.example.calendar import Days
from store.example.cast import FACILITATOR
from store.example.launch import LAUNCH
from store.example.stage import PERSON_IDS, Event, Scene
from store.example.text import Two
from store.model.capture import Capture, CaptureKind
from store.model.meeting import Attended, Meeting, MeetingKind
from store.rules.commands.meetings.capturing import AddCapture, AnswerQuestion
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import Next, RollCall
from store.rules.commands.meetings.planning import EditMeeting, HoldMeeting, RenewAgenda
from store.rules.edit import Command
from store.rules.meeting.agenda import agenda
from store.rules.meeting.running import ahead, running

_CODE: Final = "NPL"
_FIRST: Final = -6
_SECOND: Final = -1
_QUESTION: Final = Two("包材供应商换不换？", "Do we change the packaging supplier?")
_MANUAL: Final = Two("给出产品手册定稿日期", "Name the day on which the manual is final")


def meetings(days: Days) -> Iterator[Event]:
    """All three, from opening to closing."""
    yield from _kickoff(days)
    yield from _first(days)
    yield from _second(days)


def _kickoff(days: Days) -> Iterator[Event]:
    begin = days.at(LAUNCH.kicked_off or 0, 9, 20)
    yield _open(begin, MeetingKind.KICKOFF)
    yield _roll(begin)
    yield from _through(begin, 6, 5)
    yield _close(begin + timedelta(minutes=34))


def _first(days: Days) -> Iterator[Event]:
    begin = days.at(_FIRST, 15)
    yield _open(begin, MeetingKind.WEEKLY)
    yield _roll(begin, absent="zhou")
    yield _say(
        begin + timedelta(minutes=6),
        CaptureKind.DECISION,
        Two("渠道政策先按旧返利执行", "The old rebates hold for now"),
        key="NPL-4",
    )
    yield _say(begin + timedelta(minutes=9), CaptureKind.QUESTION, _QUESTION, who="sun", key="NPL-10")
    yield _say(
        begin + timedelta(minutes=12),
        CaptureKind.ACTION,
        Two("和财务对一遍返利比例", "Go through the rebates with finance"),
        who="zhou",
        due=-4,
        key="NPL-4",
    )
    yield _say(
        begin + timedelta(minutes=20),
        CaptureKind.PARK,
        Two("下半年的价格策略", "Prices for the second half of the year"),
    )
    yield from _through(begin, 3, 11)
    yield _close(begin + timedelta(minutes=38))
    yield Event(
        days.at(-5, 11, 30),
        "sun",
        lambda scene: [
            AnswerQuestion(
                _captured(scene, _QUESTION), scene.text(Two("不换，改分两批", "No, two deliveries"))
            )
        ],
    )


def _second(days: Days) -> Iterator[Event]:
    begin = days.at(_SECOND, 15)
    yield _open(begin, MeetingKind.WEEKLY)
    yield _roll(begin)
    yield _say(begin + timedelta(minutes=5), CaptureKind.ACTION, _MANUAL, who="chen", due=0, key="NPL-7")
    yield _say(
        begin + timedelta(minutes=14),
        CaptureKind.ACTION,
        Two("门店陈列样张给运营部看", "Show operations the display samples"),
        who="zhao",
        due=3,
        key="NPL-11",
    )
    yield _say(
        begin + timedelta(minutes=22),
        CaptureKind.DECISION,
        Two("首批铺货不等折页", "The first delivery does not wait"),
        key="NPL-9",
    )
    yield from _through(begin, 3, 12)
    yield _close(begin + timedelta(minutes=41))


def _open(at: datetime, kind: MeetingKind) -> Event:
    def commands(scene: Scene) -> Sequence[Command]:
        board, initiative = scene.board, scene.initiative(_CODE)
        planned = [each for each in ahead(board.state, initiative) if each.kind is kind]
        items = agenda(
            board.state, initiative, kind, board.moment(), since=since_last(board, initiative, kind)
        )
        return [
            *(EditMeeting(each.id, at, each.minutes, each.chair) for each in planned),
            *(RenewAgenda(each.id, items) for each in planned),
            HoldMeeting(initiative, kind, agenda=items),
        ]

    return Event(at, FACILITATOR, commands)


def _roll(at: datetime, absent: str | None = None) -> Event:
    """Everybody who was asked is there, but one."""

    def commands(scene: Scene) -> Sequence[Command]:
        meeting = _running(scene)
        missing = PERSON_IDS[absent] if absent is not None else None
        return [
            RollCall(meeting.id, each.id, Attended.ABSENT if each.id == missing else Attended.PRESENT)
            for each in meeting.attendance
        ]

    return Event(at + timedelta(minutes=1), FACILITATOR, commands)


def _through(begin: datetime, minutes: int, items: int = 12) -> Iterator[Event]:
    """From item to item, so many minutes each."""
    for at in range(items):
        yield Event(begin + timedelta(minutes=2 + minutes * at), FACILITATOR, _next)


def _next(scene: Scene) -> Sequence[Command]:
    meeting = _running(scene)
    return [] if meeting.current is None else [Next(meeting.id, meeting.current)]


def _say(
    at: datetime,
    kind: CaptureKind,
    text: Two,
    *,
    who: str | None = None,
    due: int | None = None,
    key: str | None = None,
) -> Event:
    def commands(scene: Scene) -> Sequence[Command]:
        meeting = _running(scene)
        return [
            AddCapture(
                meeting.initiative,
                kind,
                scene.text(text),
                PERSON_IDS[who] if who is not None else None,
                scene.days.day(due) if due is not None else None,
                meeting=meeting.id,
                item=meeting.current,
                task=scene.id(key) if key is not None else None,
            )
        ]

    return Event(at, FACILITATOR, commands)


def _close(at: datetime) -> Event:
    return Event(at, FACILITATOR, lambda scene: [CloseMeeting(_running(scene).id)])


def _running(scene: Scene) -> Meeting:
    return running(scene.board.state, scene.initiative(_CODE))[0]


def _captured(scene: Scene, text: Two) -> int:
    said = scene.text(text)
    return next(each.id for each in scene.board.state.all(Capture) if each.text == said)
