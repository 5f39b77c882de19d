"""`duiqi check` looks at the archives of what left a board, and says what is not right with them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from zlib import crc32

import pytest

from store.board.archive import Archived, archive
from store.board.board import Board
from store.board.checking import check
from store.board.unarchive import unarchive
from store.model.archive import Archive
from store.model.task import Task
from tests.store.board.cases import Do, RemoveTask, Rename
from tests.store.board.shelf import NPL, OPS, two_initiatives


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return two_initiatives(tmp_path)


@pytest.fixture
def done(board: Board) -> Archived:
    """NPL is archived."""
    return archive(board, NPL, force=True)


def journal_of(done: Archived) -> Path:
    return done.file.with_suffix(".duiqi") / "journal.jsonl"


def found(board: Board) -> list[str]:
    return [finding.message.render("en") for finding in check(board.path)]


def forged(path: Path, was: str, now: str) -> None:
    """The journal with other words in it, by somebody who knows how sums and chain are made."""
    before, lines = "00000000", []
    for raw in path.read_bytes().replace(was.encode(), now.encode()).splitlines():
        body = raw[: -len(b'"prev":"00000000","sum":"00000000"}')] + b'"prev":"%b"' % before.encode()
        before = f"{crc32(body):08x}"
        lines.append(body + b',"sum":"%b"}\n' % before.encode())
    path.write_bytes(b"".join(lines))


def test_a_whole_archive_is_no_finding(board: Board, done: Archived) -> None:
    assert found(board) == []
    second = archive(board, OPS, force=True)
    assert found(board) == []
    assert check(second.file) == []


def test_an_archive_that_is_gone_is_named(board: Board, done: Archived) -> None:
    done.file.unlink()
    shutil.rmtree(done.file.with_suffix(".duiqi"))
    [said] = found(board)
    assert said.startswith("The archive of NPL, launch-NPL.json: There is no archive")


def test_a_damaged_one_is_named_with_the_place(board: Board, done: Archived) -> None:
    path = journal_of(done)
    path.write_bytes(path.read_bytes().replace("方案".encode(), "伪造".encode()))
    [said] = found(board)
    assert "launch-NPL.json: The archive is damaged" in said


def test_one_that_ends_before_its_last_line_is_no_archive(board: Board, done: Archived) -> None:
    path = journal_of(done)
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"".join(line + b"\n" for line in lines[:-1]))
    [said] = found(board)
    assert "is no archive" in said


def test_one_of_another_archiving_does_not_stand_for_it(board: Board, done: Archived) -> None:
    kept = done.file.parent / "kept"
    kept.mkdir()
    shutil.move(done.file, kept)
    shutil.move(done.file.with_suffix(".duiqi"), kept)
    board.undo()
    again = archive(board, NPL, force=True)
    assert again.file == done.file
    assert found(board) == []
    shutil.rmtree(again.file.with_suffix(".duiqi"))
    shutil.copytree(kept / "launch-NPL.duiqi", again.file.with_suffix(".duiqi"))
    shutil.copy2(kept / "launch-NPL.json", again.file)
    [said] = found(board)
    assert "another archiving" in said


def test_records_that_were_changed_with_new_sums_are_found(board: Board, done: Archived) -> None:
    forged(journal_of(done), "方案", "伪造")
    [said] = found(board)
    assert "not those that were archived" in said


def test_history_that_was_rewritten_with_new_sums_is_found(board: Board) -> None:
    """A task was renamed twice: with another name in between the records are the same, the trail is not."""
    board.commit(Rename(1, "再改"))
    board.commit(Rename(1, "又改"))
    done = archive(board, NPL, force=True)
    forged(journal_of(done), "再改", "别的")
    assert "its history is not the one that the board has of it." in found(board)[0]


def test_a_tinydb_file_that_was_changed_is_found(board: Board, done: Archived) -> None:
    done.file.write_bytes(done.file.read_bytes().replace("方案".encode(), "伪造".encode()))
    [said] = found(board)
    assert said.startswith("The archive of NPL, launch-NPL.json: ")


def test_what_came_back_is_on_the_board_and_its_file_nobodys_business(board: Board, done: Archived) -> None:
    unarchive(board, done.file)
    done.file.unlink()
    shutil.rmtree(done.file.with_suffix(".duiqi"))
    assert found(board) == []


def test_what_was_put_away_again_is_held_against_the_first_archiving(board: Board, done: Archived) -> None:
    board.undo()
    board.redo()
    assert found(board) == []


def test_an_archive_that_names_another_ends_the_search(board: Board, done: Archived) -> None:
    assert check(done.file) == []
    board.commit(RemoveTask(4))
    assert found(board) == []


def test_a_missing_tinydb_file_is_said_and_nothing_is_lost(board: Board, done: Archived) -> None:
    done.file.unlink()
    [said] = found(board)
    assert "its journal has everything" in said


@pytest.mark.parametrize("file", ["pipe.json", "n" * 4000, "/dev/zero", "../launch-NPL.json", "launch.json"])
def test_whatever_a_board_says_of_its_archives_it_is_looked_at_without_harm(
    board: Board, done: Archived, file: str
) -> None:
    os.mkfifo(done.file.parent / "pipe.json")
    record = board.state.one(Archive, 1)
    board.commit(Do(lambda edit: edit.set(record, file=file)))
    assert len(found(board)) == 1


def test_what_was_set_and_set_back_is_no_difference_to_what_was_archived(board: Board) -> None:
    """A field that is empty again stands in the journal otherwise than one that was never filled."""
    board.commit(Do(lambda edit: edit.set(edit.one(Task, 1), deliverable="方案文档")))
    board.commit(Do(lambda edit: edit.set(edit.one(Task, 1), deliverable="")))
    archive(board, NPL, force=True)
    board.undo()
    board.redo()
    assert board.state.get(Task, 1) is None
    assert found(board) == []
