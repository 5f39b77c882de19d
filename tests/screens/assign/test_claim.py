"""The claim step: a cell a key, one owner, and whoever is not on the board yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import example
from store.board.board import Board
from store.errors import DiskTrouble
from store.language import _, msg
from store.model.task import Priority
from store.rules.commands import EditTask
from store.rules.commands.claiming import ClaimTask
from tests.harness import FixedClock, until, until_text
from tests.screens.assign.stage import (
    assigning,
    at_step,
    closed,
    department_named,
    fill,
    initiative_of,
    paste,
    person_named,
    screen_of,
    task_of,
    write,
)
from tests.screens.stage import LARGE


async def test_a_row_without_an_owner_is_a_hole_in_the_grid_and_in_the_spine(board: Board) -> None:
    async with assigning(board) as pilot:
        seen = await until_text(pilot, "CSP-8")
        assert "无人" in seen.line("CSP-8   ")
        assert "CSP-8：没有负责人" in seen
        assert "认领 7/9" in seen


async def test_naming_an_owner_shows_what_they_have_on_already(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("end", "o")
        await write(pilot, "许")
        await until_text(pilot, "2 项未完成")
        await pilot.press("enter")
        await closed(pilot)
        await until_text(pilot, "3 项未完成")
        assert task_of(board, "CSP-9").owner == person_named(board, "许文").id


async def test_two_names_are_refused_with_a_way_out(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("end", "o")
        await write(pilot, "吴工/郑洁")
        await pilot.press("enter")
        await until_text(pilot, _("A task has exactly one owner. Who is it?"))
        await pilot.press("down", "enter")
        await closed(pilot)
        await until(pilot, lambda _seen: task_of(board, "CSP-9").owner is not None, "the owner")
        task = task_of(board, "CSP-9")
        assert task.owner == person_named(board, "郑洁").id
        assert department_named(board, "研发部").id in {each.department for each in task.support}


async def test_somebody_new_is_added_on_the_spot(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("end", "o")
        await write(pilot, "新同事")
        await pilot.press("enter")
        await until_text(pilot, "把 新同事 加入运营部")
        await pilot.press("enter")
        await closed(pilot)
        await until(pilot, lambda _seen: task_of(board, "CSP-9").owner is not None, "the owner")
        made = person_named(board, "新同事")
        assert task_of(board, "CSP-9").owner == made.id
        assert made.department == department_named(board, "运营部").id


async def test_a_department_that_is_new_claims_and_names_its_owner_later(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("end", "d")
        await until_text(pilot, "负责人可以先空着")
        await fill(pilot, "法务部", "")
        await until_text(pilot, "新增部门“法务部”")
        await pilot.press("enter")
        await closed(pilot)
        seen = await until(pilot, lambda seen: "法务部" in seen.line("CSP-9   "), "the claim")
        assert "无人" in seen.line("CSP-9   ")


async def test_a_start_and_working_days_give_the_due_date(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("+")
        await fill(pilot, "新任务", "")
        await closed(pilot)
        await until_text(pilot, "CSP-10")
        await pilot.press("end", "t")
        await until_text(pilot, "工期")
        await fill(pilot, "2024-04-01", "", "5")
        await closed(pilot)
        await until(pilot, lambda _seen: task_of(board, "CSP-10").due is not None, "the date")
        # 4 and 5 April 2024 are Tomb-Sweeping Day, the 7th is a make-up day.
        assert str(task_of(board, "CSP-10").due) == "2024-04-08"


async def test_one_key_turns_the_priority_and_one_takes_it_back(board: Board) -> None:
    async with assigning(board) as pilot:
        assert task_of(board, "CSP-1").priority is Priority.MEDIUM
        await pilot.press("home", "P")
        await until_text(pilot, "优先级改为低")
        assert task_of(board, "CSP-1").priority is Priority.LOW
        await pilot.press("u")
        await until_text(pilot, "已撤销")
        assert task_of(board, "CSP-1").priority is Priority.MEDIUM


async def test_a_title_that_is_there_already_stays_in_the_line_with_the_reason(board: Board) -> None:
    async with assigning(board) as pilot:
        title = task_of(board, "CSP-1").title
        await pilot.press("+")
        await write(pilot, title)
        await pilot.press("enter")
        await until_text(pilot, "!")
        seen = await until(pilot, lambda seen: title in seen.line("新建任务"), "the title again")
        assert "CSP-10" not in seen


async def test_a_new_row_that_was_being_typed_is_there_again(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("+")
        await write(pilot, "写了一半")
        await pilot.press("escape")
        await pilot.press("tab", "shift+tab", "+")
        await until_text(pilot, "写了一半")


async def test_a_form_that_was_open_when_the_program_ended_is_opened_again(board: Board) -> None:
    from tests.screens.stage import running

    session = None
    async with assigning(board) as pilot:
        await pilot.press("end", "o")
        await write(pilot, "孙")
        session = screen_of(pilot).session
        session.drafting.of("owner:tasks/0")  # what was typed is on the disk
    again = Board.open(board.path, clock=board.clock)
    again.identify(example.LI_MING)
    async with running(again) as pilot:
        await until_text(pilot, "CSP-9 任务分配")
        await pilot.press("f7")
        seen = await until_text(pilot, "CSP-9 新流程试运行  负责人")
        assert "孙" in seen
    again.close()


async def test_pasted_lines_become_rows_with_their_criteria(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "新建任务")
        await paste(pilot, "甲任务\n  - 一条标准\n乙任务")
        await until_text(pilot, "CSP-11")
        assert [each.text for each in task_of(board, "CSP-10").criteria] == ["一条标准"]


async def test_what_somebody_else_changes_is_patched_into_the_grid(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    other = Board.open(board_file, clock=clock)
    other.identify(example.LI_MING)
    async with assigning(board) as pilot:
        await pilot.press("home", "down")
        other.commit(EditTask(task_of(other, "CSP-9").id, {"owner": person_named(other, "孙莉").id}))
        seen = await until(pilot, lambda seen: "孙莉" in seen.line("CSP-9   "), "the change")
        assert "*" in seen.line("CSP-9   ")
        assert "认领 8/9" in seen
        assert screen_of(pilot).page.list.key == task_of(board, "CSP-2").id  # type: ignore[attr-defined]
    other.close()


async def test_the_layout_for_the_room_has_fewer_words_and_larger_rows(board: Board) -> None:
    async with assigning(board, size=LARGE) as pilot:
        await until_text(pilot, "交付物")
        await pilot.press("v")
        seen = await until(pilot, lambda seen: "交付物" not in seen, "the large layout")
        lines = seen.shown.splitlines()
        first, second = (
            next(at for at, line in enumerate(lines) if key in line) for key in ("CSP-1 ", "CSP-2 ")
        )
        assert second - first == 2
        await at_step(pilot, "order")
        await until(
            pilot, lambda seen: "整体" not in seen and "CSP-9" in seen, "the large layout of the next step"
        )


async def test_only_what_was_typed_is_written_after_a_conflict_not_what_stood_there_before(
    board: Board,
) -> None:
    async with assigning(board) as pilot:
        await pilot.press("home", "t")
        await until_text(pilot, _("Working days"))
        dates = {"start": date(2024, 4, 10), "due": date(2024, 4, 20)}
        board.commit(EditTask(task_of(board, "CSP-1").id, dates))
        await pilot.press("enter")
        await fill(pilot, "2024-04-24")
        await pilot.press("ctrl+s")
        await until_text(pilot, _("Changed by somebody else meanwhile"))
        await pilot.press("e")
        await until_text(pilot, _("Working days"))
        await pilot.press("ctrl+s")
        await closed(pilot)
        found = task_of(board, "CSP-1")
        assert (found.start, found.due) == (date(2024, 4, 10), date(2024, 4, 24))


async def test_naming_an_owner_keeps_the_department_that_somebody_else_gave_it_meanwhile(
    board: Board,
) -> None:
    async with assigning(board) as pilot:
        await pilot.press("end", "d")
        await until_text(pilot, "负责人可以先空着")
        design = department_named(board, "设计部").id
        board.commit(ClaimTask(task_of(board, "CSP-9").id, design))
        await pilot.press("enter")
        await fill(pilot, "郑洁")
        await closed(pilot)
        task = task_of(board, "CSP-9")
        assert (task.department, task.owner) == (design, person_named(board, "郑洁").id)


async def test_a_refused_paste_names_its_row_and_is_kept_until_one_says_what_becomes_of_it(
    board: Board,
) -> None:
    async with assigning(board) as pilot:
        title = task_of(board, "CSP-1").title
        await pilot.press("+")
        await until_text(pilot, "新建任务")
        await paste(pilot, f"甲任务\n{title}\n乙任务")
        seen = await until_text(pilot, "第 2 行")
        assert "还没有新增的行：3" in seen
        # giving up keeps them, and the next time they are offered
        await pilot.press("escape")
        await closed(pilot)
        await pilot.press("escape", "+")
        seen = await until_text(pilot, "还没有新增的行：3")
        assert f"2 {title}" in seen
        await pilot.press("enter")
        await closed(pilot)
        await until_text(pilot, "CSP-11")
        assert [task_of(board, key).title for key in ("CSP-10", "CSP-11")] == ["甲任务", "乙任务"]
        assert screen_of(pilot).session.drafting.of(rows_draft(board)) is None


async def test_rows_stay_a_draft_until_they_are_on_the_disk(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with assigning(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "新建任务")

        def full(*_args: object, **_named: object) -> None:
            raise DiskTrouble(msg("The disk is full."))

        with monkeypatch.context() as patch:
            patch.setattr(board, "commit", full)
            await write(pilot, "写不进去的任务")
            await pilot.press("enter")
            await until_text(pilot, "没有保存")
            found = screen_of(pilot).session.drafting.of(rows_draft(board))
            assert found is not None
            assert found.fields["text"] == "写不进去的任务"
            await pilot.press("enter")
            await closed(pilot)
        await until_text(pilot, "写不进去的任务")
        await pilot.press("enter")
        await until_text(pilot, "CSP-10")


def rows_draft(board: Board) -> str:
    return f"new-rows:initiatives/{initiative_of(board, 'CSP').id}"


async def test_two_names_that_nobody_knows_are_refused_as_two_names(board: Board) -> None:
    async with assigning(board) as pilot:
        await pilot.press("end", "o")
        await write(pilot, "张三/李四")
        await pilot.press("enter")
        await until_text(pilot, "负责人只能是一个人：张三还是李四？")
        assert task_of(board, "CSP-9").owner is None
