"""What docs/file-format.md shows is what the program reads and writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from store.board.checkpoint import Header, peek
from store.board.line import NO_SUM, Whole, decode, parsed, whole_of
from store.model.clock import Clock
from tests.harness.clock import FixedClock

PAGE: Final = Path(__file__).parents[2] / "docs" / "file-format.md"


def block(kind: str, containing: str) -> str:
    """The code of a block on the page."""
    blocks = re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return next(str(code) for code in blocks if containing in code)


def board(folder: Path, clock: Clock) -> Path:
    """A board of one department."""
    from store.board.board import Board
    from store.rules.commands import AddDepartment

    path = folder / "launch.json"
    made = Board.create(path, {"name": "市场协作看板"}, clock=clock)
    made.commit(AddDepartment("市场部"))
    made.close()
    return path


def test_the_lines_on_the_page_are_a_journal() -> None:
    lines = block("jsonl", "postpone").encode().splitlines()
    prev = NO_SUM
    for raw in lines:
        line = decode(raw)
        assert line.prev == prev
        prev = line.sum
    assert isinstance(whole_of(parsed(lines[0])), Whole)


def test_the_header_on_the_page_is_the_files(tmp_path: Path, clock: FixedClock) -> None:
    header = peek(board(tmp_path, clock))
    assert isinstance(header, Header)
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in header.as_json() if f"`{name}`" not in page] == []


def test_the_verifying_on_the_page_finds_a_changed_byte(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = board(tmp_path, clock)
    monkeypatch.chdir(tmp_path)
    verify = compile(block("python", "zlib").replace("open(", "lines("), str(PAGE), "exec")

    def lines(name: str, mode: str) -> list[bytes]:
        assert (name, mode) == ("launch.duiqi/journal.jsonl", "rb")
        return Path(name).read_bytes().splitlines(keepends=True)

    exec(verify, {"lines": lines})
    journal = path.with_suffix(".duiqi") / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace("市场部".encode(), "销售部".encode()))
    with pytest.raises(AssertionError, match="is damaged"):
        exec(verify, {"lines": lines})


def test_a_script_on_the_page_writes_to_a_board(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    board(tmp_path, clock)
    monkeypatch.chdir(tmp_path)
    exec(compile(block("python", "BoardStorage"), str(PAGE), "exec"), {})
