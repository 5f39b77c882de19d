"""The ground the other tests stand on: the grid of a headless app, a program in a real terminal, and the
fixtures that keep tests apart."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from rich.text import Text
from syrupy.assertion import SnapshotAssertion
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store import language
from tests.harness import CellStyle, FixedClock, Grid, Terminal, grid, offline, until, until_text
from tests.harness.emulator import Emulator
from tests.harness.keys import sequence
from tests.harness.wait import until_gone


class Dialog(ModalScreen[None]):
    CSS = """
    Dialog { align: center middle; background: black 60%; }
    Static { width: 20; height: 3; background: #204060; color: #ffffff; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content("对话框"))


class Tiny(App[None]):
    CSS = """
    Screen { background: #101010; color: #d0d0d0; }
    #title { text-style: bold; color: #ff8800; }
    """
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        ("d", "dialog", "dialog"),
        ("l", "later", "later"),
        ("b", "crash", "crash"),
    ]

    def compose(self) -> ComposeResult:
        yield Static(Content("新品上市 NPL-7"), id="title")
        yield Static(Content("一行 plain 文字"), id="line")
        yield Input(
            id="field",
        )

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False

    def action_dialog(self) -> None:
        self.push_screen(Dialog())

    def action_later(self) -> None:
        self.set_timer(0.05, lambda: self.query_one("#line", Static).update(Content("终于来了")))

    def action_crash(self) -> None:
        raise RuntimeError("as the test asked")


@pytest.fixture
def tiny() -> list[str]:
    return [sys.executable, "-c", "from tests.system.test_harness import Tiny; Tiny().run()"]


ROOT = Path(__file__).parents[2]


async def test_the_grid_of_a_small_app_is_what_its_snapshot_keeps(screen_snapshot: SnapshotAssertion) -> None:
    app = Tiny()
    async with app.run_test(size=(30, 6)) as pilot:
        await until_text(pilot, "NPL-7")
        assert grid(app) == screen_snapshot(name="board")
        await pilot.press("d")
        await until_text(pilot, "对话框")
        assert grid(app) == screen_snapshot(name="dialog")


async def test_a_wide_character_takes_two_cells() -> None:
    app = Tiny()
    async with app.run_test(size=(30, 6)):
        seen = grid(app)
        assert seen.text[0] == "新品上市 NPL-7"
        assert all(len(row) == 30 for row in seen.rows)
        assert seen.find("NPL-7") == (9, 0)
        assert seen.find("品上") == (2, 0)
        assert seen.style_of("上市") == CellStyle(fg="#ff8800", bg="#101010", bold=True)


