"""Waking up when others write to a board (DESIGN.md, Live).

Linux tells the program's own loop (`inotify`); elsewhere watchfiles looks at what the system reported.
What is reported is taken as a hint only. Every few seconds the files are looked at anyway, which costs
nothing: so neither a full queue of the system nor a folder put in the place of another ends the hearing.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.board import inotify
from store.board.network import is_network
from store.board.paths import Paths
from store.language import Message, msg

if TYPE_CHECKING:
    from watchfiles import Change

APART: Final = 0.025
"""Seconds between two wakings by inotify: the first change of a burst wakes at once, the rest together."""
STEP: Final = 10
"""Milliseconds between two looks of watchfiles at what the system reported: p95 from append to waking 20 ms,
0.4 % of a core while it lasts."""
STEP_WHEN_QUIET: Final = 40
"""The same when nothing has happened for `QUIET` seconds: p95 of the first change 80 ms, 0.1 % of a core, as
fifty sessions may wait through the night on one machine."""
QUIET: Final = 60.0
DEBOUNCE: Final = 50
"""Milliseconds after which a burst of changes wakes in any case."""
POLL: Final = 2.0
"""Seconds between two looks where the system reports nothing."""
_LOOK_ANYWAY: Final = 5.0

Signature = tuple[int, int, int, int]
Wakes = AsyncGenerator[bool, None]
"""True: something happened. False: it may have; look."""


async def journal_grew(
    board_path: Path | str,
    *,
    network: bool = False,
    stop: asyncio.Event | None = None,
    tell: Callable[[Message], None] | None = None,
    poll: float = POLL,
) -> AsyncGenerator[None, None]:
    """Yield once at the start, when it is watching, then whenever the journal has grown or been replaced.

    `network`: look every `poll` seconds only, as no system reports what other machines write. The same, and
    `tell` is called once, when this machine cannot watch more files. Ends when `stop` is set. A folder that
    is not there, for a while or for good, is waited for; no OSError is raised.
    """
    paths = Paths.of(board_path)
    stop = stop or asyncio.Event()
    wakes = hints(
        paths.folder, paths.journal.name, step=STEP, network=network, stop=stop, tell=tell, poll=poll
    )
    seen: Signature | None = (0, 0, 0, 0)
    async with aclosing(wakes):
        async for happened in wakes:
            now = signature(paths.journal) if happened else await asyncio.to_thread(signature, paths.journal)
            if happened or now != seen:
                seen = now
                yield None


async def hints(
    folder: Path,
    name: str | None,
    *,
    step: int,
    network: bool,
    stop: asyncio.Event,
    tell: Callable[[Message], None] | None = None,
    poll: float = POLL,
) -> Wakes:
    """Wake for what happens to the file `name` of `folder` (null: to any), and every few seconds.

    It wakes with False as soon as it watches, for what happened before.
    """
    watched = not network and not is_network(folder)
    newest = time.monotonic()
    while not stop.is_set():
        if watched:
            quiet = time.monotonic() - newest >= QUIET
            try:
                if inotify.supported():
                    events = _told(folder, name, step / 1000 if step > STEP else APART, stop)
                else:
                    events = _events(folder, name, max(step, STEP_WHEN_QUIET) if quiet else step, stop)
                async with aclosing(events):
                    async for happened in events:
                        if happened:
                            newest = time.monotonic()
                        yield happened
                        if (time.monotonic() - newest >= QUIET) is not quiet:
                            break  # watch again, at the other pace
                continue
            except FileNotFoundError:
                pass  # the folder is away for now
            except (OSError, RuntimeError) as problem:
                # The system's limits are reached (both kinds of error tell it), or it has no such service.
                watched = not folder.is_dir()
                if not watched and tell is not None:
                    tell(_unwatched(problem, poll))
        await _pass(poll, stop)
        if not stop.is_set():
            yield False


def _unwatched(problem: Exception, poll: float) -> Message:
    return msg(
        "This machine cannot watch one more folder ({problem}): what others change is looked for every "
        "{seconds} seconds.",
        problem=str(problem)[:120],
        seconds=f"{poll:g}",
    )


async def _told(folder: Path, name: str | None, apart: float, stop: asyncio.Event) -> Wakes:
    """What inotify tells of `folder`, until its name is another one's. Raises OSError."""
    place = _place(folder)
    loop = asyncio.get_running_loop()
    something = asyncio.Event()
    with inotify.Inotify(folder) as reports:

        def hear() -> None:
            if any(name is None or each in ("", name) for each in reports.names()):
                something.set()

        loop.add_reader(reports.fileno(), hear)
        ending = asyncio.ensure_future(stop.wait())
        try:
            yield False
            while not stop.is_set():
                waiting = asyncio.ensure_future(something.wait())
                try:
                    await asyncio.wait(
                        (waiting, ending), timeout=_LOOK_ANYWAY, return_when=asyncio.FIRST_COMPLETED
                    )
                finally:
                    waiting.cancel()
                if stop.is_set():
                    return
                happened = something.is_set()
                something.clear()
                if _place(folder) != place:
                    yield True
                    return
                yield happened
                if happened:
                    await asyncio.sleep(apart)
        finally:
            ending.cancel()
            loop.remove_reader(reports.fileno())


async def _events(folder: Path, name: str | None, step: int, stop: asyncio.Event) -> Wakes:
    """What watchfiles reports of `folder`, until its name is another one's. Raises OSError, RuntimeError."""
    from watchfiles import awatch

    own = str(folder)

    def wanted(change: Change, path: str) -> bool:
        return name is None or path == own or os.path.basename(path) == name  # noqa: PTH119 - a path as text

    place = _place(folder)
    changes = awatch(
        folder,
        watch_filter=wanted,
        debounce=max(DEBOUNCE, step),
        step=step,
        stop_event=_Stop(stop),
        rust_timeout=int(_LOOK_ANYWAY * 1000),
        yield_on_timeout=True,
        recursive=False,
    )
    async with aclosing(changes):
        # Watching begins with the first step of the generator.
        first = asyncio.ensure_future(anext(changes, None))
        try:
            await asyncio.sleep(0)
            yield False
            changed = await first
        finally:
            if not first.done():
                first.cancel()
                await asyncio.wait([first])
        while changed is not None:
            if _place(folder) != place:
                yield True
                return
            yield bool(changed)
            changed = await anext(changes, None)


class _Stop(asyncio.Event):
    """Set for one watcher when it is cancelled, for all when that is asked."""

    def __init__(self, asked: asyncio.Event) -> None:
        super().__init__()
        self._asked = asked

    def is_set(self) -> bool:
        """Whether to end; asked from watchfiles' thread, at every step."""
        return self._asked.is_set() or super().is_set()


async def _pass(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass


def signature(path: Path) -> Signature | None:
    """What differs when a file has grown or been replaced; null without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _place(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
