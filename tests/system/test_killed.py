"""However a session ends: what was acknowledged is kept, what was typed offered, the terminal usable."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from store.board.board import Board
from tests.system.sessions import lines_of, on_board, session


def drafts(home: Path) -> str:
    """All that lies in the drafts of a home; one that is being written has a name that begins with a dot."""
    whole = (path for path in home.rglob("drafts/**/*") if path.is_file() and path.name[0] != ".")
    return "".join(path.read_text() for path in whole)


def until_kept(home: Path, text: str) -> None:
    """Wait until `text` is in a draft."""
    end = time.monotonic() + 30
    while text not in drafts(home):
        assert time.monotonic() < end, f"{text!r} is in no draft: {drafts(home)!r}"
        os.sched_yield()


def test_what_was_typed_is_offered_after_a_kill(board_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with session(board_file, home=home) as terminal:
        on_board(terminal)
        terminal.press("p")
        terminal.wait_for("销售培训组织  标记延迟")
        terminal.wait_for("  造成部门")
        terminal.type("讲师改期，等陈工")
        terminal.wait_for("讲师改期，等陈工")
        until_kept(home, "讲师改期，等陈工")
        terminal.kill()
        terminal.wait_exit()
    with session(board_file, home=home) as terminal:
        terminal.wait_for("NPL-7 标记延迟")
        terminal.press("f7")
        terminal.wait_for("讲师改期，等陈工")


def test_a_row_half_typed_in_a_wizard_outlives_a_kill(board_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with session(board_file, home=home) as terminal:
        on_board(terminal)
        terminal.press("1")
        terminal.wait_for("[拆解")
        terminal.press("tab", "tab")
        terminal.wait_for("[✓说明书")
        terminal.press("+")
        terminal.wait_for("enter 保存，下一行")
        terminal.type("首三个月卖出十万台")
        terminal.wait_for("首三个月卖出十万台")
        until_kept(home, "首三个月卖出十万台")
        terminal.kill()
        terminal.wait_exit()
    with session(board_file, home=home) as terminal:
        terminal.wait_for("F7")
        terminal.press("f7")
        terminal.wait_for("首三个月卖出十万台")
        terminal.press("enter")
        terminal.wait_until(
            lambda seen: any(
                "首三个月卖出十万台" in str(change["after"]) for change in lines_of(board_file)[-1]["changes"]
            ),
            "the goal on the board",
        )


def test_a_kill_in_a_burst_of_keys_loses_nothing_acknowledged(board_file: Path) -> None:
    before = len(lines_of(board_file))
    with session(board_file) as terminal:
        on_board(terminal, 9, "首批铺货")
        terminal.press("s")
        terminal.wait_for("NPL-9：已开始")
        for _ in range(4):
            terminal.press("u")
            terminal.wait_for("已撤销")
            terminal.press("U")
            terminal.wait_for("已恢复")
        # Now many at once, and the kill in the midst of them.
        acknowledged = len(lines_of(board_file))
        terminal.send(b"uU" * 30)
        terminal.wait_until(lambda _seen: len(lines_of(board_file)) > acknowledged, "the first of them")
        terminal.kill()
        terminal.wait_exit()
    lines = lines_of(board_file)[before:]
    mine = [line for line in lines if line["command"] != "escalate"]  # that one the session records by itself
    assert len(mine) >= 10
    assert mine[0]["command"] == "start"
    assert [line["undoes"] is not None for line in mine[1:]] == [True] * (len(mine) - 1)
    board = Board.open(board_file)
    try:
        assert board.read_only is None
        assert board.seq == before + len(lines)
    finally:
        board.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_in_a_form_leaves_the_terminal_usable(
    number: signal.Signals, board_file: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with session(board_file, home=home) as terminal:
        on_board(terminal)
        terminal.press("n")
        terminal.wait_for("销售培训组织  备注")
        terminal.wait_for("  备注  ")
        terminal.type("等场地")
        terminal.wait_for("等场地")
        terminal.kill(number)
        assert terminal.wait_exit() == 128 + number
        assert terminal.left_on == []
        assert "Traceback" not in terminal.grid.shown
    assert "等场地" in drafts(home)


def test_a_dropped_connection_keeps_what_was_typed(board_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with session(board_file, home=home) as terminal:
        on_board(terminal)
        terminal.press("n")
        terminal.wait_for("销售培训组织  备注")
        terminal.wait_for("  备注  ")
        terminal.type("等场地")
        terminal.wait_for("等场地")
        terminal.hang_up()
        terminal.wait_exit()
    assert "等场地" in drafts(home)
    assert not list(home.rglob("crash.log"))


def test_a_terminal_that_stops_reading_holds_up_nobody_else(board_file: Path) -> None:
    with session(board_file, "王芳") as stopped, session(board_file, "李明") as terminal:
        on_board(stopped)
        on_board(terminal, 9, "首批铺货")
        stopped.stop_reading()
        stopped.send(b"vd" * 400)
        terminal.press("s")
        terminal.wait_for("NPL-9：已开始")
        terminal.press("u")
        terminal.wait_for("已撤销")
        stopped.read_on()
        stopped.kill(signal.SIGTERM)
        assert stopped.wait_exit() == 128 + signal.SIGTERM
        assert stopped.left_on == []


def test_a_storm_of_sizes_ends_as_the_last_one(board_file: Path) -> None:
    with session(board_file) as terminal:
        on_board(terminal)
        before = terminal.settle().text
        for size in ((200, 50), (40, 10), (80, 24), (20, 5), (1, 1), (120, 40), (40, 10)):
            terminal.resize(*size)
        terminal.wait_until(lambda seen: len(seen.rows) == 10 and "NPL-7" in seen, "40x10")
        terminal.resize(80, 24)
        terminal.wait_until(lambda seen: seen.text[1:] == before[1:], "the screen as it was")
        terminal.press("e")
        terminal.wait_for("销售培训组织  修改")
        for size in ((40, 10), (20, 5), (80, 24)):
            terminal.resize(*size)
        terminal.wait_for("2026")
        terminal.press("esc")
        terminal.wait_gone("销售培训组织  修改")
        assert terminal.running
