"""What a terminal sends means the same however it is cut into reads, and pastes are only text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from tests.data.hostile import HOSTILE
from tui.terminal.sequences import (
    KEY_WAIT,
    PASTE_END,
    PASTE_LIMIT,
    PASTE_START,
    PASTE_WAIT,
    SEQUENCE_WAIT,
    EscapeKey,
    Heard,
    Keys,
    Listener,
    Pasted,
    Unreadable,
)

LATER = 100.0
SEQUENCES = [key for key in ANSI_SEQUENCES_KEYS if key.startswith(("\x1b[", "\x1bO"))]


def hear(*reads: str) -> list[Heard]:
    """What several reads, one right after the other, mean; keys that follow each other joined."""
    listener = Listener()
    heard = [what for read in reads for what in listener.feed(read, 0.0)]
    return joined([*heard, *listener.tick(LATER)])


def meaning(*reads: str) -> list[Heard]:
    """The same without the word that something could not be read."""
    return joined([what for what in hear(*reads) if what != Unreadable()])


def joined(heard: list[Heard]) -> list[Heard]:
    found: list[Heard] = []
    for what in heard:
        if isinstance(what, Keys) and found and isinstance(found[-1], Keys):
            found[-1] = Keys(found[-1].text + what.text)
        else:
            found.append(what)
    return found


def paste(text: str) -> str:
    return PASTE_START + text + PASTE_END


def test_plain_keys_go_through() -> None:
    assert hear("ab三\r\t\x7f\x01") == [Keys("ab三\r\t\x7f\x01")]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_every_key_sequence_that_textual_knows_goes_through(sequence: str) -> None:
    assert hear(sequence) == [Keys(sequence)]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[97;5u",  # ctrl+a, kitty's way
        "\x1b[97;2;65u",
        "\x1b[1;5A",
        "\x1b[I",
        "\x1b[O",
        "\x1b[<0;10;20M",
        "\x1b[<35;10;20m",
        "\x1b[48;24;80;480;1600t",
        "\x1b[?2026;2$y",
        "\x1b[24;80R",
        "\x1b[[A",
    ],
)
def test_what_the_parser_understands_goes_through(sequence: str) -> None:
    assert hear(sequence) == [Keys(sequence)]
    keys = [event for event in XTermParser().feed(sequence) if isinstance(event, events.Key)]
    assert len(keys) <= 1


@pytest.mark.parametrize(
    "answer",
    [
        "\x1b[?62;4c",
        "\x1b[>0;276;0c",
        "\x1b[0n",
        "\x1b[8;24;80t",
        "\x1b[201~",
        "\x1b[99999999u",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]52;c;cXF1aXQ=\x1b\\",
        "\x1bP>|XTerm(370)\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x85",
        "\x9b?62;4c",
        "\x9d52;c;cXF1aXQ=\x9c",
        "\x90>|XTerm(370)\x9c",
        "\x9fGi=31;OK\x9c",
        "\udc9b?62;4c",
        "\udc9d52;c;cXF1aXQ=\udc9c",
        "\udc90>|XTerm(370)\udc9c",
    ],
)
def test_answers_are_no_keys(answer: str) -> None:
    assert hear("a" + answer + "b") == [Keys("ab")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_paste_is_text_whatever_it_holds(text: str) -> None:
    heard = hear("a" + paste(text) + "b")
    assert heard[0] == Keys("a")
    assert heard[-1] == Keys("b")
    assert len(heard) == 3
    assert isinstance(heard[1], Pasted)
    assert not any(ord(character) < 32 and character not in "\n\t" for character in heard[1].text)


@given(
    st.lists(st.sampled_from([*HOSTILE[:40], PASTE_START, PASTE_END, "a", "\x1b", "\x1b[", "\x1b[20"])),
    st.data(),
)
def test_where_the_reads_are_cut_makes_no_difference(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    reads = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    # A sequence that is never finished may be given up at different places: finish it.
    end = "\x1b\\\x1b[201~z"
    # That a read was unreadable is said before its keys.
    assert meaning(*reads, end) == meaning(text + end)


def test_a_paste_has_newlines_and_no_other_line_ends() -> None:
    assert hear(paste("a\r\nb\rc\td\x1b[31m\x9b\x7f")) == [Pasted("a\nb\nc\td[31m")]


def test_a_paste_without_an_end_ends_by_silence() -> None:
    listener = Listener()
    assert list(listener.feed(PASTE_START + "rm -rf\x1b[20", 0.0)) == []
    assert listener.deadline == PASTE_WAIT
    assert list(listener.tick(PASTE_WAIT - 0.1)) == []
    assert list(listener.feed("q", 1.0)) == []
    assert list(listener.tick(1.0 + PASTE_WAIT)) == [Pasted("rm -rf[20q")]
    assert list(listener.feed("q", 9.0)) == [Keys("q")]


def test_a_huge_paste_is_cut_and_its_rest_is_no_keys() -> None:
    listener = Listener()
    heard = list(listener.feed(PASTE_START, 0.0))
    for _ in range(40):
        heard += listener.feed("x" * 10_000, 0.0)
    heard += listener.feed(PASTE_END, 0.0)
    assert heard == [Pasted("x" * PASTE_LIMIT)]


def test_a_lone_escape_is_a_key_after_a_moment() -> None:
    listener = Listener()
    assert list(listener.feed("\x1b", 0.0)) == []
    assert listener.deadline == KEY_WAIT
    assert list(listener.tick(KEY_WAIT)) == [EscapeKey()]
    assert listener.deadline is None


def test_two_escapes_are_two_keys() -> None:
    assert hear("\x1b\x1b") == [EscapeKey(), EscapeKey()]


@pytest.mark.parametrize("key", ["]", "P", "_", "[", "O", "a"])
def test_alt_with_any_key_is_a_key(key: str) -> None:
    assert hear("\x1b" + key) == [Keys("\x1b" + key)]


def test_a_sequence_never_finished_is_dropped() -> None:
    listener = Listener()
    assert list(listener.feed("\x1b[1;", 0.0)) == []
    assert list(listener.tick(SEQUENCE_WAIT)) == []
    assert list(listener.feed("q", 2.0)) == [Keys("q")]


def test_an_answer_never_finished_gives_the_keyboard_back() -> None:
    listener = Listener()
    assert list(listener.feed("\x1b]11;rgb:", 0.0)) == []
    assert list(listener.tick(SEQUENCE_WAIT)) == []
    assert list(listener.feed("q", 2.0)) == [Keys("q")]


def test_an_answer_as_long_as_a_clipboard_is_no_keys_and_waits_for_its_rest() -> None:
    listener = Listener()
    for _ in range(100):
        assert list(listener.feed("\x1b]52;c;" + "q" * 4096, 0.0)) == []
    assert list(listener.tick(SEQUENCE_WAIT)) == []
    assert list(listener.feed("qqqq\x1b", SEQUENCE_WAIT + 1)) == []
    assert list(listener.feed("\\q", SEQUENCE_WAIT + 2)) == [Keys("q")]
    assert list(listener.feed("\x1b]52;c;" + "q" * 4096, 10.0)) == []
    assert list(listener.tick(10.0 + PASTE_WAIT)) == []
    assert list(listener.feed("q", 20.0)) == [Keys("q")]


def test_the_second_byte_of_a_han_character_in_gbk_is_no_key() -> None:
    gbk = "誵".encode("gbk")
    assert gbk.endswith(b"q")
    for errors in ("replace", "surrogateescape"):
        assert hear((gbk + b"x").decode("utf-8", errors=errors)) == [Unreadable(), Keys("x")]


@pytest.mark.parametrize("lead", [0x90, 0x9B, 0x9D, 0x9F])
def test_a_han_character_in_gbk_begins_no_sequence(lead: int) -> None:
    for second in (0x41, 0x6C):
        text = bytes([lead, second, ord("x")]).decode("utf-8", errors="surrogateescape")
        assert hear(text) == [Unreadable(), Keys("x")]


def test_a_paste_is_not_ended_by_a_control_of_eight_bits() -> None:
    (pasted,) = hear(paste("a\x9b201~q\udc9b201~q"))
    assert pasted == Pasted("a201~q\ufffd201~q")
