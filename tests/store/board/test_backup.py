"""Backups: made while others write, read back, whole or not there at all; and the board put back from one."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from store.board import disk
from store.board.archive import archive
from store.board.backup import back_up, backups, board_in, check_backups, usual_place
from store.board.board import Board
from store.board.checking import check
from store.board.paths import Paths
from store.board.restoring import restore
from store.errors import Damaged, DiskTrouble, NotFound, Refused
from store.model.task import Task
from tests.harness.clock import FixedClock
from tests.store.board.cases import AddTask, Rename, kept, small_board, title
from tests.store.board.shelf import NPL, copy_of, told, two_initiatives
from tests.store.board.test_archive_faults import killed
from tests.store.board.test_faults import Faults, everywhere, failing


@pytest.fixture
def board(tmp_path: Path, clock: FixedClock) -> Board:
    made = small_board(tmp_path, clock)
    made.commit(Rename(1, "一"))
    return made


def what_it_holds(path: Path) -> tuple[object, list[tuple[object, ...]]]:
    """The state and the whole history of a board, as it opens."""
    opened = Board.open(path, read_only=True)
    try:
        return opened.state.as_json(), [told(line) for line in opened.history()]
    finally:
        opened.close()


# --- making one


def test_a_backup_is_a_board_with_everything_of_the_original(board: Board, clock: FixedClock) -> None:
    made = back_up(board.path, clock=clock)
    assert made.backup.folder == board.path.parent / "launch.backups" / "launch-20240325T020000Z"
    assert made.backup.at == clock.now()
    assert made.seq == board.seq
    assert check(made.backup.file) == []
    assert what_it_holds(made.backup.file) == what_it_holds(board.path)
    assert board_in(made.backup.folder) == made.backup.file


def test_a_backup_is_of_now_although_the_file_is_behind(board: Board, clock: FixedClock) -> None:
    board.commit(Rename(2, "二"))  # nobody has written the TinyDB file since
    made = back_up(board.path, clock=clock)
    assert title(Board.open(made.backup.file, read_only=True), 2) == "二"


def test_a_board_an_initiative_left_is_backed_up_without_its_archive(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    archive(board, NPL, force=True)
    made = back_up(board.path, tmp_path / "elsewhere")
    assert what_it_holds(made.backup.file) == what_it_holds(board.path)
    assert check_backups(tmp_path / "elsewhere", board.path) == []
    assert not (made.backup.folder / "launch-NPL.json").exists()


def test_the_board_may_be_in_use_all_the_time(board: Board, tmp_path: Path) -> None:
    """Every backup is the board at one moment: a beginning of its history, and no change of it is cut."""
    done = threading.Event()
    acknowledged: list[int] = []

    def write() -> None:
        number = 0
        while not done.is_set() and number < 400:
            number += 1
            board.commit(AddTask(f"子任务 {number}"))
            acknowledged.append(board.seq)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        before = [(len(acknowledged), back_up(board.path, tmp_path / f"to{number}")) for number in range(4)]
    finally:
        done.set()
        writer.join()
    lines = [told(line) for line in board.history()]
    for count, made in before:
        assert check(made.backup.file) == []
        state, history = what_it_holds(made.backup.file)
        assert history == lines[: len(history)]
        assert state == board.at(made.seq).as_json()
        assert count == 0 or made.seq >= acknowledged[count - 1], "what was acknowledged before is in it"
    assert before[-1][1].seq > before[0][1].seq


def test_somebody_who_may_only_read_can_make_one(board: Board, clock: FixedClock, tmp_path: Path) -> None:
    holder = Board.open(board.path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "writable", lambda _path: False)
        made = back_up(board.path, tmp_path / "mine", clock=clock)
    assert check(made.backup.file) == []
    holder.close()


def test_a_backup_is_for_those_for_whom_the_board_is(board: Board, clock: FixedClock) -> None:
    board.close()
    for file in (board.path, board.paths.journal):
        file.chmod(0o600)
    copy = Paths.of(back_up(board.path, clock=clock).backup.file)
    assert [file.stat().st_mode & 0o777 for file in (copy.file, copy.journal)] == [0o600, 0o600]


def test_a_damaged_board_has_no_backup_made_of_it(board: Board, clock: FixedClock) -> None:
    board.close()
    journal = board.paths.journal
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 1
    journal.write_bytes(data)
    board.path.unlink()
    with pytest.raises(Damaged):
        back_up(board.path, clock=clock)
    assert backups(usual_place(board.path), board.path) == []


def test_what_cannot_be_read_back_is_not_kept(
    board: Board, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = disk.write

    def wrong(fd: int, data: bytes) -> None:
        # A disk that says it wrote and did not.
        write(fd, data.replace("宣传物料设计".encode(), "宣传物料设记".encode()))

    board.close()
    monkeypatch.setattr(disk, "write", wrong)
    with pytest.raises(Damaged):
        back_up(board.path, clock=clock)
    assert list(usual_place(board.path).iterdir()) == []


# --- keeping some


def test_the_oldest_go_when_there_are_more_than_are_kept(board: Board, clock: FixedClock) -> None:
    made = []
    for _ in range(4):
        made.append(back_up(board.path, clock=clock).backup)
        clock.advance(timedelta(days=1))
    last = back_up(board.path, keep=2, clock=clock)
    assert backups(usual_place(board.path), board.path) == [last.backup, made[-1]]
    assert list(last.removed) == [made[2], made[1], made[0]]


def test_only_backups_of_this_board_are_counted_and_removed(
    board: Board, clock: FixedClock, tmp_path: Path
) -> None:
    place = tmp_path / "all"
    (tmp_path / "other").mkdir()
    other = small_board(tmp_path / "other", clock)
    others = back_up(other.path, place, clock=clock).backup
    (place / "launch-notes").mkdir()
    for _ in range(2):
        clock.advance(timedelta(days=1))
        newest = back_up(board.path, place, keep=1, clock=clock).backup
    assert sorted(each.name for each in place.iterdir()) == sorted(
        [others.folder.name, "launch-notes", newest.folder.name]
    )


def test_the_new_one_stays_where_the_clock_was_ahead_once(board: Board, clock: FixedClock) -> None:
    clock.advance(timedelta(days=400))
    ahead = back_up(board.path, clock=clock).backup
    clock.advance(timedelta(days=-400))
    done = back_up(board.path, keep=1, clock=clock)
    assert (list(done.removed), done.backup.file.exists()) == ([ahead], True)


def test_two_backups_of_the_same_second_are_two(board: Board, clock: FixedClock) -> None:
    first, second = (back_up(board.path, clock=clock).backup for _ in range(2))
    assert first.folder != second.folder
    assert len(backups(usual_place(board.path), board.path)) == 2


def test_none_at_all_cannot_be_kept(board: Board) -> None:
    with pytest.raises(Refused):
        back_up(board.path, keep=0)


def test_every_backup_is_looked_at(board: Board, clock: FixedClock) -> None:
    place = usual_place(board.path)
    assert "no backup" in check_backups(place, board.path)[0].message.render("en")
    for _ in range(2):
        made = back_up(board.path, clock=clock).backup
        clock.advance(timedelta(days=1))
    assert check_backups(place, board.path) == []
    journal = Paths.of(made.file).journal
    journal.write_bytes(journal.read_bytes()[:-40])
    assert made.folder.name in str(check_backups(place, board.path)[0].message)


# --- putting one back


def test_the_board_is_as_the_backup_and_the_old_one_is_kept(board: Board, clock: FixedClock) -> None:
    made = back_up(board.path, clock=clock)
    then = board.state.as_json()
    board.commit(Rename(1, "二"))
    board.close()
    old = board.path.read_bytes(), board.paths.journal.read_bytes()
    done = restore(made.backup.folder, board.path, clock=clock)
    assert (done.seq, done.set_aside, done.replaced) == (made.seq, 1, True)
    again = Board.open(board.path, author=1)
    assert again.notices == []
    assert again.state.as_json() == then
    assert [line.command for line in again.history()][-1] == "restore"
    assert check(board.path) == []
    folder = board.paths.kept
    assert {(folder / name).read_bytes() for name in kept(board.path)} == set(old)


def test_no_number_is_given_out_twice(board: Board, clock: FixedClock) -> None:
    made = back_up(board.path, clock=clock)
    board.commit(AddTask("后来的"))
    later = board.seq
    board.close()
    restore(made.backup.folder, board.path, clock=clock)
    again = Board.open(board.path, author=1)
    again.commit(AddTask("更后来的"))
    task = again.state.all(Task)[-1]
    assert (task.id, task.number) == (5, 5), "4 was somebody else's"
    assert again.seq > later


def test_open_sessions_notice_and_go_on(board: Board, clock: FixedClock) -> None:
    made = back_up(board.path, clock=clock)
    board.commit(Rename(1, "二"))
    restore(made.backup.folder, board.path, clock=clock)
    changed = board.refresh()
    assert changed is not None
    assert changed.reloaded
    assert changed.notices
    assert title(board) == "一"
    with pytest.raises(Refused):
        board.undo()
    board.commit(Rename(1, "三"))
    board.close()
    assert check(board.path) == []


def test_a_restore_can_be_taken_back_from_what_was_kept(board: Board, clock: FixedClock) -> None:
    made = back_up(board.path, clock=clock)
    board.commit(Rename(1, "二"))
    board.close()
    restore(made.backup.folder, board.path, clock=clock)
    (journal,) = board.paths.kept.glob("journal-*")
    restore(journal, board.path, clock=clock)
    assert title(Board.open(board.path)) == "二"


def test_a_board_is_made_where_there_was_none(board: Board, clock: FixedClock, tmp_path: Path) -> None:
    made = back_up(board.path, clock=clock)
    (tmp_path / "server").mkdir()
    moved = tmp_path / "server" / "team.json"
    done = restore(made.backup.folder, moved, clock=clock)
    assert not done.replaced
    opened = Board.open(moved, author=1)
    assert opened.notices == []
    assert opened.state.as_json() == board.state.as_json()
    opened.commit(Rename(1, "新"))
    opened.close()
    assert check(moved) == []


@pytest.mark.parametrize("lost", ["file", "journal", "both", "damaged"])
def test_what_is_lost_or_damaged_is_put_back(board: Board, clock: FixedClock, lost: str) -> None:
    made = back_up(board.path, clock=clock)
    board.commit(AddTask("后来的"))
    board.close()
    if lost in ("file", "both"):
        board.path.unlink()
    if lost in ("journal", "both"):
        board.paths.journal.unlink()
    if lost == "damaged":
        data = bytearray(board.paths.journal.read_bytes())
        data[10] ^= 1
        data[len(data) // 2] ^= 1
        board.paths.journal.write_bytes(data)
        board.path.write_text("{")
    restore(made.backup.folder, board.path, clock=clock)
    again = Board.open(board.path, author=1)
    assert (again.read_only, again.notices) == (None, [])
    assert len(again.state.all(Task)) == 3
    again.commit(AddTask("再后来的"))
    again.close()
    assert check(board.path) == []


def test_another_board_is_not_replaced(board: Board, clock: FixedClock, tmp_path: Path) -> None:
    made = back_up(board.path, clock=clock)
    (tmp_path / "other").mkdir()
    other = small_board(tmp_path / "other", clock)
    other.close()
    before = other.path.read_bytes(), other.paths.journal.read_bytes()
    with pytest.raises(Refused):
        restore(made.backup.folder, other.path, clock=clock)
    assert (other.path.read_bytes(), other.paths.journal.read_bytes()) == before
    assert kept(other.path) == []


def test_a_backup_that_is_not_whole_replaces_nothing(board: Board, clock: FixedClock) -> None:
    made = back_up(board.path, clock=clock)
    board.close()
    before = board.path.read_bytes(), board.paths.journal.read_bytes()
    journal = Paths.of(made.backup.file).journal
    data = bytearray(journal.read_bytes())
    data[-100] ^= 1
    journal.write_bytes(data)
    with pytest.raises(Damaged):
        restore(made.backup.folder, board.path, clock=clock)
    assert (board.path.read_bytes(), board.paths.journal.read_bytes()) == before


def test_what_is_no_backup_is_refused(board: Board, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for nothing in (tmp_path / "empty", tmp_path / "none.json", tmp_path / "none.jsonl"):
        with pytest.raises(NotFound):
            restore(nothing, board.path)
    with pytest.raises(Refused):
        restore(board.path, board.path)


# --- whatever happens


@pytest.mark.parametrize("half", [False, True])
def test_a_backup_that_fails_or_dies_anywhere_is_not_there(board: Board, tmp_path: Path, half: bool) -> None:
    board.close()
    for path in killed("backup", board.path, tmp_path / "killed", half=half)[:-1]:
        for backup in backups(usual_place(path), path):
            assert check(backup.file) == [], "it got its name when it was whole"
        assert check(path) == []

    def run(faults: Faults) -> None:
        path = copy_of(board.path, tmp_path / f"run{faults.fail_at}")
        with failing(faults):
            try:
                back_up(path)
            except (DiskTrouble, Damaged):
                assert faults.happened
        for backup in backups(usual_place(path), path):
            assert check(backup.file) == []

    assert everywhere(run, for_ever=False, half=half) > 5


def test_a_restore_that_dies_anywhere_leaves_the_old_board_or_the_restored_one(
    board: Board, clock: FixedClock, tmp_path: Path
) -> None:
    made = back_up(board.path, tmp_path / "backups", clock=clock)
    board.commit(Rename(1, "二"))
    board.close()
    found = []
    paths = killed(f"restore {made.backup.folder}", board.path, tmp_path / "killed")
    for path in paths:
        again = Board.open(path, author=1)
        assert again.read_only is None
        found.append(title(again))
        again.commit(Rename(2, "三"))
        again.close()
        assert check(path) == []
        for name in kept(path):
            assert (path.with_suffix(".duiqi") / "kept" / name).stat().st_size
    assert found == sorted(found, key=["二", "一"].index), "once it is restored it stays so"
    assert set(found) == {"一", "二"}


def test_what_a_dead_backup_left_goes_in_time(board: Board, clock: FixedClock, tmp_path: Path) -> None:
    place = usual_place(board.path)
    half = place / ".launch-20240101T000000Z-abcdef"
    shutil.copytree(back_up(board.path, clock=clock).backup.folder, half)
    back_up(board.path, clock=clock)
    assert half.exists(), "somebody may be at work on it"
    os.utime(half, (0, 0))
    back_up(board.path, clock=clock)
    assert not half.exists()
