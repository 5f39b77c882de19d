"""Where an issue stands, in a few words: who has it, by when, or what is missing (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.state import State
from store.rules.issues.people import verifiers
from store.rules.say import days, person_name, short_day

UNSOLVED: Final = (IssueState.OPEN, IssueState.HANDLING)
"""The states in which a deadline counts."""


def days_late(issue: Issue, today: date) -> int:
    """By how many calendar days it is past its deadline; 0 when it is not, or waits to be verified."""
    if issue.deadline is None or issue.state not in UNSOLVED:
        return 0
    return max((today - issue.deadline).days, 0)


def stands(state: State, issue: Issue, moment: Moment) -> Message:
    """What has to happen next, and by whom."""
    if issue.state is IssueState.CLOSED:
        name = person_name(state, issue.verified_by)
        return msg("closed, verified by {name}", name=name) if name else msg("closed")
    if issue.state is IssueState.TO_VERIFY:
        people = verifiers(state, issue)
        name = person_name(state, people[0]) if people else ""
        return msg("to be verified by {person}", person=name) if name else msg("to be verified")
    name, late = person_name(state, issue.owner), days_late(issue, moment.today)
    if not name:
        return msg("nobody is responsible yet")
    if issue.deadline is None:
        return msg("{name}, without a deadline", name=name)
    day = short_day(issue.deadline, moment.today)
    if late:
        return msg("{name}, due {day}, {days} late", name=name, day=day, days=days(late))
    return msg("{name}, by {day}", name=name, day=day)
