"""What a meeting looks like before, while it runs, and after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.meeting.meeting_screen import MeetingScreen
from screens.meeting.plan_screen import PlanScreen
from screens.meeting.read_back import ReadBackScreen
from store import example, language
from store.board.board import Board
from store.language import Language
from store.model.capture import CaptureKind
from store.model.meeting import ItemKind, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import GoTo
from store.rules.commands.meetings.planning import HoldMeeting, PlanMeeting
from store.rules.meeting.running import ahead
from store.rules.meeting.running import running as running_meetings
from tests.harness import FixedClock, until
from tests.screens.meeting.stage import LAUNCH, app_of, still
from tests.screens.stage import LARGE, SMALL, copied, running

sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
tongues = pytest.mark.parametrize("tongue", ["zh", "en"])
_WORDS = {
    "zh": ("研发部周三前给出手册初稿", "补齐产品手册"),
    "en": ("R&D hands over the draft manual by Wednesday", "complete the product manual"),
}


@pytest.fixture
def spoken(examples: dict[Language, Path], tmp_path: Path, clock: FixedClock, tongue: Language) -> Board:
    """The example in the language of the interface."""
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    return board


def hold(board: Board, tongue: str) -> Meeting:
    """A weekly meeting at its first task, of which two lines were captured."""
    board.commit(HoldMeeting(LAUNCH, MeetingKind.WEEKLY))
    meeting = running_meetings(board.state, LAUNCH)[0]
    item = next(each for each in meeting.agenda if each.kind is ItemKind.TASK)
    board.commit(GoTo(meeting.id, item.id))
    decided, to_do = _WORDS[tongue]
    here = (meeting.id, item.id, item.ref)
    keep(board, AddCapture(LAUNCH, CaptureKind.DECISION, decided), *here)
    keep(board, AddCapture(LAUNCH, CaptureKind.ACTION, to_do, 2, board.moment().today), *here)
    return meeting


def keep(board: Board, line: AddCapture, meeting: int, item: int, task: int | None) -> None:
    """Capture a line in that meeting."""
    board.commit(replace(line, meeting=meeting, item=item, task=task))


@asynccontextmanager
async def shown(board: Board, meeting: int, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """The screen of that meeting."""
    async with running(board, size=size) as pilot:
        app_of(pilot).show_meeting(meeting)
        yield pilot
    board.close()


@tongues
@sizes
async def test_the_meetings_of_an_initiative(
    spoken: Board, tongue: str, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    meeting = hold(spoken, tongue)
    spoken.commit(CloseMeeting(meeting.id))
    async with running(spoken, size=size) as pilot:
        app_of(pilot).list_meetings(LAUNCH)
        await until(pilot, lambda seen: " #1" in seen and "✓" in seen, "the meetings")
        await pilot.press("end")
        word = _WORDS[tongue][1]
        await until(pilot, lambda seen: word in seen, "what it agreed")
        assert await still(pilot) == screen_snapshot
    spoken.close()


@tongues
@sizes
async def test_the_agenda_before(
    spoken: Board, tongue: str, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    if not any(each.kind is MeetingKind.WEEKLY for each in ahead(spoken.state, LAUNCH)):
        spoken.commit(PlanMeeting(LAUNCH, MeetingKind.WEEKLY))
    planned = next(each for each in ahead(spoken.state, LAUNCH) if each.kind is MeetingKind.WEEKLY)
    async with shown(spoken, planned.id, size) as pilot:
        await until(
            pilot, lambda seen: isinstance(pilot.app.screen, PlanScreen) and "NPL-6" in seen, "the agenda"
        )
        assert await still(pilot) == screen_snapshot


@tongues
@sizes
async def test_an_item_on_the_table(
    spoken: Board, tongue: str, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    async with shown(spoken, hold(spoken, tongue).id, size) as pilot:
        await at_the_item(pilot)
        assert await still(pilot) == screen_snapshot


@tongues
@sizes
async def test_the_roll_call(
    spoken: Board, tongue: str, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    async with shown(spoken, hold(spoken, tongue).id, size) as pilot:
        await at_the_item(pilot)
        await pilot.press("r", "p", "x", "d")
        await until(pilot, lambda seen: " > " in seen, "a deputy")
        assert await still(pilot) == screen_snapshot


@tongues
@sizes
async def test_the_closing(
    spoken: Board, tongue: str, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    async with shown(spoken, hold(spoken, tongue).id, size) as pilot:
        await at_the_item(pilot)
        await pilot.press("w")
        await until(pilot, lambda seen: "|!" in seen, "the holes")
        assert await still(pilot) == screen_snapshot


@tongues
@sizes
async def test_the_read_back(
    spoken: Board, tongue: str, size: tuple[int, int], screen_snapshot: SnapshotAssertion
) -> None:
    meeting = hold(spoken, tongue)
    spoken.commit(CloseMeeting(meeting.id, ("NPL-7 11-24 -> 11-26: 研发部手册未同步",)))
    assert spoken.state.all(Minutes)
    async with shown(spoken, meeting.id, size) as pilot:
        word = _WORDS[tongue][1]
        await until(
            pilot, lambda seen: isinstance(pilot.app.screen, ReadBackScreen) and word in seen, "the read-back"
        )
        assert await still(pilot) == screen_snapshot


async def at_the_item(pilot: Pilot[None]) -> None:
    """The item is on the table, with what was captured of it."""
    await until(
        pilot, lambda seen: isinstance(pilot.app.screen, MeetingScreen) and "[NPL-6]" in seen, "the item"
    )
