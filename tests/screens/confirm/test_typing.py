"""Rows that are typed: none is lost, whatever becomes of the one before it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from textual import events
from textual.pilot import Pilot

from store.board.board import Board
from store.model.requirement import Goal, Part
from store.rules.brief import brief_of, points_of, tasks_of
from store.rules.commands.brief import EditPoint
from tests.harness import FixedClock, until, until_text
from tests.screens.confirm.stage import (
    LI,
    NPL,
    closed,
    confirming,
    page_of,
    paste,
    texts,
    to_row,
)

OUTCOMES = ["推广方案", "宣传物料", "销售培训材料"]


@contextmanager
def writing_elsewhere(board: Board) -> Iterator[None]:
    """Another process holds the board's lock."""
    lock = os.open(board.path.with_suffix(".duiqi") / "lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)


async def begin(pilot: Pilot[None], key: Hashable) -> None:
    """Type in the row of that key."""
    await to_row(pilot, key)
    await pilot.press("enter")
    await until(pilot, lambda _seen: page_of(pilot).typing, "a row to type")


async def written(pilot: Pilot[None], board: Board, *expected: str) -> None:
    """Wait until the outcomes are these."""
    await until(pilot, lambda _seen: texts(board, Part.OUTCOMES) == list(expected), "the outcomes")


async def test_after_a_conflict_rows_are_written_as_ever(briefed: Board, clock: FixedClock) -> None:
    other = Board.open(briefed.path, clock=clock)
    other.identify(LI)
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.OUTCOMES, 1))
        await paste(pilot, "我的")
        other.commit(EditPoint(NPL, Part.OUTCOMES, 1, {"text": "别人的"}))
        await pilot.press("enter")
        await until_text(pilot, "用对方的")
        await pilot.press("escape")
        await closed(pilot)
        await until_text(pilot, "推广方案我的")
        await pilot.press("escape")
        await begin(pilot, (Part.OUTCOMES, 0))
        for row in ("甲", "乙"):
            await paste(pilot, row)
            await pilot.press("enter")
        await written(pilot, briefed, "别人的", *OUTCOMES[1:], "甲", "乙")
    other.close()


async def test_whoever_saves_again_after_a_conflict_replaces_what_both_saw(
    briefed: Board, clock: FixedClock
) -> None:
    other = Board.open(briefed.path, clock=clock)
    other.identify(LI)
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.OUTCOMES, 1))
        await paste(pilot, "我的")
        other.commit(EditPoint(NPL, Part.OUTCOMES, 1, {"text": "别人的"}))
        await pilot.press("enter")
        await until_text(pilot, "用对方的")
        await pilot.press("escape")
        await closed(pilot)
        await until(pilot, lambda _seen: not page_of(pilot).sending, "the end of it")
        await pilot.press("enter")
        await written(pilot, briefed, "推广方案我的", *OUTCOMES[1:])
    other.close()


async def test_rows_typed_while_somebody_else_writes_stay_in_their_list(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.OUTCOMES, 0))
        with writing_elsewhere(briefed):
            for row in ("甲", "乙"):
                await paste(pilot, row)
                await pilot.press("enter")
            await pilot.press("escape")
            await until(pilot, lambda _seen: not page_of(pilot).typing, "the list")
            await begin(pilot, (Part.GOALS, 0))
            await paste(pilot, "目标")
            await pilot.press("enter")
        await written(pilot, briefed, *OUTCOMES, "甲", "乙")
        await until(pilot, lambda _seen: texts(briefed, Part.GOALS)[1:] == ["目标"], "the goal")


async def test_a_second_enter_while_a_changed_row_is_written_is_none(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.OUTCOMES, 1))
        await paste(pilot, "甲")
        with writing_elsewhere(briefed):
            await pilot.press("enter", "enter")
        await until(pilot, lambda _seen: not page_of(pilot).typing, "the list")
        await begin(pilot, (Part.OUTCOMES, 2))
        await paste(pilot, "乙")
        await pilot.press("enter")
        await written(pilot, briefed, "推广方案甲", "宣传物料乙", "销售培训材料")


