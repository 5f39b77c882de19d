"""Every command on a board whose every text is hostile, in a real terminal: the bytes that reach it are text.

What a pipe is given is in `test_hostile_files.py`.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Final

import pytest

from store.board.board import Board
from store.model.organisation import Person, Role
from tests.data.hostile import CONTROLS, MARKUP, UNSEEN
from tests.harness import Terminal
from tests.system.painted import smuggled
from tests.system.test_hostile_files import evil, forge
from tui.cli import grammar

__all__ = ["evil"]

COMMANDS: Final = [
    "list BOARD --format csv",
    *(f"list BOARD --table {t}" for t in ("issues", "risks", "initiatives", "people", "departments")),
    "today BOARD",
    "log BOARD NPL-7",
    *(
        f"export BOARD {document} --initiative NPL"
        for document in ("brief", "confirmation", "assignment", "progress", "issues", "risks")
    ),
    "export BOARD minutes --meeting 1",
    *(f"export BOARD progress --initiative NPL --format {f}" for f in ("md", "html", "csv", "json")),
    *(f"export BOARD schedule --initiative NPL --format {f}" for f in ("ics", "mermaid")),
    *(f"export BOARD progress --initiative NPL --format {f}" for f in ("docx", "xlsx")),
    "meeting BOARD --list",
    *(f"meeting BOARD 1 --format {f}" for f in ("text", "md", "json")),
    *(f"review BOARD {code}" for code in ("NPL", "EVIL")),
    "settings BOARD AS --name TITLE",
    "settings BOARD",
    "channel add team --service wecom --token-from ROBOT",
    "channel list",
    *(f"send BOARD {what} --dry-run AS" for what in ("--digest", "--assignment NPL", "--minutes 1")),
    "send BOARD --outbox",
    "update BOARD NPL-7 start AS",
    "update BOARD NPL-9 complete AS",
    "undo BOARD AS",
    "import BOARD TABLE --initiative EVIL --dry-run --add AS",
    "import BOARD TABLE --initiative EVIL --add AS",
    "import BOARD MINUTES --meeting 1 --dry-run AS",
    "check BOARD",
    "backup BOARD",
    "restore TABLE BOARD",
    "archive BOARD EVIL AS",
    "archive BOARD EVIL --force AS",
    "unarchive BOARD TABLE AS",
    "host list --host TABLE",
    "completion words -- duiqi update BOARD ''",
]
"""`AS` says who is typing: somebody whose name is hostile too."""
NOTHING_OF_A_BOARD: Final = {"open", "demo", "new", "serve", "help"}


def test_every_command_is_tried() -> None:
    tried = {command.split()[0] for command in COMMANDS}
    assert tried == {verb.name for verb in grammar.VERBS} - NOTHING_OF_A_BOARD


@pytest.mark.parametrize("evil", [forge], indirect=True, ids=["a forged line"])
def test_a_hostile_board_is_text_whatever_is_asked(evil: Path, tmp_path: Path) -> None:
    said = {name: shlex.quote(str(word)) for name, word in _words(evil, tmp_path).items()}
    lines = []
    for command in COMMANDS:
        words = [said.get(word, word) for word in command.split(" ")]
        lines.append(shlex.join([sys.executable, "-m", "tui"]) + " " + " ".join(words))
    shell = ["sh", "-c", "; ".join([*lines, "echo all of them"])]
    with Terminal(shell, size=(200, 50), env={"ROBOT": "a" * 64}) as terminal:
        terminal.wait_for("all of them", patience=120)
        assert terminal.wait_exit() == 0
        painted = terminal.raw.decode()
    assert "Traceback" not in painted
    # Lines of CSV and calendars end in both, and the terminal adds its own.
    assert smuggled(painted.replace("\r\r\n", "\n").replace("\t", "")) == []


def _words(board: Path, folder: Path) -> dict[str, object]:
    """What stands for the words of a command in capitals: files full of what is hostile, and somebody."""
    # No file of texts holds half of a character.
    texts = [text for text in CONTROLS + UNSEEN + MARKUP if text == text.encode(errors="ignore").decode()]
    cells = [text.replace('"', "") for text in texts if "\0" not in text]
    table, minutes = folder / "table.csv", folder / "minutes.md"
    table.write_text(
        "子任务,负责人,备注\n" + "".join(f'"{c}","{c}","{c}"\n' for c in cells), encoding="utf-8"
    )
    minutes.write_text("".join(f"- 行动 @{cell} {cell}\n" for cell in cells), encoding="utf-8")
    opened = Board.open(board, read_only=True)
    opened.close()
    people = opened.state.all(Person)
    leader = next(person.name for person in people if person.role is Role.FACILITATOR)
    return {
        "BOARD": board,
        "TABLE": table,
        "MINUTES": minutes,
        "TITLE": "\x1b]0;owned\x07[/red]",
        "AS": f"--as={leader}",
    }
