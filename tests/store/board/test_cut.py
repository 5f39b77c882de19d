"""The journal cut at every byte of its last lines, with and without the TinyDB file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.board.board import Board
from tests.store.board.cases import AddCriterion, Rename, Tick, kept, small_board, title


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    board = small_board(tmp_path)
    for number in range(3):
        board.commit(Rename(1, f"第{number}次"), AddCriterion(1, f"标准{number}"))
    board.commit(Tick(1, 1))
    board.session.close()
    return board.paths.journal


def test_a_journal_cut_anywhere_opens_with_every_whole_commit(tmp_path: Path, journal: Path) -> None:
    file = tmp_path / "launch.json"
    stale = file.read_bytes()
    whole = journal.read_bytes()
    lines = whole.splitlines(keepends=True)
    begin = len(b"".join(lines[:2]))
    for cut in range(begin, len(whole) + 1):
        # A line that lacks only its end is whole: all that it says is there, and its sum proves it.
        complete = whole[:cut].count(b"\n") + (whole[cut : cut + 1] == b"\n")
        journal.write_bytes(whole[:cut])
        file.write_bytes(stale)
        board = Board.open(file, author=1)
        assert board.seq == complete
        assert board.read_only is None
        board.commit(Rename(2, "之后"))
        assert journal.read_bytes().startswith(b"".join(lines[:complete]))
        again = Board.open(file)
        assert title(again, 2) == "之后"
        assert again.at(complete).as_json() == board.at(complete).as_json()
        board.session.close()
        again.session.close()


def test_what_was_cut_off_is_kept(tmp_path: Path, journal: Path) -> None:
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-40])
    Board.open(tmp_path / "launch.json").close()
    (name,) = kept(tmp_path / "launch.json")
    assert name.startswith("torn-")
    torn = (tmp_path / "launch.duiqi" / "kept" / name).read_bytes()
    assert whole[:-40].endswith(b"\n" + torn)


def test_a_session_ends_what_a_dead_one_left(tmp_path: Path, journal: Path) -> None:
    board = Board.open(tmp_path / "launch.json", author=1)
    whole = journal.read_bytes()
    with journal.open("ab") as file:
        file.write(b'{"seq":99,')
    assert board.refresh() is None
    board.commit(Rename(2, "之后"))
    assert journal.read_bytes().startswith(whole)
    assert b'"seq":99,' not in journal.read_bytes()


def test_reading_only_ignores_an_unfinished_line_and_writes_nothing(tmp_path: Path, journal: Path) -> None:
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-5])
    board = Board.open(tmp_path / "launch.json", read_only=True)
    assert board.seq == 5
    board.close()
    assert journal.read_bytes() == whole[:-5]
    assert sorted(path.name for path in journal.parent.iterdir()) == ["journal.jsonl", "lock", "unfinished"]


def test_a_journal_cut_below_the_file_keeps_its_history_and_the_files_state(
    tmp_path: Path, journal: Path
) -> None:
    file = tmp_path / "launch.json"
    board = Board.open(file, author=1)
    board.close()
    wanted = board.state.as_json()
    whole, newest = journal.read_bytes(), file.read_bytes()
    lines = whole.splitlines(keepends=True)
    for cut in range(len(b"".join(lines[:3])), len(whole) - 1, 7):
        journal.write_bytes(whole[:cut])
        file.write_bytes(newest)
        again = Board.open(file, author=1)
        assert again.state.as_json() == wanted
        assert again.read_only is None
        assert again.notices
        history = again.history()
        assert [line.command for line in history[:3]] == ["begin", "example", "rename+criterion"]
        assert (history[-1].command, history[-1].seq) == ("restore", 6)
        assert again.at(6).as_json() == wanted
        again.close()
        last = Board.open(file)
        assert last.notices == []
        last.session.close()
