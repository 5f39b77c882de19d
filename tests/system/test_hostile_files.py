"""Hostile texts that come in through files: a journal line made by hand, another program's edit, a file name.

Seen in a real terminal, and in all that the command line prints.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from store.board.board import Board
from store.board.line import Line, encode
from store.board.paths import Paths
from store.model.change import Change, value_of
from store.model.organisation import Settings
from store.model.record import record_class
from store.model.state import State
from store.model.text import unseen
from tests.data.hostile import CONTROLS, HOSTILE, MARKUP
from tests.system.painted import smuggled
from tests.system.poison import Texts, full_records, poisoned
from tests.system.sessions import lines_of, session
from tests.tui.cli.conftest import Run, nobody, run

__all__ = ["nobody", "run"]

# What a file can hold and a record takes: no lone surrogates, nothing empty behind the door, not too long.
SHORT: Final = [
    f"{text} {at}"
    for at, text in enumerate(HOSTILE)
    if len(text) < 60 and text == text.encode(errors="ignore").decode()
]
NAME: Final = "launch [red]\x1b]0;owned\x07\u202e $(id) {0}.json"


def forge(board: Path) -> None:
    """Append a line to the journal that sets every text of every record, raw, with its sum right."""
    texts = Texts(SHORT)
    state = _state(board)
    changes = [
        Change(table, record.id, None, value_of(record, None), value_of(evil, None))
        for table, record in state.records()
        if (evil := poisoned(record, texts)) is not record and table != Settings.table
    ]
    changes += [
        Change(evil.table, evil.id, None, None, value_of(poisoned(evil, texts), None))
        for evil in full_records(state, texts)
    ]
    journal = Paths.of(board).journal
    last = lines_of(board)[-1]
    line = Line(
        last["seq"] + 1,
        datetime.now(UTC),
        1,
        None,
        "\x1b]0;x\x07[/red]",
        "[/]\x9b31m{x}",
        None,
        tuple(changes),
        last["sum"],
        "",
    )
    with journal.open("ab") as file:
        file.write(encode(line)[1])


def edit_by_hand(board: Path) -> None:
    """Write the TinyDB file as another program would, every text of it hostile."""
    texts = Texts(SHORT)
    tables = json.loads(board.read_text())
    for name, rows in tables.items():
        if not name.startswith("_") and name != Settings.table:
            for id_, body in rows.items():
                record = record_class(name).model_validate({**body, "id": int(id_)})
                rows[id_] = poisoned(record, texts).body()
    board.write_text(json.dumps(tables))


def _state(board: Path) -> State:
    opened = Board.open(board, read_only=True)
    opened.close()
    return opened.state


@pytest.fixture(params=[forge, edit_by_hand], ids=["a forged line", "an edit by hand"])
def evil(request: pytest.FixtureRequest, board_file: Path) -> Path:
    """The board, hostile in every text, under a hostile name."""
    folder = board_file.parent
    request.param(board_file)
    named = folder / NAME
    board_file.rename(named)
    Paths.of(board_file).folder.rename(Paths.of(named).folder)
    return named


def test_a_hostile_board_is_text_in_a_terminal(evil: Path) -> None:
    board = Board.open(evil)
    assert board.read_only is None
    board.close()
    with session(evil, None, size=(120, 40)) as terminal:
        terminal.wait_for("您是哪位")
        terminal.type("主持人")
        terminal.wait_gone("成员")
        terminal.press("enter")
        terminal.wait_gone("您是哪位")
        terminal.press("enter")
        terminal.wait_for("[关注")
        for view in ("[全部", "[按状态", "[按部门", "[按人", "[关注"):
            terminal.press("v")
            terminal.wait_for(view)
            terminal.press("end", "home")
        terminal.press("down")  # an issue may stand first; the keys are those of tasks
        for key, shown in OPENED_BY.items():
            terminal.press(key)
            terminal.wait_for(shown)
            terminal.paste("".join(CONTROLS + MARKUP).encode(errors="ignore").decode())
            terminal.press("tab", "down")
            terminal.settle(0.1)
            terminal.press("esc")
            terminal.wait_gone(shown)
        terminal.press("3")
        terminal.wait_gone("[关注")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
        painted = terminal.raw.decode()
    assert smuggled(painted, copies=1, rings=True) == []


OPENED_BY: Final = {
    "e": "ctrl+s",
    "b": "ctrl+s",
    "p": "ctrl+s",
    "n": "ctrl+s",
    "?": "这个画面的按键",
    "ctrl+p": "输入名称的一部分",
    "ctrl+g": "跳到哪一项",
    "enter": "enter 选择",
    "y": "已复制",
}
"""Keys of the follow-up board, and what stands only in what they open."""


COMMANDS: Final = [
    *(
        ["list", "--table", table, "--format", format_]
        for table in ("tasks", "issues", "initiatives", "people", "departments")
        for format_ in ("text", "json", "csv")
    ),
    *(["today", "--format", format_] for format_ in ("text", "json", "markdown")),
    *(["log", "--format", format_] for format_ in ("text", "json")),
    ["log", "--at", "+0d"],
    ["check"],
    ["export", "schedule", "--initiative", "NPL"],
    ["undo"],
    ["update", "NPL-7", "start"],
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_board_is_text_in_all_that_is_printed(evil: Path, run: Run, lang: str) -> None:
    for verb, *options in COMMANDS:
        done = run(verb, evil, *options, lang=lang)
        assert done.code in (0, 1, 2, 3), (verb, done)
        # CSV in a file, as here, begins with a byte order mark.
        assert_plain(done.out.removeprefix("\ufeff"), verb, options)
        assert_plain(done.err, verb, options)
        assert "Traceback" not in done.err
        if "json" in options and done.code == 0:
            json.loads(done.out)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_on_the_command_line_are_text_in_what_it_answers(
    board_file: Path, run: Run, lang: str
) -> None:
    for text in [text for text in HOSTILE if text and "\x00" not in text and len(text) < 200]:
        for words in (
            ("list", text),
            ("list", board_file, "--as", text),
            ("list", board_file, "--table", text),
            ("update", board_file, text, "start"),
            ("update", board_file, "NPL-7", text),
            ("update", board_file, "NPL-7", "postpone", "--forecast", text, "--as", "李明"),
            ("today", board_file, "--person", text),
            (text,),
        ):
            done = run(*words, lang=lang)
            assert "Traceback" not in done.err
            assert done.code in (0, 2, 3), (words, done)
            assert_plain(done.out, *words)
            assert_plain(done.err, *words)


def assert_plain(printed: str, *what: object) -> None:
    odd = sorted({f"U+{ord(each):04X}" for each in printed if unseen(each) and each not in "\r\n\t"})
    assert odd == [], what


@pytest.mark.parametrize("text", [text for text in CONTROLS if text[0] in "\x1b\x9b\x9d" and len(text) > 8])
def test_a_command_that_leaked_would_be_found(text: str) -> None:
    assert smuggled(f"\x1b[1;1H\x1b[0mNPL-7 {text}\x1b[0m") != []
    assert smuggled("\x1b[1;1H\x1b[0mNPL-7 推广\x1b[0m\x1b[?25h") == []
