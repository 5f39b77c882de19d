"""What goes down the line, in bytes: as little as changed. In a real terminal of 80x24."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.boards import AUTHOR, AUTHOR_NAME, gathered
from bench.paint import follow_up
from bench.window import Window, duiqi, person
from store.board.board import Board
from store.model.task import Task
from store.rules.commands import EditTask


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return gathered(tmp_path, 12)


def test_a_change_by_somebody_else_does_not_paint_the_screen_anew(board: Path, tmp_path: Path) -> None:
    others = Board.open(board, author=AUTHOR)
    tasks = [task.id for task in others.state.all(Task)]
    with Window(duiqi(board, "--as", AUTHOR_NAME), person(tmp_path / "home")) as window:
        follow_up(window)
        others.commit(*(EditTask(task, {"title": f"T{task:03}"}) for task in tasks))
        window.wait_for("T0")
        window.settle(0.3, first=1.0)
        shown = next(task for task in tasks if f"T{task:03}".encode() in window.seen)
        window.forget()
        others.commit(EditTask(shown, {"title": f"U{shown:03}"}))
        window.wait_for(f"U{shown:03}")
        window.settle(0.3, first=1.0)
        assert window.count < 3_000
    others.close()
