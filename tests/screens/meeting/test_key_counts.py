"""How many keys the commonest acts of a weekly meeting take, as `docs/meeting-keys.md` says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest
from textual import events
from textual.pilot import Pilot

from store.board.board import Board
from store.model.capture import Capture, CaptureKind
from store.model.meeting import ItemKind
from store.rules.commands.meetings.capturing import AddCapture
from tests.harness import until, until_text
from tests.harness.wait import until_gone
from tests.screens.meeting.stage import (
    LAUNCH,
    at_meeting,
    go_on_to,
    in_meeting,
    on_the_table,
    person,
    screen_of,
)
from tests.screens.stage import running

PAGE: Final = Path(__file__).parents[3] / "docs" / "meeting-keys.md"


class Keys:
    """Counts keys; what is typed as text is pasted, and not counted."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        """Press each of them."""
        self.count += len(keys)
        await self.pilot.press(*keys)

    async def text(self, text: str) -> None:
        """Text into the field that has the focus."""
        await until(self.pilot, lambda _seen: self.pilot.app.screen.focused is not None, "a field")
        focused = self.pilot.app.screen.focused
        assert focused is not None
        focused.post_message(events.Paste(text))
        await until_text(self.pilot, text)


def documented() -> dict[str, int]:
    """What the page says: act and keys."""
    rows = re.findall(r"^\| ([^|]+?) \| .*? \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {act: int(keys) for act, keys in rows}


@asynccontextmanager
async def at_seven(board: Board) -> AsyncIterator[Keys]:
    """The weekly meeting, NPL-7 on the table."""
    async with in_meeting(board) as pilot:
        await pilot.press("g", "7", "enter")
        await on_the_table(pilot, "NPL-7")
        yield Keys(pilot)


async def hold(keys: Keys) -> None:
    """From Home: the meetings, the agenda, begin."""
    await keys.press("m")
    await until_text(keys.pilot, "待召集")
    await keys.press("down", "enter")
    await until_text(keys.pilot, "NPL-6")
    await keys.press("space")
    await until(keys.pilot, lambda _seen: at_meeting(keys.pilot), "the meeting")


async def test_opening_the_meeting_from_home(board: Board) -> None:
    async with running(board) as pilot:
        keys = Keys(pilot)
        await hold(keys)
        assert keys.count == documented()["Open the meeting from Home"]


async def roll(keys: Keys) -> None:
    await keys.press("r")
    await until_text(keys.pilot, "未点名")
    await keys.press("a")
    await until(keys.pilot, lambda seen: at_meeting(keys.pilot) and "在场 0/" not in seen, "all present")


async def go_on(keys: Keys) -> None:
    await keys.press("space")
    await on_the_table(keys.pilot, "NPL-12")


async def delay(keys: Keys) -> None:
    await keys.press("p")
    await until_text(keys.pilot, "原因")
    await keys.text("手册又晚了")
    await keys.press("enter")
    await keys.text("4/2")
    await keys.press("enter", "enter")
    await until(keys.pilot, lambda seen: at_meeting(keys.pilot) and "04-02" in seen, "the new date")


async def act(keys: Keys) -> None:
    await keys.press("a")
    await until_text(keys.pilot, "记入")
    await keys.text("行动 @王芳 周五 补齐产品手册")
    await keys.press("enter")
    await until(keys.pilot, lambda seen: at_meeting(keys.pilot) and "本次" in seen, "the action")


async def decide(keys: Keys) -> None:
    await keys.press("a")
    await until_text(keys.pilot, "记入")
    await keys.text("d 初稿周三前给")
    await keys.press("enter")
    await until(keys.pilot, lambda seen: at_meeting(keys.pilot) and "本次" in seen, "the decision")


async def put_off(keys: Keys) -> None:
    await keys.press("z")
    await until_text(keys.pilot, "已推后")


async def jump(keys: Keys) -> None:
    await keys.press("g", "4", "enter")
    await on_the_table(keys.pilot, "NPL-4")


async def note(keys: Keys) -> None:
    await keys.press("n")
    await until_text(keys.pilot, "备注")
    await keys.text("场地已换")
    await keys.press("enter")
    await until(keys.pilot, lambda seen: at_meeting(keys.pilot) and "场地已换" in seen, "the note")


async def nothing_new(keys: Keys) -> None:
    await keys.press("f8")
    await until(keys.pilot, lambda seen: not seen.shown.strip(), "a blank screen")


async def wrap_up(keys: Keys) -> None:
    await keys.press("w")
    await until_text(keys.pilot, "收尾")
    await keys.press("w")
    await until_text(keys.pilot, "宣读确认")


@pytest.mark.parametrize(
    ("name", "do"),
    [
        ("Everybody is present", roll),
        ("Next item", go_on),
        ("Delayed, with reason and date", delay),
        ("Capture an action", act),
        ("Capture a decision", decide),
        ("Put the item off", put_off),
        ("Go to an item by its number", jump),
        ("A note on the item", note),
        ("Blank the projector", nothing_new),
        ("Wrap up: holes, minutes, read-back", wrap_up),
    ],
)
async def test_an_act_takes_as_many_keys_as_the_page_says(
    board: Board, name: str, do: Callable[[Keys], Awaitable[None]]
) -> None:
    async with at_seven(board) as keys:
        await do(keys)
        assert keys.count == documented()[name]


async def test_settling_an_action_of_last_time_takes_as_many_keys_as_the_page_says(board: Board) -> None:
    board.commit(
        AddCapture(LAUNCH, CaptureKind.ACTION, "样张给大家看", person(board, "赵敏"), board.moment().today)
    )
    action = board.state.all(Capture)[-1].id
    async with in_meeting(board) as pilot:
        await go_on_to(pilot, ItemKind.ACTIONS)
        screen_of(pilot).rows.move_to((Capture.table, action))
        keys = Keys(pilot)
        await keys.press("c")
        await until_text(pilot, "已完成")
        assert keys.count == documented()["An action of last time is done"]


async def test_following_again_takes_as_many_keys_as_the_page_says(board: Board) -> None:
    async with in_meeting(board):
        pass
    other = Board.open(board.path, clock=board.clock, origin="screen")
    other.identify(person(other, "王芳"))
    async with in_meeting(other) as pilot:
        await pilot.press("space")
        await until_text(pilot, "您在看")
        keys = Keys(pilot)
        await keys.press("f")
        await until_gone(pilot, "您在看")
        assert keys.count == documented()["Follow the presenter again"]
    other.close()
