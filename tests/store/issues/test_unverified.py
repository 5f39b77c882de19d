"""What is said to be solved and nobody verifies climbs, too (DOMAIN.md stage 4.3)."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.escalation import Level, Why
from store.model.issue import IssueState
from store.rules.attention import attention
from store.rules.attention_line import Kind
from store.rules.commands import ChangeSettings
from store.rules.commands.issues.closing import ProposeClosed, VerifyIssue
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.issues.handling import HandOverIssue, NoteMeasure
from store.rules.issues.escalation import due, next_step, reason_text
from store.rules.issues.stands import stands, waits_too_long
from tests.store.issues.log import WU, ZHENG, Log
from tests.store.issues.test_escalation import at, quiet, recorded
from tests.store.rules.launch import CHEN, FACILITATOR, LI, SUN, WANG


@pytest.fixture
def log() -> Log:
    """Due on Friday, 29 March 2024; 吴工 said on Tuesday, the 26th, at 10:00 that it is solved."""
    log = quiet(Log(IssueState.HANDLING))
    at(log, "2024-03-26 10:00")
    log.do(ProposeClosed(1, "按手册改好了"), by=WU)
    return log


def test_past_its_deadline_it_climbs_from_who_verifies_it_up(log: Log) -> None:
    """孙莉, who reported it, then 王芳, her head, then 李明 of the initiating department, then 郑总."""
    assert recorded(at(log, "2024-03-31 12:00")) == []
    assert recorded(at(log, "2024-04-01 09:00")) == [(Level.OWNER, SUN, "04-01 00:00")]
    assert {each.why for each in log.issue.escalations} == {Why.UNVERIFIED}
    # 4 to 6 April are off, Sunday the 7th is worked.
    assert recorded(at(log, "2024-04-08 09:00")) == [
        (Level.OWNER, SUN, "04-01 00:00"),
        (Level.HEAD, WANG, "04-02 00:00"),
        (Level.INITIATOR, LI, "04-03 00:00"),
        (Level.SPONSOR, ZHENG, "04-07 00:00"),
    ]
    assert due(at(log, "2024-06-08 09:00").state, log.moment) == ()


def test_who_verifies_has_a_working_day_also_when_it_was_solved_late() -> None:
    log = quiet(Log(IssueState.HANDLING))
    at(log, "2024-04-09 15:00")
    log.do(ProposeClosed(1, "按手册改好了"), by=WU)
    assert due(at(log, "2024-04-10 14:59").state, log.moment) == ()
    assert [step.to for step in due(log.state, at(log, "2024-04-10 15:00").moment)] == [SUN]


def test_whatever_its_deadline_it_does_not_wait_for_longer_than_the_boards_silent_limit() -> None:
    """Five working days after Tuesday, 26 March: 27, 28, 29, 1, 2; so it is Wednesday, the 3rd of April."""
    log = quiet(Log(IssueState.HANDLING))
    log.state.put(log.issue.model_copy(update={"deadline": date(2024, 6, 28)}))
    at(log, "2024-03-26 10:00")
    log.do(ProposeClosed(1, "按手册改好了"), by=WU)
    assert due(at(log, "2024-04-02 23:59").state, log.moment) == ()
    coming = next_step(log.state, log.issue, log.moment)
    assert coming is not None
    assert coming.to == SUN
    assert recorded(at(log, "2024-04-03 00:00")) == [(Level.OWNER, SUN, "04-03 00:00")]


def test_the_silent_limit_is_the_boards(log: Log) -> None:
    log.do(ChangeSettings({"weekly_days": 1}), by=FACILITATOR)
    assert recorded(at(log, "2024-03-28 00:00")) == [(Level.OWNER, SUN, "03-28 00:00")]


def test_who_says_what_was_seen_has_another_working_day(log: Log) -> None:
    recorded(at(log, "2024-04-01 09:00"))
    at(log, "2024-04-01 15:00")
    log.do(NoteMeasure(1, "明天看打样"), by=SUN)
    assert len(recorded(at(log, "2024-04-02 14:59"))) == 1
    assert recorded(at(log, "2024-04-02 15:00"))[1:] == [(Level.HEAD, WANG, "04-02 15:00")]


def test_that_its_owner_asks_answers_nothing(log: Log) -> None:
    recorded(at(log, "2024-04-01 09:00"))
    log.do(NoteMeasure(1, "请尽快看"), by=WU)
    assert len(recorded(at(log, "2024-04-02 09:00"))) == 2


def test_nobody_whose_fix_it_is_is_told_to_verify_it() -> None:
    log = quiet(Log(IssueState.HANDLING))
    log.do(HandOverIssue(1, LI), by=CHEN)
    log.do(ProposeClosed(1, "按手册改好了"), by=LI)
    assert [to for _, to, _ in recorded(at(log, "2024-05-20 09:00"))] == [SUN, WANG, ZHENG]


def test_it_is_in_need_of_who_verifies_it_until_somebody_does(log: Log) -> None:
    assert not waits_too_long(log.state, log.issue, at(log, "2024-03-31 12:00").moment)
    assert [line.kind for line in attention(log.state, log.moment) if line.issue] == [Kind.TO_VERIFY]
    recorded(at(log, "2024-04-02 09:00"))
    [line] = [each for each in attention(log.state, log.moment) if each.issue]
    assert (line.key, line.kind, line.person, line.days) == ("NPL-4", Kind.STALE, WANG, 5)
    assert "王芳" in str(line.reason)
    assert "孙莉" in stands(log.state, log.issue, log.moment).render("zh")
    assert "03-26" in stands(log.state, log.issue, log.moment).render("zh")
    log.do(VerifyIssue(1), by=SUN)
    assert [each for each in attention(log.state, log.moment) if each.issue] == []
    assert due(at(log, "2024-05-20 09:00").state, log.moment) == ()


def test_a_step_says_who_verifies_and_since_when_it_waits(log: Log) -> None:
    at(log, "2024-04-01 09:00")
    log.do(RecordEscalations(), by=SUN)
    step = log.issue.escalations[0]
    assert "03-26" in reason_text(log.state, step, log.moment).render("zh")
