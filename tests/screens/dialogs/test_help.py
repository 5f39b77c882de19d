"""The help: every key of a screen, each explanation in full."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from screens.dialogs.help import HelpDialog
from screens.people.people_screen import PeopleScreen
from store.board.board import Board
from tests.harness import grid, until_text
from tests.screens.stage import SMALL, running


async def leafed_through(pilot: Pilot[None]) -> tuple[PeopleScreen, list[str]]:
    """The screen, and every line that stood in its help from the top to the end."""
    screen = PeopleScreen()
    await pilot.app.push_screen(screen)
    pilot.app.push_screen(HelpDialog(screen))
    await until_text(pilot, "这个画面的按键")
    seen = grid(pilot.app).shown
    for _ in range(12):
        await pilot.press("pagedown")
        seen += grid(pilot.app).shown
    return screen, seen.splitlines()


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_no_line_of_the_help_is_cut(board: Board, size: tuple[int, int]) -> None:
    async with running(board, size=size) as pilot:
        _screen, lines = await leafed_through(pilot)
        assert [line for line in lines if ".." in line.replace("...", "")] == []


async def test_an_explanation_goes_on_below_itself_to_its_end(board: Board) -> None:
    async with running(board) as pilot:
        screen, lines = await leafed_through(pilot)
        # The end of the scrollbar's thumb is no part of what is read.
        seen = "".join("".join(lines).split()).translate(dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█")))
        for act in screen.acts():
            assert "".join(str(act.help).split())[-8:] in seen, act.id
