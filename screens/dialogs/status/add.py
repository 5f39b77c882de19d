"""One more thing inside a task: support, a dependency, a criterion, a milestone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import DateField, DepartmentField, Field, LineField, Pick, PickField
from store.language import Message, msg
from store.model.task import Task
from store.rules.calendar import workdays
from store.rules.commands import AddCriterion, AddDependency, AddMilestone, AddSupport


class SupportForm(StatusForm):
    """What a department is to supply, and by when."""

    NAME: ClassVar[str] = "support"
    DOING: ClassVar[Message] = msg("add support")
    SAID: ClassVar[Message] = msg("support added")

    def fields(self) -> Iterable[Field]:
        """Department, content, date."""
        state = self.session.state
        self._department = DepartmentField("department", msg("Department"), state, required=True)
        self._content = LineField("content", msg("Supplies"), required=True)
        self._due = DateField(
            "due", msg("Due"), today=self.session.moment().today, calendar=workdays(state.settings)
        )
        return (self._department, self._content, self._due)

    def commands(self) -> tuple[AddSupport, ...]:
        """The support."""
        return (AddSupport(self.about.id, self._department.picked or 0, self._content.value, self._due.day),)


class DependencyForm(StatusForm):
    """Which task comes before this one."""

    NAME: ClassVar[str] = "dependency"
    DOING: ClassVar[Message] = msg("starts after")
    SAID: ClassVar[Message] = msg("dependency added")

    def fields(self) -> Iterable[Field]:
        """The other tasks of the initiative, by number or title."""
        state = self.session.state
        known = {each.id for each in self.about.dependencies} | {self.about.id}
        picks = [
            Pick(each.id, f"{state.key_of(each)} {each.title}")
            for each in sorted(state.all(Task), key=lambda each: each.number)
            if each.initiative == self.about.initiative and each.id not in known
        ]
        self._before = PickField("before", msg("After"), picks, required=True)
        return (self._before,)

    def commands(self) -> tuple[AddDependency, ...]:
        """The dependency."""
        return (AddDependency(self.about.id, self._before.picked or 0),)


class CriterionForm(StatusForm):
    """What else must be so before it counts as done."""

    NAME: ClassVar[str] = "criterion"
    DOING: ClassVar[Message] = msg("add an acceptance criterion")
    SAID: ClassVar[Message] = msg("criterion added")

    def fields(self) -> Iterable[Field]:
        """Its text."""
        self._text = LineField("text", msg("Accepted when"), required=True)
        return (self._text,)

    def commands(self) -> tuple[AddCriterion, ...]:
        """The criterion."""
        return (AddCriterion(self.about.id, self._text.value),)


class NewMilestoneForm(StatusForm):
    """One more named date."""

    NAME: ClassVar[str] = "new-milestone"
    DOING: ClassVar[Message] = msg("add a milestone")
    SAID: ClassVar[Message] = msg("milestone added")

    def fields(self) -> Iterable[Field]:
        """Its name and its date."""
        self._title = LineField("title", msg("Milestone"), required=True)
        self._due = DateField(
            "due",
            msg("Due"),
            today=self.session.moment().today,
            calendar=workdays(self.session.state.settings),
            required=True,
        )
        return (self._title, self._due)

    def commands(self) -> tuple[AddMilestone, ...]:
        """The milestone."""
        day = self._due.day
        if day is None:  # the form is submitted only when its required date is understood
            raise ValueError("no date")
        return (AddMilestone(self.about.id, self._title.value, day),)
