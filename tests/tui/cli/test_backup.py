"""`backup`, `restore`, and `check` as cron calls it: what is printed, and the exit codes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from store.board import checkpoint
from tests.tui.cli.conftest import Run
from tui import logfile


def test_a_backup_is_made_checked_and_put_back(run: Run, board: Path) -> None:
    ran = run("backup", board)
    folder = board.parent / "launch.backups" / "launch-20240325T020000Z"
    assert (ran.code, ran.out, ran.err) == (0, f"Backed up and read back: {folder}\n", "")
    assert run("check", folder).out == f"Nothing is wrong with {folder / 'launch.json'}.\n"
    run("update", board, "NPL-9", "--note", "x", "--as", "孙莉")
    assert run("check", board, "--backups", folder.parent).code == 0
    ran = run("restore", folder, board)
    assert ran.code == 0
    assert "Later changes that are no longer on it: 1." in ran.out
    assert f"kept in {board.parent / 'launch.duiqi' / 'kept'}" in ran.out
    assert run("log", board, "NPL-9", "--since", "5m", "--format", "json").json == []
    assert run("check", board).code == 0


def test_the_nightly_lines_go_on_after_an_initiative_was_archived(
    run: Run, board: Path, tmp_path: Path
) -> None:
    assert run("archive", board, "NPL", "--force", "--as", "李明").code == 0
    place = tmp_path / "safe"
    ran = run("backup", board, "--to", place, "--keep", "14", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert run("check", *place.iterdir()).code == 0
    ran = run("check", board, "--backups", place, "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_only_so_many_are_kept(run: Run, board: Path, tmp_path: Path) -> None:
    for number in range(3):
        ran = run("backup", board, "--to", tmp_path / "safe", "--keep", "2", "--quiet")
        assert (ran.code, ran.out, ran.err) == (0, "", ""), number
    assert len(list((tmp_path / "safe").iterdir())) == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--keep", "none"), 2, "--keep needs a number."),
        (("--keep", "0"), 2, "At least one backup has to stay."),
        (("--to", "nowhere/at/all"), 2, "There is no folder nowhere/at."),
    ],
)
def test_what_is_not_meant_is_refused(
    run: Run, board: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("backup", board, *words)
    assert ran.code == code
    assert said in ran.err
    assert not (board.parent / "launch.backups").exists()


def test_a_session_on_a_server_makes_and_restores_none(
    run: Run, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIQI_PERSON", "李明")
    for words in (("backup", board), ("restore", board, board.with_name("other.json"))):
        assert run(*words).code == 2
    assert not (board.parent / "launch.backups").exists()


# --- for cron


def test_check_is_silent_when_all_is_well(run: Run, board: Path) -> None:
    run("backup", board)
    ran = run("check", board, "--backups", board.parent / "launch.backups", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_check_ends_with_1_when_it_found_something(run: Run, board: Path) -> None:
    ran = run("check", board, "--backups", board.parent / "none", "--quiet")
    assert (ran.code, ran.out) == (1, f"There is no backup of this board in {board.parent / 'none'}.\n")
    journal = board.parent / "launch.duiqi" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    ran = run("check", board, "--quiet")
    assert ran.code == 1
    assert ran.out


def test_check_ends_with_3_when_it_cannot_look(
    run: Run, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(checkpoint, "read", refuse)
    ran = run("check", board, "--quiet")
    assert (ran.code, ran.out) == (3, "")
    assert "cannot be read" in ran.err


# --- what may rotate


def test_a_log_that_has_grown_starts_anew_and_the_one_before_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "own" / "duiqi.log"
    entry = "x" * logfile.ENTRY_LIMIT
    for _ in range(30):
        logfile.append(log, entry)
    assert log.stat().st_size <= logfile.LIMIT + len(entry)
    assert log.with_name("duiqi.log.old").stat().st_size <= logfile.LIMIT + len(entry)
    assert [file.stat().st_mode & 0o077 for file in log.parent.iterdir()] == [0, 0]
