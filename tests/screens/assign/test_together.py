"""Two people in one wizard: they see each other, and work in different steps at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.assign.assign_screen import AssignScreen
from screens.home.home_screen import HomeScreen
from store.board.board import Board
from store.model.initiative import Scenario, Stage
from store.rules.commands import CreateInitiative
from store.rules.stage2 import ORDER
from tests.harness import FixedClock, until, until_text
from tests.screens.assign.stage import STEPS, assigning, closed, fill, person_named, task_of
from tui.app import DuiqiApp


async def test_two_people_work_in_two_steps_and_see_each_other(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    other = Board.open(board_file, clock=clock, origin="screen")
    other.identify(person_named(board, "孙莉").id)
    async with assigning(board) as mine, assigning(other, step=ORDER) as hers:
        await until_text(mine, "孙莉 在 排序")
        await until_text(hers, "李明 在 认领")
        # one claims while the other orders
        await mine.press("end", "o")
        await fill(mine, "孙莉")
        await closed(mine)
        await hers.press("end", "d")
        await until_text(hers, "前置任务")
        await fill(hers, "1")
        await closed(hers)
        await until(mine, lambda _seen: len(task_of(board, "CSP-9").dependencies) == 4, "her change")
        await until(hers, lambda _seen: task_of(other, "CSP-9").owner is not None, "my change")
        task = task_of(board, "CSP-9")
        assert task.owner == person_named(board, "孙莉").id
        await hers.press("shift+tab")
        await until_text(mine, "孙莉 也在这一步")
    other.close()


@pytest.mark.parametrize("step", STEPS)
async def test_an_initiative_that_is_taken_back_is_left_for_home(board: Board, step: str) -> None:
    board.commit(CreateInitiative("RUN", "Run", scenario=Scenario.MAJOR_PROJECT, stage=Stage.ASSIGN))
    async with assigning(board, code="RUN", step=step) as pilot:
        if step == ORDER:
            await pilot.press("f")
            await until_text(pilot, "全员放假")
        board.undo()
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, HomeScreen), "Home")


async def test_others_see_the_task_and_one_comes_back_to_where_one_was(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    other = Board.open(board_file, clock=clock, origin="screen")
    other.identify(person_named(board, "孙莉").id)
    async with assigning(board) as mine, assigning(other, step=ORDER) as hers:
        await hers.press("home", "down")
        await until_text(mine, "孙莉 在 排序 CSP-2")
        await hers.press("escape")
        await until(hers, lambda _seen: not isinstance(hers.app.screen, AssignScreen), "home")
        app = hers.app
        assert isinstance(app, DuiqiApp)
        app.open_stage(task_of(board, "CSP-2").initiative, Stage.ASSIGN)
        await until_text(hers, "[✓排序")
        await until(hers, lambda seen: "|   CSP-2" in seen, "the cursor on the same task")
    other.close()
