"""The boards that are measured on, made once a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import ClassVar

from store.board.board import Board
from store.board.journal import Journal, Mark
from store.board.line import Line, encode
from store.example import build, many
from store.model.change import Change
from store.model.clock import SystemClock
from store.model.record import Json
from store.model.task import Task
from store.rules.commands import AddNote, PostponeTask
from store.rules.edit import Command, Edit

AUTHOR = 1
"""The facilitator of a board made by `sized`."""
AUTHOR_NAME = "人员1"
_SPREAD = 200


def sized(folder: Path, tasks: int, *, past: int = 0) -> Path:
    """A board of so many tasks with so many past changes; made when it is not there yet."""
    path = folder / f"board-{tasks}-{past}.json"
    if not path.exists():
        many(path, tasks, SystemClock())
        if past:
            _live_through(path, past, tasks)
            Board.open(path, origin="bench", author=AUTHOR).close()
    return path


def gathered(folder: Path, tasks: int) -> Path:
    """A board whose tasks all belong to one initiative, so that one screen has to show them."""
    path = folder / f"gathered-{tasks}.json"
    if not path.exists():
        many(path, tasks, SystemClock())
        board = Board.open(path, origin="bench", author=AUTHOR)
        board.commit(_Gather())
        board.close()
    return path


def demo(folder: Path) -> Path:
    """The example board, in Chinese."""
    path = folder / "demo.json"
    if not path.exists():
        build(path, SystemClock(), "zh")
    return path


@dataclass(frozen=True, slots=True)
class _Gather:
    name: ClassVar[str] = "gather"

    def apply(self, edit: Edit) -> None:
        for task in edit.state.all(Task):
            if task.initiative != 1:
                edit.set(task, initiative=1, number=edit.next_number(1))


def work(board: Board, tasks: int) -> Iterator[Command]:
    """What people do all day, for ever: notes and new forecasts, on tasks all over the board.

    Boards of every size get the same: the records that are touched grow alike.
    """
    today = board.moment().today
    spread = min(_SPREAD, tasks)
    open_tasks = [
        task.id for task in board.state.all(Task) if task.progress.value in ("not_started", "in_progress")
    ]
    step = max(1, len(open_tasks) // spread)
    for turn in count():
        task = open_tasks[turn * step % len(open_tasks)]
        if turn % 2:
            yield PostponeTask(task, f"研发部产品手册未同步 {turn}", today + timedelta(days=40 + turn % 300))
        else:
            yield AddNote(task, f"进展正常，按计划推进，已与设计部核对初稿 {turn}")


def _live_through(path: Path, changes: int, tasks: int) -> None:
    """Append past changes in the journal's own form; committing each would take half a minute."""
    journal = Journal(path.with_suffix(".duiqi") / "journal.jsonl", writable=True)
    mark = _end(journal)
    known: dict[int, Json] = {}
    parts = []
    for turn in range(changes):
        task = turn % tasks + 1
        after: Json = f"交付物一份，第 {turn // tasks + 2} 稿"
        change = Change(Task.table, task, "deliverable", known.get(task, "交付物一份"), after)
        known[task] = after
        line, data = encode(
            Line(mark.seq + 1, mark.at, AUTHOR, None, "bench", "edit", None, (change,), mark.sum, "")
        )
        mark = Mark(line.seq, mark.offset + len(data), line.sum, line.at)
        parts.append(data)
    with journal.path.open("ab") as file:
        file.write(b"".join(parts))
    journal.close()


def _end(journal: Journal) -> Mark:
    mark = journal.begin()[2]
    for _, after in journal.lines(mark):
        mark = after
    return mark


def empty_notes(path: Path, tasks: int) -> None:
    """A board of so many tasks without a note."""
    many(path, tasks, SystemClock())
    board = Board.open(path, origin="bench", author=AUTHOR)
    board.commit(_Silence())
    board.close()


@dataclass(frozen=True, slots=True)
class _Silence:
    name: ClassVar[str] = "silence"

    def apply(self, edit: Edit) -> None:
        for task in edit.state.all(Task):
            edit.set(task, notes=())
