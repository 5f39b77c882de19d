"""What documents need to know of a board beyond its state (`store/documents/writer.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from store.board.board import Board
from store.board.line import Line
from store.board.meetings import since_opening
from store.board.reviewing import past_of
from store.language import Message
from store.model.state import State
from store.rules.review.past import Past


class Recall:
    """The journal of a board, read when it is asked, which may take a moment: in a thread. `state` is the one
    that the document is written from."""

    def __init__(self, board: Board, state: State) -> None:
        self._board = board
        self._state = state

    @property
    def id(self) -> str:
        """The board's name for ever."""
        return self._board.id

    def past(self, initiative: int) -> Past:
        """What the journal says of the course of an initiative. Raises DiskTrouble."""
        return past_of(self._board, self._state, initiative)

    def lines(self) -> Sequence[Line]:
        """The whole history, the oldest first. Raises Damaged, DiskTrouble."""
        return self._board.history()

    def changes(self, meeting: int) -> Sequence[Message]:
        """What was changed in a meeting since it was opened. Raises Damaged, DiskTrouble."""
        return [each.sentence for each in since_opening(self._board, meeting)]
