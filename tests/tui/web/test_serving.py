"""`duiqi serve` as a command: whom it serves as, what it refuses, and how it is told where to look."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.board.board import Board
from tests.tui.cli.conftest import Run
from tui.web import server
from tui.web.order import Order
from tui.web.process import clean_environment


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Order, int]]:
    """What was to be served, on which port; nothing is."""
    taken: list[tuple[Order, int]] = []

    def serve(order: Order, _title: str, port: int, started: Callable[[str], None]) -> None:
        taken.append((order, port))
        started("http://127.0.0.1:1234/?token=secret")

    monkeypatch.setattr(server, "serve", serve)
    return taken


def test_the_browser_only_looks_unless_told(run: Run, board: Path, orders: list[tuple[Order, int]]) -> None:
    ran = run("serve", board)
    assert ran.code == 0
    assert "http://127.0.0.1:1234/?token=secret\n" in ran.out
    assert "--write lets them change it too" in ran.out
    assert orders == [(Order(str(board), None, False, False, "en"), 0)]


def test_with_write_it_is_somebody_who_writes(run: Run, board: Path, orders: list[tuple[Order, int]]) -> None:
    assert run("serve", board, "--write").code == 3, "nobody knows who"
    assert run("serve", board, "--write", "--person", "nobody").code == 2
    assert orders == []
    ran = run("serve", board, "--write", "--person", "王芳", "--port", "8123")
    assert ran.code == 0
    assert "as 王芳: keep it to yourself" in ran.out
    ((order, port),) = orders
    assert (order.write, port) == (True, 8123)
    assert Order.read(order.words()) == order
    assert json.loads(order.words()[0])["person"] == order.person
    opened = Board.open(board, read_only=True, author=order.person)
    assert opened.person is not None
    assert opened.person.name == "王芳"


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "٣"])
def test_a_port_is_a_number(run: Run, board: Path, orders: list[tuple[Order, int]], port: str) -> None:
    ran = run("serve", board, f"--port={port}")
    assert (ran.code, orders) == (2, [])
    assert "--port needs a number from 1 to 65535." in ran.err


def test_there_is_no_option_for_another_address(run: Run, board: Path) -> None:
    for option in ("--host", "--address", "--bind"):
        assert run("serve", board, f"{option}=0.0.0.0").code == 2


def test_a_session_on_a_server_serves_nobody(
    run: Run, board: Path, orders: list[tuple[Order, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIQI_PERSON", "李明")
    assert run("serve", board).code == 2
    assert orders == []


def test_without_textual_serve_it_says_what_to_install(
    run: Run, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "tui.web.server")
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    ran = run("serve", board)
    assert ran.code == 3
    assert f"{sys.executable} -m pip install textual-serve" in ran.err


def test_nothing_of_the_environment_reaches_a_window_but_what_it_needs() -> None:
    names = "PYTHONPATH PYTHONSTARTUP LD_PRELOAD TEXTUAL_DRIVER DUIQI_KEYS EDITOR SSH_AUTH_SOCK"
    hostile = dict.fromkeys(names.split(), "x")
    environment = clean_environment(80, 24, {**hostile, "HOME": "/home/li", "TZ": "Asia/Shanghai"})
    assert environment == {
        "HOME": "/home/li",
        "TZ": "Asia/Shanghai",
        "COLUMNS": "80",
        "ROWS": "24",
        "COLORTERM": "truecolor",
        "TERM": "xterm-256color",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
    }
