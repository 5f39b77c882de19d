"""What comes before a task: by numbers, as they are said aloud, or by picking (DOMAIN.md stage 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from screens.assign.forms import TaskForm
from screens.widgets.fields import Field, Pick, PickField
from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.task import Progress, Task
from store.rules.commands import AddDependency

if TYPE_CHECKING:
    from screens.session import Session
    from store.model.state import State

_BETWEEN: Final = re.compile(r"[\s,，、;；/]+")


class AfterField(PickField):
    """One task by its name, or several by their numbers: `3 5`, `NPL-3`."""

    def __init__(self, session: Session, task: Task) -> None:
        self._state = session.state
        self._about = task
        known = {each.id for each in task.dependencies} | {task.id}
        picks = [
            Pick(each.id, f"{self._state.key_of(each)} {each.title}")
            for each in sorted(self._state.all(Task), key=lambda each: each.number)
            if each.initiative == task.initiative
            and each.id not in known
            and each.progress is not Progress.CANCELLED
        ]
        super().__init__("before", msg("After"), picks, required=True)

    @property
    def numbered(self) -> list[int] | None:
        """The ids of the tasks whose numbers are typed; null where something else is typed."""
        return numbered(self._state, self._about.initiative, self.text)

    def understood(self) -> None:
        """Say the tasks back whose numbers are typed."""
        found = self.numbered
        if found is None:
            super().understood()
            return
        self._close()
        tasks = (self._state.one(Task, task) for task in found)
        self.show_echo(", ".join(f"{self._state.key_of(each)} {each.title}" for each in tasks))

    def complaint(self) -> Message | None:
        """Numbers are no names."""
        return None if self.numbered else super().complaint()

    @property
    def chosen(self) -> list[int]:
        """The ids of all tasks that are meant."""
        found = self.numbered
        if found:
            return found
        return [self.picked] if self.picked is not None else []


class AfterForm(TaskForm):
    """Adds what comes before; a cycle is refused at the field, and named."""

    def __init__(self, session: Session, task: Task) -> None:
        super().__init__(session, task, "after", msg("comes after"))

    def fields(self) -> Iterable[Field]:
        """The tasks before."""
        self._before = AfterField(self._by, self.about)
        return (self._before,)

    def on_mount(self) -> None:
        """Say what cannot be seen."""
        self.say(msg("Numbers such as 3 5, or a part of the name."))

    def save(self) -> None:
        """All of them, or none."""
        there = {each.id for each in self.about.dependencies}
        wanted = [task for task in self._before.chosen if task not in there]
        if not wanted:
            self.refuse(msg("It comes after that already."), "before")
            return
        state = self.session.state
        keys = ", ".join(state.key_of(state.one(Task, task)) for task in wanted)
        self.write(
            *(AddDependency(self.about.id, task) for task in wanted),
            said=msg("comes after {keys}", keys=keys),
        )


def numbered(state: State, initiative: int, text: str) -> list[int] | None:
    """The ids of tasks by numbers or keys; null when a part of `text` is none of this initiative."""
    found = state.get(Initiative, initiative)
    code = found.code if found is not None else ""
    by_number = {task.number: task.id for task in state.all(Task) if task.initiative == initiative}
    ids: list[int] = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        number = part.upper().removeprefix(f"{code}-")
        if not number.isdecimal() or int(number) not in by_number:
            return None
        ids.append(by_number[int(number)])
    return list(dict.fromkeys(ids)) or None
