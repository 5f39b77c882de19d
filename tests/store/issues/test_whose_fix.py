"""Nobody closes their own fix alone: who had a hand in it, and who verifies it then (DOMAIN.md stage 4.2)."""

from __future__ import annotations

import pytest

from store.errors import NotAllowed
from store.model.issue import IssueState, MeasureKind
from store.model.organisation import Person, Role
from store.rules.commands import BlockTask, UnblockTask
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, SendBackIssue, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue, HandOverIssue, MakeUrgent, NoteMeasure
from store.rules.commands.meetings.urgent import CallUrgent, PromiseSolution
from store.rules.issues.people import fixers, verifiers
from store.rules.issues.states import Act
from store.rules.rights_issue import why_not
from tests.store.issues.log import FENG, FRIDAY, WU, Log
from tests.store.rules.launch import CHEN, FACILITATOR, LI, SUN, TRAINING, WANG, ZHAO


def may_verify(log: Log, person: int) -> bool:
    """Whether the key says yes; the board says the same."""
    return why_not(log.state, log.person(person), log.issue, Act.VERIFY) is None


@pytest.fixture
def log() -> Log:
    """The issue that 孙莉 reported, handled by 吴工."""
    return Log(IssueState.HANDLING)


def test_a_reporter_who_handled_it_handed_it_over_and_proposed_does_not_verify_it() -> None:
    log = Log(IssueState.OPEN)
    log.do(HandleIssue(1, SUN, FRIDAY), by=SUN)
    log.do(HandOverIssue(1, WU), by=SUN)
    log.do(ProposeClosed(1, "改好了"), by=SUN)
    with pytest.raises(NotAllowed):
        log.do(VerifyIssue(1), by=SUN)
    assert fixers(log.state, log.issue) == {SUN, WU}
    log.do(VerifyIssue(1), by=ZHAO)


def test_whoever_was_ever_responsible_does_not_verify_whoever_handed_it_over(log: Log) -> None:
    log.do(HandOverIssue(1, FENG), by=CHEN)
    log.do(HandOverIssue(1, LI), by=CHEN)
    log.do(ProposeClosed(1, "改好了"), by=LI)
    assert [may_verify(log, each) for each in (WU, FENG, LI, ZHAO, SUN)] == [False, False, False, True, True]
    assert [(each.was, each.by) for each in log.issue.measures] == [(WU, CHEN), (FENG, CHEN)]


def test_an_urgent_meeting_that_names_another_hands_it_over(log: Log) -> None:
    log.do(MakeUrgent(1), by=SUN)
    log.do(CallUrgent(1), by=WU)
    log.do(PromiseSolution(1, CHEN, FRIDAY), by=WU)
    log.do(ProposeClosed(1, "改好了"), by=CHEN)
    assert not may_verify(log, WU)
    [said] = [each for each in log.issue.measures if each.kind is MeasureKind.HANDED_OVER]
    assert (said.was, said.by, said.text) == (WU, WU, "陈工")


def test_who_noted_what_was_done_does_not_verify_it(log: Log) -> None:
    log.do(NoteMeasure(1, "我把封底重排了"), by=ZHAO)
    log.do(ProposeClosed(1, "改好了"), by=WU)
    assert not may_verify(log, ZHAO)
    with pytest.raises(NotAllowed):
        log.do(VerifyIssue(1), by=ZHAO)
    log.do(VerifyIssue(1), by=SUN)


def test_who_looks_at_it_and_says_so_while_it_waits_verifies_it_all_the_same(log: Log) -> None:
    log.do(ProposeClosed(1, "改好了"), by=WU)
    log.do(NoteMeasure(1, "明天看打样"), by=SUN)
    assert log.issue.measures[-1].kind is MeasureKind.CHECKED
    log.do(SendBackIssue(1, "封底还是旧标志"), by=SUN)
    log.do(ProposeClosed(1, "封底也改了"), by=WU)
    log.do(VerifyIssue(1), by=SUN)


