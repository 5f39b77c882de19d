"""What reaches a terminal or another program: nothing hostile, nothing unreadable, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.board.board import Board
from store.example import many
from tests.harness.clock import FixedClock
from tests.tui.cli.conftest import Run

HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31m\x85",
    "\x7f\x00\x08\r",
    "\u202eevil\u2066",
    "\u200b\ufeff\u00ad",
    "\U000e0041\U000e0042",
]


def _output(run: Run, *words: object) -> str:
    ran = run(*words)
    return ran.out + ran.err


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_arguments_never_reaches_the_terminal(run: Run, board: Path, text: str) -> None:
    shown = [
        _output(run, "update", board, text, "start", "--as", "李明"),
        _output(run, "update", board, "NPL-9", "--note", f"a{text}b", "--as", "李明"),
        _output(run, "update", board, "NPL-9", text, "--as", "李明"),
        _output(run, "list", f"/tmp/{text.replace(chr(0), '')}.json"),
        _output(run, "list", board, "--initiative", text),
        _output(run, "today", board, "--person", text),
        _output(run, "log", board, "--since", text),
        _output(run, f"--{text}"),
        _output(run, "log", board),
        _output(run, "list", board),
        _output(run, "list", board, "--format", "json"),
        # Into a file, as here, it begins with a byte order mark.
        _output(run, "list", board, "--format", "csv").removeprefix("\ufeff"),
        _output(run, "today", board, "--format", "markdown"),
    ]
    for printed in shown:
        harmless = printed.replace("\r\n", "\n")
        for character in text:
            if not character.isprintable():
                assert character not in harmless


def test_json_escapes_what_must_not_be_seen_and_keeps_its_value(
    capfd: pytest.CaptureFixture[str],
) -> None:
    from tui.cli.output import say_json

    text = "".join(HOSTILE) + "好\U0001f600\ud800"
    say_json([{"text": text}])
    printed = capfd.readouterr().out
    for character in text:
        assert character.isprintable() == (character in printed), repr(character)
    assert json.loads(printed) == [{"text": text}]


def test_csv_cells_that_a_spreadsheet_would_calculate_are_made_harmless(run: Run, board: Path) -> None:
    run("update", board, "NPL-9", "--note", "x", "--as", "李明")
    for formula in ("=1+1", "+1", "-1", "@SUM(A1)"):
        run("update", board, "NPL-12", "postpone", "--reason", formula, "--forecast", "4/9", "--as", "周强")
        out = run("list", board, "--format", "csv").out
        for row in csv.reader(io.StringIO(out)):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_markdown_shows_markup_as_it_was_typed(run: Run, board: Path) -> None:
    run(
        *["update", board, "NPL-12", "postpone", "--forecast", "4/9", "--as", "周强"],
        *["--reason", "[x](http://evil) <b> *a* `c`"],
    )
    out = run("today", board, "--format", "markdown").out
    assert r"\[x\](http://evil) \<b\> \*a\* \`c\`" in out


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TZ") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", **more}


def _duiqi(home: Path, *words: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tui", *map(str, words)]
    return subprocess.run(
        command, env=environment(home, **more), capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_terminal_with_another_encoding_gets_what_it_can_show(
    tmp_path: Path, clock: FixedClock, locale: dict[str, str]
) -> None:
    many(tmp_path / "b.json", 3, clock)
    text = _duiqi(tmp_path, "list", tmp_path / "b.json", **locale)
    assert (text.returncode, text.stderr) == (0, b"")
    found = _duiqi(tmp_path, "list", tmp_path / "b.json", "--format", "json", **locale)
    assert json.loads(found.stdout.decode("ascii"))[0]["title"].startswith("子任务1")
    cells = _duiqi(tmp_path, "list", tmp_path / "b.json", "--format", "csv", **locale)
    assert "子任务1" in cells.stdout.decode("utf-8")
    wrong = _duiqi(tmp_path, "list", tmp_path / "没有.json", **locale)
    assert wrong.returncode == 2
    assert b"Traceback" not in wrong.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, clock: FixedClock) -> None:
    many(tmp_path / "b.json", 2000, clock)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "list", str(tmp_path / "b.json"), "--format", "json"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()


def test_no_screen_library_is_loaded_unless_a_screen_opens(tmp_path: Path, clock: FixedClock) -> None:
    many(tmp_path / "b.json", 3, clock)
    code = (
        "import sys; from tui.cli import main; main();"
        "print([n for n in sys.modules if n.partition('.')[0] in"
        " ('textual', 'watchfiles', 'holidays', 'click', 'tinydb')], file=sys.stderr)"
    )
    for words in (["today"], ["list"], ["log"], ["update", "P1-3", "--note", "x"], ["undo"], ["check"]):
        command = [
            sys.executable,
            "-c",
            code,
            words[0],
            str(tmp_path / "b.json"),
            *words[1:],
            "--as",
            "人员1",
        ]
        ran = subprocess.run(command, env=environment(tmp_path), capture_output=True, check=False, timeout=60)
        assert ran.stderr.splitlines()[-1] == b"[]", words


def test_the_installed_command_speaks_the_language_of_theenvironment(tmp_path: Path) -> None:
    english = _duiqi(tmp_path, "list", "no.json", DUIQI_LANG="en").stderr.decode()
    assert "There is no board" in english
    forced = _duiqi(tmp_path, "--lang", "en", "list", "no.json", DUIQI_LANG="zh").stderr.decode()
    assert forced == english


def test_a_board_that_cannot_be_written_ends_with_three(run: Run, board: Path, clock: FixedClock) -> None:
    lock = Board.open(board, clock=clock)
    lock.close()
    board.with_suffix(".duiqi").joinpath("journal.jsonl").write_bytes(b"not a journal\n")
    ran = run("update", board, "NPL-9", "start", "--as", "孙莉")
    assert ran.code == 3
    assert ran.err


def test_csv_in_a_file_is_marked_for_spreadsheets_and_plain_in_a_pipe(board: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "list", str(board), "--format", "csv", "--lang", "en"]
    with (tmp_path / "t.csv").open("wb") as file:
        subprocess.run(command, stdout=file, check=True)
    piped = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbf" + piped
