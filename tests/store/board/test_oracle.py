"""Any sequence of commits, undos, replays and reopenings by two boards agrees with a simple oracle in memory.

The oracle knows nothing of files: it is a list of titles and criteria, and the list of what it was before.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.board.board import Board
from store.board.checking import check
from store.errors import Conflict, NotFound, Refused
from store.model.task import Task
from tests.harness.clock import FixedClock
from tests.store.board.cases import AddCriterion, AddTask, RemoveTask, Rename, Tick, small_board

Seen = dict[int, tuple[str, dict[int, tuple[str, bool]]]]
titles = st.sampled_from(["甲", "乙", "丙", "丁"])
which = st.integers(0, 1)
tasks = st.integers(1, 6)


@dataclass
class Oracle:
    """The truth: tasks by id, the highest id, and the truth after every line."""

    tasks: Seen = field(default_factory=dict)
    last: int = 0
    lines: list[Seen] = field(default_factory=list)

    def written(self) -> None:
        self.lines.append(copy.deepcopy(self.tasks))


def seen(board: Board) -> Seen:
    return {
        task.id: (task.title, {entry.id: (entry.text, entry.met) for entry in task.criteria})
        for task in board.state.all(Task)
    }


class Ticking(FixedClock):
    """A second goes by between any two changes."""

    def now(self) -> datetime:
        self.advance(timedelta(seconds=1))
        return super().now()


class TwoBoards(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Ticking()
        self.oracle = Oracle()
        self.done: list[list[int]] = [[], []]
        self.undone: list[list[int]] = [[], []]

    @initialize()
    def begin(self) -> None:
        first = small_board(self.folder, self.clock)
        self.path = first.path
        self.boards = [first, Board.open(self.path, author=2, clock=self.clock)]
        self.oracle.tasks = seen(first)
        self.oracle.last = 3
        self.oracle.lines = [{}, copy.deepcopy(self.oracle.tasks)]

    def teardown(self) -> None:
        for board in getattr(self, "boards", []):
            board.close()
        if hasattr(self, "path"):
            assert check(self.path) == []
        shutil.rmtree(self.folder)

    def wrote(self, who: int) -> None:
        self.oracle.written()
        self.done[who].append(len(self.oracle.lines) - 1)
        self.undone[who].clear()

    @rule(who=which, task=tasks, text=titles)
    def rename(self, who: int, task: int, text: str) -> None:
        before = self.oracle.tasks.get(task)
        try:
            line = self.boards[who].commit(Rename(task, text))
        except NotFound:
            assert before is None
            return
        assert before is not None
        assert line is not None, "who updated, and when, is new"
        self.oracle.tasks[task] = (text, before[1])
        self.wrote(who)

    @rule(who=which, task=tasks, text=titles)
    def rename_what_was_seen(self, who: int, task: int, text: str) -> None:
        saw = self.boards[who].state.get(Task, task)
        now = self.oracle.tasks.get(task)
        if saw is None:
            return
        try:
            self.boards[who].commit(Rename(task, text), seen=[saw])
        except NotFound:
            assert now is None
        except Conflict:
            assert now is not None
            assert now[0] != saw.title
            assert now[0] != text
        else:
            assert now is not None
            assert saw.title == now[0] or now[0] == text
            self.oracle.tasks[task] = (text, now[1])
            self.wrote(who)

    @rule(who=which, text=titles)
    def add(self, who: int, text: str) -> None:
        self.boards[who].commit(AddTask(text))
        self.oracle.last += 1
        self.oracle.tasks[self.oracle.last] = (text, {})
        self.wrote(who)

    @rule(who=which, task=tasks)
    def remove(self, who: int, task: int) -> None:
        try:
            self.boards[who].commit(RemoveTask(task))
        except NotFound:
            assert task not in self.oracle.tasks
            return
        del self.oracle.tasks[task]
        self.wrote(who)

    @rule(who=which, task=tasks, text=titles)
    def add_criterion(self, who: int, task: int, text: str) -> None:
        try:
            self.boards[who].commit(AddCriterion(task, text))
        except NotFound:
            assert task not in self.oracle.tasks
            return
        criteria = self.oracle.tasks[task][1]
        criteria[max(criteria, default=0) + 1] = (text, False)
        self.wrote(who)

    @rule(who=which, task=tasks, entry=st.integers(1, 4), met=st.booleans())
    def tick(self, who: int, task: int, entry: int, met: bool) -> None:
        criteria = self.oracle.tasks.get(task, ("", {}))[1]
        try:
            line = self.boards[who].commit(Tick(task, entry, met))
        except Refused:
            assert entry not in criteria
            return
        before = criteria[entry]
        assert (line is None) == (before[1] == met)
        if line is not None:
            criteria[entry] = (before[0], met)
            self.wrote(who)

    @rule(who=which)
    def undo(self, who: int) -> None:
        if not self.done[who]:
            return
        place = self.done[who][-1]
        if self.reverted(who, place, again=False):
            self.done[who].pop()
            self.undone[who].append(place)

    @rule(who=which)
    def redo(self, who: int) -> None:
        if not self.undone[who]:
            return
        place = self.undone[who][-1]
        if self.reverted(who, place, again=True):
            self.undone[who].pop()
            self.done[who].append(place)

    def reverted(self, who: int, place: int, *, again: bool) -> bool:
        """Undo by the oracle: each cell that a line changed gets its old value, if all have the new."""
        before, after = cells(self.oracle.lines[place - 1]), cells(self.oracle.lines[place])
        if again:
            before, after = after, before
        touched = {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}
        now = cells(self.oracle.tasks)
        made = {cell[0] for cell in before.keys() ^ after.keys() if cell[1] == "title"}
        watched = touched | {cell for cell in now if cell[0] in made}
        fits = all(now.get(cell) == after.get(cell) for cell in watched)
        board = self.boards[who]
        try:
            board.redo() if again else board.undo()
        except Refused:
            # A line that changed only who updated last, which somebody has done since, has nothing left; and
            # a title that came back must not be another task's by now.
            others = [now[cell] for cell in now if cell[1] == "title" and cell not in touched]
            taken = any(cell[1] == "title" and before.get(cell) in others for cell in touched)
            assert not fits or not touched or taken
            return False
        assert fits
        for cell in touched:
            now.pop(cell, None)
            if cell in before:
                now[cell] = before[cell]
        self.oracle.tasks = from_cells(now)
        self.oracle.written()
        return True

    @rule(who=which)
    def refresh(self, who: int) -> None:
        self.boards[who].refresh()
        assert seen(self.boards[who]) == self.oracle.tasks

    @rule(who=which)
    def checkpoint(self, who: int) -> None:
        assert self.boards[who].checkpoint()

    @rule(who=which, close=st.booleans(), lose=st.sampled_from(["nothing", "file", "journal end"]))
    def reopen(self, who: int, close: bool, lose: str) -> None:
        board = self.boards[who]
        board.close() if close else board.session.close()
        if lose == "file":
            self.path.unlink(missing_ok=True)
        elif lose == "journal end":
            with board.paths.journal.open("ab") as file:
                file.write(b'{"seq":')
        self.boards[who] = Board.open(self.path, author=who + 1, clock=self.clock)
        self.done[who], self.undone[who] = [], []
        assert seen(self.boards[who]) == self.oracle.tasks
        assert self.boards[who].read_only is None

    @precondition(lambda self: len(self.oracle.lines) > 2)
    @rule(who=which, back=st.integers(0, 5))
    def replay(self, who: int, back: int) -> None:
        place = max(2, len(self.oracle.lines) - back)
        state = self.boards[who].at(place)
        titles = {task.id: task.title for task in state.all(Task)}
        assert titles == {key: value[0] for key, value in self.oracle.lines[place - 1].items()}

    @invariant()
    def a_board_never_shows_what_never_was(self) -> None:
        for board in getattr(self, "boards", []):
            assert seen(board) == self.oracle.lines[board.seq - 1]


def cells(tasks: Seen) -> dict[tuple[int, object], object]:
    found: dict[tuple[int, object], object] = {}
    for key, (text, criteria) in tasks.items():
        found[key, "title"] = text
        for entry, value in criteria.items():
            found[key, entry] = value
    return found


def from_cells(found: dict[tuple[int, object], object]) -> Seen:
    tasks: Seen = {key: (str(value), {}) for (key, name), value in found.items() if name == "title"}
    for (key, name), value in found.items():
        if isinstance(name, int) and key in tasks:
            assert isinstance(value, tuple)
            tasks[key][1][name] = value
    return tasks


TestTwoBoards = TwoBoards.TestCase
TestTwoBoards.settings = settings(stateful_step_count=40)
