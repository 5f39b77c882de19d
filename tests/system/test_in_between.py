"""What happens while a screen is being opened: it stands in the stack and has no widgets yet."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.screen import Screen

from screens.dialogs.help import HelpDialog
from screens.followup.board_screen import FollowUpScreen
from store.board.board import Board
from store.language import msg
from store.model.initiative import Initiative
from tests.harness import until, until_text
from tests.screens.conftest import board, board_file, examples
from tests.screens.stage import running
from tui.app import DuiqiApp

__all__ = ["board", "board_file", "examples"]


async def _stands(pilot: Pilot[None], screen: Screen[None]) -> None:
    await until(pilot, lambda _: screen.is_mounted, "the screen")


async def test_somebody_comes_and_something_is_said_while_a_screen_opens(board: Board) -> None:
    async with running(board) as pilot:
        app = pilot.app
        assert isinstance(app, DuiqiApp)
        opened = FollowUpScreen(app.session, board.state.all(Initiative)[0].id)
        for screen in (opened, HelpDialog(opened)):
            # No await in between: nothing of the screen is there yet.
            app.push_screen(screen)
            app._met()
            app.say(msg("Saved."), "done")
            await _stands(pilot, screen)
        app.pop_screen()
        # Said on the screen that stood then.
        await until_text(pilot, "已保存")
