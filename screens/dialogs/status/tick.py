"""Ticking off what has come about: criteria met, milestones reached, support received, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import Field, Form
from screens.widgets.fields.ticks import Tick, TicksField
from screens.words import short_date
from store.language import Message, _, msg
from store.model.organisation import Department
from store.model.task import Task
from store.rules.commands import HitMilestone, ReceiveSupport, TickCriterion

if TYPE_CHECKING:
    from store.rules.edit import Command


def anything_to_tick(task: Task) -> bool:
    """Whether the task has a criterion, a milestone or support."""
    return bool(task.criteria or task.milestones or task.support)


class TickForm(StatusForm):
    """Milestones and support are ticked as of today."""

    NAME: ClassVar[str] = "tick"
    DOING: ClassVar[Message] = msg("tick off")
    SAID: ClassVar[Message] = msg("ticked")

    HINT: ClassVar[Message | None] = msg("space ticks and goes on to the next, enter saves.")

    def fields(self) -> Iterable[Field]:
        """One list."""
        self._at_first = list(self._ticks())
        self._list = TicksField("ticks", msg("Tick"), self._at_first)
        return (self._list,)

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Enter with nothing ticked yet means the line under the cursor."""
        if not self._changed():
            self._list.tick_here()

    def commands(self) -> tuple[Command, ...]:
        """One for each line that is ticked now and was not, or the other way round."""
        found: list[Command] = []
        today = self.session.moment().today
        for key in self._changed():
            table, _slash, number = key.partition("/")
            on, entry, task = key in self._list.ticked, int(number), self.about.id
            if table == "criteria":
                found.append(TickCriterion(task, entry, on))
            elif table == "milestones":
                found.append(HitMilestone(task, entry, today if on else None))
            else:
                found.append(ReceiveSupport(task, entry, today if on else None))
        return tuple(found)

    def refuse(self, message: Message, field: str | None) -> bool:
        """There is one field for all of it."""
        return super().refuse(message, "ticks" if field else None)

    def _changed(self) -> list[str]:
        ticked = self._list.ticked
        return [tick.key for tick in self._at_first if tick.ticked is not (tick.key in ticked)]

    def _ticks(self) -> Iterator[Tick]:
        today = self.session.moment().today
        for criterion in self.about.criteria:
            yield Tick(
                f"criteria/{criterion.id}", criterion.text, criterion.met, group=_("Acceptance criteria")
            )
        for step in sorted(self.about.milestones, key=lambda each: each.due):
            day = short_date(step.hit or step.forecast or step.due, today)
            yield Tick(f"milestones/{step.id}", step.title, step.hit is not None, day, _("Milestones"))
        for support in self.about.support:
            department = self.session.state.get(Department, support.department)
            day = short_date(support.due, today) if support.due else ""
            note = f"{department.name if department else '?'} {day}".rstrip()
            got = support.received is not None
            yield Tick(f"support/{support.id}", support.content, got, note, _("Support received"))
