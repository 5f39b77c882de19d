"""What is typed in a form outlives giving up, a dropped connection and a kill; saving forgets it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from textual.pilot import Pilot

from screens.drafting import Drafting
from store.board.board import Board
from store.model.task import Task
from store.rules.commands import EditTask
from tests.harness import FixedClock, Terminal, until, until_text
from tests.harness.wait import until_gone
from tests.screens.stage import running


def drafts(home: Path) -> list[Path]:
    """The files of all drafts of the person whose home it is."""
    return list((home / ".local" / "state").rglob("drafts/*/*.json"))


def kept(home: Path, text: str) -> bool:
    """Whether `text` stands in a draft."""
    return any(text in path.read_text() for path in drafts(home))


async def half_a_delay(pilot: Pilot[None]) -> None:
    """On the follow-up board: the form of a delay, with half a reason."""
    await pilot.press("3")
    await until_text(pilot, "按部门")
    await pilot.press("p")
    await until_text(pilot, "ctrl+s 保存")
    await pilot.press(*"手册还没")
    await until_text(pilot, "手册还没")


async def test_what_was_given_up_is_there_when_the_form_is_opened_again(board: Board) -> None:
    async with running(board) as pilot:
        await half_a_delay(pilot)
        await pilot.press("escape")
        seen = await until_gone(pilot, "手册还没")
        seen = await until_text(pilot, "下次打开还在")
        await pilot.press("p")
        seen = await until_text(pilot, "手册还没")
        assert "10:00 没填完的内容已恢复" in seen


async def test_afresh_empties_the_form_and_forgets_the_draft(board: Board, isolated: Path) -> None:
    async with running(board) as pilot:
        await half_a_delay(pilot)
        await pilot.press("escape")
        await until_gone(pilot, "手册还没")
        await pilot.press("p")
        await until_text(pilot, "手册还没")
        await pilot.press("ctrl+r")
        await until_gone(pilot, "手册还没")
        await until(pilot, lambda _seen: not drafts(isolated), "the draft to be forgotten")


async def test_saving_forgets_the_draft(board: Board, isolated: Path) -> None:
    async with running(board) as pilot:
        await pilot.press("3")
        await until_text(pilot, "按部门")
        await pilot.press("n")
        await until_text(pilot, "备注")
        await pilot.press(*"等手册")
        await until(pilot, lambda _seen: kept(isolated, "等手册"), "the draft on the disk")
        await pilot.press("enter")
        await until(pilot, lambda _seen: not drafts(isolated), "the draft to be forgotten")
        assert any(note.text == "等手册" for task in board.state.all(Task) for note in task.notes)


async def test_a_draft_is_the_persons_own(board: Board, isolated: Path) -> None:
    async with running(board) as pilot:
        await half_a_delay(pilot)
        await until(pilot, lambda _seen: kept(isolated, "手册还没"), "the draft on the disk")
    (path,) = drafts(isolated)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not any(b"\xe6\x89\x8b\xe5\x86\x8c\xe8\xbf\x98\xe6\xb2\xa1" in file.read_bytes()
                   for file in board.path.parent.rglob("*") if file.is_file())  # fmt: skip


async def test_a_draft_brings_back_only_what_was_typed(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with running(board) as pilot:
        await pilot.press("3")
        await until_text(pilot, "按部门")
        await pilot.press("e")
        await until_text(pilot, "交付物")
        await pilot.press("tab", *"样稿")
        await until_text(pilot, "样稿")
        await pilot.press("escape")
        await until_gone(pilot, "样稿")
        other = Board.open(board_file, clock=clock)
        other.identify(board.author)
        task = next(one for one in other.state.all(Task) if other.state.key_of(one) == "NPL-6")
        other.commit(EditTask(task.id, {"title": "物料与陈列设计"}))
        other.close()
        await until_text(pilot, "物料与陈列设计")
        await pilot.press("e")
        seen = await until_text(pilot, "已恢复")
        assert "样稿" in seen
        assert any("标题" in line and "物料与陈列设计" in line for line in seen.text)


async def test_what_was_given_up_is_not_asked_about_at_the_next_start(
    board: Board, clock: FixedClock
) -> None:
    async with running(board) as pilot:
        await half_a_delay(pilot)
        await pilot.press("escape")
        await until_text(pilot, "下次打开还在")
    again = Drafting(board)
    assert await again.cut_off() == []
    assert again.of("postpone:tasks/6") is not None
    again.close()


async def test_home_offers_the_form_that_was_open_when_the_program_ended(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with running(board) as pilot:
        await half_a_delay(pilot)
    again = Board.open(board_file, clock=clock)
    again.identify(1)
    async with running(again) as pilot:
        seen = await until_text(pilot, "10:00 有一份没填完：NPL-6 ")
        assert "F7" in seen
        await pilot.press("f7")
        seen = await until_text(pilot, "手册还没")
        assert "NPL-6" in seen


def test_half_a_form_outlives_a_kill(board_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    command: list[str | Path] = [sys.executable, "-m", "tui", "--as", "李明", "--lang", "zh", board_file]
    root = Path(__file__).parents[2]
    with Terminal(command, home=home, cwd=root) as terminal:
        terminal.wait_for("今天要推动")
        terminal.press("3")
        terminal.wait_for("按部门")
        terminal.press("down")  # an issue may stand first
        terminal.press("p")
        terminal.wait_for("ctrl+s 保存")
        terminal.type("手册还没")
        terminal.wait_for("手册还没")
        terminal.wait_until(lambda _seen: kept(home, "手册还没"), "the draft on the disk")
        terminal.kill()
        terminal.wait_exit()
    with Terminal(command, home=home, cwd=root) as terminal:
        terminal.wait_for("没填完")
        terminal.press("f7")
        terminal.wait_for("手册还没")


def test_saving_forgets_what_an_earlier_form_kept_and_not_what_a_later_one_does(board: Board) -> None:
    drafting = Drafting(board)
    drafting.given_up("note:tasks/7", {"text": "first"}, order=1)
    drafting.forget("note:tasks/7", order=2)
    assert drafting.of("note:tasks/7") is None
    drafting.typed("note:tasks/7", {"text": "second"}, order=2)
    drafting.forget("note:tasks/7", order=1)
    found = drafting.of("note:tasks/7")
    assert found is not None
    assert found.fields == {"text": "second"}
    drafting.close()
