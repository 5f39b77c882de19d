"""What is typed while a change is on its way to the disk, and what becomes of it when that takes long."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from screens.dialogs.form import FormDialog
from screens.session import Session
from store.board.board import Board
from store.errors import Locked, Refused
from store.language import _, msg
from store.model.task import Task
from store.rules.commands import EditTask
from tests.harness import until, until_text
from tests.harness.typing import typed_at_once
from tests.harness.wait import until_gone
from tests.screens.followup.stage import following_up, screen_of, task_of
from tests.screens.test_drafting import kept
from tui.terminal import in_turn

HELD = Locked(msg("Held by 王芳."), "王芳")


class Disk:
    """In the place of the board's `commit`: raises `answers`, one a change and each when it `may_answer`, and
    then waits until `go_on`."""

    def __init__(self, board: Board) -> None:
        self.answers: list[Exception] = []
        self.asked = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self._commit = board.commit
        self._free = threading.Event()

    def commit(self, *commands: Any, **options: Any) -> object:
        self.asked += 1
        if self.answers:
            self.may_answer.wait()
            raise self.answers.pop(0)
        self._free.wait()
        return self._commit(*commands, **options)

    def go_on(self) -> None:
        self.may_answer.set()
        self._free.set()


@pytest.fixture
def disk(board: Board, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that keeps one waiting."""
    disk = Disk(board)
    monkeypatch.setattr(board, "commit", disk.commit)
    return disk


@asynccontextmanager
async def at_a_task(board: Board, disk: Disk) -> AsyncIterator[Pilot[None]]:
    """The follow-up board, the cursor on NPL-7. Closing it waits for the disk."""
    async with following_up(board, at="NPL-7") as pilot:
        try:
            yield pilot
        finally:
            disk.go_on()


def notes(board: Board) -> list[str]:
    return [note.text for note in task_of(board, "NPL-7").notes]


async def half_a_note(pilot: Pilot[None], text: str) -> FormDialog[object]:
    """On the follow-up board: the form of a note about the task at hand, with `text` in it."""
    await pilot.press("n")
    await until_text(pilot, _("next, then save"))
    form = pilot.app.screen
    assert isinstance(form, FormDialog)
    await until(pilot, lambda _seen: form.focused is not None, "the field")
    await pilot.press(*text)
    await until(pilot, lambda _seen: typed_in(form) == text, text)
    return form


def typed_in(form: FormDialog[object]) -> str:
    (text,) = form.form.snapshot().values()
    return text


async def several_looks(pilot: Pilot[None]) -> None:
    """As long as it takes to hear some keys, if they are heard."""
    for _look in range(20):
        await pilot.pause(in_turn.LOOK)


async def test_what_is_typed_once_one_chose_to_wait_is_for_where_the_form_leads(
    board: Board, disk: Disk
) -> None:
    disk.answers.append(HELD)
    async with at_a_task(board, disk) as pilot:
        form = await half_a_note(pilot, "first")
        await pilot.press("enter")
        await until_text(pilot, "Held by 王芳.")
        await pilot.press("w")
        await until(pilot, lambda _seen: disk.asked == 2, "the second try")
        typed_at_once(pilot, "n", " second", "enter")
        await several_looks(pilot)
        assert typed_in(form) == "first"
        disk.go_on()
        await until(pilot, lambda _seen: notes(board)[-2:] == ["first", "second"], "both notes")


async def test_what_was_typed_behind_a_change_that_is_refused_is_not_for_its_form(
    board: Board, disk: Disk
) -> None:
    disk.answers.append(Refused(msg("No such note."), field="text"))
    disk.go_on()
    async with at_a_task(board, disk) as pilot:
        before = notes(board)
        form = await half_a_note(pilot, "first")
        typed_at_once(pilot, "enter", "n", " second", "enter")
        await until_text(pilot, "No such note.")
        await several_looks(pilot)
        assert typed_in(form) == "first"
        await pilot.press("!", "enter")
        await until(pilot, lambda _seen: notes(board) == [*before, "first!"], "what was mended")


async def test_what_was_typed_before_a_question_could_be_read_does_not_answer_it(
    board: Board, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.answers.append(HELD)
    async with at_a_task(board, disk) as pilot:
        push = pilot.app.push_screen

        def pushed(*args: Any, **options: Any) -> object:
            typed_at_once(pilot, "w")
            found = push(*args, **options)
            typed_at_once(pilot, "escape")
            return found

        monkeypatch.setattr(pilot.app, "push_screen", pushed)
        screen_of(pilot).carry_out(EditTask(7, {"title": "another"}), held=False)
        await until_text(pilot, "Held by 王芳.")
        await several_looks(pilot)
        assert disk.asked == 1
        assert pilot.app.screen is not screen_of(pilot)
        await pilot.press("w")
        await until(pilot, lambda _seen: disk.asked == 2, "the answer")


async def test_a_form_that_is_saved_does_not_take_the_question_about_another_change_along(
    board: Board, disk: Disk
) -> None:
    disk.answers.append(HELD)
    disk.may_answer.clear()
    async with at_a_task(board, disk) as pilot:
        title = task_of(board, "NPL-7").title
        await half_a_note(pilot, "first")
        screen_of(pilot).carry_out(EditTask(7, {"title": "another"}), held=False)
        await pilot.press("enter")
        disk.may_answer.set()
        await until_text(pilot, "Held by 王芳.")
        disk.go_on()
        await until(pilot, lambda _seen: notes(board)[-1] == "first", "the note")
        await until_text(pilot, "Held by 王芳.")
        assert task_of(board, "NPL-7").title == title
        await pilot.press("w")
        await until(pilot, lambda _seen: board.state.one(Task, 7).title == "another", "the other change")
        await until_gone(pilot, "Held by 王芳.")


async def test_who_leaves_a_form_that_is_being_saved_is_not_told_that_nothing_changes(
    board: Board, disk: Disk, isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "HELD", 0.0)
    async with at_a_task(board, disk) as pilot:
        await half_a_note(pilot, "first")
        typed_at_once(pilot, "enter", "escape")
        await until_text(pilot, _("This is still being saved; it is said here when it is."))
        await until(pilot, lambda _seen: kept(isolated, "first"), "a draft, as it is not on the disk yet")
        again = await half_a_note(pilot, "second")
        await until(pilot, lambda _seen: kept(isolated, "second"), "the draft of the second")
        disk.go_on()
        await until(pilot, lambda _seen: notes(board)[-1] == "first", "the note")
        await several_looks(pilot)
        assert kept(isolated, "second")
        await pilot.press("enter")
        await until(pilot, lambda _seen: notes(board)[-2:] == ["first", "second"], "both notes")
        await until(pilot, lambda _seen: not kept(isolated, "second"), "the draft to be forgotten")
        assert not again.is_attached


async def test_what_is_asked_for_is_done_even_if_the_program_ends_while_others_write(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, ended = board.commit, threading.Event()

    def held(*commands: Any, waiting: Callable[[str], None], **options: Any) -> object:
        ended.wait()
        waiting("王芳")
        return commit(*commands, **options)

    monkeypatch.setattr(board, "commit", held)

    def ends() -> None:
        import asyncio

        async def ask() -> None:
            session.commit(EditTask(7, {"title": "another"}), waiting=lambda _holder: None)

        asyncio.run(ask())
        ended.set()

    session = Session(board)
    program = threading.Thread(target=ends)
    program.start()
    program.join()
    session.close()
    assert board.state.one(Task, 7).title == "another"
