"""Home says how the initiatives stand and what must be moved today."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from store import language
from store.board.board import Board
from store.language import Language
from store.model.initiative import Initiative
from store.model.organisation import Person
from store.model.task import Task
from store.rules.commands import StartTask
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.stage import LARGE, SMALL, copied, running


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_home_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(1)
    async with running(board, size=size) as pilot:
        assert grid(pilot.app) == screen_snapshot


async def test_the_first_line_names_the_board_and_who_i_am(board: Board) -> None:
    async with running(board) as pilot:
        first = grid(pilot.app).text[0]
        assert "市场协作看板" in first
        assert "李明 主持人" in first


async def test_down_leads_from_the_initiatives_to_what_must_be_moved(board: Board) -> None:
    async with running(board) as pilot:
        for _ in board.state.all(Initiative):
            await pilot.press("down")
        await until(pilot, lambda seen: seen.style_of("NPL-6").reverse, "the cursor on NPL-6")
        await pilot.press("up")
        await until(pilot, lambda seen: not seen.style_of("NPL-6").reverse, "the cursor gone up")


async def test_enter_opens_the_initiative_and_escape_comes_back(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda seen: "今天要推动" not in seen, "the board of the initiative")
        await pilot.press("escape")
        await until_text(pilot, "今天要推动")


async def test_a_change_of_another_session_appears_by_itself(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    other = Board.open(board_file, clock=clock)
    other.identify(board.author)
    async with running(board) as pilot:
        before = grid(pilot.app).line("CSP")
        done = next(task for task in other.state.all(Task) if other.state.key_of(task).startswith("CSP-"))
        other.commit(StartTask(done.id))
        await until(pilot, lambda seen: seen.line("CSP") != before, "the line of CSP to flash")
    other.close()


@pytest.mark.parametrize("code", ["新品", "1A", "NPL"])
async def test_a_code_that_cannot_be_one_is_refused_where_it_is_typed(board: Board, code: str) -> None:
    async with running(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "新建协作事项")
        await pilot.press(*code, "enter")
        seen = await until_text(pilot, "!")
        assert "!" in seen.text[next(y for y, line in enumerate(seen.text) if "代号" in line) + 1]
        await pilot.press(*["backspace"] * len(code), *"NEW", "enter", *"春节备货", "ctrl+s")
        await until_text(pilot, "NEW 春节备货")


async def test_a_new_initiative_is_made_with_enter_from_field_to_field(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "新建协作事项")
        await pilot.press(
            "n", "e", "w", "enter", *"春节备货", "enter", "enter", "enter", "enter", *"12/1", "enter"
        )
        await until_text(pilot, "NEW 春节备货  [1 需求确认]")


async def test_what_a_refused_initiative_lacks_is_said_at_its_field(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "新建协作事项")
        await pilot.press(*"NPL", "enter", *"春节备货", "ctrl+s")
        seen = await until_text(pilot, "!")
        code = next(y for y, line in enumerate(seen.text) if "代号" in line)
        assert "!" in seen.text[code + 1]


async def test_an_empty_board_asks_who_i_am_and_names_the_next_key(tmp_path: Path, clock: FixedClock) -> None:
    board = Board.create(tmp_path / "new.json", {"name": "新看板"}, clock=clock)
    async with running(board, until="您是哪位") as pilot:
        await pilot.press(*"陈静", "enter", *"产品部", "enter", "enter")
        await until_text(pilot, "欢迎，陈静")
        assert "+ 新建第一个事项" in grid(pilot.app)
        assert board.person is not None
        assert board.person.name == "陈静"


async def test_somebody_new_is_told_whom_to_ask(board: Board) -> None:
    board.identify(None)
    async with running(board, until="您是哪位") as pilot:
        await pilot.press(*"名单里没有", "enter")
        await until_text(pilot, "人员由主持人添加")


async def test_two_sessions_see_that_they_are_two(board: Board, board_file: Path, clock: FixedClock) -> None:
    from store.board.presence import Presence

    async with running(board) as pilot:
        other = Board.open(board_file, clock=clock)
        there = Presence.enter(other, other.state.get(Person, 2))
        await until_text(pilot, "在线 2")
        there.leave()
        await until(pilot, lambda seen: "在线 2" not in seen, "one to be alone again")
        other.close()


async def test_escape_at_home_leaves_when_it_is_pressed_twice(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("escape")
        await until_text(pilot, "按 q 或再按一次 esc")
        await pilot.press("down", "escape")
        await until_text(pilot, "按 q 或再按一次 esc")
        await pilot.press("escape")
        assert not pilot.app.is_running


@pytest.mark.parametrize("key", ["Z", "f5"])
async def test_a_key_that_does_nothing_says_so(board: Board, key: str) -> None:
    async with running(board) as pilot:
        await pilot.press(key)
        await until_text(pilot, f"{key.upper()} 在这里没有作用")
