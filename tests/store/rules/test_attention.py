"""What needs somebody to act, in order (DOMAIN.md stages 3.5 to 3.8), and what is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from store.model.change import record_with
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState
from store.model.organisation import Person
from store.model.task import Task, Update
from store.rules.attention import attention, attention_of
from store.rules.attention_line import Attention, Kind
from store.rules.commands import (
    AddNote,
    AffirmTask,
    BlockTask,
    CancelTask,
    ChangeSettings,
    CompleteTask,
    CreateInitiative,
    CreateTask,
    EditTask,
    HitMilestone,
    PostponeTask,
    ReceiveSupport,
    StartTask,
    UnblockTask,
)
from store.rules.health import health, healths
from store.rules.nudge import nudge, question
from store.rules.round import updates_due
from store.rules.schedule import consequences
from store.rules.status import Status
from store.rules.urgent import clocks
from store.rules.workdays import Workdays
from tests.store.rules.launch import (
    CHEN,
    FACILITATOR,
    LI,
    MATERIAL,
    PLAN,
    RESEARCH,
    SALES,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
    Launch,
    at,
)


@pytest.fixture
def launch() -> Launch:
    """The launch, everything told this morning, all support there, so that only dates ask for attention."""
    made = Launch()
    made.do(HitMilestone(PLAN, 1, date(2024, 3, 20)), ReceiveSupport(PLAN, 1, date(2024, 3, 15)), by=LI)
    made.do(ReceiveSupport(TRAINING, 1, date(2024, 3, 22)), AffirmTask(TRAINING), by=WANG)
    made.do(AffirmTask(MATERIAL), by=ZHAO)
    return made


def lines(launch: Launch) -> list[Attention]:
    return attention(launch.state, launch.moment)


def of(launch: Launch, task: int) -> Attention | None:
    return attention_of(launch.state, launch.task(task), launch.moment)


def kinds(launch: Launch) -> list[tuple[str, Kind]]:
    return [(line.key, line.kind) for line in lines(launch)]


def test_what_is_well_needs_nobody(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, exception="先上线"), by=LI)
    assert kinds(launch) == []


def test_the_most_harmful_comes_first(launch: Launch) -> None:
    launch.do(
        CreateTask(1, "渠道报价", owner=WANG, due=date(2024, 3, 22)),
        CreateTask(1, "经销商政策", owner=WANG, start=date(2024, 3, 11), due=date(2024, 4, 30)),
        CreateTask(1, "首批铺货", owner=WANG, due=date(2024, 3, 26), dependencies=(PLAN,)),
        by=FACILITATOR,
    )
    stale = record_with(launch.task(5), updated=Update(at=at(12).now, by=WANG))
    launch.state.put(stale)
    launch.do(BlockTask(MATERIAL, "品牌手册", LI), by=ZHAO)
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30), RESEARCH), by=WANG)
    assert kinds(launch) == [
        ("NPL-2", Kind.BLOCKED),
        ("NPL-4", Kind.LATE),
        ("NPL-3", Kind.DELAYED),
        ("NPL-5", Kind.STALE),
        ("NPL-6", Kind.AT_RISK),
        ("NPL-1", Kind.DUE_SOON),
    ]
    assert [line.sign for line in lines(launch)] == ["#", "-", "!", "?", "-", "-"]
    assert [line.person for line in lines(launch)] == [LI, WANG, WANG, WANG, WANG, LI]


def test_an_urgent_block_stands_above_everything_with_its_deadline(launch: Launch) -> None:
    launch.do(BlockTask(PLAN, "核心卖点", CHEN), by=LI)
    line = lines(launch)[0]
    assert (line.kind, line.person) == (Kind.URGENT, CHEN)
    assert line.deadline == launch.moment.now + timedelta(hours=2)
    assert line.issue is not None
    assert line.reason.render("en") == "waits for 核心卖点 from 研发部 陈工"


def test_a_forecast_that_passed_is_worse_than_being_late(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 29)), by=WANG)
    launch.moment = at(30)
    line = of(launch, TRAINING)
    assert line is not None
    assert (line.kind, line.days) == (Kind.FORECAST_PASSED, 1)


def test_a_delay_within_its_forecast_is_not_called_late_as_well(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 4, 3)), by=WANG)
    launch.moment = at(29)
    line = of(launch, TRAINING)
    assert line is not None
    assert line.kind is Kind.DELAYED
    assert Kind.LATE not in [reason.kind for reason in line.extra]


def test_a_missed_milestone_and_overdue_support_are_seen_before_the_due_date(launch: Launch) -> None:
    launch.do(HitMilestone(PLAN, 1, None), ReceiveSupport(PLAN, 1, None), by=LI)
    line = of(launch, PLAN)
    assert line is not None
    assert (line.kind, line.days) == (Kind.MILESTONE_MISSED, 5)
    support = line.extra[0]
    assert (support.kind, support.person, support.days) == (Kind.SUPPORT_OVERDUE, CHEN, 10)
    assert support.text.render("en") == "研发部 has not supplied “核心卖点”, due 03-15"


def test_a_task_that_nobody_owns_is_the_heads_to_act_on(launch: Launch) -> None:
    launch.do(CreateTask(1, "渠道报价", department=SALES, due=date(2024, 3, 22)), by=FACILITATOR)
    assert lines(launch)[0].person == WANG


def test_a_task_has_one_line_whatever_is_wrong_with_it(launch: Launch) -> None:
    launch.do(BlockTask(PLAN, "核心卖点", CHEN), PostponeTask(PLAN, "卖点未到", date(2024, 3, 28)), by=LI)
    launch.moment = at(27)
    line = of(launch, PLAN)
    assert line is not None
    assert [line.kind, *(reason.kind for reason in line.extra)] == [
        Kind.URGENT,
        Kind.DELAYED,
        Kind.STALE,
        Kind.DUE_SOON,
    ]
    assert len([each for each in lines(launch) if each.key == "NPL-1"]) == 1


# The urgent clock


def test_the_urgent_clock_is_two_hours_of_the_wall_clock_and_then_a_breach(launch: Launch) -> None:
    launch.moment = at(25, 17)
    launch.do(BlockTask(PLAN, "核心卖点", CHEN), by=LI)
    now = launch.moment.now
    (clock,) = clocks(launch.state, now + timedelta(minutes=47, seconds=20))
    assert clock.remaining == timedelta(hours=1, minutes=12, seconds=40)
    assert not clock.breached
    (clock,) = clocks(launch.state, now + timedelta(hours=2))
    assert clock.breached
    launch.moment = at(25, 20)
    assert "no urgent meeting in time" in lines(launch)[0].reason.render("en")


def test_the_board_may_set_another_time(launch: Launch) -> None:
    launch.do(ChangeSettings({"urgent_minutes": 30}), BlockTask(PLAN, "核心卖点", CHEN), by=FACILITATOR)
    (clock,) = clocks(launch.state, launch.moment.now)
    assert clock.remaining == timedelta(minutes=30)


@pytest.mark.parametrize("fields", [{"meeting_at": at(25, 11).now}, {"state": IssueState.CLOSED}])
def test_the_clock_stops_with_the_meeting(launch: Launch, fields: dict[str, datetime | str]) -> None:
    launch.do(BlockTask(PLAN, "核心卖点", CHEN), by=LI)
    launch.state.put(record_with(launch.state.one(Issue, 1), **fields))
    assert clocks(launch.state, at(25, 20).now) == []


def test_a_released_block_leaves_no_clock_running(launch: Launch) -> None:
    launch.do(BlockTask(PLAN, "核心卖点", CHEN), by=LI)
    launch.do(UnblockTask(PLAN), by=LI)
    assert clocks(launch.state, launch.moment.now) == []


def test_an_urgent_issue_that_blocks_nothing_has_a_line_of_its_own(launch: Launch) -> None:
    now = launch.moment.now
    launch.state.put(
        Issue(
            id=9, initiative=1, number=9, title="物料与品牌不符", reported=now, owner=ZHAO, urgent_since=now
        )
    )
    line = lines(launch)[0]
    assert (line.key, line.task, line.person, line.kind) == ("NPL-9", None, ZHAO, Kind.URGENT)


# Health


def test_an_initiative_is_counted_without_what_is_cancelled(launch: Launch) -> None:
    launch.do(CompleteTask(PLAN, exception="先上线"), CancelTask(MATERIAL, "外包"), by=FACILITATOR)
    how = health(launch.state, launch.state.one(Initiative, 1), launch.moment)
    assert (how.done, how.total, how.percent) == (1, 2, 50)
    assert how.counts[Status.CANCELLED] == 1


def test_the_end_on_home_is_the_end_that_postponing_announced(launch: Launch) -> None:
    calendar = Workdays("CN")
    then = consequences(launch.state, launch.task(PLAN), date(2024, 4, 3), launch.moment, calendar)
    launch.do(PostponeTask(PLAN, "卖点未到", date(2024, 4, 3)), by=LI)
    how = healths(launch.state, launch.moment)[1]
    assert how.end == then.end_after == date(2024, 4, 9)
    assert (how.planned_end, how.slip) == (date(2024, 3, 29), 11)


def test_an_initiative_without_tasks_is_counted_too(launch: Launch) -> None:
    launch.do(CreateInitiative("CSP", "客户服务流程升级"), by=FACILITATOR)
    how = healths(launch.state, launch.moment)[2]
    assert (how.total, how.percent, how.end, how.slip) == (0, 0, None, 0)


# The update round


def due(launch: Launch, person: int | None) -> list[int]:
    return [task.id for task in updates_due(launch.state, launch.moment, launch.state.get(Person, person))]


def test_what_was_told_today_is_not_asked_again(launch: Launch) -> None:
    assert due(launch, None) == []
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30)), by=WANG)
    assert due(launch, WANG) == []


def test_the_next_day_high_priority_and_what_is_delayed_are_asked(launch: Launch) -> None:
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30)), by=WANG)
    launch.moment = at(26)
    assert due(launch, LI) == [PLAN]
    assert due(launch, WANG) == [TRAINING]
    assert due(launch, ZHAO) == []
    assert due(launch, None) == [TRAINING, PLAN]


def test_the_deputy_is_asked_for_the_owner(launch: Launch) -> None:
    launch.do(EditTask(PLAN, {"owner": SUN}), by=FACILITATOR)
    launch.moment = at(26)
    assert due(launch, WANG) == due(launch, SUN) == [PLAN]


def test_a_question_of_somebody_else_is_no_answer(launch: Launch) -> None:
    launch.moment = at(26)
    launch.do(AddNote(PLAN, "何时定稿？"), by=WANG)
    assert due(launch, LI) == [PLAN]


# Words


def test_a_nudge_says_what_is_wrong_and_what_is_wanted(launch: Launch) -> None:
    launch.do(ChangeSettings({"language": "en"}), by=FACILITATOR)
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30), RESEARCH), by=WANG)
    assert nudge(launch.state, launch.task(TRAINING), launch.moment) == (
        "@王芳 NPL-3 销售培训组织 Originally 03-28, now 03-30. moved once, +2 days: 产品手册未到. "
        "Please update it today."
    )


def test_a_nudge_about_a_block_goes_to_who_can_release_it(launch: Launch) -> None:
    launch.do(BlockTask(TRAINING, "产品手册", CHEN), by=WANG)
    assert nudge(launch.state, launch.task(TRAINING), launch.moment).startswith("@陈工 NPL-3 ")


def test_the_manual_is_asked_of_the_department_that_owes_it(launch: Launch) -> None:
    launch.do(ReceiveSupport(TRAINING, 1, None), by=WANG)
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30), RESEARCH), by=WANG)
    asked = question(launch.state, launch.task(TRAINING), launch.moment)
    assert asked.render("en") == "陈工, on which day will 王芳 get “产品手册”?"


@pytest.mark.parametrize("day", range(25, 32))
def test_there_is_always_a_question_and_a_nudge(launch: Launch, day: int) -> None:
    launch.do(StartTask(PLAN), by=LI)
    launch.do(CreateTask(1, "门店陈列"), by=FACILITATOR)
    launch.moment = at(day)
    for task in (PLAN, MATERIAL, TRAINING, 4):
        assert question(launch.state, launch.task(task), launch.moment).render("en").endswith("?")
        assert launch.state.key_of(launch.task(task)) in nudge(launch.state, launch.task(task), launch.moment)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("等财务批返利", "财务批返利"),
        ("等待样机", "样机"),
        ("waiting for the sample", "the sample"),
        ("等级表", "等级表"),
    ],
)
def test_what_it_waits_for_is_kept_without_the_word_that_it_waits(
    launch: Launch, typed: str, kept: str
) -> None:
    launch.do(BlockTask(PLAN, typed, CHEN), by=LI)
    block = launch.state.one(Task, PLAN).block
    assert block is not None
    assert block.waits_for == kept
