"""The urgent meeting's agenda: what happened, whom it holds up, the way out, who does it by when
(DOMAIN.md stage 3.7)."""

from __future__ import annotations

from typing import Final

from store.language import msg
from store.model.clock import Moment
from store.model.issue import Issue
from store.model.meeting import ItemKind, Meeting, MeetingKind
from store.model.state import State
from store.model.task import Task
from store.rules.issues.stands import UNSOLVED, stands
from store.rules.meeting.draft import Draft
from store.rules.say import person_name, who_answers
from store.rules.status import is_open

_WAY_OUT: Final = msg("The way out")
_SOLUTION: Final = msg("Solution, who, by when")
_TASKS: Final = 5
"""So many of the tasks that an issue touches are items of their own."""


def urgent(state: State, issue: int | None, moment: Moment) -> list[Draft]:
    """The items in their order. Without an issue only the way out and its measures."""
    found = state.get(Issue, issue)
    drafts: list[Draft] = []
    if found is not None:
        why = stands(state, found, moment)
        drafts.append(Draft(ItemKind.ISSUE, found.title, why, found.id, wanted=5, least=2))
        tasks = [
            task for each in found.tasks if (task := state.get(Task, each.id)) is not None and is_open(task)
        ]
        drafts += [
            Draft(
                ItemKind.TASK,
                task.title,
                msg("held up; {person} waits", person=person_name(state, who_answers(state, task)) or "?"),
                task.id,
                wanted=4,
                least=2,
            )
            for task in tasks[:_TASKS]
        ]
    return [
        *drafts,
        Draft(ItemKind.TOPIC, _WAY_OUT, _first(found), wanted=12, least=4),
        Draft(
            ItemKind.TOPIC,
            _SOLUTION,
            msg("the meeting does not close without a deadline and an owner"),
            wanted=5,
            least=2,
        ),
    ]


def answered(state: State, meeting: Meeting) -> frozenset[str]:
    """The titles of those items that ask for what the issue of an urgent meeting has by now: nobody needs to
    speak of who solves it by when, once that is said."""
    issue = state.get(Issue, meeting.issue) if meeting.kind is MeetingKind.URGENT else None
    if issue is None or (issue.state in UNSOLVED and (issue.owner is None or issue.deadline is None)):
        return frozenset()
    asked = [_SOLUTION, *([_WAY_OUT] if issue.first_solution or issue.state not in UNSOLVED else [])]
    return frozenset(each.render(state.settings.language) for each in asked)


def _first(issue: Issue | None) -> str:
    """The first solution, as far as it is one line."""
    return issue.first_solution.partition("\n")[0] if issue is not None else ""
