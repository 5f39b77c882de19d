"""The screens of a team's server: the list of boards, and a board from which nothing leads elsewhere."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.reach import BOARD_ONLY
from screens.session import Session
from screens.widgets.status_line import StatusLine
from store import language
from store.board.board import Board
from store.language import Language, Message, msg
from tests.harness import grid, until_text
from tests.harness.clock import FixedClock
from tests.harness.wait import until_gone
from tests.screens.stage import LARGE, SMALL
from tests.store.board.cases import small_board
from tui.hosted.apps import BoardsApp, HostedApp


@pytest.fixture
def boards(tmp_path: Path, clock: FixedClock) -> dict[str, Path]:
    """Two boards, last changed on 22 and 25 March."""
    found = {}
    for name, day in (("launch", 22), ("客服流程", 25)):
        board = small_board(tmp_path, clock, f"{name}.json")
        at = clock.now().replace(day=day).timestamp()
        os.utime(board.paths.journal, (at, at))
        board.close()
        os.utime(board.paths.journal, (at, at))
        found[name] = board.path
    return found


@asynccontextmanager
async def listed(
    boards: dict[str, Path], clock: FixedClock, size: tuple[int, int] = SMALL, said: Message | None = None
) -> AsyncIterator[tuple[BoardsApp, Pilot[None]]]:
    app = BoardsApp(boards, "wangfang", Path("crash.log"), at="客服流程", said=said, clock=clock)
    async with app.run_test(size=size) as pilot:
        await until_text(pilot, "wangfang")
        yield app, pilot


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_boards_one_may_see(
    boards: dict[str, Path],
    clock: FixedClock,
    lang: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(lang)
    async with listed(boards, clock, size) as (_app, pilot):
        await until_text(pilot, "客服流程")
        assert grid(pilot.app) == screen_snapshot


async def test_enter_opens_the_board_under_the_cursor_and_q_leaves(
    boards: dict[str, Path], clock: FixedClock
) -> None:
    async with listed(boards, clock) as (app, pilot):
        await pilot.press("up", "enter")
        await pilot.pause()
    assert app.chosen == "launch"
    async with listed(boards, clock) as (app, pilot):
        await pilot.press("q")
        await pilot.pause()
    assert app.chosen is None


async def test_escape_leaves_only_when_pressed_twice(boards: dict[str, Path], clock: FixedClock) -> None:
    async with listed(boards, clock) as (app, pilot):
        await pilot.press("escape")
        await until_text(pilot, "再按一次")
        await pilot.press("up", "escape")
        await until_text(pilot, "再按一次")
        assert app.return_code is None
        await pilot.press("escape")
        await pilot.pause()
        assert app.return_code == 0


async def test_help_the_other_language_and_what_happened_before(
    boards: dict[str, Path], clock: FixedClock
) -> None:
    async with listed(boards, clock, said=msg("Not on a team's server.")) as (_app, pilot):
        await until_text(pilot, "团队服务器上不能这样做")
        await pilot.press("question_mark")
        await until_text(pilot, "这个画面的按键")
        await pilot.press("escape", "f10")
        await until_text(pilot, "Here now")


async def test_somebody_without_boards_is_told_whom_to_ask(clock: FixedClock) -> None:
    async with listed({}, clock) as (_app, pilot):
        await until_text(pilot, "请问服务器管理员")


@pytest.fixture
def hosted(boards: dict[str, Path], clock: FixedClock, tmp_path: Path) -> HostedApp:
    board = Board.open(boards["launch"], clock=clock)
    board.bind(2)
    return HostedApp(Session(board, BOARD_ONLY), crash_log=tmp_path / "crash.log")


async def test_nothing_of_textuals_leads_out(
    hosted: HostedApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_what: object, **_how: object) -> None:
        raise AssertionError("it leads out")

    monkeypatch.setattr("webbrowser.open", never)
    monkeypatch.setattr("os.kill", never)
    before = set(tmp_path.rglob("*"))
    async with hosted.run_test(size=SMALL) as pilot:
        await until_text(pilot, "NPL")
        ways = [
            lambda: hosted.open_url("http://example.invalid"),
            lambda: hosted.action_screenshot("x.svg", str(tmp_path)),
            lambda: hosted.save_screenshot("x.svg", str(tmp_path)),
            lambda: hosted.deliver_screenshot("x.svg", str(tmp_path)),
            lambda: hosted.deliver_text(tmp_path / "launch.json"),
            lambda: hosted.deliver_binary(tmp_path / "launch.json"),
            hosted.action_suspend_process,
        ]
        for way in ways:
            way()
            await until_text(pilot, "团队服务器上不能这样做")
            hosted.screen.query_one(StatusLine).clear()
            await until_gone(pilot, "团队服务器上不能这样做")
        with hosted.suspend():
            assert hosted._driver is not None
        assert hosted.get_driver_class() is not None
        assert not hosted.ENABLE_COMMAND_PALETTE
    assert {path.suffix for path in set(tmp_path.rglob("*")) - before} <= {"", ".json", ".jsonl"}


async def test_nobody_becomes_another_from_a_screen(hosted: HostedApp) -> None:
    async with hosted.run_test(size=SMALL) as pilot:
        await until_text(pilot, "王芳")
        hosted.identify(1)
        await until_text(pilot, "以谁的身份进来就一直是谁")
        assert hosted.session.board.author == 2


async def test_who_is_taken_out_is_sent_away(hosted: HostedApp) -> None:
    async with hosted.run_test(size=SMALL) as pilot:
        await until_text(pilot, "NPL")
        hosted._look()
        assert hosted.return_code is None
        hosted._welcome = lambda: msg("Not on a team's server.")
        hosted._look()
        await pilot.pause()
    assert hosted.return_code == 3
    assert hosted.sent_away is not None


async def test_ctrl_q_leaves_the_server_and_q_only_the_board(hosted: HostedApp) -> None:
    async with hosted.run_test(size=SMALL) as pilot:
        await until_text(pilot, "NPL")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert hosted.left_for_good


def test_a_mistake_in_the_program_names_no_place_on_the_server(hosted: HostedApp, clock: FixedClock) -> None:
    said = str(hosted._crash_log.report(RuntimeError("x"), clock.now()))
    assert str(hosted._crash_log.path.parent) not in said
    assert "RuntimeError: x" in hosted._crash_log.path.read_text()
    hosted.session.close()
