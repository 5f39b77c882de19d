"""Two people on one board, each in a terminal of their own: what one does the other sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.harness import Grid, Terminal
from tests.system.sessions import command_line, lines_of, on_board, session


@pytest.fixture
def two(board_file: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """李明, who facilitates, and 王芳, both with the cursor on NPL-7 of the follow-up board."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(session(board_file, who)) for who in ("李明", "王芳"))
        on_board(first)
        on_board(second)
        yield first, second


def row(seen: Grid, key: str) -> str:
    """The line of the list in which the task stands; "" when it is not in sight."""
    return next((line for line in seen.text[3:14] if f"{key} " in line), "")


def cursor_on(seen: Grid, key: str) -> bool:
    return row(seen, key).startswith("|")


def test_a_key_in_one_is_seen_in_the_other_and_undone_there_too(
    two: tuple[Terminal, Terminal], board_file: Path
) -> None:
    mine, theirs = two
    move_to(mine, 9)
    mine.press("s")
    mine.wait_for("NPL-9：已开始")
    # What others do flashes with a star, and the cursor stays where it was.
    seen = theirs.wait_until(lambda seen: " >* NPL-9 " in seen, "the flash")
    assert cursor_on(seen, "NPL-7")
    assert seen.style_of("首批铺货") != seen.style_of("渠道报价")
    assert lines_of(board_file)[-1]["command"] == "start"
    mine.press("u")
    mine.wait_for("已撤销")
    seen = theirs.wait_until(lambda seen: " -* NPL-9 " in seen, "the change taken back")
    assert cursor_on(seen, "NPL-7")


def test_a_task_that_comes_in_above_does_not_move_the_cursor(two: tuple[Terminal, Terminal]) -> None:
    mine, theirs = two
    before = row(theirs.grid, "NPL-7")
    move_to(mine, 9)
    mine.press("b")
    mine.wait_for("首批铺货  标记阻塞")
    mine.type("仓库排期")
    mine.press("enter")
    mine.wait_for("在办 0 项")
    mine.type("陈工")
    mine.wait_for("由谁解除   陈工")
    mine.press("enter")
    mine.press("ctrl+s")
    mine.wait_for("NPL-9：")
    seen = theirs.wait_until(lambda seen: row(seen, "NPL-9")[1:3] == "#*", "the block")
    assert cursor_on(seen, "NPL-7")
    assert row(seen, "NPL-7") == before


def test_each_sees_that_the_other_is_here_and_goes(two: tuple[Terminal, Terminal]) -> None:
    mine, theirs = two
    mine.wait_for("在线 2")
    theirs.wait_for("在线 2")
    mine.press("esc")
    mine.wait_for("同时在线  王芳 NPL-7")
    theirs.kill()
    mine.wait_gone("在线 2")
    mine.wait_gone("同时在线")


def test_a_conflict_shows_both_values_and_loses_neither(two: tuple[Terminal, Terminal]) -> None:
    mine, theirs = two
    for terminal, word in ((mine, "甲"), (theirs, "乙")):
        terminal.press("e")
        terminal.wait_for("销售培训组织  修改")
        terminal.wait_until(lambda seen: "  标题" in seen, "the form")
        terminal.press("end")
        terminal.type(word)
        terminal.wait_for(f"销售培训组织{word}")
    mine.press("ctrl+s")
    mine.wait_for("NPL-7：已修改")
    theirs.press("ctrl+s")
    seen = theirs.wait_for("这期间别人改过了")
    assert "您看到的  销售培训组织" in seen
    assert "对方改成  销售培训组织甲" in seen
    assert "您要改成  销售培训组织乙" in seen
    theirs.press("m")
    theirs.wait_for("NPL-7：已修改")
    mine.wait_until(lambda seen: "销售培训组织乙" in row(seen, "NPL-7"), "the other's title")
    # Overruled, not lost: the trail has it.
    theirs.wait_for("李明 标题 销售")


def test_the_command_line_is_seen_on_the_screen(board_file: Path, tmp_path: Path) -> None:
    with session(board_file, "李明") as terminal:
        on_board(terminal)
        done = command_line(tmp_path, "update", board_file, "NPL-9", "start", "--as", "孙莉")
        assert (done.returncode, done.stderr) == (0, b"")
        seen = terminal.wait_until(lambda seen: " >* NPL-9 " in seen, "the command line's change")
        assert cursor_on(seen, "NPL-7")


def test_two_who_are_known_by_no_login_are_asked_and_remembered(board_file: Path, tmp_path: Path) -> None:
    with session(board_file, None, home=tmp_path) as terminal:
        terminal.wait_for("您是哪位")
        terminal.type("王芳")
        terminal.wait_gone("李明")
        terminal.press("enter")
        terminal.wait_for("王芳 成员")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with session(board_file, None, home=tmp_path) as terminal:
        terminal.wait_for("王芳 成员")


def move_to(terminal: Terminal, number: int) -> None:
    """The cursor on the task of that number, which is in sight."""
    terminal.press("ctrl+g")
    terminal.wait_for("跳到哪一项")
    terminal.type(str(number))
    terminal.press("enter")
    terminal.wait_until(lambda seen: cursor_on(seen, f"NPL-{number}"), f"the cursor on NPL-{number}")
