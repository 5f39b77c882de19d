"""Putting right what was said of an issue (DOMAIN.md stage 4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.dialogs.issue.form import IssueForm, on_one_line
from screens.dialogs.issue.impact_field import ImpactField
from screens.dialogs.issue.severity import SeverityField
from screens.dialogs.issue.tasks_field import TasksField
from screens.widgets.fields import DepartmentField, Field, Form, LineField
from screens.widgets.fields.text import TextField
from store.language import Message, msg
from store.model.text import TEXT_LIMIT, TITLE_LIMIT
from store.rules.commands.issues.reporting import EditIssue


class EditForm(IssueForm):
    """All that was reported, the department and the deadline."""

    NAME: ClassVar[str] = "edit-issue"
    DOING: ClassVar[Message] = msg("put right")
    SAID: ClassVar[Message] = msg("put right")
    DEFAULT_CSS = "EditForm #field-description QuietArea { height: 2; }"

    def fields(self) -> Iterable[Field]:
        """As it stands now."""
        about, state = self.about, self.by.state
        tasks = tuple(entry.id for entry in about.tasks)
        self._heading = LineField(
            "title", msg("What is wrong"), text=about.title, limit=TITLE_LIMIT, required=True
        )
        self._description = TextField(
            "description", msg("In detail"), text=about.description, limit=TEXT_LIMIT
        )
        self._tasks = TasksField(state, about.initiative, tasks)
        self._impact = ImpactField(self.by, tasks, about.impact)
        self._first = LineField(
            "first_solution",
            msg("First solution"),
            text=on_one_line(about.first_solution),
            limit=TEXT_LIMIT,
        )
        self._severity = SeverityField(about.severity)
        self._department = DepartmentField("department", msg("Department"), state, picked=about.department)
        day = about.deadline
        self._deadline = self.date_field("deadline", msg("Deadline"), text=day.isoformat() if day else "")
        return (
            self._heading,
            self._description,
            self._tasks,
            self._impact,
            self._first,
            self._severity,
            self._department,
            self._deadline,
        )

    def on_form_changed(self, event: Form.Changed) -> None:
        """An impact that nobody wrote yet follows the tasks."""
        self._impact.follow(self._tasks.ids, self._deadline.day)

    def command(self) -> EditIssue:
        """Only what differs."""
        about = self.about
        said: dict[str, object] = {
            "title": self._heading.value,
            "description": self._description.value,
            "tasks": self._tasks.ids,
            "impact": self._impact.value,
            "severity": self._severity.severity,
            "department": self._department.picked,
            "deadline": self._deadline.day,
        }
        before: dict[str, object] = {
            "title": about.title,
            "description": about.description.strip(),
            "tasks": tuple(entry.id for entry in about.tasks),
            "impact": about.impact.strip(),
            "severity": about.severity,
            "department": about.department,
            "deadline": about.deadline,
        }
        if self._first.value != on_one_line(about.first_solution):
            said["first_solution"] = self._first.value
        return EditIssue(about.id, {name: value for name, value in said.items() if before.get(name) != value})
