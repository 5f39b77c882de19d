"""What nobody answers climbs: recorded by whoever opens the board first, once (DOMAIN.md stage 4.3)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from store.board.board import Board
from store.model.issue import Issue
from store.model.organisation import Person, Role
from tests.harness import FixedClock, until
from tests.screens.stage import running


def facilitator(board: Board) -> int:
    return next(each.id for each in board.state.all(Person) if each.role is Role.FACILITATOR)


def steps(board: Board) -> int:
    return sum(len(each.escalations) for each in board.state.all(Issue))


async def test_opening_a_board_records_what_has_climbed_once(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    before = steps(board)
    clock.advance(timedelta(days=7))
    board.identify(facilitator(board))
    async with running(board) as pilot:
        await until(pilot, lambda _seen: steps(board) > before, "a step is recorded")
        told, seq = steps(board), board.seq
        with_another = Board.open(board_file, clock=clock, author=facilitator(board))
        async with running(with_another):
            await until(pilot, lambda _seen: with_another.seq >= seq, "the other one has read it")
        assert steps(with_another) == told
