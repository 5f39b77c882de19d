"""Who is typing: the bound person, `--as`, the account, what was answered last; else nobody may write."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.board.board import Board
from store.board.own import own_folder
from store.board.personal import Memory
from store.example import build
from store.rules.commands import AddPerson, EditPerson
from tests.harness.clock import FixedClock
from tests.tui.cli.conftest import Run
from tui.cli import identity


def by(run: Run, board: Path) -> object:
    """Who wrote the newest line."""
    return run("log", board, "--format", "json").json[-1]["by"]


def test_nobody_known_may_read_but_not_write(run: Run, board: Path) -> None:
    assert run("today", board).code == 0
    ran = run("update", board, "NPL-9", "start")
    assert (ran.code, ran.out) == (3, "")
    assert "--as NAME" in ran.err
    assert "李明" in ran.err
    assert run("undo", board).code == 3


def test_as_names_a_person_and_department_where_two_share_a_name(
    run: Run, board: Path, clock: FixedClock
) -> None:
    writer = Board.open(board, clock=clock, author=1)
    writer.commit(AddPerson("王芳", 2))
    writer.close()
    ran = run("update", board, "NPL-9", "--note", "x", "--as", "王芳")
    assert (ran.code, ran.out) == (2, "")
    assert "--as: " in ran.err
    assert "销售部/王芳" in ran.err
    assert "研发部/王芳" in ran.err
    assert run("update", board, "NPL-9", "--note", "x", "--as", "研发部/王芳").code == 0
    assert by(run, board) == 15
    assert run("update", board, "NPL-9", "--note", "x", "--as", "谁").code == 2


def test_the_account_that_stands_with_a_person_is_that_person(
    run: Run, board: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Board.open(board, clock=clock, author=1)
    writer.commit(EditPerson(9, {"logins": ("wangfang",)}))
    writer.close()
    monkeypatch.setattr(identity, "login_name", lambda: "wangfang")
    assert run("update", board, "NPL-7", "--note", "x").code == 0
    assert by(run, board) == 9


def test_who_answered_last_time_on_this_board_is_remembered(run: Run, board: Path) -> None:
    reader = Board.open(board, read_only=True)
    Memory(own_folder()).is_person(reader.id, 10)
    reader.close()
    assert run("update", board, "NPL-4", "--note", "x").code == 0
    assert by(run, board) == 10
    assert run("update", board, "NPL-9", "--note", "x", "--as", "孙莉").code == 0
    assert by(run, board) == 11
    assert run("update", board, "NPL-4", "--note", "y").code == 0
    assert by(run, board) == 10, "--as is for once"


def test_a_bound_session_is_that_person_and_nobody_else(
    run: Run, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIQI_PERSON", "销售部/王芳")
    assert run("update", board, "NPL-7", "--note", "x").code == 0
    assert by(run, board) == 9
    for name in ("李明", "王芳"):
        ran = run("update", board, "NPL-7", "--note", "x", "--as", name)
        assert (ran.code, ran.out) == (3, "")
        assert run("today", board, "--as", name).code == 3
    monkeypatch.setenv("DUIQI_PERSON", "谁")
    assert run("today", board).code != 0


def test_the_example_knows_who_made_it(
    run: Run, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "b.json", clock, "zh", login="me")
    monkeypatch.setattr(identity, "login_name", lambda: "me")
    assert run("update", tmp_path / "b.json", "NPL-9", "start").code == 0
    assert by(run, tmp_path / "b.json") == 1
