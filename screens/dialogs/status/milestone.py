"""A milestone is expected on another day; its original date stays (DOMAIN.md stage 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import DateField, Field, Pick, PickField
from screens.words import short_date
from store.language import Message, msg
from store.rules.calendar import workdays
from store.rules.commands import MoveMilestone


class MilestoneForm(StatusForm):
    """Which milestone, and the day it is expected on."""

    NAME: ClassVar[str] = "milestone"
    DOING: ClassVar[Message] = msg("move a milestone")
    SAID: ClassVar[Message] = msg("milestone moved")

    def fields(self) -> Iterable[Field]:
        """The milestones that are still to be reached, the next one chosen; a date."""
        moment = self.session.moment()
        left = sorted((each for each in self.about.milestones if each.hit is None), key=lambda each: each.due)
        self._milestone = PickField(
            "milestone",
            msg("Milestone"),
            [Pick(each.id, each.title, short_date(each.forecast or each.due, moment.today)) for each in left],
            picked=left[0].id if left else None,
            required=True,
        )
        self._forecast = DateField(
            "forecast",
            msg("Expected"),
            today=moment.today,
            calendar=workdays(self.session.state.settings),
            required=True,
        )
        return (self._milestone, self._forecast)

    def commands(self) -> tuple[MoveMilestone, ...]:
        """The new date."""
        return (MoveMilestone(self.about.id, self._milestone.picked or 0, self._forecast.day),)
