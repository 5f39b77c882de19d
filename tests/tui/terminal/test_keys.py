"""Keys typed with an input method on mean what the same keys mean without."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.keys import _character_to_key
from textual.widgets import Input, Static

from tui.terminal import SafeApp
from tui.terminal.keys import is_han, plain_key


@pytest.mark.parametrize("plain", string.printable[:94])
def test_a_full_width_character_has_the_name_of_its_plain_key(plain: str) -> None:
    wide = chr(ord(plain) + 0xFEE0)
    assert plain_key(_character_to_key(wide), wide) == (_character_to_key(plain), plain)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("、", "/"), ("。", "."), ("：", ":"), ("？", "?"), ("，", ","), ("～", "~"), ("　", " ")],
)
def test_chinese_punctuation_counts_as_the_key_it_was_typed_with(typed: str, plain: str) -> None:
    assert plain_key(_character_to_key(typed), typed) == (_character_to_key(plain), plain)


@pytest.mark.parametrize(
    ("key", "character"), [("a", "a"), ("enter", "\r"), ("up", None), ("三", "三"), ("alt+？", "？")]
)
def test_other_keys_stay_as_they_are(key: str, character: str | None) -> None:
    assert plain_key(key, character) is None


def test_han_characters_are_told_from_others() -> None:
    assert all(is_han(character) for character in "三龦𠮷")
    assert not any(is_han(character) for character in (None, "", "a", "？", "あ", "三三"))


class Typing(SafeApp[int]):
    def __init__(self, folder: Path) -> None:
        super().__init__(crash_log=folder / "crash.log")
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("", id="list")
        yield Input()

    def on_key(self, event: events.Key) -> None:
        self.keys.append(event.key)


def type_in(app: Typing, *characters: str) -> None:
    """What a terminal sends; `pilot.press` leaves out the character of full-width keys."""
    for character in characters:
        app.post_message(events.Key(_character_to_key(character), character))


async def test_in_a_field_full_width_signs_are_text(tmp_path: Path) -> None:
    app = Typing(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.focused is app.query_one(Input)
        type_in(app, "？", "三")
        await pilot.pause()
        assert app.query_one(Input).value == "？三"
        app.set_focus(None)
        type_in(app, "？")
        await pilot.pause()
        assert app.keys == ["question_mark"]


async def test_han_text_where_no_field_is_brings_one_hint(tmp_path: Path) -> None:
    app = Typing(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        app.set_focus(None)
        type_in(app, "三", "四")
        await pilot.pause()
        assert len(app._notifications) == 1


async def test_a_field_has_a_steady_cursor(tmp_path: Path) -> None:
    app = Typing(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.focused is app.query_one(Input)
        assert not app.query_one(Input).cursor_blink


async def test_a_mistake_is_raised_in_tests(tmp_path: Path) -> None:
    class Mistaken(Typing):
        def on_key(self, event: events.Key) -> None:
            raise ZeroDivisionError

    async def press() -> None:
        app = Mistaken(tmp_path)
        async with app.run_test() as pilot:
            app.set_focus(None)
            await pilot.press("x")

    with pytest.raises(ZeroDivisionError):
        await press()
    assert not (tmp_path / "crash.log").exists()
