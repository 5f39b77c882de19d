"""A real browser without a window, driven as a person drives it, over Chromium's DevTools protocol.

    async with browser(tmp_path) as chromium:
        page = await chromium.open(link)
        await page.wait_for("新品上市")
        await page.press("Enter")

What a page's terminal shows is read from what its websocket received, as the browser itself reports it.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.harness.emulator import Emulator
from tests.harness.grid import Grid
from tests.harness.home import environment

PATIENCE: Final = 30.0
SIZE: Final = (1000, 640)
ELSEWHERE: Final = "elsewhere.example"
"""A foreign name that leads to this machine, as one does whose owner rebinds it. No other leads anywhere."""
_FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--use-angle=swiftshader",  # the terminal paints with WebGL
    "--enable-unsafe-swiftshader",
    "--remote-debugging-port=0",
)
_KEYS: Final = {
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Tab": (9, ""),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
}


def chromium() -> str | None:
    """Where the browser is; null when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page:
    """A tab. `requests` are the addresses that it loaded; `closed`: the connection of its terminal has
    ended."""

    def __init__(self, devtools: Devtools, session: str) -> None:
        self._devtools = devtools
        self._session = session
        self._emulator = Emulator(100, 30, answer=lambda _data: None)
        self._news = asyncio.Condition()
        self.requests: list[str] = []
        self.closed = False
        self.loaded = False

    async def call(self, method: str, **params: object) -> Any:
        """Have the browser do something with this page."""
        return await self._devtools.call(method, self._session, **params)

    async def value(self, expression: str) -> Any:
        """What a JavaScript expression is in this page."""
        found = await self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return found["result"].get("value")

    async def wait_for(self, text: str) -> Grid:
        """Wait until the terminal in the page shows `text`."""
        return await self._until(lambda: text in self._emulator.grid(), repr(text))

    async def wait_loaded(self) -> None:
        """Wait until the page is there, whatever it is."""
        await self._until(lambda: self.loaded, "the page")

    async def wait_closed(self) -> None:
        """Wait until the page's connection has ended or was refused."""
        await self._until(lambda: self.closed, "the end of the connection")

    async def press(self, *keys: str) -> None:
        """Press keys by their names; a text of one character is typed."""
        for key in keys:
            code, text = _KEYS.get(key, (0, key))
            common = {"key": key, "windowsVirtualKeyCode": code or ord(key.upper())}
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    async def type(self, text: str) -> None:
        """Type a text as an input method hands it over."""
        await self.call("Input.insertText", text=text)

    async def picture(self) -> bytes:
        """The page as a PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    async def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take note of what the browser tells."""
        async with self._news:
            match method:
                case "Network.webSocketFrameReceived":
                    response = params["response"]
                    if response["opcode"] == 2:
                        self._emulator.feed(base64.b64decode(response["payloadData"]))
                case "Network.webSocketFrameSent":
                    self._resize(params["response"]["payloadData"])
                case "Network.webSocketClosed":
                    self.closed = True
                case "Page.loadEventFired":
                    self.loaded = True
                case "Network.requestWillBeSent":
                    self.requests.append(params["request"]["url"])
            self._news.notify_all()

    def _resize(self, sent: str) -> None:
        with contextlib.suppress(ValueError):
            match json.loads(sent):
                case ["resize", {"width": int(width), "height": int(height)}]:
                    self._emulator.resize(width, height)

    async def _until(self, holds: Any, what: str) -> Grid:
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(holds), PATIENCE)
            except TimeoutError:
                raise AssertionError(
                    f"{what}: not seen; the screen was\n{self._emulator.grid().shown}"
                ) from None
            return self._emulator.grid()


class Devtools:
    """The connection to the browser."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._pages: dict[str, Page] = {}
        self._next = 0

    async def call(self, method: str, session: str | None = None, **params: object) -> Any:
        """Have the browser do something, and return its answer. Raises AssertionError when it refuses."""
        self._next += 1
        number = self._next
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        order = {"id": number, "method": method, "params": params}
        await self._socket.send_json(order | ({"sessionId": session} if session else {}))
        return await asyncio.wait_for(answer, PATIENCE)

    async def open(self, address: str) -> Page:
        """A new tab with that address."""
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = self._pages[attached["sessionId"]] = Page(self, attached["sessionId"])
        await page.call("Network.enable")
        await page.call("Page.enable")
        await page.call("Page.navigate", url=address)
        return page

    async def listen(self) -> None:
        """Hand on what the browser says, until it ends."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                break
            told = json.loads(message.data)
            if "id" in told:
                waiting = self._waiting.pop(told["id"])
                if waiting.done():
                    continue
                if "error" in told:
                    waiting.set_exception(AssertionError(told["error"]["message"]))
                else:
                    waiting.set_result(told["result"])
            elif (page := self._pages.get(told.get("sessionId", ""))) is not None:
                await page.hear(told["method"], told["params"])


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Devtools]:
    """A browser with a profile of its own in `folder`, which reaches nothing but this machine."""
    program = chromium()
    assert program is not None
    folder.mkdir(parents=True, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        program,
        *_FLAGS,
        f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={SIZE[0]},{SIZE[1]}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environment(folder),
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        address = None
        while address is None:
            line = await asyncio.wait_for(process.stderr.readline(), PATIENCE)
            assert line, "the browser did not start"
            found = re.search(rb"DevTools listening on (ws://\S+)", line)
            address = found[1].decode() if found else None
        rest = asyncio.create_task(process.stderr.read())
        async with ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
            devtools = Devtools(socket)
            listening = asyncio.create_task(devtools.listen())
            yield devtools
            listening.cancel()
        rest.cancel()
    finally:
        with contextlib.suppress(ProcessLookupError):
            # The whole of it: a browser is many processes.
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
