"""Who comes in at the door of a served board, and what goes out: as a program asks, without a browser."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from yarl import URL

from store.board.board import Board
from store.board.presence import who_is_here
from store.model.clock import SystemClock
from store.model.organisation import Person
from tests.harness.emulator import Emulator
from tui.web.guard import is_loopback_host
from tui.web.order import Order
from tui.web.server import BoardServer

LONG: Final = 30.0


@asynccontextmanager
async def served(
    board: Path, *, write: bool = False, windows: int = 8
) -> AsyncIterator[tuple[BoardServer, URL]]:
    """A server on the board, and its link."""
    person = None
    if write:
        opened = Board.open(board, read_only=True)
        person = next(each.id for each in opened.state.all(Person) if each.name == "李明")
        opened.close()
    server = BoardServer(Order(str(board), person, write, False, "zh"), "看板 <b>", windows=windows)
    await server.start()
    try:
        yield server, URL(server.link)
    finally:
        await server.stop()


def session_of(link: URL, token: str | None = None) -> URL:
    """Where the page of that link opens its session."""
    return link.with_path(f"/session/{token or link.query['token']}").with_query(width=100, height=30)


def own(link: URL) -> dict[str, str]:
    """The headers of our own page."""
    return {"Origin": str(link.origin())}


@pytest.mark.parametrize("token", [None, "", "x", "x" * 43, "ü"])
async def test_without_the_secret_there_is_neither_page_nor_session(board: Path, token: str | None) -> None:
    async with served(board) as (_, link), ClientSession() as client:
        bare = link.with_query({} if token is None else {"token": token})
        async with client.get(bare) as answer:
            text = await answer.text()
            assert answer.status == 403
            assert link.query["token"] not in text
            assert "<html" not in text
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(session_of(link, token or "none"), headers=own(link))
        assert refused.value.status == 403


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://elsewhere.example",
        "http://127.0.0.1:1",
        "https://{host}",
        "http://{host}.example",
    ],
)
async def test_a_foreign_page_opens_no_session_although_it_knows_the_secret(
    board: Path, origin: str | None
) -> None:
    async with served(board) as (_, link), ClientSession() as client:
        headers = {} if origin is None else {"Origin": origin.format(host=link.authority)}
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(session_of(link), headers=headers)
        assert refused.value.status == 403
        if origin is not None:
            async with client.get(link, headers=headers) as answer:
                assert answer.status == 403


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "10.0.0.1", "li@127.0.0.1"]
)
async def test_a_foreign_name_for_this_machine_is_not_answered(board: Path, host: str) -> None:
    async with served(board) as (_, link), ClientSession() as client:
        named = f"{host}:{link.port}"
        async with client.get(link, headers={"Host": named}) as answer:
            assert answer.status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(session_of(link), headers={"Host": named, "Origin": f"http://{named}"})
        assert refused.value.status == 403


def test_this_machine_has_three_names() -> None:
    for host in ("127.0.0.1:8000", "localhost:1", "localhost", "[::1]:8000"):
        assert is_loopback_host(host)
    for host in (
        "",
        ":80",
        "127.0.0.2:80",
        "localhost.:80",
        "localhost:x",
        "localhost:99999",
        "a@localhost",
        "x/localhost",
        "localhost/x",
        "localhost?x",
        "[::1",
    ):
        assert not is_loopback_host(host), host


async def test_it_listens_on_this_machine_only(board: Path) -> None:
    async with served(board) as (server, link):
        assert server._runner is not None
        assert [address[0] for address in server._runner.addresses] == ["127.0.0.1"]
        assert link.host == "127.0.0.1"


async def test_the_page_shows_nothing_but_the_terminal_and_loads_nothing_from_elsewhere(board: Path) -> None:
    async with served(board) as (_, link), ClientSession() as client:
        async with client.get(link) as answer:
            text = await answer.text()
        assert "看板 &lt;b&gt;" in text, "a board's name is text"
        files = re.findall(r'(?:src|href)="([^"]*)"', text)
        assert len(files) == 5
        assert all(file.startswith("/") or file == "data:," for file in files)
        assert re.findall(r"\w+://[^/\"]*", text) == [f"ws://{link.authority}"]
        for file in files[1:]:
            async with client.get(link.with_path(file).with_query({})) as answer:
                assert answer.status == 200
                if file.endswith(".css"):
                    assert "url(" not in await answer.text()


async def test_every_answer_keeps_itself_to_itself(board: Path) -> None:
    async with served(board) as (_, link), ClientSession() as client:
        for path in (link, link.with_query({}), link.with_path("/page.js"), link.with_path("/nothing")):
            async with client.get(path) as answer:
                headers = answer.headers
                assert headers["Referrer-Policy"] == "no-referrer"
                assert headers["Cache-Control"] == "no-store"
                assert headers["X-Frame-Options"] == "DENY"
                assert headers["X-Content-Type-Options"] == "nosniff"
                assert "Access-Control-Allow-Origin" not in headers
                policy = headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self';")
                assert policy.endswith("sandbox allow-scripts allow-same-origin"), "no popups, no downloads"


@pytest.mark.parametrize(
    "path",
    [
        "/static",
        "/static/",
        "/static/js/",
        "/static/fonts/RobotoMono-VariableFont_wght.ttf",
        "/static/js/../../server.py",
        "/download/x",
        "/ws",
        "/page.html",
    ],
)
async def test_nothing_else_is_served(board: Path, path: str) -> None:
    async with served(board) as (_, link), ClientSession() as client:
        async with client.get(
            URL(f"{link.origin()}{path}?token={link.query['token']}", encoded=True)
        ) as answer:
            assert answer.status in (403, 404)
        async with client.post(link) as answer:
            assert answer.status == 405


class Window:
    """A page's side of a session."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._emulator = Emulator(100, 30, answer=lambda _data: None)

    async def say(self, *words: object) -> None:
        await self._socket.send_str(json.dumps(words))

    async def wait_for(self, text: str) -> None:
        async with asyncio.timeout(LONG):
            while text not in self._emulator.grid():
                message = await self._socket.receive()
                assert message.type is WSMsgType.BINARY, f"{text} never came; there was {message}"
                self._emulator.feed(message.data)

    async def wait_end(self) -> None:
        async with asyncio.timeout(LONG):
            while (await self._socket.receive()).type in (WSMsgType.BINARY, WSMsgType.TEXT):
                pass


