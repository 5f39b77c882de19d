"""Many processes on one board, and processes that die in the middle of it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from time import struct_time
from types import SimpleNamespace

import pytest

from store.board import lock
from store.board.board import Board
from store.board.checking import check
from store.board.lock import Lock
from store.board.publish import publish
from store.errors import Locked
from store.model.organisation import Department
from tests.store.board.cases import AddDepartment, small_board

ROOT = Path(__file__).parents[3]


def start(path: Path, how: str, count: int, name: str, processes: int = 1) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.board.worker", str(path), how, str(count), name, str(processes)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=120)
    return out.split()


@pytest.mark.parametrize(("processes", "writes", "how"), [(8, 100, "checkpoints"), (50, 100, "leave")])
def test_many_processes_lose_nothing(tmp_path: Path, processes: int, writes: int, how: str) -> None:
    board = small_board(tmp_path)
    board.close()
    crowd = start(board.path, how, writes, "P", processes)
    told = acknowledged(crowd)
    assert crowd.returncode == 0
    assert len(told) == processes * writes
    again = Board.open(board.path)
    names = [department.name for department in again.state.all(Department)][2:]
    assert sorted(names) == sorted(told)
    assert again.seq == 2 + processes * writes
    again.close()
    assert check(board.path) == []


def kill_at_random(path: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    told: list[str] = []
    for number in range(rounds):
        running = [start(path, "checkpoints", 10_000, f"R{number}P{each}") for each in range(2)]
        for process in running:
            assert process.stdout is not None
            # The first acknowledged change says that it is at work.
            told.append(process.stdout.readline().strip())
        time.sleep(chance.uniform(0.0, 0.05))
        for process in running:
            process.send_signal(signal.SIGKILL)
        for process in running:
            # A name that is cut off was not read by anybody; the change itself may be there or not.
            out = process.communicate(timeout=60)[0]
            told += out[: out.rfind("\n") + 1].split()
        board = Board.open(path, author=1)
        assert board.read_only is None
        names = [department.name for department in board.state.all(Department)]
        assert len(set(names)) == len(names)
        assert set(told) <= set(names)
        board.commit(AddDepartment(f"之后{number}"))
        told.append(f"之后{number}")
        board.session.close()
    Board.open(path, author=1).close()
    assert check(path) == []


def test_a_kill_at_any_moment_loses_no_acknowledged_change(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.session.close()
    kill_at_random(board.path, rounds=6, seed=1)


@pytest.mark.soak
def test_many_kills_lose_no_acknowledged_change(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.session.close()
    kill_at_random(board.path, rounds=300, seed=2)


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[tuple[Board, int]]:
    """A board whose lock is held by a process that was stopped, and that process."""
    board = small_board(tmp_path)
    board.close()
    process = start(board.path, "hold", 0, "H")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        yield Board.open(board.path, author=2), process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()


def test_who_waits_is_told_who_holds_the_lock_and_may_give_up(stopped: tuple[Board, int]) -> None:
    board, pid = stopped
    before = board.paths.journal.read_bytes()
    told: list[str] = []
    with pytest.raises(Locked, match="李") as caught:
        board.commit(AddDepartment("研发部"), patience=0.12, waiting=told.append)
    assert str(pid) in caught.value.holder
    assert len(told) == 1
    assert str(pid) in told[0]
    assert "李" in told[0]
    assert board.paths.journal.read_bytes() == before


def test_the_lock_of_a_process_that_dies_is_free(stopped: tuple[Board, int]) -> None:
    board, pid = stopped
    os.kill(pid, signal.SIGKILL)
    board.commit(AddDepartment("研发部"))
    assert board.state.all(Department)[-1].name == "研发部"


def test_a_board_that_cannot_be_put_right_opens_read_only(
    stopped: tuple[Board, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    board, pid = stopped
    monkeypatch.setattr("store.board.opening.PATIENCE", 0.01)
    with board.paths.journal.open("ab") as file:
        file.write(b'{"seq":')
    other = Board.open(board.path)
    assert other.read_only is not None
    assert str(pid) in str(other.read_only)
    assert other.state.all(Department)[0].name == "市场部"


def test_a_lock_file_that_was_deleted_still_keeps_two_sessions_apart(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    other = Board.open(board.path, author=2)
    other.commit(AddDepartment("一"))
    board.paths.lock.unlink()
    board.commit(AddDepartment("二"))
    other.commit(AddDepartment("三"))
    with board.session.lock.holding(0), pytest.raises(Locked):
        other.commit(AddDepartment("四"), patience=0)
    assert check(board.path) == []


def test_who_has_just_written_stands_behind_those_who_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    order: list[str] = []
    in_the_queue, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        with theirs.holding(30.0):
            order.append("who waited")

    waiting = threading.Thread(target=wait)

    def rest(_seconds: float) -> None:
        """Who waits looks again when who had it rests, and that one once the other is done."""
        if threading.current_thread() is waiting:
            in_the_queue.set()
            goes_on.wait()
        else:
            goes_on.set()
            waiting.join()

    monkeypatch.setattr(lock, "time", SimpleNamespace(sleep=rest, monotonic=lambda: 0.0, time=time.time))
    with mine.holding(0):
        waiting.start()
        in_the_queue.wait()
    with mine.holding(30.0):
        order.append("who had it")
    goes_on.set()
    waiting.join()
    assert order == ["who waited", "who had it"]


class Crowd:
    """Others at the lock, in place of `time`: every look at it takes a second, in which the next one of
    `turns` gets it; the last one keeps it, unless `ends`."""

    def __init__(self, path: Path, turns: int, *, ends: bool) -> None:
        self.now = 0.0
        self._turns = iter(range(turns))
        self._ends = ends
        self._path = path
        self._lock = self._next()

    def sleep(self, _seconds: float) -> None:
        self.now += 1.0
        turn = next(self._turns, None)
        if turn is not None or self._ends:
            self._lock.close()
        if turn is not None:
            self._lock = self._next()

    def _next(self) -> Lock:
        lock = Lock(self._path)
        lock.holding(0).__enter__()
        return lock

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def localtime(self, at: float) -> struct_time:
        return time.gmtime(at)

    def strftime(self, form: str, at: struct_time) -> str:
        return time.strftime(form, at)


def test_who_waits_in_a_crowd_is_not_turned_away_while_it_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = Crowd(tmp_path / "lock", turns=12, ends=True)
    monkeypatch.setattr(lock, "time", crowd)
    with Lock(tmp_path / "lock").holding(5):
        assert crowd.now == 13


@pytest.mark.parametrize(("turns", "seconds"), [(0, 5), (7, 15), (1000, 30)])
def test_who_waits_is_asked_when_nothing_moves_and_in_the_end_at_any_rate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turns: int, seconds: int
) -> None:
    crowd = Crowd(tmp_path / "lock", turns, ends=False)
    monkeypatch.setattr(lock, "time", crowd)
    with pytest.raises(Locked), Lock(tmp_path / "lock").holding(5):
        pytest.fail("it was held")
    assert crowd.now == seconds


def test_a_board_that_is_busy_is_no_trouble_with_its_tinydb_file(stopped: tuple[Board, int]) -> None:
    board, _pid = stopped
    board.paths.file.unlink()
    assert not publish(board.session, patience=0.0)
    assert board.session.loaded.notices == []
