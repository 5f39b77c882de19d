"""Whether the tasks cover the whole: what nobody delivers, what nobody needs (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.requirement import Brief, Part
from store.model.task import Milestone, Serve, Serves, Task
from store.rules.brief import Records, brief_of, lines_of, reviews_of, tasks_of
from store.rules.order import ordered
from store.rules.similar import ALIKE, plain, similar, within


@dataclass(frozen=True, slots=True)
class Need:
    """Something that tasks are there for: an outcome, a time limit, or what a department contributes."""

    kind: Serves
    ref: int
    department: int | None
    text: str
    date: date | None
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tasks that may be the same work; `same` when only spelling differs."""

    one: Task
    other: Task
    same: bool


@dataclass(frozen=True, slots=True)
class Late:
    """A plan that dates something later than the brief asks: the task, or one of its milestones."""

    task: Task
    milestone: Milestone | None
    day: date
    limit: date
    text: str

    @property
    def message(self) -> Message:
        """The sentence beside the row."""
        what = self.milestone.title if self.milestone is not None else self.task.title
        if not self.text:
            return msg(
                "“{what}” is planned for {day}; the whole is due {limit}.",
                what=what,
                day=self.day,
                limit=self.limit,
            )
        return msg(
            "“{what}” is planned for {day}; the brief asks for “{text}” by {limit}.",
            what=what,
            day=self.day,
            text=self.text,
            limit=self.limit,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is to be pointed out about the breakdown of an initiative.

    `uncovered` has no task, `idle` serves nothing (empty as long as the brief names nothing to serve), `bare`
    has no deliverable, `unchecked` no acceptance criterion.
    """

    uncovered: tuple[Need, ...]
    idle: tuple[Task, ...]
    duplicates: tuple[Pair, ...]
    late: tuple[Late, ...]
    bare: tuple[Task, ...]
    unchecked: tuple[Task, ...]


_SURE: Final = 0.75
"""From which share of common words on a named date is taken for the one that the brief means."""

_HALF: Final = 0.5
"""How much of what the brief says has to stand in the task and its milestone together."""


def coverage(records: Records, initiative: int) -> Coverage:
    """What is to be pointed out, in the order of brief and outline."""
    tasks = tasks_of(records, initiative)
    wanted = needs(records, initiative)
    demanded = [need for need in wanted if need.kind is not Serves.TIME]
    served = {task.id for need in wanted for task in need.tasks}
    return Coverage(
        uncovered=tuple(need for need in demanded if not need.tasks),
        idle=tuple(task for task in tasks if task.id not in served) if demanded else (),
        duplicates=tuple(_duplicates(tasks)),
        late=tuple(late(records, initiative)),
        bare=tuple(task for task in tasks if not task.deliverable),
        unchecked=tuple(task for task in tasks if not task.criteria),
    )


def needs(records: Records, initiative: int) -> list[Need]:
    """Everything a task can be there for, with the tasks that are: outcomes, contributions, time limits."""
    tasks = tasks_of(records, initiative)
    by_need: dict[tuple[Serves, int | None, int], list[Task]] = {}
    for task in tasks:
        for serve in task.serves:
            by_need.setdefault(_key(serve), []).append(task)

    def need(kind: Serves, ref: int, department: int | None, text: str, day: date | None) -> Need:
        return Need(kind, ref, department, text, day, tuple(by_need.get((kind, department, ref), ())))

    brief = brief_of(records, initiative)
    found = [
        need(Serves.OUTCOME, line.id, None, line.text, line.date) for line in lines_of(brief, Part.OUTCOMES)
    ]
    for review in reviews_of(records, initiative):
        found += [
            need(Serves.CONTRIBUTION, each.id, review.department, each.content, each.due)
            for each in ordered(review.contributions)
        ]
    found += [need(Serves.TIME, line.id, None, line.text, line.date) for line in lines_of(brief, Part.TIMES)]
    return found


def suggested(records: Records, task: Task, wanted: Sequence[Need] | None = None) -> list[Need]:
    """What the task may be there for, judged by the words, the likeliest first; not what it serves already.

    `wanted` are the `needs`, for those who ask about many tasks.
    """
    have = {_key(serve) for serve in task.serves}
    found = []
    for need in needs(records, task.initiative) if wanted is None else wanted:
        if (need.kind, need.department, need.ref) in have:
            continue
        said = f"{task.title} {task.deliverable}"
        match = max(within(need.text, said), within(task.title, need.text), _best(need.text, task))
        if match >= ALIKE:
            found.append((match, need))
    return [need for _, need in sorted(found, key=lambda each: -each[0])]


def late(records: Records, initiative: int, only: Task | None = None) -> list[Late]:
    """What is planned later than the brief asks, each row with the earliest limit it breaks.

    `only` looks at one task, for the form that edits it.
    """
    found: dict[tuple[int, int | None], Late] = {}
    for each in _all_late(records, initiative, only):
        key = (each.task.id, each.milestone.id if each.milestone is not None else None)
        if key not in found or each.limit < found[key].limit:
            found[key] = each
    return list(found.values())


def _all_late(records: Records, initiative: int, only: Task | None) -> Iterator[Late]:
    record = records.get(Initiative, initiative)
    whole = record.due if record is not None else None
    limits = list(_limits(brief_of(records, initiative)))
    promised = {
        (review.department, each.id): each
        for review in reviews_of(records, initiative)
        for each in review.contributions
    }
    for task in tasks_of(records, initiative) if only is None else [only]:
        for limit, text, part, ref in limits:
            yield from _later(task, limit, text, part, ref)
        for serve in task.serves:
            each = promised.get((serve.department or 0, serve.ref))
            if each is not None and each.due is not None and task.due is not None and task.due > each.due:
                yield Late(task, None, task.due, each.due, each.content)
        if whole is not None:
            if task.due is not None and task.due > whole:
                yield Late(task, None, task.due, whole, "")
            for milestone in task.milestones:
                if milestone.due > whole:
                    yield Late(task, milestone, milestone.due, whole, "")


def _limits(brief: Brief | None) -> Iterator[tuple[date, str, Part, int]]:
    for part in (Part.TIMES, Part.OUTCOMES):
        for line in lines_of(brief, part):
            if line.date is not None:
                yield line.date, line.text, part, line.id


def _later(task: Task, limit: date, text: str, part: Part, ref: int) -> Iterator[Late]:
    """A named date counts where its words are those of the limit, the task's own where it serves it.

    "First draft of the plan" is about the milestone "plan draft", not about the end of the task it is in, and
    about the milestone "draft" only in the task of the plan.
    """
    kind = Serves.TIME if part is Part.TIMES else Serves.OUTCOME
    serves = any(serve.kind is kind and serve.ref == ref for serve in task.serves)
    named = [
        milestone
        for milestone in task.milestones
        if _means(milestone.title, text)
        and (serves or within(text, f"{task.title} {task.deliverable} {milestone.title}") >= _HALF)
    ]
    for milestone in named:
        if milestone.due > limit:
            yield Late(task, milestone, milestone.due, limit, text)
    if not named and (serves or _means(task.title, text)) and task.due is not None and task.due > limit:
        yield Late(task, None, task.due, limit, text)


def _means(title: str, text: str) -> bool:
    return within(title, text) >= _SURE or within(text, title) >= _SURE


def _best(text: str, task: Task) -> float:
    return max((within(text, criterion.text) for criterion in task.criteria), default=0.0)


def _duplicates(tasks: list[Task]) -> Iterator[Pair]:
    by_id = {task.id: task for task in tasks}
    for one, other, _ in similar({task.id: task.title for task in tasks}):
        same = plain(by_id[one].title) == plain(by_id[other].title)
        yield Pair(by_id[one], by_id[other], same)


def _key(serve: Serve) -> tuple[Serves, int | None, int]:
    return (serve.kind, serve.department, serve.ref)