async def until_here(board: Path, names: list[str]) -> None:
    async with asyncio.timeout(LONG):
        while [one.name for one in who_is_here(board, SystemClock().now())] != names:
            await asyncio.sleep(0.02)


async def test_a_window_is_a_session_and_ends_with_its_page(board: Path) -> None:
    """It may be resized, hears keys, and leaves when the page goes or says what no page of ours says."""
    async with served(board, write=True, windows=2) as (_, link), ClientSession() as client:
        first = await client.ws_connect(session_of(link), headers=own(link))
        second = await client.ws_connect(session_of(link), headers=own(link))
        window, other = Window(first), Window(second)
        await window.wait_for("新品上市推广")
        await window.say("resize", {"width": 10**9, "height": -1})
        await window.say("resize", {"width": 100, "height": 30})
        await window.say("stdin", "\r")
        await window.wait_for("[关注")
        await window.say("stdin", "\x1b[200~\x1bq\x1b[201~")  # a paste is no key, whatever it holds
        await window.say("stdin", "?")
        await window.wait_for("按键")
        await other.wait_for("新品上市推广")
        await until_here(board, ["李明", "李明"])

        for refused in (link, session_of(link)):
            async with client.get(refused, headers=own(link)) as answer:
                assert answer.status == 503, "there are two already"

        await other.say("open", "/etc/passwd")
        await other.wait_end()
        await first.close()
        await until_here(board, [])
        async with client.get(link) as answer:
            assert answer.status == 200, "and there is room again"


async def test_a_server_that_ends_takes_its_windows_with_it(board: Path) -> None:
    async with ClientSession() as client:
        async with served(board, write=True) as (_, link):
            window = Window(await client.ws_connect(session_of(link), headers=own(link)))
            await window.wait_for("新品上市推广")
            await until_here(board, ["李明"])
        assert not who_is_here(board, SystemClock().now())
