"""How much of what several processes write at once is still there afterwards: stock TinyDB, and the board.

`python -m bench.kept (board|tinydb) PATH WRITER WRITES` is one of the processes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from json import JSONDecodeError
from pathlib import Path

from bench.row import Row
from bench.scale import Scale
from bench.timing import milliseconds, seconds
from bench.window import ROOT


def kept_rows(scale: Scale) -> Iterator[Row]:
    """What is lost of `writers` x `writes` records."""
    wanted = scale.writers * scale.writes
    board, stock = scale.folder / "kept.json", scale.folder / "kept-stock.json"
    from bench.boards import empty_notes

    empty_notes(board, scale.writers)
    took = seconds(lambda: _all("board", board, scale))
    kept = _kept_by_board(board)
    yield Row(
        "kept",
        f"lost of {scale.writers} processes x {scale.writes} writes, the board",
        float(wanted - kept),
        "records",
        0,
        f"{kept} of {wanted} kept, {milliseconds(took)} in all",
    )
    took = seconds(lambda: _all("tinydb", stock, scale))
    known, state = _kept_by_stock(stock)
    yield Row(
        "kept",
        f"lost of {scale.writers} processes x {scale.writes} writes, stock TinyDB",
        float(wanted - known),
        "records",
        None,
        f"{known} of {wanted} kept, {state}, {milliseconds(took)} in all",
    )


def _all(kind: str, path: Path, scale: Scale) -> None:
    words = [sys.executable, "-m", "bench.kept", kind, str(path)]
    # Writers of a stock TinyDB stop with a traceback when they meet a file that another has half written.
    running = [
        subprocess.Popen([*words, str(writer), str(scale.writes)], stderr=subprocess.DEVNULL, cwd=ROOT)
        for writer in range(scale.writers)
    ]
    for process in running:
        process.wait()


def _kept_by_board(path: Path) -> int:
    from store.board.board import Board
    from store.model.task import Task

    board = Board.open(path, origin="bench", read_only=True)
    return sum(len(task.notes) for task in board.state.all(Task))


def _kept_by_stock(path: Path) -> tuple[int, str]:
    from tinydb import TinyDB

    try:
        with TinyDB(path, access_mode="r") as database:
            return len(database.table("notes")), "the file can be read"
    except (JSONDecodeError, UnicodeDecodeError, ValueError):
        return 0, "the file is corrupt"


def _write_board(path: Path, writer: int, writes: int) -> None:
    from bench.boards import AUTHOR
    from store.board.board import Board
    from store.rules.commands import AddNote

    board = Board.open(path, origin="bench", author=AUTHOR)
    for number in range(writes):
        board.commit(AddNote(writer + 1, f"{writer}/{number}"), patience=60.0)
    board.close()


def _write_stock(path: Path, writer: int, writes: int) -> None:
    from tinydb import TinyDB

    table = TinyDB(path).table("notes")
    for number in range(writes):
        table.insert({"text": f"{writer}/{number}"})


if __name__ == "__main__":
    {"board": _write_board, "tinydb": _write_stock}[sys.argv[1]](
        Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    )
