"""Who came and what they asked stands in a log that nobody's words can forge."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from store.errors import DiskTrouble
from tui.hosted import audit
from tui.hosted.audit import Log


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "log")


def events(log: Log) -> list[tuple[object, object]]:
    return [(line["event"], line.get("person")) for line in log.lines()]


def test_a_visit_is_written_down_from_coming_in_to_leaving(log: Log) -> None:
    visit = log.begin(person="王芳", key="SHA256:x", source="192.0.2.7 50022")
    visit.asked("today launch")
    visit.opened("launch")
    visit.refused("rm -rf /", "not possible")
    visit.ended(3)
    assert events(log) == [(each, "王芳") for each in ("came", "asked", "opened", "refused", "ended")]
    lines = list(log.lines())
    assert len({line["session"] for line in lines}) == 1
    assert lines[0]["source"] == "192.0.2.7 50022"
    assert lines[-1]["code"] == 3
    assert log.here() == []


@pytest.mark.parametrize(
    "typed", ['x"}\n{"event": "came", "person": "李明"}', "\x1b]52;c;AAAA\x07", "\u202e\ud800", "\r\n" * 5]
)
def test_no_words_forge_a_line_or_reach_a_terminal(log: Log, typed: str) -> None:
    visit = log.begin(person="w")
    visit.refused(typed, typed)
    raw = log.file.read_bytes()
    assert raw.count(b"\n") == 2
    assert all(0x20 <= byte < 0x7F or byte == 0x0A for byte in raw)
    assert [json.loads(line)["event"] for line in raw.splitlines()] == ["came", "refused"]


def test_a_line_that_a_full_disk_cut_takes_no_other_with_it(log: Log) -> None:
    visit = log.begin(person="w")
    with log.file.open("ab") as file:
        file.write(b'{"at": "2024-03-')
    visit.asked("today launch")
    assert [each["event"] for each in log.lines()] == ["came", "asked"]


def test_what_is_long_is_cut(log: Log) -> None:
    log.begin(person="w").asked("x" * 100_000)
    assert log.file.stat().st_size < 2000


def test_only_the_account_reads_it(log: Log) -> None:
    log.begin(person="w")
    assert stat.S_IMODE(log.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.folder.stat().st_mode) == 0o700


def test_who_is_connected_is_known_while_they_are(log: Log) -> None:
    visit = log.begin(person="w")
    assert [each["person"] for each in log.here()] == ["w"]
    visit.ended(0)
    assert log.here() == []


def test_the_end_of_a_session_that_was_killed_is_written_by_who_comes_next(log: Log) -> None:
    log.begin(person="killed")
    left = next(log.open_sessions.iterdir())
    held = left.read_bytes()
    left.unlink()
    left.write_bytes(held)  # as if the process were gone: nobody holds this file
    log.begin(person="next")
    assert events(log) == [("came", "killed"), ("ended", "killed"), ("came", "next")]
    ended = list(log.lines())[1]
    assert ended["how"] == "cut"


def test_it_starts_anew_when_it_has_grown_and_keeps_so_many(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "SIZE", 100)
    monkeypatch.setattr(audit, "KEPT", 2)
    for number in range(6):
        log.write("came", "0" * 16, person=str(number))
    files = sorted(path.name for path in log.folder.iterdir())
    assert len([name for name in files if name.startswith("audit-")]) == 2
    assert [line["person"] for line in log.lines()][-1] == "5"


def test_what_cannot_be_written_down_does_not_happen(log: Log, tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    with pytest.raises(DiskTrouble):
        log.begin(person="w")