async def test_a_control_character_that_leaks_to_the_screen_can_be_seen() -> None:
    class Leaking(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(Text("a\x1b]52;c;eA==\x07b\u202ec"))

    app = Leaking()
    async with app.run_test(size=(60, 3)):
        assert "<U+001B>" in grid(app)
        assert "<U+202E>" in grid(app)


async def test_waiting_ends_when_the_text_is_painted() -> None:
    app = Tiny()
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("l")
        assert "终于来了" in await until_text(pilot, "终于来了")
        await until_gone(pilot, "一行")


async def test_waiting_in_vain_shows_the_screen() -> None:
    async with Tiny().run_test(size=(30, 6)) as pilot:
        with pytest.raises(AssertionError, match=r"(?s)a green row: not seen.*新品上市 NPL-7"):
            await until(pilot, lambda seen: "never" in seen, "a green row", patience=0)


async def test_waiting_ends_at_once_when_the_app_ends() -> None:
    async def waits_for_ever() -> None:
        async with Tiny().run_test(size=(30, 6)) as pilot:
            await pilot.press("b")
            with pytest.raises(AssertionError, match="the app ended"):
                await until_text(pilot, "never")

    with pytest.raises(RuntimeError, match="as the test asked"):
        await waits_for_ever()


def test_a_style_keeps_its_name_when_another_appears() -> None:
    def screen(*data: bytes) -> Grid:
        emulator = Emulator(20, len(data), lambda _: None)
        emulator.feed(b"\r\n".join(data))
        return emulator.grid()

    before = screen(b"plain", b"\x1b[1mbold\x1b[m")
    after = screen(b"\x1b[31mred\x1b[m", b"\x1b[1mbold\x1b[m")
    assert before.styles[1] == after.styles[1]
    assert before.styles[0] != after.styles[0]


def test_a_program_in_a_real_terminal_is_read_typed_to_and_resized(tiny: list[str]) -> None:
    with Terminal(tiny, size=(40, 8), cwd=ROOT) as terminal:
        assert terminal.wait_for("NPL-7").style_of("新品") == CellStyle("#ff8800", "#101010", bold=True)
        terminal.press("tab")
        terminal.wait_until(lambda seen: seen.rows[3][3].style.bg == "#e0e0e0", "the field's cursor")
        terminal.type("资料未到 ok")
        terminal.wait_for("资料未到 ok")
        terminal.resize(60, 12)
        seen = terminal.wait_until(lambda seen: len(seen.rows) == 12 and "ok" in seen, "the larger screen")
        assert len(seen.rows[0]) == 60
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    assert b"\x1b[?1049h" in terminal.raw


def test_the_grid_is_the_same_headless_and_in_a_real_terminal(tiny: list[str]) -> None:
    with Terminal(tiny, size=(40, 8), cwd=ROOT) as terminal:
        terminal.wait_for("NPL-7")
        terminal.press("d")
        real = terminal.wait_for("对话框")

    async def headless() -> Grid:
        app = Tiny()
        async with app.run_test(size=(40, 8)) as pilot:
            await pilot.press("d")
            return await until_text(pilot, "对话框")

    assert str(real) == str(asyncio.run(headless()))


def test_a_killed_program_leaves_its_modes_on_and_an_exit_code(tiny: list[str]) -> None:
    with Terminal(tiny, size=(40, 8), cwd=ROOT) as terminal:
        terminal.wait_for("NPL-7")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL
        assert "alternate screen" in terminal.left_on
        with pytest.raises(AssertionError, match="the program ended"):
            terminal.wait_for("never")


def test_closing_the_window_hangs_the_program_up() -> None:
    # Reading, it might find the line closed before it is told, and end by that.
    waits = "import signal; print('up', flush=True); signal.pause()"
    with Terminal([sys.executable, "-c", waits]) as terminal:
        terminal.wait_for("up")
        terminal.hang_up()
        assert terminal.wait_exit() == -signal.SIGHUP


def test_a_program_that_nobody_reads_has_to_wait() -> None:
    floods = "import sys; print('up', flush=True); sys.stdin.readline(); print('x' * 200_000); print('end')"
    with Terminal([sys.executable, "-c", floods]) as terminal:
        terminal.wait_for("up")
        terminal.stop_reading()
        terminal.press("enter")
        with pytest.raises(AssertionError, match="did not end"):
            terminal.wait_exit(patience=0.2)
        terminal.read_on()
        assert terminal.wait_exit() == 0
        terminal.wait_for("end")


def test_a_terminal_answers_where_its_cursor_is() -> None:
    asks = (
        "import sys, tty; tty.setraw(0); sys.stdout.write('\\x1b[3;5H\\x1b[6n'); sys.stdout.flush(); "
        "print(repr(sys.stdin.read(6)))"
    )
    with Terminal([sys.executable, "-c", asks]) as terminal:
        terminal.wait_for(repr("\x1b[3;5R"))


def test_a_program_in_a_terminal_sees_a_home_of_its_own_and_nothing_of_the_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DUIQI_BOARD", "of-the-developer.json")
    shows = "import os; print({k: v for k, v in os.environ.items() if k in ('DUIQI_BOARD', 'DUIQI_LANG')})"
    with Terminal([sys.executable, "-c", shows], env={"DUIQI_LANG": "en"}) as terminal:
        terminal.wait_for("{'DUIQI_LANG': 'en'}")


def test_sequences_cut_anywhere_paint_the_same() -> None:
    painted = (
        b"\x1b[?1049h\x1b[?2026$p\x1b[>1u\x1b]0;title\x07\x1b[?2026h\x1b[2;3H\x1b[38;2;1;2;3m"
        + "宽字符 ok".encode()
        + b"\x1bP1$r0m\x1b\\\x1b[4 q\x1b[<u\x1b[?2026l"
    )

    def paint(*parts: bytes) -> tuple[str, list[str]]:
        emulator = Emulator(20, 3, lambda _: None)
        for part in parts:
            emulator.feed(part)
        return str(emulator.grid()), emulator.left_on

    whole = paint(painted)
    assert "  宽字符 ok" in whole[0]
    for cut in range(len(painted)):
        assert paint(painted[:cut], painted[cut:]) == whole


def test_half_a_wide_character_painted_over_is_a_blank() -> None:
    emulator = Emulator(8, 2, lambda _: None)
    emulator.feed("中文\x1b[1;2Hx\r\n中文\x1b[2;1Hx".encode())
    assert emulator.grid().text == [" x文", "x 文"]


@pytest.mark.parametrize(
    ("key", "sent"), [("enter", b"\r"), ("ctrl+p", b"\x10"), ("alt+x", b"\x1bx"), ("对", "对".encode())]
)
def test_a_key_is_sent_as_a_terminal_sends_it(key: str, sent: bytes) -> None:
    assert sequence(key) == sent


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="no such key"):
        sequence("enterr")


def test_the_clock_stands_until_it_is_moved(clock: FixedClock) -> None:
    assert clock.now() == datetime(2024, 3, 25, 2, 0, tzinfo=UTC)
    clock.advance(timedelta(hours=2))
    assert clock() == datetime(2024, 3, 25, 4, 0, tzinfo=UTC)
    assert clock.now().astimezone().hour == 12, "the tests' own zone is China's"


def test_every_test_has_a_home_of_its_own_and_speaks_chinese(isolated: Path) -> None:
    assert Path.home() == isolated
    assert not any(isolated.iterdir())
    assert not any(name.startswith("DUIQI_") for name in os.environ)
    assert language.current() == "zh"
    language.use("en")


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_going_online_is_refused_and_noted(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as connection, pytest.raises(offline.WentOnlineError):
        connection.connect((host, 80))
    assert offline.attempts() == [f"socket.connect to {host}"]
    with pytest.raises(offline.WentOnlineError):
        socket.getaddrinfo("example.invalid", 80)
    assert offline.attempts() == ["socket.getaddrinfo to example.invalid"]


def test_talking_to_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    assert offline.attempts() == []
