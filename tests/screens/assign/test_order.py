"""The order step: dependencies by number, dates that follow, and the timeline."""

from __future__ import annotations

from datetime import date

from screens.widgets.line_list import LineList
from store.board.board import Board
from store.language import _
from store.model.absence import Absence
from store.model.initiative import Scenario, Stage
from store.rules.commands import AddMilestone, CreateInitiative, CreateTask, EditTask
from store.rules.stage2 import ORDER
from tests.harness import until, until_text
from tests.screens.assign.stage import assigning, closed, fill, initiative_of, screen_of, task_of
from tests.screens.stage import SMALL


async def test_numbers_are_said_back_and_taken_together(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("end", "d")
        await until_text(pilot, _("Numbers such as 3 5, or a part of the name."))
        await fill(pilot, "1 CSP-2")
        await closed(pilot)
        await until_text(pilot, "排在 CSP-1, CSP-2 之后")
        before = {each.id for each in task_of(board, "CSP-9").dependencies}
        assert {task_of(board, "CSP-1").id, task_of(board, "CSP-2").id} <= before


async def test_a_cycle_is_refused_at_the_field_and_named(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("home", "d")
        await until_text(pilot, _("Numbers such as 3 5, or a part of the name."))
        await fill(pilot, "9")
        seen = await until_text(pilot, "CSP-9 ->")
        assert "CSP-1" in seen
        assert not task_of(board, "CSP-1").dependencies


async def test_the_timeline_marks_what_comes_before_and_after_the_row(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("l")
        await until_text(pilot, "===")
        await pilot.press("home")
        seen = await until(pilot, lambda seen: seen.line("CSP-2   ").lstrip().startswith("v"), "the follower")
        assert "今天" in seen
        await pilot.press("end")
        await until(pilot, lambda seen: seen.line("CSP-7   ").lstrip().startswith("^"), "what comes before")


async def test_the_timeline_scrolls_and_zooms(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("l")
        before = await until_text(pilot, "今天")
        await pilot.press("+")
        nearer = await until(pilot, lambda seen: seen.line("CSP-9") != before.line("CSP-9"), "another scale")
        await pilot.press("right")
        await until(pilot, lambda seen: seen.line("CSP-9") != nearer.line("CSP-9"), "later days")
        await pilot.press("0")
        await until(pilot, lambda seen: seen.line("CSP-9") == before.line("CSP-9"), "all of it")
        await pilot.press("l")
        await until_text(pilot, "最早")


async def test_an_absence_is_told_in_the_order_step(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("home", "a")
        await until_text(pilot, "新增请假")
        await pilot.press("enter")
        await until_text(pilot, "郑洁")
        await fill(pilot, "2024-04-01", "2024-04-02", "出差")
        await closed(pilot)
        await until(pilot, lambda _seen: bool(list(board.state.all(Absence))), "the absence")
        await pilot.press("a")
        await until_text(pilot, "出差")


async def test_a_day_off_moves_what_is_counted_in_working_days(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("f")
        await until_text(pilot, "全员放假")
        await pilot.press("enter")
        await until_text(pilot, "从")
        await fill(pilot, "2024-04-10", "2024-04-11")
        await closed(pilot)
        await until(pilot, lambda _seen: len(board.state.settings.days_off) == 2, "the days")


async def test_five_hundred_tasks_are_one_list_in_both_views(board: Board) -> None:
    board.commit(CreateInitiative("BIG", "Big", scenario=Scenario.MAJOR_PROJECT, stage=Stage.ASSIGN))
    big = initiative_of(board, "BIG").id
    board.commit(*(CreateTask(big, f"part {number}") for number in range(1, 501)))
    async with assigning(board, code="BIG", step=ORDER, size=SMALL) as pilot:
        await pilot.press("l")
        await until_text(pilot, "今天")
        await pilot.press("end")
        await until_text(pilot, "BIG-500")
        lists = screen_of(pilot).page.query(LineList)
        assert len(lists) == 1
        await pilot.press("l")
        await until(pilot, lambda seen: "BIG-500" in seen and "最早" in seen, "the dates")


async def test_repairing_shows_every_date_that_moves_before_it_is_done(board: Board) -> None:
    second = task_of(board, "CSP-2")  # after CSP-1, which ends on 7 April
    board.commit(
        EditTask(second.id, {"start": date(2024, 4, 1), "due": date(2024, 4, 3)}),
        AddMilestone(second.id, "初稿", date(2024, 4, 2)),
    )
    async with assigning(board, step=ORDER) as pilot:
        await pilot.press("home", "down", "R")
        seen = await until_text(pilot, "只改这一项")
        assert "04-01 -> 04-08" in seen.line("开始")
        assert "04-03 -> 04-10" in seen.line("截止")
        assert "04-02 -> 04-09" in seen.line("里程碑 初稿")
        await pilot.press("enter")
        await closed(pilot)
        await until(pilot, lambda _seen: str(task_of(board, "CSP-2").due) == "2024-04-10", "the repair")
        milestone = next(each for each in task_of(board, "CSP-2").milestones if each.title == "初稿")
        assert str(milestone.due) == "2024-04-09"


async def test_the_layout_for_the_room_keeps_titles_whole_and_fewer_columns(board: Board) -> None:
    async with assigning(board, step=ORDER) as pilot:
        await until_text(pilot, "最晚")
        await pilot.press("v")
        seen = await until(pilot, lambda seen: "最晚" not in seen and "CSP-9" in seen, "the large layout")
        assert "05-07..05-17" in seen.line("CSP-9")
        assert "关键" in seen.line("CSP-9")
