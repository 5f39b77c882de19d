"""Each of the five kinds of meeting, from nothing to its minutes, at both sizes."""

from __future__ import annotations

import pytest

from store.board.board import Board
from store.model.capture import Capture, CaptureKind
from store.model.issue import Issue
from store.model.meeting import Attended, ItemKind, ItemState, Meeting, MeetingKind
from store.model.requirement import Attendance, Feasibility, Review
from store.model.task import Task
from store.rules.meeting.running import ahead
from tests.harness import until, until_text
from tests.screens.meeting.stage import (
    LAUNCH,
    at_meeting,
    capture,
    close,
    go_on_to,
    go_to_the_end,
    in_meeting,
    meeting_of,
    minutes_of,
    next_item,
    on_the_table,
    screen_of,
    type_line,
    urgent_issue,
)
from tests.screens.stage import LARGE, SMALL, running

sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@sizes
async def test_a_weekly_meeting_is_walked_from_home_to_its_minutes(
    board: Board, size: tuple[int, int]
) -> None:
    async with running(board, size=size) as pilot:
        await pilot.press("m")
        await until_text(pilot, "待召集")
        await pilot.press("enter")
        await until_text(pilot, "45 分钟")
        await until_text(pilot, "NPL-6")
        await pilot.press("space")
        await until_text(pilot, "在场 0/")
        await pilot.press("r")
        await until_text(pilot, "未点名")
        await pilot.press("a")
        count = len(meeting_of(board).attendance)
        await until_text(pilot, f"在场 {count}/{count}")
        await go_on_to(pilot, ItemKind.TASK)
        seen = await on_the_table(pilot, "NPL-6")
        assert "陈工" in seen.line("请问")
        await capture(pilot, "行动 @王芳 周五 补齐产品手册")
        seen = await until_text(pilot, "补齐产品手册")
        assert "王芳" in seen.line("补齐产品手册")
        await go_to_the_end(pilot)
        seen = await close(pilot)
        assert "补齐产品手册" in seen
        assert "下次会议" in seen
    written = minutes_of(board, MeetingKind.WEEKLY)
    assert [each.text for each in written.captures] == ["补齐产品手册"]
    assert all(each.attended is Attended.PRESENT for each in written.attendance)
    assert all(each.state is ItemState.DONE for each in written.agenda)
    following = ahead(board.state, LAUNCH)
    assert [each.kind for each in following] == [MeetingKind.WEEKLY]
    assert following[0].planned == written.next


def fixed(board: Board) -> bool:
    """Whether an earlier kickoff of the launch fixed its baseline."""
    return all(each.baseline for each in board.state.all(Task) if each.initiative == LAUNCH)


@sizes
async def test_a_kickoff_ends_with_the_baseline_and_an_action_for_every_open_question(
    board: Board, size: tuple[int, int]
) -> None:
    async with in_meeting(board, MeetingKind.KICKOFF, size=size) as pilot:
        await until_text(pilot, "目标")
        await go_on_to(pilot, ItemKind.QUESTIONS)
        await capture(pilot, "提问 @陈工 手册哪天定稿？")
        await until_text(pilot, "手册哪天定稿")
        await go_to_the_end(pilot)
        await pilot.press("space")
        await until_text(pilot, "基线早已定下" if fixed(board) else "散会即定下基线")
        await pilot.press("w")
        await until_text(pilot, "宣读确认")
    tasks = [each for each in board.state.all(Task) if each.initiative == LAUNCH]
    assert all(each.baseline is not None for each in tasks if each.due is not None)
    actions = [each for each in board.state.all(Capture) if each.kind is CaptureKind.ACTION]
    assert any("手册哪天定稿" in each.text and each.due is not None for each in actions)


