"""The program on a board, without a terminal: what every test of a screen begins with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from screens.session import Session
from store.board.board import Board
from tests.harness import until_text
from tui.app import DuiqiApp

SMALL = (80, 24)
LARGE = (120, 40)


@asynccontextmanager
async def running(
    board: Board,
    *,
    size: tuple[int, int] = SMALL,
    keys: Mapping[str, str] | None = None,
    until: str = "NPL",
) -> AsyncIterator[Pilot[None]]:
    """The program on `board`, once `until` is on the screen. The board is closed at the end."""
    session = Session(board)
    app = DuiqiApp(session, crash_log=board.path.with_name("crash.log"), keys=(dict(keys or {}), []))
    try:
        async with app.run_test(size=size) as pilot:
            await until_text(pilot, until)
            yield pilot
    finally:
        session.close()


def copied(folder: Path, to: Path) -> Path:
    """A copy of the board in `folder`, to be changed; the path of its file."""
    import shutil

    shutil.copytree(folder, to)
    return to / "launch.json"
