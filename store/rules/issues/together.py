"""A blocked task and its issue move together: who is told when one of them goes on (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from typing import NamedTuple

from store.model.issue import Issue, IssueState
from store.model.task import Task
from store.rules.brief import Records
from store.rules.issues.people import fixers, verifiers
from store.rules.status import is_open


class Release(NamedTuple):
    """A task that goes on when its issue is closed. `told` are the ids of the people to tell."""

    task: Task
    told: tuple[int, ...]


class Handover(NamedTuple):
    """What becomes of the issue when a task is released.

    `others` still wait for the same issue, which then stays as it is. Else it goes to be verified by
    `verifier`; `mine` when that can be who releases the task, so that they can be asked to verify it at once.
    """

    issue: Issue
    others: tuple[Task, ...]
    verifier: int | None
    mine: bool


def blocked_by(records: Records, issue: Issue) -> list[Task]:
    """The open tasks whose block opened `issue`, in the order they came in."""
    found = [records.get(Task, entry.id) for entry in issue.tasks]
    return [
        task
        for task in found
        if task is not None and is_open(task) and task.block is not None and task.block.issue == issue.id
    ]


def releases(records: Records, issue: Issue) -> list[Release]:
    """What closing `issue` releases, and who is told: the owners of the tasks, and of what waits for them."""
    found = []
    for task in blocked_by(records, issue):
        after = [
            each
            for each in records.all(Task)
            if is_open(each) and any(entry.id == task.id for entry in each.dependencies)
        ]
        told = dict.fromkeys([task.owner, *(each.owner for each in after)])
        found.append(Release(task, tuple(person for person in told if person is not None)))
    return found


def handover(records: Records, task: Task, actor: int | None) -> Handover | None:
    """What is asked when `actor` releases `task`; null when no unsolved issue hangs on its block."""
    issue = records.get(Issue, task.block.issue if task.block is not None else None)
    if issue is None or issue.state not in (IssueState.OPEN, IssueState.HANDLING):
        return None
    others = tuple(each for each in _touched(records, issue) if each.id != task.id and each.block is not None)
    proposer = issue.model_copy(update={"proposed_by": actor})
    people = verifiers(records, proposer)
    mine = actor is not None and actor in people and actor not in fixers(records, proposer)
    return Handover(issue, others, people[0] if people else None, mine)


def _touched(records: Records, issue: Issue) -> list[Task]:
    found = [records.get(Task, entry.id) for entry in issue.tasks]
    return [task for task in found if task is not None]
