"""`duiqi channel` and `duiqi send`: to robots on this machine."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.harness.clock import FixedClock
from tests.harness.robots import SECRET, TOKEN, Robots, robots
from tests.tui.cli.conftest import Ran, Run
from tests.tui.cli.test_meeting import held

__all__ = ["held"]  # the fixture


@pytest.fixture
def server() -> Iterator[Robots]:
    with robots(secret=SECRET) as running:
        yield running


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What stands on standard input."""

    def type_(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))

    return type_


@pytest.fixture
def add(run: Run, server: Robots, typed: Callable[..., None]) -> Callable[..., Ran]:
    def channel(name: str = "team", service: str = "dingtalk", *more: str) -> Ran:
        typed(TOKEN, *([SECRET] if service == "dingtalk" else []))
        address = server.address(service)
        return run(
            "channel", "add", name, "--service", service, "--address", address, "--allow-address", *more
        )

    return channel


def test_the_digest_goes_to_the_group_once_a_day(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots, clock: FixedClock
) -> None:
    assert add().code == 0
    sent = run("send", board, "--digest")
    assert (sent.code, sent.err) == (0, "")
    assert sent.out == "Sent to team: 市场协作看板 日报 2024-03-25\n"
    assert "NPL-6 宣传物料设计" in server.texts[0]
    again = run("send", board, "--digest")
    assert again.code == 0
    assert "--again" in again.out
    assert len(server.texts) == 1
    assert run("send", board, "--digest", "--initiative", "npl").code == 0
    assert run("send", board, "--digest", "--again").code == 0
    clock.advance(timedelta(days=1))
    assert run("send", board, "--digest").code == 0
    assert len(server.texts) == 4


def test_a_dry_run_prints_exactly_what_would_be_sent_and_sends_nothing(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots
) -> None:
    add("team", "wecom")
    dry = run("send", board, "--digest", "--dry-run")
    assert dry.code == 0
    assert server.requests == []
    run("send", board, "--digest")
    assert dry.out == server.texts[0] + "\n"


