"""An archive opens in the program with every screen, for reading (DOMAIN.md stage 4.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from screens.base import DuiqiScreen
from store import example
from store.board.archive import archive
from store.board.board import Board
from store.documents.digest import called_today, digest_document
from store.documents.text import text
from store.model.initiative import Stage
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.task import Task
from store.rules.attention import attention, attention_of, urgent_issues
from store.rules.issues.escalation import next_step
from store.rules.issues.stands import UNSOLVED
from store.rules.round import updates_due
from store.rules.status import is_open
from store.rules.urgent import clocks
from tests.harness import FixedClock, until, until_text
from tests.screens.followup.stage import following_up
from tests.screens.stage import LARGE, running
from tui.app import DuiqiApp

NPL = 1
_LINES = 2
"""A screen that says anything has more than so many."""


@pytest.fixture
def archived(tmp_path: Path, clock: FixedClock) -> Iterator[Board]:
    """The example's launch, with its meetings, in its archive."""
    example.build(tmp_path / "launch.json", clock, "zh", held=True)
    board = Board.open(tmp_path / "launch.json", clock=clock, author=example.LI_MING)
    done = archive(board, NPL, force=True)
    board.close()
    opened = Board.open(done.file, clock=clock, origin="screen")
    opened.identify(example.LI_MING)
    yield opened
    opened.close()


def _bytes(board: Board) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (board.path, board.paths.journal)}


async def test_every_screen_opens_on_an_archive(archived: Board) -> None:
    before = _bytes(archived)
    async with running(archived) as pilot:
        app = pilot.app
        assert isinstance(app, DuiqiApp)
        meeting = archived.state.all(Meeting)[0].id
        home = app.screen
        ways: dict[str, Callable[[], None]] = {
            f"stage {stage.value}": partial(app.open_stage, NPL, stage) for stage in Stage
        }
        ways |= {
            "round": partial(app.open_round, NPL),
            "risks": partial(app.open_risks, NPL),
            "numbers": partial(app.open_numbers, NPL),
            "meetings": partial(app.list_meetings, NPL),
            "meeting": partial(app.show_meeting, meeting),
        }
        for name, open_screen in ways.items():
            open_screen()
            await until(pilot, lambda _: app.screen is not home, name)
            assert isinstance(app.screen, DuiqiScreen), name
            await until(pilot, lambda seen: sum(bool(line.strip()) for line in seen.text) > _LINES, name)
            while app.screen is not home:
                app.pop_screen()
                await pilot.pause()
    assert _bytes(archived) == before


def test_in_an_archive_nothing_waits_for_anybody(archived: Board) -> None:
    state, moment = archived.state, archived.moment()
    open_tasks = [each for each in state.all(Task) if is_open(each)]
    unsolved = [each for each in state.all(Issue) if each.state in UNSOLVED]
    assert any(each.block is not None for each in open_tasks)
    assert any(each.urgent_since is not None and each.meeting_at is None for each in unsolved)
    assert attention(state, moment) == []
    assert urgent_issues(state, moment, ()) == []
    assert [attention_of(state, each, moment) for each in open_tasks] == [None] * len(open_tasks)
    assert clocks(state, moment.now) == []
    in_need: list[Task | Issue] = [*open_tasks, *unsolved]
    assert [next_step(state, each, moment) for each in in_need] == [None] * len(in_need)
    assert updates_due(state, moment, None) == []
    assert called_today(state, moment) == []
    assert "今天没有需要推动的事" in text(digest_document(state, moment))


async def test_the_board_of_an_archive_counts_nothing_to_attend_to(archived: Board) -> None:
    async with following_up(archived, size=LARGE) as pilot:
        seen = await until_text(pilot, "关注 0")
        assert "全部 14" in seen


async def test_a_change_is_refused_with_the_reason(archived: Board) -> None:
    before = _bytes(archived)
    async with running(archived) as pilot:
        app = pilot.app
        assert isinstance(app, DuiqiApp)
        app.open_stage(NPL, Stage.FOLLOW_UP)
        await until_text(pilot, "NPL-7")
        await pilot.press("s")
        await until_text(pilot, "归档")
    assert _bytes(archived) == before
