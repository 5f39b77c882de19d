"""What an undo did, in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from store.board.board import Board
from store.documents.reverted import reverted
from store.language import use
from store.model.task import Task
from store.rules.commands import AddNote, CreateTask, EditTask
from tests.store.board.cases import small_board


def undone(board: Board) -> str:
    use("en")
    line = board.undo()
    return reverted(board.state, board.moment(), line).render("en")


def test_the_field_is_told_with_what_it_was_and_is_again(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    before = board.state.one(Task, 1).deliverable
    board.commit(EditTask(1, {"deliverable": "画册"}))
    assert undone(board).endswith(f"画册 -> {before or '(none)'}")


def test_a_record_that_goes_again_is_told_by_its_name(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(CreateTask(1, "物料分发"))
    assert undone(board) == "物料分发"


def test_of_many_fields_the_first_are_told(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(
        EditTask(1, {"title": "甲", "deliverable": "乙", "due": date(2024, 4, 20), "priority": "low"})
    )
    told = undone(board)
    assert told.count(" -> ") == 2
    assert told.endswith("…")


def test_a_note_that_goes_again_names_its_task(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(AddNote(1, "一句话"))
    told = undone(board)
    assert board.state.one(Task, 1).title in told
    assert "一句话" in told


def test_several_records_are_listed_as_one_writes_a_list(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(EditTask(1, {"priority": "low"}), EditTask(2, {"priority": "low"}))
    line = board.undo()
    assert "NPL-2 宣传物料设计、NPL-1 推广方案撰写" in reverted(board.state, board.moment(), line).render(
        "zh"
    )
