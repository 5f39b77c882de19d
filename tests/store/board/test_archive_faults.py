"""Archiving fails, or its process dies, at every write, sync and rename: the board never tells of an archive
that is not whole, never loses anything, and the next try replaces what was left."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from store.board import disk
from store.board.archive import archive
from store.board.board import Board
from store.board.checking import check, repair
from store.board.session import Session
from store.board.unarchive import unarchive
from store.errors import DiskTrouble, DuiqiError
from store.language import msg
from store.model.archive import Archive
from store.model.initiative import Initiative
from tests.store.board.shelf import NPL, copy_of, left_in, records_of, told, two_initiatives
from tests.store.board.test_faults import Faults, everywhere, failing, ways

ROOT = Path(__file__).parents[3]


@pytest.fixture
def start(tmp_path: Path) -> Path:
    board = two_initiatives(tmp_path)
    board.close()
    return board.path


def judged(path: Path, *, tidy: bool = False) -> bool:
    """Whether the initiative is archived: the archive is whole then, and else the board as it was."""
    board = Board.open(path, author=1)
    assert board.read_only is None
    whole = board.state.all(Archive)
    findings = [finding.message.render("en") for finding in check(path)]
    if whole:
        file = path.parent / whole[0].file
        assert findings == []
        assert records_of(board.state, NPL) == {}
        other = Board.open(file)
        assert other.state.all(Archive) == whole
        assert len(records_of(other.state, NPL)) == 5
        assert check(file) == []
    else:
        assert len(records_of(board.state, NPL)) == 5
        left = left_in(path.parent) or [each.name for each in path.parent.glob("launch-*")]
        assert bool(findings) <= bool(left), "what check lists is there"
        notes = path.parent / "launch.duiqi" / "archiving"
        if left and not (tidy or (notes.exists() and not any(notes.iterdir()))):
            assert "was not finished" in findings[0]
    board.close()
    return bool(whole)


def retried(path: Path) -> None:
    """Once more, and back: nothing is left, and everything is as it was."""
    board = Board.open(path, author=1)
    before, lines = records_of(board.state, NPL), board.history()
    done = archive(board, NPL, force=True)
    assert done.file.name == "launch-NPL.json", "what was left is replaced"
    assert left_in(path.parent) == []
    assert [each.name for each in sorted(path.parent.glob("launch-*"))] == [
        "launch-NPL.duiqi",
        "launch-NPL.json",
    ]
    assert check(done.file) == check(path) == []
    unarchive(board, done.file)
    assert records_of(board.state, NPL) == before
    assert [told(line) for line in board.history()[: len(lines)]] == [told(line) for line in lines]
    board.close()


@ways
def test_archiving_that_fails_anywhere_changes_nothing_and_is_done_the_next_time(
    start: Path, tmp_path: Path, for_ever: bool, half: bool
) -> None:
    def run(faults: Faults) -> None:
        path = copy_of(start, tmp_path / f"run{faults.fail_at}")
        board = Board.open(path, author=1)
        with failing(faults):
            try:
                archive(board, NPL, force=True)
                acknowledged = True
            except DuiqiError:
                acknowledged = False
            assert acknowledged or faults.happened
        board.session.close()
        archived = judged(path, tidy=True)
        assert archived or not acknowledged
        if not for_ever and not archived:
            assert not [each.name for each in path.parent.glob("launch-*")], "it cleans up after itself"
        if not archived:
            retried(path)

    assert everywhere(run, for_ever=for_ever, half=half) >= 15


def killed(how: str, board: Path, folder: Path, *, half: bool = False) -> list[Path]:
    """Copies of a board, in each of which a process died one call later; in the last one it did not."""
    folder.mkdir()
    words = [sys.executable, "-m", "tests.store.board.dying", how, str(board), str(folder)]
    words.append("half" if half else "none")
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return [folder / f"run{number}" / board.name for number in range(1, int(ran.stdout) + 1)]


@pytest.mark.parametrize("half", [False, True])
def test_a_process_that_dies_anywhere_leaves_a_whole_archive_or_one_that_is_replaced(
    start: Path, tmp_path: Path, half: bool
) -> None:
    paths = killed("archive", start, tmp_path / "killed", half=half)
    archived = [judged(path) for path in paths]
    assert len(paths) > 20
    assert archived == sorted(archived), "once the line is there it stays"
    assert archived.count(True) > 1, "the line decides: what is tidied up after it may be left"
    for path, whole in zip(paths, archived, strict=True):
        if not whole:
            retried(path)


def test_a_process_that_dies_while_it_cleans_up_leaves_what_the_next_one_cleans_up(
    start: Path, tmp_path: Path
) -> None:
    unfinished = [path for path in killed("archive", start, tmp_path / "killed") if check(path)]
    assert len(unfinished) > 12
    for number, left in enumerate(unfinished[::4]):
        paths = killed("repair", left, tmp_path / f"cleaning{number}")
        for path in paths:
            assert not judged(path, tidy=True)
        assert check(paths[-1]) == []
        assert left_in(paths[-1].parent) == []
        for path in paths:
            retried(path)


def test_repair_removes_what_was_left_and_nothing_else(start: Path, tmp_path: Path) -> None:
    board = Board.open(start, author=1)
    done = archive(board, NPL, force=True)
    board.undo()
    board.close()
    shelf = tmp_path / "killed"
    path = next(path for path in reversed(killed("archive", start, shelf)) if check(path))
    [finding] = check(path)
    assert finding.mends
    assert "NPL" in finding.message.render("en")
    assert any("NPL" in message.render("en") for message in repair(path))
    assert check(path) == []
    assert left_in(path.parent) == []
    assert Board.open(done.file).state.all(Initiative)


@dataclass
class Order:
    """What has not been put on the disk yet, at each moment."""

    files: set[tuple[int, int]] = field(default_factory=set)
    folders: set[Path] = field(default_factory=set)
    judged: bool = False


@contextmanager
def watched(journal: Path) -> Iterator[Order]:
    """Everything of the archive is on the disk before the line is written that decides."""
    order = Order()
    real = {name: getattr(disk, name) for name in ("write", "sync", "sync_folder", "rename", "create")}

    def identity(fd: int) -> tuple[int, int]:
        found = os.fstat(fd)
        return (found.st_dev, found.st_ino)

    def write(fd: int, data: bytes) -> None:
        decides = journal.stat()
        if identity(fd) == (decides.st_dev, decides.st_ino):
            assert order.files == set()
            assert order.folders == set()
            order.judged = True
        else:
            order.files.add(identity(fd))
        real["write"](fd, data)

    def sync(fd: int) -> None:
        real["sync"](fd)
        order.files.discard(identity(fd))

    def sync_folder(path: Path) -> None:
        real["sync_folder"](path)
        order.folders.discard(path)

    def rename(source: Path, target: Path) -> None:
        real["rename"](source, target)
        assert not [each for each in order.folders if each.is_relative_to(source)]
        order.folders.discard(source.parent)
        order.folders.add(target.parent)

    def create(path: Path, **options: Any) -> Any:
        order.folders.add(path.parent)
        return real["create"](path, **options)

    calls = {"write": write, "sync": sync, "sync_folder": sync_folder, "rename": rename, "create": create}
    with pytest.MonkeyPatch.context() as patch:
        for name, call in calls.items():
            patch.setattr(disk, name, call)
        yield order


def test_all_of_the_archive_is_on_the_disk_before_the_line_that_decides(start: Path) -> None:
    board = Board.open(start, author=1)
    with watched(board.paths.journal) as order:
        archive(board, NPL, force=True)
    assert order.judged


def test_a_full_disk_is_said_and_nothing_is_archived(start: Path) -> None:
    board = Board.open(start, author=1)
    with failing(Faults(9, errno.ENOSPC)), pytest.raises(DuiqiError):
        archive(board, NPL, force=True)
    assert board.read_only is None
    assert len(records_of(board.state, NPL)) == 5


@pytest.mark.parametrize("again", ["repair", "archive"])
def test_a_copy_made_while_it_was_archived_leaves_the_archive_of_the_original_alone(
    start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    written = Session.write

    def copied(self: Session, *given: Any) -> Any:
        copy_of(start, tmp_path / "copy")
        return written(self, *given)

    board = Board.open(start, author=1)
    with monkeypatch.context() as patched:
        patched.setattr(Session, "write", copied)
        done = archive(board, NPL, force=True)
    copy = tmp_path / "copy" / start.name
    assert any((tmp_path / "copy" / "launch.duiqi" / "archiving").iterdir())
    if again == "repair":
        assert repair(copy) == []
    else:
        assert archive(Board.open(copy, author=1), NPL, force=True).file.parent == copy.parent
    assert left_in(copy.parent) == []
    assert check(done.file) == check(start) == []
    assert len(records_of(Board.open(done.file).state, NPL)) == 5


def test_an_archive_in_place_that_was_not_finished_is_kept(
    start: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Session, *given: Any) -> Any:
        raise DiskTrouble(msg("The disk is full."))

    board = Board.open(start, author=1)
    with monkeypatch.context() as patched:
        patched.setattr(Session, "write", refused)
        with pytest.raises(DiskTrouble):
            archive(board, NPL, force=True)
    assert left_in(start.parent) == []
    assert list(start.parent.glob("launch-*")) == []
    [file] = board.paths.kept.glob("launch-NPL-*.json")
    assert check(file) == []
    assert len(records_of(Board.open(file).state, NPL)) == 5
