"""The rows of table 3, by state, owner, department and age; issues that read alike; a block and its issue."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed
from store.model.issue import Issue, IssueState, Severity
from store.model.task import Task
from store.rules.commands import BlockTask, UnblockTask
from store.rules.commands.issues.closing import ProposeClosed, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue, MakeUrgent
from store.rules.commands.issues.reporting import ReportIssue
from store.rules.issues.similar import similar_issues
from store.rules.issues.together import blocked_by, handover, releases
from store.rules.issues.views import View, counts, grouped, issue_line, issue_lines
from store.rules.status import Status, status_of
from tests.store.issues.log import FRIDAY, QIAN, WU, Log
from tests.store.rules.launch import (
    CHEN,
    FACILITATOR,
    LI,
    MATERIAL,
    PLAN,
    RESEARCH,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
)


@pytest.fixture
def log() -> Log:
    """Four issues: 1 handled by 吴工, 2 minor and nobody's, 3 urgent for 赵敏, 4 closed."""
    made = Log(IssueState.HANDLING)
    made.passes(days=2)
    made.do(ReportIssue(1, "培训场地没有订到", severity=Severity.MINOR, tasks=(TRAINING,)), by=SUN)
    made.do(ReportIssue(1, "支付网关超时导致订单失败", severity=Severity.SEVERE, owner=ZHAO), by=SUN)
    made.do(MakeUrgent(3), by=SUN)
    made.do(ReportIssue(1, "预算没有批下来", owner=LI, deadline=date(2024, 4, 30)), by=SUN)
    made.do(ProposeClosed(4, "批了"), by=LI)
    made.do(VerifyIssue(4), by=SUN)
    made.passes(days=3)
    return made


def test_the_log_says_what_is_worst_first_and_what_has_to_happen(log: Log) -> None:
    lines = issue_lines(log.state, 1, log.moment)
    assert [(each.issue.id, each.sign, each.age, each.late) for each in lines] == [
        (3, "#", 3, 0),
        (1, "!", 5, 1),
        (2, "-", 3, 0),
        (4, "✓", 0, 0),
    ]
    assert lines[0].clock is not None
    assert lines[0].clock.breached
    assert "吴工" in str(lines[1].next)
    assert "孙莉" in str(lines[3].next)
    assert [each.issue.id for each in issue_lines(log.state, 1, log.moment, closed=False)] == [3, 1, 2]
    assert counts(lines)[IssueState.OPEN] == 2
    assert issue_lines(log.state, 2, log.moment) == []


def test_who_verifies_is_named_in_the_row(log: Log) -> None:
    log.do(ProposeClosed(1, "改好了"), by=WU)
    line = issue_line(log.state, log.issue, log.moment)
    assert (line.sign, line.late) == ("=", 0)
    assert "孙莉" in str(line.next)


def test_the_log_is_laid_out_by_state_owner_department_and_age(log: Log) -> None:
    def laid_out(view: View) -> list[tuple[str, list[int]]]:
        groups = grouped(log.state, issue_lines(log.state, 1, log.moment), view)
        assert len({group.key for group in groups}) == len(groups)
        return [(str(group.title), [each.issue.id for each in group.lines]) for group in groups]

    assert [ids for _, ids in laid_out(View.STATE)] == [[3, 2], [1], [4]]
    assert laid_out(View.OWNER)[0][1] == [2]
    assert {title for title, _ in laid_out(View.OWNER)} >= {"吴工", "赵敏", "李明"}
    assert dict(laid_out(View.DEPARTMENT))["研发部"] == [1]
    assert [ids for _, ids in laid_out(View.AGE)] == [[1], [3, 2], [4]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("手册", 1),
        ("品牌手册不符", 1),
        ("物料和品牌手册不一致", 1),
        ("场地没有订到", 2),
        ("支付网关", 3),
        ("支付网关又超时了", 3),
    ],
)
def test_what_is_typed_finds_the_open_issue_that_reads_like_it(log: Log, typed: str, found: int) -> None:
    assert [each.issue.id for each in similar_issues(log.state, 1, typed)][:1] == [found]


