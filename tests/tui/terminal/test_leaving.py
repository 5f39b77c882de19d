"""However the program ends, the terminal is usable after it, and nobody sees a traceback."""

from __future__ import annotations

import signal
import stat
import termios
from pathlib import Path

import pytest

from tests.tui.terminal.stage import Stage, on_stage

LEFT = (
    b"\x1b[?1049l",
    b"\x1b[?25h",
    b"\x1b[?2004l",
    b"\x1b[?1000l",
    b"\x1b[?1003l",
    b"\x1b[?1006l",
    b"\x1b[<u",
)


def assert_usable(stage: Stage) -> None:
    for sequence in LEFT:
        assert sequence in stage.painted
    # Nothing is painted on the person's own screen but sentences.
    assert b"\x1b[?1049h" not in stage.painted.rpartition(b"\x1b[?1049l")[2]
    assert termios.tcgetattr(stage.slave) == stage.before
    assert b"Traceback" not in stage.painted


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_the_terminal_usable(number: signal.Signals, tmp_path: Path) -> None:
    with on_stage("plain", tmp_path) as stage:
        stage.process.send_signal(number)
        assert stage.exit_code() == 128 + number
        assert_usable(stage)
        assert ["left"] in stage.heard()


def test_a_second_signal_does_not_wait(tmp_path: Path) -> None:
    with on_stage("hang", tmp_path) as stage:
        stage.send(b"x")
        stage.until_heard("key", "x", "x")
        stage.process.send_signal(signal.SIGINT)
        stage.process.send_signal(signal.SIGTERM)
        assert stage.exit_code() in (128 + signal.SIGINT, 128 + signal.SIGTERM)
        assert_usable(stage)
        assert ["left"] not in stage.heard()


def test_a_hanging_program_ends_all_the_same(tmp_path: Path) -> None:
    with on_stage("hang", tmp_path) as stage:
        stage.send(b"x")
        stage.until_heard("key", "x", "x")
        stage.process.send_signal(signal.SIGTERM)
        assert stage.exit_code() == 128 + signal.SIGTERM
        assert_usable(stage)
        assert ["left"] not in stage.heard()


def test_a_terminal_that_stopped_reading_does_not_hold_the_program(tmp_path: Path) -> None:
    with on_stage("flood", tmp_path) as stage:
        stage.send(b"x")
        stage.until_heard("key", "x", "x")
        stage.process.send_signal(signal.SIGTERM)
        assert stage.exit_code(reading=False) == 128 + signal.SIGTERM
        while stage.read():
            pass
        assert_usable(stage)


def test_a_terminal_that_is_gone_ends_the_program(tmp_path: Path) -> None:
    with on_stage("plain", tmp_path) as stage:
        stage.hang_up()
        assert stage.exit_code(reading=False) == 128 + signal.SIGHUP
        assert not (tmp_path / "crash.log").exists()


def test_the_message_of_an_ordinary_end_is_literal(tmp_path: Path) -> None:
    with on_stage("plain", tmp_path) as stage:
        stage.send(b"\x1b[21~")
        assert stage.exit_code() == 0
        assert_usable(stage)
        assert b"bye?]0;owned?" in stage.painted


@pytest.mark.parametrize("what", ["crash", "crash-worker"])
def test_a_mistake_is_logged_and_told_in_a_sentence(what: str, tmp_path: Path) -> None:
    with on_stage(what, tmp_path) as stage:
        stage.send(b"x")
        assert stage.exit_code() == 1
        assert_usable(stage)
        told = b" ".join(stage.painted.rpartition(b"\x1b[?1049l")[2].split())
        assert b"Duiqi had to stop because of a mistake in it." in told
        assert b"crash.log" in b"".join(told.split())
        log = tmp_path / "crash.log"
        assert "Traceback" in log.read_text()
        assert "a mistake" in log.read_text()
        assert "told to nobody" not in log.read_text().replace('secret = "told to nobody"', "")
        assert "\x1b" not in log.read_text()
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_mistake_in_a_thread_is_logged_and_not_painted(tmp_path: Path) -> None:
    with on_stage("crash-thread", tmp_path) as stage:
        stage.send(b"x")
        log = tmp_path / "crash.log"
        stage.until(lambda: log.exists() and "a mistake in a thread" in log.read_text())
        stage.process.send_signal(signal.SIGTERM)
        assert stage.exit_code() == 128 + signal.SIGTERM
        assert b"mistake in a thread" not in stage.painted
