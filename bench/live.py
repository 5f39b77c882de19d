"""A change by one session painted on the others: from the commit's return to the bytes on their terminals."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator, Sequence

from bench.boards import AUTHOR, AUTHOR_NAME, gathered
from bench.paint import follow_up
from bench.row import Row
from bench.scale import Scale
from bench.timing import median, milliseconds, p95
from bench.window import Window, duiqi, person
from store.board.board import Board
from store.model.task import Task
from store.rules.commands import EditTask

TASKS = 12
_BETWEEN = 0.6
"""Seconds of silence before the next change."""
_PATIENCE = 10.0


def live_rows(scale: Scale) -> Iterator[Row]:
    """As many sessions as `scale` says, all on the follow-up board."""
    path = gathered(scale.folder, TASKS)
    env = person(scale.folder / "home")
    windows: list[Window] = []
    board = Board.open(path, origin="bench", author=AUTHOR)
    try:
        began = time.perf_counter()
        for _ in range(scale.sessions):
            windows.append(Window(duiqi(path, "--as", AUTHOR_NAME), env))
            if len(windows) % (os.cpu_count() or 1) == 0:
                windows[-1].wait_for("P1")
        for window in windows:
            window.wait_for("P1")
        started = time.perf_counter() - began
        follow_up(*windows)
        shown = _shown(board, windows)
        delays: list[float] = []
        for turn in range(scale.pushes if shown else 0):
            delays += _push(board, shown[turn % len(shown)], f"Q{turn:03}", windows)
            _quiet(windows, _BETWEEN)
    finally:
        for window in windows:
            window.close()
        board.close()
    wanted = scale.pushes * scale.sessions
    yield Row(
        "live",
        f"a change painted on {scale.sessions} other sessions, p95",
        p95(delays) * 1000 if len(delays) == wanted else None,
        "ms",
        150,
        f"median {milliseconds(median(delays))}, slowest {milliseconds(max(delays, default=0.0))}, "
        f"{len(delays)} of {wanted} painted; {scale.sessions} sessions started in {started:.1f} s",
    )


def _shown(board: Board, windows: Sequence[Window]) -> list[int]:
    """The tasks that stand on the screen: a change of their title is painted."""
    tasks = [task.id for task in board.state.all(Task)]
    board.commit(*(_retitle(task, f"T{task:03}") for task in tasks))
    for window in windows:
        window.settle(_BETWEEN, first=_PATIENCE)
    return [task for task in tasks if f"T{task:03}".encode() in windows[0].seen]


def _retitle(task: int, word: str) -> EditTask:
    return EditTask(task, {"title": f"{word} 物料"})


def _push(board: Board, task: int, word: str, windows: Sequence[Window]) -> list[float]:
    """Change a title; the seconds after which each window had it."""
    for window in windows:
        window.forget()
    board.commit(_retitle(task, word))
    saved = time.perf_counter()
    waiting, found = {window.fileno(): window for window in windows}, []
    poll = select.poll()
    for fd in waiting:
        poll.register(fd, select.POLLIN)
    wanted = word.encode()
    while waiting and (left := saved + _PATIENCE - time.perf_counter()) > 0:
        for fd, _ in poll.poll(left * 1000):
            window = waiting[fd]
            window.take()
            if wanted in window.seen:
                found.append(time.perf_counter() - saved)
                poll.unregister(fd)
                del waiting[fd]
    return found


def _quiet(windows: Sequence[Window], patience: float) -> None:
    """Until nobody paints any more."""
    while ready := select.select(windows, [], [], patience)[0]:
        for window in ready:
            window.take()
