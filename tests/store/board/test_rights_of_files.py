"""Modes and groups of the files, folders that may not be written, network file systems."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.board import disk, network
from store.board.board import Board
from store.board.checking import check
from store.errors import ReadOnly
from tests.store.board.cases import Rename, small_board, title


@pytest.fixture(params=[0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
        if path.name != "kept" and path.parent.name != "kept"
    }


def test_in_a_set_gid_folder_everything_is_for_the_group(tmp_path: Path, umask: int) -> None:
    team = tmp_path / "team"
    team.mkdir()
    team.chmod(0o2775)
    board = small_board(team)
    board.close()
    found = modes(team)
    assert found.pop("launch.duiqi") == 0o2775
    assert found.pop("launch.duiqi/unfinished") == 0o2775
    assert set(found.values()) == {0o664}
    assert check(board.path) == []


def test_elsewhere_the_umask_decides(tmp_path: Path, umask: int) -> None:
    board = small_board(tmp_path)
    board.close()
    found = modes(tmp_path)
    assert found["launch.json"] == found["launch.duiqi/journal.jsonl"] == 0o666 & ~umask
    assert found["launch.duiqi"] == 0o777 & ~umask


def test_mode_and_group_of_the_files_are_kept(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.close()
    group = next(
        each for each in [os.getgid() + 1 if os.geteuid() == 0 else -1, *os.getgroups()] if each >= 0
    )
    for path in (board.path, board.paths.journal):
        path.chmod(0o640)
        os.chown(path, -1, group)
    journal = board.paths.journal
    journal.write_bytes(journal.read_bytes()[:-20])
    again = Board.open(board.path, author=1)
    again.commit(Rename(1, "一"))
    again.close()
    for path in (board.path, journal):
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        assert path.stat().st_gid == group


def test_a_link_to_a_board_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    board = small_board(tmp_path / "there")
    board.close()
    link = tmp_path / "here.json"
    link.symlink_to(board.path)
    linked = Board.open(link, author=1)
    linked.commit(Rename(1, "一"))
    linked.close()
    assert link.is_symlink()
    assert title(Board.open(board.path)) == "一"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here.json", "there"]


@pytest.mark.parametrize("which", ["file", "journal", "lock", "folder", "parent"])
def test_what_may_not_be_written_opens_read_only_and_says_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    board = small_board(tmp_path)
    board.close()
    paths = board.paths
    closed = tmp_path if which == "parent" else getattr(paths, which)
    real = disk.writable
    # Root may write everywhere, so the answer of the system is put in its mouth.
    monkeypatch.setattr(disk, "writable", lambda path: path != closed and real(path))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    board = Board.open(board.path, author=1)
    assert str(closed) in str(board.read_only)
    assert title(board) == "推广方案撰写"
    with pytest.raises(ReadOnly):
        board.commit(Rename(1, "一"))
    with pytest.raises(ReadOnly):
        board.undo_line(2)
    assert not board.checkpoint()
    board.close()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_opens_read_only(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.close()
    board.paths.folder.chmod(0o555)
    try:
        assert Board.open(board.path).read_only is not None
    finally:
        board.paths.folder.chmod(0o755)


def test_reading_only_makes_no_files(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    board.close()
    board.paths.lock.unlink()
    before = sorted(tmp_path.rglob("*"))
    looked_at = Board.open(board.path, read_only=True)
    looked_at.refresh()
    looked_at.history()
    looked_at.close()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_network_file_system_is_read_only_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = small_board(tmp_path)
    board.close()
    monkeypatch.setattr(network, "is_network", lambda folder: True)
    looked_at = Board.open(board.path, author=1)
    assert looked_at.read_only is not None
    board = Board.open(board.path, author=1, network=True)
    board.commit(Rename(1, "一"))
    looked_at.refresh()
    assert title(looked_at) == "一"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/li/boards", "nfs4"),
        ("/home/li/local/x", "ext4"),
        ("/home", "ext4"),
        ("/mnt/with space/x", "cifs"),
        ("/mnt/hidden", "fuse.sshfs"),
        ("/homework", "ext4"),
    ],
)
def test_the_innermost_mount_says_what_a_file_system_is(folder: str, kind: str) -> None:
    mounts = "\n".join(
        [
            "/dev/sda1 / ext4 rw,relatime 0 0",
            "server:/export /home/li nfs4 rw 0 0",
            "/dev/sdb1 /home/li/local ext4 rw 0 0",
            "//server/share /mnt/with\\040space cifs rw 0 0",
            "/dev/sdc1 /mnt/hidden ext4 rw 0 0",
            "li@server: /mnt/hidden fuse.sshfs rw 0 0",
            "broken",
        ]
    )
    assert network.kind_of(Path(folder), mounts) == kind


def test_this_machines_disk_is_no_network(tmp_path: Path) -> None:
    assert not network.is_network(tmp_path)
