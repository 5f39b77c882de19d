"""The two passes of the critical path method over tasks, in numbers of working days (DOMAIN.md stage 2.2).

What is assumed of the tasks stands in `store/rules/critical_path.py`, which makes dates of the numbers.
Tasks are known by their place in the list, so that a pass is a walk over lists of numbers: its cost grows
with tasks and dependencies together, and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from store.model.task import Progress, Task
from store.rules.daycount import Daycount
from store.rules.status import expected
from store.rules.workdays import Workdays

_MARGIN: Final = 30
"""Days before the first date that are counted, too: a start that is counted back from a due date."""


class Passes:
    """Forward and backward, once made. Every list has a number for each place of `tasks`.

    `order` are the places so that each comes after all it waits for; places on a cycle, and what waits for
    those, are not in it, and their numbers mean nothing. Numbers are those of `board`.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        today: date,
        calendar: Workdays,
        personal: Mapping[int, Workdays],
        outside: Callable[[int], Task | None],
    ) -> None:
        """`tasks` are not empty, none of them is cancelled; the rest is as for `critical_path.schedule`."""
        self.tasks = tasks
        first = _first_day(tasks, today)
        self.board = Daycount(calendar, first)
        self._own = {person: Daycount(own, first) for person, own in personal.items()}
        given = [day for task in tasks if (day := task.started or task.start) is not None]
        self._begin = self.board.at(min(given) if given else today)
        self._before: list[list[int]] = []
        self._after: list[list[int]] = [[] for _ in tasks]
        self._outside: dict[int, list[tuple[Task, int]]] = {}
        self._counts = [self._calendar(task) for task in tasks]
        self._waits = [task.progress is Progress.NOT_STARTED for task in tasks]
        """By place, whether what comes before still holds it: what is under way is held by nothing."""
        self._link(outside)
        self.order = self._in_order()
        self.days = [1] * len(tasks)
        self.start = [0] * len(tasks)
        self.finish = [0] * len(tasks)
        self.last_start = [0] * len(tasks)
        self.last_finish = [0] * len(tasks)
        self.slack = [0] * len(tasks)
        self.held: dict[int, Task] = {}
        """By place, what each task waits for past its own planned start."""
        for at in self.order:
            self._forward(at)
        self.begin = min((self.start[at] for at in self.order), default=0)
        self.end = max((self.finish[at] for at in self.order), default=0)
        self._backward()

    # --- who waits for whom

    def _link(self, outside: Callable[[int], Task | None]) -> None:
        places = {task.id: at for at, task in enumerate(self.tasks)}
        after = self._after
        for at, task in enumerate(self.tasks):
            before = []
            for entry in task.dependencies:
                place = places.get(entry.id)
                if place is not None:
                    before.append(place)
                    after[place].append(at)
                elif (found := self._free_after(outside(entry.id))) is not None:
                    self._outside.setdefault(at, []).append(found)
            self._before.append(before)

    def _free_after(self, before: Task | None) -> tuple[Task, int] | None:
        """A predecessor in another initiative, and the first working day after it."""
        if before is None or before.progress is Progress.CANCELLED:
            return None
        day = before.finished or expected(before)
        return (before, self.board.up_to(day) + 1) if day is not None else None

    def _in_order(self) -> list[int]:
        missing = [len(before) for before in self._before]
        ready = [at for at, count in enumerate(missing) if not count]
        for at in ready:
            for follower in self._after[at]:
                missing[follower] -= 1
                if not missing[follower]:
                    ready.append(follower)
        return ready

    # --- forward

    def _forward(self, at: int) -> None:
        task, count = self.tasks[at], self._counts[at]
        if self._waits[at]:
            start, days = self._planned(task, count)
            start = self._hold(at, start, count)
        else:
            start, days = self._under_way(task, count)
        self.days[at] = days
        if count is self.board:
            self.start[at], self.finish[at] = start, start + days - 1
        else:
            self.start[at] = self.board.at(count.day(start))
            self.finish[at] = self.board.at(count.day(start + days - 1))

    def _hold(self, at: int, start: int, count: Daycount) -> int:
        """The start by all that comes before; remembers which of them is the last."""
        finish, holder = self.finish, None
        own = count is not self.board
        for before in self._before[at]:
            free = finish[before] + 1
            if own:
                free = count.at(self.board.day(free))
            if free > start:
                start, holder = free, self.tasks[before]
        for task, free in self._outside.get(at, ()):
            if own:
                free = count.at(self.board.day(free))
            if free > start:
                start, holder = free, task
        if holder is not None:
            self.held[at] = holder
        return start

    def _planned(self, task: Task, count: Daycount) -> tuple[int, int]:
        """The start and the duration by the task's own dates, in numbers of its own calendar."""
        days = task.working_days or 1
        if task.start is not None:
            start = count.at(task.start)
            if task.due is not None and task.working_days is None:
                # An absence makes the work no less: it is done on the days on which the owner is there.
                days = max(self.board.up_to(task.due) - self.board.at(task.start) + 1, 1)
        elif task.due is not None:
            start = max(count.up_to(task.due) - days + 1, 0)
        else:
            start = self._begin if count is self.board else count.at(self.board.day(self._begin))
        if task.delay is not None:
            start = max(start, count.up_to(task.delay.forecast) - days + 1)
        return start, days

    def _under_way(self, task: Task, count: Daycount) -> tuple[int, int]:
        """As `_planned`, of what is done or has begun."""
        finish = task.finished or expected(task)
        day = task.started or task.start or finish
        start = count.at(day) if day is not None else count.at(self.board.day(self._begin))
        if finish is None:
            return start, task.working_days or 1
        if task.finished is not None:
            start = min(start, max(count.up_to(finish), 0))
        return start, max(count.up_to(finish) - start + 1, 1)

    def missed(self, at: int) -> bool:
        """Whether the due date cannot be kept: by what comes before, or because the owner is away."""
        task, day = self.tasks[at], self.board.day
        if task.due is None or not self._waits[at] or day(self.finish[at]) <= task.due:
            return False
        if at in self.held:
            return True
        fits = self.board.at(task.start or task.due) + self.days[at] - 1 <= self.board.up_to(task.due)
        return self._counts[at] is not self.board and task.delay is None and fits

    # --- backward

    def _backward(self) -> None:
        """The latest numbers, and the slack."""
        board, counts, waits, after = self.board, self._counts, self._waits, self._after
        bound = [self.end] * len(self.tasks)
        """By place, the last day on which what comes before it may end."""
        for at in reversed(self.order):
            finish, count = self.end, counts[at]
            for follower in after[at]:
                if bound[follower] < finish:
                    finish = bound[follower]
            if count is board:
                start = finish - self.days[at] + 1
            else:
                own = count.up_to(board.day(finish))
                start = board.at(count.day(own - self.days[at] + 1))
                finish = board.at(count.day(own))
            self.last_start[at], self.last_finish[at] = start, finish
            self.slack[at] = min(start - self.start[at], finish - self.finish[at])
            if waits[at]:
                bound[at] = start - 1

    def path(self) -> list[int]:
        """Back from the last task, each time to one that holds it without a day to spare; in places."""
        at = min(at for at in self.order if self.finish[at] == self.end)
        path, day = [at], self.board.day
        while self._waits[at]:
            start, count = self.start[at], self._counts[at]
            for before in self._before[at]:
                free = count.at(day(self.finish[before] + 1))
                if not self.slack[before] and self.board.at(count.day(free)) == start:
                    at = before
                    path.append(at)
                    break
            else:
                break
        return path[::-1]

    def _calendar(self, task: Task) -> Daycount:
        if not self._own or task.owner is None:
            return self.board
        return self._own.get(task.owner, self.board)


def _first_day(tasks: Sequence[Task], today: date) -> date:
    """A day that is certainly not after the start of any task."""
    days = [
        day
        for task in tasks
        for day in (task.start, task.due, task.started, task.finished)
        if day is not None and day < today
    ]
    longest = max((task.working_days or 1 for task in tasks if task.start is None and task.due), default=1)
    return min(days, default=today) - timedelta(days=2 * longest + _MARGIN)
