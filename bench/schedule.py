"""The schedule of an initiative: against networkx doing the same, and against a smaller one."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import networkx as nx

from bench.row import Row
from bench.scale import Scale
from bench.timing import interleaved, milliseconds, quartile, seconds
from store.model.task import Dependency, Task
from store.rules.critical_path import Schedule, schedule
from store.rules.workdays import Workdays

_START: Final = date(2026, 2, 2)
_CALENDAR: Final = Workdays("CN")
_NEAR: Final = 60
_BEFORE: Final = 3


def schedule_rows(scale: Scale) -> Iterator[Row]:
    """5,000 tasks with three predecessors each; networkx counts in whole days and knows no calendar."""
    many, few = scale.middle, max(scale.middle // 10, 20)
    tasks, some = tasks_of(many), tasks_of(few)
    if by_networkx(graph_of(tasks)) != own(tasks).length:
        raise RuntimeError("networkx finds another length")
    gc.collect()
    found = interleaved(
        {
            "own": lambda: seconds(lambda: own(tasks)),
            "few": lambda: seconds(lambda: own(some)),
            "networkx": lambda: seconds(lambda: by_networkx(graph_of(tasks))),
        },
        max(scale.commits // 10, 2),
    )
    # On a busy machine half of the rounds wait for something else; the quickest quarter shows the cost.
    mine, small, theirs = (quartile(found[name]) for name in ("own", "few", "networkx"))
    links = sum(len(task.dependencies) for task in tasks)
    yield Row(
        "schedule",
        f"schedule of {many:,} tasks, {links:,} dependencies / networkx, without dates",
        mine / theirs,
        "x",
        1.0,
        f"{milliseconds(mine)} / {milliseconds(theirs)}",
    )
    yield Row(
        "schedule",
        f"a task of {many:,} / a task of {few:,}",
        (mine / many) / (small / few),
        "x",
        1.5,
        f"{milliseconds(mine)} / {milliseconds(small)}",
    )


def tasks_of(count: int) -> list[Task]:
    """Tasks that wait for up to three of those shortly before them, the same ones in every run."""
    dice = random.Random(count)
    return [
        Task(
            id=key,
            initiative=1,
            number=key,
            title=f"子任务 {key}",
            working_days=dice.randint(1, 5),
            dependencies=tuple(
                Dependency(id=before)
                for before in sorted({dice.randint(max(1, key - _NEAR), key - 1) for _ in range(_BEFORE)})
            )
            if key > 1
            else (),
        )
        for key in range(1, count + 1)
    ]


def own(tasks: list[Task]) -> Schedule:
    """What the program does: dates by the calendar, slack, and the critical path."""
    return schedule(tasks, _START, _CALENDAR)


def graph_of(tasks: list[Task]) -> Any:
    """The tasks as networkx has them."""
    graph = nx.DiGraph()
    for task in tasks:
        graph.add_node(task.id, days=task.working_days)
        graph.add_edges_from((entry.id, task.id) for entry in task.dependencies)
    return graph


def by_networkx(graph: Any) -> int:
    """The critical path method as one writes it with networkx: earliest, latest, slack, and the length."""
    order = list(nx.topological_sort(graph))
    days = graph.nodes
    finish: dict[int, int] = {}
    latest: dict[int, int] = {}
    for node in order:
        start = max((finish[before] for before in graph.predecessors(node)), default=0)
        finish[node] = start + days[node]["days"]
    end = max(finish.values())
    for node in reversed(order):
        last = min((latest[after] - days[after]["days"] for after in graph.successors(node)), default=end)
        latest[node] = last
    slack = {node: latest[node] - finish[node] for node in order}
    critical = [node for node in order if not slack[node]]
    nx.dag_longest_path(graph.subgraph(critical))
    return int(end)
