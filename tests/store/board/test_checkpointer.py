"""When an open session writes the TinyDB file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from store.board import checkpoint, disk
from store.board.board import Board
from store.board.checkpointer import Checkpointer
from store.board.lock import Lock
from store.language import Message
from tests.store.board.cases import Rename, small_board


class Timers:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.time = 0.0
        self.due: dict[int, tuple[float, Callable[[], None]]] = {}
        self._last = 0

    def now(self) -> float:
        return self.time

    def later(self, seconds: float, work: Callable[[], None]) -> Callable[[], None]:
        self._last += 1
        key = self._last
        self.due[key] = (self.time + seconds, work)
        return lambda: (self.due.pop(key, None), None)[1]

    def pass_to(self, time: float) -> None:
        while self.due:
            at, key = min((at, key) for key, (at, _work) in self.due.items())
            if at > time:
                break
            self.time = at
            self.due.pop(key)[1]()
        self.time = time


def written(board: Board) -> int:
    header = checkpoint.peek(board.path)
    return header.mark.seq if header else 0


def test_the_file_is_written_when_nobody_changed_anything_for_two_seconds(tmp_path: Path) -> None:
    board, timers = small_board(tmp_path), Timers()
    keeper = Checkpointer(board, timers.later, timers.now)
    board.commit(Rename(1, "一"))
    timers.pass_to(1.5)
    board.commit(Rename(1, "二"))
    timers.pass_to(3.0)
    assert written(board) == 1
    timers.pass_to(3.5)
    assert written(board) == 4
    assert timers.due == {}
    keeper.stop()
    board.commit(Rename(1, "三"))
    assert timers.due == {}


def test_the_file_is_written_after_ten_seconds_at_most(tmp_path: Path) -> None:
    board, timers = small_board(tmp_path), Timers()
    Checkpointer(board, timers.later, timers.now)
    for second in range(10):
        timers.pass_to(float(second))
        board.commit(Rename(1, f"第{second}秒"))
    assert written(board) == 1
    timers.pass_to(10.0)
    assert written(board) == 12


def test_what_others_changed_is_written_by_them_or_a_moment_later_by_who_sees_it(tmp_path: Path) -> None:
    one, timers = small_board(tmp_path), Timers()
    other = Board.open(one.path, author=2)
    Checkpointer(one, timers.later, timers.now, aside=1.5)
    other.commit(Rename(1, "一"))
    one.refresh()
    timers.pass_to(3.4)
    assert written(one) == 1
    timers.pass_to(3.5)
    assert written(one) == 3


def test_a_crowd_of_changes_begins_one_thread(tmp_path: Path) -> None:
    board, timers = small_board(tmp_path), Timers()
    Checkpointer(board, timers.later, timers.now)
    for name in ("一", "二", "三"):
        board.commit(Rename(1, name))
        assert len(timers.due) == 1
    timers.pass_to(2.0)
    assert written(board) == 5
    assert timers.due == {}


def test_what_another_session_wrote_is_not_written_again(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    one.commit(Rename(1, "一"))
    other.refresh()
    assert other.checkpoint()
    before = one.path.stat()
    assert one.checkpoint()
    assert other.checkpoint()
    assert one.path.stat().st_ino == before.st_ino
    assert one.path.stat().st_mtime_ns == before.st_mtime_ns


def test_an_older_session_does_not_put_an_older_file_in_place(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    other.commit(Rename(1, "一"))
    other.checkpoint()
    assert one.checkpoint()
    assert written(one) == 3


def test_a_file_that_cannot_be_written_is_spoken_of_once_for_as_long_as_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = small_board(tmp_path)
    heard: list[Message] = []
    board.subscribe(lambda changed: heard.extend(changed.notices))
    really = disk.rename

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for told in (1, 2):
        monkeypatch.setattr(disk, "rename", full)
        board.commit(Rename(1, f"第{told}"))
        assert not board.checkpoint()
        assert not board.checkpoint()
        assert len(heard) == told
        monkeypatch.setattr(disk, "rename", really)
        assert board.checkpoint()
    assert board.notices == heard


def test_a_file_that_could_not_be_written_as_the_board_was_held_is_written_once_it_is_free(
    tmp_path: Path,
) -> None:
    board, timers = small_board(tmp_path), Timers()
    keeper = Checkpointer(board, timers.later, timers.now)
    board.commit(Rename(1, "一"))
    holder = Lock(board.paths.lock)
    with holder.holding(0):
        timers.pass_to(2.0)
        assert written(board) == 1
        assert len(timers.due) == 1
    timers.pass_to(12.0)
    assert written(board) == 3
    assert timers.due == {}
    board.commit(Rename(1, "二"))
    with holder.holding(0):
        timers.pass_to(14.0)
        keeper.stop()
    assert timers.due == {}
    holder.close()
