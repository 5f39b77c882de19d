"""Changing what a task is: title, owner, priority, dates (DOMAIN.md stage 2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import (
    ChoiceField,
    DateField,
    DepartmentField,
    Field,
    LineField,
    PersonField,
)
from store.language import Message, msg
from store.model.task import Priority
from store.rules.calendar import workdays
from store.rules.commands import EditTask
from store.rules.say import PRIORITIES

if TYPE_CHECKING:
    from screens.session import Session

PRIORITY_CHOICES: Final = [(each.value, PRIORITIES[each]) for each in Priority]


def date_field(session: Session, name: str, label: Message, day: date | None) -> DateField:
    """A date that may stay empty, `day` standing in it at first."""
    return DateField(
        name,
        label,
        today=session.moment().today,
        calendar=workdays(session.state.settings),
        text=day.isoformat() if day else "",
    )


class EditForm(StatusForm):
    """Only what is typed anew is changed, so that two people can change two fields at once."""

    NAME: ClassVar[str] = "edit"
    DOING: ClassVar[Message] = msg("edit")
    SAID: ClassVar[Message] = msg("changed")

    def fields(self) -> Iterable[Field]:
        """All that is not a list."""
        task, state = self.about, self.session.state
        self._title = LineField("title", msg("Title"), text=task.title, required=True)
        self._deliverable = LineField("deliverable", msg("Deliverable"), text=task.deliverable)
        self._department = DepartmentField("department", msg("Department"), state, picked=task.department)
        self._owner = PersonField("owner", msg("Owner"), state, picked=task.owner)
        self._priority = ChoiceField(
            "priority", msg("Priority"), PRIORITY_CHOICES, chosen=task.priority.value
        )
        self._start = date_field(self.session, "start", msg("Start"), task.start)
        self._due = date_field(self.session, "due", msg("Due"), task.due)
        return (
            self._title,
            self._deliverable,
            self._department,
            self._owner,
            self._priority,
            self._start,
            self._due,
        )

    def on_mount(self) -> None:
        """Begin at the top: everything may have been answered long ago."""
        self.call_after_refresh(self._title.focus_control)

    def commands(self) -> tuple[EditTask, ...]:
        """What was typed anew; nothing when nothing was."""
        typed: dict[str, object] = {
            "title": self._title.value,
            "deliverable": self._deliverable.value,
            "department": self._department.picked,
            "owner": self._owner.picked,
            "priority": Priority(self._priority.value),
            "start": self._start.day,
            "due": self._due.day,
        }
        shown = dict(self.opened_on)
        changed = {name: value for name, value in typed.items() if shown[name] != value}
        return (EditTask(self.about.id, changed),) if changed else ()
