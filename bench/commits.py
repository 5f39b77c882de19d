"""What a commit costs: against a bare append and sync of the same bytes, against the size of the board, and
against stock TinyDB updating one task.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from bench.boards import AUTHOR, sized, work
from bench.row import Row
from bench.scale import Scale
from bench.timing import interleaved, median, milliseconds, p95, seconds
from store.board import disk
from store.board.board import Board
from store.model.task import Task


class Committing:
    """A board on which one thing after the other is done; `once` does the next."""

    def __init__(self, path: Path, tasks: int) -> None:
        self.board = Board.open(path, origin="bench", author=AUTHOR)
        self.journal = path.with_suffix(".duiqi") / "journal.jsonl"
        self._work = work(self.board, tasks)
        self._end = self.journal.stat().st_size
        self.written = b""
        """The bytes of the newest line."""

    def once(self) -> float:
        """Seconds from the command to the line on the disk."""
        command = next(self._work)
        task = self.board.state.record(Task.table, command.task)  # type: ignore[attr-defined]
        seen = [task] if task else []
        taken = seconds(lambda: self.board.commit(command, seen=seen))
        with self.journal.open("rb") as file:
            file.seek(self._end)
            self.written = file.read()
        self._end += len(self.written)
        return taken


class Bare:
    """The least a program can do to keep some bytes: append them to an open file, and have the disk say so.

    The file begins as a copy of the journal, so that the file system has the same to do.
    """

    def __init__(self, like: Committing) -> None:
        self._like = like
        path = like.journal.with_name("bare")
        shutil.copyfile(like.journal, path)
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND)
        disk.sync(self._fd)

    def once(self) -> float:
        """Seconds for the newest line of the board beside it."""
        data, fd = self._like.written or b"-" * 300, self._fd

        def append() -> None:
            os.write(fd, data)
            disk.sync(fd)

        return seconds(append)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)


def commit_rows(scale: Scale) -> Iterator[Row]:
    """A commit against the bare append, and on a large board against a small one."""
    boards = {size: Committing(sized(scale.folder, size), size) for size in scale.sizes}
    old = Committing(sized(scale.folder, scale.middle, past=scale.past), scale.middle)
    bare = Bare(old)
    subjects: dict[str | int, Callable[[], float]] = {"commit": old.once, "bare": bare.once}
    subjects |= {size: board.once for size, board in boards.items()}
    try:
        found = interleaved(subjects, scale.commits, warm=20)
    finally:
        bare.close()
        for board in (old, *boards.values()):
            board.board.close()
    one, other = median(found["commit"]), median(found["bare"])
    yield Row(
        "commit",
        f"commit, {scale.middle:,} tasks and {scale.past:,} past changes / bare append + sync",
        one / other,
        "x",
        3,
        f"{milliseconds(one)} / {milliseconds(other)}, p95 {milliseconds(p95(found['commit']))} / "
        f"{milliseconds(p95(found['bare']))}, {len(old.written)} bytes",
    )
    small, large = min(scale.sizes), max(scale.sizes)
    one, other = median(found[large]), median(found[small])
    yield Row(
        "commit",
        f"commit, {large:,} tasks / {small:,} tasks",
        one / other,
        "x",
        1.2,
        ", ".join(f"{size:,}: {milliseconds(median(found[size]))}" for size in scale.sizes),
    )


def tinydb_rows(scale: Scale) -> Iterator[Row]:
    """A commit against stock TinyDB changing one task of the same board."""
    for size in scale.sizes:
        board = Committing(sized(scale.folder, size), size)
        copies = [board.journal.with_name(f"stock-{name}.json") for name in ("default", "caching")]
        for copy in copies:
            shutil.copyfile(board.board.path, copy)
        default = TinyDB(copies[0])
        caching = TinyDB(copies[1], storage=CachingMiddleware(JSONStorage))  # type: ignore[no-untyped-call]
        found = interleaved(
            {
                "commit": board.once,
                "default": lambda db=default: _update(db),  # type: ignore[misc]
                "caching": lambda db=caching: _update(db),  # type: ignore[misc]
            },
            scale.rewrites,
        )
        board.board.close()
        for database in (default, caching):
            database.close()
        commit, stock, cached = (median(found[name]) for name in ("commit", "default", "caching"))
        yield Row(
            "tinydb",
            f"stock TinyDB, one task of {size:,} / commit",
            stock / commit,
            "x",
            None,
            f"{milliseconds(stock)} / {milliseconds(commit)}, not synced; CachingMiddleware, in memory only: "
            f"{milliseconds(cached)}",
        )


def _update(database: TinyDB) -> float:
    return seconds(lambda: database.table("tasks").update({"deliverable": "交付物两份"}, doc_ids=[7]))
