"""Setting a team's server up: whose key is whose, and who they are on which board."""

from __future__ import annotations

import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import DuiqiError, NotAllowed
from store.language import msg
from store.model.clock import SystemClock
from store.rules.commands import EditPerson
from tests.store.board.cases import small_board
from tests.tui.cli.conftest import Run, nobody, run
from tui.hosted.admission import add, remove
from tui.hosted.audit import Log
from tui.hosted.call import bound
from tui.hosted.people import Grant, Register
from tui.hosted.places import Places
from tui.hosted.public_key import read_key

__all__ = ["nobody", "run"]


def key_line(seed: int) -> str:
    parts = (b"ssh-ed25519", bytes([seed]) * 32)
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"ssh-ed25519 {base64.b64encode(blob).decode()} somebody@somewhere\n"


def stays(_: Grant) -> None:
    """They may be there."""


@pytest.fixture
def server(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A server with a board on which 李 and 王 are, and two keys."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert run("host", "init", tmp_path / "srv").code == 0
    places = Places(tmp_path / "srv")
    small_board(places.boards).close()
    for seed in (1, 2):
        (tmp_path / f"{seed}.pub").write_text(key_line(seed))
    return places


def test_the_folder_is_the_accounts_alone(server: Places) -> None:
    for path in (server.folder, server.boards, server.state, server.log):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.configuration.stat().st_mode) == 0o600


def test_a_person_is_let_in_with_a_key_to_a_board(server: Places, run: Run, tmp_path: Path) -> None:
    added = run("host", "add", "lihong", "--key", tmp_path / "1.pub", "--boards", "launch=李")
    assert added.code == 0, added.err
    listed = run("host", "list", "--format", "json").json
    fingerprint = read_key(key_line(1)).fingerprint
    assert listed == [
        {
            "person": "lihong",
            "keys": [fingerprint],
            "boards": [{"board": "launch", "as": "李"}],
            "connected": 0,
        }
    ]
    line = run("host", "keys").out
    assert line.startswith('restrict,pty,command="')
    assert line.count("\n") == 1
    assert f"--person lihong --key {fingerprint}" in line
    assert line.endswith(f'" {" ".join(key_line(1).split()[:2])}\n')
    assert "somebody" not in line


def test_sshd_asks_for_one_key_and_gets_its_line_or_none(server: Places, run: Run, tmp_path: Path) -> None:
    run("host", "add", "lihong", "--key", tmp_path / "1.pub", "--boards", "launch=李")
    kind, encoded, _comment = key_line(1).split()
    assert run("host", "keys", kind, encoded).out.count("restrict") == 1
    for asked in ((kind, key_line(2).split()[1]), ("ssh-dss", encoded), (kind, "--format"), (kind, "AAAA")):
        found = run("host", "keys", *asked)
        assert found.out == ""
        assert found.code in (0, 2)


def test_a_key_is_one_person(server: Places, run: Run, tmp_path: Path) -> None:
    run("host", "add", "lihong", "--key", tmp_path / "1.pub")
    second = run("host", "add", "wangfang", "--key", tmp_path / "1.pub")
    assert second.code == 2
    assert "lihong" in second.err
    assert run("host", "add", "lihong", "--key", tmp_path / "2.pub").code == 0
    assert len(run("host", "keys").out.splitlines()) == 2


def test_many_who_add_at_once_lose_nobody(server: Places) -> None:
    names = [f"p{number}" for number in range(24)]

    def let_in(number: int) -> None:
        add(server, names[number], key=key_line(number), boards=None, now=SystemClock().now())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(let_in, range(len(names))))
        everybody = Register(server).read()
        assert {guest.name for guest in everybody.people} == set(names)
        assert all(len(guest.keys) == 1 for guest in everybody.people)
        list(pool.map(lambda name: remove(server, name, key=None, boards=None), names[::2]))
    assert {guest.name for guest in Register(server).read().people} == set(names[1::2])
    given = [line["person"] for line in Log(server.log).lines() if line["event"] == "given"]
    assert sorted(map(str, given)) == sorted(names)


def test_nobody_on_a_board_is_two_people_of_the_server(server: Places, run: Run) -> None:
    assert run("host", "add", "lihong", "--boards", "launch=李").code == 0
    second = run("host", "add", "wangfang", "--boards", "launch=李")
    assert second.code == 2
    assert "lihong" in second.err


@pytest.mark.parametrize("name", ["", "-x", "a b", "../x", "a/b", "x" * 41, "a\nb", "a;b", 'a"b', "a\u202eb"])
def test_a_name_is_a_plain_word(server: Places, run: Run, name: str) -> None:
    assert run("host", "add", name).code == 2
    assert Register(server).read().people == ()


def test_a_name_that_looks_like_anothers_is_refused(server: Places, run: Run) -> None:
    assert run("host", "add", "Wang").code == 0
    assert run("host", "add", "ｗａｎｇ").code == 2