@sizes
async def test_in_an_alignment_meeting_each_department_says_its_word_on_each_point(
    board: Board, size: tuple[int, int]
) -> None:
    async with in_meeting(board, MeetingKind.ALIGNMENT, size=size) as pilot:
        await go_on_to(pilot, ItemKind.POINT)
        screen = screen_of(pilot)
        item, department = screen.here, screen.department_at_hand()
        assert item is not None
        assert department is not None
        await pilot.press("o")
        await until_text(pilot, "资源")
        await type_line(pilot, "预算先批下来")
        await pilot.press("enter")
        await until(pilot, lambda seen: at_meeting(pilot) and "预算先批下来" in seen, "the condition")
        await until(pilot, lambda _seen: screen.department_at_hand() != department, "the next department")
        second = screen.department_at_hand()
        await pilot.press("n")
        await until_text(pilot, "资源")
        await type_line(pilot, "人手不够")
        await pilot.press("enter")
        await until(pilot, lambda seen: at_meeting(pilot) and "人手不够" in seen, "the reason")
        await pilot.press("home", "y")
        await until_text(pilot, "：可行。")
        words = {
            each.department: said
            for each in board.state.all(Review)
            if each.initiative == LAUNCH
            for said in each.points
            if (said.part, said.ref) == (item.part, item.ref)
        }
        assert words[department].feasibility is Feasibility.FEASIBLE
        assert second is not None
        assert words[second].feasibility is Feasibility.INFEASIBLE
        await pilot.press("r")
        await until_text(pilot, "未点名")
        await pilot.press("a")
        await until(pilot, lambda _seen: at_meeting(pilot), "the meeting again")
        await go_to_the_end(pilot)
        await close(pilot)
    heard = [each for each in board.state.all(Review) if each.initiative == LAUNCH]
    assert all(each.attendance is Attendance.PRESENT for each in heard)


@sizes
async def test_an_urgent_meeting_is_called_with_one_key_and_ends_with_an_owner_and_a_deadline(
    board: Board, size: tuple[int, int]
) -> None:
    issue = urgent_issue(board)
    async with running(board, size=size) as pilot:
        await until_text(pilot, "紧急 0")
        await pilot.press("M")
        await until(pilot, lambda _seen: at_meeting(pilot), "the urgent meeting")
        seen = await until_text(pilot, "临时沟通会 #1")
        assert "紧急 0" not in seen
        await go_to_the_end(pilot)
        await pilot.press("space")
        await until_text(pilot, "还缺")
        await pilot.press("w")
        await until_text(pilot, "谁来解决")
        await type_line(pilot, "3/27")
        await pilot.press("enter")
        await until_text(pilot, "宣读确认")
    solved = board.state.one(Issue, issue.id)
    assert solved.owner is not None
    assert str(solved.deadline) == "2024-03-27"
    assert solved.meeting_at is not None
    assert minutes_of(board, MeetingKind.URGENT).captures == ()


@sizes
async def test_a_review_ends_with_actions(board: Board, size: tuple[int, int]) -> None:
    async with in_meeting(board, MeetingKind.REVIEW, size=size) as pilot:
        await until_text(pilot, "按原定日期完成")
        await go_on_to(pilot, ItemKind.CHANGES)
        await until_text(pilot, "累计 100%")
        await go_on_to(pilot, ItemKind.KEEP)
        await capture(pilot, "决定 周会上先看台账")
        await go_on_to(pilot, ItemKind.CHANGE)
        await capture(pilot, "行动 @李明 4/1 手册进度每周同步")
        await go_to_the_end(pilot)
        seen = await close(pilot)
        assert "手册进度每周同步" in seen
    assert [each.text for each in minutes_of(board, MeetingKind.REVIEW).captures] == [
        "周会上先看台账",
        "手册进度每周同步",
    ]


async def test_a_meeting_that_was_planned_without_an_agenda_builds_it_when_somebody_looks(
    board: Board,
) -> None:
    async with running(board) as pilot:
        await pilot.press("m")
        await until_text(pilot, "待召集")
        await pilot.press("enter")
        await until_text(pilot, "NPL-6")
        planned = board.state.all(Meeting)[-1]
        assert planned.agenda
        assert planned.opened is None
        await pilot.press("x")
        await until(
            pilot, lambda _seen: len(board.state.one(Meeting, planned.id).agenda) < len(planned.agenda)
        )
        await pilot.press("b")
        await until_text(pilot, "议程已重排")
        assert len(board.state.one(Meeting, planned.id).agenda) == len(planned.agenda)


async def test_the_closing_of_a_meeting_can_be_taken_back(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await next_item(pilot)
        await pilot.press("w")
        await until_text(pilot, "收尾")
        await pilot.press("w")
        await until_text(pilot, "宣读确认")
        await pilot.press("u")
        await until_text(pilot, "没有纪要")
        assert meeting_of(board).running