def test_minutes_table_1_and_an_urgent_call_are_sent(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots, held: Callable[..., None]
) -> None:
    held()
    add()
    assert run("send", board, "--minutes", "1").code == 0
    assert run("send", board, "--assignment", "INC").code == 0
    assert run("send", board, "--call", "NPL-6").code == 0
    minutes, table, urgent = server.texts
    assert "先发电子版 ＜b＞手册＜/b＞" in minutes
    assert "INC-2 退款与客户安抚" in table
    assert "卖点清单" in urgent


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--assignment", "NPL"], "not confirmed yet: 5 of 6"),
        (["--assignment", "XXX"], "There are: NPL, CSP, INC"),
        (["--minutes", "99"], "There is no meeting 99"),
        (["--minutes", "x" * 30], "There is no meeting"),
        (["--call", "NPL-7"], "No issue blocks NPL-7"),
        (["--call", "XXX-7"], "There is no item XXX-7"),
        (["--digest", "--outbox"], "Give one of"),
        ([], "Give one of"),
        (["--digest", "--channel", "other"], "There are: team"),
        (["--resend", "../x"], "There is no message"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_option(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots, words: list[str], said: str
) -> None:
    add()
    ran = run("send", board, *words)
    assert ran.code == 2
    assert said in ran.err
    assert server.requests == []


def test_those_who_must_act_are_called_by_number(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots, typed: Callable[..., None]
) -> None:
    add()
    typed("138-0000-0001")
    assert run("channel", "mobile", "陈工").code == 0
    run("send", board, "--digest")
    assert server.taken[0]["at"] == {"atMobiles": ["13800000001"], "isAtAll": False}
    assert server.texts[0].endswith("\n\n@13800000001")
    listed = run("channel", "list").out
    assert "陈工" in listed
    assert "138" not in listed
    assert run("channel", "mobile", "陈工", "--remove").code == 0
    assert "陈工" not in run("channel", "list").out


def test_what_was_refused_stays_until_it_is_put_right(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots
) -> None:
    server.keyword = "对齐"
    add()
    ran = run("send", board, "--digest")
    assert ran.code == 3
    assert "310000" in ran.err
    listed = run("send", "--outbox")
    assert listed.code == 1
    assert "turned away" in listed.out
    assert len(server.requests) == 1
    add("team", "dingtalk", "--replace", "--keyword", "对齐")
    server.keyword = ""  # what is in the outbox was made without the word
    id_ = listed.out.splitlines()[1].split()[0]
    assert run("send", "--resend", id_).code == 0
    assert run("send", "--outbox").out == "The outbox is empty.\n"


def test_what_is_perhaps_sent_is_a_persons_to_decide(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots
) -> None:
    server.faults = ["reset", "reset", "reset"]
    add()
    ran = run("send", board, "--digest")
    assert ran.code == 3
    assert "perhaps sent to team" in ran.err
    id_ = ran.err.partition("--arrived ")[2].partition("`")[0]
    assert run("send", board, "--digest").code == 3
    listed = run("send", "--outbox")
    assert listed.code == 1
    assert "perhaps sent" in listed.out
    assert len(server.requests) == 1
    assert run("send", "--resend", id_).code == 3
    assert run("send", "--arrived", id_).code == 0
    assert run("send", board, "--digest").code == 0
    assert len(server.requests) == 2
    ran = run("send", board, "--digest", "--again")
    id_ = ran.err.partition("--arrived ")[2].partition("`")[0]
    assert "dropped" in run("send", "--forget", id_).out
    assert run("send", "--outbox").code == 0


def test_a_test_message_says_whether_a_channel_works_and_leaves_nothing(
    run: Run, add: Callable[..., Ran], server: Robots
) -> None:
    add()
    assert run("channel", "test", "team").code == 0
    assert "The channel team works" in server.texts[0]
    server.secret = "SECanother-one"
    broken = run("channel", "test", "team")
    assert broken.code == 3
    assert "sign not match" in broken.err
    assert run("send", "--outbox").code == 0


def test_a_channel_is_listed_and_removed_without_showing_its_token(
    run: Run, add: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "duiqi channel add" in run("channel", "list").out
    add()
    add("ops", "wecom", "--plain", "--proxy", "--token-from", "OPS_KEY")
    listed = run("channel", "list").out.splitlines()
    assert [line.split()[:4] for line in listed[1:]] == [
        ["team", "DingTalk", "kept", "kept"],
        ["ops", "WeCom", "$OPS_KEY", "-"],
    ]
    assert "plain text, http://127.0.0.1" in listed[2]
    assert run("channel", "remove", "team").code == 0
    assert run("channel", "remove", "team").code == 2
    assert "ops" in run("channel", "list").out


def test_an_address_elsewhere_needs_a_word(run: Run, typed: Callable[..., None]) -> None:
    typed(TOKEN)
    ran = run("channel", "add", "x", "--service", "wecom", "--address", "https://evil.example.com/send")
    assert ran.code == 2
    assert "--allow-address" in ran.err
    typed(f"https://evil.example.com/send?key={TOKEN}")
    ran = run("channel", "add", "x", "--service", "wecom")
    assert ran.code == 2
    assert TOKEN not in ran.err
    assert run("channel", "list").out.startswith("There is no channel")


@pytest.mark.parametrize(
    "words",
    [
        ["channel", "add", "x"],
        ["channel", "add", "a b", "--service", "wecom"],
        ["channel", "add", "x", "--service", "wecom", "--keyword", "w"],
        ["channel", "add", "x", "--service", "wecom", "--secret-from", "S"],
        ["channel", "add", "x", "--service", "wecom", "--token-from", "not a name"],
        ["channel", "add"],
        ["channel", "paint"],
        ["channel", "test", "x"],
        ["channel", "mobile", "x"],
    ],
)
def test_what_makes_no_channel_is_refused(run: Run, typed: Callable[..., None], words: list[str]) -> None:
    typed("")
    assert run(*words).code == 2


def test_sending_can_be_switched_off_for_a_whole_server(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots, monkeypatch: pytest.MonkeyPatch
) -> None:
    add()
    monkeypatch.setenv("DUIQI_CHAT", "off")
    assert run("send", board, "--digest").code == 3
    assert run("channel", "list").code == 3
    assert run("send", board, "--digest", "--dry-run").code == 0
    assert server.requests == []


def test_no_token_secret_or_number_is_in_any_file_or_output(
    run: Run,
    board: Path,
    add: Callable[..., Ran],
    server: Robots,
    typed: Callable[..., None],
    isolated: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """But in the one file that is there for them, and in what leaves for the service."""
    caplog.set_level(0)
    number = "13800000001"
    said = [add()]
    typed(number)
    said.append(run("channel", "mobile", "陈工"))
    server.faults = [(200, {"errcode": 300001, "errmsg": f"token {TOKEN} {SECRET}"}), "hang", "noise"]
    from store.chat import sender

    monkeypatch.setattr(sender.Sender.__init__, "__defaults__", (2.0, 0.3))
    said.append(run("send", board, "--digest"))
    said += [run("send", board, "--digest", "--again"), run("send", board, "--digest", "--again")]
    said += [
        run("send", "--outbox"),
        run("channel", "list"),
        run("log", board),
        run("channel", "test", "team"),
    ]
    said.append(run("send", board, "--call", "NPL-6"))

    def explode(*_values: object) -> object:
        raise RuntimeError("something broke")

    monkeypatch.setattr("store.chat.sending.Sending._ask", explode)
    said.append(run("send", board, "--digest", "--again"))
    assert "RuntimeError" in said[-1].err
    printed = "".join(ran.out + ran.err for ran in said) + caplog.text
    assert len(server.requests) >= 5
    for text in (TOKEN, SECRET):
        assert text not in printed
    assert number not in printed
    files = [path for folder in (isolated, board.parent) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    with_token = [path.name for path in files if TOKEN.encode() in path.read_bytes()]
    with_secret = [path.name for path in files if SECRET.encode() in path.read_bytes()]
    assert with_token == with_secret == ["channels.toml"]
    assert all(number.encode() not in path.read_bytes() for path in board.parent.rglob("*") if path.is_file())


def test_a_process_that_is_killed_while_it_waits_for_the_answer_has_perhaps_sent(
    run: Run, board: Path, add: Callable[..., Ran], server: Robots
) -> None:
    add()
    server.faults = ["hang"]
    command = [sys.executable, "-m", "tui", "send", str(board), "--digest"]
    process = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert server.came.wait(30)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    listed = run("send", "--outbox")
    assert listed.code == 1
    assert "perhaps sent: the program ended before the answer" in listed.out
    assert len(server.requests) == 1
