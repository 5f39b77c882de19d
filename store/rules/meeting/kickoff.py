"""The kickoff's agenda: goal, split of work, key dates, how we communicate, questions (stage 2.4)."""

from __future__ import annotations

from store.language import msg
from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.meeting import ItemKind
from store.model.state import State
from store.model.task import Task
from store.rules.brief import tasks_of
from store.rules.meeting.carry import left_open
from store.rules.meeting.draft import Draft
from store.rules.say import department_name, short_day


def kickoff(state: State, initiative: int, moment: Moment) -> list[Draft]:
    """The items in their order; led by the initiating department."""
    record = state.one(Initiative, initiative)
    tasks = tasks_of(state, initiative)
    departments = {task.department for task in tasks if task.department is not None}
    leading = department_name(state, record.department)
    questions = len(left_open(state, initiative, (CaptureKind.QUESTION,)))
    return [
        Draft(
            ItemKind.GOAL,
            msg("Goal"),
            msg("presented by {department}", department=leading) if leading else "",
            wanted=8,
            least=2,
        ),
        Draft(
            ItemKind.SPLIT,
            msg("Who does what"),
            msg("tasks {tasks}, departments {departments}", tasks=len(tasks), departments=len(departments)),
            wanted=min(max(5, 2 * len(departments)), 20),
            least=3,
        ),
        Draft(ItemKind.DATES, msg("Key dates"), _dates(tasks, moment), wanted=6, least=2),
        Draft(ItemKind.CADENCE, msg("How we keep each other informed"), wanted=4, least=1),
        Draft(
            ItemKind.QUESTIONS,
            msg("Questions"),
            msg("{count} unanswered", count=questions) if questions else "",
            wanted=10,
            least=3,
        ),
    ]


def _dates(tasks: list[Task], moment: Moment) -> str:
    days = [day for task in tasks for day in (task.start, task.due) if day is not None]
    if not days:
        return ""
    return f"{short_day(min(days), moment.today)} - {short_day(max(days), moment.today)}"
