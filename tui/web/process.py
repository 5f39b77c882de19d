"""One window of a browser: a process with the screens, and the pipes to it.

textual-serve's own starts a shell with all of the server's environment, and passes on files and addresses.
Here the process is started directly, with nothing in its environment but what it needs, and only what is
painted goes out.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tui.web.order import Order

GRACE: Final = 3.0
"""Seconds that a window's process has to leave in its own way."""
_PACKET_LIMIT: Final = 16 << 20
_PASSED: Final = frozenset(
    {"HOME", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER"}
    | {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}
)
"""What of this process' environment a window's process is to know: where files of one's own lie, and time."""


def clean_environment(width: int, height: int, own: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a window's process, which is `width` by `height` cells at first."""
    return {name: own[name] for name in _PASSED if name in own} | {
        "COLUMNS": str(width),
        "ROWS": str(height),
        "COLORTERM": "truecolor",
        "TERM": "xterm-256color",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
    }


class WindowProcess(AppService):
    """A process for one websocket. `paint` takes what is painted, `closed` is called when the program has
    left."""

    def __init__(
        self, order: Order, paint: Callable[[bytes], Awaitable[None]], closed: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(
            "duiqi",
            write_bytes=paint,
            write_str=_nothing,
            close=closed,
            download_manager=DownloadManager(),
        )
        self._order = order

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # -E and -P: neither the environment nor the folder one stands in says what is loaded.
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-E",
            "-P",
            "-m",
            "tui.web.window",
            *self._order.words(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=clean_environment(width, height),
            cwd="/",
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hand on what is painted until the program leaves."""
        assert self._process is not None
        out = self._process.stdout
        assert out is not None
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            while await out.readline() != b"__GANGLION__\n":
                if out.at_eof():
                    break
            while True:
                kind = await out.readexactly(1)
                size = int.from_bytes(await out.readexactly(4), "big")
                if size > _PACKET_LIMIT:
                    break
                payload = await out.readexactly(size)
                if kind == b"D":
                    await self.remote_write_bytes(payload)
                # Of what else there is (addresses, files) nothing leaves; the end is seen by itself.
        await self.remote_close()

    async def stop(self) -> None:
        """End the process, and return when it has ended."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        self._task = None
        await self.send_meta({"type": "quit"})
        for end in (None, process.terminate, process.kill):
            if end is not None:
                with contextlib.suppress(ProcessLookupError):
                    end()
            try:
                await asyncio.wait_for(process.wait(), GRACE)
                break
            except TimeoutError:
                continue
        if self._stdin is not None:
            self._stdin.close()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _nothing(_text: str) -> None:
    """What textual-serve would have the browser do."""