@pytest.mark.parametrize("typed", ["", "手", "服务器宕机", "预算没有批下来", "meeting room", "员工请假"])
def test_what_reads_otherwise_or_is_closed_is_not_found(log: Log, typed: str) -> None:
    assert similar_issues(log.state, 1, typed) == []


def test_latin_words_are_found_with_their_typing_errors(log: Log) -> None:
    log.do(ReportIssue(1, "Material does not match the brand manual"), by=SUN)
    for typed in ("brand manual", "material doesnt match brand", "the brand manual"):
        assert [each.issue.id for each in similar_issues(log.state, 1, typed)] == [5]


def test_closing_an_issue_releases_the_task_it_blocks_and_says_who_is_told(log: Log) -> None:
    log.do(BlockTask(PLAN, "核心卖点", WU), by=LI)
    issue = log.state.one(Issue, 5)
    assert issue.department == RESEARCH
    assert [(each.task.id, each.told) for each in releases(log.state, issue)] == [(PLAN, (LI, ZHAO))]
    log.do(ProposeClosed(5, "卖点给了", "排期冲突", "提前一周约定"), by=WU)
    log.do(VerifyIssue(5), by=LI)
    task = log.task(PLAN)
    assert task.block is None
    assert status_of(task) is Status.NOT_STARTED
    assert blocked_by(log.state, issue) == []


def test_who_verifies_releases_the_task_though_its_status_is_not_theirs(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU), by=FACILITATOR)
    log.do(ProposeClosed(5, "手册给了"), by=WU)
    told = log.task(TRAINING).updated
    log.do(VerifyIssue(5), by=CHEN)
    assert log.task(TRAINING).block is None
    # That is no word of the owner's: it keeps nothing from being silent.
    assert log.task(TRAINING).updated == told


def test_a_release_that_is_no_verification_is_the_owners(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU), by=WANG)
    with pytest.raises(NotAllowed):
        log.do(UnblockTask(TRAINING), by=CHEN)
    with pytest.raises(NotAllowed):
        log.do(UnblockTask(TRAINING), by=QIAN)


def test_a_task_can_stay_blocked_though_its_issue_is_closed(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU), by=WANG)
    log.do(ProposeClosed(5, "手册给了"), by=WU)
    log.do(VerifyIssue(5, unblock=False), by=WANG)
    assert log.task(TRAINING).block is not None


def test_releasing_a_task_asks_about_its_issue(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU), by=WANG)
    asked = handover(log.state, log.task(TRAINING), WANG)
    assert asked is not None
    assert (asked.issue.id, asked.others, asked.verifier, asked.mine) == (5, (), WANG, True)
    by_the_lead = handover(log.state, log.task(TRAINING), FACILITATOR)
    assert by_the_lead is not None
    assert not by_the_lead.mine
    log.do(UnblockTask(TRAINING, solved=False), by=WANG)
    assert log.state.one(Issue, 5).state is IssueState.OPEN
    assert handover(log.state, log.task(TRAINING), WANG) is None


def test_an_issue_that_blocks_two_tasks_waits_for_both(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU), by=WANG)
    issue = log.state.one(Issue, 5)
    log.do(BlockTask(MATERIAL, "产品手册", WU), by=ZHAO)
    block = log.task(MATERIAL).block
    assert block is not None
    both = issue.model_copy(update={"tasks": (*issue.tasks, log.state.one(Issue, 6).tasks[0])})
    log.state.put(both)
    log.state.put(log.task(MATERIAL).model_copy(update={"block": block.model_copy(update={"issue": 5})}))
    assert [each.id for each in blocked_by(log.state, both)] == [TRAINING, MATERIAL]
    log.do(UnblockTask(TRAINING), by=WANG)
    assert log.state.one(Issue, 5).state is IssueState.OPEN
    log.do(HandleIssue(5, WU, FRIDAY.replace(day=31)), by=FACILITATOR)
    log.do(ProposeClosed(5, "手册给了"), by=WU)
    log.do(VerifyIssue(5), by=WANG)
    assert [log.state.one(Task, each).block for each in (TRAINING, MATERIAL)] == [None, None]
