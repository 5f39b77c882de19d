"""Notes, milestones, and support that came: what is told of a task besides its status (DOMAIN.md stage 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.task import Milestone, Progress, Task
from store.rules.commands.telling import entry_with, noted, refuse_closed, require, speaks_for, tell, told
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class AddNote:
    """Something said about a task. Anybody but a guest may: it is how one asks.

    From those who speak for the task it counts as an update, from others it does not.
    """

    name: ClassVar[str] = "note"

    task: int
    text: str

    def apply(self, edit: Edit) -> None:
        """Refused at `text` when it is empty."""
        task = edit.one(Task, self.task)
        text = require(self.text, "text", msg("There is nothing in the note yet."))
        # A note is said in one's own name, never on behalf of the owner.
        updated = told(edit) if speaks_for(edit, task) else task.updated
        edit.set(task, notes=noted(edit, task, text, "text"), updated=updated)


@dataclass(frozen=True, slots=True)
class HitMilestone:
    """A milestone was reached on the day `hit`; null takes that back."""

    name: ClassVar[str] = "hit"

    task: int
    milestone: int
    hit: date | None

    def apply(self, edit: Edit) -> None:
        """Refused at `milestone` when it is unknown, at `hit` when that day is still to come."""
        task = edit.one(Task, self.task)
        milestone = _milestone(task, self.milestone)
        if task.progress is Progress.CANCELLED:
            refuse_closed(edit, task)
        if self.hit is not None and self.hit > edit.moment.today:
            raise Refused(msg("{day} is still to come.", day=self.hit), field="hit")
        _replace(edit, task, entry_with(milestone, hit=self.hit))


@dataclass(frozen=True, slots=True)
class MoveMilestone:
    """A milestone is expected on another day; its original date stays. Null: the original date holds."""

    name: ClassVar[str] = "move"

    task: int
    milestone: int
    forecast: date | None

    def apply(self, edit: Edit) -> None:
        """Refused at `milestone` when it is unknown or hit, at `forecast` when that day has passed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        milestone = _milestone(task, self.milestone)
        if milestone.hit is not None:
            raise Refused(
                msg("“{milestone}” was reached on {day}.", milestone=milestone.title, day=milestone.hit),
                field="milestone",
            )
        today = edit.moment.today
        if self.forecast is not None and self.forecast < today:
            raise Refused(
                msg(
                    "The forecast {forecast} has passed already; today is {today}.",
                    forecast=self.forecast,
                    today=today,
                ),
                field="forecast",
            )
        forecast = self.forecast if self.forecast != milestone.due else None
        _replace(edit, task, entry_with(milestone, forecast=forecast))


@dataclass(frozen=True, slots=True)
class ReceiveSupport:
    """What a supporting department supplies came on the day `received`; null takes that back."""

    name: ClassVar[str] = "receive"

    task: int
    support: int
    received: date | None

    def apply(self, edit: Edit) -> None:
        """Refused at `support` when it is unknown, at `received` when that day is still to come."""
        task = edit.one(Task, self.task)
        entries = {support.id: support for support in task.support}
        if self.support not in entries:
            raise Refused(msg("There is no such support on this task."), field="support")
        if self.received is not None and self.received > edit.moment.today:
            raise Refused(msg("{day} is still to come.", day=self.received), field="received")
        entries[self.support] = entry_with(entries[self.support], received=self.received)
        support = tuple(entries.values())
        if speaks_for(edit, task):
            tell(edit, task, support=support)
        else:
            edit.set(task, support=support)


def _milestone(task: Task, number: int) -> Milestone:
    for milestone in task.milestones:
        if milestone.id == number:
            return milestone
    raise Refused(msg("There is no such milestone on this task."), field="milestone")


def _replace(edit: Edit, task: Task, milestone: Milestone) -> None:
    milestones = tuple(milestone if old.id == milestone.id else old for old in task.milestones)
    tell(edit, task, milestones=milestones)
