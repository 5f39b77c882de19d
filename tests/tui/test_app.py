"""The program around the screens."""

from __future__ import annotations

from screens.followup.board_screen import FollowUpScreen
from store.board.board import Board
from store.model.initiative import Initiative, Stage
from store.model.task import Task
from tests.harness import grid, until, until_text
from tests.screens.conftest import board, board_file, examples
from tests.screens.stage import running
from tui import themes

__all__ = ["board", "board_file", "examples"]


async def test_g_and_a_number_lead_to_the_item(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("g")
        await until_text(pilot, "跳到哪一项")
        await pilot.press(*"npl-7", "enter")
        await until(pilot, lambda _: isinstance(pilot.app.screen, FollowUpScreen), "the follow-up board")
        assert "销售培训组织" in grid(pilot.app)


async def test_a_number_nobody_has_is_said_in_the_dialog(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("g", *"npl-99", "enter")
        await until_text(pilot, "! ")
        assert "跳到哪一项" in grid(pilot.app)


async def test_the_last_stage_is_the_issue_board(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("f10")
        await until_text(pilot, "打开哪个阶段")
        await pilot.press("end", "enter")
        await until_text(pilot, "[按状态 2]")


async def test_an_item_is_opened_in_front_of_home_only(board: Board) -> None:
    async with running(board) as pilot:
        app = pilot.app
        first = board.state.all(Initiative)[0]
        task = board.state.all(Task)[0]
        for _ in range(3):
            app.open_stage(first.id, Stage.FOLLOW_UP, item=(Task.table, task.id))  # type: ignore[attr-defined]
            await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_the_theme_is_remembered(board: Board) -> None:
    async with running(board) as pilot:
        pilot.app.switch_theme()  # type: ignore[attr-defined]
        chosen = pilot.app.theme
        assert chosen != themes.DARK.name
    async with running(board) as pilot:
        assert pilot.app.theme == chosen


async def test_q_leaves_from_home_and_escape_does_not(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("escape")
        await until_text(pilot, "今天要推动")
        await pilot.press("q")
        assert pilot.app._exit
