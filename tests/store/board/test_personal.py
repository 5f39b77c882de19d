"""What the program remembers of a person."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.board import disk, own
from store.board.own import own_folder
from store.board.personal import BOARDS_KEPT, Memory


@pytest.fixture
def memory() -> Memory:
    return Memory(own_folder())


@pytest.fixture
def file() -> Path:
    return own_folder() / "personal.json"


def test_at_first_nothing_is_known_and_nothing_is_written(memory: Memory, file: Path) -> None:
    assert memory.last_board() is None
    assert memory.boards() == []
    assert memory.person_on("b0a7d") is None
    assert (memory.language, memory.theme) == (None, None)
    assert not file.parent.exists()


def test_the_board_used_last_comes_first(memory: Memory, tmp_path: Path) -> None:
    boards = [tmp_path / name for name in ("a.json", "b.json")]
    for board in [*boards, boards[0]]:
        board.touch()
        memory.used(board)
    assert memory.boards() == boards
    assert memory.last_board() == boards[0]


def test_a_board_that_is_gone_is_passed_over(memory: Memory, tmp_path: Path) -> None:
    there, gone = tmp_path / "there.json", tmp_path / "gone.json"
    there.touch()
    memory.used(there)
    memory.used(gone)
    assert memory.last_board() == there


def test_a_board_is_remembered_by_its_whole_path(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    memory.used(Path("launch.json"))
    assert memory.boards() == [tmp_path / "launch.json"]


def test_names_that_are_no_utf_8_come_back(memory: Memory, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.json"))
    memory.used(odd)
    assert memory.boards() == [odd]


def test_only_some_boards_are_kept(memory: Memory) -> None:
    for number in range(BOARDS_KEPT + 5):
        memory.used(Path(f"/boards/{number}.json"))
    assert len(memory.boards()) == BOARDS_KEPT
    assert memory.boards()[0].name == f"{BOARDS_KEPT + 4}.json"


def test_who_i_am_is_known_by_board(memory: Memory) -> None:
    memory.is_person("one", 3)
    memory.is_person("two", 4)
    memory.is_person("one", 5)
    assert (memory.person_on("one"), memory.person_on("two")) == (5, 4)


def test_preferences_are_kept_one_by_one(memory: Memory) -> None:
    memory.prefer(language="en")
    memory.prefer(theme="duiqi-dark")
    assert (memory.language, memory.theme) == ("en", "duiqi-dark")


def test_it_is_this_persons_alone(memory: Memory, file: Path) -> None:
    memory.prefer(language="en")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b"7", b"{}" * 200_000])
def test_a_damaged_memory_is_set_aside_and_begun_anew(memory: Memory, file: Path, data: bytes) -> None:
    own.make_folder(file.parent)
    file.write_bytes(data)
    assert memory.boards() == []
    memory.prefer(language="en")
    assert memory.language == "en"
    aside = file.with_suffix(".damaged")
    assert aside.read_bytes() == data if data else not aside.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("boards", "people", "language", "theme"), JSON)))
def test_entries_that_make_no_sense_are_not_there(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("state")
    (folder / "personal.json").write_text(json.dumps(content))
    memory = Memory(folder)
    memory.boards()
    memory.last_board()
    assert memory.person_on("b0a7d") is None
    assert memory.language in ("zh", "en", None)
    assert memory.theme is None or memory.theme.isprintable()
    memory.used(Path("/one.json"))
    memory.is_person("b0a7d", 1)
    assert memory.boards()[0] == Path("/one.json")
    assert memory.person_on("b0a7d") == 1


def test_what_a_newer_version_remembers_stays(memory: Memory, file: Path) -> None:
    memory.prefer(language="en")
    file.write_text(json.dumps({**json.loads(file.read_text()), "newer": [1]}))
    memory.prefer(theme="light")
    assert json.loads(file.read_text())["newer"] == [1]


def test_a_full_disk_is_no_reason_to_stop(
    memory: Memory, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.prefer(language="en")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(disk, "write", full)
    memory.prefer(language="zh")
    assert memory.language == "en"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_cannot_be_read_is_not_overwritten(
    memory: Memory, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.prefer(language="en")
    before = file.read_bytes()

    def broken(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(own, "read", broken)
    memory.prefer(language="zh")
    assert memory.language is None
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    memory = Memory(tmp_path / "state" / "duiqi")
    memory.prefer(language="en")
    assert memory.language is None
    assert memory.last_board() is None
