"""From nothing to the first painted screen, and the memory of a session, against a bare Textual program."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.bare_app import READY
from bench.boards import demo
from bench.row import Row
from bench.scale import Scale
from bench.timing import interleaved, median, milliseconds
from bench.window import Window, duiqi, person

FACILITATOR = "李明"
_INITIATIVE = "新品上市"


class Started(NamedTuple):
    """How a program started: seconds to its first screen, and MB of memory afterwards (0: not known)."""

    seconds: float
    megabytes: float


def start_rows(scale: Scale) -> Iterator[Row]:
    """The demo board against the bare program: time and memory."""
    env = person(scale.folder / "home")
    programs = {
        "board": (duiqi(demo(scale.folder), "--as", FACILITATOR), _INITIATIVE),
        "bare": ([sys.executable, "-m", "bench.bare_app"], READY),
    }
    started: dict[str, list[Started]] = {name: [] for name in programs}

    def start(name: str) -> float:
        started[name].append(_start(*programs[name], env, scale.rest))
        return started[name][-1].seconds

    times = interleaved({name: lambda n=name: start(n) for name in programs}, scale.processes, warm=1)  # type: ignore[misc]
    board, bare = median(times["board"]), median(times["bare"])
    yield Row(
        "start",
        "start to first paint, demo board / bare Textual app with one table",
        board / bare,
        "x",
        1.6,
        f"{milliseconds(board)} / {milliseconds(bare)}",
    )
    memory = {name: median([each.megabytes for each in found]) for name, found in started.items()}
    measured = memory["board"] - memory["bare"] if memory["bare"] else None
    yield Row(
        "start",
        "memory of a session (PSS) - bare Textual app",
        measured,
        "MB",
        12,
        f"{memory['board']:.1f} MB - {memory['bare']:.1f} MB" if measured is not None else "Linux only",
    )


def _start(command: list[str], text: str, env: Mapping[str, str], rest: float) -> Started:
    with Window(command, env) as window:
        painted = window.wait_for(text)
        window.settle(rest / 2, first=rest)
        return Started(painted - window.began, proportional_memory(window.pid))


def proportional_memory(pid: int) -> float:
    """The proportional set size of a process in MB; 0 where the system does not tell."""
    path = Path(f"/proc/{pid}/smaps_rollup")
    if not path.exists():
        return 0.0
    lines = path.read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
