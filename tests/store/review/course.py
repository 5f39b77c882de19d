"""A hand-made course of the launch, with a journal in memory: what is done is written down line by line."""

from __future__ import annotations

from datetime import datetime

from store.model.change import Change
from store.model.clock import Moment
from store.rules.edit import Command, Edit
from store.rules.review.figures import Figures, figures
from store.rules.review.past import Past, Step, concerns, past
from tests.store.rules.launch import Launch, at


class Course(Launch):
    """The launch from Monday, 25 March 2024, ten in the morning, on."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        super().__init__()

    def do(self, *commands: Command, by: int | None = None) -> Edit:
        """Do it, and write it down."""
        edit = super().draft(*commands, by=by)
        self.write(edit.changes())
        return edit

    def write(self, changes: list[Change], undoes: int | None = None) -> int:
        """A line of the journal; returns its number."""
        self.state.apply(changes)
        wanted = tuple(each for each in changes if concerns(each.table, each.field))
        self.steps.append(Step(len(self.steps) + 1, self.moment.now, undoes, wanted))
        return len(self.steps)

    def undo(self, seq: int) -> int:
        """Take a line back."""
        step = self.steps[seq - 1]
        return self.write([each.inverse() for each in reversed(step.changes)], seq)

    def on(self, day: int, *commands: Command, by: int | None = None, month: int = 3, hour: int = 10) -> Edit:
        """Do it on that day."""
        self.goes_on(day, month, hour)
        return self.do(*commands, by=by)

    def goes_on(self, day: int, month: int = 3, hour: int = 10) -> datetime:
        """It is that day."""
        self.moment = at(day, hour, month)
        return self.moment.now

    @property
    def past(self) -> Past:
        """What the trail tells."""
        return past(self.steps)

    def figures(self, moment: Moment | None = None) -> Figures:
        """The review."""
        return figures(self.state, 1, moment or self.moment, self.past)
