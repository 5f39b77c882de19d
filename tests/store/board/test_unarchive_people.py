"""Who comes back with an initiative: names, not rights, and nobody whom the archive did not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.board.archive import Archived, archive
from store.board.archive_file import opened
from store.board.board import Board
from store.board.extract import own_digest
from store.board.unarchive import unarchive
from store.errors import Refused
from store.model.archive import Archive
from store.model.organisation import Department, Person, Role
from store.model.task import Task
from store.rules.commands import AddDepartment, AddPerson, AffirmTask, EditPerson
from store.rules.commands.organisation import EditDepartment
from store.rules.edit import Edit
from tests.store.board.cases import Do, small_board
from tests.store.board.shelf import NPL
from tests.store.board.test_archive_checked import forged, journal_of

CHEN, QIAN, RESEARCH = 3, 4, 3
FIELDS = {"role": Role.FACILITATOR, "logins": ("chen",), "deputy": QIAN}


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """陈工, a facilitator, heads 研发部; 钱工 is his deputy. Task 1 is his."""
    board = small_board(tmp_path)
    board.commit(AddDepartment("研发部"))
    board.commit(AddPerson("陈工", RESEARCH), AddPerson("钱工", RESEARCH))
    board.commit(EditDepartment(RESEARCH, {"head": CHEN}), EditPerson(CHEN, FIELDS))
    board.commit(Do(lambda edit: edit.set(edit.one(Task, 1), owner=CHEN, department=RESEARCH)))
    return board


def leave(board: Board, *people: int) -> None:
    """They go, and with the last of them their department."""

    def work(edit: Edit) -> None:
        edit.set(edit.one(Department, RESEARCH), head=None)
        for person in people:
            edit.remove(edit.one(Person, person))
        if not any(each.department == RESEARCH for each in edit.all(Person)):
            edit.remove(edit.one(Department, RESEARCH))

    board.commit(Do(work))


@pytest.fixture
def done(board: Board) -> Archived:
    """NPL is archived, and everybody of 研发部 left since."""
    done = archive(board, NPL, force=True)
    leave(board, CHEN, QIAN)
    return done


def test_who_left_comes_back_by_name_without_account_and_rights(board: Board, done: Archived) -> None:
    unarchive(board, done.file)
    back = board.state.one(Person, CHEN)
    assert (back.name, back.role, back.logins, back.deputy) == ("陈工", Role.MEMBER, (), None)
    assert board.state.get(Person, QIAN) is None, "nothing refers to 钱工"
    department = board.state.one(Department, RESEARCH)
    assert (department.name, department.head) == ("研发部", CHEN)
    board.undo()
    assert board.state.get(Person, CHEN) is None


def test_people_who_were_put_into_the_file_are_refused(board: Board, done: Archived) -> None:
    forged(journal_of(done), "陈工", "冒名")
    before = board.seq
    with pytest.raises(Refused, match="NPL"):
        unarchive(board, done.file)
    assert board.seq == before


def test_an_archive_of_before_brings_people_back_by_their_names(board: Board, done: Archived) -> None:
    """Archives that do not say who went along."""
    record = board.state.one(Archive, 1)
    board.commit(Do(lambda edit: edit.set(record, people="")))
    unarchive(board, done.file)
    assert board.state.one(Person, CHEN).role is Role.MEMBER


def test_who_is_still_there_stays_as_they_are_now(board: Board) -> None:
    done = archive(board, NPL, force=True)
    board.commit(EditPerson(CHEN, {"name": "陈总工", "role": Role.MEMBER}))
    unarchive(board, done.file)
    assert (board.state.one(Person, CHEN).name, board.state.one(Task, 1).owner) == ("陈总工", CHEN)


def test_an_id_is_not_taken_by_who_comes_later(board: Board, done: Archived) -> None:
    board.commit(AddPerson("新人", 1))
    assert board.state.all(Person)[-1].id == QIAN + 1
    unarchive(board, done.file)
    assert board.state.one(Person, CHEN).name == "陈工"


def test_a_name_that_somebody_has_by_now_is_said_first(board: Board, done: Archived) -> None:
    board.commit(AddDepartment("研发部"))
    other = board.state.all(Department)[-1]
    before = board.seq
    with pytest.raises(Refused, match="研发部"):
        unarchive(board, done.file)
    assert board.seq == before
    board.commit(EditDepartment(other.id, {"name": "新研发部"}))
    unarchive(board, done.file)
    assert {each.name for each in board.state.all(Department)} >= {"研发部", "新研发部"}


def test_what_was_told_after_it_came_back_is_not_lost_by_putting_it_away_again(board: Board) -> None:
    """Who updated last is a field on which nobody clashes, so that only this would be lost."""
    archive(board, NPL, force=True)
    undone = board.undo()
    board.commit(AffirmTask(1))
    with pytest.raises(Refused, match="NPL"):
        board.undo_line(undone.seq)
    assert board.state.one(Task, 1).updated is not None


def test_a_record_that_says_otherwise_to_whom_it_belongs_does_not_slip_in(
    board: Board, done: Archived
) -> None:
    """1.0 is an initiative to the program and none to who only looks for whole numbers."""
    path = journal_of(done)
    task = '"4":{"initiative":1.0,"number":9,"title":"夹带"}'
    data = path.read_text()
    path.write_text(data.replace('"tables":{', '"tables":{"tasks":{' + task + "},", 1))
    forged(path, "夹带", "夹带")
    tables, state, found = opened(done.file)
    assert own_digest(tables, NPL) == found.digest
    assert state.one(Task, 4).initiative == NPL
    with pytest.raises(Refused):
        unarchive(board, done.file)
