"""Who is here."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.board import disk, presence, seat
from store.board.board import Board
from store.board.paths import Paths
from store.board.presence import Presence, people_here, who_is_here
from store.board.seat import Seat
from store.model.text import unseen
from tests.data.hostile import HOSTILE
from tests.harness.clock import MONDAY_MORNING, FixedClock

NOBODY = Seat(person=None, name="", pid=1, host="here", since=MONDAY_MORNING, last_key=MONDAY_MORNING)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = Paths.of(tmp_path / "launch.json")
    found.folder.mkdir()
    return found


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """`flush` writes without the pause; nothing here waits for one."""
    monkeypatch.setattr(presence, "PAUSE", 3600.0)


@pytest.fixture
def li_ming(paths: Paths) -> Iterator[Presence]:
    session = Presence(paths, NOBODY.model_copy(update={"person": 3, "name": "李明"}))
    session.flush()
    yield session
    session.leave()


def file_of(paths: Paths, session: Presence) -> Path:
    return paths.presence / session.session


def lay(paths: Paths, data: bytes, name: str = "0123456789abcdef") -> int:
    """A locked file with these bytes, as somebody might lay there who means no good."""
    paths.presence.mkdir(exist_ok=True)
    fd = os.open(paths.presence / name, os.O_RDWR | os.O_CREAT)
    fcntl.flock(fd, fcntl.LOCK_EX)
    os.write(fd, data)
    return fd


def test_a_session_is_seen_with_where_it_looks(paths: Paths, li_ming: Presence) -> None:
    li_ming.look_at(("tasks", 7))
    li_ming.flush()
    [one] = who_is_here(paths.file, MONDAY_MORNING)
    assert (one.person, one.name, one.item, one.minutes) == (3, "李明", ("tasks", 7), 0)
    assert (one.session, one.pid, one.presenting) == (li_ming.session, 1, False)


def test_who_may_only_read_the_board_is_not_seen(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "launch.json"
    writer = Board.create(file, {"name": "Launch"}, clock=clock)
    reader = Board.open(file, clock=clock, read_only=True)
    sessions = [Presence.enter(board, board.person) for board in (writer, reader)]
    for session in sessions:
        session.flush()
    assert [one.session for one in who_is_here(file, clock.now())] == [sessions[0].session]
    for session in sessions:
        session.leave()
    writer.close()
    reader.close()


def test_minutes_pass_since_the_last_key(paths: Paths, li_ming: Presence) -> None:
    li_ming.key_pressed(MONDAY_MORNING + timedelta(minutes=5))
    li_ming.flush()
    [one] = who_is_here(paths.file, MONDAY_MORNING + timedelta(minutes=8, seconds=59))
    assert one.minutes == 3


def test_keys_within_a_minute_are_not_written(paths: Paths, li_ming: Presence) -> None:
    before = file_of(paths, li_ming).read_bytes()
    li_ming.key_pressed(MONDAY_MORNING + timedelta(seconds=59))
    li_ming.flush()
    assert file_of(paths, li_ming).read_bytes() == before
    li_ming.look_at(("tasks", 1))
    li_ming.flush()
    [one] = who_is_here(paths.file, MONDAY_MORNING)
    assert one.last_key == MONDAY_MORNING + timedelta(seconds=59)


def test_a_clock_put_back_does_not_make_minutes_negative(paths: Paths, li_ming: Presence) -> None:
    [one] = who_is_here(paths.file, MONDAY_MORNING - timedelta(hours=1))
    assert one.minutes == 0


def test_the_presenters_items_are_written_at_once(paths: Paths, li_ming: Presence) -> None:
    # The pause is an hour: only what goes at once can be seen here without `flush`.
    li_ming.present(True)
    li_ming.look_at(("tasks", 9))
    presenting = None
    while presenting != (True, ("tasks", 9)):
        [one] = who_is_here(paths.file, MONDAY_MORNING)
        presenting = (one.presenting, one.item)


def test_who_leaves_is_gone(paths: Paths) -> None:
    session = Presence(paths, NOBODY)
    session.flush()
    session.leave()
    assert who_is_here(paths.file, MONDAY_MORNING) == []
    assert list(paths.presence.iterdir()) == []


def test_after_leaving_nothing_is_written_any_more(paths: Paths) -> None:
    session = Presence(paths, NOBODY)
    session.leave()
    session.look_at(("tasks", 1))
    session.flush()
    session.leave()
    assert who_is_here(paths.file, MONDAY_MORNING) == []


def test_a_killed_process_is_gone_and_its_file_too(paths: Paths) -> None:
    code = (
        "import sys, time; from store.board.presence import *; from store.board.seat import *\n"
        "now = datetime.fromisoformat('2024-03-25T02:00:00+00:00')\n"
        "me = Seat(person=1, name='周强', pid=1, host='h', since=now, last_key=now)\n"
        "s = Presence(Paths.of(sys.argv[1]), me)\n"
        "s.flush(); print('here', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, paths.file], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        assert [one.name for one in who_is_here(paths.file, MONDAY_MORNING)] == ["周强"]
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert who_is_here(paths.file, MONDAY_MORNING) == []
    assert list(paths.presence.iterdir()) == []


def test_a_file_is_locked_before_anybody_can_see_it(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    rename = disk.rename

    def look_before_and_after(source: Path, target: Path) -> None:
        seen.append(len(who_is_here(paths.file, MONDAY_MORNING)))
        rename(source, target)
        seen.append(len(who_is_here(paths.file, MONDAY_MORNING)))

    monkeypatch.setattr(disk, "rename", look_before_and_after)
    session = Presence(paths, NOBODY)
    session.flush()
    session.leave()
    assert seen == [0, 1]


def test_many_readers_at_once_do_not_take_each_other_for_a_session(paths: Paths) -> None:
    paths.presence.mkdir()
    left = paths.presence / "0123456789abcdef"
    left.write_bytes(seat.encoded(NOBODY))
    with left.open("rb") as another_reader:
        fcntl.flock(another_reader, fcntl.LOCK_SH)
        assert who_is_here(paths.file, MONDAY_MORNING) == []
    assert not left.exists()


def test_a_session_whose_file_was_deleted_comes_back(paths: Paths, li_ming: Presence) -> None:
    file_of(paths, li_ming).unlink()
    paths.presence.rmdir()
    li_ming.look_at(("tasks", 2))
    li_ming.flush()
    assert [one.item for one in who_is_here(paths.file, MONDAY_MORNING)] == [("tasks", 2)]


def test_who_cannot_write_there_is_not_seen_and_not_troubled(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "create", forbidden)
    session = Presence(paths, NOBODY)
    session.look_at(("tasks", 2))
    session.flush()
    session.leave()
    assert who_is_here(paths.file, MONDAY_MORNING) == []


def test_without_a_place_nothing_is_written(paths: Paths) -> None:
    session = Presence(None, NOBODY)
    session.look_at(("tasks", 2))
    session.key_pressed(MONDAY_MORNING)
    session.flush()
    session.leave()
    assert not paths.presence.exists()


def test_a_board_without_presence_is_empty(paths: Paths) -> None:
    assert who_is_here(paths.file.with_name("none.json"), MONDAY_MORNING) == []


def test_files_are_for_the_group_where_the_folder_is(paths: Paths) -> None:
    paths.folder.chmod(0o2775)
    old = os.umask(0o077)
    try:
        session = Presence(paths, NOBODY)
        session.flush()
        assert file_of(paths, session).stat().st_mode & 0o7777 == 0o664
        assert paths.presence.stat().st_mode & 0o7777 == 0o2775
        session.leave()
    finally:
        os.umask(old)


def test_presenters_stand_first_then_names(paths: Paths) -> None:
    sessions = [
        Presence(paths, NOBODY.model_copy(update={"name": name, "presenting": presents}))
        for name, presents in (("b", False), ("a", False), ("c", True))
    ]
    for session in sessions:
        session.flush()
    assert [one.name for one in who_is_here(paths.file, MONDAY_MORNING)] == ["c", "a", "b"]
    for session in sessions:
        session.leave()


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_others_are_cleaned(paths: Paths, text: str) -> None:
    data = seat.encoded(NOBODY.model_copy(update={"name": text.encode("utf-8", "replace").decode()[:150]}))
    fd = lay(paths, data)
    for one in who_is_here(paths.file, MONDAY_MORNING):
        assert not any(unseen(character) for character in one.name)
        assert len(one.name) <= 200
    os.close(fd)


@given(st.binary(max_size=64))
def test_bytes_that_are_no_presence_are_nobody(data: bytes) -> None:
    assert seat.decoded(data) is None
    assert seat.decoded(seat.encoded(NOBODY)[:-64] + data.ljust(64)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": ("../etc/passwd", 1)},
        {"item": ("tasks", -1)},
        {"item": ("tasks", 2**70)},
        {"person": 0},
        {"person": "1"},
        {"presenting": "yes"},
        {"name": "x" * 201},
        {"since": "2024-03-25T02:00:00"},
        {"last_key": "yesterday"},
        {"host": None},
    ],
)
def test_a_well_formed_file_with_wrong_values_is_nobody(paths: Paths, wrong: dict[str, object]) -> None:
    fields = json.loads(NOBODY.model_dump_json())
    right = lay(paths, seat.framed(json.dumps(fields).encode()))
    assert len(who_is_here(paths.file, MONDAY_MORNING)) == 1
    os.close(right)
    fd = lay(paths, seat.framed(json.dumps(fields | wrong).encode()), "f" * 16)
    assert who_is_here(paths.file, MONDAY_MORNING) == []
    os.close(fd)


def test_times_at_the_end_of_time_do_no_harm(paths: Paths) -> None:
    for last in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        fd = lay(paths, seat.encoded(NOBODY.model_copy(update={"last_key": last})), f"{last.year:016d}")
        assert len(who_is_here(paths.file, MONDAY_MORNING)) == 1
        os.close(fd)
        assert who_is_here(paths.file, MONDAY_MORNING) == []


def test_links_pipes_folders_and_strange_names_are_left_alone(paths: Paths, tmp_path: Path) -> None:
    paths.presence.mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(seat.encoded(NOBODY))
    (paths.presence / ("a" * 16)).symlink_to(secret)
    os.mkfifo(paths.presence / ("b" * 16))
    (paths.presence / ("c" * 16)).mkdir()
    (paths.presence / "notes.txt").write_text("mine")
    assert who_is_here(paths.file, MONDAY_MORNING) == []
    assert secret.exists()
    assert len(list(paths.presence.iterdir())) == 4


def test_a_huge_file_is_nobody(paths: Paths) -> None:
    fd = lay(paths, b"")
    os.ftruncate(fd, 1 << 40)
    assert who_is_here(paths.file, MONDAY_MORNING) == []
    os.close(fd)


async def test_screens_hear_who_comes_moves_and_goes(paths: Paths, clock: FixedClock) -> None:
    async with asyncio.timeout(30):
        first = Presence(paths, NOBODY)
        await asyncio.to_thread(first.flush)
        async with aclosing(people_here(paths.file, clock)) as changes:
            assert len(await anext(changes)) == 1
            second = Presence(paths, NOBODY)
            assert len(await anext(changes)) == 2
            first.look_at(("tasks", 5))
            await asyncio.to_thread(first.flush)
            assert {one.item for one in await anext(changes)} == {None, ("tasks", 5)}
            await asyncio.to_thread(second.leave)
            assert [one.item for one in await anext(changes)] == [("tasks", 5)]
        first.leave()
