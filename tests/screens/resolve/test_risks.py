"""The risk register and the numbers of an initiative on the screen (DOMAIN.md stages 4.4 and 4.6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.resolve.numbers_screen import NumbersScreen
from screens.resolve.risk_screen import RiskScreen
from store import example, language
from store.board.board import Board
from store.language import Language
from store.model.issue import Issue, IssueState
from store.model.risk import Risk
from store.rules.risks.register import Standing, standing_of
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.stage import LARGE, SMALL, copied, running

NPL = 1


def late(board: Board) -> Risk:
    """The heaviest risk of the example, which the cursor stands on."""
    return next(each for each in board.state.all(Risk) if each.number == 15)


def at(pilot: Pilot[None]) -> RiskScreen:
    screen = pilot.app.screen_stack[1]
    assert isinstance(screen, RiskScreen)
    return screen


@pytest.fixture
def leading(board: Board) -> Board:
    """The board of the facilitator."""
    board.identify(example.LI_MING)
    return board


async def opened(pilot: Pilot[None]) -> None:
    await pilot.press("R")
    await until_text(pilot, "NPL-15")


async def test_a_risk_is_weighed_in_three_keys_and_moves_in_the_matrix(leading: Board) -> None:
    async with running(leading) as pilot:
        await opened(pilot)
        await pilot.press("w", "5", "ctrl+s")
        await until(pilot, lambda _seen: late(leading).probability == 5, "it is weighed anew")
        await until(
            pilot,
            lambda seen: any("NPL-15" in row for row in seen.text if row.startswith(" 可能性 5")),
            "it stands in the highest row",
        )


async def test_a_risk_that_happens_becomes_an_issue_linked_both_ways(leading: Board) -> None:
    async with running(leading) as pilot:
        await opened(pilot)
        await pilot.press("!")
        await until_text(pilot, "已发生")
        await pilot.press("ctrl+s")
        await until(pilot, lambda _seen: late(leading).issue is not None, "the risk names its issue")
        issue = leading.state.one(Issue, late(leading).issue or 0)
        assert issue.risk == late(leading).id
        assert issue.state is not IssueState.CLOSED
        assert standing_of(leading.state, late(leading)) is Standing.HAPPENED
        await pilot.press("!")
        await until_text(pilot, "它已经发生了")


async def test_a_risk_is_struck_off_with_a_reason_and_taken_up_again(leading: Board) -> None:
    async with running(leading) as pilot:
        await opened(pilot)
        await pilot.press("c")
        await until_text(pilot, "销项“")
        await pilot.press(*"ok", "enter")
        await until(pilot, lambda _seen: late(leading).closed is not None, "it is struck off")
        await until(pilot, lambda _seen: at(pilot).risk is not None, "a risk is at hand")
        at(pilot)._list.move_to(late(leading).id)
        await pilot.press("w")
        await until_text(pilot, "它已销项")


async def test_somebody_who_sees_a_risk_enters_it(leading: Board) -> None:
    async with running(leading) as pilot:
        await opened(pilot)
        await pilot.press("+")
        await until_text(pilot, "可能会出什么问题")
        await pilot.press(*"supplier", "ctrl+s")
        await until(
            pilot,
            lambda _seen: any(each.title == "supplier" for each in leading.state.all(Risk)),
            "it is in the register",
        )


async def test_another_session_s_weighing_is_seen_at_once(
    leading: Board, board_file: Path, clock: FixedClock
) -> None:
    from store.rules.commands.risks import WeighRisk

    async with running(leading) as pilot:
        await opened(pilot)
        other = Board.open(board_file, clock=clock, author=example.LI_MING)
        other.commit(WeighRisk(late(leading).id, 1, 1))
        await until_text(pilot, "1 低 v")
        other.close()


async def test_the_numbers_are_three_tabs(leading: Board) -> None:
    async with running(leading) as pilot:
        await pilot.press("N")
        await until_text(pilot, "按时情况")
        assert isinstance(pilot.app.screen, NumbersScreen)
        await pilot.press("tab")
        await until_text(pilot, "合计推迟")
        await pilot.press("tab")
        await until_text(pilot, "谁（行）在等谁（列）")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("view", ["risks", "review", "slips", "waiting"])
async def test_stage_4_in_numbers_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    view: str,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    tabs = {"review": 0, "slips": 1, "waiting": 2}
    async with running(board, size=size) as pilot:
        await pilot.press("R" if view == "risks" else "N")
        await until_text(pilot, "88%" if view != "risks" else "触发条件" if tongue == "zh" else "Trigger")
        await pilot.press(*["tab"] * tabs.get(view, 0))
        await pilot.pause()
        assert grid(pilot.app) == screen_snapshot
