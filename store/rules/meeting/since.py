"""What changed between two states of a board: since the last meeting, or in this one (DOMAIN.md stage 3.6).

It is the net difference: what was done and undone in between does not appear. One line a task and kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.record import Record
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Milestone, Progress, Task
from store.rules.calendar import workdays
from store.rules.meeting.difference import Difference, Kind
from store.rules.meeting.since_risks import told_of_risk
from store.rules.say import days, due_words, moved, person_name, short_day, working_days
from store.rules.schedule import projected
from store.rules.status import expected, is_late, is_open, is_stale, silence


def differences(
    before: State, after: State, initiative: int, then: Moment, now: Moment
) -> tuple[Difference, ...]:
    """What is different in an initiative, by kind, then by number. `before` was at `then`, `after` is at
    `now`: what only time brought about (late, silent) counts too."""
    found = [*_Look(before, after, initiative, then, now).run()]
    return tuple(sorted(found, key=lambda each: each.kind))


class _Look:
    """Both states side by side."""

    def __init__(self, before: State, after: State, initiative: int, then: Moment, now: Moment) -> None:
        self.before, self.after = before, after
        self.initiative = initiative
        self.then, self.now = then, now
        self.was_days, self.is_days = workdays(before.settings), workdays(after.settings)
        self.ends_then: dict[int, date] = {}
        self.ends_now: dict[int, date] = {}

    def run(self) -> Iterator[Difference]:
        old, new = self._tasks(self.before), self._tasks(self.after)
        self.ends_then = projected(old.values(), self.then.today, self.was_days)
        self.ends_now = projected(new.values(), self.now.today, self.is_days)
        for key, task in new.items():
            before = old.get(key)
            if before is None:
                # What came and went in between is none of the room's time.
                if task.progress is not Progress.CANCELLED:
                    done = task.progress is Progress.DONE
                    yield self._of(task, Kind.NEW, self._finished(task) if done else self._due(task))
            else:
                yield from self._task(before, task)
        for key, task in old.items():
            if key not in new and is_open(task):
                yield self._of(task, Kind.CANCELLED, msg("taken off the board"))
        # What a block opened is told with the block.
        blocks = {task.block.issue for task in new.values() if task.block is not None and is_open(task)}
        yield from (
            each for each in self._issues() if each.kind is not Kind.ISSUE_NEW or each.issue not in blocks
        )
        yield from self._risks()

    def _tasks(self, state: State) -> dict[int, Task]:
        return {task.id: task for task in state.all(Task) if task.initiative == self.initiative}

    def _task(self, before: Task, task: Task) -> Iterator[Difference]:
        if task.progress is not before.progress:
            yield from self._progress(before, task)
        if is_open(task):
            yield from self._blocking(before, task)
            yield from self._dates(before, task)
            yield from self._quiet(before, task)
            if task.owner != before.owner:
                name = person_name(self.after, task.owner)
                yield self._of(task, Kind.OWNER, msg("{name}", name=name) if name else msg("nobody"))
        was = {each.id: each for each in before.milestones}
        for milestone in task.milestones:
            yield from self._milestone(task, was.get(milestone.id), milestone)

    def _progress(self, before: Task, task: Task) -> Iterator[Difference]:
        if task.progress is Progress.DONE:
            yield self._of(task, Kind.DONE, self._finished(task))
        elif task.progress is Progress.CANCELLED:
            yield self._of(task, Kind.CANCELLED, msg("cancelled"))
        elif not is_open(before):
            yield self._of(task, Kind.REOPENED, self._due(task))
        elif task.progress is Progress.IN_PROGRESS:
            yield self._of(task, Kind.STARTED, self._due(task))

    def _finished(self, task: Task) -> Message:
        if task.due is None or task.finished is None or task.finished == task.due:
            return msg("done")
        late = (task.finished - task.due).days
        return msg("done, {days} late", days=days(late)) if late > 0 else msg("done early")

    def _blocking(self, before: Task, task: Task) -> Iterator[Difference]:
        was, block = before.block if is_open(before) else None, task.block
        if block is not None and (was is None or was.at != block.at):
            text = msg("waits for {what}", what=block.waits_for)
            name = person_name(self.after, block.release_by)
            if name:
                text = msg("waiting for {what} from {person}", what=block.waits_for, person=name)
            yield self._of(task, Kind.BLOCKED, text)
        elif was is not None and block is None:
            yield self._of(task, Kind.RELEASED, msg("no longer waits for {what}", what=was.waits_for))

    def _dates(self, before: Task, task: Task) -> Iterator[Difference]:
        was, day, today = expected(before), expected(task), self.now.today
        if was is not None and day is not None and day != was:
            text = msg("{before} -> {after}", before=short_day(was, today), after=short_day(day, today))
            times = len(task.forecasts) - len(before.forecasts)
            if times > 1:
                text = msg("{dates}, {moved}", dates=text, moved=moved(times, (day - was).days))
            if day > was and task.delay is not None:
                text = msg("{what}: {why}", what=text, why=task.delay.reason)
            yield self._of(task, Kind.SLIPPED if day > was else Kind.PULLED, text)
            return
        if task.delay is None and is_late(task, today) and not is_late(before, self.then.today):
            late = (today - task.due).days if task.due is not None else 0
            yield self._of(task, Kind.LATE, msg("{days} late", days=days(late)))
            return
        if day is None or day < today or self._squeezed(self.ends_then, before):
            return
        if self._squeezed(self.ends_now, task):
            end = self.ends_now[task.id]
            text = msg(
                "what comes before it leads to {day} instead of {due}",
                day=short_day(end, today),
                due=short_day(day, today),
            )
            yield self._of(task, Kind.AT_RISK, text)

    def _squeezed(self, ends: dict[int, date], task: Task) -> bool:
        day, end = expected(task), ends.get(task.id)
        return day is not None and end is not None and end > day

    def _quiet(self, before: Task, task: Task) -> Iterator[Difference]:
        settings = self.after.settings
        if not is_stale(task, self.now, self.is_days, settings):
            return
        if not is_stale(before, self.then, self.was_days, self.before.settings):
            silent = working_days(silence(task, self.now, self.is_days))
            yield self._of(task, Kind.SILENT, msg("no update for {days}", days=silent))

    def _milestone(self, task: Task, was: Milestone | None, milestone: Milestone) -> Iterator[Difference]:
        if milestone.hit is not None:
            if was is None or was.hit is None:
                yield self._of(task, Kind.MILESTONE_HIT, msg("“{title}”", title=milestone.title))
        elif is_open(task):
            passed = (self.now.today - (milestone.forecast or milestone.due)).days
            before = was.forecast or was.due if was is not None and was.hit is None else None
            if passed > 0 and not (before is not None and before < self.then.today):
                text = msg("“{title}” by {days}", title=milestone.title, days=days(passed))
                yield self._of(task, Kind.MILESTONE_MISSED, text)

    def _issues(self) -> Iterator[Difference]:
        for issue in self.after.all(Issue):
            if issue.initiative != self.initiative:
                continue
            before = self.before.get(Issue, issue.id)
            text = self._responsible(issue)
            if before is None:
                if issue.state is not IssueState.CLOSED:
                    yield self._of(issue, Kind.ISSUE_NEW, text)
            elif issue.state is IssueState.CLOSED and before.state is not IssueState.CLOSED:
                yield self._of(issue, Kind.ISSUE_CLOSED, msg("{text}", text=issue.result or issue.title))
            elif _handled(issue) != _handled(before):
                if issue.first_solution and issue.first_solution != before.first_solution:
                    text = msg("{what}: {text}", what=text, text=issue.first_solution)
                yield self._of(issue, Kind.ISSUE_HANDLED, text)

    def _responsible(self, issue: Issue) -> Message:
        name = person_name(self.after, issue.owner)
        if not name:
            return msg("nobody is responsible yet")
        if issue.deadline is None:
            return msg("{name}, without a deadline", name=name)
        return msg("{name}, by {day}", name=name, day=short_day(issue.deadline, self.now.today))

    def _risks(self) -> Iterator[Difference]:
        for risk in self.after.all(Risk):
            if risk.initiative == self.initiative:
                before = self.before.get(Risk, risk.id)
                yield from (self._of(risk, *told) for told in told_of_risk(self.after, before, risk))

    def _due(self, task: Task) -> Message:
        day = expected(task)
        if day is None:
            return msg("no due date")
        left = (day - self.now.today).days
        return due_words(left) if 0 <= left <= 1 else msg("due {day}", day=short_day(day, self.now.today))

    def _of(self, item: Task | Issue | Risk, kind: Kind, text: Message) -> Difference:
        return Difference(
            kind,
            self.after.key_of(item),
            item.title,
            text,
            task=_id(item, Task),
            issue=_id(item, Issue),
            risk=_id(item, Risk),
        )


def _handled(issue: Issue) -> tuple[object, ...]:
    """What a room settles of an issue."""
    return (issue.state, issue.owner, issue.deadline, issue.first_solution)


def _id(item: Record, cls: type[Record]) -> int | None:
    return item.id if isinstance(item, cls) else None
