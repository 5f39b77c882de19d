"""Whoever types faster than the program saves finds each key where it was meant."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import pytest

from screens.dialogs.capture import CaptureDialog
from screens.exchange import mapping_screen
from screens.exchange.entrance import import_from, screen_for
from screens.host import Actor
from screens.meeting.closing_screen import ClosingScreen
from screens.widgets.fields.line import QuietInput
from store.board.board import Board
from store.board.line import Line
from store.exchange.importing import ImportPlan, plan_import
from store.language import _
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.requirement import Feasibility, Part, Review
from store.model.task import Task
from store.rules.commands.meetings.planning import PlanMeeting
from store.rules.edit import Command
from store.rules.stage2 import GO_ON
from tests.harness import until, until_text
from tests.harness.typing import typed_at_once
from tests.harness.wait import PATIENCE
from tests.screens.assign.stage import SERVICE, assigning, initiative_of
from tests.screens.confirm.stage import confirming, texts, to_row
from tests.screens.followup.stage import following_up
from tests.screens.meeting.stage import (
    LAUNCH,
    app_of,
    go_on_to,
    go_to_the_end,
    in_meeting,
    meeting_of,
    screen_of,
)
from tests.screens.resolve.stage import issue_of, resolving
from tests.screens.stage import running
from tui.terminal import in_turn

SLOW: Final = 0.08
"""Seconds."""


@pytest.fixture(autouse=True)
def slow_disk(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change takes longer than a fast typist's next key; no key gives up, however busy the machine."""
    monkeypatch.setattr(in_turn, "HELD", PATIENCE)
    monkeypatch.setattr(in_turn, "PATIENCE", PATIENCE)
    commit = board.commit

    def slowly(*commands: Command, **more: Any) -> Line | None:
        time.sleep(SLOW)
        return commit(*commands, **more)

    monkeypatch.setattr(board, "commit", slowly)


async def test_the_issue_walk_is_typed_in_one_go(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("4")
        await until_text(pilot, _("Owner and deadline"))
        typed_at_once(pilot, "f5", " offline", "f8", "6", "f8", " restart", "f8", " till")
        await until_text(pilot, "till")
        issue = issue_of(board, "NPL-19")
        assert issue.title == "offline"
        assert [each.id for each in issue.tasks] == [6]
        assert "NPL-6" in issue.impact
        assert issue.first_solution == "restart"


async def test_a_key_behind_enter_in_the_last_field_is_for_the_screen_below(board: Board) -> None:
    before = len(board.state.all(Issue))
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("i")
        await until_text(pilot, _("What is wrong"))
        typed_at_once(pilot, " one", "ctrl+s", "i", " two", "ctrl+s", "i", " three", "ctrl+s")
        await until(pilot, lambda _seen: len(board.state.all(Issue)) >= before + 3, "three issues")
    assert [each.title for each in board.state.all(Issue)][before:] == ["one", "two", "three"]


async def test_in_a_meeting_a_key_behind_another_is_for_the_next_department_or_item(board: Board) -> None:
    async with in_meeting(board, MeetingKind.ALIGNMENT) as pilot:
        await go_on_to(pilot, ItemKind.POINT)
        meeting, item = screen_of(pilot).meeting, screen_of(pilot).here
        assert meeting is not None
        assert item is not None
        following = meeting.agenda[meeting.agenda.index(item) + 1]
        assert following.kind is ItemKind.POINT
        no = ("n", " first", "ctrl+s", "n", " second", "ctrl+s", "home", "y", "n", " third", "ctrl+s")
        typed_at_once(pilot, *no, "space", "home", "n", " fourth", "ctrl+s")
        await until(pilot, lambda _seen: "fourth" in _against(board, following), "the next point")
        first, second = _against(board, item)
        assert not first
        assert second.endswith("secondthird")
        assert _against(board, following)[0] == "fourth"


async def test_taking_out_twice_takes_out_this_row_and_the_next_one(board: Board) -> None:
    first, second, *rest = texts(board, Part.OUTCOMES)
    async with confirming(board, "brief") as pilot:
        await to_row(pilot, (Part.OUTCOMES, 1))
        typed_at_once(pilot, "X", "X", "e", "!", "enter")
        await until(pilot, lambda _seen: len(texts(board, Part.OUTCOMES)) == len(rest), "two points to go")
        await until(pilot, lambda _seen: texts(board, Part.OUTCOMES) == [f"{rest[0]}!", *rest[1:]])
    assert first not in rest
    assert second not in rest


async def test_an_agenda_is_trimmed_as_fast_as_one_types_and_opened(board: Board) -> None:
    board.commit(PlanMeeting(LAUNCH, MeetingKind.REVIEW))
    planned = board.state.all(Meeting)[-1].id

    def agenda() -> Sequence[AgendaItem]:
        return board.state.one(Meeting, planned).agenda

    async with running(board) as pilot:
        app_of(pilot).show_meeting(planned)
        await until(pilot, lambda seen: len(agenda()) > 2 and agenda()[2].title[:8] in seen, "the agenda")
        first, second, *_rest = agenda()
        typed_at_once(pilot, "l", "l", "x", "l", "l", "h", "space", "a")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, CaptureDialog), "a line to type")
        assert screen_of(pilot).meeting_id == planned
        assert first.id not in {each.id for each in agenda()}
        assert agenda()[0].id == second.id
        assert agenda()[0].minutes == second.minutes + 1


