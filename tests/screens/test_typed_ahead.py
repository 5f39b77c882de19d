"""Whoever types faster than the program saves finds each key where it was meant."""

from __future__ import annotations

from store.board.board import Board
from store.language import _
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, MeetingKind
from store.model.requirement import Feasibility, Review
from tests.harness import until, until_text
from tests.harness.typing import typed_at_once
from tests.screens.followup.stage import following_up
from tests.screens.meeting.stage import LAUNCH, go_on_to, in_meeting, screen_of
from tests.screens.resolve.stage import issue_of, resolving


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


def _against(board: Board, item: AgendaItem) -> list[str]:
    """Of the first two departments: what each has against the point of `item`, "" where it is feasible."""
    said = [
        each
        for review in sorted(board.state.all(Review), key=lambda review: review.department)
        for each in review.points
        if review.initiative == LAUNCH and (each.part, each.ref) == (item.part, item.ref)
    ]
    return ["" if each.feasibility is Feasibility.FEASIBLE else each.condition for each in said[:2]]
