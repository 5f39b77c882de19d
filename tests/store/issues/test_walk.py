"""From a blocked task to a verified close, on a real board and by the people it takes (stage 4)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.documents.telling import Teller
from store.errors import NotAllowed
from store.model.issue import Issue, IssueState
from store.model.task import Task
from store.rules.commands import BlockTask
from store.rules.commands.issues.closing import ProposeClosed, SendBackIssue, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue, NoteMeasure
from store.rules.issues.impact import impact, impact_text
from store.rules.issues.together import releases
from tests.harness.clock import FixedClock
from tests.store.board.cases import small_board


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> tuple[Board, Board]:
    """李, a facilitator, and 王芳, who owns the first task, each in a session."""
    one = small_board(tmp_path, clock)
    other = Board.open(one.path, clock=clock)
    other.identify(2)
    return one, other


def issue(board: Board) -> Issue:
    board.refresh()
    return board.state.one(Issue, 1)


def test_a_block_is_reported_handled_sent_back_verified_and_the_task_goes_on(
    pair: tuple[Board, Board], clock: FixedClock
) -> None:
    one, other = pair
    one.commit(BlockTask(1, "产品手册", 2, urgent=False))
    found = impact(one.state, [1], one.moment(), clock.now().date() + timedelta(days=2))
    assert found.tasks
    assert impact_text(one.state, found, one.moment(), "zh")
    other.refresh()
    other.commit(HandleIssue(1, 2, clock.now().date() + timedelta(days=2)))
    other.commit(NoteMeasure(1, "手册今天排版"))
    other.commit(ProposeClosed(1, "手册给了"))
    with pytest.raises(NotAllowed):
        other.commit(VerifyIssue(1))
    one.refresh()
    one.commit(SendBackIssue(1, "缺参数页"))
    other.refresh()
    assert issue(other).state is IssueState.HANDLING
    other.commit(ProposeClosed(1, "参数页补上了"))
    one.refresh()
    assert [each.task.id for each in releases(one.state, issue(one))] == [1]
    line = one.commit(VerifyIssue(1))
    assert line is not None
    assert (issue(other).state, issue(other).verified_by) == (IssueState.CLOSED, 1)
    assert other.state.one(Task, 1).block is None
    told = Teller(one.state, one.moment())
    assert "验证" in told.summary(line).render("zh")
    assert told.records(line).render("zh").startswith(one.state.key_of(issue(one)))
    assert [str(each.after) for each in told.became(line, table="issues", id=1) if each.after]
    # The close and the release were one step: taken back together.
    one.undo()
    assert issue(other).state is IssueState.TO_VERIFY
    assert other.state.one(Task, 1).block is not None
    one.redo()
    assert issue(other).state is IssueState.CLOSED
    assert other.state.one(Task, 1).block is None


def test_a_solution_that_was_taken_back_is_not_verified(pair: tuple[Board, Board], clock: FixedClock) -> None:
    one, other = pair
    one.commit(BlockTask(1, "产品手册", 2, urgent=False))
    other.refresh()
    other.commit(HandleIssue(1, 2, clock.now().date()))
    other.commit(ProposeClosed(1, "手册给了"))
    other.undo()
    assert issue(one).state is IssueState.HANDLING
    assert (issue(one).proposed, issue(one).result) == (None, "")
