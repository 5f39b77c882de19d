"""What every screen does with a key: act, acknowledge, or say why not."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from store.board.board import Board
from store.errors import Clash, Conflict, DiskTrouble, Locked
from store.language import msg
from store.model.task import Task
from store.rules.commands import EditTask
from tests.harness import FixedClock, grid, until, until_text
from tests.harness.wait import until_gone
from tests.screens.specimen import Specimen
from tests.screens.stage import running


async def on_specimen(pilot: Pilot[None]) -> Specimen:
    screen = Specimen()
    await pilot.app.push_screen(screen)
    await until_text(pilot, "SPECIMEN")
    return screen


async def test_what_is_said_on_a_screen_that_is_being_opened_stands_there_then(board: Board) -> None:
    async with running(board) as pilot:
        screen = Specimen()
        opening = pilot.app.push_screen(screen)
        screen.say(msg("Saved."), "done")
        await opening
        await until_text(pilot, "✓ 已保存。")


async def test_a_change_is_acknowledged_with_the_way_to_take_it_back(board: Board) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        await pilot.press("w")
        await until_text(pilot, "✓ Noted.")
        assert board.state.one(Task, 1).notes[-1].text == "note 1"
        await pilot.press("u")
        await until_text(pilot, "已撤销")
        assert all(note.text != "note 1" for note in board.state.one(Task, 1).notes)
        await pilot.press("U")
        await until_text(pilot, "已恢复")
        assert board.state.one(Task, 1).notes[-1].text == "note 1"


async def test_an_undo_says_what_is_again_as_it_was(board: Board) -> None:
    async with running(board) as pilot:
        screen = await on_specimen(pilot)
        before = board.state.one(Task, 1).title
        screen.carry_out(EditTask(1, {"title": "另一个"}))
        await until_text(pilot, "按 u 撤销")
        await pilot.press("u")
        await until_text(pilot, f"已撤销：NPL-1 {before}：名称 另一个 -> {before}")
        await pilot.press("U")
        await until_text(pilot, f"已恢复：NPL-1 另一个：名称 {before} -> 另一个")


async def test_keys_pressed_quickly_keep_their_order(board: Board) -> None:
    async with running(board) as pilot:
        screen = await on_specimen(pilot)
        for _ in range(12):
            screen.action_write()
        await until(pilot, lambda _: board.state.one(Task, 1).notes[-1].text == "note 12", "the last note")
        assert [note.text for note in board.state.one(Task, 1).notes[-12:]] == [
            f"note {number}" for number in range(1, 13)
        ]


async def test_a_key_that_cannot_act_says_why(board: Board) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        assert grid(pilot.app).style_of("n Never") != grid(pilot.app).style_of("w Write")
        await pilot.press("n")
        await until_text(pilot, "! Because it is Monday.")


async def test_texts_of_people_are_shown_as_they_are(board: Board) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        assert "SPECIMEN [/red] [@click=app.quit]x[/]" in grid(pilot.app)


async def test_the_help_lists_every_key_of_the_screen_and_its_key_closes_it(board: Board) -> None:
    async with running(board, size=(120, 40)) as pilot:
        await on_specimen(pilot)
        await pilot.press("?")
        seen = await until_text(pilot, "这个画面的按键")
        assert "w F7" in seen.line("Writes a note.")
        assert "u F4" in seen.line("撤销")
        await pilot.press("f1")
        await until_gone(pilot, "这个画面的按键")


async def test_a_command_is_found_by_a_part_of_its_name_in_either_language(board: Board) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        for typed in ("undo", "撤销"):
            await pilot.press("ctrl+p")
            await until_text(pilot, "想做什么")
            await pilot.press(*typed)
            await until_gone(pilot, "Writes a note.")
            await pilot.press("enter")
            await until_gone(pilot, "想做什么")


async def test_a_command_that_cannot_be_done_is_listed_with_the_reason(board: Board) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        await pilot.press(":")
        seen = await until_text(pilot, "想做什么")
        assert "Because it is Monday." in seen.line("Never ")


async def test_the_language_changes_on_every_screen_at_once(board: Board) -> None:
    async with running(board) as pilot:
        screen = await on_specimen(pilot)
        screen.action_language()
        await until_text(pilot, "Help")
        await pilot.press("escape")
        await until_text(pilot, "things to move today")


async def test_a_read_only_board_says_so_and_refuses_undo_with_the_reason(
    board_file: Path, clock: FixedClock
) -> None:
    board = Board.open(board_file, clock=clock, read_only=True)
    board.identify(1)
    assert board.read_only is not None
    async with running(board) as pilot:
        await on_specimen(pilot)
        await pilot.press("u")
        await until_text(pilot, str(board.read_only)[:20])


async def test_what_could_not_be_saved_is_told_with_what_was_kept(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_commands: object, **_options: object) -> None:
        raise DiskTrouble(msg("The disk is full."))

    async with running(board) as pilot:
        await on_specimen(pilot)
        monkeypatch.setattr(board, "commit", fails)
        await pilot.press("w")
        seen = await until_text(pilot, "没有保存")
        assert "The disk is full." in seen
        assert "看板保持原样" in seen
        await pilot.press("enter")
        await until_gone(pilot, "没有保存")


async def test_a_held_board_names_the_holder_and_can_be_waited_for(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, tries = board.commit, []

    def held(*commands: object, **options: object) -> object:
        tries.append(commands)
        if len(tries) == 1:
            raise Locked(msg("Held by 王芳 (pid 77) for 12 s."), "王芳")
        return commit(*commands, **options)  # type: ignore[arg-type]

    async with running(board) as pilot:
        await on_specimen(pilot)
        monkeypatch.setattr(board, "commit", held)
        await pilot.press("w")
        await until_text(pilot, "Held by 王芳 (pid 77) for 12 s.")
        await pilot.press("enter")
        await until_text(pilot, "✓ Noted.")
        assert len(tries) == 2


async def test_one_can_look_only_while_the_board_is_held_and_write_again_later(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_commands: object, **_options: object) -> None:
        raise Locked(msg("Held by 王芳."), "王芳")

    async with running(board) as pilot:
        screen = await on_specimen(pilot)
        monkeypatch.setattr(board, "commit", held)
        await pilot.press("w")
        await until_text(pilot, "Held by 王芳.")
        await pilot.press("r")
        await until_gone(pilot, "Held by 王芳.")
        monkeypatch.undo()
        await pilot.press("u")
        await until_text(pilot, "您选择了只看")
        screen.action_write_again()
        await pilot.press("w")
        await until_text(pilot, "✓ Noted.")


@pytest.mark.parametrize(("key", "saved"), [("t", 0), ("m", 1)])
async def test_a_conflict_shows_both_values_and_loses_neither(
    board: Board, monkeypatch: pytest.MonkeyPatch, key: str, saved: int
) -> None:
    commit, tries = board.commit, []

    def clashing(*commands: object, **options: object) -> object:
        tries.append(options)
        if len(tries) == 1:
            clash = Clash("tasks", 1, "priority", "high", "low", "medium")
            raise Conflict(msg("周强 changed it a moment ago."), [clash])
        return commit(*commands, **options)  # type: ignore[arg-type]

    async with running(board) as pilot:
        await on_specimen(pilot)
        before = len(board.state.one(Task, 1).notes)
        monkeypatch.setattr(board, "commit", clashing)
        await pilot.press("w")
        seen = await until_text(pilot, "周强 changed it a moment ago.")
        assert "低" in seen.line("对方改成")
        assert "中" in seen.line("您要改成")
        await pilot.press(key)
        await until_text(pilot, "✓ Noted." if saved else "保留了对方的改动")
        assert len(board.state.one(Task, 1).notes) == before + saved


async def test_who_takes_their_own_replaces_what_was_shown_and_nothing_newer(board: Board) -> None:
    async with running(board) as pilot:
        screen = await on_specimen(pilot)
        seen = board.state.one(Task, 1)
        other = Board.open(board.path, clock=board.clock, author=board.author)
        other.commit(EditTask(1, {"title": "THEIRS"}))
        screen.carry_out(EditTask(1, {"title": "MINE"}), seen=(seen,), said=msg("Noted."))
        await until_text(pilot, "THEIRS")
        other.commit(EditTask(1, {"title": "A THIRD"}))
        await pilot.press("m")
        await until_text(pilot, "A THIRD")
        await pilot.press("m")
        await until_text(pilot, "✓ Noted.")
        assert board.state.one(Task, 1).title == "MINE"
        other.close()


async def test_full_width_letters_act_as_their_keys_and_han_brings_the_hint(board: Board) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        # `pilot.press` leaves out the character of a full-width key.
        pilot.app.post_message(events.Key("fullwidth_question_mark", "？"))
        await until_text(pilot, "这个画面的按键")
        await pilot.press("escape")
        pilot.app.post_message(events.Key("cjk_unified_ideograph_4e2d", "中"))
        await until_text(pilot, "Shift")


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (120, 40), (200, 50)])
async def test_the_frame_fits_every_size(board: Board, size: tuple[int, int]) -> None:
    async with running(board) as pilot:
        await on_specimen(pilot)
        await pilot.resize_terminal(*size)
        seen = await until(pilot, lambda seen: len(seen.text) == size[1], "the new size")
        assert "市场协作看板" in seen.text[0]
        assert "w Write" in seen.text[-1]


async def test_what_becomes_of_a_change_is_said_even_if_its_form_was_closed_meanwhile(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, go_on = board.commit, threading.Event()

    def slow(*commands: object, **options: object) -> object:
        go_on.wait(20)
        return commit(*commands, **options)  # type: ignore[arg-type]

    async with running(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "新建协作事项")
        monkeypatch.setattr(board, "commit", slow)
        await pilot.press(*"new", "enter", *"新品上市推广", "f3", "escape")
        await until(pilot, lambda seen: "新建协作事项" not in seen, "the form to close")
        go_on.set()
        await until_text(pilot, "没有保存")
        assert pilot.app.is_running
