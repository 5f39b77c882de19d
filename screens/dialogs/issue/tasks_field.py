"""The tasks that an issue touches, by the numbers that people say aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from screens.widgets.fields import LineField
from store.errors import NotFound
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.model.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.model.state import State

_BETWEEN: Final = re.compile(r"[\s,，、;；/]+")


class TasksField(LineField):
    """`6 8`, `NPL-6`: `ids` are those of the tasks, in the order typed."""

    def __init__(self, state: State, initiative: int, tasks: Iterable[int]) -> None:
        found = (state.get(Task, task) for task in tasks)
        text = " ".join(str(task.number) for task in found if task is not None)
        super().__init__("tasks", msg("Tasks"), text=text, limit=120, hint=msg("numbers, such as 6 8"))
        self.add_class("echoes")
        self._state = state
        self._initiative = initiative

    @property
    def ids(self) -> tuple[int, ...]:
        """What is understood of it."""
        return tuple(dict.fromkeys(task.id for task in self._found()[0]))

    def on_mount(self) -> None:
        """Say back what stands there already."""
        self.understood()

    def understood(self) -> None:
        """The titles."""
        self.show_echo(_(", ").join(task.title for task in self._found()[0]))

    def complaint(self) -> Message | None:
        """A number that no task here has."""
        unknown = self._found()[1]
        return msg("There is no task “{text}” here.", text=unknown) if unknown else None

    def _found(self) -> tuple[list[Task], str]:
        """The tasks, and the first word that names none."""
        found: list[Task] = []
        initiative = self._state.get(Initiative, self._initiative)
        for word in filter(None, _BETWEEN.split(self.text.strip())):
            named = f"{initiative.code}-{word}" if initiative is not None and word.isdecimal() else word
            try:
                task = self._state.find(named)
            except NotFound:
                return found, word
            if not isinstance(task, Task) or task.initiative != self._initiative:
                return found, word
            found.append(task)
        return found, ""
