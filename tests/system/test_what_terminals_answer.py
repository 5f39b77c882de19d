"""What a terminal sends though nobody pressed a key is nothing but text, whichever screen stands: answers to
questions that nobody asked, other encodings, pastes full of commands."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from store.model.clock import SystemClock
from store.rules.issues.escalation import OF_ITSELF
from tests.harness import Terminal
from tests.screens.stage import copied
from tests.system.painted import smuggled
from tests.system.sessions import lines_of, session
from tests.tui.hosted.test_admission import key_line
from tui.hosted.admission import add, authorized
from tui.hosted.places import Places
from tui.hosted.setting_up import make

SENT: Final = b"".join(
    [
        b"\xff\xfe\xc4\xe3\xba\xc3",  # GBK
        b"\x1b]52;c;cXF1aXQK\x07\x1b]52;c;!\x1b\\",  # what is in the clipboard
        b"\x1b]52;c;" + b"q" * 100_000 + b"\x07",  # much in it
        b"\x1b]lowned\x1b\\\x1b]Lowned\x1b\\\x1b]11;rgb:1111/2222/3333\x1b\\",  # titles, colours
        b"\x1b[?62;4c\x1b[>41;354;0c\x1b[=0;1c",  # what kind of terminal it is
        b"\x1b[0n\x1b[3n\x1b[?997;1n\x1b[24;80R\x1b[?24;80R\x1b[?2026;2$y\x1b[?1u",  # how it is
        b"\x1b[8;24;80t\x1b[4;480;800t\x1b[6;20;10t",  # its size
        b"\x1bP>|xterm(388)\x1b\\\x1bP1$r0m\x1b\\\x1bP1+r544e=787465\x1b\\\x1b_Gi=31;OK\x1b\\",
        b"\x9b?62;4c\x9d52;c;cXF1aXQK\x9c\x90>|xterm(388)\x9c",  # the same in eight bits
        b"\xc2\x9b?62;4c\xc2\x9d52;c;cXF1aXQK\xc2\x9c",
        b"\x1b[999999999999u\x1b[57358;99999999999u",
        b"\x1b[200~\x1bq\x1bu\x1b[A\x1b\r\x1b]0;owned\x07\x9b201~\xc2\x9b201~quit\nu\x1b[201~",
        b"\x1b[200~\xff\xfe\xc4q\x1b[201~",
        b"\x1b[200~" + "长uq\n".encode() * 30_000 + b"\x1b[201~",
    ]
)
BEGUN: Final = "begun"
HELP: Final = "这个画面的按键"
HOME: Final = "今天要推动的"

ON_A_SERVER: Final[tuple[tuple[str, str], ...]] = (
    ("L", "看板时限"),
    ("Y", "发到群里"),
    ("R", "风险登记册"),
    ("N", "按时情况"),
    ("E", "（表2）"),
    ("4", "[按状态 2]"),
    ("m", "待召集"),
    ("P", "部门和人员"),
    ("a", "记录："),
)
"""Keys of Home, and what stands in what they open."""


def leave_it_alone(terminal: Terminal, shown: str) -> None:
    """Send everything at once; the screen is still the same, and hears its keys."""
    terminal.wait_for(shown)
    terminal.send(SENT)
    terminal.press("f1")
    terminal.wait_for(HELP)
    terminal.press("esc")
    terminal.wait_gone(HELP)
    terminal.wait_for(shown)


def back_home(terminal: Terminal, shown: str) -> None:
    terminal.press("esc")
    terminal.wait_gone(shown)
    terminal.wait_for(HOME)


def by_name(terminal: Terminal, name: str, shown: str) -> None:
    """The act of that name, out of the list of commands."""
    terminal.press("ctrl+p")
    terminal.wait_for("输入名称的一部分")
    terminal.type(name)
    terminal.wait_gone("输入名称的一部分")
    terminal.press("enter")
    terminal.wait_for(shown)


@pytest.fixture
def server(_example_of_today: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A team's server on which liming is 李明."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    places = make(str(tmp_path / "team"))
    for part in copied(_example_of_today, tmp_path / "board").parent.iterdir():
        part.rename(places.boards / part.name)
    add(places, "liming", key=key_line(1), boards="launch=李明", now=SystemClock().now())
    return places


@pytest.fixture
def hosted(server: Places) -> Iterator[Terminal]:
    """What sshd starts for liming."""
    with Terminal(["sh", "-c", f"echo {BEGUN}; {forced(server)}"], env={"LANG": "zh_CN.UTF-8"}) as terminal:
        yield terminal


def forced(server: Places) -> str:
    """The command of their key's line."""
    (line,) = authorized(server, None)
    return line.partition('command="')[2].rpartition('" ssh-ed25519')[0]


