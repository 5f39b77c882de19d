"""A team's server behind a real sshd: what people may do there, and near thirty ways out that lead nowhere.

sshd is left as open as it can be; the key's own line and the program have to hold by themselves.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from store.board.board import Board
from store.board.paths import Paths
from store.board.presence import Present, who_is_here
from tests.screens.stage import copied
from tests.store.board.cases import small_board
from tests.system.ssh_server import MISSING, Server, eventually, running
from tui.hosted.admission import remove
from tui.hosted.audit import Log

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not here: {', '.join(MISSING)}"),
]

ESCAPES: Final[dict[str, str]] = {
    "a shell": "sh",
    "an interpreter": 'python3 -c \'open("{mark}", "w")\'',
    "a command behind a semicolon": "today launch; touch {mark}",
    "a command in a substitution": "today $(touch {mark})",
    "a pipe": "today launch | tee {mark}",
    "a redirection on the server": "today launch > {mark}",
    "a second line": "today launch\ntouch {mark}",
    "another person": "update launch NPL-7 --note x --as 李明",
    "another person before": "--as 李明 update launch NPL-7 --note x",
    "a board by its path": "today {boards}/launch.json",
    "a board of others": "today secret",
    "a board of others by a path": "today ../boards/secret",
    "a file of the system to import": "import launch /etc/passwd --initiative NPL",
    "the server's own file to import": "import launch {boards}/../host.json --initiative NPL",
    "a file to export into": "export launch schedule --initiative NPL --output {mark}",
    "an archive into a folder": "archive launch NPL --to {mark}",
    "a backup into a folder": "backup launch --to {mark}",
    "mending": "check launch --repair",
    "letting oneself in": "host add evil --key -",
    "coming in as another": "hosted --host {boards}/.. --person liming --key x",
    "sftp as a command": "/usr/lib/openssh/sftp-server",
    "sftp inside sshd": "internal-sftp",
    "scp to the server": "scp -t {mark}",
    "rsync": "rsync --server -e.LsfxC . {mark}",
    "a very long line": "today " + "x" * 20_000,
    "characters that cannot be seen": "today \u202elaunch",
    "a sequence for the terminal": "today \x1b]0;x\x07launch",
    "version and options of Duiqi": "--version",
}

EVIL: Final[dict[str, str]] = {
    "DUIQI_PERSON": "李明",
    "DUIQI_BOARD": "secret",
    "DUIQI_LANG": "en",
    "DUIQI_HOST": "/",
    "PYTHONPATH": "{evil}",
    "PYTHONSTARTUP": "{evil}/sitecustomize.py",
    "PYTHONHOME": "{evil}",
    "PYTHONINSPECT": "1",
    "PYTHONWARNINGS": "error",
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_DRIVER": "evil:Driver",
    "TEXTUAL_LOG": "{mark}",
    "XDG_STATE_HOME": "{evil}",
    "XDG_CONFIG_HOME": "{evil}",
    "HOME": "{evil}",
    "TMPDIR": "{evil}",
    "TZ": "Pacific/Kiritimati",
    "EDITOR": "touch {mark}",
    "LC_EVIL": "$(touch {mark})",
    "LANG": "zh_CN.UTF-8; touch {mark}",
}


@pytest.fixture(scope="module")
def server(_example_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """王芳 (wangfang) and 李明 (liming), who leads, share a board; `gone` was there once."""
    with running(tmp_path_factory.mktemp("sshd")) as made:
        for name in ("launch", "secret"):
            board = copied(_example_of_today, made.folder / name)
            for part in board.parent.iterdir():
                part.rename(made.places.boards / part.name.replace("launch", name))
        small_board(made.places.boards, name="quiet.json").close()
        made.let_in("wangfang", "launch=王芳,quiet=王芳")
        made.let_in("liming", "launch=李明,secret=李明")
        made.let_in("late", "launch=赵敏")
        made.let_in("leaving", "launch=周强")
        made.let_in("gone", "launch=陈工")
        made.write_keys()
        remove(made.places, "gone", key=None, boards=None)
        yield made


def mark(server: Server) -> Path:
    """What an escape that works would leave behind."""
    return server.folder / "escaped"


def lines_of(server: Server, name: str = "launch") -> list[dict[str, Any]]:
    raw = Paths.of(server.places.board(name)).journal.read_bytes()
    return [json.loads(line) for line in raw.splitlines()]


def log_of(server: Server) -> list[dict[str, Any]]:
    return [dict(line) for line in Log(server.places.log).lines()]


@pytest.mark.parametrize("escape", ESCAPES)
def test_no_way_out_through(server: Server, escape: str) -> None:
    line = ESCAPES[escape]
    for name, place in {"{mark}": mark(server), "{boards}": server.places.boards}.items():
        line = line.replace(name, str(place))
    ended = server.ask("wangfang", line, given=b"ssh-ed25519 AAAA evil\n")
    assert ended.code in (2, 3), ended
    assert ended.out == ""
    assert ended.err.startswith("duiqi: ")
    assert ended.err.count("\n") == 1, ended.err
    assert "\x1b" not in ended.err
    assert not mark(server).exists()
    came, refused, left = log_of(server)[-3:]
    assert (came["event"], refused["event"], left["event"]) == ("came", "refused", "ended")
    assert refused["what"][:500] == line[:500]
    assert refused["person"] == "wangfang"
    assert re.fullmatch(r"127\.0\.0\.1 \d+", came["source"])


def test_the_subsystem_sftp_is_refused(server: Server) -> None:
    ended = server.ask("wangfang", "sftp", "-s")
    assert ended.code != 0
    assert ended.out == ""
    assert any(line.get("what") == "internal-sftp" for line in log_of(server) if line["event"] == "refused")


@pytest.mark.parametrize(
    "options",
    [("-W", "127.0.0.1:{port}"), ("-N", "-R", "0:127.0.0.1:{port}", "-o", "ExitOnForwardFailure=yes")],
)
def test_no_port_is_forwarded(server: Server, options: tuple[str, ...]) -> None:
    asked = [option.replace("{port}", str(server.port)) for option in options]
    command = server.ssh("wangfang", *asked)
    done = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False)
    assert done.returncode == 255
    assert b"SSH-2.0" not in done.stdout


def test_the_environment_of_the_client_changes_nothing(server: Server) -> None:
    """Though this sshd lets all of it through."""
    evil = server.folder / "evil"
    (evil / "tui").mkdir(parents=True)
    for name in ("sitecustomize.py", "usercustomize.py", "evil.py", "tui/__init__.py", "tui/__main__.py"):
        (evil / name).write_text(f"open({str(mark(server))!r}, 'w')\n")
    sent = {
        name: value.replace("{evil}", str(evil)).replace("{mark}", str(mark(server)))
        for name, value in EVIL.items()
    }
    before = len(lines_of(server))
    ended = server.ask("wangfang", "update launch NPL-7 --note 环境", env=sent)
    assert (ended.code, ended.err) == (0, ""), ended
    assert "NPL-7" in ended.out
    written = lines_of(server)[before:]
    assert [line["by"] for line in written] == [person_of(server, "王芳")]
    assert not mark(server).exists()
    assert len(list(evil.iterdir())) == 4


def person_of(server: Server, name: str) -> int:
    from store.model.organisation import Person

    board = Board.open(server.places.board("launch"), read_only=True)
    try:
        return next(person.id for person in board.state.all(Person) if person.name == name)
    finally:
        board.close()


def test_one_line_does_what_the_method_allows_and_refuses_what_it_does_not(server: Server) -> None:
    today = server.ask("wangfang", "today launch --lang en")
    assert (today.code, today.err) == (0, "")
    assert "NPL-7" in today.out
    exported = server.ask("wangfang", "export launch progress --initiative NPL --format xlsx")
    assert (exported.code, exported.err) == (0, "")
    assert exported.out.startswith("PK\x03\x04")
    mine = server.ask("wangfang", "\"update\" launch NPL-7 --note '两个 词'")
    assert mine.code == 0, mine.err
    taken_back = server.ask("wangfang", "undo launch")
    assert taken_back.code == 0, taken_back.err
    not_mine = server.ask("wangfang", "update launch NPL-6 --note x unblock --lang en")
    assert not_mine.code == 3
    assert "NPL-18 is for" in not_mine.err
    assert any("NPL-18" in line.get("why", "") for line in log_of(server) if line["event"] == "refused")


def test_a_table_comes_in_by_standard_input(server: Server) -> None:
    table = "子任务,负责人\n经 SSH 导入的任务,王芳\n".encode()
    refused = server.ask("wangfang", "import secret - --initiative NPL", given=table)
    assert refused.code == 3
    done = server.ask("liming", "import launch - --initiative NPL", given=table)
    assert done.code == 0, done.err
    assert lines_of(server)[-1]["by"] == person_of(server, "李明")


def test_a_table_whose_line_is_cut_is_not_taken_for_a_whole_one(server: Server) -> None:
    before = len(lines_of(server))
    command = [*server.ssh("liming"), "--", "import launch - --initiative NPL"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as sending:
        assert sending.stdin is not None
        sending.stdin.write("子任务,负责人\n只来了一半的表,王芳\n".encode())
        sending.stdin.flush()
        eventually(lambda: connected(server, "liming"), "the line is open")
        sending.kill()
    eventually(lambda: not connected(server, "liming"), "the line is cut")
    assert len(lines_of(server)) == before


def test_who_is_taken_out_while_a_table_comes_in_writes_nothing(server: Server) -> None:
    """However long the other end of the line holds the table back."""
    before = len(lines_of(server))
    command = [*server.ssh("late"), "--", "import launch - --initiative NPL --lang en"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as sending:
        eventually(lambda: connected(server, "late"), "the line is open")
        remove(server.places, "late", key=None, boards=None)
        _, said = sending.communicate("子任务,负责人\n来晚的任务,赵敏\n".encode(), timeout=60)
    assert sending.returncode == 3
    assert b"no longer opens" in said or b"taken off" in said, said
    assert len(lines_of(server)) == before


def test_who_is_taken_out_while_a_board_is_open_changes_nothing_more(server: Server) -> None:
    with server.sit_down("leaving", "launch") as terminal:
        terminal.wait_for("NPL")
        terminal.press("enter")
        terminal.wait_for("[关注 ")
        terminal.press("n")
        terminal.wait_for("ctrl+s")
        terminal.type("走后的备注")
        terminal.wait_for("走后的备注")
        remove(server.places, "leaving", key=None, boards="launch")
        terminal.press("ctrl+s")
        # On the screen, or behind it when they were sent away meanwhile.
        terminal.wait_for("已不能再用这块看板")
    assert "走后的备注" not in str(lines_of(server))


def connected(server: Server, person: str) -> bool:
    return any(each["person"] == person for each in Log(server.places.log).here())


def test_a_key_that_was_taken_back_opens_nothing_though_sshd_still_knows_it(server: Server) -> None:
    ended = server.ask("gone", "today launch")
    assert ended.code == 3
    assert ended.out == ""
    assert ended.err.count("\n") == 1


def test_without_a_terminal_there_are_no_screens(server: Server) -> None:
    ended = server.ask("wangfang", "launch")
    assert ended.code == 2
    assert "ssh -t" in ended.err


def test_a_terminal_opens_the_boards_then_one_of_them_and_q_leaves(server: Server) -> None:
    with server.sit_down("wangfang") as terminal:
        seen = terminal.wait_for("launch")
        assert "secret" not in "\n".join(seen.text)
        terminal.press("ctrl+z", "ctrl+p")
        terminal.press("enter")
        terminal.wait_for("NPL")
        here = eventually(lambda: present(server, "王芳"), "王芳 is here")
        assert len(here) == 1
        terminal.press("ctrl+z")
        terminal.press("q")
        terminal.wait_for("launch")
        terminal.wait_gone("NPL")
        eventually(lambda: not present(server, "王芳"), "王芳 has left the board")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    ended = [line for line in log_of(server) if line["person"] == "wangfang"][-1]
    assert (ended["event"], ended["code"]) == ("ended", 0)


def present(server: Server, name: str, board: str = "launch") -> list[Present]:
    here = who_is_here(server.places.board(board), datetime.now(UTC))
    return [each for each in here if each.name == name]


def test_presence_is_right_again_after_a_kill_and_the_log_says_so(server: Server) -> None:
    with server.sit_down("wangfang", "launch") as terminal:
        terminal.wait_for("NPL")
        here = eventually(lambda: present(server, "王芳"), "王芳 is here")
        os.kill(here[0].pid, signal.SIGKILL)
        eventually(lambda: not present(server, "王芳"), "王芳 is gone")
        terminal.wait_exit()
    log = Log(server.places.log)
    eventually(lambda: not log.here(), "nobody is connected")
    log.end_what_was_cut()
    last = [line for line in log_of(server) if line["person"] == "wangfang"][-1]
    assert (last["event"], last["how"]) == ("ended", "cut")


def test_a_cut_line_ends_the_session(server: Server) -> None:
    """Here sshd asks every second, in the documents every fifteen."""
    with server.sit_down("wangfang", "quiet") as terminal:
        terminal.wait_for("NPL")
        eventually(lambda: present(server, "王芳", "quiet"), "王芳 is here")
        os.kill(terminal.pid, signal.SIGSTOP)
        try:
            eventually(lambda: not present(server, "王芳", "quiet"), "王芳 is gone")
        finally:
            os.kill(terminal.pid, signal.SIGCONT)
    eventually(lambda: not Log(server.places.log).here(), "nobody is connected")
    last = [line for line in log_of(server) if line["person"] == "wangfang" and line["event"] == "ended"][-1]
    assert last["code"] == 128 + signal.SIGHUP


def test_each_person_has_a_folder_of_their_own_for_what_is_remembered(server: Server) -> None:
    for person in ("wangfang", "liming"):
        assert server.ask(person, "help --lang en").code == 0
    people = server.places.state / "duiqi" / "people"
    folders = {path.name for path in people.iterdir()}
    assert len(folders) >= 2
    assert all(re.fullmatch(r"[0-9a-f]{20}", name) for name in folders)
    assert all(path.stat().st_mode & 0o077 == 0 for path in people.rglob("*"))


def test_in_the_end_every_board_is_as_it_should_be(server: Server) -> None:
    from store.board.checking import check

    for name in ("launch", "secret"):
        assert check(server.places.board(name)) == []
    by = {line["by"] for line in lines_of(server) if line["origin"] in ("cli", "screen")}
    assert person_of(server, "陈工") not in {line["by"] for line in lines_of(server)[-10:]}
    assert by
