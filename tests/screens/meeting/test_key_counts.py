"""How many keys the commonest acts of a weekly meeting take: they are pressed, as the pages in docs/ say."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot

from store.board.board import Board
from store.model.capture import Capture, CaptureKind
from store.model.initiative import Stage
from store.model.meeting import Attended, ItemKind, MeetingKind
from store.model.organisation import Person
from store.model.task import Task
from store.rules.commands import TickCriterion
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.holding import GoTo, RollCall
from store.rules.commands.meetings.planning import HoldMeeting
from tests.harness import grid, until, until_text
from tests.screens.meeting import key_counts
from tests.screens.meeting.key_counts import MORE, TEN, Blank, Deed, Seen, Shown, Typed
from tests.screens.meeting.stage import (
    LAUNCH,
    app_of,
    go_on_to,
    in_meeting,
    meeting_of,
    on_the_table,
    person,
    screen_of,
)

_EIGHT = 8


@asynccontextmanager
async def task(board: Board) -> AsyncIterator[Pilot[None]]:
    """NPL-7 on the table, its criteria met; eight people are expected."""
    board.commit(HoldMeeting(LAUNCH, MeetingKind.WEEKLY))
    meeting = meeting_of(board)
    called = {each.id for each in meeting.attendance}
    more = [each.id for each in board.state.all(Person) if each.id not in called][: _EIGHT - len(called)]
    seven = board.state.find("NPL-7")
    assert isinstance(seven, Task)
    board.commit(
        *(RollCall(meeting.id, each, Attended.EXPECTED) for each in more),
        *(TickCriterion(seven.id, each.id) for each in seven.criteria if not each.met),
    )
    put_seven_on_the_table(board)
    async with in_meeting(board) as pilot:
        await on_the_table(pilot, "NPL-7")
        yield pilot


@asynccontextmanager
async def listed(board: Board, capture: CaptureKind, kind: ItemKind) -> AsyncIterator[Pilot[None]]:
    """What an earlier meeting left open of that kind, the cursor on one line of it."""
    board.commit(AddCapture(LAUNCH, capture, "样张给大家看", person(board, "赵敏"), board.moment().today))
    added = board.state.all(Capture)[-1].id
    async with in_meeting(board) as pilot:
        await go_on_to(pilot, kind)
        screen_of(pilot).rows.move_to((Capture.table, added))
        yield pilot


def questions(board: Board) -> AbstractAsyncContextManager[Pilot[None]]:
    """The open questions, the cursor on one."""
    return listed(board, CaptureKind.QUESTION, ItemKind.QUESTIONS)


def actions(board: Board) -> AbstractAsyncContextManager[Pilot[None]]:
    """The actions of last time, the cursor on one."""
    return listed(board, CaptureKind.ACTION, ItemKind.ACTIONS)


@asynccontextmanager
async def follower(board: Board) -> AsyncIterator[Pilot[None]]:
    """NPL-7 on the table, on the screen of 王芳, who follows."""
    board.commit(HoldMeeting(LAUNCH, MeetingKind.WEEKLY))
    put_seven_on_the_table(board)
    other = Board.open(board.path, clock=board.clock, origin="screen")
    other.identify(person(board, "王芳"))
    async with in_meeting(other) as pilot:
        await on_the_table(pilot, "NPL-7")
        yield pilot


@asynccontextmanager
async def elsewhere(board: Board) -> AsyncIterator[Pilot[None]]:
    """A follower who looks at another item."""
    async with follower(board) as pilot:
        await pilot.press("space")
        await until_text(pilot, "您在看")
        yield pilot


@asynccontextmanager
async def on_board(board: Board) -> AsyncIterator[Pilot[None]]:
    """The follow-up board, in front of the meeting."""
    async with task(board) as pilot:
        app_of(pilot).open_stage(LAUNCH, Stage.FOLLOW_UP)
        await until_text(pilot, "[关注")
        yield pilot


@asynccontextmanager
async def home(board: Board) -> AsyncIterator[Pilot[None]]:
    """Home, while the meeting runs with NPL-7 on the table."""
    async with task(board) as pilot:
        await pilot.press("q")
        await until_text(pilot, "今天要推动")
        yield pilot


PLACES: dict[str, Callable[[Board], AbstractAsyncContextManager[Pilot[None]]]] = {
    place.__name__: place for place in (task, questions, actions, follower, elsewhere, on_board, home)
}


def put_seven_on_the_table(board: Board) -> None:
    """As the presenter does."""
    meeting, seven = meeting_of(board), board.state.find("NPL-7")
    item = next(each for each in meeting.agenda if each.kind is ItemKind.TASK and each.ref == seven.id)
    board.commit(GoTo(meeting.id, item.id))


async def carry_out(pilot: Pilot[None], deed: Deed) -> int:
    """Press the keys of `deed`, wait for what it shows; how many keys that took."""
    pressed = 0
    for step in deed.steps:
        match step:
            case Typed(text):
                await type_text(pilot, text)
            case Seen(text):
                await until_text(pilot, text)
            case Shown(name):
                await on_the_table(pilot, name)
            case Blank():
                await until(pilot, lambda seen: not seen.shown.strip(), "a blank screen")
            case str(key):
                await press(pilot, key)
                pressed += 1
    return pressed


async def press(pilot: Pilot[None], key: str) -> None:
    """Press it; after an enter in a field the next one has the focus, or there is none any more."""
    field = pilot.app.focused
    await pilot.press(key)
    if key == "enter" and field is not None:
        await until(pilot, lambda _seen: pilot.app.focused is not field, "the field left")


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Into the field that has the focus, all at once."""
    await until(pilot, lambda _seen: pilot.app.focused is not None, "a field")
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await until_text(pilot, text)


@pytest.mark.parametrize("deed", [*TEN, *MORE], ids=lambda deed: deed.name)
async def test_it_takes_as_many_keys_as_the_pages_say(board: Board, deed: Deed) -> None:
    async with PLACES[deed.at](board) as pilot:
        end = deed.steps[-1]
        assert not isinstance(end, Seen) or end.text not in grid(pilot.app)
        assert await carry_out(pilot, deed) == deed.count


@pytest.mark.parametrize("language", list(key_counts.PAGES))
def test_the_pages_are_those_of_the_keys_pressed(language: str) -> None:
    written = key_counts.PAGES[language].read_text(encoding="utf-8")
    assert written == key_counts.page(language), "python -m tests.screens.meeting.key_counts"


def test_none_of_the_ten_takes_more_than_five_keys() -> None:
    assert {deed.name: deed.count for deed in TEN if deed.count > 5} == {}