async def test_what_is_typed_behind_the_end_of_a_meeting_is_for_its_minutes(board: Board) -> None:
    async with in_meeting(board) as pilot:
        await go_to_the_end(pilot)
        await pilot.press("w")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, ClosingScreen), "what is missing")
        typed_at_once(pilot, "w", "a")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, CaptureDialog), "a line to type")
        assert not meeting_of(board).running
        assert not any(isinstance(each, ClosingScreen) for each in pilot.app.screen_stack)


async def test_what_is_typed_behind_saving_a_file_is_for_the_document(board: Board, tmp_path: Path) -> None:
    async with running(board) as pilot:
        app_of(pilot).open_documents(LAUNCH, "brief")
        await until_text(pilot, "需求说明书")
        await pilot.press("w")
        await until_text(pilot, ".docx")
        typed_at_once(pilot, "enter", f" {tmp_path}", "enter", "ctrl+s", "enter")
        await until_text(pilot, "看哪份文档")
        assert len(list(tmp_path.glob("*.docx"))) == 1


async def test_a_path_is_typed_in_one_go_with_enter(board: Board, tmp_path: Path) -> None:
    for name in ("plan.csv", "plan-b.csv"):
        (tmp_path / name).write_text("任务,负责\n门店巡检,王芳\n", encoding="utf-8")
    async with running(board) as pilot:
        import_from(cast(Actor, pilot.app.screen), LAUNCH)
        await until_text(pilot, "导入哪个文件")
        pilot.app.screen.query_one(QuietInput).value = ""
        typed_at_once(pilot, f" {tmp_path}/plan.", "enter", "end", "x")
        await until(pilot, lambda seen: "plan.csv" in seen and "不导入" in seen.line("负责"), "its columns")


async def test_a_column_left_out_is_not_taken_in_though_one_saves_at_once(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*given: Any, **more: Any) -> ImportPlan:
        time.sleep(SLOW)
        return plan_import(*given, **more)

    monkeypatch.setattr(mapping_screen, "plan_import", slowly)
    path = tmp_path / "plan.csv"
    path.write_text("任务,交付物\n门店巡检,巡检表\n", encoding="utf-8")
    async with running(board) as pilot:
        app_of(pilot).push_screen(screen_for(cast(Actor, pilot.app.screen), LAUNCH, path)())
        await until_text(pilot, "新建 1 项")
        typed_at_once(pilot, "end", "x", "ctrl+s")
        await until(pilot, lambda _seen: board.state.all(Task)[-1].title == "门店巡检", "it came in")
    assert board.state.all(Task)[-1].deliverable == ""


async def test_a_key_behind_the_number_of_an_item_is_for_that_item(board: Board) -> None:
    async with assigning(board, step=GO_ON) as pilot:
        service = initiative_of(board, SERVICE).id
        first, *_others, last = [each for each in board.state.all(Task) if each.initiative == service]
        typed_at_once(pilot, "g", f" {board.state.key_of(last)}", "enter", "P")
        await until(
            pilot, lambda _seen: board.state.one(Task, last.id).priority is not last.priority, "its priority"
        )
    assert board.state.one(Task, first.id) == first


def _against(board: Board, item: AgendaItem) -> list[str]:
    """Of the first two departments: what each has against the point of `item`, "" where it is feasible."""
    said = [
        each
        for review in sorted(board.state.all(Review), key=lambda review: review.department)
        for each in review.points
        if review.initiative == LAUNCH and (each.part, each.ref) == (item.part, item.ref)
    ]
    return ["" if each.feasibility is Feasibility.FEASIBLE else each.condition for each in said[:2]]
