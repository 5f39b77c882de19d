"""Raw bytes into a real terminal: what the program hears of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.terminal.stage import Stage, on_stage
from tui.terminal.input import TALLEST, WIDEST, TerminalDriver


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One program for all: that it is still there after each test is the point."""
    with on_stage("plain", tmp_path_factory.mktemp("stage")) as stage:
        yield stage


def hear(stage: Stage, *reads: bytes) -> list[list[object]]:
    """What the program hears of `reads`, each sent when the one before was read."""
    before = len(stage.heard())
    for read in reads:
        stage.send(read)
        stage.until(stage.all_read)
    stage.send(b"\x1b[24~")  # F12: all before it has been heard
    stage.until(lambda: ["key", "f12", None] in stage.heard()[before:])
    return stage.heard()[before:-1]


def test_keys_are_heard(stage: Stage) -> None:
    assert hear(stage, "a三".encode()) == [["key", "a", "a"], ["key", "三", "三"]]


def test_bytes_of_another_encoding_do_not_end_the_program(stage: Stage) -> None:
    assert hear(stage, b"\xff\xfe", b"\xc4\xe3\xba\xc3") == []
    assert hear(stage, b"z") == [["key", "z", "z"]]


def test_an_unasked_answer_in_eight_bits_is_no_key(stage: Stage) -> None:
    """With a control as a byte by itself, and as a character."""
    assert hear(stage, b"\x9b?62;4c\x9d52;c;cXF1aXQ=\x9cz", b"\xc2\x9b?62;4c\xc2\x9d52;c;cXF1\xc2\x9cz") == [
        ["key", "z", "z"],
        ["key", "z", "z"],
    ]


def test_an_escape_in_a_paste_is_no_key(stage: Stage) -> None:
    pasted = b"\x1b[200~one\x1b[A\x1bq\x1b]52;c;AA\x07two\x1b\x1b[201~"
    assert hear(stage, pasted) == [["paste", "one[Aq]52;c;AAtwo"]]


def test_a_paste_cut_into_reads_is_one_paste(stage: Stage) -> None:
    whole = "\x1b[200~部门\x1b[201~".encode()
    reads = [whole[index : index + 1] for index in range(len(whole))]
    # An ESC alone in a read is waited for.
    assert hear(stage, b"\x1b[2", *reads[3:]) == [["paste", "部门"]]


def test_an_unasked_answer_is_no_key(stage: Stage) -> None:
    assert hear(stage, b"\x1b]11;rgb:1111/2222/3333\x1b\\\x1bP>|term\x1b\\\x1b[?62;4c\x1b[0nz") == [
        ["key", "z", "z"]
    ]


def test_full_width_signs_are_plain_keys(stage: Stage) -> None:
    assert hear(stage, "？、。".encode()) == [
        ["key", "question_mark", "?"],
        ["key", "slash", "/"],
        ["key", "full_stop", "."],
    ]


def test_a_lone_escape_is_a_key(stage: Stage) -> None:
    before = len(stage.heard())
    stage.send(b"\x1b")
    stage.until(lambda: stage.heard()[before:] == [["key", "escape", "\x1b"]])


def test_a_window_is_no_larger_than_any_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes in over SSH says how large theirs is; so may the terminal itself, in the stream."""
    driver = object.__new__(TerminalDriver)
    for said, taken in {("65535", "65535"): (WIDEST, TALLEST), ("120", "40"): (120, 40)}.items():
        monkeypatch.setenv("COLUMNS", said[0])
        monkeypatch.setenv("LINES", said[1])
        assert driver._get_terminal_size() == taken
    with on_stage("sized", tmp_path) as stage:
        stage.send(b"\x1b[48;40;120;800;1200t")
        stage.until_heard("sized", 120, 40)
        stage.send(b"\x1b[48;65535;65535;65535;65535t")
        stage.until_heard("sized", WIDEST, TALLEST)
