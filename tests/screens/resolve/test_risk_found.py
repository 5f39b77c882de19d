"""A risk is found by its number, and what is kept from the register is about it (DOMAIN.md stage 4.4)."""

from __future__ import annotations

from textual.pilot import Pilot

from screens.resolve.risk_screen import RiskScreen
from store import example
from store.board.board import Board
from store.model.capture import Capture
from store.model.risk import Risk
from tests.harness import until, until_text
from tests.screens.stage import running


def on(pilot: Pilot[None]) -> str:
    """The key of the risk under the cursor; empty elsewhere."""
    screen = pilot.app.screen
    if not isinstance(screen, RiskScreen) or screen.risk is None:
        return ""
    return screen.session.state.key_of(screen.risk)


async def jump(pilot: Pilot[None], key: str) -> None:
    await pilot.press("g", *key, "enter")
    await until(pilot, lambda _seen: on(pilot) == f"NPL-{key.removeprefix('NPL-')}", f"at {key}")


def numbers(board: Board) -> list[int]:
    return sorted(each.number for each in board.state.all(Risk) if each.initiative == 1)


async def test_the_number_of_a_risk_leads_to_the_register(board: Board) -> None:
    low, *_rest, high = numbers(board)
    async with running(board) as pilot:
        await pilot.press("3")
        await until_text(pilot, "NPL-7")
        await jump(pilot, str(low))
        await jump(pilot, str(high))
        await jump(pilot, f"NPL-{low}")
        assert sum(isinstance(each, RiskScreen) for each in pilot.app.screen_stack) == 1


async def test_what_is_kept_on_the_register_is_about_the_risk_under_the_cursor(board: Board) -> None:
    board.identify(example.LI_MING)
    async with running(board) as pilot:
        await pilot.press("R")
        await until_text(pilot, "NPL-15")
        await jump(pilot, str(numbers(board)[0]))
        await pilot.press("f2")
        await until_text(pilot, f"关于 NPL-{numbers(board)[0]}")
        await pilot.press(*"备注 先问供应商", "enter")
        await until(pilot, lambda _seen: board.state.all(Capture)[-1].text == "先问供应商", "kept")
        about = board.state.get(Risk, board.state.all(Capture)[-1].risk)
        assert about is not None
        assert about.number == numbers(board)[0]
