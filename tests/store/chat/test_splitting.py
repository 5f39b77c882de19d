"""Long texts are parted where one would pause, never inside a character, each part within its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from store.chat.splitting import belongs, cut, split

SIGNS = st.sampled_from(
    [
        "a",
        "好",
        " ",
        "\n",
        "\n\n",
        "。",
        ". ",
        "，",
        "e\u0301",
        "👩‍👩‍👧",
        "👍🏽",
        "🇨🇳",
        "🇩🇪",
        "각",
        "\u1100\u1161\u11a8",
        "𠮷",
        "❤️",
    ]
)
TEXTS = st.lists(SIGNS, max_size=120).map("".join)


@given(TEXTS, st.integers(30, 200))
def test_the_pieces_are_the_text_again_and_none_is_too_long(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert "".join(pieces) == text
    assert all(len(piece.encode()) <= limit for piece in pieces)


@given(TEXTS, st.integers(30, 200))
def test_no_piece_begins_inside_what_is_read_as_one_character(text: str, limit: int) -> None:
    ends = {0}
    for grapheme in iter_graphemes(text):
        ends.add(max(ends) + len(grapheme))
    at = 0
    for piece in cut(text, limit):
        assert at in ends
        at += len(piece)


@given(st.text(max_size=60))
def test_what_belongs_together_is_what_another_library_says(text: str) -> None:
    """Ours may hold more together, never less."""
    at = 0
    for grapheme in iter_graphemes(text):
        assert all(belongs(text, at + inside) for inside in range(1, len(grapheme))), (text, grapheme)
        at += len(grapheme)


@given(TEXTS, st.integers(40, 300))
def test_every_part_says_which_it_is_and_is_within_its_bytes(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part.encode()) <= limit for part in parts)
    if len(parts) > 1:
        assert [part.rsplit("\n\n", 1)[1] for part in parts] == [
            f"({at}/{len(parts)})" for at in range(1, len(parts) + 1)
        ]
    said = "".join(
        "".join(part.removesuffix(f"({at}/{len(parts)})").split()) for at, part in enumerate(parts, 1)
    )
    assert said == "".join(text.split())


def test_a_short_text_stays_one_and_says_nothing_of_parts() -> None:
    assert split("各位好", 2048) == ["各位好"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("一二三四五六\n\n七八九十\n甲乙。丙丁", "一二三四五六"),
        ("一二三四五六七八\n九十甲乙。丙丁戊己", "一二三四五六七八"),
        ("一二三四。五六七八九。十甲乙丙丁戊己", "一二三四。五六七八九。"),
        ("one two three. four five six seven", "one two three."),
    ],
)
def test_it_pauses_after_a_paragraph_else_a_line_else_a_sentence(text: str, ends: str) -> None:
    assert split(text, 46 if text[0] != "o" else 30)[0].startswith(ends + "\n\n(1/")


def test_ten_parts_and_more_leave_room_for_their_numbers() -> None:
    parts = split("字" * 400, 60)
    assert len(parts) > 9
    assert max(len(part.encode()) for part in parts) <= 60
    assert parts[-1].endswith(f"({len(parts)}/{len(parts)})")


def test_a_character_with_too_many_marks_is_parted_rather_than_lost() -> None:
    text = "e" + "\u0301" * 50
    assert "".join(cut(text, 10)) == text
