"""The review's agenda: figures, where it went wrong and why, what to keep, what to change (stage 4.6)."""

from __future__ import annotations

from store.language import msg
from store.model.capture import CaptureKind
from store.model.meeting import ItemKind
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.brief import tasks_of
from store.rules.meeting.carry import left_open
from store.rules.meeting.draft import Draft
from store.rules.status import slip


def review(state: State, initiative: int) -> list[Draft]:
    """The items in their order."""
    tasks = tasks_of(state, initiative)
    done = [task for task in tasks if task.progress is Progress.DONE]
    in_time = [task for task in done if _in_time(task)]
    slipped = [task for task in tasks if slip(task)]
    actions = len(left_open(state, initiative, (CaptureKind.ACTION,)))
    drafts = [
        Draft(
            ItemKind.FIGURES,
            msg("The figures"),
            msg(
                "{count} of {total} done, {on_time} in time",
                count=len(done),
                total=len(tasks),
                on_time=len(in_time),
            ),
            wanted=8,
            least=2,
        ),
        Draft(
            ItemKind.CHANGES,
            msg("Where it slipped, and why"),
            msg("tasks moved: {count}", count=len(slipped)),
            wanted=12,
            least=3,
        ),
        Draft(ItemKind.KEEP, msg("What we keep"), wanted=10, least=2),
        Draft(ItemKind.CHANGE, msg("What we change, who, by when"), wanted=12, least=3),
    ]
    if actions:
        title = msg("{what}: {count}", what=msg("Actions to do"), count=actions)
        why = msg("left open by earlier meetings")
        drafts.append(Draft(ItemKind.ACTIONS, title, why, wanted=3))
    return drafts


def _in_time(task: Task) -> bool:
    return task.due is not None and task.finished is not None and task.finished <= task.due
