"""Hostile texts on the screen: nothing reaches the terminal but text and what Textual itself writes."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from store.model.text import MARKS_IN_A_ROW, unseen
from tests.data.hostile import HOSTILE
from tests.tui.terminal.stage import on_stage
from tui.terminal.output import Harmless, harmless_cells

BLACK = Color(0, 0, 0)
# What Textual writes: colours, cursor positions, modes, the pointer's shape, the keyboard protocol.
OWN = re.compile(
    r"\x1b\[[0-9;]*[mH]|\x1b\[\?[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[<>][0-9]*u|\x1b\]22;[a-z-]*\x07|\r?\n"
)
# Textual writes these once each at start and end; a hostile text that wrote one would make it more.
MODES_ONCE = ("\x1b[?1049h", "\x1b[?1049l")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_segment_keeps_its_width_and_loses_what_cannot_be_seen(text: str) -> None:
    painted = harmless_cells(text)
    assert cell_len(painted) == cell_len(text)
    assert not any(unseen(character) for character in painted)


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_keeps_its_width(text: str) -> None:
    assert cell_len(harmless_cells(text)) == cell_len(text)
    assert harmless_cells(harmless_cells(text)) == harmless_cells(text)


def test_a_line_that_is_harmless_is_not_touched() -> None:
    line = [Segment("  NPL-7 推广方案 ", Style(color="red")), Segment("café")]
    assert Harmless().apply(line, BLACK) is line


def test_a_link_is_painted_as_text() -> None:
    style = Style(color="red", link="https://evil.example/\x1b]0;x\x07") + Style.from_meta({"row": 3})
    (segment,) = Harmless().apply([Segment("here", style)], BLACK)
    assert segment.text == "here"
    assert segment.style is not None
    assert segment.style.link is None
    assert segment.style.color == style.color
    assert segment.style.meta == {"row": 3}


def test_raw_output_in_a_line_is_left_out() -> None:
    line = [Segment("a"), Segment("\x1b[2J", None, [(ControlType.CLEAR,)]), Segment("b")]
    assert Harmless().apply(line, BLACK) == [Segment("a"), Segment("b")]


def test_nothing_hostile_reaches_the_terminal(tmp_path: Path) -> None:
    with on_stage("hostile", tmp_path) as stage:
        (height,) = (what[1] for what in stage.heard() if what[0] == "size")
        for page in range(1, height // 20 + 2):
            stage.send(b"\x1b[20~")  # F9: the next page
            stage.until_heard("page", page)
        stage.process.send_signal(signal.SIGTERM)
        stage.exit_code()
        painted = stage.painted.decode("utf-8")
    assert "word word" in painted
    left = OWN.sub("", painted)
    odd = sorted({character for character in left if unseen(character)})
    assert odd == []
    assert not re.search(rf"[\u0300-\u036f]{{{MARKS_IN_A_ROW + 1}}}", left)
    assert all(painted.count(mode) == 1 for mode in MODES_ONCE)
