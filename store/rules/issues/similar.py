"""Open issues that are like what somebody is about to report, shown while they type (DOMAIN.md stage 4.1).

What is common is told in pairs of characters and words, which knows no order; what is mistyped or left out in
between by rapidfuzz, which does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from store.model.issue import Issue, IssueState
from store.model.state import State
from store.rules.similar import alike, plain, within

LIKE: Final = 0.5
"""From which likeness on an issue is shown."""
_SHORTEST: Final = 2
_LETTERS: Final = 4
_CHANCE: Final = 70.0
"""Per cent of letters in order that two titles may have in common without meaning the same."""
_BEYOND_TITLE: Final = 0.8
"""What is found in the description only is worth less than the same in a title."""
_SAME_TASK: Final = 0.1
"""What a task in common adds: two issues of one task are more often the same one."""


@dataclass(frozen=True, slots=True)
class Like:
    """An open issue, and how much of what is typed it holds: 0 nothing, 1 all of it."""

    issue: Issue
    likeness: float


def similar_issues(
    state: State, initiative: int, typed: str, tasks: Iterable[int] = (), most: int = 3
) -> list[Like]:
    """The issues of an initiative that are not closed and read like `typed`, the most alike first.

    `tasks` are the ids of those that the report touches.
    """
    if len(plain(typed)) < _SHORTEST:
        return []
    touched, found = set(tasks), []
    for issue in state.all(Issue):
        if issue.initiative != initiative or issue.state is IssueState.CLOSED:
            continue
        likeness = _likeness(typed, issue)
        if any(entry.id in touched for entry in issue.tasks):
            likeness = min(likeness + _SAME_TASK, 1.0) if likeness else 0.0
        if likeness >= LIKE:
            found.append(Like(issue, likeness))
    return sorted(found, key=lambda each: (-each.likeness, each.issue.id))[:most]


def _likeness(typed: str, issue: Issue) -> float:
    title = max(alike(typed, issue.title), within(typed, issue.title), _near(typed, issue.title))
    return max(title, _BEYOND_TITLE * within(typed, f"{issue.title} {issue.description}"))


def _near(typed: str, title: str) -> float:
    """How well the shorter one is found in the longer, letter by letter; 0 below what chance gives."""
    from rapidfuzz.fuzz import partial_ratio

    one, other = plain(typed), plain(title)
    if min(len(one), len(other)) < _LETTERS:
        return 0.0
    return float(partial_ratio(one, other, score_cutoff=_CHANCE)) / 100
