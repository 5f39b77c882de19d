"""Whatever people do with issues, in whatever order, by whomever and whenever: what holds of every issue."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import DuiqiError
from store.model.clock import Moment
from store.model.escalation import Escalation
from store.model.issue import Issue, IssueState, Severity
from store.model.state import State
from store.rules.commands import BlockTask, UnblockTask
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, SendBackIssue, VerifyIssue
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.issues.handling import (
    CalmIssue,
    HandleIssue,
    HandOverIssue,
    MakeUrgent,
    NoteMeasure,
)
from store.rules.commands.issues.reporting import EditIssue
from store.rules.commands.meetings.urgent import PromiseSolution
from store.rules.edit import Command
from store.rules.integrity import all_problems
from store.rules.issues.escalation import due
from store.rules.issues.ladder import LEVELS
from store.rules.issues.people import fixers
from tests.store.issues.log import FENG, WU, Log
from tests.store.rules.launch import FACILITATOR, LI, SUN, TRAINING

PEOPLE = st.sampled_from([WU, SUN, LI, FACILITATOR]) | st.integers(LI, FENG)
ISSUES = st.sampled_from([1, 1, 1, 2])
DAYS = st.dates(date(2024, 3, 24), date(2024, 5, 10))
WORDS = st.sampled_from(["按手册改好了", "按手册改好了", "按手册改好了", ""])
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(HandleIssue, ISSUES, PEOPLE, DAYS),
    st.builds(HandOverIssue, ISSUES, PEOPLE, WORDS, st.none() | DAYS),
    st.builds(NoteMeasure, ISSUES, WORDS),
    st.builds(EditIssue, ISSUES, st.fixed_dictionaries({"deadline": st.none() | DAYS})),
    st.builds(EditIssue, ISSUES, st.fixed_dictionaries({"severity": st.sampled_from(Severity)})),
    st.builds(ProposeClosed, ISSUES, WORDS, WORDS, WORDS),
    st.builds(VerifyIssue, ISSUES, st.booleans(), WORDS, WORDS, WORDS),
    st.builds(SendBackIssue, ISSUES, WORDS, st.none() | DAYS),
    st.builds(ReopenIssue, ISSUES, WORDS, st.none() | DAYS),
    st.builds(MakeUrgent, ISSUES),
    st.builds(CalmIssue, ISSUES),
    st.builds(PromiseSolution, ISSUES, PEOPLE, DAYS),
    st.builds(BlockTask, st.just(TRAINING), st.just("产品手册"), st.just(WU), st.booleans()),
    st.builds(UnblockTask, st.just(TRAINING), st.just(""), st.booleans()),
    st.just(RecordEscalations()),
)
STEPS = st.lists(st.tuples(PEOPLE, COMMANDS, st.integers(0, 40), st.booleans()), min_size=1, max_size=25)
EDGES = {
    (IssueState.OPEN, IssueState.HANDLING),
    (IssueState.OPEN, IssueState.TO_VERIFY),
    (IssueState.HANDLING, IssueState.TO_VERIFY),
    (IssueState.TO_VERIFY, IssueState.CLOSED),
    (IssueState.TO_VERIFY, IssueState.HANDLING),
    (IssueState.TO_VERIFY, IssueState.OPEN),
    (IssueState.CLOSED, IssueState.OPEN),
    (IssueState.CLOSED, IssueState.HANDLING),
}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(IssueState), STEPS)
def test_what_holds_of_every_issue_holds_after_any_sequence(
    start: IssueState,
    steps: list[tuple[int, Command, int, bool]],
) -> None:
    log = Log(start)
    for person, command, hours, takes_back in steps:
        log.moment = Moment(log.moment.now + timedelta(hours=hours), log.moment.zone)
        before, was = {issue.id: issue for issue in log.state.all(Issue)}, log.state.copy()
        try:
            changes = log.written(command, by=person)
        except DuiqiError:
            continue
        for issue in log.state.all(Issue):
            _holds(log.state, issue)
            if issue.id in before:
                _went_on(was, before[issue.id], issue, person)
        if takes_back and not isinstance(command, RecordEscalations):
            try:
                log.take_back(changes, by=person)
            except DuiqiError:
                continue
            assert {issue.id: issue for issue in log.state.all(Issue)} == before
        log.do(RecordEscalations(), by=LI)
        assert due(log.state, log.moment) == ()
    assert all_problems(log.state) == []


def _holds(state: State, issue: Issue) -> None:
    if issue.state is IssueState.HANDLING:
        assert issue.owner is not None
        assert issue.deadline is not None
    if issue.state is IssueState.CLOSED:
        assert issue.result
        assert issue.closed is not None
        assert issue.verified_by not in fixers(state, issue)
        if issue.severity is Severity.SEVERE:
            assert issue.cause
            assert issue.prevention
    else:
        assert (issue.closed, issue.verified_by) == (None, None)
    _climbed(issue.escalations)


def _went_on(state: State, was: Issue, now: Issue, person: int) -> None:
    assert was.state is now.state or (was.state, now.state) in EDGES
    assert now.measures[: len(was.measures)] == was.measures
    assert now.escalations[: len(was.escalations)] == was.escalations
    if was.state is not IssueState.CLOSED and now.state is IssueState.CLOSED:
        assert person not in fixers(state, was)


def _climbed(steps: tuple[Escalation, ...]) -> None:
    """No step twice, no climb down, nobody told twice in one climb."""
    climbs: dict[object, list[Escalation]] = {}
    for step in steps:
        climbs.setdefault((step.why, step.since), []).append(step)
    for climb in climbs.values():
        levels = [LEVELS.index(step.level) for step in climb]
        assert levels == sorted(set(levels))
        assert [step.at for step in climb] == sorted(step.at for step in climb)
        assert max(Counter(step.to for step in climb).values()) == 1
