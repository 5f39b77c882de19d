"""New epochs, other formats, lost files: what a board goes on with, and what other sessions make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from store.board import migrate
from store.board.board import Board
from store.board.checking import check, repair
from store.errors import Damaged, NewerFormat, ReadOnly, Refused
from store.model.task import Task
from tests.store.board.cases import Rename, kept, small_board, title


@pytest.fixture
def path(tmp_path: Path) -> Path:
    board = small_board(tmp_path)
    board.commit(Rename(1, "一"))
    board.close()
    return board.path


def journal_of(path: Path) -> Path:
    return path.with_suffix(".duiqi") / "journal.jsonl"


def test_a_lost_file_is_made_anew_from_the_journal(path: Path) -> None:
    before = path.read_bytes()
    path.unlink()
    board = Board.open(path)
    assert title(board) == "一"
    board.close()
    assert path.read_bytes() == before


def test_a_lost_journal_begins_anew_and_says_that_history_is_gone(path: Path) -> None:
    journal_of(path).unlink()
    board = Board.open(path, author=1)
    assert title(board) == "一"
    assert len(board.notices) == 1
    assert [line.command for line in board.history()] == ["begin"]
    assert board.seq == 4, "numbers go on"
    board.commit(Rename(1, "二"))
    board.close()
    assert check(path) == []


def test_a_file_without_its_folder_is_enough(path: Path, tmp_path: Path) -> None:
    alone = tmp_path / "copy.json"
    alone.write_bytes(path.read_bytes())
    looked_at = Board.open(alone, read_only=True)
    assert title(looked_at) == "一"
    looked_at.close()
    assert not (tmp_path / "copy.duiqi").exists()
    board = Board.open(alone, author=1)
    board.commit(Rename(1, "二"))
    assert title(board) == "二"


def test_a_session_reads_anew_when_a_new_epoch_begins(path: Path) -> None:
    one = Board.open(path, author=1)
    one.commit(Rename(1, "二"))
    other = Board.open(path, author=2)
    other.checkpoint()
    journal_of(path).unlink()
    Board.open(path, author=2).commit(Rename(2, "三"))
    changed = one.refresh()
    assert changed is not None
    assert changed.reloaded
    assert changed.notices
    assert (title(one, 1), title(one, 2)) == ("二", "三")
    with pytest.raises(Refused):
        one.undo()
    other.commit(Rename(3, "四"))
    one.refresh()
    assert title(one, 3) == "四"


def test_a_commit_into_a_new_epoch_is_decided_on_its_state(path: Path) -> None:
    one = Board.open(path, author=1)
    journal_of(path).unlink()
    Board.open(path, author=2).commit(Rename(2, "三"))
    one.commit(Rename(1, "四"))
    assert (title(one, 1), title(one, 2)) == ("四", "三")
    assert check(path) == []


def test_a_journal_put_back_from_a_copy_is_noticed(path: Path) -> None:
    copy = journal_of(path).read_bytes()
    one = Board.open(path, author=1)
    one.commit(Rename(1, "二"))
    journal_of(path).write_bytes(copy)
    changed = one.refresh()
    assert changed is not None
    assert changed.reloaded
    assert title(one) == "一"


def test_a_file_older_than_the_last_repair_does_not_count(path: Path) -> None:
    old = path.read_bytes()
    journal_of(path).unlink()
    Board.open(path, author=1).close()
    journal = Board.open(path, author=1)
    journal.commit(Rename(1, "二"))
    journal.close()
    path.write_bytes(old)
    assert title(Board.open(path)) == "二"


def test_a_journal_older_than_the_file_is_read_only_until_repaired(path: Path) -> None:
    old = journal_of(path).read_bytes()
    journal_of(path).unlink()
    board = Board.open(path, author=1)
    board.commit(Rename(1, "二"))
    board.close()
    journal_of(path).write_bytes(old)
    board = Board.open(path, author=1)
    assert board.read_only is not None
    assert title(board) == "二"
    with pytest.raises(ReadOnly):
        board.commit(Rename(1, "三"))
    assert repair(path)
    board = Board.open(path, author=1)
    board.commit(Rename(1, "三"))
    board.close()
    assert check(path) == []


def with_format(path: Path, number: int) -> None:
    """The board as another version would have written it."""
    board = Board.open(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "FORMAT", number)
        patch.setattr(migrate, "STEPS", {1: lambda tables: tables} if number > 1 else {})
        board.session.close()
        Board.open(path).close()


def test_a_newer_format_is_read_only_and_left_alone(path: Path) -> None:
    with_format(path, 2)
    before = path.read_bytes(), journal_of(path).read_bytes()
    assert orjson.loads(before[0])["_duiqi"]["1"]["format"] == 2
    board = Board.open(path, author=1)
    assert board.read_only is not None
    assert title(board) == "一"
    with pytest.raises(ReadOnly):
        board.commit(Rename(1, "二"))
    board.close()
    assert len(check(path)) == 1
    with pytest.raises(NewerFormat):
        repair(path)
    assert (path.read_bytes(), journal_of(path).read_bytes()) == before


def test_a_newer_format_that_cannot_be_read_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def split(tables: dict[str, Any]) -> dict[str, Any]:
        for row in tables["tasks"].values():
            row["x"] = row.pop("title")
        return tables

    def cannot(*_: object) -> None:
        raise ValueError

    with_format(path, 2)
    monkeypatch.setattr("store.board.checkpoint.Checkpoint.state", cannot)
    monkeypatch.setattr("store.board.replay.Replayed.state", cannot)
    with pytest.raises(NewerFormat):
        Board.open(path)
    assert split({"tasks": {}}) == {"tasks": {}}


@pytest.mark.parametrize("lost", ["nothing", "file", "journal"])
def test_an_older_format_is_brought_to_the_present_one_after_a_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    def shout(tables: dict[str, Any]) -> dict[str, Any]:
        for row in tables["tasks"].values():
            row["title"] += "!"
        return tables

    before = path.read_bytes(), journal_of(path).read_bytes()
    monkeypatch.setattr(migrate, "FORMAT", 2)
    monkeypatch.setattr(migrate, "STEPS", {1: shout})
    if lost == "file":
        path.unlink()
    elif lost == "journal":
        journal_of(path).unlink()
    looked_at = Board.open(path, read_only=True)
    assert title(looked_at) == "一!"
    looked_at.close()
    board = Board.open(path, author=1)
    assert [task.title for task in board.state.all(Task)] == ["一!", "宣传物料设计!", "销售培训组织!"]
    assert board.notices
    board.commit(Rename(1, "二"))
    board.close()
    folder = path.with_suffix(".duiqi") / "kept"
    backup = {(folder / name).read_bytes() for name in kept(path)}
    assert backup == {each for each, name in zip(before, ("file", "journal"), strict=True) if name != lost}
    again = Board.open(path)
    assert again.notices == []
    assert title(again) == "二"
    assert check(path) == []


def test_an_unknown_older_format_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "FORMAT", 3)
    before = path.read_bytes(), journal_of(path).read_bytes()
    with pytest.raises(Damaged):
        Board.open(path)
    assert (path.read_bytes(), journal_of(path).read_bytes()) == before


def test_any_json_is_not_a_board(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text('{"_default": {"1": {"a": 1}}}')
    with pytest.raises(Damaged):
        Board.open(path)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.json"]
    with pytest.raises(Refused):
        Board.create(path, {"name": "x"})
