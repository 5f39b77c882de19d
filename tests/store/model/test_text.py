"""The door for text: what comes in can be seen and is in bounds; cleaning it again changes nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from store.language import use
from store.model import text as door
from store.model.text import BadText, LongText, ShortLine, Title, clean_line, clean_text, unseen, visible
from tests.data.hostile import HOSTILE

FAR = 100_000
ANY_TEXT = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x1b\x9b\u200d\u202e\u0301\ufe0f\r\n\t  \u3000"),
    max_size=40,
)


class Row(BaseModel):
    title: Title
    line: ShortLine = ""
    text: LongText = ""


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_gets_past_the_door(text: str) -> None:
    line, lines = clean_line(text, FAR), clean_text(text, FAR)
    assert not any(unseen(character) for character in line)
    assert not any(unseen(character) for character in lines.replace("\n", ""))
    assert "\n" not in line
    lines.encode("utf-8")


@given(ANY_TEXT)
def test_a_clean_line_stays_as_it_is(text: str) -> None:
    line = clean_line(text, FAR)
    assert clean_line(line, FAR) == line
    assert line == line.strip()
    assert "  " not in line
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unseen(character) for character in line)


@given(ANY_TEXT)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    lines = clean_text(text, FAR)
    assert clean_text(lines, FAR) == lines
    assert lines == lines.strip()
    assert not any(unseen(character) for character in lines.replace("\n", ""))


@given(ANY_TEXT, st.booleans())
def test_the_quick_way_and_the_thorough_way_agree(text: str, long: bool) -> None:
    """What a look takes for clean is what cleaning would leave alone."""
    quick = door.TEXT.is_clean(text) if long else door.LINE.is_clean(text)
    if quick:
        pieces = text.split("\n") if long else [text]
        assert pieces == [door.strip_unseen(unicodedata.normalize("NFC", piece)) for piece in pieces]
        assert text == text.strip()


def test_every_character_that_needs_no_second_look_is_harmless() -> None:
    for code in range(0x110000):
        character = chr(code)
        if character != " " and door.is_plain(character):
            assert unicodedata.category(character)[0] not in "CZM" or not unicodedata.name(character, "")
            assert not unseen(character)
            assert not character.isspace()
            assert unicodedata.normalize("NFC", "a" + character) == "a" + character
            assert unicodedata.combining(character) == 0


@pytest.mark.parametrize(
    ("given_text", "line"),
    [
        ("  推广方案\t撰写  ", "推广方案 撰写"),
        ("one\r\ntwo\nthree", "one two three"),
        ("推广　方案", "推广 方案"),
        ("cafe\u0301", "café"),
        ("\x1b[31mred", "[31mred"),
        ("葛\U000e0100城", "葛城"),
        ("Z" + "\u0316" * 30, "Z" + "\u0316" * 4),
        ("王\u200b芳", "王芳"),
        ("\U000323af", "\U000323af"),
        ("[/red] {0} %s =1+1", "[/red] {0} %s =1+1"),
    ],
)
def test_a_line_loses_what_cannot_be_seen_and_nothing_else(given_text: str, line: str) -> None:
    assert clean_line(given_text, FAR) == line


def test_a_text_keeps_its_lines_and_their_indentation() -> None:
    assert clean_text("\n第一稿\r\n  - 预算  \r\n\n尾\u2028完\n", FAR) == "第一稿\n  - 预算\n\n尾\n完"


def test_what_is_too_long_is_refused_with_both_numbers() -> None:
    use("en")
    with pytest.raises(BadText, match="121 characters long; at most 120"):
        clean_line("长" * 121, 120)


def test_length_is_measured_after_cleaning() -> None:
    assert clean_line("a" + "\u200b" * 500, 1) == "a"


def test_a_record_keeps_the_cleaned_text() -> None:
    row = Row(title=" 宣传\u200b物料\n", line="a\tb", text="a\r\nb ")
    assert (row.title, row.line, row.text) == ("宣传物料", "a b", "a\nb")


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "\u3164", "\u2800", "\x1b"])
def test_a_title_that_looks_empty_is_refused_with_a_sentence(title: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Row(title=title)
    error = caught.value.errors()[0]["ctx"]["error"]
    assert isinstance(error, BadText)
    assert error.message.render("en") == "This must not be empty."


@pytest.mark.parametrize("value", [None, 3, b"x", ["x"]])
def test_what_is_no_text_is_refused_by_pydantic(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Title).validate_python(value)


def test_the_json_schema_names_the_limits() -> None:
    assert Row.model_json_schema()["properties"]["title"] == {
        "maxLength": 120,
        "minLength": 1,
        "title": "Title",
        "type": "string",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_visible_text_can_be_printed_on_one_line(text: str) -> None:
    shown = visible(text)
    assert not any(unseen(character) for character in shown)
    shown.encode("utf-8")


def test_visible_text_shows_that_something_was_there() -> None:
    assert visible("a\x1b]0;b\x07.json") == "a?]0;b?.json"
    assert visible("a\nb\tc") == "a?b?c"
    assert visible("a\nb\tc", lines=True) == "a\nb?c"
    assert visible("看板.json") == "看板.json"
