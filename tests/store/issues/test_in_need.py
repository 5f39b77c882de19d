"""The attention list, and with it Home, says what has climbed and to whom, and which issues are late."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.issue import Issue, IssueState
from store.rules.attention import attention, attention_of, urgent_issues
from store.rules.attention_line import Attention, Kind
from store.rules.commands import BlockTask
from store.rules.commands.issues.closing import ProposeClosed, VerifyIssue
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.issues.handling import HandleIssue, MakeUrgent
from store.rules.commands.issues.reporting import EditIssue
from store.rules.issues.people import verifiers
from store.rules.issues.views import issue_line
from tests.store.issues.log import WU, Log
from tests.store.issues.test_escalation import at, quiet
from tests.store.rules.launch import CHEN, LI, PLAN, SUN, TRAINING, WANG


@pytest.fixture
def log() -> Log:
    """The issue of the material, handled by 吴工 until Friday, 29 March 2024; nothing else climbs."""
    return quiet(Log(IssueState.HANDLING))


def line(log: Log) -> Attention | None:
    return next((each for each in attention(log.state, log.moment) if each.key == "NPL-4"), None)


def test_an_issue_past_its_deadline_is_in_need_of_its_owner(log: Log) -> None:
    assert line(at(log, "2024-03-29 23:00")) is None
    found = line(at(log, "2024-03-31 12:00"))
    assert found is not None
    assert (found.kind, found.person, found.days, found.sign) == (Kind.LATE, WU, 2, "!")
    assert found.deadline == date(2024, 3, 29)
    log.do(ProposeClosed(1, "改好了"), by=WU)
    solved = line(log)
    assert solved is not None
    assert solved.kind is Kind.TO_VERIFY


def test_who_verifies_is_told_that_an_issue_waits_for_them(log: Log) -> None:
    log.do(ProposeClosed(1, "改好了"), by=WU)
    found = line(log)
    assert found is not None
    assert (found.kind, found.person, found.sign) == (Kind.TO_VERIFY, verifiers(log.state, log.issue)[0], "=")
    assert found.days == 0
    waits = line(at(log, "2024-03-27 12:00"))
    assert waits is not None
    assert waits.days == 2
    assert "2" in str(waits.reason)
    log.do(VerifyIssue(1), by=found.person)
    assert line(log) is None


def test_a_block_that_is_said_to_be_solved_is_for_who_verifies_its_issue() -> None:
    log = quiet(Log())
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    block = log.task(TRAINING).block
    assert block is not None
    assert block.issue is not None
    issue = log.state.one(Issue, block.issue)
    log.do(HandleIssue(issue.id, WU, date(2024, 3, 29)), by=WU)
    log.do(ProposeClosed(issue.id, "手册已给", "排版晚了", "提前两天催"), by=WU)
    found = attention_of(log.state, log.task(TRAINING), log.moment)
    assert found is not None
    assert (found.kind, found.person) == (Kind.BLOCKED, WANG)
    assert log.state.key_of(issue) in str(found.reason)


def test_what_has_climbed_is_in_need_of_whom_it_climbed_to(log: Log) -> None:
    log.do(RecordEscalations(), by=SUN)
    at(log, "2024-04-02 09:00")
    log.do(RecordEscalations(), by=SUN)
    found = line(log)
    assert found is not None
    assert found.person == CHEN
    assert "陈工" in str(found.reason)
    assert "吴工" in str(found.reason)
    row = issue_line(log.state, log.issue, log.moment)
    assert row.escalated is not None
    assert row.escalated.to == CHEN
    log.do(EditIssue(1, {"deadline": date(2024, 4, 8)}), by=CHEN)
    assert line(log) is None
    assert issue_line(log.state, log.issue, log.moment).escalated is None


def test_an_urgent_one_without_a_meeting_names_whom_it_climbed_to(log: Log) -> None:
    log.do(MakeUrgent(1), by=SUN)
    at(log, "2024-03-26 13:00")
    log.do(RecordEscalations(), by=SUN)
    found = urgent_issues(log.state, log.moment, ())[0]
    assert (found.kind, found.person) == (Kind.URGENT, CHEN)
    assert urgent_issues(log.state, log.moment, (1,)) == []


def test_a_blocked_task_and_a_missed_milestone_say_that_they_climbed() -> None:
    log = Log()
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    at(log, "2024-04-01 09:00")
    log.do(RecordEscalations(), by=SUN)
    blocked = attention_of(log.state, log.task(TRAINING), log.moment)
    assert blocked is not None
    assert (blocked.kind, blocked.person) == (Kind.BLOCKED, CHEN)
    assert "陈工" in str(blocked.reason)
    plan = attention_of(log.state, log.task(PLAN), log.moment)
    assert plan is not None
    missed = next(each for each in (plan.worst, *plan.extra) if each.kind is Kind.MILESTONE_MISSED)
    assert missed.person != LI
    assert "郑总" in str(missed.text)
    log.do(BlockTask(PLAN, "预算", WU, urgent=False), by=LI)
    plan = attention_of(log.state, log.task(PLAN), log.moment)
    assert plan is not None
    missed = next(each for each in plan.extra if each.kind is Kind.MILESTONE_MISSED)
    assert missed.person == LI
