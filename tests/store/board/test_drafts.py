"""What is typed and not saved."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.board import disk
from store.board import drafts as drafts_module
from store.board.draft_seat import SUFFIX
from store.board.drafts import NUMBER, Drafts, Keeper
from store.board.own import own_folder
from store.errors import DiskTrouble
from store.language import Message
from store.model.text import unseen
from tests.data.hostile import HOSTILE
from tests.harness.clock import MONDAY_MORNING, FixedClock

FORM = "postpone:tasks/7"
TYPED = {"reason": "研发部手册未同步", "forecast": "下周三"}


@pytest.fixture
def drafts(clock: FixedClock) -> Drafts:
    return Drafts(own_folder(), "b0a7d", 3, clock=clock)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts_module, "PAUSE", 3600.0)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files() -> list[Path]:
    """All but what shows that a session is open."""
    return [path for path in own_folder().rglob("*") if path.is_file() and path.suffix != SUFFIX]


def test_a_draft_is_offered_as_it_was_typed(drafts: Drafts) -> None:
    drafts.keep(FORM, {"reason": "line\n  another, half-ty ", "forecast": ""})
    draft = drafts.offer(FORM)
    assert draft is not None
    assert dict(draft.fields) == {"reason": "line\n  another, half-ty ", "forecast": ""}
    assert (draft.form, draft.at) == (FORM, MONDAY_MORNING)


def test_the_newest_words_take_the_place_of_older_ones(drafts: Drafts) -> None:
    drafts.keep(FORM, {"reason": "one"})
    drafts.keep(FORM, {"reason": "two"})
    assert [dict(draft.fields) for draft in drafts.all()] == [{"reason": "two"}]


def test_a_saved_form_has_no_draft(drafts: Drafts) -> None:
    drafts.keep(FORM, TYPED)
    drafts.forget(FORM)
    drafts.forget(FORM)
    assert drafts.offer(FORM) is None
    assert files() == []


def test_an_emptied_form_has_no_draft(drafts: Drafts) -> None:
    drafts.keep(FORM, TYPED)
    drafts.keep(FORM, {"reason": " ", "forecast": ""})
    assert drafts.offer(FORM) is None


def test_drafts_are_for_one_person_on_one_board(drafts: Drafts, clock: FixedClock) -> None:
    drafts.keep(FORM, TYPED)
    assert Drafts(own_folder(), "b0a7d", 4, clock=clock).all() == []
    assert Drafts(own_folder(), "b0a7d", None, clock=clock).all() == []
    assert Drafts(own_folder(), "another", 3, clock=clock).offer(FORM) is None


def test_two_open_sessions_of_a_person_keep_their_drafts_apart(drafts: Drafts, clock: FixedClock) -> None:
    laptop = Drafts(own_folder(), "b0a7d", 3, clock=clock)
    drafts.keep(FORM, {"reason": "on the projector"})
    assert laptop.offer(FORM) is None
    laptop.keep(FORM, {"reason": "on the laptop"})
    laptop.forget(FORM)
    found = drafts.offer(FORM)
    assert found is not None
    assert found.fields["reason"] == "on the projector"
    assert laptop.all() == []
    drafts.close()
    left = laptop.offer(FORM)
    assert left is not None
    assert left.fields["reason"] == "on the projector"
    assert [each.form for each in laptop.all()] == [FORM]
    laptop.forget(FORM)
    assert files() == []


def test_all_are_listed_newest_first(drafts: Drafts, clock: FixedClock) -> None:
    for form in ("one", "two", "three"):
        drafts.keep(form, TYPED)
        clock.advance(timedelta(minutes=1))
    assert [draft.form for draft in drafts.all()] == ["three", "two", "one"]


def test_nobody_else_can_read_them(drafts: Drafts) -> None:
    old = os.umask(0)
    try:
        drafts.keep(FORM, TYPED)
    finally:
        os.umask(old)
    [file] = files()
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in file.parent.iterdir())
    folder = file.parent
    while folder != own_folder().parent:
        assert folder.stat().st_mode & 0o777 == 0o700
        folder = folder.parent


def test_each_person_of_a_hosted_account_has_a_folder() -> None:
    folders = {own_folder({"DUIQI_PERSON": name}) for name in ("李明", "../..", "a/b", "")}
    assert len(folders) == 4
    assert all(folder.is_relative_to(own_folder({})) and ".." not in folder.parts for folder in folders)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_form_and_no_text_does_harm(drafts: Drafts, text: str) -> None:
    drafts.keep(text, {"reason": text, text: "x"})
    for draft in drafts.all():
        assert not any(unseen(c) for field in draft.fields.values() for c in field if c != "\n")
    drafts.forget(text)
    assert files() == []


@given(st.binary(max_size=200))
def test_a_damaged_draft_is_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("state")
    drafts = Drafts(folder, "b0a7d", 3)
    drafts.keep(FORM, TYPED)
    [file] = folder.rglob("*.json")
    file.write_bytes(data)
    assert drafts.offer(FORM) is None
    assert drafts.all() == []


def test_a_full_disk_leaves_the_older_draft(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.keep(FORM, {"reason": "one"})
    with monkeypatch.context() as broken:
        broken.setattr(disk, "write", full)
        with pytest.raises(DiskTrouble):
            drafts.keep(FORM, {"reason": "two"})
    draft = drafts.offer(FORM)
    assert draft is not None
    assert draft.fields == {"reason": "one"}
    assert len(files()) == 1


def test_more_than_fits_is_refused_and_said(drafts: Drafts) -> None:
    with pytest.raises(DiskTrouble, match="太长"):
        drafts.keep(FORM, {"reason": "长" * 400_000})
    assert files() == []


def test_the_oldest_make_room(drafts: Drafts) -> None:
    for number in range(NUMBER):
        drafts.keep(f"form {number}", TYPED)
        os.utime(drafts._path(f"form {number}"), (number, number))
    drafts.keep("one more", TYPED)
    drafts.keep("one more", TYPED)
    assert len(drafts.all()) == NUMBER
    assert drafts.offer("form 0") is None
    assert drafts.offer("form 1") is not None


def test_after_thirty_days_nobody_wants_it(drafts: Drafts, clock: FixedClock) -> None:
    another = Drafts(own_folder(), "a board long gone", 3, clock=clock)
    for kept in (drafts, another):
        kept.keep(FORM, TYPED)
    for file in files():
        os.utime(file, (MONDAY_MORNING.timestamp(), MONDAY_MORNING.timestamp()))
    clock.advance(timedelta(days=29))
    drafts.clean()
    assert drafts.offer(FORM) is not None
    clock.advance(timedelta(days=2))
    assert drafts.offer(FORM) is None
    assert drafts.all() == []
    drafts.clean()
    assert files() == []


def test_the_keeper_writes_what_was_typed_last(drafts: Drafts) -> None:
    keeper = Keeper(drafts)
    for end in range(1, 9):
        keeper.typed(FORM, {"reason": "研发部手册未同步"[:end]})
    keeper.close()
    draft = drafts.offer(FORM)
    assert draft is not None
    assert draft.fields == {"reason": "研发部手册未同步"}


def test_a_form_saved_while_its_draft_waits_has_none(drafts: Drafts) -> None:
    keeper = Keeper(drafts)
    keeper.typed(FORM, {"reason": "o"})
    keeper.flush()
    keeper.typed(FORM, {"reason": "one"})
    keeper.forget(FORM)
    keeper.close()
    assert drafts.offer(FORM) is None


def test_trouble_is_told_once_and_stops_nothing(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Message] = []
    keeper = Keeper(drafts, tell=told.append)
    with monkeypatch.context() as broken:
        broken.setattr(disk, "write", full)
        for word in ("one", "two", "three"):
            keeper.typed(FORM, {"reason": word})
            keeper.flush()
    keeper.typed(FORM, {"reason": "four"})
    keeper.close()
    draft = drafts.offer(FORM)
    assert draft is not None
    assert draft.fields == {"reason": "four"}
    assert len(told) == 1


def test_what_was_typed_outlives_a_kill(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from store.board.drafts import *\n"
        "k = Keeper(Drafts(Path(sys.argv[1]), 'b', 1)); k.typed('capture:1', {'line': '决定 推迟'})\n"
        "k.flush(); print('typed', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"typed\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    draft = Drafts(tmp_path, "b", 1).offer("capture:1")
    assert draft is not None
    assert draft.fields == {"line": "决定 推迟"}
