"""Where an issue stands, in a few words: who has it, by when, or what is missing (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.state import State
from store.rules.issues.ladder import climb_of_issue
from store.rules.issues.people import verifiers
from store.rules.say import days, person_name, short_day

UNSOLVED: Final = (IssueState.OPEN, IssueState.HANDLING)
"""The states in which a deadline counts."""


def days_late(issue: Issue, today: date) -> int:
    """By how many calendar days it is past its deadline; 0 when it is not, or waits to be verified."""
    if issue.deadline is None or issue.state not in UNSOLVED:
        return 0
    return max((today - issue.deadline).days, 0)


def waits_too_long(state: State, issue: Issue, moment: Moment) -> bool:
    """Whether it was said to be solved, and should have been verified by now."""
    if issue.state is not IssueState.TO_VERIFY:
        return False
    climb = climb_of_issue(state, state.settings, issue, moment)
    return climb is not None and climb.first <= moment.now


def stands(state: State, issue: Issue, moment: Moment) -> Message:
    """What has to happen next, and by whom."""
    if issue.state is IssueState.CLOSED:
        name = person_name(state, issue.verified_by)
        return msg("closed, verified by {name}", name=name) if name else msg("closed")
    if issue.state is IssueState.TO_VERIFY:
        people = verifiers(state, issue)
        name = person_name(state, people[0]) if people else ""
        if waits_too_long(state, issue, moment) and issue.proposed is not None:
            day = short_day(moment.day_of(issue.proposed), moment.today)
            if not name:
                return msg("said to be solved on {day}, not verified", day=day)
            return msg("said to be solved on {day}, to be verified by {person}", day=day, person=name)
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
