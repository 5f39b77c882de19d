"""The issue walk: how far one issue is, from the report to the verified close (DOMAIN.md stage 4.5)."""

from __future__ import annotations

from typing import Final

from store.language import Message, msg
from store.model.issue import Issue, IssueState
from store.model.state import State
from store.rules.issues.people import verifiers
from store.rules.say import person_name
from store.rules.stage1 import Step

REPORT: Final = "report"
IMPACT: Final = "impact"
SOLUTION: Final = "solution"
OWNER: Final = "owner"
VERIFY: Final = "verify"
_TO_REPORT: Final = msg("Nobody has said yet what is wrong.")


def issue_steps(state: State, issue: Issue | None) -> list[Step]:
    """The spine: report, impact, first solution, owner and deadline, verify. Null is one to be reported."""
    return [
        _step(REPORT, msg("Report"), _TO_REPORT if issue is None else None),
        _step(IMPACT, msg("Impact"), _impact(issue)),
        _step(SOLUTION, msg("First solution"), _solution(issue)),
        _step(OWNER, msg("Owner and deadline"), _owner(issue)),
        _step(VERIFY, msg("Verify"), _verify(state, issue)),
    ]


def _step(key: str, name: Message, missing: Message | None) -> Step:
    return Step(key, name, int(missing is None), 0, missing)


def _impact(issue: Issue | None) -> Message | None:
    if issue is not None and issue.impact.strip():
        return None
    return msg("What it means is not said yet: which tasks, which dates.")


def _solution(issue: Issue | None) -> Message | None:
    if issue is not None and issue.first_solution.strip():
        return None
    return msg("What is tried first is not said yet.")


def _owner(issue: Issue | None) -> Message | None:
    if issue is None or issue.owner is None:
        return msg("Nobody is responsible yet.")
    return None if issue.deadline is not None else msg("It has no deadline yet.")


def _verify(state: State, issue: Issue | None) -> Message | None:
    if issue is None or issue.state in (IssueState.OPEN, IssueState.HANDLING):
        return msg("Nobody has said yet that it is solved.")
    if issue.state is IssueState.CLOSED:
        return None
    names = [name for each in verifiers(state, issue)[:1] if (name := person_name(state, each))]
    if not names:
        return msg("It waits to be verified.")
    return msg("It waits to be verified, by {person} before others.", person=names[0])