@pytest.mark.parametrize("board", ["none", "../launch", "launch.json", "-x", "/etc/passwd"])
def test_a_board_is_one_that_lies_there(server: Places, run: Run, board: str) -> None:
    assert run("host", "add", "lihong", "--boards", f"{board}=李").code == 2


def test_who_is_taken_out_has_no_key_and_no_board(server: Places, run: Run, tmp_path: Path) -> None:
    run("host", "add", "lihong", "--key", tmp_path / "1.pub", "--boards", "launch=李")
    assert run("host", "remove", "lihong", "--boards", "launch").code == 0
    assert run("host", "list", "--format", "json").json[0]["boards"] == []
    assert run("host", "remove", "lihong", "--key", read_key(key_line(1)).fingerprint).code == 0
    assert run("host", "keys").out == ""
    assert run("host", "remove", "lihong").code == 0
    assert run("host", "remove", "lihong").code == 2
    assert json.loads(server.configuration.read_text())["people"] == []


def test_a_person_stays_bound_to_their_number_whatever_they_are_called(server: Places, run: Run) -> None:
    """Who may change names could else become another by taking theirs."""
    run("host", "add", "wangfang", "--boards", "launch=王芳")
    guest = Register(server).read().named("wangfang")
    assert guest is not None
    grant = guest.grant("launch")
    assert grant is not None
    with_other_names = Board.open(server.board("launch"), author=1)
    with_other_names.commit(EditPerson(2, {"name": "别人"}), EditPerson(1, {"name": "王芳"}))
    with_other_names.close()
    board = bound(server.board("launch"), grant, SystemClock(), stays, origin="cli")
    assert board.person is not None
    assert (board.person.id, board.person.name) == (2, "别人")
    board.close()


def test_another_board_in_the_place_of_one_lets_nobody_in(server: Places, run: Run, tmp_path: Path) -> None:
    run("host", "add", "lihong", "--boards", "launch=李")
    guest = Register(server).read().named("lihong")
    assert guest is not None
    grant = guest.grant("launch")
    assert grant is not None
    (tmp_path / "elsewhere").mkdir()
    other = small_board(tmp_path / "elsewhere")
    other.close()
    with pytest.raises(NotAllowed):
        bound(other.path, grant, SystemClock(), stays, origin="cli")


def test_a_board_that_was_taken_away_is_not_opened(server: Places, run: Run) -> None:
    run("host", "add", "lihong", "--boards", "launch=李")
    guest = Register(server).read().named("lihong")
    assert guest is not None
    with pytest.raises(NotAllowed, match="team's server"):
        bound(
            server.board("launch"),
            guest.boards[0],
            SystemClock(),
            lambda _: msg("Not on a team's server."),
            origin="cli",
        )


def test_a_folder_that_is_open_to_others_is_refused(server: Places, run: Run) -> None:
    server.folder.chmod(0o750)
    assert run("host", "list").code == 3


@pytest.mark.parametrize("damage", ["", "{}x", '{"format": 2, "people": []}', '{"people": [{"name": 1}]}'])
def test_a_damaged_configuration_lets_nobody_in(server: Places, damage: str) -> None:
    server.configuration.write_text(damage)
    with pytest.raises(DuiqiError):
        Register(server).read()


def test_a_folder_with_something_else_in_it_becomes_no_server(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert run("host", "init", tmp_path).code == 2


def test_the_log_is_read_by_the_account(server: Places, run: Run) -> None:
    visit = Log(server.log).begin(person="lihong", key="SHA256:x", source="192.0.2.7 50022")
    visit.refused("rm -rf /\x1b[2J", "not possible")
    visit.ended(3)
    text = run("host", "log").out
    assert "lihong" in text
    assert "192.0.2.7" in text
    assert "REFUSED" in text
    assert "\x1b" not in text
    assert [line["event"] for line in run("host", "log", "lihong", "--refused", "--format", "json").json] == [
        "refused"
    ]
    assert run("host", "log", "nobody", "--format", "json").json == []


def test_who_was_let_in_and_taken_out_is_on_the_record(server: Places, run: Run, tmp_path: Path) -> None:
    fingerprint = read_key(key_line(1)).fingerprint
    run("host", "add", "lihong", "--key", tmp_path / "1.pub", "--boards", "launch=李")
    run("host", "add", "lihong", "--boards", "nowhere")
    run("host", "remove", "lihong", "--key", fingerprint)
    run("host", "remove", "lihong")
    lines = run("host", "log", "lihong", "--format", "json").json
    assert [(line["event"], line.get("key"), line.get("board")) for line in lines] == [
        ("given", fingerprint, "launch"),
        ("taken", fingerprint, None),
        ("taken", None, None),
    ]
    assert "everything" in run("host", "log", "lihong").out
