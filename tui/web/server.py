"""The server of one board, for browsers on this machine: a page, the terminal in it, a process for each
window.

textual-serve brings the terminal in the browser and the way to speak with a program; what it lacks, a door,
is here. Only the loopback address is listened on, and there is no option for another: from another machine
one comes through SSH (`ssh -L`).
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import secrets
import signal
import string
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import textual_serve
from aiohttp import WSMsgType, web

from store.errors import DuiqiError
from store.language import _, current, msg
from store.model.text import visible
from tui.web import guard
from tui.web.order import Order
from tui.web.process import WindowProcess

ADDRESS: Final = "127.0.0.1"
WINDOWS: Final = 8
"""So many windows at once; each is a process of about 45 MB."""
_MESSAGE_LIMIT: Final = 1 << 20
_CELLS: Final = 500
"""More than any screen shows, across or down: the window's process paints every one."""
_HEARTBEAT: Final = 15.0
"""Seconds between two questions whether the browser is still there."""
_FILES: Final = Path(__file__).parent
_STATIC: Final = Path(textual_serve.__file__).parent / "static"
_SIZES: Final = (8, 40)


class BoardServer:
    """Serves one board. `link` is what a person opens; it is known once the server has started."""

    def __init__(self, order: Order, title: str, *, windows: int = WINDOWS) -> None:
        self._order = order
        self._title = title
        self._most = windows
        self._token = secrets.token_urlsafe(32)
        self._windows: set[web.WebSocketResponse] = set()
        self._starting = 0
        self._runner: web.AppRunner | None = None
        self.link = ""

    def application(self) -> web.Application:
        """The routes, and nothing beside them."""
        app = web.Application(client_max_size=1024)
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/page.css", _file("page.css", "text/css")),
                web.get("/page.js", _file("page.js", "text/javascript")),
                web.get("/session/{token}", self._session),
                web.static("/static/css", _STATIC / "css"),
                web.static("/static/js", _STATIC / "js"),
            ]
        )
        app.on_response_prepare.append(guard.harden)
        app.on_shutdown.append(self._close_windows)
        return app

    async def start(self, port: int = 0) -> None:
        """Begin to listen, on any free port for 0. Raises DuiqiError when that port cannot be had."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=5)
        await runner.setup()
        try:
            await web.TCPSite(runner, ADDRESS, port).start()
        except OSError as error:
            await runner.cleanup()
            raise DuiqiError(
                msg("Port {port} cannot be had: {reason}.", port=port, reason=error.strerror or str(error))
            ) from error
        self._runner = runner
        self.link = f"http://{ADDRESS}:{runner.addresses[0][1]}/?token={self._token}"

    async def stop(self) -> None:
        """Close all windows, end their processes, and listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.Response:
        self._let_in(request, request.query.get("token"), session=False)
        template = string.Template((_FILES / "page.html").read_text(encoding="utf-8"))
        wanted = request.query.get("fontsize", "")
        size = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 4 else 16
        values = {
            "lang": "zh-CN" if current() == "zh" else "en",
            "title": visible(self._title),
            "opening": _("The board is being opened."),
            "ended": _("The session has ended. Reload the page to open the board again."),
            "address": f"ws://{request.headers['Host']}/session/{self._token}",
            "size": str(min(max(size, _SIZES[0]), _SIZES[1])),
        }
        text = template.substitute({name: html.escape(value) for name, value in values.items()})
        return web.Response(text=text, content_type="text/html")

    async def _session(self, request: web.Request) -> web.StreamResponse:
        self._let_in(request, request.match_info["token"], session=True)
        self._starting += 1
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_MESSAGE_LIMIT)
        try:
            await socket.prepare(request)
            self._windows.add(socket)
            await self._show(socket, _cells(request, "width", 80), _cells(request, "height", 24))
        finally:
            self._starting -= 1
            self._windows.discard(socket)
        return socket

    async def _show(self, socket: web.WebSocketResponse, width: int, height: int) -> None:
        async def paint(data: bytes) -> None:
            if not socket.closed:
                await socket.send_bytes(data)

        async def closed() -> None:
            await socket.close()

        process = WindowProcess(self._order, paint, closed)
        try:
            await process.start(width, height)
            async for message in socket:
                if message.type is not WSMsgType.TEXT or not await _hear(process, socket, message.data):
                    break
        finally:
            await process.stop()
            await socket.close()

    def _let_in(self, request: web.Request, given: str | None, *, session: bool) -> None:
        """Raise what refuses a request that may not pass, or one too many."""
        why = guard.refusal(request, self._token, given, session=session)
        if why is not None:
            raise web.HTTPForbidden(text=f"{why}\n")
        if self._starting >= self._most:
            raise web.HTTPServiceUnavailable(
                text=_("{count} windows are open, and that is all there can be.", count=self._most) + "\n"
            )

    async def _close_windows(self, _app: web.Application) -> None:
        await asyncio.gather(*(socket.close() for socket in [*self._windows]), return_exceptions=True)


async def _hear(process: WindowProcess, socket: web.WebSocketResponse, text: str) -> bool:
    """Take what the page sends; false when that is no message of our page."""
    try:
        kind, *rest = json.loads(text)
        match kind, rest:
            case "stdin", [str(typed)]:
                return await process.send_bytes(typed.encode("utf-8", "replace"))
            case "resize", [{"width": int(width), "height": int(height)}]:
                await process.set_terminal_size(min(max(width, 1), _CELLS), min(max(height, 1), _CELLS))
            case "ping", [str(sent)]:
                await socket.send_json(["pong", sent[:40]])
            case "focus", []:
                await process.focus()
            case "blur", []:
                await process.blur()
            case _:
                return False
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def _file(name: str, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler that answers with one of our own files, in which nothing is secret."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=(_FILES / name).read_text(encoding="utf-8"), content_type=kind)

    return answer


def _cells(request: web.Request, name: str, usual: int) -> int:
    given = request.query.get(name, "")
    return (
        min(max(int(given), 20), 300) if given.isascii() and given.isdecimal() and len(given) < 5 else usual
    )


def serve(order: Order, title: str, port: int, started: Callable[[str], None]) -> None:
    """Serve until the process is told to end (SIGINT, SIGTERM, SIGHUP). `started` is handed the link.

    Raises DuiqiError when the port cannot be had.
    """

    async def until_told() -> None:
        server, told = BoardServer(order, title), asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, told.set)
        await server.start(port)
        try:
            started(server.link)
            await told.wait()
        finally:
            with contextlib.suppress(asyncio.CancelledError):
                await server.stop()

    asyncio.run(until_told())
