"""The update round: one item a page, told in a key or two, ticked off by whoever tells."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.round.round_screen import RoundScreen
from screens.widgets.status_line import StatusLine
from store import language
from store.board.board import Board
from store.language import Language
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.commands import AffirmTask
from store.rules.status import Status, status_of
from tests.harness import FixedClock, Grid, grid, until, until_text
from tests.harness.wait import until_gone
from tests.screens.stage import LARGE, SMALL, copied, running
from tui.app import DuiqiApp


def task(state: State, key: str) -> Task:
    found = next(one for one in state.all(Task) if state.key_of(one) == key)
    assert isinstance(found, Task)
    return found


def person(board: Board, name: str) -> int:
    return next(one.id for one in board.state.all(Person) if one.name == name)


def round_of(pilot: Pilot[None], initiative: int | None) -> None:
    """Open the round without a key."""
    app = pilot.app
    assert isinstance(app, DuiqiApp)
    app.open_round(initiative)


async def begun(pilot: Pilot[None]) -> Grid:
    """The first page of the round of NPL."""
    await pilot.press("3")
    await until_text(pilot, "按部门")
    await pilot.press("3")
    return await until_text(pilot, "已更新 0/2")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("keys", [(), ("s", "space")], ids=["page", "end"])
async def test_the_round_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    keys: tuple[str, ...],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(1)
    async with running(board, size=size) as pilot:
        round_of(pilot, 1)
        await until_text(pilot, "[NPL-12]")
        if keys:
            await pilot.press("s")
            await until_text(pilot, "[NPL-4]")
            await pilot.press("space")
            await until(pilot, lambda seen: "[NPL-4]" not in seen, "the last page")
            pilot.app.screen.query_one(StatusLine).clear()
            await pilot.pause()
        assert grid(pilot.app) == screen_snapshot


async def test_a_page_asks_the_question_and_says_why(board: Board) -> None:
    async with running(board) as pilot:
        seen = await begun(pilot)
        assert "请问" in seen.line("李明，要保住 03-29，周强还需要您那边给什么？")
        assert "改期 1 次" in seen
        assert "原定 03-28 周四" in seen.line("现 03-29 周五")


async def test_one_key_says_that_nothing_is_new_and_brings_the_next_item(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("s")
        seen = await until_text(pilot, "[NPL-4]")
        seen = await until_text(pilot, "NPL-12：")
        assert "已更新 1/2" in seen
        told = task(board.state, "NPL-12").updated
        assert told is not None
        assert told.by == board.author
        line = board.history()[-1]
        assert line.command == "affirm"
        assert line.on_behalf == person(board, "周强")


async def test_what_is_taken_back_is_shown_again(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("s")
        await until_text(pilot, "已更新 1/2")
        await pilot.press("u")
        seen = await until_text(pilot, "[NPL-12]")
        assert "已更新 0/2" in seen


async def test_a_delay_is_told_with_the_form_of_the_board(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("space")
        await until_text(pilot, "[NPL-4]")
        await pilot.press("p")
        await until_text(pilot, "原因")
        await pilot.press(*"财务未审", "enter", *"4/8", "enter", "enter")
        await until_text(pilot, "已更新 1/2")
        assert status_of(task(board.state, "NPL-4")) is Status.DELAYED


async def test_the_end_says_what_was_told_and_who_must_be_asked(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("s")
        await until_text(pilot, "[NPL-4]")
        await pilot.press("space")
        seen = await until_text(pilot, "还没更新：1")
        assert "NPL-4" in seen
        assert "已更新：1" in seen
        await pilot.press("Y")
        seen = await until_text(pilot, "@周强 NPL-4")
        assert "NPL-12" not in seen.line("@周强")


async def test_enter_at_the_end_goes_back_to_the_item(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("end")
        await until_text(pilot, "还没更新：2")
        await pilot.press("down", "enter")
        await until_text(pilot, "[NPL-4]")


async def test_everything_can_be_told_without_letters(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("enter")
        await until_text(pilot, "照计划")
        await pilot.press("escape")
        await until_text(pilot, "[NPL-12]")
        await pilot.press("f3")
        await until_text(pilot, "[NPL-4]")
        await pilot.press("left")
        await until_text(pilot, "[NPL-12]")


async def test_leaving_and_coming_back_goes_on_where_it_was(board: Board) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        await pilot.press("s")
        await until_text(pilot, "[NPL-4]")
        await pilot.press("escape")
        await until_gone(pilot, "[NPL-4]")
        await pilot.press("3")
        seen = await until_text(pilot, "[NPL-4]")
        assert "已更新 1/2" in seen


async def test_what_somebody_else_tells_meanwhile_is_ticked_off(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with running(board) as pilot:
        await begun(pilot)
        other = Board.open(board_file, clock=clock)
        other.identify(person(board, "周强"))
        other.commit(AffirmTask(task(other.state, "NPL-12").id))
        other.close()
        seen = await until_text(pilot, "已更新 1/2")
        assert "[NPL-12]" in seen
        seen = await until_text(pilot, "周强 刚刚更新了 NPL-12")
        assert "10:00 周强 已更新" in seen


async def test_an_owner_sees_the_own_updates_only(board: Board) -> None:
    board.identify(person(board, "周强"))
    async with running(board) as pilot:
        await pilot.press("r")
        seen = await until_text(pilot, "我的更新")
        assert "已更新 0/2" in seen


async def test_an_empty_round_says_so_and_names_the_next_day(board: Board) -> None:
    board.identify(person(board, "赵敏"))
    async with running(board) as pilot:
        await pilot.press("r")
        seen = await until_text(pilot, "今天没有要更新的了")
        assert "下次更新在" in seen


async def test_a_task_not_begun_yet_is_started_with_the_same_key(board: Board, clock: FixedClock) -> None:
    clock.advance(timedelta(days=10))
    waiting = {one.id for one in board.state.all(Task) if one.progress is Progress.NOT_STARTED}
    async with running(board) as pilot:
        round_of(pilot, None)
        await until_text(pilot, "已更新 0/")
        screen = pilot.app.screen
        assert isinstance(screen, RoundScreen)
        while (at_hand := screen.task_at_hand()) is not None and at_hand.id not in waiting:
            await pilot.press("space")
        assert at_hand is not None
        assert "s 开始" in grid(pilot.app).text[-1]
        await pilot.press("s")
        await until_text(pilot, "已更新 1/")
        begun_now = board.state.get(Task, at_hand.id)
        assert begun_now is not None
        assert begun_now.progress is Progress.IN_PROGRESS
