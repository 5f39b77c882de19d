"""Waking up when others write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest
import watchfiles

from store.board import inotify, watch
from store.board.watch import journal_grew
from store.language import Message

BOARD = "launch.json"
BY_THE_SYSTEM = pytest.mark.skipif(not inotify.supported(), reason="this system has no inotify")


@pytest.fixture(params=[pytest.param("inotify", marks=BY_THE_SYSTEM), "watchfiles"], autouse=True)
def reported_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds whoever reports."""
    if request.param == "watchfiles":
        by_watchfiles(monkeypatch)


def by_watchfiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inotify, "supported", lambda: False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "launch.duiqi"
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(b"first\n")
    return folder


@pytest.fixture
def only_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system does not report is never found: a test that waits for it fails."""
    monkeypatch.setattr(watch, "_LOOK_ANYWAY", 3600.0)


def grow(folder: Path) -> None:
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(b"line\n")


async def woken(waking: AsyncGenerator[None, None]) -> None:
    async with asyncio.timeout(30):
        await anext(waking)


@pytest.mark.usefixtures("only_hints")
async def test_an_appended_line_wakes_who_watches(folder: Path) -> None:
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        for _ in range(3):
            grow(folder)
            await woken(waking)


@pytest.mark.usefixtures("only_hints")
async def test_a_line_written_while_the_first_waking_is_worked_on_is_not_missed(folder: Path) -> None:
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        grow(folder)
        await woken(waking)


@pytest.mark.usefixtures("only_hints")
async def test_a_new_epoch_renamed_over_the_journal_wakes(folder: Path) -> None:
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        new = folder / "unfinished"
        new.write_bytes(b"another\n")
        new.replace(folder / "journal.jsonl")
        await woken(waking)
        grow(folder)
        await woken(waking)


@pytest.mark.usefixtures("only_hints")
async def test_presence_and_the_lock_wake_nobody(folder: Path) -> None:
    (folder / "presence").mkdir()
    (folder / "lock").touch()
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        waiting = asyncio.ensure_future(woken(waking))
        (folder / "presence" / "one").write_bytes(b"here")
        (folder / "lock").write_bytes(b"held")
        # What comes later is reported later: were the others reported, they would have woken by then.
        async with aclosing(watchfiles.awatch(folder, step=10, debounce=50, recursive=False)) as events:
            seen = asyncio.ensure_future(anext(events))
            await asyncio.sleep(0)
            (folder / "lock").write_bytes(b"held again")
            await seen
        assert not waiting.done()
        grow(folder)
        await waiting


async def test_after_a_quiet_time_it_looks_less_often_and_misses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_watchfiles(monkeypatch)
    paces: list[object] = []
    awatch = watchfiles.awatch

    def noting(*paths: Path, **options: object) -> AsyncGenerator[set[watchfiles.main.FileChange], None]:
        paces.append(options["step"])
        return awatch(*paths, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(watchfiles, "awatch", noting)
    monkeypatch.setattr(watch, "QUIET", 0.0)
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        grow(folder)
        await woken(waking)
        monkeypatch.setattr(watch, "QUIET", 3600.0)
        for _ in range(2):
            grow(folder)
            await woken(waking)
    assert paces[0] == watch.STEP_WHEN_QUIET
    assert paces[-1] == watch.STEP


async def test_a_folder_put_in_the_place_of_another_is_watched_from_then_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_LOOK_ANYWAY", 0.05)
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        folder.rename(folder.with_name("old.duiqi"))
        folder.mkdir()
        (folder / "journal.jsonl").write_bytes(b"quite another\n")
        await woken(waking)
        monkeypatch.setattr(watch, "_LOOK_ANYWAY", 3600.0)
        grow(folder)
        await woken(waking)


async def test_a_folder_that_is_away_is_waited_for(folder: Path) -> None:
    away = folder.with_name("away.duiqi")
    async with aclosing(journal_grew(folder.parent / BOARD, poll=0.01)) as waking:
        await woken(waking)
        folder.rename(away)
        await woken(waking)
        away.rename(folder)
        await woken(waking)


async def test_on_a_network_the_journal_is_looked_at_now_and_then(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("no system reports what other machines write")

    monkeypatch.setattr(watchfiles, "awatch", never)
    monkeypatch.setattr(inotify, "Inotify", never)
    async with aclosing(journal_grew(folder.parent / BOARD, network=True, poll=0.01)) as waking:
        await woken(waking)
        grow(folder)
        await woken(waking)


@pytest.mark.parametrize(
    "problem",
    [OSError(24, "Too many open files"), RuntimeError("no more inotify instances")],
    ids=["of the system", "of watchfiles"],
)
async def test_where_nothing_more_can_be_watched_it_says_so_once_and_looks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def full(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(watchfiles, "awatch", full)
    monkeypatch.setattr(inotify, "Inotify", full)
    told: list[Message] = []
    async with aclosing(journal_grew(folder.parent / BOARD, tell=told.append, poll=0.01)) as waking:
        await woken(waking)
        for _ in range(3):
            grow(folder)
            await woken(waking)
    assert len(told) == 1


@BY_THE_SYSTEM
async def test_a_burst_of_changes_wakes_at_once_and_then_once_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inotify, "supported", lambda: True)
    async with aclosing(journal_grew(folder.parent / BOARD)) as waking:
        await woken(waking)
        grow(folder)
        await woken(waking)
        for _ in range(20):
            grow(folder)
        await woken(waking)
        again = asyncio.ensure_future(woken(waking))
        await asyncio.sleep(4 * watch.APART)
        assert not again.done()
        grow(folder)
        await again


@BY_THE_SYSTEM
def test_the_system_refuses_to_report_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inotify.Inotify(tmp_path / "nowhere")


async def test_it_ends_when_asked(folder: Path) -> None:
    stop = asyncio.Event()
    waking = journal_grew(folder.parent / BOARD, stop=stop)
    await woken(waking)
    waiting = asyncio.ensure_future(anext(waking, "the end"))
    await asyncio.sleep(0)
    stop.set()
    async with asyncio.timeout(30):
        assert await waiting == "the end"


async def test_cancelling_one_watcher_leaves_the_others(folder: Path) -> None:
    stop = asyncio.Event()
    async with aclosing(journal_grew(folder.parent / BOARD, stop=stop)) as staying:
        await woken(staying)
        leaving = asyncio.ensure_future(_all(journal_grew(folder.parent / BOARD, stop=stop)))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.wait([leaving])
        assert not stop.is_set()
        grow(folder)
        await woken(staying)


async def _all(waking: AsyncGenerator[None, None]) -> None:
    async with aclosing(waking):
        async for _ in waking:
            pass
