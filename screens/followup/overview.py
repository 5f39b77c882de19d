"""How all tasks of an initiative stand, kept up to date task by task."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Department, Person, Settings
from store.model.task import Task
from store.rules.attention import attention, attention_of, urgent_issues
from store.rules.attention_line import Attention, by_harm
from store.rules.calendar import workdays
from store.rules.names import folded
from store.rules.say import PRIORITIES
from store.rules.status import WORDS, is_late, is_stale, status_of

if TYPE_CHECKING:
    from store.model.clock import Moment
    from store.model.state import State

_GROUNDS: Final = frozenset({Department.table, Person.table, Settings.table, Initiative.table})


class Overview:
    """The tasks of one initiative (its id), by id, and what is worked out from them.

    What a change touches is worked out anew, not the rest: its cost does not grow with the board.
    """

    def __init__(self, state: State, initiative: int, moment: Moment) -> None:
        self.state = state
        self.initiative = initiative
        self.moment = moment
        self.tasks: dict[int, Task] = {}
        self.urgent: dict[int, Attention] = {}
        """What needs an urgent meeting and blocks no task, by the ids of the issues."""
        self._lines: dict[int, Attention] = {}
        self._followers: dict[int, set[int]] = {}
        self._words: dict[int, str] = {}
        self.work_out(state, moment)

    def work_out(self, state: State, moment: Moment) -> None:
        """Everything anew: the board was read again, or the day has changed."""
        self.state, self.moment = state, moment
        self.tasks = {task.id: task for task in state.all(Task) if task.initiative == self.initiative}
        self._lines = {
            line.task.id: line
            for line in attention(state, moment)
            if line.task is not None and line.task.id in self.tasks
        }
        self._followers = {}
        for task in self.tasks.values():
            self._link(task)
        self._words = {}
        self._look_for_urgent()

    def update(
        self, state: State, moment: Moment, records: Iterable[tuple[str, int]]
    ) -> frozenset[int] | None:
        """Take in that `records` (table and id) have changed. The tasks that read differently now; null: all.

        A task reads differently, too, when one it waits for or the issue that blocks it has changed.
        """
        changed = set(records)
        if moment.today != self.moment.today or any(table in _GROUNDS for table, _id in changed):
            self.work_out(state, moment)
            return None
        self.state, self.moment = state, moment
        own = {key for table, key in changed if table == Task.table}
        touched = own & self.tasks.keys()
        for key in own:
            self._replace(key)
        touched |= own & self.tasks.keys()
        touched |= {follower for key in own for follower in self._followers.get(key, ())}
        for table, key in changed:
            issue = state.get(Issue, key) if table == Issue.table else None
            touched |= {entry.id for entry in issue.tasks} & self.tasks.keys() if issue else set()
        for key in touched:
            self._judge(key)
        return None if self._look_for_urgent() else frozenset(touched)

    # --- what is asked

    def line(self, task: int) -> Attention | None:
        """What needs somebody to act on the task; null when nothing does."""
        return self._lines.get(task)

    def harm(self, task: Task) -> tuple[object, ...]:
        """What tasks are sorted by when the worst comes first; those in no need come last."""
        line = self._lines.get(task.id)
        return (0, by_harm(line)) if line is not None else (1, task.number)

    def count_in_need(self) -> int:
        """How many need somebody to act, urgent issues among them."""
        return len(self._lines) + len(self.urgent)

    def followers(self, task: int) -> list[Task]:
        """The tasks of the initiative that wait for this one, by number."""
        found = (self.tasks[key] for key in self._followers.get(task, ()) if key in self.tasks)
        return sorted(found, key=lambda each: each.number)

    def is_late(self, task: Task) -> bool:
        """Past its original date."""
        return is_late(task, self.moment.today)

    def is_stale(self, task: Task) -> bool:
        """Silent for too long."""
        settings = self.state.settings
        return is_stale(task, self.moment, workdays(settings), settings)

    def words(self, task: Task) -> str:
        """What a filter looks in: key, title, owner, department, priority and status, folded for comparison.

        In both languages, so that `blocked` finds what is 阻塞.
        """
        found = self._words.get(task.id)
        if found is None:
            owner = self.state.get(Person, task.owner)
            department = self.state.get(Department, task.department)
            status, priority = WORDS[status_of(task)], PRIORITIES[task.priority]
            parts = [
                self.state.key_of(task),
                task.title,
                owner.name if owner else "",
                department.name if department else "",
                *(message.render(language) for message in (status, priority) for language in ("zh", "en")),
            ]
            found = self._words[task.id] = folded(" ".join(parts))
        return found

    def fitting(self, typed: str) -> list[Task]:
        """The tasks in which every word of `typed` stands."""
        wanted = folded(typed).split()
        if not wanted:
            return list(self.tasks.values())
        return [task for task in self.tasks.values() if all(word in self.words(task) for word in wanted)]

    @property
    def urgent_keys(self) -> frozenset[tuple[str, int]]:
        """Table and id of the urgent issues."""
        return frozenset((Issue.table, key) for key in self.urgent)

    def urgent_fitting(self, typed: str) -> list[Attention]:
        """The urgent issues in which every word of `typed` stands."""
        wanted = folded(typed).split()
        texts = (
            (line, folded(f"{line.key} {line.issue.title if line.issue else ''}"))
            for line in self.urgent.values()
        )
        return [line for line, text in texts if all(word in text for word in wanted)]

    # --- keeping up

    def _look_for_urgent(self) -> bool:
        """Whether other issues are urgent than before."""
        told = {line.issue.id for line in self._lines.values() if line.issue is not None}
        before = self.urgent
        self.urgent = {
            line.issue.id: line
            for line in urgent_issues(self.state, self.moment, told)
            if line.issue is not None and line.issue.initiative == self.initiative
        }
        return before != self.urgent

    def _replace(self, key: int) -> None:
        for before in self.tasks[key].dependencies if key in self.tasks else ():
            self._followers.get(before.id, set()).discard(key)
        self._words.pop(key, None)
        task = self.state.get(Task, key)
        if task is not None and task.initiative == self.initiative:
            self.tasks[key] = task
            self._link(task)
        else:
            self.tasks.pop(key, None)

    def _link(self, task: Task) -> None:
        for before in task.dependencies:
            self._followers.setdefault(before.id, set()).add(task.id)

    def _judge(self, key: int) -> None:
        task = self.tasks.get(key)
        line = attention_of(self.state, task, self.moment) if task is not None else None
        if line is None:
            self._lines.pop(key, None)
        else:
            self._lines[key] = line
