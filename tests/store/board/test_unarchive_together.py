"""Two sessions bring the same initiative back at once, or one of them works on it: nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from store.board.archive import archive
from store.board.board import Board
from store.board.checking import check
from store.board.unarchive import unarchive
from store.errors import DuiqiError, NotFound
from store.model.archive import Archive
from tests.store.board.cases import Rename, title
from tests.store.board.shelf import NPL, records_of, two_initiatives


def at_once(*works: Callable[[], object]) -> list[object]:
    """What came of each, begun at the same moment: what it gave, or the error."""
    ready, ended = Barrier(len(works)), list[object]()

    def run(work: Callable[[], object]) -> None:
        ready.wait()
        try:
            ended.append(work())
        except DuiqiError as error:
            ended.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.mark.parametrize("undoes", [True, False])
def test_it_comes_back_once(tmp_path: Path, undoes: bool) -> None:
    board = two_initiatives(tmp_path)
    before = board.state.as_json()
    done = archive(board, NPL, force=True)
    other = Board.open(board.path, author=1)
    seq = board.seq
    back = board.undo if undoes else lambda: unarchive(board, done.file)
    ended = at_once(back, lambda: unarchive(other, done.file))
    assert [isinstance(each, DuiqiError) for each in sorted(ended, key=str)].count(True) == 1
    for each in (board, other):
        each.refresh()
        assert (each.state.as_json(), each.seq) == (before, seq + 1)
        assert each.state.all(Archive) == []
    assert check(board.path) == []


def test_who_works_on_it_while_it_goes_hears_so_and_what_was_saved_is_in_the_archive(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    other = Board.open(board.path, author=2)
    ended = at_once(
        lambda: archive(board, NPL, force=True),
        lambda: [other.commit(Rename(1, f"改{at}")) for at in range(30)],
    )
    assert sum(isinstance(each, NotFound) for each in ended) <= 1
    saved = [line for line in board.history(table="tasks", id=1) if line.command == "rename"]
    kept = Board.open(tmp_path / "launch-NPL.json")
    assert [line.seq for line in kept.history(table="tasks", id=1) if line.command == "rename"] == [
        line.seq for line in saved
    ]
    assert title(kept) == str(saved[-1].changes[0].after)
    before = records_of(kept.state, NPL)
    unarchive(board, kept.path)
    assert records_of(board.state, NPL) == before
