"""Opening a board, against reading its JSON with the standard library: each in a fresh process.

`python -m bench.opening (board|json|tinydb) PATH` prints the seconds that it took there.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.row import Row
from bench.scale import Scale
from bench.timing import interleaved, median, milliseconds, seconds
from bench.window import ROOT

OPEN_BUDGET = 3
_KINDS = ("board", "json", "tinydb")


def open_rows(scale: Scale) -> Iterator[Row]:
    """One row a size; the budget is for 5,000 tasks, with and without a long past."""
    from bench.boards import sized

    for size, past in [(size, 0) for size in scale.sizes] + [(scale.middle, scale.past)]:
        path = sized(scale.folder, size, past=past)
        found = interleaved({kind: partial(_child, kind, path) for kind in _KINDS}, scale.processes, warm=1)
        board, json, tinydb = (median(found[kind]) for kind in _KINDS)
        behind = f" and {past:,} past changes" if past else ""
        yield Row(
            "open",
            f"open {size:,} tasks{behind} / json.load of the file",
            board / json,
            "x",
            OPEN_BUDGET if size == scale.middle else None,
            f"{milliseconds(board)} / {milliseconds(json)}; TinyDB, one look {milliseconds(tinydb)}; "
            f"{path.stat().st_size / 1e6:.1f} MB",
        )


def _child(kind: str, path: Path) -> float:
    command = [sys.executable, "-m", "bench.opening", kind, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def _open(path: Path) -> float:
    from store.board.board import Board

    return seconds(lambda: Board.open(path, origin="bench"))


def _load(path: Path) -> float:
    import json

    def load() -> object:
        with path.open(encoding="utf-8") as file:
            return json.load(file)

    return seconds(load)


def _stock(path: Path) -> float:
    from tinydb import TinyDB

    return seconds(lambda: TinyDB(path, access_mode="r").table("tasks").get(doc_id=1))


if __name__ == "__main__":
    print({"board": _open, "json": _load, "tinydb": _stock}[sys.argv[1]](Path(sys.argv[2])))