async def test_a_refused_row_comes_back_and_those_behind_it_are_written(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.OUTCOMES, 0))
        with writing_elsewhere(briefed):
            for row in ("推广方案", "第二行"):
                await paste(pilot, row)
                await pilot.press("enter")
            await paste(pilot, "第三")
        await until_text(pilot, "这一行写完后它会回来")
        page = page_of(pilot)
        assert page.editor.texts["text"] == "第三"
        await pilot.press("enter")
        await written(pilot, briefed, *OUTCOMES, "第二行", "第三")
        await until(pilot, lambda _seen: page.editor.texts["text"] == "推广方案", "the row")
        await paste(pilot, "二")
        await pilot.press("enter")
        await written(pilot, briefed, *OUTCOMES, "第二行", "第三", "推广方案二")


async def test_a_row_is_kept_as_a_draft_until_it_is_on_the_disk(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        page = page_of(pilot)
        await begin(pilot, (Part.OUTCOMES, 0))
        name = f"brief.outcomes:initiatives/{NPL}"
        with writing_elsewhere(briefed):
            await paste(pilot, "甲")
            await pilot.press("enter")
            await until(pilot, lambda _seen: not page.editor.texts["text"], "an empty row")
            kept = page.session.drafting.of(name)
            assert kept is not None
            assert "甲" in kept.fields["rows"]
        await written(pilot, briefed, *OUTCOMES, "甲")
        await until(pilot, lambda _seen: page.session.drafting.of(name) is None, "the draft to be gone")


async def test_a_refused_paste_stays_with_the_number_of_the_row(briefed: Board) -> None:
    async with confirming(briefed, "breakdown") as pilot:
        await begin(pilot, ("task", 0))
        await paste(pilot, "甲\n乙\n甲\n")
        await until_text(pilot, "第 3 行")
        assert tasks_of(briefed.state, NPL) == []
        await pilot.press("escape")
        await closed(pilot)
        await pilot.press("escape")
        await begin(pilot, ("task", 0))
        await until_text(pilot, "甲")
        await pilot.press("up", "end")
        await paste(pilot, "二")
        await pilot.press("ctrl+s")
        await closed(pilot)
        assert [task.title for task in tasks_of(briefed.state, NPL)] == ["甲", "乙", "甲二"]


async def test_a_burst_of_keys_over_a_slow_line_is_as_many_rows(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.TIMES, 0))
        for key in ("a", "tab", "5", "/", "1", "enter", "b", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(
            pilot, lambda _seen: texts(briefed, Part.TIMES)[1:] == ["a", "b"], "two rows of one burst"
        )


async def test_a_draft_brings_back_only_what_was_touched(briefed: Board, clock: FixedClock) -> None:
    other = Board.open(briefed.path, clock=clock)
    other.identify(LI)
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.GOALS, 1))
        await paste(pilot, "！")
        await pilot.press("escape")
        await until(pilot, lambda _seen: not page_of(pilot).typing, "the list")
        other.commit(EditPoint(NPL, Part.GOALS, 1, {"target": "8万"}))
        await until_text(pilot, "8万")
        await begin(pilot, (Part.GOALS, 1))
        await pilot.press("enter")
        await until(pilot, lambda _seen: texts(briefed, Part.GOALS)[0].endswith("！"), "the goal")
        (goal,) = points_of(brief_of(briefed.state, NPL))[:1]
        assert isinstance(goal.line, Goal)
        assert goal.line.target == "8万"
    other.close()


async def test_the_esc_after_a_changed_row_does_not_leave_the_wizard(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        await begin(pilot, (Part.OUTCOMES, 1))
        await paste(pilot, "甲")
        await pilot.press("enter")
        await written(pilot, briefed, "推广方案甲", *OUTCOMES[1:])
        await until(pilot, lambda _seen: not page_of(pilot).typing, "the list")
        await pilot.press("escape")
        await until_text(pilot, "这一行已保存")
        await pilot.press("escape")
        await until_text(pilot, "协作事项")
