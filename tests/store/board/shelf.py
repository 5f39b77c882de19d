"""A board with two initiatives, one of which is archived, and what the tests of archives ask of the two."""

from __future__ import annotations

import shutil
from pathlib import Path

from store.board.board import Board
from store.board.line import Line
from store.model.archive import Archive
from store.model.capture import Capture, CaptureKind
from store.model.clock import Clock
from store.model.initiative import Initiative
from store.model.record import Record
from store.model.state import State
from store.model.task import Task
from store.rules.archiving import belonging
from store.rules.edit import Edit
from tests.store.board.cases import AddDepartment, Do, Rename, small_board

NPL, OPS = 1, 2


def _second(edit: Edit) -> None:
    edit.add(Initiative, code="OPS", title="流程优化")
    edit.add(Task, initiative=OPS, number=edit.next_number(OPS), title="梳理流程")


def _spoken(edit: Edit) -> None:
    kind, at = CaptureKind.DECISION, edit.moment.now
    edit.add(Capture, initiative=NPL, kind=kind, text="用第二版", at=at, by=1)
    edit.add(Capture, initiative=OPS, kind=kind, text="不用审批", at=at, by=1)


def two_initiatives(folder: Path, clock: Clock | None = None) -> Board:
    """NPL with three tasks and OPS with one (task 4), and a line that is of both."""
    board = small_board(folder, clock)
    board.commit(Do(_second, "second"))
    board.commit(Rename(1, "方案"))
    board.commit(Rename(4, "画流程图"))
    board.commit(AddDepartment("销售部"))
    board.commit(Do(_spoken, "spoken"))
    return board


def records_of(state: State, initiative: int) -> dict[tuple[str, int], Record]:
    """What belongs to an initiative, without what says that it was archived."""
    return {
        (table, record.id): record
        for table, record in belonging(state, initiative)
        if not isinstance(record, Archive)
    }


def copy_of(board: Path, folder: Path) -> Path:
    """The board, to be worked on in a folder of its own."""
    folder.mkdir()
    shutil.copy2(board, folder / board.name)
    shutil.copytree(board.with_suffix(".duiqi"), folder / f"{board.stem}.duiqi")
    return folder / board.name


def left_in(folder: Path) -> list[str]:
    """What lies in a folder that nobody should find there, once all is done."""
    notes = folder / "launch.duiqi" / "archiving"
    staged = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    return [*staged, *(path.name for path in notes.iterdir())] if notes.exists() else staged


def told(line: Line) -> tuple[object, ...]:
    """All of a line but its place in the chain."""
    return (line.seq, line.at, line.by, line.on_behalf, line.origin, line.command, line.undoes, line.changes)
