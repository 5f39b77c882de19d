"""A session that nobody touches: what it sends, and what it takes of a core."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.boards import AUTHOR_NAME, gathered
from bench.paint import follow_up
from bench.row import Row
from bench.scale import Scale
from bench.window import Window, duiqi, person


def idle_rows(scale: Scale) -> Iterator[Row]:
    """The follow-up board, looked at for `scale.idle` seconds in which no minute ends."""
    env = person(scale.folder / "home")
    with Window(duiqi(gathered(scale.folder, scale.sizes[0]), "--as", AUTHOR_NAME), env) as window:
        follow_up(window)
        window.settle(3 * scale.rest, first=3 * scale.rest)
        _away_from_the_minute(window, scale.idle)
        used, began = processor_seconds(window.pid), time.perf_counter()
        sent = window.count
        _look(window, scale.idle)
        took = time.perf_counter() - began
        sent = window.count - sent
        share = None if used is None else (processor_seconds(window.pid) or used) - used
    yield Row(
        "idle",
        "bytes a second of an idle session",
        sent / took,
        "bytes/s",
        0,
        f"{sent} bytes in {took:.0f} s",
    )
    yield Row(
        "idle",
        "processor of an idle session",
        None if share is None else 100 * share / took,
        "% of a core",
        0.5,
        "Linux only" if share is None else f"{share * 1000:.0f} ms in {took:.0f} s",
    )


def _away_from_the_minute(window: Window, seconds: float) -> None:
    """Wait until so many seconds fit into this minute: each new one is painted in the header."""
    left = 60 - time.time() % 60
    if left < seconds + 1:
        _look(window, left + 2)


def _look(window: Window, seconds: float) -> None:
    """Take all that comes in so many seconds."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        window.settle(left, first=left)


def processor_seconds(pid: int) -> float | None:
    """What a process and its threads used so far; null where the system does not tell."""
    path = Path(f"/proc/{pid}/stat")
    if not path.exists():
        return None
    fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
