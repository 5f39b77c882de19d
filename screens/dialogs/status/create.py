"""A new task (DOMAIN.md stage 1.4): what, who, by when, how one knows that it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screens.dialogs.form import FormDialog
from screens.dialogs.status.edit import PRIORITY_CHOICES, date_field
from screens.widgets.fields import ChoiceField, DepartmentField, Field, LineField, PersonField
from store.board.line import Line as JournalLine
from store.language import msg
from store.model.organisation import Person
from store.model.task import Priority
from store.rules.commands import CreateTask, NewMilestone

if TYPE_CHECKING:
    from screens.session import Session


class NewTaskDialog(FormDialog[JournalLine]):
    """Ends with the journal's line; the rest of the task is added later."""

    def __init__(self, session: Session, initiative: int) -> None:
        super().__init__(msg("New task"), draft=f"new-task:initiatives/{initiative}")
        self._by = session
        self._initiative = initiative

    def fields(self) -> Iterable[Field]:
        """What is needed at least, and what every task needs in the end."""
        state = self._by.state
        self._name_of_task = LineField("title", msg("Title"), required=True)
        self._owner = PersonField("owner", msg("Owner"), state)
        self._department = DepartmentField("department", msg("Department"), state)
        self._priority = ChoiceField(
            "priority", msg("Priority"), PRIORITY_CHOICES, chosen=Priority.MEDIUM.value
        )
        self._due = date_field(self._by, "due", msg("Due"), None)
        self._criterion = LineField("criteria", msg("Accepted when"), hint=msg("one that can be checked"))
        self._milestone = LineField("milestones", msg("First milestone"), hint=msg("such as: first draft"))
        self._milestone_due = date_field(self._by, "milestone_due", msg("Milestone due"), None)
        return (
            self._name_of_task,
            self._owner,
            self._department,
            self._priority,
            self._due,
            self._criterion,
            self._milestone,
            self._milestone_due,
        )

    def save(self) -> None:
        """Make it. A milestone without a date is due with the task; the department is the owner's."""
        milestone, day = self._milestone.value, self._milestone_due.day or self._due.day
        if milestone and day is None:
            self.refuse(msg("A milestone needs its date."), "milestone_due")
            return
        owner = self.session.state.get(Person, self._owner.picked)
        department = self._department.picked or (owner.department if owner else None)
        command = CreateTask(
            self._initiative,
            self._name_of_task.value,
            department=department,
            owner=self._owner.picked,
            priority=Priority(self._priority.value),
            due=self._due.day,
            criteria=[self._criterion.value] if self._criterion.value else [],
            milestones=[NewMilestone(milestone, day)] if milestone and day else [],
        )
        self.carry_out(command, said=msg("Task made."), done=self.dismiss, refused=self.refuse)
