"""The figures of the review, gathered from the board and its journal (DOMAIN.md stage 4.6).

Reads the whole journal, of which only the lines that bear on the initiative are taken apart: ask in a thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final

from store.board.board import Board
from store.board.journal import Journal, reason_of
from store.board.line import BadLine, changes_of, moment, parsed
from store.board.opening import unburdened
from store.errors import DiskTrouble
from store.language import msg
from store.model.issue import Issue
from store.model.state import State
from store.model.task import Task
from store.rules.review.figures import Figures, figures
from store.rules.review.past import Past, Step, concerns, past

_NAMES: Final = (b'"tasks"', b'"issues"')
"""What a line that matters has in it somewhere."""


def review_of(board: Board, initiative: int) -> Figures:
    """The figures of an initiative. Raises DiskTrouble."""
    state = board.state.copy()
    return figures(state, initiative, board.moment(), past_of(board, state, initiative))


def past_of(board: Board, state: State, initiative: int) -> Past:
    """What the journal says of the course of an initiative; nothing on a board without a journal.

    Raises DiskTrouble.
    """
    journal = board.session.loaded.journal
    if journal is None:
        return Past()
    own: dict[str, Collection[int]] = {
        Task.table: {each.id for each in state.all(Task) if each.initiative == initiative},
        Issue.table: {each.id for each in state.all(Issue) if each.initiative == initiative},
    }
    try:
        with unburdened():
            return past([*_steps(journal, own)], _begins(journal))
    except OSError as error:
        raise DiskTrouble(msg("The board cannot be read: {reason}.", reason=reason_of(error))) from error


def _begins(journal: Journal) -> datetime | None:
    """When the first line was written (UTC); null when it cannot be read."""
    try:
        return moment(parsed(next(journal.raw_lines(0))[1])["at"])
    except (StopIteration, BadLine, KeyError, TypeError, ValueError):
        return None


def _steps(journal: Journal, own: dict[str, Collection[int]]) -> Iterator[Step]:
    """The lines that bear on these records. One that cannot be read is left out, as in every look back."""
    for _, raw in journal.raw_lines(0):
        if not any(name in raw for name in _NAMES):
            continue
        try:
            found = parsed(raw)
            changes = [each for each in found["changes"] if _bears(each, own)]
            if changes:
                yield Step(found["seq"], moment(found["at"]), found["undoes"], changes_of(changes))
        except (BadLine, KeyError, TypeError, ValueError):
            continue


def _bears(change: dict[str, Any], own: dict[str, Collection[int]]) -> bool:
    table = change["table"]
    return change["id"] in own.get(table, ()) and concerns(table, change["field"])
