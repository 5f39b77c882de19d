"""What comes back has its time anew, and a change of the time zone begins no climb again (stage 4.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.model.escalation import Level, Why
from store.model.issue import Issue, IssueState
from store.rules.calendar import workdays
from store.rules.commands import BlockTask, ChangeSettings
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, SendBackIssue, VerifyIssue
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.issues.handling import MakeUrgent
from store.rules.commands.meetings.urgent import CallUrgent
from store.rules.issues.escalation import due
from store.rules.review.issues import issue_figures
from store.rules.review.past import past
from store.rules.urgent import clock_of
from tests.store.issues.log import FRIDAY, WU, Log
from tests.store.issues.test_escalation import BERLIN, at, climbed, quiet, recorded
from tests.store.rules.launch import FACILITATOR, PLAN, SUN, TRAINING, WANG


@pytest.fixture
def log() -> Log:
    """The issue of the material, handled by 吴工 until Friday, 29 March 2024; nothing else climbs."""
    return quiet(Log(IssueState.HANDLING))


def closed(log: Log, issue: int = 1) -> None:
    log.do(ProposeClosed(issue, "改好了"), by=WU)
    log.do(VerifyIssue(issue, unblock=False), by=SUN if issue == 1 else WANG)


def test_the_urgent_clock_of_a_reopened_issue_starts_at_the_reopening(log: Log) -> None:
    log.do(MakeUrgent(1), by=SUN)
    log.passes(hours=3)
    log.do(RecordEscalations(), by=SUN)
    assert log.issue.breached_at is not None
    closed(log)
    log.passes(hours=20)
    log.do(ReopenIssue(1, "又印错了", FRIDAY), by=SUN)
    back = log.issue
    assert back.urgent_since == log.moment.now
    assert back.breached_at is None
    clock = clock_of(log.state, log.issue, log.moment.now)
    assert clock is not None
    assert clock.remaining == timedelta(hours=2)
    assert log.written(RecordEscalations(), by=SUN) == []
    before = len(log.issue.escalations)
    log.passes(hours=2)
    log.do(RecordEscalations(), by=SUN)
    assert log.issue.breached_at == log.moment.now
    assert [each.at for each in log.issue.escalations[before:]] == [log.moment.now]


def test_one_whose_urgent_meeting_was_held_needs_another_one_when_it_is_back(log: Log) -> None:
    log.do(MakeUrgent(1), by=SUN)
    log.do(CallUrgent(1), by=WU)
    closed(log)
    log.passes(hours=20)
    changes = log.written(ReopenIssue(1, "又印错了", FRIDAY), by=SUN)
    assert clock_of(log.state, log.issue, log.moment.now) is not None
    log.take_back(changes, by=SUN)
    assert log.issue.meeting_at is not None


def test_that_its_time_ran_out_before_counts_in_the_review_also_when_it_was_reopened(log: Log) -> None:
    log.do(MakeUrgent(1), by=SUN)
    log.passes(hours=3)
    log.do(RecordEscalations(), by=SUN)
    closed(log)
    log.do(ReopenIssue(1, "又印错了", FRIDAY), by=SUN)
    log.do(CallUrgent(1), by=WU)
    calendar = workdays(log.state.settings)
    found = issue_figures([log.issue], log.moment, past([]), calendar, 120)
    assert (found.urgent, found.met, found.breached) == (1, 0, 1)


def test_one_that_was_never_urgent_is_not_urgent_when_it_is_back(log: Log) -> None:
    closed(log)
    log.do(ReopenIssue(1, "又印错了", FRIDAY), by=SUN)
    assert log.issue.urgent_since is None


def test_the_urgent_clock_stands_still_while_it_waits_to_be_verified(log: Log) -> None:
    log.do(MakeUrgent(1), by=SUN)
    log.passes(hours=1)
    log.do(ProposeClosed(1, "改好了"), by=WU)
    log.passes(hours=10)
    log.do(SendBackIssue(1, "封底还是旧标志"), by=SUN)
    assert log.issue.breached_at is None
    assert log.written(RecordEscalations(), by=SUN) == []
    clock = clock_of(log.state, log.issue, log.moment.now)
    assert clock is not None
    assert clock.remaining == timedelta(hours=2)


def test_a_block_counts_from_the_reopening_of_its_issue(log: Log) -> None:
    """Blocked on 25 March, closed at once, reopened on Monday, 8 April: too long on Friday, the 12th."""
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    closed(log, 2)
    closed(log)
    at(log, "2024-04-08 09:00")
    log.do(ReopenIssue(2, "缺了一章"), by=WANG)
    assert due(at(log, "2024-04-11 23:59").state, log.moment) == ()
    log.do(RecordEscalations(), by=SUN)
    at(log, "2024-04-12 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.state.one(Issue, 2)) == [(Level.OWNER, WU, "04-12 00:00")]


def test_what_is_sent_back_after_its_deadline_gives_its_owner_a_working_day(log: Log) -> None:
    log.do(ProposeClosed(1, "改好了"), by=WU)
    at(log, "2024-04-01 15:00")
    log.do(SendBackIssue(1, "封底还是旧标志"), by=SUN)
    assert recorded(at(log, "2024-04-02 14:59")) == []
    assert recorded(at(log, "2024-04-02 15:00")) == [(Level.OWNER, WU, "04-02 15:00")]


def test_a_change_of_the_time_zone_records_no_step_twice(log: Log) -> None:
    recorded(at(log, "2024-04-02 09:00"))
    before = log.issue.escalations
    assert [each.day for each in before] == [date(2024, 3, 29)] * 2
    log.do(ChangeSettings({"timezone": "Europe/Berlin"}), by=FACILITATOR)
    at(log, "2024-04-02 09:00", BERLIN)
    assert log.written(RecordEscalations(), by=SUN) == []
    at(log, "2024-04-03 09:00", BERLIN)
    log.do(RecordEscalations(), by=SUN)
    assert [each.level for each in log.issue.escalations] == [Level.OWNER, Level.HEAD, Level.INITIATOR]


def test_a_missed_milestone_does_not_climb_twice_in_two_time_zones() -> None:
    log = at(Log(), "2024-03-26 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert [(each.why, each.day) for each in log.task(PLAN).escalations] == [
        (Why.MILESTONE, date(2024, 3, 20))
    ]
    log.do(ChangeSettings({"timezone": "America/New_York"}), by=FACILITATOR)
    at(log, "2024-03-26 23:00")
    assert log.written(RecordEscalations(), by=SUN) == []


def test_steps_of_older_boards_are_not_recorded_again(log: Log) -> None:
    recorded(at(log, "2024-04-02 09:00"))
    older = tuple(each.model_copy(update={"day": None}) for each in log.issue.escalations)
    log.state.put(log.issue.model_copy(update={"escalations": older}))
    assert log.written(RecordEscalations(), by=SUN) == []
