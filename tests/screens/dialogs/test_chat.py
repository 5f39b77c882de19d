"""To the chat group from the screens: seen before it is sent, and what did not arrive is decided about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.dialogs.chat.outbox import OutboxDialog
from screens.dialogs.chat.send import SendDialog
from screens.session import Session
from store import language
from store.board.board import Board
from store.chat.channel import Channel
from store.chat.channels import Channels, config_folder
from store.chat.desk import Desk
from store.chat.secret import Secret
from store.chat.sender import Sender
from store.chat.sending import Sending
from tests.harness import FixedClock, grid, until, until_text
from tests.harness.robots import SECRET, TOKEN, Robots, robots
from tests.screens.stage import LARGE, SMALL, running


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robots]:
    """Robots, a channel to one of them, and nobody who waits."""
    with robots(secret=SECRET) as running_server:
        channels = Channels(config_folder())
        address = running_server.address("dingtalk")
        channels.add(Channel("team", "dingtalk", Secret(TOKEN), Secret(SECRET), address=address))
        channels.set_mobile("陈工", "13800000001")

        def desk(session: Session) -> Desk:
            own = Desk.own(clock=session.board.clock)
            sending = Sending(
                own.sending.outbox, session.board.clock, lambda _rest: None, post=Sender(2.0, 0.3)
            )
            return Desk(own.channels, sending)

        monkeypatch.setattr(Session, "desk", property(desk))
        yield running_server


async def named(pilot: Pilot[None], name: str) -> None:
    """An act of the list of all."""
    await pilot.press(":")
    await until_text(pilot, "想做什么")
    await pilot.press(*name, "enter")


async def test_the_digest_is_seen_then_sent_and_copied(
    board: Board, server: Robots, screen_snapshot: SnapshotAssertion
) -> None:
    async with running(board) as pilot:
        await pilot.press("y")
        await until_text(pilot, "已复制，可贴到群里：市场协作看板 日报 2024-03-25")
        assert "NPL-6 宣传物料设计：陈工" in pilot.app.clipboard
        await pilot.press("Y")
        await until_text(pilot, "会 @：陈工")
        assert grid(pilot.app) == screen_snapshot(name="send-zh-80x24")
        await pilot.press("enter")
        await until_text(pilot, "已发到 team：市场协作看板 日报 2024-03-25")
        assert "NPL-6 宣传物料设计" in server.texts[0]
        await pilot.press("Y")
        await until_text(pilot, "会 @：陈工")
        await pilot.press("enter")
        await until_text(pilot, "今天已经发到 team")
        assert len(server.texts) == 1


async def test_what_has_perhaps_arrived_is_decided_in_the_outbox(
    board: Board, server: Robots, screen_snapshot: SnapshotAssertion, clock: FixedClock
) -> None:
    server.faults = ["reset", (200, {"errcode": 310000, "errmsg": "sign not match"})]
    async with running(board) as pilot:
        await pilot.press("Y")
        await until_text(pilot, "会 @：陈工")
        await pilot.press("enter")
        await until_text(pilot, "先看群里，再到发件箱处理")
        clock.advance(timedelta(minutes=1))
        await pilot.press("2")
        await until_text(pilot, "任务分配")
        await named(pilot, "发到群里")
        await until_text(pilot, "发到 team（钉钉）")
        await pilot.press("enter")
        await until_text(pilot, "已留在发件箱")
        await named(pilot, "发件箱")
        await until_text(pilot, "请先看群里再决定")
        assert grid(pilot.app) == screen_snapshot(name="outbox-zh-80x24")
        await pilot.press("a")
        await until_text(pilot, "已发到 team：市场协作看板 日报")
        await until_text(pilot, "被拒绝")
        await pilot.press("a")
        await until_text(pilot, "还没有发到：被拒绝")
        await pilot.press("enter")
        await until_text(pilot, "都已发到")
        assert len(server.requests) == 3
        assert len(server.texts) == 1
        await pilot.press("escape")


async def test_a_message_is_dropped_at_the_second_press_and_an_urgent_call_goes_from_the_item(
    board: Board, server: Robots
) -> None:
    server.faults = ["reset"]
    async with running(board) as pilot:
        await pilot.press("3")
        await until_text(pilot, "关注")
        await pilot.press("enter")
        await until_text(pilot, "发紧急通知")
        await pilot.press("down", "enter")
        await until_text(pilot, "紧急：NPL-18 卖点清单")
        await pilot.press("enter")
        await until_text(pilot, "先看群里，再到发件箱处理")
        await named(pilot, "发件箱")
        await until_text(pilot, "请先看群里再决定")
        await pilot.press("d")
        await until_text(pilot, "再按一次丢弃")
        await pilot.press("d")
        await until_text(pilot, "都已发到")


async def test_without_a_channel_or_where_sending_is_off_the_words_are_copied(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(board) as pilot:
        await pilot.press("Y")
        await until_text(pilot, "还没有通道")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, SendDialog)
        await pilot.press("y")
        await until(pilot, lambda _seen: "NPL-6" in pilot.app.clipboard, "the digest on the clipboard")
        await pilot.press("escape")
        monkeypatch.setenv("DUIQI_CHAT", "off")
        await pilot.press("Y")
        await until_text(pilot, "这里已关闭群发送功能")
        await pilot.press("escape")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_how_the_dialogs_look(
    board: Board,
    server: Robots,
    screen_snapshot: SnapshotAssertion,
    size: tuple[int, int],
    lang: language.Language,
    clock: FixedClock,
) -> None:
    language.use(lang)
    name = f"{lang}-{size[0]}x{size[1]}"
    async with running(board, size=size) as pilot:
        await pilot.app.push_screen(OutboxDialog())
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, OutboxDialog), "the outbox")
        await pilot.pause()
        assert grid(pilot.app) == screen_snapshot(name=f"empty-{name}")
        await pilot.press("escape")
        await pilot.press("Y")
        await until_text(pilot, "陈工")
        await pilot.pause()
        assert grid(pilot.app) == screen_snapshot(name=f"send-{name}")
