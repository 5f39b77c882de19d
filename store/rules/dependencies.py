"""What comes before what: followers, cycles and order (DOMAIN.md stage 2.2). Nothing here recurses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from store.language import Message, msg
from store.model.task import Task
from store.rules.say import listed
from store.rules.status import is_open

_NAMED: Final = 4


def cycle(start: Task, get: Callable[[int], Task | None]) -> list[Task] | None:
    """The tasks of a cycle through `start`, each waiting for the next, `start` first and last; else null."""
    path: list[Task] = [start]
    waiting = [iter(start.dependencies)]
    seen: set[int] = set()
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            path.pop()
            continue
        if entry.id == start.id:
            return [*path, start]
        before = get(entry.id) if entry.id not in seen else None
        seen.add(entry.id)
        if before is not None:
            path.append(before)
            waiting.append(iter(before.dependencies))
    return None


def cycle_message(tasks: Iterable[Task], key_of: Callable[[Task], str]) -> Message:
    """The sentence that names a cycle, such as `NPL-3 -> NPL-5 -> NPL-3`."""
    return msg(
        "These tasks would wait for each other for ever: {cycle}.",
        cycle=" -> ".join(key_of(task) for task in tasks),
    )


def done_words(task: Task, get: Callable[[int], Task | None], key_of: Callable[[Task], str]) -> Message:
    """What is said of a task that is declared done: also what comes before it and is still open."""
    before = [found for entry in task.dependencies if (found := get(entry.id)) is not None and is_open(found)]
    if not before:
        return msg("done")
    keys = listed([key_of(each) for each in before[:_NAMED]])
    return msg("done, although {keys} before it is not", keys=keys)


def followers(tasks: Iterable[Task]) -> dict[int, list[Task]]:
    """For each task's id, the tasks that wait for it."""
    found: dict[int, list[Task]] = {}
    for task in tasks:
        for entry in task.dependencies:
            found.setdefault(entry.id, []).append(task)
    return found


def in_order(tasks: Mapping[int, Task], after: Mapping[int, list[Task]]) -> list[Task]:
    """`tasks` so that each comes after all that it waits for.

    Tasks on a cycle, which only a file edited by hand can hold, are left out, and so is what waits for them.
    """
    missing = {key: sum(entry.id in tasks for entry in task.dependencies) for key, task in tasks.items()}
    ready = [task for key, task in tasks.items() if not missing[key]]
    for task in ready:
        for follower in after.get(task.id, ()):
            if follower.id in missing:
                missing[follower.id] -= 1
                if not missing[follower.id]:
                    ready.append(follower)
    return ready
