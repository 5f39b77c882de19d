"""Keys that are held: until it is saved, no longer than one would wait, never before a question."""

from __future__ import annotations

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
        self.asked = self.saved = False

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")

    def typed(self) -> tuple[str, str]:
        return self.query_one("#first", Input).value, self.query_one("#second", Input).value

    def on_input_submitted(self) -> None:
        self.asked = True
        self.hold_keys(lambda: self.saved)


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