def test_what_was_done_before_it_was_reopened_is_another_fix(log: Log) -> None:
    log.do(NoteMeasure(1, "我把封底重排了"), by=ZHAO)
    log.do(HandOverIssue(1, FENG), by=CHEN)
    log.do(ProposeClosed(1, "改好了"), by=FENG)
    log.do(VerifyIssue(1), by=SUN)
    log.do(ReopenIssue(1, "又印错了", FRIDAY), by=SUN)
    log.do(HandOverIssue(1, WU), by=CHEN)
    assert fixers(log.state, log.issue) == {FENG, WU}
    log.do(ProposeClosed(1, "印厂换了文件"), by=WU)
    log.do(VerifyIssue(1), by=ZHAO)


def test_a_reopened_one_that_somebody_else_takes_was_the_owners_until_then(log: Log) -> None:
    log.do(ProposeClosed(1, "改好了"), by=WU)
    log.do(VerifyIssue(1), by=SUN)
    log.do(ReopenIssue(1, "又印错了"), by=SUN)
    log.do(HandleIssue(1, CHEN, FRIDAY), by=CHEN)
    assert fixers(log.state, log.issue) == {WU, CHEN}


def test_in_a_team_where_everybody_had_a_hand_in_it_two_people_are_enough(log: Log) -> None:
    log.do(HandOverIssue(1, FENG), by=CHEN)
    everybody = [each.id for each in log.state.all(Person)]
    for person in everybody:
        if person not in (WU, FENG, 6):
            log.do(NoteMeasure(1, "一起改的"), by=person)
    log.do(ProposeClosed(1, "改好了"), by=FENG)
    assert fixers(log.state, log.issue) == {FENG}
    assert not may_verify(log, FENG)
    assert SUN in verifiers(log.state, log.issue)
    log.do(VerifyIssue(1), by=SUN)


def test_a_guest_is_nobody_who_could_verify_it(log: Log) -> None:
    """Everybody else had a hand in it; that the reporter is a guest by now must not stop it."""
    for person in log.state.all(Person):
        if person.id not in (SUN, 6):
            log.do(NoteMeasure(1, "一起改的"), by=person.id)
    log.state.put(log.state.one(Person, SUN).model_copy(update={"role": Role.GUEST}))
    log.do(ProposeClosed(1, "改好了"), by=WU)
    assert fixers(log.state, log.issue) == {WU}
    log.do(VerifyIssue(1), by=ZHAO)


def test_who_was_blocked_says_that_it_came_and_verifies_that() -> None:
    """王芳 waited for 吴工; nobody knows better than she whether it came."""
    log = Log()
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    log.do(UnblockTask(TRAINING), by=WANG)
    log.do(VerifyIssue(2, result="手册到了"), by=WANG)


def test_who_was_blocked_and_solved_it_needs_somebody_else() -> None:
    log = Log()
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    log.do(NoteMeasure(2, "我自己编了一本"), by=WANG)
    log.do(UnblockTask(TRAINING), by=WANG)
    with pytest.raises(NotAllowed):
        log.do(VerifyIssue(2, result="手册到了"), by=WANG)
    log.do(VerifyIssue(2, result="手册到了"), by=CHEN)


def test_a_facilitator_who_wrote_down_a_measure_lets_another_verify(log: Log) -> None:
    log.do(NoteMeasure(1, "吴工电话里说：明天交"), by=FACILITATOR)
    log.do(ProposeClosed(1, "改好了"), by=WU)
    assert not may_verify(log, FACILITATOR)
    assert may_verify(log, LI)


def test_a_hand_over_of_older_boards_counts_for_who_handed_it_over(log: Log) -> None:
    log.do(HandOverIssue(1, FENG), by=WU)
    older = tuple(each.model_copy(update={"was": None}) for each in log.issue.measures)
    log.state.put(log.issue.model_copy(update={"measures": older}))
    assert fixers(log.state, log.issue) == {WU, FENG}
