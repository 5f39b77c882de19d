from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.board.board import Board
from store.board.session import Changed
from store.errors import Conflict, DiskTrouble, NotAllowed, NotFound, ReadOnly, Refused
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.task import Task
from tests.harness.clock import FixedClock
from tests.store.board.cases import (
    AddCriterion,
    AddDepartment,
    AddTask,
    Do,
    RemoveTask,
    Rename,
    Tick,
    small_board,
    title,
)


def test_a_change_is_in_the_journal_before_it_is_acknowledged(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    line = board.commit(Rename(1, "方案"))
    assert line is not None
    last = board.paths.journal.read_bytes().splitlines()[-1]
    assert f'"seq":{line.seq}'.encode() in last
    assert line.sum.encode() in last


def test_plain_tinydb_reads_every_record(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.close()
    with TinyDB(board.path, access_mode="r") as db:
        titles = [row["title"] for row in db.table("tasks")]
        header = db.table("_duiqi").get(doc_id=1)
    assert titles == ["推广方案撰写", "宣传物料设计", "销售培训组织"]
    assert isinstance(header, dict)
    assert {"format", "board", "epoch", "seq", "offset", "digest"} <= header.keys()


def test_two_sessions_see_each_others_changes(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    other.commit(Rename(1, "方案"))
    changed = one.refresh()
    assert changed is not None
    assert changed.records == {("tasks", 1)}
    assert not changed.own
    assert title(one) == "方案"
    assert one.refresh() is None


def test_a_commit_first_takes_in_what_others_wrote(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    told: list[Changed] = []
    one.subscribe(told.append)
    other.commit(Rename(1, "方案"))
    one.commit(Rename(2, "物料"))
    assert [changed.own for changed in told] == [False, True]
    assert (title(one, 1), title(one, 2)) == ("方案", "物料")


def test_a_command_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    before = board.paths.journal.read_bytes()
    assert board.commit(Do(lambda edit: None)) is None
    assert board.paths.journal.read_bytes() == before


def test_a_refused_command_leaves_everything_as_it_was(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    before = board.paths.journal.read_bytes()
    with pytest.raises(Refused) as caught:
        board.commit(Rename(2, "物料"), Rename(1, ""))
    assert caught.value.field == "title"
    assert title(board, 2) == "宣传物料设计"
    assert board.paths.journal.read_bytes() == before


def test_a_change_that_leaves_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    with pytest.raises(Refused):
        board.commit(Do(lambda edit: edit.set(edit.one(Task, 1), department=77)))
    with pytest.raises(Refused):
        board.commit(Do(lambda edit: edit.remove(edit.one(Department, 1))))


def test_a_guest_looks_on(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(Do(lambda edit: edit.add(Person, name="访客", department=1, role="guest")))
    board.identify(3)
    with pytest.raises(NotAllowed):
        board.commit(Rename(1, "方案"))


def test_a_preview_shows_what_would_happen_and_writes_nothing(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    before = board.paths.journal.read_bytes()
    assert [change.field for change in board.preview(Rename(1, "方案")).changes()] == ["title", "updated"]
    assert title(board) == "推广方案撰写"
    assert board.paths.journal.read_bytes() == before


def test_two_people_who_change_one_field_are_shown_both_values(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    saw = one.state.one(Task, 1)
    other.commit(Rename(1, "他们的"))
    with pytest.raises(Conflict) as caught:
        one.commit(Rename(1, "我的"), seen=[saw])
    (clash,) = caught.value.clashes
    assert (clash.field, clash.seen, clash.now, clash.mine) == ("title", "推广方案撰写", "他们的", "我的")
    assert title(one) == "他们的"
    one.commit(Rename(1, "我的"), seen=[one.state.one(Task, 1)])
    assert title(one) == "我的"


def test_two_people_may_change_two_fields_and_two_criteria_of_one_task(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    saw = one.state.one(Task, 1)
    other.commit(Rename(1, "方案"))
    other.commit(Tick(1, 1))
    other.commit(AddCriterion(1, "他们的"))
    one.commit(Tick(1, 2), AddCriterion(1, "我的"), seen=[saw])
    task = one.state.one(Task, 1)
    assert [(entry.id, entry.text, entry.met) for entry in task.criteria] == [
        (1, "三个策略", True),
        (2, "预算", True),
        (3, "他们的", False),
        (4, "我的", False),
    ]


def test_removing_what_somebody_changed_is_a_conflict(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    saw = one.state.one(Task, 3)
    other.commit(Tick(3, 1))
    with pytest.raises(Conflict):
        one.commit(RemoveTask(3), seen=[saw])


def test_ids_and_numbers_are_never_given_out_twice(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(AddTask("一"))
    board.undo()
    board.close()
    board = Board.open(board.path, author=1)
    board.commit(AddTask("二"))
    task = board.state.all(Task)[-1]
    assert (task.id, task.number) == (5, 5)
    board.paths.file.unlink()
    board.undo()
    board.close()
    rebuilt = Board.open(board.path, author=1)
    rebuilt.commit(AddTask("三"))
    assert rebuilt.state.all(Task)[-1].number == 6


def test_undo_and_redo_are_changes_themselves(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    first = board.commit(Rename(1, "一"))
    board.commit(Rename(1, "二"))
    board.undo()
    undone = board.undo()
    assert first is not None
    assert undone.undoes == first.seq
    assert title(board) == "推广方案撰写"
    board.redo()
    assert title(board) == "一"
    board.redo()
    assert title(board) == "二"
    with pytest.raises(Refused):
        board.redo()
    board.undo()
    board.undo()
    assert title(board) == "推广方案撰写"


def test_a_new_change_ends_what_can_be_brought_back(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(Rename(1, "一"))
    board.undo()
    board.commit(Rename(2, "二"))
    with pytest.raises(Refused):
        board.redo()


def test_undo_gives_nothing_back_a_name_that_another_has_by_now(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    before = title(board)
    board.commit(Rename(1, "一"))
    Board.open(board.path, author=1).commit(AddTask(before.upper()))
    with pytest.raises(Refused) as caught:
        board.undo()
    assert f"“{before}” exists already" in caught.value.render("en")
    assert title(board) == "一"


def test_undo_brings_back_what_was_called_the_same_all_along(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(Rename(2, title(board)))  # as a board that another program wrote may be
    board.commit(RemoveTask(3))
    board.undo()
    assert board.state.get(Task, 3) is not None


def test_undo_is_refused_when_somebody_changed_the_same_and_names_them(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    one.commit(Rename(1, "一"))
    other.commit(Rename(1, "二"))
    with pytest.raises(Refused, match="王芳"):
        one.undo()
    assert title(one) == "二"


def test_undo_leaves_alone_what_others_did_beside_it(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    one.commit(Tick(1, 1))
    other.commit(Tick(1, 2))
    other.commit(Rename(1, "二"))
    one.undo()
    task = one.state.one(Task, 1)
    assert [entry.met for entry in task.criteria] == [False, True]
    assert task.title == "二"


def test_who_updated_last_does_not_stop_an_undo(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    one.commit(Rename(1, "一"))
    other.commit(Do(lambda edit: edit.set(edit.one(Task, 1), updated={"at": edit.moment.now, "by": 2})))
    one.undo()
    task = one.state.one(Task, 1)
    assert task.title == "推广方案撰写"
    assert task.updated is not None
    assert task.updated.by == 2


def test_an_undone_creation_is_gone_unless_somebody_uses_it(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(AddDepartment("研发部"))
    board.undo()
    assert len(board.state.all(Department)) == 2
    board.redo()
    other = Board.open(board.path, author=2)
    other.commit(Do(lambda edit: edit.set(edit.one(Task, 1), department=3)))
    with pytest.raises(Refused):
        board.undo()
    assert board.state.one(Department, 3).name == "研发部"


def test_what_was_emptied_in_a_record_that_is_gone_cannot_be_undone(tmp_path: Path) -> None:
    one = small_board(tmp_path)
    other = Board.open(one.path, author=2)
    one.commit(Do(lambda edit: edit.set(edit.one(Task, 3), owner=None)))
    other.commit(RemoveTask(3))
    with pytest.raises(Refused, match="王芳"):
        one.undo()
    other.undo()
    one.undo()
    assert one.state.one(Task, 3).owner == 1


def test_undo_needs_the_rights_of_what_it_takes_back(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.commit(Do(lambda edit: edit.add(Person, name="访客", department=1, role="guest")))
    line = board.commit(Rename(1, "一"))
    assert line is not None
    board.identify(3)
    with pytest.raises(NotAllowed):
        board.undo_line(line.seq)


def test_the_command_line_finds_ones_newest_change_in_the_journal(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    first = board.commit(Rename(1, "一"))
    second = board.commit(Rename(2, "二"))
    Board.open(board.path, author=2).commit(Rename(3, "三"))
    assert first is not None
    assert second is not None
    assert board.newest_own() == second
    board.undo()
    assert board.newest_own() == first
    board.redo()
    again = Board.open(board.path, author=1)
    assert again.newest_own() == second
    again.undo_line(second.seq)
    again.undo_line(first.seq)
    assert again.newest_own() is None


def test_times_never_go_backwards_and_it_is_said_once(tmp_path: Path, clock: FixedClock) -> None:
    board = small_board(tmp_path, clock)
    told: list[Changed] = []
    board.subscribe(told.append)
    clock.advance(timedelta(hours=-3))
    first = board.commit(Rename(1, "一"))
    second = board.commit(Rename(1, "二"))
    assert first is not None
    assert second is not None
    assert first.at == second.at == clock.now() + timedelta(hours=3)
    assert len([notice for changed in told for notice in changed.notices]) == 1
    assert len(board.notices) == 1


def test_listeners_may_use_the_board(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    other = Board.open(board.path, author=2)
    seen: list[str] = []

    def listen(changed: Changed) -> None:
        board.refresh()
        other.commit(Rename(2, title(board)), patience=0)
        seen.append(title(board))

    unsubscribe = board.subscribe(listen)
    board.commit(Rename(1, "一"))
    unsubscribe()
    assert "一" in seen
    assert title(other, 2) == "一"


def test_threads_of_one_session_lose_nothing(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    before = board.seq

    def work() -> None:
        for number in range(25):
            board.commit(AddDepartment(f"部门{number}"))
            board.refresh()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert board.seq == before + 100
    assert len(board.state.all(Department)) == 102


def test_a_closed_board_says_so(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.close()
    board.close()
    assert board.refresh() is None
    assert title(board) == "推广方案撰写"
    with pytest.raises(DiskTrouble):
        board.history()
    with pytest.raises(ReadOnly):
        board.commit(Rename(1, "一"))


def test_making_a_board_never_replaces_one(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.close()
    before = board.path.read_bytes(), board.paths.journal.read_bytes()
    with pytest.raises(Refused):
        Board.create(board.path, {"name": "另一个"})
    board.path.unlink()
    with pytest.raises(Refused):
        Board.create(board.path, {"name": "另一个"})
    assert board.paths.journal.read_bytes() == before[1]


def test_a_board_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Board.open(tmp_path / "none.json")
    with pytest.raises(Refused):
        Board.create(tmp_path / "no" / "folder.json", {"name": "x"})
    with pytest.raises(Refused):
        Board.create(tmp_path / "bad.json", {"name": ""})
    assert list(tmp_path.iterdir()) == []


def test_the_board_can_be_seen_as_it_was(tmp_path: Path, clock: FixedClock) -> None:
    board = small_board(tmp_path, clock)
    clock.advance(timedelta(days=1))
    line = board.commit(Rename(1, "一"))
    clock.advance(timedelta(days=1))
    board.commit(RemoveTask(3))
    assert line is not None
    assert [task.title for task in board.at(line.seq).all(Task)] == ["一", "宣传物料设计", "销售培训组织"]
    assert board.at(line.at - timedelta(hours=1)).one(Task, 1).title == "推广方案撰写"
    assert board.at(clock.now()).as_json() == board.state.as_json()
    assert board.at(0).all(Initiative) == []


def test_the_trail_of_one_record(tmp_path: Path, clock: FixedClock) -> None:
    board = small_board(tmp_path, clock)
    clock.advance(timedelta(days=1))
    board.commit(Rename(1, "一"))
    board.commit(Rename(2, "二"))
    assert [line.command for line in board.history(table="tasks", id=1)] == ["example", "rename"]
    board.commit(Tick(1, 1))
    assert [line.command for line in board.history(table="tasks", id=1)] == ["example", "rename", "tick"]
    assert [line.command for line in board.history(table="departments")] == ["example"]
    assert [line.command for line in board.history(since=clock.now())] == ["rename", "rename", "tick"]
    assert [line.seq for line in board.history(since=4)] == [4, 5]
    assert [line.seq for line in board.history()] == [1, 2, 3, 4, 5]
