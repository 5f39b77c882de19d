"""Edits by other programs: plain TinyDB while nobody works, `BoardStorage` at any time."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinydb import TinyDB, where

from store.board.board import Board
from store.board.checking import check
from store.board.storage import BoardStorage
from store.errors import Refused
from store.model.organisation import Department, Person
from store.model.task import Task
from tests.store.board.cases import AddDepartment, AddTask, Rename, kept, small_board, title


@pytest.fixture
def path(tmp_path: Path) -> Path:
    board = small_board(tmp_path)
    board.close()
    return board.path


def test_what_plain_tinydb_wrote_becomes_a_recorded_change(path: Path) -> None:
    with TinyDB(path) as db:
        db.table("tasks").update({"title": "改过", "color": "red"}, where("number") == 1)
        db.table("departments").insert({"name": "研发部"})
        db.table("tasks").remove(where("number") == 3)
    board = Board.open(path)
    assert title(board) == "改过"
    assert [department.name for department in board.state.all(Department)] == ["市场部", "设计部", "研发部"]
    assert len(board.state.all(Task)) == 2
    assert len(board.notices) == 1
    line = board.history()[-1]
    assert (line.origin, line.by) == ("external", None)
    assert {(change.table, change.field) for change in line.changes} == {
        ("tasks", "title"),
        ("tasks", "color"),
        ("departments", None),
        ("tasks", None),
    }
    board.close()
    assert check(path) == []
    with TinyDB(path, access_mode="r") as db:
        assert db.table("tasks").get(doc_id=1)["color"] == "red"
    assert Board.open(path).notices == []


def test_only_laying_out_the_file_anew_is_no_change(path: Path) -> None:
    with TinyDB(path, indent=2) as db:
        db.table("tasks").update({"title": "推广方案撰写"}, where("number") == 1)
    board = Board.open(path)
    assert board.notices == []
    assert board.seq == 2


def test_a_foreign_edit_is_carried_over_what_was_committed_since(path: Path) -> None:
    stale = path.read_bytes()
    board = Board.open(path, author=1)
    board.commit(Rename(2, "新的"))
    board.close()
    path.write_bytes(stale)
    with TinyDB(path) as db:
        db.table("tasks").update({"title": "改过"}, where("number") == 1)
    again = Board.open(path)
    assert (title(again, 1), title(again, 2)) == ("改过", "新的")


@pytest.mark.parametrize(
    "edit",
    [
        {"title": ""},
        {"department": 77},
        {"progress": "nonsense"},
        {"dependencies": [{"id": 1}]},
        {"number": 2},
        {"initiative": None},
    ],
)
def test_a_foreign_edit_that_breaks_a_rule_is_set_aside(path: Path, edit: dict[str, object]) -> None:
    with TinyDB(path) as db:
        db.table("tasks").update(edit, where("number") == 1)
    edited = path.read_bytes()
    board = Board.open(path)
    assert title(board) == "推广方案撰写"
    assert board.seq == 2
    assert len(board.notices) == 1
    (name,) = kept(path)
    assert name in str(board.notices[0])
    assert (path.with_suffix(".duiqi") / "kept" / name).read_bytes() == edited
    board.close()
    assert Board.open(path).notices == []
    assert check(path) == []


def test_a_foreign_edit_of_what_changed_here_since_is_set_aside(path: Path) -> None:
    stale = path.read_bytes()
    board = Board.open(path, author=1)
    board.commit(Rename(1, "新的"))
    board.close()
    path.write_bytes(stale)
    with TinyDB(path) as db:
        db.table("tasks").update({"title": "改过"}, where("number") == 1)
    again = Board.open(path)
    assert title(again) == "新的"
    assert len(kept(path)) == 1


def test_an_id_that_was_given_out_before_is_not_taken_from_other_hands(path: Path) -> None:
    board = Board.open(path, author=1)
    board.commit(AddDepartment("研发部"))
    board.undo()
    board.close()
    with TinyDB(path) as db:
        db.table("departments").insert({"name": "销售部"})
    again = Board.open(path)
    assert len(again.state.all(Department)) == 2
    assert len(kept(path)) == 1


def test_an_edit_while_a_session_is_open_is_found_before_the_file_is_written(path: Path) -> None:
    board = Board.open(path, author=1)
    board.commit(Rename(2, "新的"))
    with TinyDB(path) as db:
        db.table("tasks").update({"title": "改过"}, where("number") == 1)
    assert board.checkpoint()
    assert (title(board, 1), title(board, 2)) == ("改过", "新的")
    assert len(board.notices) == 1
    board.commit(Rename(3, "又"))
    path.write_text("{}")
    assert board.checkpoint()
    assert len(kept(path)) == 1
    board.close()
    assert title(Board.open(path), 3) == "又"
    assert check(path) == []


def test_reading_only_takes_nothing_over(path: Path) -> None:
    with TinyDB(path) as db:
        db.table("tasks").update({"title": "改过"}, where("number") == 1)
    before = path.read_bytes()
    board = Board.open(path, read_only=True)
    assert title(board) == "推广方案撰写"
    board.close()
    assert path.read_bytes() == before
    assert [finding for finding in check(path) if not finding.mends] == []


def test_scripts_write_safely_beside_a_session(path: Path) -> None:
    board = Board.open(path, author=1)
    with TinyDB(path, storage=BoardStorage) as db:
        board.commit(Rename(2, "会话"))
        db.table("tasks").update({"title": "脚本"}, where("number") == 1)
        assert db.table("departments").insert({"name": "研发部"}) == 3
        board.refresh()
        assert (title(board, 1), title(board, 2)) == ("脚本", "会话")
        assert db.table("tasks").get(doc_id=2)["title"] == "会话"
        with pytest.raises(Refused):
            db.table("tasks").update({"title": ""}, where("number") == 1)
        with pytest.raises(Refused):
            db.table("people").remove(where("name") == "李")
    assert len(board.state.all(Person)) == 2
    board.commit(AddTask("四"))
    board.close()
    assert check(path) == []


def test_a_script_does_not_overwrite_what_it_did_not_see(path: Path) -> None:
    storage = BoardStorage(path)
    read = storage.read()
    Board.open(path, author=1).commit(Rename(1, "会话"))
    read["tasks"]["1"]["title"] = "脚本"
    with pytest.raises(Refused):
        storage.write(read)
    assert storage.read()["tasks"]["1"]["title"] == "会话"
    storage.close()
