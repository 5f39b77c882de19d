"""The program in one browser window: `python -m tui.web.window`, started by `process.py` for each of them.

It is bound to the person it is started for, and reaches nothing but the board: no files, no programs, no
addresses.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.driver import Driver

from screens.reach import BOARD_ONLY
from screens.session import Session
from store import language
from store.board.board import Board
from store.errors import DuiqiError
from store.language import LANGUAGES
from tui.app import DuiqiApp, run
from tui.terminal.browser import BrowserDriver
from tui.web.order import Order


class ServedApp(DuiqiApp):
    """The screens, painted through the pipes of the server."""

    CSS_PATH = "../app.tcss"

    def get_driver_class(self) -> type[Driver]:
        """The one for a browser, whatever the environment says."""
        return BrowserDriver

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No address is opened."""


def main(words: list[str]) -> int:
    """Show the board of the order in `words` until the window is closed; returns the exit code."""
    order = Order.read(words)
    language.use(next(each for each in LANGUAGES if each == order.language))
    board = Board.open(Path(order.board), origin="web", read_only=not order.write, network=order.network)
    try:
        if order.person is not None:
            board.bind(order.person)
    except DuiqiError:
        board.close()
        raise
    return run(Session(board, BOARD_ONLY), ServedApp)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except DuiqiError as error:
        sys.exit(error.exit_code)
