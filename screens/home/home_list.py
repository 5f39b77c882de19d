"""A list that hands the cursor on to its neighbour at its ends."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message as Event

from screens.widgets.line_list import LineList


class HomeList(LineList):
    """A LineList that tells when one moves on beyond its first or last row."""

    @dataclass
    class Beyond(Event):
        """The cursor wants to leave `home_list`; `by` is -1 above it, 1 below."""

        home_list: HomeList
        by: int

    def action_cursor_up(self) -> None:
        """To the row above, or out."""
        self._step_or_leave(-1)

    def action_cursor_down(self) -> None:
        """To the row below, or out."""
        self._step_or_leave(1)

    def _step_or_leave(self, by: int) -> None:
        was = self.key
        if by < 0:
            super().action_cursor_up()
        else:
            super().action_cursor_down()
        if self.key == was:
            self.post_message(self.Beyond(self, by))
