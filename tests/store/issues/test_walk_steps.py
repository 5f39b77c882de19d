"""The steps of the issue walk, and the message with which one asks who must act."""

from __future__ import annotations

from datetime import date

from store.language import use
from store.model.issue import Issue, IssueState
from store.rules.commands.issues.closing import ProposeClosed
from store.rules.commands.issues.handling import MakeUrgent
from store.rules.commands.issues.reporting import ReportIssue
from store.rules.issues.nudge import nudge
from store.rules.say import person_name
from store.rules.stage4 import IMPACT, OWNER, REPORT, SOLUTION, VERIFY, issue_steps
from tests.store.issues.log import Log
from tests.store.rules.launch import LI, SUN


def missing(log: Log, issue: Issue | None) -> list[str]:
    return [step.key for step in issue_steps(log.state, issue) if step.missing is not None]


def test_what_is_not_reported_lacks_every_step() -> None:
    assert missing(Log(), None) == [REPORT, IMPACT, SOLUTION, OWNER, VERIFY]


def test_a_step_is_done_once_it_was_said() -> None:
    log = Log()
    log.do(
        ReportIssue(1, "预算没有批下来", impact="NPL-1 停滞", owner=LI, deadline=date(2024, 4, 30)), by=SUN
    )
    issue = max(log.state.all(Issue), key=lambda each: each.id)
    assert missing(log, issue) == [SOLUTION, VERIFY]
    log.do(ProposeClosed(issue.id, "批了"), by=LI)
    solved = log.state.one(Issue, issue.id)
    assert solved.state is IssueState.TO_VERIFY
    assert VERIFY in missing(log, solved)


def test_the_owner_is_asked_until_it_is_solved_then_who_verifies() -> None:
    use("zh")
    log = Log()
    log.do(ReportIssue(1, "预算没有批下来", owner=LI, deadline=date(2024, 4, 30)), by=SUN)
    issue = max(log.state.all(Issue), key=lambda each: each.id)
    owner, reporter = person_name(log.state, LI), person_name(log.state, SUN)
    assert nudge(log.state, issue, log.moment).startswith(f"@{owner} ")
    log.do(MakeUrgent(issue.id), by=SUN)
    assert "临时沟通会" in nudge(log.state, log.state.one(Issue, issue.id), log.moment)
    log.do(ProposeClosed(issue.id, "批了"), by=LI)
    text = nudge(log.state, log.state.one(Issue, issue.id), log.moment)
    assert text.startswith(f"@{reporter} ")
    assert "请验证" in text
