"""A meeting of the example's launch, in front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot

from screens.meeting.meeting_screen import MeetingScreen
from store.board.board import Board
from store.model.issue import Issue
from store.model.meeting import ItemKind, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.organisation import Person
from store.rules.commands.meetings.planning import HoldMeeting
from store.rules.meeting.running import running as running_meetings
from store.rules.urgent import clocks
from tests.harness import Grid, grid, until, until_text
from tests.screens.stage import SMALL, running
from tui.app import DuiqiApp

LAUNCH = 1
"""The initiative of the example that is being followed up."""


@asynccontextmanager
async def the_meetings(
    board: Board, *, initiative: int = LAUNCH, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The list of meetings of an initiative."""
    async with running(board, size=size) as pilot:
        app_of(pilot).list_meetings(initiative)
        await until_text(pilot, "会议")
        yield pilot


@asynccontextmanager
async def in_meeting(
    board: Board, kind: MeetingKind = MeetingKind.WEEKLY, *, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """A meeting of that kind: the one that runs, else one that the board's author begins now."""
    if not any(each.kind is kind for each in running_meetings(board.state)):
        board.commit(HoldMeeting(LAUNCH, kind))
    async with running(board, size=size) as pilot:
        app_of(pilot).open_meeting(LAUNCH)
        await until(pilot, lambda seen: at_meeting(pilot) and "[" in seen.text[1], "the meeting")
        yield pilot


def app_of(pilot: Pilot[None]) -> DuiqiApp:
    """The program."""
    assert isinstance(pilot.app, DuiqiApp)
    return pilot.app


def at_meeting(pilot: Pilot[None]) -> bool:
    """Whether a running meeting is in front."""
    return isinstance(pilot.app.screen, MeetingScreen)


def screen_of(pilot: Pilot[None]) -> MeetingScreen:
    """The meeting's screen, wherever it is in the stack."""
    return next(each for each in pilot.app.screen_stack if isinstance(each, MeetingScreen))


def meeting_of(board: Board, kind: MeetingKind = MeetingKind.WEEKLY) -> Meeting:
    """The newest meeting of that kind that was opened."""
    found = [each for each in board.state.all(Meeting) if each.kind is kind and each.opened is not None]
    return found[-1]


def minutes_of(board: Board, kind: MeetingKind) -> Minutes:
    """The newest minutes of a meeting of that kind."""
    return [each for each in board.state.all(Minutes) if each.kind is kind][-1]


def person(board: Board, name: str) -> int:
    """The person of that name."""
    return next(one.id for one in board.state.all(Person) if one.name == name)


def urgent_issue(board: Board) -> Issue:
    """The issue whose clock runs."""
    return clocks(board.state, board.clock.now())[0].issue


async def on_the_table(pilot: Pilot[None], name: str) -> Grid:
    """Wait until that item is the one shown."""
    return await until_text(pilot, f"[{name}]")


async def go_on_to(pilot: Pilot[None], kind: ItemKind, *, key: str = "space") -> None:
    """Go from item to item until one of that kind is shown."""
    screen = screen_of(pilot)
    while screen.here is None or screen.here.kind is not kind:
        await next_item(pilot, key)


async def go_to_the_end(pilot: Pilot[None]) -> int:
    """Through all items that are left; how many keys that took."""
    screen, keys = screen_of(pilot), 0
    while not screen.at_the_end:
        await next_item(pilot)
        keys += 1
    await until_text(pilot, "议程已全部谈完")
    return keys


async def next_item(pilot: Pilot[None], key: str = "space") -> None:
    """The next item, or the end."""
    screen = screen_of(pilot)
    before = screen.here
    assert before is not None
    await pilot.press(key)
    await until(pilot, lambda _seen: screen.here is None or screen.here.id != before.id, "the next item")


async def type_line(pilot: Pilot[None], text: str) -> None:
    """Type a line into the field in front, and enter."""
    await until(pilot, lambda _seen: pilot.app.screen.focused is not None, "a field")
    focused = pilot.app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await until_text(pilot, text[-4:])
    await pilot.press("enter")


async def capture(pilot: Pilot[None], text: str) -> Grid:
    """Capture a line, and see that it is kept below the item."""
    screen = screen_of(pilot)
    count = len(screen.kept())
    await pilot.press("a")
    await until_text(pilot, "记入")
    await type_line(pilot, text)
    return await until(
        pilot, lambda _seen: at_meeting(pilot) and len(screen.kept()) > count, "the captured line"
    )


async def close(pilot: Pilot[None]) -> Grid:
    """From the meeting's last page to its read-back."""
    await pilot.press("space")
    await until_text(pilot, "收尾")
    await pilot.press("w")
    return await until_text(pilot, "宣读确认")


async def still(pilot: Pilot[None]) -> Grid:
    """The screen once it stays as it is, nothing said at its foot."""
    from screens.widgets.status_line import StatusLine

    for line in pilot.app.screen.query(StatusLine):
        line.clear()
    seen = grid(pilot.app)
    for _again in range(3):
        seen = await until(pilot, lambda _seen: True)
    return seen
