"""A slow line brings several keys at once: each acts where the one before it has led."""

from __future__ import annotations

from pathlib import Path

from tests.system.sessions import lines_of, on_board, session


def test_a_note_that_comes_together_with_its_key_is_kept_whole(board_file: Path) -> None:
    with session(board_file) as terminal:
        on_board(terminal)
        terminal.send("n仓库排期已确认\r".encode())
        terminal.wait_for("“仓库排期已确认”")
        (change,) = (c for c in lines_of(board_file)[-1]["changes"] if str(c["field"]).startswith("notes/"))
        assert change["after"]["text"] == "仓库排期已确认"


def test_what_follows_a_tab_goes_into_the_next_field(board_file: Path) -> None:
    with session(board_file) as terminal:
        on_board(terminal)
        terminal.send("p手册未到\t月底".encode())
        seen = terminal.wait_for("月底")
        assert "手册未到" in seen
        assert "手册未到月底" not in seen


def test_two_statuses_at_once_are_both_told_in_their_order(board_file: Path) -> None:
    with session(board_file) as terminal:
        on_board(terminal, 9, "首批铺货")
        terminal.send(b"su")
        terminal.wait_for("已撤销")
        assert [line["command"] for line in lines_of(board_file)[-2:]] == ["start", "undo"]
