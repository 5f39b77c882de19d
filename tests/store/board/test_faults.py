"""Every write, sync, rename and truncation of the board file fails once, at each place where one is made."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store.board import disk
from store.board.board import Board
from store.errors import DiskTrouble, DuiqiError
from store.model.organisation import Department
from tests.harness import power
from tests.store.board.cases import AddDepartment, Rename, small_board, title

CALLS = ("write", "sync", "sync_folder", "truncate", "rename", "link", "make_folder", "create", "remove")
PROBLEMS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG)


class Faults:
    """Counts the calls; the `fail_at`-th one fails, and with `for_ever` all after it."""

    def __init__(self, fail_at: int, problem: int, *, for_ever: bool = False, half: bool = False) -> None:
        self.count = 0
        self.fail_at = fail_at
        self.problem = problem
        self.for_ever = for_ever
        self.half = half

    @property
    def happened(self) -> bool:
        return self.count >= self.fail_at

    def wrap(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            self.count += 1
            if self.count == self.fail_at or (self.for_ever and self.count > self.fail_at):
                if self.half and name == "write":
                    fd, data = args
                    assert isinstance(fd, int)
                    assert isinstance(data, bytes)
                    os.write(fd, data[: len(data) // 2])
                raise OSError(self.problem, os.strerror(self.problem))
            return real(*args, **options)

        return call


def test_a_sync_reaches_the_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def asking(name: str) -> Callable[[int], None]:
        def call(fd: int) -> None:
            asked.append(name)
            power.SYNCS[name](fd)

        return call

    for name in power.SYNCS:
        monkeypatch.setattr(os, name, asking(name), raising=False)
    with (tmp_path / "file").open("wb") as file:
        disk.sync(file.fileno())
        disk.truncate(file.fileno(), 0)
    disk.sync_folder(tmp_path)
    assert asked[-2:] == ["fsync", "fsync"]
    if sys.platform == "linux":
        assert asked[:-2] == ["fdatasync"]


@contextmanager
def failing(faults: Faults) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(disk, name, faults.wrap(name, getattr(disk, name)))
        yield


def everywhere(run: Callable[[Faults], None], *, for_ever: bool, half: bool) -> int:
    """Run with the first call failing, then the second, until none is left to fail; how many there were."""
    for place in range(1, 200):
        faults = Faults(place, PROBLEMS[place % len(PROBLEMS)], for_ever=for_ever, half=half)
        run(faults)
        if not faults.happened:
            return place - 1
    raise AssertionError("there is no end to the calls")


ways = pytest.mark.parametrize(("for_ever", "half"), [(False, False), (False, True), (True, True)])


@ways
def test_a_failed_commit_is_not_saved_and_the_next_one_is(tmp_path: Path, for_ever: bool, half: bool) -> None:
    board = small_board(tmp_path)
    board.close()

    def run(faults: Faults) -> None:
        folder = tmp_path / f"run{faults.fail_at}"
        folder.mkdir()
        copy_board(board.path, folder)
        one = Board.open(folder / "launch.json", author=1)
        before = one.paths.journal.read_bytes()
        acknowledged = False
        with failing(faults):
            try:
                one.commit(Rename(1, "新"))
                acknowledged = True
            except DiskTrouble:
                pass
        assert acknowledged == (not faults.happened)
        assert title(one) == ("新" if acknowledged else "推广方案撰写")
        other = Board.open(folder / "launch.json", author=2)
        if acknowledged:
            assert title(other) == "新"
        elif not for_ever:
            assert one.paths.journal.read_bytes() == before
            one.commit(Rename(1, "再"))
            other.refresh()
            assert title(other) == "再"
        else:
            assert one.read_only is not None
            other.commit(Rename(1, "再"))
            assert title(Board.open(folder / "launch.json")) == "再"

    assert everywhere(run, for_ever=for_ever, half=half) == 2


def copy_board(path: Path, folder: Path) -> None:
    """A board is one file and one folder to copy."""
    shutil.copy2(path, folder / path.name)
    shutil.copytree(path.with_suffix(".duiqi"), folder / f"{path.stem}.duiqi")


@ways
def test_a_checkpoint_that_fails_loses_nothing(tmp_path: Path, for_ever: bool, half: bool) -> None:
    board = small_board(tmp_path)
    board.close()

    def run(faults: Faults) -> None:
        folder = tmp_path / f"run{faults.fail_at}"
        folder.mkdir()
        copy_board(board.path, folder)
        one = Board.open(folder / "launch.json", author=1)
        one.commit(Rename(1, "新"))
        with failing(faults):
            written = one.checkpoint()
            assert written or faults.happened
            assert written or one.notices
        assert title(Board.open(folder / "launch.json")) == "新"
        one.checkpoint()
        one.close()
        left = [path.name for path in (folder / "launch.duiqi" / "unfinished").iterdir()]
        assert for_ever or not left
        again = Board.open(folder / "launch.json", author=1)
        assert again.notices == []
        assert title(again) == "新"

    assert everywhere(run, for_ever=for_ever, half=half) >= 5


@ways
def test_a_board_is_made_whole_or_not_at_all(tmp_path: Path, for_ever: bool, half: bool) -> None:
    def run(faults: Faults) -> None:
        folder = tmp_path / f"run{faults.fail_at}"
        folder.mkdir()
        with failing(faults):
            try:
                Board.create(folder / "a.json", {"name": "新品"}).close()
            except DiskTrouble:
                assert faults.happened
        try:
            Board.create(folder / "a.json", {"name": "新品"}).close()
        except DuiqiError:
            assert Board.open(folder / "a.json").state.settings.name == "新品"

    assert everywhere(run, for_ever=for_ever, half=half) >= 5


@pytest.mark.parametrize("harm", ["torn", "lost journal", "lost file", "foreign", "cut short", "bad file"])
@ways
def test_putting_a_board_right_may_fail_anywhere(
    tmp_path: Path, harm: str, for_ever: bool, half: bool
) -> None:
    board = small_board(tmp_path)
    board.commit(Rename(1, "新"))
    board.close()
    wanted = board.state.as_json()

    def run(faults: Faults) -> None:
        folder = tmp_path / f"run{faults.fail_at}"
        folder.mkdir()
        copy_board(board.path, folder)
        file, journal = folder / "launch.json", folder / "launch.duiqi" / "journal.jsonl"
        match harm:
            case "torn":
                journal.write_bytes(journal.read_bytes() + b'{"seq":4,"at"')
            case "lost journal":
                journal.unlink()
            case "lost file":
                file.unlink()
            case "foreign":
                file.write_text(file.read_text().replace("设计部", "研发部"))
            case "cut short":
                journal.write_bytes(journal.read_bytes()[:-30])
            case "bad file":
                file.write_bytes(b"{")
        with failing(faults):
            one = Board.open(file, author=1)
            one.close()
        again = Board.open(file, author=1)
        found = again.state.as_json()
        if harm == "foreign":
            assert again.state.one(Department, 2).name == "研发部"
        else:
            assert found == wanted
        assert again.read_only is None
        again.commit(AddDepartment("销售部"))
        again.close()
        last = Board.open(file, author=1)
        assert last.notices == []
        assert last.state.all(Department)[-1].name == "销售部"

    assert everywhere(run, for_ever=for_ever, half=half) >= 2
