"""From a blocked task to a verified close, by keyboard, in both languages, at 80x24."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from store import example, language
from store.board.board import Board
from store.language import Language, _
from store.model.issue import IssueState, Severity
from store.model.organisation import Person
from store.model.task import Task
from store.rules.commands.issues.reporting import EditIssue
from store.rules.rights_issue import own_fix
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.assign.stage import write
from tests.screens.followup.stage import following_up
from tests.screens.resolve.stage import BRAND, URGENT, at_hand, board_screen, issue_of, resolving
from tests.screens.stage import copied, running
from tui.app import DuiqiApp


def opened(examples: dict[Language, Path], folder: Path, clock: FixedClock, tongue: Language) -> Board:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], folder / "b"), clock=clock)
    board.identify(example.LI_MING)
    return board


def is_now(pilot: Pilot[None], person: int | None) -> None:
    """Somebody else sits down."""
    assert isinstance(pilot.app, DuiqiApp)
    pilot.app.session.board.identify(person)


def in_field(pilot: Pilot[None], name: str) -> bool:
    """Whether one types in the field of that name."""
    focused = pilot.app.focused
    return focused is not None and any(each.id == f"field-{name}" for each in focused.ancestors_with_self)


async def in_state(pilot: Pilot[None], board: Board, key: str, state: IssueState) -> None:
    await until(pilot, lambda _seen: issue_of(board, key).state is state, f"{key} {state.value}")
    screen = await board_screen(pilot)
    await until(pilot, lambda _seen: pilot.app.screen is screen, "the dialog to close")


@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_the_brand_issue_is_found_from_the_blocked_task_and_closed_by_somebody_else(
    examples: dict[Language, Path], tmp_path: Path, clock: FixedClock, tongue: Language
) -> None:
    board = opened(examples, tmp_path, clock, tongue)
    async with following_up(board, at="NPL-6") as pilot:
        # Who reports it again is shown that it is known, and goes there.
        await pilot.press("i")
        await until_text(pilot, _("What is wrong"))
        await write(pilot, issue_of(board, BRAND).title)
        await until_text(pilot, BRAND)
        await pilot.press("f5")
        await board_screen(pilot)
        await until(pilot, lambda _seen: at_hand(pilot) == BRAND, BRAND)
        await pilot.press("c")
        await until_text(pilot, _("Prevented by"))
        await write(pilot, "v3 follows the manual")
        await pilot.press("ctrl+s")
        await in_state(pilot, board, BRAND, IssueState.TO_VERIFY)
        await pilot.press("x")
        await until_text(pilot, str(own_fix(board.state, issue_of(board, BRAND)))[:10])
        is_now(pilot, issue_of(board, BRAND).reporter)
        await pilot.press("x")
        await until_text(pilot, _("verify and close"))
        await pilot.press("ctrl+s")
        await in_state(pilot, board, BRAND, IssueState.CLOSED)
        # The one that blocks the task: closing it lets the task go on.
        await pilot.press("g")
        await write(pilot, "18")
        await pilot.press("enter")
        await until(pilot, lambda _seen: at_hand(pilot) == URGENT, URGENT)
        is_now(pilot, issue_of(board, URGENT).owner)
        await pilot.press("c")
        await until_text(pilot, _("Prevented by"))
        for text in ("the list is there", "nobody had asked", "asked at the kickoff"):
            await write(pilot, text)
            await pilot.press("enter")
        await in_state(pilot, board, URGENT, IssueState.TO_VERIFY)
        is_now(pilot, issue_of(board, URGENT).reporter)
        await pilot.press("x")
        seen = await until_text(pilot, _("verify and close"))
        assert "NPL-6" in seen
        await pilot.press("enter")
        await in_state(pilot, board, URGENT, IssueState.CLOSED)
        task = board.state.find("NPL-6")
        assert isinstance(task, Task)
        assert task.block is None
    board.close()


@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_the_walk_leads_from_the_report_to_the_close(
    examples: dict[Language, Path], tmp_path: Path, clock: FixedClock, tongue: Language
) -> None:
    board = opened(examples, tmp_path, clock, tongue)
    handler, verifier = board.state.one(Person, 7), board.state.one(Person, 2)
    async with resolving(board) as pilot:
        await pilot.press("4")
        await until_text(pilot, _("Owner and deadline"))
        await pilot.press("f5")
        await until_text(pilot, _("What is wrong? One line is enough; the rest may follow."))
        # The key of the next step saves what is typed; the key back keeps it, and says that it is not saved.
        await write(pilot, "shop offline")
        await pilot.press("f8")
        await until_text(pilot, "NPL-19")
        await until(pilot, lambda _seen: in_field(pilot, "tasks"), "the field of the tasks")
        await write(pilot, "6")
        await until_text(pilot, "NPL-6")
        await pilot.press("f8")
        await until_text(pilot, _("What is tried first to stop the loss?"))
        await until(pilot, lambda _seen: in_field(pilot, "first_solution"), "the field of the first solution")
        pilot.app.post_message(events.Paste("second line"))
        await until_text(pilot, "second line")
        await pilot.press("f7")
        kept = _("Not saved yet, but kept: F8 goes back to what you typed.")
        await until_text(pilot, kept)
        await pilot.press("f8")
        await until_text(pilot, "second line")
        await pilot.press("f8")
        await until_text(pilot, _("Who handles it, and by when? Exactly one person."))
        await write(pilot, handler.name)
        await pilot.press("enter")
        await write(pilot, "2024-03-27")
        await pilot.press("ctrl+s")
        await until_text(pilot, _("Once it is solved: what came of it? Somebody else verifies it then."))
        await write(pilot, "back online")
        await pilot.press("ctrl+s")
        await until(pilot, lambda _seen: issue_of(board, "NPL-19").state is IssueState.TO_VERIFY, "to verify")
        is_now(pilot, verifier.id)
        await pilot.press("f7", "f8")
        await until_text(pilot, _("Is it solved indeed? Saving closes it."))
        await until_text(pilot, "back online")
        await pilot.press("ctrl+s")
        await until_text(
            pilot, _("It is closed, verified by {name} on {day}.", name=verifier.name, day="03-25")
        )
        issue = issue_of(board, "NPL-19")
        assert (issue.state, issue.owner, issue.verified_by) == (IssueState.CLOSED, handler.id, verifier.id)
        assert "NPL-6" in issue.impact
        assert issue.first_solution == "second line"
    board.close()


async def test_what_a_severe_issue_is_not_closed_without_is_seen_before_it_is_saved(board: Board) -> None:
    issue = issue_of(board, URGENT)
    board.commit(EditIssue(issue.id, {"severity": Severity.MODERATE}))
    is_severe = _("a severe issue is not closed without it")
    async with resolving(board, at=URGENT) as pilot:
        is_now(pilot, issue.owner)
        await pilot.press("c")
        assert is_severe not in await until_text(pilot, _("may stay empty"))
        await pilot.press("escape")
        board.commit(EditIssue(issue.id, {"severity": Severity.SEVERE}))
        await board_screen(pilot)
        await pilot.press("c")
        seen = await until_text(pilot, is_severe)
        assert [is_severe in seen.line(_(label)) for label in ("Result", "Cause", "Prevented by")] == [
            False,
            True,
            True,
        ]


async def test_the_walk_asks_for_more_once_the_issue_is_severe(board: Board) -> None:
    issue = issue_of(board, URGENT)
    board.commit(EditIssue(issue.id, {"severity": Severity.MODERATE}))
    async with resolving(board, at=URGENT) as pilot:
        is_now(pilot, issue.owner)
        await pilot.press("4")
        walk = pilot.app.screen
        while _("may stay empty") not in grid(pilot.app):
            await pilot.press("f8")
            await pilot.pause()
        assert pilot.app.screen is walk
        await write(pilot, "sent")
        board.commit(EditIssue(issue.id, {"severity": Severity.SEVERE}))
        seen = await until_text(pilot, _("a severe issue is not closed without it"))
        assert "sent" in seen


async def test_a_report_takes_one_line_and_has_the_task_in_focus_and_its_impact(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("i")
        await until_text(pilot, _("What is wrong"))
        await until_text(pilot, "NPL-9")
        await write(pilot, "no room on Friday")
        await pilot.press("ctrl+s")
        await until_text(pilot, _("Reported: {title}.", title="no room on Friday"))
        issue = issue_of(board, "NPL-19")
        task = board.state.find("NPL-7")
        assert [entry.id for entry in issue.tasks] == [task.id]
        assert "NPL-7" in issue.impact
        assert "NPL-9" in issue.impact
        assert issue.reporter == example.LI_MING


async def test_a_report_that_was_given_up_stands_there_the_next_time(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("i")
        await until_text(pilot, _("What is wrong"))
        await write(pilot, "half a sentence")
        await pilot.press("escape")
        await until(pilot, lambda seen: "half a sentence" not in seen, "the form to close")
        await pilot.press("i")
        await until_text(pilot, "half a sentence")
