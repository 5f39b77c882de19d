"""Many at once on one machine: a meeting's start, what a session takes of memory and processor, and whether
everybody who writes gets a turn.

`python -m bench.crowd PATH WRITER SECONDS` is one of the writers; it prints how often it wrote, and its
longest wait in milliseconds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from bench.boards import AUTHOR, AUTHOR_NAME, empty_notes, gathered
from bench.idle import processor_seconds
from bench.paint import follow_up
from bench.row import Row
from bench.scale import Scale
from bench.starting import proportional_memory
from bench.timing import median, milliseconds
from bench.window import ROOT, Window, duiqi, person

STARTS: Final = 20
TASKS: Final = 12


def crowd_rows(scale: Scale) -> Iterator[Row]:
    """All of it, on boards of their own."""
    yield from _starts(scale)
    yield from _sessions(scale)
    yield _fair(scale)


def _starts(scale: Scale) -> Iterator[Row]:
    """A meeting begins: everybody opens the board in the same moment."""
    path, env, count = (
        gathered(scale.folder, TASKS),
        person(scale.folder / "home"),
        min(STARTS, scale.sessions),
    )
    with ExitStack() as open_ones:
        windows = [
            open_ones.enter_context(Window(duiqi(path, "--as", AUTHOR_NAME), env)) for _ in range(count)
        ]
        took = sorted(window.wait_for("P1") - window.began for window in windows)
    yield Row(
        "crowd",
        f"{count} sessions started at once: the last one's first screen",
        took[-1],
        "s",
        None,
        f"the first after {took[0]:.1f} s, half of them after {median(took):.1f} s",
    )


def _sessions(scale: Scale) -> Iterator[Row]:
    """All sessions open on the follow-up board, and nobody touches anything."""
    path, env = gathered(scale.folder, TASKS), person(scale.folder / "home")
    with ExitStack() as open_ones:
        windows: list[Window] = []
        for _ in range(scale.sessions):
            windows.append(open_ones.enter_context(Window(duiqi(path, "--as", AUTHOR_NAME), env)))
            if len(windows) % 2 == 0:
                windows[-1].wait_for("P1")
        follow_up(*windows)
        for window in windows:
            window.settle(scale.rest, first=scale.rest)
        memory = [proportional_memory(window.pid) for window in windows]
        before = [processor_seconds(window.pid) for window in windows]
        time.sleep(scale.idle)
        after = [processor_seconds(window.pid) for window in windows]
    known = [
        end - begin for begin, end in zip(before, after, strict=True) if begin is not None and end is not None
    ]
    yield Row(
        "crowd",
        f"memory of one of {scale.sessions} sessions (PSS)",
        median(memory) if any(memory) else None,
        "MB",
        None,
        f"all of them {sum(memory):,.0f} MB" if any(memory) else "Linux only",
    )
    yield Row(
        "crowd",
        f"processor of {scale.sessions} idle sessions together",
        100 * sum(known) / scale.idle if known else None,
        "% of a core",
        None,
        f"in {scale.idle:.0f} s" if known else "Linux only",
    )


def _fair(scale: Scale) -> Row:
    """As many writers as sessions, each writing as fast as it gets the lock."""
    path, seconds = scale.folder / "fair.json", max(0.3, scale.idle / 2)
    empty_notes(path, scale.sessions)
    words = [sys.executable, "-m", "bench.crowd", str(path)]
    running = [
        subprocess.Popen([*words, str(writer), str(seconds)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for writer in range(scale.sessions)
    ]
    told = [process.communicate()[0].split() for process in running]
    writes, waits = [int(each[0]) for each in told], [float(each[1]) for each in told]
    return Row(
        "crowd",
        f"{scale.sessions} write as fast as they can: most changes of one / fewest changes of one",
        max(writes) / max(min(writes), 1),
        "x",
        None,
        f"{min(writes)} to {max(writes)} changes each in {seconds:.0f} s, "
        f"longest wait of anybody {milliseconds(max(waits) / 1000)}",
    )


def _write(path: Path, writer: int, seconds: float) -> None:
    from store.board.board import Board
    from store.rules.commands import AddNote

    board = Board.open(path, origin="bench", author=AUTHOR)
    # Nobody begins before all are there: the next whole multiple of a few seconds is the same for everybody.
    pause = max(2.0, seconds / 2) if seconds >= 1 else 0.0
    time.sleep(pause - time.time() % pause if pause else 0.0)
    done, longest, end = 0, 0.0, time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        board.commit(AddNote(writer + 1, f"{writer}/{done}"), patience=60.0)
        longest = max(longest, time.perf_counter() - began)
        done += 1
    board.close()
    print(done, longest * 1000)


if __name__ == "__main__":
    _write(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
