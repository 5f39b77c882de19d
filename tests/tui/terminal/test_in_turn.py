"""Keys that are held: until it is saved, no longer than one would wait, never before a question."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from tests.harness import until
from tests.harness.typing import typed_at_once
from tui.terminal import SafeApp, in_turn


class Saving(SafeApp[int]):
    """Two fields; what is typed goes to the one that has the focus."""

    def __init__(self, folder: Path) -> None:
        super().__init__(crash_log=folder / "crash.log")
        self.asked = self.saved = self.lasts = False

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")

    def typed(self) -> tuple[str, str]:
        return self.query_one("#first", Input).value, self.query_one("#second", Input).value

    def key_escape(self) -> None:
        self.query_one("#second").focus()

    def on_input_submitted(self) -> None:
        self.save()

    def save(self) -> None:
        self.asked = True
        self.hold_keys(lambda: self.saved, lasts=self.lasts)


async def test_what_is_typed_behind_enter_waits_until_it_is_saved(tmp_path: Path) -> None:
    app = Saving(tmp_path)
    async with app.run_test() as pilot:
        typed_at_once(pilot, "a", "enter", "b")
        await until(pilot, lambda _seen: app.asked, "the first to be saved")
        app.query_one("#second").focus()
        app.saved = True
        await until(pilot, lambda _seen: app.typed() == ("a", "b"), "the other field")


async def test_what_never_ends_does_not_take_the_keys_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "HELD", 0.05)
    app = Saving(tmp_path)
    async with app.run_test() as pilot:
        typed_at_once(pilot, "a", "enter", "b", "c")
        await until(pilot, lambda _seen: app.typed() == ("abc", ""), "the keys")


async def test_a_question_that_comes_up_meanwhile_has_the_keys(tmp_path: Path) -> None:
    class Question(ModalScreen[None]):
        def compose(self) -> ComposeResult:
            yield Input(id="answer")

    app = Saving(tmp_path)
    async with app.run_test() as pilot:
        typed_at_once(pilot, "a", "enter", "y")
        await until(pilot, lambda _seen: app.asked, "the first to be saved")
        question = Question()
        await app.push_screen(question)
        await until(pilot, lambda _seen: question.query_one("#answer", Input).value == "y", "the answer")


async def test_one_can_leave_what_takes_long_and_what_waited_before_that_is_not_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "HELD", 0.0)
    app = Saving(tmp_path)
    app.lasts = True
    async with app.run_test() as pilot:
        typed_at_once(pilot, "a", "enter", "b", "escape", "c")
        await until(pilot, lambda _seen: app.typed() == ("a", "c"), "the other field")


async def test_what_lasts_holds_the_keys_beyond_two_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "HELD", 0.0)
    app = Saving(tmp_path)
    app.lasts = True
    async with app.run_test() as pilot:
        typed_at_once(pilot, "a", "enter", "b")
        await until(pilot, lambda _seen: app.asked, "the first to be saved")
        for _ in range(20):
            await pilot.pause(in_turn.LOOK)
        assert app.typed() == ("a", "")
        app.query_one("#second").focus()
        app.saved = True
        await until(pilot, lambda _seen: app.typed() == ("a", "b"), "the other field")


async def test_what_nobody_could_expect_does_not_get_what_was_typed_before(tmp_path: Path) -> None:
    app = Saving(tmp_path)
    app.lasts = True
    async with app.run_test() as pilot:
        typed_at_once(pilot, "a", "enter", "b")
        await until(pilot, lambda _seen: app.asked, "the first to be saved")
        app.drop_keys()
        app.query_one("#second").focus()
        app.saved = True
        typed_at_once(pilot, "c")
        await until(pilot, lambda _seen: app.typed() == ("a", "c"), "the other field")


async def test_a_screen_that_goes_before_it_is_painted_does_not_take_the_keys_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closing(ModalScreen[None]):
        asked = False

        def call_after_refresh(self, *_called: object, **_with: object) -> bool:
            """As of a screen that is removed before its turn comes."""
            self.asked = True
            return True

    monkeypatch.setattr(in_turn, "HELD", 0.0)
    app = Saving(tmp_path)
    async with app.run_test() as pilot:
        closing = Closing()
        await app.push_screen(closing)
        closing.asked = False
        app.hold_keys(lambda: False)
        typed_at_once(pilot, "b")
        await until(pilot, lambda _seen: closing.asked, "the end of the hold")
        app.pop_screen()
        await until(pilot, lambda _seen: app.typed() == ("b", ""), "the key")


async def test_a_key_that_comes_just_behind_enter_waits_too(tmp_path: Path) -> None:
    class Told(Saving):
        """Saves after a word from one to the next, as a field tells the form, and that its dialog."""

        def save(self) -> None:
            self.call_later(self.call_later, super().save)

    app = Told(tmp_path)
    async with app.run_test() as pilot:
        for times in range(60):
            app.query_one("#first").focus()
            app.asked = app.saved = False
            typed_at_once(pilot, "enter")
            for _turn in range(times):
                await asyncio.sleep(0)
            typed_at_once(pilot, "b")
            await until(pilot, lambda _seen: app.asked, "it to be saved")
            app.query_one("#second").focus()
            app.saved = True
            await until(pilot, lambda _seen: "b" in "".join(app.typed()), "the key")
            assert app.typed() == ("", "b"), f"after {times} turns"
            app.query_one("#second", Input).clear()


async def test_a_screen_that_is_slow_to_open_gets_what_is_typed_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(ModalScreen[None]):
        AUTO_FOCUS = ""

        def compose(self) -> ComposeResult:
            yield Input(id="answer")

        def on_mount(self) -> None:
            time.sleep(0.2)  # as on a machine that has others to serve
            self.call_after_refresh(self.query_one("#answer").focus)

    class Opening(Saving):
        def save(self) -> None:
            self.push_screen(Slow())

    monkeypatch.setattr(in_turn, "PATIENCE", 0.05)
    app = Opening(tmp_path)
    async with app.run_test() as pilot:
        typed_at_once(pilot, "enter", "a", "b", "c")
        await until(pilot, lambda _seen: isinstance(app.screen, Slow), "the screen")
        answer = app.screen.query_one("#answer", Input)
        await until(pilot, lambda _seen: answer.value == "abc", "what was typed for it")
