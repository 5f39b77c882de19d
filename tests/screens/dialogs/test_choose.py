"""Choosing one of several: what is to be chosen can be read."""

from __future__ import annotations

from screens.dialogs.choose import ChooseDialog, Option
from store.board.board import Board
from store.language import msg
from tests.harness import until_text
from tests.screens.stage import running


async def test_an_option_without_a_note_has_the_whole_line_for_its_words(board: Board) -> None:
    long = "带着 3 处缺口继续，以 李明 的名义记录，日期也一起记下"
    async with running(board) as pilot:
        pilot.app.push_screen(ChooseDialog(msg("Something is missing."), [Option("go", long)]))
        await until_text(pilot, long)
