"""Terminals of all kinds: few colours, none, other locales, inside tmux."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.harness.home import environment
from tests.system.painted import smuggled
from tests.system.sessions import ROOT, on_board, session

LOCALES = ("LANG", "LC_ALL")


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "xterm", "COLORTERM": ""},
        {"TERM": "xterm-256color", "COLORTERM": ""},
        {"TERM": "screen-256color", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": ""},
        {"NO_COLOR": "1"},
        {"LANG": "C"},
        {"LANG": "C", "LC_ALL": "POSIX"},
        {"LANG": "zh_CN.GB18030"},
    ],
    ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()),
)
def test_chinese_and_every_sign_come_out(env: Mapping[str, str], board_file: Path) -> None:
    with session(board_file, env=env) as terminal:
        on_board(terminal)
        # A sign or a letter stands beside every colour.
        seen = terminal.wait_for("|!  NPL-7   销售培训组织")
        assert "[关注 5]" in seen
        assert " #  NPL-6 " in seen
        terminal.press("c")
        terminal.wait_for("销售培训组织  标记完成")
        terminal.press("esc")
        terminal.wait_gone("销售培训组织  标记完成")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    painted = terminal.raw.decode()
    assert smuggled(painted) == []
    if "NO_COLOR" in env:
        assert not re.search(r"\x1b\[[0-9;]*[34][0-7]m", painted.replace("\x1b[3m", ""))


def test_inside_tmux(board_file: Path, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    # A socket of one's own: nobody's running tmux is touched.
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    env = environment(tmp_path) | {"DUIQI_PERSON": "李明", "DUIQI_LANG": "zh"}

    def told(*words: str) -> str:
        done = subprocess.run([*tmux, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout

    def until(text: str) -> str:
        give_up = time.monotonic() + 60.0
        while time.monotonic() < give_up:
            seen = told("capture-pane", "-p", "-t", "duiqi")
            if text in seen:
                return seen
            time.sleep(0.05)  # asking without a rest keeps the program from its work
        raise AssertionError(f"{text!r} is not in tmux:\n{seen}")

    told(
        "-u",
        "new-session",
        "-d",
        "-s",
        "duiqi",
        "-x",
        "80",
        "-y",
        "25",
        sys.executable,
        "-m",
        "tui",
        str(board_file),
    )
    try:
        until("今天要推动的")
        told("send-keys", "-t", "duiqi", "Enter")
        assert "|#  NPL-6   宣传物料设计" in until("[关注 ")
        told("send-keys", "-t", "duiqi", "Down")
        until("|!  NPL-7")
        # tmux itself is told, as its settings let no program inside copy.
        told("send-keys", "-t", "duiqi", "y")
        until("已复制")
        for _ in range(200):
            if "buffer" in told("list-buffers"):
                break
        assert "NPL-7 销售培训组织" in told("show-buffer")
        told("send-keys", "-t", "duiqi", "Enter")
        told("send-keys", "-t", "duiqi", "n")
        until("ctrl+s")
        told("send-keys", "-t", "duiqi", "-l", "资料已到")
        until("资料已到")
        told("send-keys", "-t", "duiqi", "Enter")
        until("已记下备注")
    finally:
        told("kill-server")
