"""`duiqi serve` and a real browser: a person works on the board in it; a foreign page does not get in."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from store.board.presence import who_is_here
from store.model.clock import SystemClock
from tests.harness.browser import ELSEWHERE, browser, chromium
from tests.harness.home import environment
from tests.system.sessions import DUIQI, ROOT, lines_of

pytestmark = pytest.mark.skipif(
    chromium() is None, reason="no chromium here (scripts/system-packages gets it): the browser is not tried"
)


@asynccontextmanager
async def serving(
    board: Path, home: Path, *words: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`duiqi serve`, and the link that it printed."""
    home.mkdir()
    process = await asyncio.create_subprocess_exec(
        *DUIQI,
        "serve",
        str(board),
        *words,
        "--lang=zh",
        cwd=ROOT,
        env=environment(home),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            while not (line := (await process.stdout.readline()).decode().strip()).startswith("http"):
                assert process.returncode is None
        yield process, line
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def sessions(board: Path) -> list[str]:
    return [one.name for one in who_is_here(board, SystemClock().now())]


async def until_here(board: Path, *names: str) -> None:
    async with asyncio.timeout(30):
        while sessions(board) != [*names]:
            await asyncio.sleep(0.02)


async def test_a_person_works_on_the_board_in_a_browser(board_file: Path, tmp_path: Path) -> None:
    before = len(lines_of(board_file))
    async with (
        serving(board_file, tmp_path / "home", "--write", "--person", "李明") as (process, link),
        browser(tmp_path / "browser") as chromium,
    ):
        page = await chromium.open(link)
        await page.wait_for("新品上市推广")
        blank = await page.picture()
        await page.press("Enter")
        await page.wait_for("[关注")
        await page.press("n")
        await page.wait_for("宣传物料设计  备注")
        await page.type("从浏览器写的")
        await page.wait_for("从浏览器写的")
        await page.press("Enter")
        await page.wait_for("NPL-6：已")
        (line,) = [line for line in lines_of(board_file)[before:] if "从浏览器写的" in str(line["changes"])]
        assert (line["origin"], line["by"]) == ("web", 1)
        assert await page.picture() != blank, "it is painted, not only sent"
        assert {address.split("?")[0].partition("//")[2].partition("/")[0] for address in page.requests} == {
            link.partition("//")[2].partition("/")[0]
        }, "nothing is loaded from elsewhere"
        assert await page.value("window.open('about:blank')") is None, "and nothing opened"

        await until_here(board_file, "李明")
        process.send_signal(signal.SIGTERM)
        await page.wait_closed()
        assert await process.wait() == 0
        assert sessions(board_file) == []
    assert not list((tmp_path / "home").rglob("*.log"))


async def test_a_foreign_page_does_not_get_in_even_with_the_secret(board_file: Path, tmp_path: Path) -> None:
    async def foreign(_request: web.Request) -> web.Response:
        return web.Response(text="<p>elsewhere</p>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", foreign)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with (
            serving(board_file, tmp_path / "home", "--write", "--person", "李明") as (process, link),
            browser(tmp_path / "browser") as chromium,
        ):
            ours, _, query = link.partition("?")
            # Without the secret there is a sentence, and nothing that could connect.
            page = await chromium.open(ours)
            await page.wait_loaded()
            assert "链接不完整" in await page.value("document.body.innerText")
            assert await page.value("document.querySelectorAll('script, .textual-terminal').length") == 0

            # Another page of this machine may know it: the browser says where it comes from.
            page = await chromium.open(f"http://127.0.0.1:{runner.addresses[0][1]}/")
            await page.wait_loaded()
            address = f"ws{ours.removeprefix('http')}session/{query.removeprefix('token=')}"
            how_it_ended = f"""new Promise(done => {{
                const socket = new WebSocket("{address}");
                socket.onopen = () => done("open");
                socket.onerror = () => done("refused");
            }})"""
            assert await page.value(how_it_ended) == "refused"
            assert await page.value(f"fetch('{link}').then(() => 'read', () => 'refused')") == "refused"

            # Our own server under a foreign name, as after rebinding it: there even the origin is the same.
            page = await chromium.open(link.replace("127.0.0.1", ELSEWHERE))
            await page.wait_loaded()
            assert "127.0.0.1" in await page.value("document.body.innerText")
            assert await page.value("document.querySelectorAll('.textual-terminal').length") == 0
            assert sessions(board_file) == []

            # And a server that is killed leaves no session behind.
            page = await chromium.open(link)
            await page.wait_for("新品上市推广")
            await until_here(board_file, "李明")
            process.kill()
            await until_here(board_file)
    finally:
        await runner.cleanup()
