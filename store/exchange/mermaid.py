"""An initiative as Mermaid drawings, which many wikis show: a gantt chart, and what waits for what.

What people write is text in them and nothing else: every sign that means something to Mermaid, in its
directives, comments, labels, icons or styles, stands as the number of its character (`#59;`), which Mermaid
draws as the sign itself. Chinese and its punctuation stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.state import State
from store.model.task import Milestone, Progress, Task
from store.rules.critical_path import Schedule, schedule_of
from store.rules.status import WORDS, Status, expected, status_of

_TOLD: Final = frozenset({Status.DONE, Status.DELAYED, Status.BLOCKED, Status.CANCELLED})
"""Statuses that stand in words beside the title."""
_LOOKS: Final = (
    (Status.DONE, "done", "fill:#d5ebd3,stroke:#3f8f3a,color:#000"),
    (Status.DELAYED, "delayed", "fill:#fce6b8,stroke:#c98a00,color:#000"),
    (Status.BLOCKED, "blocked", "fill:#f6ccc8,stroke:#b8342a,color:#000"),
)
_ELSEWHERE: Final = "elsewhere"
# Everything but letters, digits, blanks, what is not ASCII, and the few signs that mean nothing. `direction`
# is a word that Mermaid looks for anywhere in a line; two signs beyond ASCII it writes itself for numbers.
_MEANS: Final = re.compile(r"direction(?=\s)|[^\w \-.,/()!?+'\u0080-\U0010ffff]|[ﬂ¶_]")
_FIRST: Final = ("gantt", "topaxis")
"""Words with which a line of a gantt chart means something else, whatever follows them."""


def gantt(state: State, initiative: int, moment: Moment) -> str:
    """The tasks by department with their milestones, as planned and expected now; ends with a line end.

    In the board's language. A task without dates stands where it can be done at the earliest. Those on the
    critical path are marked, cancelled ones left out. Raises NotFound when the initiative is gone.
    """
    return _Drawing(state, initiative, moment).gantt()


def dependencies(state: State, initiative: int, moment: Moment) -> str:
    """The tasks as a graph: an arrow leads from what must be finished first, a thick one along the critical
    path. Otherwise as `gantt`."""
    return _Drawing(state, initiative, moment).graph()


def neutral(text: str) -> str:
    """Somebody's words on one line, as Mermaid draws them without understanding them."""
    return _MEANS.sub(lambda found: _number(found[0][0]) + found[0][1:], " ".join(text.split()))


def _number(sign: str) -> str:
    return f"#{ord(sign)};"


class _Drawing:
    """One drawing while it is made."""

    def __init__(self, state: State, initiative: int, moment: Moment) -> None:
        self.state = state
        self.initiative = state.one(Initiative, initiative)
        self.language = state.settings.language
        self.plan: Schedule = schedule_of(state, initiative, moment)
        self.tasks = [
            each
            for each in state.all(Task)
            if each.initiative == initiative and each.progress is not Progress.CANCELLED
        ]

    def gantt(self) -> str:
        """See the function."""
        title = neutral(f"{self.initiative.code} {self.initiative.title}")
        lines = [
            "gantt",
            f"    title {title}",
            "    dateFormat YYYY-MM-DD",
            "    axisFormat %m-%d",
            "    inclusiveEndDates",
        ]
        for name, tasks in self._sections():
            lines.append(f"    section {neutral(name)}")
            for task in tasks:
                lines += [f"    {line}" for line in self._bars(task)]
        return "\n".join(lines) + "\n"

    def graph(self) -> str:
        """See the function."""
        lines = ["flowchart LR"]
        lines += [f'    {_id(task)}["{self._name(task)}"]' for task in self.tasks]
        drawn = {task.id for task in self.tasks}
        decisive = set(pairwise(self.plan.critical_path))
        outside: dict[int, Task] = {}
        arrows = []
        for task in self.tasks:
            for each in task.dependencies:
                before = self.state.get(Task, each.id)
                if before is None or before.progress is Progress.CANCELLED:
                    continue
                if before.id not in drawn:
                    outside[before.id] = before
                arrow = "==>" if (before.id, task.id) in decisive else "-->"
                arrows.append(f"    {_id(before)} {arrow} {_id(task)}")
        lines += [f'    {_id(task)}["{self._name(task)}"]' for task in outside.values()]
        return "\n".join([*lines, *arrows, *self._looks(), *self._outside(outside.values())]) + "\n"

    def _sections(self) -> Iterator[tuple[str, list[Task]]]:
        """The departments in their order, each with its tasks by what begins first."""
        for department in (*self.state.all(Department), None):
            key = department.id if department is not None else None
            mine = [task for task in self.tasks if task.department == key]
            if mine:
                nobody = msg("no department").render(self.language)
                name = department.name if department is not None else nobody
                yield name, sorted(mine, key=lambda task: (self._dates(task)[0], task.number))

    def _bars(self, task: Task) -> Iterator[str]:
        begin, end = self._dates(task)
        yield f"{self._first(self._name(task))} :{self._tags(task)}{_id(task)}, {begin}, {end}"
        for each in task.milestones:
            day = each.hit or each.forecast or each.due
            name = self._first(neutral(f"{self.state.key_of(task)} {self._milestone(each)}"))
            done = "done, " if each.hit is not None else ""
            yield f"{name} :milestone, {done}{_id(task)}m{each.id}, {day}, 0d"

    def _dates(self, task: Task) -> tuple[date, date]:
        """From when to when it is drawn, both included."""
        dates = self.plan.tasks.get(task.id)
        begin = task.start or task.started or (dates.earliest_start if dates else None)
        end = task.finished or expected(task) or (dates.earliest_finish if dates else None)
        found = begin or end or date.min, end or begin or date.min
        return min(found), max(found)

    def _tags(self, task: Task) -> str:
        if task.progress is Progress.DONE:
            return "done, "
        critical = "crit, " if task.id in self.plan.critical else ""
        return critical + ("active, " if task.progress is Progress.IN_PROGRESS else "")

    def _name(self, task: Task) -> str:
        name: Message | str = f"{self.state.key_of(task)} {task.title}"
        status = status_of(task)
        if status in _TOLD:
            name = msg("{what} ({text})", what=name, text=WORDS[status])
        return neutral(name.render(self.language) if isinstance(name, Message) else name)

    def _milestone(self, milestone: Milestone) -> str:
        if milestone.hit is None:
            return milestone.title
        return msg("{what} ({text})", what=milestone.title, text=msg("reached")).render(self.language)

    def _first(self, name: str) -> str:
        """The key of an initiative may be a word of Mermaid's."""
        return _number(name[0]) + name[1:] if name.casefold().startswith(_FIRST) else name

    def _looks(self) -> Iterator[str]:
        for status, name, look in _LOOKS:
            ids = [_id(task) for task in self.tasks if status_of(task) is status]
            if ids:
                yield f"    classDef {name} {look}"
                yield f"    class {','.join(ids)} {name}"

    def _outside(self, tasks: Iterable[Task]) -> Iterator[str]:
        ids = [_id(task) for task in tasks]
        if ids:
            yield f"    classDef {_ELSEWHERE} stroke-dasharray:4 3"
            yield f"    class {','.join(ids)} {_ELSEWHERE}"


def _id(task: Task) -> str:
    return f"t{task.id}"
