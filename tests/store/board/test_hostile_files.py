"""What people, other programs and strangers in a shared folder do to a board's files costs nobody a thing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.board import disk, keeping
from store.board.board import Board
from store.board.checking import check, repair
from store.board.lock import Lock
from store.board.storage import BoardStorage
from store.errors import BoardError, DiskTrouble, Locked, Refused
from store.model.task import Task
from store.rules.edit import Edit
from tests.store.board.cases import AddTask, Do, RemoveTask, Rename, kept, small_board, title


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "launch.json"


def folder(path: Path) -> Path:
    return path.with_suffix(".duiqi")


@pytest.mark.parametrize("whole", [True, False], ids=["folder", "lock"])
def test_who_had_the_lock_that_was_moved_away_takes_the_one_in_its_place(path: Path, whole: bool) -> None:
    with_old = small_board(path.parent)
    with_old.commit(Rename(1, "甲"))
    moved = folder(path) if whole else folder(path) / "lock"
    moved.rename(moved.with_name("moved"))
    if whole:
        shutil.copytree(moved.with_name("moved"), folder(path))
    else:
        (folder(path) / "lock").touch()
    found: list[bool] = []

    def while_it_is_held(edit: Edit) -> None:
        try:
            with Lock(folder(path) / "lock").holding(0):
                found.append(True)
        except Locked:
            found.append(False)
        Rename(1, "乙").apply(edit)

    with_old.commit(Do(while_it_is_held))
    assert found == [False]
    assert title(Board.open(path)) == "乙"


def test_a_lock_that_leads_to_another_file_is_not_written_to(path: Path) -> None:
    small_board(path.parent).close()
    victim = path.parent / "victim"
    victim.write_bytes(b"mine")
    (folder(path) / "lock").unlink()
    (folder(path) / "lock").symlink_to(victim)
    board = Board.open(path)
    with pytest.raises(BoardError):
        board.commit(Rename(1, "甲"))
    assert victim.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["unfinished", "kept", "presence"])
def test_a_folder_that_leads_elsewhere_is_neither_cleaned_nor_written_to(path: Path, name: str) -> None:
    board = small_board(path.parent)
    elsewhere = path.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_text("mine")
    os.utime(elsewhere / "thesis.txt", (0, 0))
    shutil.rmtree(folder(path) / name, ignore_errors=True)
    (folder(path) / name).symlink_to(elsewhere)
    board.commit(Rename(1, "甲"))
    board.checkpoint()
    board.close()
    assert [each.name for each in elsewhere.iterdir()] == ["thesis.txt"]


def test_only_what_this_program_left_half_written_is_cleaned_up(path: Path) -> None:
    board = small_board(path.parent)
    for name in ("notes.txt", "0123456789abcdef"):
        (folder(path) / "unfinished" / name).write_text("old")
        os.utime(folder(path) / "unfinished" / name, (0, 0))
    (folder(path) / "unfinished" / "folder").mkdir()
    os.utime(folder(path) / "unfinished" / "folder", (0, 0))
    board.commit(Rename(1, "甲"))
    assert board.checkpoint()
    assert board.notices == []
    assert sorted(each.name for each in (folder(path) / "unfinished").iterdir()) == ["folder", "notes.txt"]


def test_a_repair_gives_no_id_or_number_out_again(path: Path) -> None:
    board = small_board(path.parent)
    short = (folder(path) / "journal.jsonl").read_bytes()
    line = board.commit(AddTask("第四"))
    assert line is not None
    board.commit(RemoveTask(4))
    board.close()
    (folder(path) / "journal.jsonl").write_bytes(short)
    board = Board.open(path)
    board.identify(1)
    assert board.read_only is None
    board.commit(AddTask("第五"))
    assert [(task.id, task.number) for task in board.state.all(Task)][-1] == (5, 5)


def test_a_change_that_was_taken_back_is_in_no_checkpoint(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, onlooker = small_board(path.parent), Board.open(path)
    author.checkpoint()
    prepared = threading.Event()
    publishing = threading.Thread(target=onlooker.checkpoint)
    really_sync, really_write = disk.sync, keeping.write_new

    def written(path: Path, data: bytes, *, like: Path | None = None) -> None:
        really_write(path, data, like=like)
        prepared.set()

    def fails(fd: int) -> None:
        monkeypatch.setattr(disk, "sync", really_sync)
        onlooker.refresh()  # reads the line, which is whole but not on the disk
        publishing.start()
        assert prepared.wait(30)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(keeping, "write_new", written)
    monkeypatch.setattr(disk, "sync", fails)
    with pytest.raises(DiskTrouble):
        author.commit(Rename(1, "不算"))
    publishing.join()
    assert json.loads(path.read_bytes())["_duiqi"]["1"]["seq"] == author.seq
    assert title(Board.open(path)) == "推广方案撰写"


def test_an_edit_of_a_file_from_before_a_repair_is_kept(path: Path) -> None:
    board = small_board(path.parent)
    board.commit(Rename(1, "甲"))
    board.close()
    journal = folder(path) / "journal.jsonl"
    before = path.read_bytes()
    data = bytearray(journal.read_bytes())
    data[data.index(b"\n") + 40] ^= 1
    journal.write_bytes(data)
    repair(path)
    path.write_bytes(before)
    with TinyDB(path) as db:
        db.table("tasks").update({"title": "别的程序"}, doc_ids=[2])
    edited = path.read_bytes()
    board = Board.open(path)
    if title(board, 2) != "别的程序":
        assert edited in [(folder(path) / "kept" / name).read_bytes() for name in kept(path)]


def test_rows_of_a_table_that_the_board_cannot_keep_are_set_aside(path: Path) -> None:
    small_board(path.parent).close()
    with TinyDB(path) as db:
        db.insert({"title": "in the default table"})
    edited = path.read_bytes()
    Board.open(path).close()
    assert edited in [(folder(path) / "kept" / name).read_bytes() for name in kept(path)]


def test_a_script_is_told_of_rows_that_the_board_cannot_keep(path: Path) -> None:
    small_board(path.parent).close()
    with TinyDB(path, storage=BoardStorage) as db, pytest.raises(Refused):
        db.insert({"title": "in the default table"})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**64, -(2**63) - 1])
def test_a_script_is_told_of_a_number_that_cannot_be_saved(path: Path, value: float) -> None:
    small_board(path.parent).close()
    with TinyDB(path, storage=BoardStorage) as db, pytest.raises(Refused):
        db.table("tasks").update({"estimate": value}, doc_ids=[1])
    assert check(path) == []


@pytest.mark.parametrize("id", [2**53, 2**63 - 1, 2**64 - 1])
def test_an_id_from_other_hands_leaves_room_for_the_next(path: Path, id: int) -> None:
    small_board(path.parent).close()
    tables = json.loads(path.read_bytes())
    tables["tasks"][str(id)] = tables["tasks"]["1"] | {"number": 9}
    path.write_text(json.dumps(tables))
    board = Board.open(path)
    board.identify(1)
    board.commit(AddTask("第四"))
    assert board.state.all(Task)[-1].id == 4


@pytest.mark.parametrize("number", [2**53, 2**63 - 1, 2**64 - 1, 0, -1])
def test_a_number_from_other_hands_leaves_room_for_the_next(path: Path, number: int) -> None:
    small_board(path.parent).close()
    tables = json.loads(path.read_bytes())
    tables["tasks"]["1"]["number"] = number
    path.write_text(json.dumps(tables))
    board = Board.open(path)
    board.identify(1)
    board.commit(AddTask("第四"))
    assert board.state.all(Task)[-1].number == 4


def test_a_number_that_other_hands_gave_is_not_given_again_after_a_rebuild(path: Path) -> None:
    small_board(path.parent).close()
    with TinyDB(path) as db:
        db.table("tasks").update({"number": 9}, doc_ids=[3])
    board = Board.open(path)
    board.identify(1)
    board.commit(RemoveTask(3))
    path.unlink()
    again = Board.open(path)
    again.identify(1)
    again.commit(AddTask("第四"))
    assert again.state.all(Task)[-1].number == 10


def test_a_name_without_its_ending_makes_no_second_file_of_a_board(path: Path) -> None:
    small_board(path.parent).close()
    assert Board.open(path.with_suffix("")).path == path
    assert not path.with_suffix("").exists()
