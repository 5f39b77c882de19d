"""What each change of status demands (DOMAIN.md stage 3.2), on the launch of the new product."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import Refused
from store.model.issue import Issue, IssueState, Severity
from store.model.task import Progress
from store.rules.commands import (
    AddNote,
    AffirmTask,
    BlockTask,
    CancelTask,
    CompleteTask,
    HitMilestone,
    MoveMilestone,
    PostponeTask,
    ReceiveSupport,
    RecoverTask,
    ReopenTask,
    StartTask,
    TickCriterion,
    UnblockTask,
)
from store.rules.edit import Command
from store.rules.status import Slip, Status, slip, status_of
from tests.store.rules.launch import (
    CHEN,
    FACILITATOR,
    LI,
    MATERIAL,
    PLAN,
    RESEARCH,
    SALES,
    TRAINING,
    WANG,
    Launch,
    at,
)

POSTPONED = PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30), RESEARCH)
BLOCKED = BlockTask(TRAINING, "产品手册", CHEN)


def refused(launch: Launch, command: Command, field: str | None = None) -> str:
    """The sentence with which `command` is refused at `field`."""
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field
    assert caught.value.render("zh")
    return caught.value.render("en")


def test_the_training_is_delayed_by_the_missing_manual_and_keeps_its_original_date(launch: Launch) -> None:
    launch.do(POSTPONED, by=WANG)
    training = launch.task(TRAINING)
    assert status_of(training) is Status.DELAYED
    assert training.due == date(2024, 3, 28)
    assert slip(training) == Slip(1, 2)
    assert training.delay is not None
    assert training.delay.cause == RESEARCH
    assert training.updated is not None
    assert (training.updated.by, training.updated.at) == (WANG, launch.moment.now)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_delay_needs_a_reason(launch: Launch, reason: str) -> None:
    refused(launch, PostponeTask(TRAINING, reason, date(2024, 3, 30)), "reason")


@pytest.mark.parametrize("day", [22, 26, 28])
def test_a_forecast_is_neither_past_nor_within_the_original_date(launch: Launch, day: int) -> None:
    refused(launch, PostponeTask(TRAINING, "场地", date(2024, 3, day)), "forecast")


def test_a_delay_is_caused_by_another_department_or_by_none(launch: Launch) -> None:
    refused(launch, PostponeTask(TRAINING, "场地", date(2024, 3, 30), SALES), "cause")
    refused(launch, PostponeTask(TRAINING, "场地", date(2024, 3, 30), 99), "cause")


def test_the_same_forecast_told_again_is_no_further_slip(launch: Launch) -> None:
    launch.do(POSTPONED, PostponeTask(TRAINING, "手册还在排版", date(2024, 3, 30)), by=WANG)
    training = launch.task(TRAINING)
    assert slip(training).times == len(training.forecasts) == 1
    assert training.delay is not None
    assert training.delay.reason == "手册还在排版"


def test_a_delay_that_is_made_good_leaves_its_slips_in_the_history(launch: Launch) -> None:
    launch.do(POSTPONED, by=WANG)
    launch.do(RecoverTask(TRAINING, "手册提前到了"), by=WANG)
    training = launch.task(TRAINING)
    assert status_of(training) is Status.NOT_STARTED
    assert slip(training) == Slip(2, 0)


def test_a_delay_cannot_be_made_good_after_the_original_date(launch: Launch) -> None:
    launch.do(POSTPONED, by=WANG)
    launch.moment = at(29)
    refused(launch, RecoverTask(TRAINING))


def test_a_block_opens_an_issue_for_the_one_who_can_release_it(launch: Launch) -> None:
    launch.do(BLOCKED, by=WANG)
    training, issue = launch.task(TRAINING), launch.state.one(Issue, 1)
    assert status_of(training) is Status.BLOCKED
    assert training.block is not None
    assert training.block.issue == issue.id
    assert [touched.id for touched in issue.tasks] == [TRAINING]
    assert (issue.owner, issue.reporter, issue.state) == (CHEN, WANG, IssueState.OPEN)
    assert launch.state.key_of(issue) == "NPL-4"


def test_only_a_block_of_high_priority_is_urgent_by_itself(launch: Launch) -> None:
    launch.do(BLOCKED, BlockTask(PLAN, "核心卖点", CHEN), by=FACILITATOR)
    of_training, of_plan = launch.state.one(Issue, 1), launch.state.one(Issue, 2)
    assert of_training.urgent_since is None
    assert (of_plan.urgent_since, of_plan.severity) == (launch.moment.now, Severity.SEVERE)


def test_urgent_can_be_said_either_way(launch: Launch) -> None:
    launch.do(
        BlockTask(TRAINING, "产品手册", CHEN, urgent=True),
        BlockTask(PLAN, "核心卖点", CHEN, urgent=False),
        by=FACILITATOR,
    )
    assert [issue.urgent_since is not None for issue in launch.state.all(Issue)] == [True, False]


def test_a_block_needs_what_it_waits_for_and_who_can_release_it(launch: Launch) -> None:
    refused(launch, BlockTask(TRAINING, " ", CHEN), "waits_for")
    refused(launch, BlockTask(TRAINING, "产品手册", None), "release_by")
    refused(launch, BlockTask(TRAINING, "产品手册", 99), "release_by")


def test_a_blocked_task_is_not_blocked_twice(launch: Launch) -> None:
    launch.do(BLOCKED, by=WANG)
    assert "产品手册" in refused(launch, BlockTask(TRAINING, "场地", LI))


def test_unblocking_clears_only_the_block(launch: Launch) -> None:
    launch.do(POSTPONED, BLOCKED, by=WANG)
    launch.do(UnblockTask(TRAINING, "手册到了"), by=WANG)
    training = launch.task(TRAINING)
    assert status_of(training) is Status.DELAYED
    assert training.notes[-1].text == "手册到了"


def test_the_issue_of_a_released_block_stays_open_until_somebody_verifies_it(launch: Launch) -> None:
    launch.do(BLOCKED, by=WANG)
    launch.do(UnblockTask(TRAINING), by=WANG)
    assert launch.state.one(Issue, 1).state is IssueState.TO_VERIFY


def test_done_clears_the_delay_and_the_block(launch: Launch) -> None:
    launch.do(POSTPONED, BLOCKED, by=WANG)
    launch.do(CompleteTask(TRAINING), by=WANG)
    training = launch.task(TRAINING)
    assert (training.delay, training.block) == (None, None)
    assert training.finished == launch.moment.today
    assert slip(training).times == 1


def test_done_needs_every_criterion_ticked_or_an_exception(launch: Launch) -> None:
    assert "预算表" in refused(launch, CompleteTask(PLAN, tick=(1,)), "criteria/2")
    launch.do(CompleteTask(PLAN, tick=(1,), exception="预算另行审批"), by=LI)
    plan = launch.task(PLAN)
    assert plan.exception == "预算另行审批"
    assert [criterion.met for criterion in plan.criteria] == [True, False]


def test_an_exception_is_not_kept_when_everything_is_met(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, tick=(1, 2), exception="预算另行审批"), by=LI)
    assert launch.task(PLAN).exception == ""


def test_a_criterion_that_is_not_there_cannot_be_ticked(launch: Launch) -> None:
    refused(launch, CompleteTask(PLAN, tick=(9,)), "tick")
    refused(launch, TickCriterion(PLAN, 9), "criterion")


def test_a_criterion_of_a_done_task_is_not_unticked_behind_its_back(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, tick=(1, 2)), by=LI)
    refused(launch, TickCriterion(PLAN, 1, met=False))


@pytest.mark.parametrize(
    "command",
    [
        StartTask(PLAN),
        CompleteTask(PLAN),
        AffirmTask(PLAN),
        BlockTask(PLAN, "卖点", CHEN),
        CancelTask(PLAN, "x"),
    ],
)
def test_what_is_cancelled_is_reopened_before_anything_else(launch: Launch, command: Command) -> None:
    launch.do(CancelTask(PLAN, "方向变了"), by=LI)
    assert launch.task(PLAN).notes[-1].text == "方向变了"
    assert "Reopen" in refused(launch, command)


def test_cancelling_needs_a_reason(launch: Launch) -> None:
    refused(launch, CancelTask(PLAN, ""), "reason")


def test_reopening_takes_it_up_where_it_stood(launch: Launch) -> None:
    launch.do(StartTask(PLAN), CompleteTask(PLAN, exception="先上线"), by=LI)
    launch.do(ReopenTask(PLAN, "预算被退回"), by=LI)
    plan = launch.task(PLAN)
    assert plan.progress is Progress.IN_PROGRESS
    assert (plan.finished, plan.exception) == (None, "")
    assert plan.notes[-1].text == "预算被退回"
    refused(launch, ReopenTask(PLAN))


def test_starting_twice_is_pointed_out(launch: Launch) -> None:
    launch.do(StartTask(PLAN), by=LI)
    refused(launch, StartTask(PLAN))


def test_what_the_facilitator_tells_is_told_for_the_owner(launch: Launch) -> None:
    assert launch.do(POSTPONED, by=FACILITATOR).on_behalf == WANG
    assert launch.do(BLOCKED, by=WANG).on_behalf is None


def test_a_note_of_the_owner_is_an_update_and_a_question_of_another_is_not(launch: Launch) -> None:
    launch.do(AddNote(TRAINING, "手册到了吗？"), by=LI)
    assert launch.task(TRAINING).updated is None
    edit = launch.do(AddNote(TRAINING, "还没有"), by=WANG)
    assert launch.task(TRAINING).updated is not None
    assert edit.on_behalf is None
    assert [note.by for note in launch.task(TRAINING).notes] == [LI, WANG]
    refused(launch, AddNote(TRAINING, "\n "), "text")


def test_nothing_new_is_an_update_too(launch: Launch) -> None:
    launch.do(AffirmTask(MATERIAL), by=FACILITATOR)
    material = launch.task(MATERIAL)
    assert material.updated is not None
    assert status_of(material) is Status.NOT_STARTED


def test_a_milestone_is_hit_on_a_day_that_has_come(launch: Launch) -> None:
    refused(launch, HitMilestone(PLAN, 1, date(2024, 3, 26)), "hit")
    launch.do(HitMilestone(PLAN, 1, date(2024, 3, 22)), by=LI)
    assert launch.task(PLAN).milestones[0].hit == date(2024, 3, 22)
    refused(launch, MoveMilestone(PLAN, 1, date(2024, 3, 28)), "milestone")
    launch.do(HitMilestone(PLAN, 1, None), by=LI)
    assert launch.task(PLAN).milestones[0].hit is None


def test_a_milestone_is_moved_by_a_forecast_and_keeps_its_date(launch: Launch) -> None:
    launch.do(MoveMilestone(PLAN, 1, date(2024, 3, 27)), by=LI)
    milestone = launch.task(PLAN).milestones[0]
    assert (milestone.due, milestone.forecast) == (date(2024, 3, 20), date(2024, 3, 27))
    refused(launch, MoveMilestone(PLAN, 1, date(2024, 3, 21)), "forecast")


def test_support_that_came_is_told_by_the_department_that_supplied_it(launch: Launch) -> None:
    launch.do(ReceiveSupport(TRAINING, 1, date(2024, 3, 25)), by=CHEN)
    training = launch.task(TRAINING)
    assert training.support[0].received == date(2024, 3, 25)
    assert training.updated is None
    refused(launch, ReceiveSupport(TRAINING, 1, date(2024, 3, 26)), "received")


LONG = "长" * 121


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (PostponeTask(TRAINING, LONG, date(2024, 3, 30)), "reason"),
        (PostponeTask(TRAINING, "场地", date(9024, 3, 30)), "forecast"),
        (BlockTask(TRAINING, LONG, CHEN), "waits_for"),
        (CancelTask(TRAINING, "长" * 4001), "reason"),
        (AddNote(TRAINING, "长" * 4001), "text"),
        (UnblockTask(MATERIAL, "长" * 4001), "note"),
        (CompleteTask(PLAN, exception="长" * 201), "exception"),
        (MoveMilestone(PLAN, 1, date(9024, 3, 30)), "forecast"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(launch: Launch, command: Command, field: str) -> None:
    launch.do(BlockTask(MATERIAL, "品牌手册", LI), by=FACILITATOR)
    assert refused(launch, command, field)
