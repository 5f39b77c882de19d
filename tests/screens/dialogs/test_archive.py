"""Archiving from the screen: what is open is shown, one is asked, and told where it is (stage 4.6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from screens.dialogs.archive import ArchiveDialog
from screens.dialogs.message import MessageDialog
from screens.home.home_screen import HomeScreen
from screens.resolve.numbers_screen import NumbersScreen
from store import example
from store.board.archive import archive
from store.board.board import Board
from store.model.archive import Archive
from store.model.initiative import Initiative, Stage
from store.model.organisation import Person
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.stage import running
from tui.app import DuiqiApp

NPL = 1
INC = 3


def here(board: Board) -> bool:
    """Whether the launch is on the board."""
    return board.state.get(Initiative, NPL) is not None


async def by_name(pilot: Pilot[None], name: str) -> None:
    """An act of the list of all."""
    await pilot.press(":")
    await until_text(pilot, "想做什么")
    await pilot.press(*name, "enter")


async def numbers(pilot: Pilot[None]) -> None:
    await pilot.press("N")
    await until(pilot, lambda _seen: isinstance(pilot.app.screen, NumbersScreen), "the numbers")


async def test_an_initiative_is_archived_from_its_numbers_and_undo_brings_it_back(board: Board) -> None:
    async with running(board) as pilot:
        await numbers(pilot)
        await pilot.press("A")
        await until_text(pilot, "还没了结的")
        assert "NPL-" in "\n".join(grid(pilot.app).text)
        await pilot.press("ctrl+s")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, MessageDialog), "told where it is")
        assert not here(board)
        file = board.path.parent / board.state.all(Archive)[0].file
        assert file.exists()
        said = "".join(line.strip() for line in grid(pilot.app).text)
        assert str(file) in said
        await pilot.press("enter")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, HomeScreen), "at home")
        await pilot.press("u")
        await until(pilot, lambda _seen: here(board), "it is back")
        await until_text(pilot, "NPL")


async def test_from_home_it_is_the_initiative_under_the_cursor_and_giving_up_changes_nothing(
    board: Board,
) -> None:
    async with running(board) as pilot:
        await by_name(pilot, "归档")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, ArchiveDialog), "the question")
        await until_text(pilot, "NPL")
        await pilot.press("escape")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, HomeScreen), "at home")
        assert here(board)
        assert board.state.all(Archive) == []


async def test_only_a_facilitator_archives_and_nobody_on_a_team_s_server(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.identify(next(each.id for each in board.state.all(Person) if each.name == "王芳"))
    async with running(board) as pilot:
        await numbers(pilot)
        await pilot.press("A")
        await until_text(pilot, "只有主持人")
        board.identify(example.LI_MING)
        monkeypatch.setattr(DuiqiApp, "hosted", property(lambda _app: True))
        await pilot.press("A")
        await until_text(pilot, "服务器")
        assert isinstance(pilot.app.screen, NumbersScreen)


async def test_what_goes_wrong_is_said_and_the_board_is_as_before(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    async with running(board) as pilot:
        await numbers(pilot)
        await pilot.press("A")
        await until_text(pilot, "还没了结的")
        monkeypatch.setattr("store.board.keeping.write_new", full)
        await pilot.press("ctrl+s")
        await until_text(pilot, "NPL 没有归档")
        assert isinstance(pilot.app.screen, ArchiveDialog)
        assert here(board)


async def test_whoever_looks_at_it_when_somebody_else_archives_it_is_told_where_it_went(
    board: Board, clock: FixedClock, board_file: Path
) -> None:
    other = Board.open(board_file, clock=clock, author=example.LI_MING)
    try:
        async with running(board) as pilot:
            app = pilot.app
            assert isinstance(app, DuiqiApp)
            ways: list[Callable[[], None]] = [
                partial(app.open_risks, NPL),
                partial(app.open_numbers, NPL),
                partial(app.list_meetings, NPL),
                *(partial(app.open_stage, NPL, stage) for stage in Stage),
            ]
            for look in ways:
                look()
                await until(pilot, lambda _seen: not isinstance(app.screen, HomeScreen), str(look))
                other.refresh()
                archive(other, NPL, force=True)
                await until(pilot, lambda _seen: isinstance(app.screen, HomeScreen), "at home")
                await until_text(pilot, "已归档")
                other.undo()
                await until(pilot, lambda _seen: here(board), "it is back")
                await until_text(pilot, "NPL")
    finally:
        other.close()


async def test_whoever_is_at_home_when_somebody_else_archives_hears_where_it_went(
    board: Board, clock: FixedClock, board_file: Path
) -> None:
    other = Board.open(board_file, clock=clock, author=example.LI_MING)
    try:
        async with running(board) as pilot:
            archive(other, NPL, force=True)
            await until_text(pilot, "NPL 已归档：launch-NPL.json")
    finally:
        other.close()


async def test_an_archive_says_so_and_asks_nobody_to_move_or_to_meet(board: Board) -> None:
    file = archive(board, INC, force=True).file
    async with running(Board.open(file, clock=FixedClock()), until="INC") as pilot:
        await until_text(pilot, "归档只供查阅")
        text = "\n".join(grid(pilot.app).text)
        assert "今天要推动" not in text
        assert "INC-6" not in text
        await pilot.press("m")
        await until_text(pilot, "没有开过会")
        text = "\n".join(grid(pilot.app).text)
        assert "复盘会" not in text
        assert "待开" not in text
