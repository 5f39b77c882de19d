"""What is copied reaches the clipboard of the person's own terminal, through tmux and screen, as text."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.hostile import CONTROLS
from tests.harness.home import environment
from tests.system.sessions import ROOT
from tui.terminal.clipboard import plain, request

TEXT = "NPL-7 销售培训组织 " * 60
OSC = f"\x1b]52;c;{base64.b64encode(TEXT.encode()).decode()}\a"


def test_a_terminal_is_asked_to_copy() -> None:
    assert request(TEXT, {"TERM": "xterm-256color"}) == OSC


@pytest.mark.parametrize("env", [{"TMUX": "/tmp/tmux", "TERM": "screen"}, {"TERM": "tmux-256color"}])
def test_tmux_gets_the_request_and_one_that_it_hands_on(env: dict[str, str]) -> None:
    asked = request(TEXT, env)
    assert asked.startswith(OSC)
    wrapped = asked.removeprefix(OSC)
    assert wrapped.startswith("\x1bPtmux;\x1b\x1b]52;c;")
    assert wrapped.endswith("\a\x1b\\")
    assert wrapped.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b") == OSC


def test_screen_gets_it_in_strings_that_it_takes() -> None:
    asked = request(TEXT, {"STY": "1.pts", "TERM": "screen.xterm"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", asked, re.DOTALL)
    assert "".join(pieces) == OSC
    assert max(map(len, pieces)) < 768
    assert request(TEXT, {"TERM": "screen-256color"}) == OSC + asked


@pytest.mark.parametrize("hostile", [text for text in CONTROLS if "\t" not in text])
def test_what_is_copied_is_text_to_be_pasted_anywhere(hostile: str) -> None:
    copied = plain(f"a{hostile}b\tc\nd")
    assert not set(copied) & set("\x1b\x07\x9b\x9d\r\u202e\u200b")
    assert copied.endswith("d")


def test_tmux_takes_what_is_written_where_it_is_allowed_to(tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", str(tmp_path / "conf")]
    (tmp_path / "conf").write_text("set -g set-clipboard on\n")
    code = (
        "import os, sys, time; from tui.terminal.clipboard import request; "
        f"sys.stdout.write(request({TEXT!r}, os.environ)); sys.stdout.flush(); time.sleep(20)"
    )

    def told(*words: str) -> str:
        env = environment(tmp_path)
        done = subprocess.run([*tmux, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout

    told("-u", "new-session", "-d", sys.executable, "-c", code)
    try:
        for _ in range(1000):
            if told("list-buffers"):
                break
        assert told("show-buffer") == TEXT
    finally:
        told("kill-server")