def assert_untouched(terminal: Terminal, board: Path, before: int) -> None:
    """Nothing was saved, copied or commanded, and the program still ends as people end it."""
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert terminal.left_on == []
    asked = [line["command"] for line in lines_of(board)[before:] if line["command"] not in OF_ITSELF]
    assert asked == []
    found = smuggled(terminal.raw.decode(), rings=True)
    # The list of boards and a board are two programs, one after the other.
    assert set(found) <= {"another screen"}


def test_on_a_teams_server(hosted: Terminal, server: Places) -> None:
    board = server.board("launch")
    before = len(lines_of(board))
    leave_it_alone(hosted, "您的看板")
    hosted.press("enter")
    leave_it_alone(hosted, HOME)
    for key, shown in ON_A_SERVER:
        hosted.press(key)
        leave_it_alone(hosted, shown)
        if key == "4":
            hosted.press("4")
            leave_it_alone(hosted, "✓报告")
            hosted.press("esc")
            hosted.wait_for(shown)
        back_home(hosted, shown)
    assert_untouched(hosted, board, before)


def test_ctrl_c_at_the_door_of_a_server_tells_nothing(hosted: Terminal) -> None:
    """However early and often it is pressed: no traceback, which would say where things lie."""
    hosted.wait_for(BEGUN)
    while hosted.running and "您的看板" not in hosted.grid:
        with contextlib.suppress(AssertionError):  # it may end meanwhile
            hosted.press("ctrl+c")
        time.sleep(0.002)
    assert_silent(hosted.raw.partition(b"\x1b")[0])


def test_ctrl_c_ends_a_command_that_waits(server: Places) -> None:
    asked = {"LANG": "zh_CN.UTF-8", "SSH_ORIGINAL_COMMAND": "import launch - --initiative NPL"}
    with Terminal(["sh", "-c", f"echo {BEGUN}; {forced(server)}"], env=asked) as terminal:
        terminal.wait_for(BEGUN)
        while terminal.running:
            with contextlib.suppress(AssertionError):
                terminal.press("ctrl+c")
            time.sleep(0.002)
        # The shell that begins it may hear it first, and says nothing either.
        assert terminal.wait_exit() in (130, -signal.SIGINT)
        assert_silent(terminal.raw)


def assert_silent(painted: bytes) -> None:
    assert set(painted.replace(BEGUN.encode(), b"")) <= set(b"^C\r\n"), painted.decode()


def test_at_ones_own_machine(board_file: Path) -> None:
    before = len(lines_of(board_file))
    files = set(board_file.parent.iterdir())
    with session(board_file) as terminal:
        terminal.wait_for(HOME)
        for name, shown in (("导入", "导入哪个文件"), ("归档", "归档 NPL 新品上市推广？")):
            by_name(terminal, name, shown)
            leave_it_alone(terminal, shown)
            back_home(terminal, shown)
        terminal.press("E")
        terminal.wait_for("（表2）")
        terminal.press("w")
        leave_it_alone(terminal, "保存为文件")
        terminal.press("esc")
        terminal.wait_gone("保存为文件")
        back_home(terminal, "（表2）")
        assert_untouched(terminal, board_file, before)
    assert set(board_file.parent.iterdir()) == files
