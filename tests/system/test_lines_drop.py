"""Lines drop: who is cut off is gone from the others' screens, and holds nothing up."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from store.board.presence import who_is_here
from store.model.clock import SystemClock
from tests.harness import Terminal
from tests.system.sessions import ROOT, command_line, lines_of, session


def here(board: Path) -> set[str]:
    return {one.name for one in who_is_here(board, SystemClock().now())}


def test_presence_is_right_at_once_after_a_kill(board_file: Path) -> None:
    """Whoever asks next is told the truth; screens that show it follow by themselves."""
    with session(board_file, "王芳") as killed, session(board_file, "李明") as terminal:
        killed.wait_for("新品上市推广")
        terminal.wait_until(lambda seen: "同时在线" in seen and "王芳" in seen, "王芳 among those here")
        assert here(board_file) == {"王芳", "李明"}
        killed.kill(signal.SIGKILL)
        killed.wait_exit()
        assert here(board_file) == {"李明"}
        terminal.wait_gone("同时在线")
        assert len(list((board_file.with_suffix(".duiqi") / "presence").iterdir())) == 1


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP])
def test_the_lock_of_who_is_cut_off_is_free_at_once(
    board_file: Path, tmp_path: Path, end: signal.Signals
) -> None:
    """Stopped in the midst of a change, with the lock in its hand, as on a laptop that falls asleep."""
    before = len(lines_of(board_file))
    writing = [sys.executable, "-m", "tests.store.board.worker", str(board_file), "hold", "1", "x", "1"]
    with Terminal(writing, cwd=ROOT) as holder:
        holder.wait_for("holding")
        if end == signal.SIGHUP:
            holder.hang_up()  # what sshd does to a line that is dead: the kernel wakes and ends the process
        else:
            holder.kill(end)
        holder.wait_exit()
        ran = command_line(
            tmp_path, "update", board_file, "NPL-9", "--note", "x", "--as", "孙莉", "--lang", "en"
        )
        assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(lines_of(board_file)) == before + 1
