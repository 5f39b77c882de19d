"""`duiqi archive` and `duiqi unarchive`."""

from __future__ import annotations

from pathlib import Path

from store.board.board import Board
from store.model.archive import Archive
from store.model.initiative import Initiative
from store.model.task import Task
from tests.tui.cli.conftest import Run


def test_what_is_open_is_said_first_and_nothing_is_changed(run: Run, board: Path) -> None:
    before = Board.open(board, read_only=True).seq
    ran = run("archive", board, "npl", "--as", "李")
    assert ran.code == 2
    assert "NPL was not archived; this is still open:" in ran.err
    assert "task not done" in ran.err
    assert "no review was held" in ran.err
    assert "--force" in ran.err
    assert Board.open(board, read_only=True).seq == before
    assert not board.with_name("launch-NPL.json").exists()


def test_an_initiative_goes_into_its_archive_and_comes_back(run: Run, board: Path) -> None:
    before = Board.open(board, read_only=True).state.as_json()
    ran = run("archive", board, "NPL", "--force", "--as", "李")
    assert ran.code == 0, ran.err
    file = board.with_name("launch-NPL.json")
    assert str(file) in ran.out
    state = Board.open(board, read_only=True).state
    assert [each.code for each in state.all(Initiative)] == [
        each["code"] for each in before["initiatives"].values() if each["code"] != "NPL"
    ]
    assert state.all(Archive)[0].file == "launch-NPL.json"
    assert run("check", file).code == 0
    listed = run("list", file)
    assert listed.code == 0
    assert "NPL-7" in listed.out
    assert run("log", file).out.count("\n") > 3
    assert "archive the initiative NPL 新品上市推广\n" in run("log", board).out

    asked = run("log", board, "NPL-7")
    assert asked.code == 2
    assert "launch-NPL.json" in asked.err

    again = run("archive", board, "NPL", "--as", "李")
    assert again.code == 2
    assert str(file) in again.err

    ran = run("unarchive", board, file, "--as", "李")
    assert ran.code == 0, ran.err
    assert Board.open(board, read_only=True).state.as_json() == before
    assert file.exists()
    assert run("check", board).code == 0


def test_undo_brings_it_back_as_well(run: Run, board: Path) -> None:
    before = Board.open(board, read_only=True).state.as_json()
    run("archive", board, "NPL", "--force", "--as", "李")
    ran = run("undo", board, "--as", "李")
    assert ran.code == 0, ran.err
    assert Board.open(board, read_only=True).state.as_json() == before


def test_it_goes_where_one_says(run: Run, board: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    assert "--to" in run("archive", board, "NPL", "--force", "--to", shelf, "--as", "李").err
    shelf.mkdir()
    assert run("archive", board, "NPL", "--force", "--to", shelf, "--as", "李").code == 0
    assert Board.open(shelf / "launch-NPL.json", read_only=True).state.all(Task)


def test_an_archive_takes_no_update(run: Run, board: Path) -> None:
    run("archive", board, "NPL", "--force", "--as", "李")
    file = board.with_name("launch-NPL.json")
    before = {
        path: path.read_bytes() for path in sorted(file.parent.rglob("launch-NPL*/*")) if path.is_file()
    }
    ran = run("update", file, "NPL-7", "--note", "x", "--as", "李")
    assert ran.code == 3
    assert "an archive is for reading" in ran.err
    assert {path: path.read_bytes() for path in before} == before


def test_only_a_facilitator_archives(run: Run, board: Path) -> None:
    ran = run("archive", board, "NPL", "--force", "--as", "王")
    assert ran.code == 3
    assert not board.with_name("launch-NPL.json").exists()


def test_what_is_no_archive_of_this_board_is_refused(run: Run, board: Path, tmp_path: Path) -> None:
    assert run("unarchive", board, tmp_path / "none.json", "--as", "李").code == 2
    assert "is no archive" in run("unarchive", board, board, "--as", "李").err


def test_nobody_else_gets_the_code(run: Run, board: Path, tmp_path: Path) -> None:
    run("archive", board, "NPL", "--force", "--as", "李")
    rows = tmp_path / "rows.csv"
    rows.write_text("task\nx\n", encoding="utf-8")
    ran = run("import", board, rows, "--initiative", "NPL", "--as", "李")
    assert ran.code == 2
    assert "belongs to an initiative that was archived" in ran.err
