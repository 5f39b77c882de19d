"""The original dates of a task, which nothing rewrites once it is followed up (DOMAIN.md stages 2.4 and 3.2).

Start, due date and the milestones' dates: a slip is a forecast beside them. A milestone that is taken out
could come back with another date, so it stays as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from store.errors import Refused
from store.language import Message, msg
from store.model.initiative import Initiative, Stage
from store.model.passage import Passage
from store.model.record import Record
from store.model.state import State
from store.model.task import Task


def rewritten(state: State, records: Iterable[Record]) -> Refused | None:
    """Why `records` may not replace those of `state`, at the field: the first original date they rewrite."""
    there = list(records)
    after = {each.id: each for each in there if isinstance(each, Initiative)}
    for task in there:
        old = state.get(Task, task.id) if isinstance(task, Task) else None
        if isinstance(task, Task) and old is not None and _followed_up(state, after, old):
            for field, day in _moved(old, task):
                return Refused(_never_rewritten(state, old, field, day), field=field)
    return None


def rewritten_by_undo(state: State, records: Iterable[Record], written: datetime) -> Refused | None:
    """The same for what takes back a change that was `written` then.

    A date that came only during follow-up may go again, unless a kickoff has fixed it since.
    """
    there = list(records)
    fresh = {
        task.id
        for task in there
        if isinstance(task, Task) and _since_followed_up(state, task, written) and _keeps_baseline(task)
    }
    return rewritten(state, (each for each in there if not isinstance(each, Task) or each.id not in fresh))


def _moved(old: Task, new: Task) -> Iterator[tuple[str, date]]:
    """The fields whose original date is another one, or gone, and that date."""
    for field, was, now in (("due", old.due, new.due), ("start", old.start, new.start)):
        if was is not None and was != now:
            yield field, was
    dues = {each.id: each.due for each in new.milestones}
    for milestone in old.milestones:
        if dues.get(milestone.id) != milestone.due:
            yield "milestones", milestone.due


def _never_rewritten(state: State, task: Task, field: str, day: date) -> Message:
    key = state.key_of(task)
    if field == "milestones":
        return msg(
            "{key}: a milestone of {due} stays: during follow-up it is moved, not rewritten.",
            key=key,
            due=day,
        )
    if field == "start":
        return msg("{key}: the start of {start} is not rewritten during follow-up.", key=key, start=day)
    return msg(
        "{key}: the original date {due} is not rewritten during follow-up. Declare a delay instead.",
        key=key,
        due=day,
    )


def _followed_up(state: State, after: Mapping[int, Initiative], task: Task) -> bool:
    """Before the change and after it: going back to stage 2 is said and recorded by itself."""
    before = state.get(Initiative, task.initiative)
    now = after.get(task.initiative, before)
    return all(each is not None and each.stage >= Stage.FOLLOW_UP for each in (before, now))


def _since_followed_up(state: State, task: Task, written: datetime) -> bool:
    """Whether something was written only after the task's initiative came to follow-up."""
    came = (
        each.at
        for each in state.all(Passage)
        if each.initiative == task.initiative and each.before < Stage.FOLLOW_UP <= each.after
    )
    newest = max(came, default=None)
    return newest is None or written > newest


def _keeps_baseline(task: Task) -> bool:
    """Whether nothing the kickoff fixed would be another date, or gone."""
    fixed = task.baseline
    if fixed is None:
        return True
    dues = {each.id: each.due for each in task.milestones}
    dates = ((fixed.start, task.start), (fixed.due, task.due))
    return all(was in (None, now) for was, now in dates) and all(
        dues.get(each.id) == each.due for each in fixed.milestones
    )
