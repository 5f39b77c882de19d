"""What changed between two meetings: the net difference, what was undone left out (DOMAIN.md stage 3.6)."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.issue import Issue, IssueState
from store.model.risk import Risk
from store.rules.commands import (
    BlockTask,
    CancelTask,
    CompleteTask,
    CreateTask,
    HitMilestone,
    PostponeTask,
    RecoverTask,
    ReopenTask,
    StartTask,
    TickCriterion,
    UnblockTask,
)
from store.rules.commands.risks import CloseRisk, ReopenRisk, RiskHappened, WeighRisk
from store.rules.meeting.difference import Difference, Kind, summary
from store.rules.meeting.since import differences
from tests.store.meeting.week import NPL, Week
from tests.store.rules.launch import (
    CHEN,
    FACILITATOR,
    LI,
    MATERIAL,
    PLAN,
    SALES,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
    at,
)


@pytest.fixture
def week() -> Week:
    """Nothing is wrong."""
    return Week()


class Between:
    """The board as it was, to be compared with how it is."""

    def __init__(self, week: Week) -> None:
        self.week, self.then, self.before = week, week.moment, week.state.copy()

    def found(self) -> tuple[Difference, ...]:
        return differences(self.before, self.week.state, NPL, self.then, self.week.moment)

    def said(self) -> list[tuple[Kind, str]]:
        return [(each.kind, str(each.text)) for each in self.found()]


def test_a_quiet_week_changes_nothing(week: Week) -> None:
    between = Between(week)
    assert between.found() == ()
    assert str(summary(between.found())) == "没有变化"


def test_each_thing_that_happened_is_told_once(week: Week) -> None:
    week.do(StartTask(TRAINING), by=WANG)
    between = Between(week)
    week.late_manual()
    week.do(TickCriterion(PLAN, 1), TickCriterion(PLAN, 2), CompleteTask(PLAN), by=LI)
    week.do(BlockTask(MATERIAL, "卖点清单", CHEN, urgent=False), by=ZHAO)
    week.do(CreateTask(NPL, "首批铺货", department=SALES, owner=SUN, due=date(2024, 4, 26)), by=FACILITATOR)
    assert between.said() == [
        (Kind.BLOCKED, "等陈工的卖点清单"),
        (Kind.SLIPPED, "04-26 -> 04-30，研发部产品手册未同步"),
        (Kind.DONE, "提前完成"),
        (Kind.NEW, "04-26 到期"),
    ]
    assert str(summary(between.found())) == "新阻塞 1 项、改期 1 项、已完成 1 项、新增 1 项"
    assert str(between.found()[1].sentence) == "NPL-3 销售培训组织：04-26 -> 04-30，研发部产品手册未同步"


def test_what_was_done_and_undone_in_between_is_not_told(week: Week) -> None:
    week.do(StartTask(TRAINING), by=WANG)
    between = Between(week)
    changes = week.written(PostponeTask(TRAINING, "场地", date(2024, 4, 30)), by=WANG)
    week.state.apply([change.inverse() for change in reversed(changes)])
    week.do(BlockTask(MATERIAL, "卖点清单", CHEN, urgent=False), by=ZHAO)
    week.do(UnblockTask(MATERIAL), by=ZHAO)
    week.do(TickCriterion(PLAN, 1), TickCriterion(PLAN, 2), CompleteTask(PLAN), by=LI)
    week.do(ReopenTask(PLAN, "预算要改"), by=LI)
    told = [each.kind for each in between.found()]
    # The issue that the block opened is still there, and the plan counts as begun.
    assert told == [Kind.ISSUE_NEW, Kind.STARTED]


def test_a_task_that_slipped_twice_says_how_often_and_how_far_in_all(week: Week) -> None:
    between = Between(week)
    week.do(PostponeTask(TRAINING, "场地", date(2024, 4, 28)), by=WANG)
    week.do(PostponeTask(TRAINING, "讲师", date(2024, 5, 1)), by=WANG)
    assert between.said() == [(Kind.SLIPPED, "04-26 -> 05-01，改期 2 次，+5 天，讲师")]


def test_back_on_the_original_date_is_no_slip(week: Week) -> None:
    between = Between(week)
    week.late_manual()
    week.do(RecoverTask(TRAINING), by=WANG)
    assert between.said() == []


def test_what_only_time_brought_about_is_told_too(week: Week) -> None:
    week.change(TRAINING, due=date(2024, 3, 28))
    between = Between(week)
    week.moment = at(8, month=4)
    assert (Kind.LATE, "逾期 11 天") in between.said()
    assert [each.task for each in between.found() if each.kind is Kind.SILENT] == [PLAN, TRAINING]


def test_a_task_is_newly_at_risk_when_what_comes_before_it_slipped(week: Week) -> None:
    between = Between(week)
    week.do(PostponeTask(PLAN, "预算", date(2024, 4, 30)), by=LI)
    (risk,) = [each for each in between.found() if each.kind is Kind.AT_RISK]
    assert risk.task == MATERIAL
    assert "04-26" in str(risk.text)


def test_milestones_are_told_when_they_are_reached_and_when_they_are_missed(week: Week) -> None:
    between = Between(week)
    week.moment = at(22, month=4)
    assert (Kind.MILESTONE_MISSED, "“物料初稿”已过 2 天") in between.said()
    week.do(HitMilestone(MATERIAL, 1, date(2024, 4, 20)), by=ZHAO)
    assert (Kind.MILESTONE_HIT, "“物料初稿”") in between.said()
    assert Kind.MILESTONE_MISSED not in [each.kind for each in between.found()]


def test_what_was_missed_before_the_last_meeting_is_not_told_again(week: Week) -> None:
    week.moment = at(22, month=4)
    between = Between(week)
    week.moment = at(24, month=4)
    assert Kind.MILESTONE_MISSED not in [each.kind for each in between.found()]


def test_reopened_cancelled_and_released_tasks_are_told(week: Week) -> None:
    week.do(TickCriterion(PLAN, 1), TickCriterion(PLAN, 2), CompleteTask(PLAN), by=LI)
    week.do(BlockTask(MATERIAL, "卖点清单", CHEN, urgent=False), by=ZHAO)
    between = Between(week)
    week.do(ReopenTask(PLAN, "预算要改"), by=LI)
    week.do(UnblockTask(MATERIAL), by=ZHAO)
    week.do(CancelTask(TRAINING, "不办了"), by=FACILITATOR)
    told = [each.kind for each in between.found() if each.task is not None]
    assert told == [Kind.RELEASED, Kind.REOPENED, Kind.CANCELLED]


def test_an_issue_is_told_when_it_comes_gets_somebody_and_closes(week: Week) -> None:
    between = Between(week)
    issue = Issue(id=1, initiative=NPL, number=30, title="色差", reported=at(25).now)
    week.state.put(issue)
    assert between.said() == [(Kind.ISSUE_NEW, "还没有责任人")]
    between = Between(week)
    week.state.put(issue.model_copy(update={"owner": ZHAO, "deadline": date(2024, 3, 29)}))
    assert between.said() == [(Kind.ISSUE_HANDLED, "赵敏，期限 03-29")]
    week.state.put(issue.model_copy(update={"state": IssueState.CLOSED, "result": "换了油墨"}))
    assert between.said() == [(Kind.ISSUE_CLOSED, "换了油墨")]


def test_another_initiative_does_not_count(week: Week) -> None:
    between = Between(week)
    week.late_manual()
    assert differences(between.before, week.state, 2, between.then, week.moment) == ()


def test_a_risk_is_told_when_it_rises_happens_and_is_struck_off(week: Week) -> None:
    for number in (1, 2, 3):
        week.state.put(
            Risk(id=number, initiative=NPL, number=30 + number, title="断货", probability=2, impact=4)
        )
    between = Between(week)
    week.do(WeighRisk(1, 4, 4, "原料涨价"), by=FACILITATOR)
    week.do(RiskHappened(2, first_solution="换供应商"), by=FACILITATOR)
    week.do(CloseRisk(3, "已备足货"), by=FACILITATOR)
    told = {each.risk: (each.kind, str(each.text)) for each in between.found() if each.risk is not None}
    happened = week.state.key_of(week.state.all(Issue)[-1])
    assert told == {
        1: (Kind.RISK_ROSE, "8 -> 16，原料涨价"),
        2: (Kind.RISK_HAPPENED, f"已成为问题 {happened}"),
        3: (Kind.RISK_GONE, "已备足货"),
    }


def test_a_risk_that_comes_and_goes_in_a_week_is_told_by_where_it_stands(week: Week) -> None:
    week.state.put(Risk(id=1, initiative=NPL, number=31, title="断货", probability=2, impact=4))
    between = Between(week)
    week.do(CloseRisk(1, "已备足货"), by=FACILITATOR)
    week.do(ReopenRisk(1), by=FACILITATOR)
    assert between.said() == []
    struck = Between(week)
    week.do(WeighRisk(1, 1, 1), by=FACILITATOR)
    assert struck.said() == [(Kind.RISK_FELL, "8 -> 1")]
