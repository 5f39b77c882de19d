"""Splitting a task into several and making one of several (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from store.errors import Refused
from store.language import Message, msg
from store.model.issue import Issue
from store.model.record import Entry
from store.model.task import Note, Progress, Task
from store.rules.commands.breakdown import place
from store.rules.commands.tasks import check_title, followed_up
from store.rules.commands.telling import noted, refuse_closed, release
from store.rules.dependencies import cycle, cycle_message
from store.rules.edit import Edit, next_id
from store.rules.say import listed
from store.rules.similar import plain

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A part of a task that is split; `criteria` are the ids of those that go with it."""

    title: str
    criteria: tuple[int, ...] = ()
    deliverable: str = ""


@dataclass(frozen=True, slots=True)
class SplitTask:
    """A task becomes several. The first part is the task itself, with its number, support and milestones.

    The others have its department, owner, priority, dates and what it serves; they come after the same tasks,
    and what came after the task comes after them all. A criterion no part takes stays with the first.
    """

    name: ClassVar[str] = "split"

    task: int
    parts: Sequence[SplitPart]

    def apply(self, edit: Edit) -> None:
        """Refused at `parts/N/title` (N from 1) where it is empty or taken, and when the task is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        if len(self.parts) < 2:
            raise Refused(msg("Splitting takes two parts or more."), field="parts")
        known = {each.id for each in task.criteria}
        taken = [each for part in self.parts[1:] for each in part.criteria]
        if len(set(taken)) < len(taken) or not set(taken) <= known:
            raise Refused(msg("Each criterion goes with one part."), field="parts")
        first = self.parts[0]
        _check_part(edit, task, first.title, 1, task)
        texts = {each.id: each.text for each in task.criteria}
        kept = tuple(each for each in task.criteria if each.id not in taken)
        task = edit.set(
            task, title=first.title, deliverable=first.deliverable or task.deliverable, criteria=kept
        )
        new = [
            self._part(edit, task, part, number, [texts[each] for each in part.criteria])
            for number, part in enumerate(self.parts[1:], 2)
        ]
        place(edit, task.initiative, [each.id for each in new], task.id)
        for follower in _followers(edit, task):
            after = {entry.id: entry for entry in follower.dependencies}
            after |= {each.id: type(after[task.id])(id=each.id) for each in new}
            edit.set(follower, dependencies=tuple(after[key] for key in sorted(after)))
            keys = listed([edit.state.key_of(each) for each in new])
            _tell(
                edit,
                follower,
                task,
                msg("{key} was split: {new} come before it as well", key=edit.state.key_of(task), new=keys),
            )

    def _part(self, edit: Edit, task: Task, part: SplitPart, number: int, criteria: list[str]) -> Task:
        _check_part(edit, task, part.title, number, None)
        return edit.add(
            Task,
            initiative=task.initiative,
            number=edit.next_number(task.initiative),
            title=part.title,
            deliverable=part.deliverable,
            department=task.department,
            owner=task.owner,
            priority=task.priority,
            start=task.start,
            due=task.due,
            working_days=task.working_days,
            criteria=[{"id": at, "text": text} for at, text in enumerate(criteria, 1)],
            dependencies=task.dependencies,
            serves=task.serves,
            created=edit.moment.now,
        )


@dataclass(frozen=True, slots=True)
class MergeTasks:
    """Several tasks become one, `into`, which has the criteria, support, milestones, notes of them all.

    It has the higher priority, the earlier start and the later due date (during follow-up its own stay, as
    they are the original ones), department and owner of the others only where it has none. What came after
    one of them comes after it. A task nobody worked on is taken out, any other one is cancelled and says
    where it went.
    """

    name: ClassVar[str] = "merge"

    into: int
    others: Sequence[int]

    def apply(self, edit: Edit) -> None:
        """Refused when one is closed or of another initiative, and when a cycle would come about."""
        into = edit.one(Task, self.into)
        others = [edit.one(Task, each) for each in dict.fromkeys(self.others) if each != into.id]
        if not others:
            raise Refused(msg("Merging takes two tasks or more."), field="others")
        for task in (into, *others):
            refuse_closed(edit, task)
            if task.initiative != into.initiative:
                raise Refused(msg("They belong to different initiatives."), field="others")
        gone = {task.id for task in others}
        for task in others:
            into = self._unite(edit, into, task, gone)
        for task in others:
            for follower in _followers(edit, task):
                _redirect(edit, follower, task.id, into.id)
                words = msg(
                    "{key} was merged into {into}, which comes before it now",
                    key=edit.state.key_of(task),
                    into=edit.state.key_of(into),
                )
                _tell(edit, follower, task, words)
        found = cycle(edit.one(Task, into.id), lambda before: edit.get(Task, before))
        if found:
            raise Refused(cycle_message(found, edit.state.key_of), field="others")
        for task in others:
            _take_out(edit, task, into)

    def _unite(self, edit: Edit, into: Task, task: Task, gone: set[int]) -> Task:
        supports = [(each.department, plain(each.content)) for each in into.support]
        known_serves = [(each.kind, each.department, each.ref) for each in into.serves]
        named = {plain(each.text) for each in into.criteria}
        dates = {plain(each.title) for each in into.milestones}
        before = {each.id: each for each in (*into.dependencies, *task.dependencies)}
        starts = [day for day in (into.start, task.start) if day is not None]
        dues = [day for day in (into.due, task.due) if day is not None]
        if followed_up(edit, into):
            starts = starts if into.start is None else [into.start]
            dues = dues if into.due is None else [into.due]
        claimed = into.department is not None or into.owner is not None
        return edit.set(
            into,
            department=into.department if claimed else task.department,
            owner=into.owner if claimed else task.owner,
            deliverable=into.deliverable or task.deliverable,
            priority=min(into.priority, task.priority, key=lambda each: each.rank),
            start=min(starts, default=None),
            due=max(dues, default=None),
            working_days=into.working_days or task.working_days,
            criteria=_joined(
                into.criteria, (each for each in task.criteria if plain(each.text) not in named)
            ),
            support=_joined(
                into.support,
                (each for each in task.support if (each.department, plain(each.content)) not in supports),
            ),
            milestones=_joined(
                into.milestones, (each for each in task.milestones if plain(each.title) not in dates)
            ),
            serves=_joined(
                into.serves,
                (each for each in task.serves if (each.kind, each.department, each.ref) not in known_serves),
            ),
            notes=_joined(into.notes, task.notes),
            dependencies=tuple(before[key] for key in sorted(before.keys() - gone - {into.id})),
        )


def _check_part(edit: Edit, task: Task, title: str, number: int, own: Task | None) -> None:
    try:
        check_title(edit, title, task.initiative, own)
    except Refused as refused:
        raise Refused(refused.message, field=f"parts/{number}/title") from refused


def _followers(edit: Edit, task: Task) -> list[Task]:
    return [each for each in edit.all(Task) if any(entry.id == task.id for entry in each.dependencies)]


def _tell(edit: Edit, follower: Task, moved: Task, words: Message) -> None:
    """Whoever owns what comes after it reads there what another department has changed."""
    if follower.department not in (None, moved.department) and edit.get(Task, follower.id) is not None:
        follower = edit.one(Task, follower.id)
        text = words.render(edit.state.settings.language)
        edit.set(follower, notes=noted(edit, follower, text))


def _redirect(edit: Edit, follower: Task, old: int, new: int) -> None:
    kept = {entry.id: entry for entry in follower.dependencies}
    cls = type(kept.pop(old))
    if follower.id != new:
        kept[new] = cls(id=new)
    edit.set(follower, dependencies=tuple(kept[key] for key in sorted(kept)))


def _take_out(edit: Edit, task: Task, into: Task) -> None:
    touched = any(entry.id == task.id for issue in edit.all(Issue) for entry in issue.tasks)
    if task.progress is Progress.NOT_STARTED and not (touched or task.forecasts or task.block or task.notes):
        edit.remove(task)
        return
    release(edit, task)
    words = msg("merged into {key}", key=edit.state.key_of(into)).render(edit.state.settings.language)
    notes: tuple[Note, ...] = noted(edit, task, words)
    edit.set(task, progress=Progress.CANCELLED, delay=None, block=None, dependencies=(), notes=notes)


def _joined(entries: tuple[E, ...], more: Iterable[E]) -> tuple[E, ...]:
    """`entries` and `more` behind them, with ids of their own."""
    found = list(entries)
    for each in more:
        found.append(each.model_copy(update={"id": next_id(found)}))
    return tuple(found)
