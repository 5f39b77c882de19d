"""What closing a meeting points out, what is carried over, and how two meetings compare (DOMAIN.md)."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.capture import CaptureKind
from store.model.issue import Issue
from store.model.meeting import Attended, ItemKind, ItemState, Meeting, MeetingKind
from store.rules.commands import BlockTask, PostponeTask
from store.rules.meeting.carry import carried_over, left_open, not_reached
from store.rules.meeting.compare import compare
from store.rules.meeting.holes import HoleKind, holes
from tests.store.meeting.week import NPL, Week, item, person
from tests.store.rules.launch import CHEN, LI, MATERIAL, PLAN, TRAINING, WANG, ZHAO, at


@pytest.fixture
def week() -> Week:
    """Nothing is wrong."""
    return Week()


def missing(week: Week, id: int = 1) -> list[tuple[HoleKind, str]]:
    found = holes(week.state, week.state.one(Meeting, id), week.moment)
    return [(each.kind, str(each.text)) for each in found]


def test_a_meeting_that_missed_nothing_has_no_holes(week: Week) -> None:
    week.running(item(1, ref=PLAN, spent=60), attendance=[person(LI)])
    week.capture(CaptureKind.ACTION, "交终稿", meeting=1, person=CHEN, due=date(2024, 3, 29))
    assert missing(week) == []


def test_an_action_needs_an_owner_and_a_date(week: Week) -> None:
    week.running()
    bare = week.capture(CaptureKind.ACTION, "补齐手册", meeting=1, item=3)
    week.capture(CaptureKind.ACTION, "上次的，没人管", meeting=9)
    assert missing(week) == [
        (HoleKind.ACTION_OWNER, "行动没有责任人：补齐手册"),
        (HoleKind.ACTION_DATE, "行动没有日期：补齐手册"),
    ]
    (first, _) = holes(week.state, week.state.one(Meeting, 1), week.moment)
    assert (first.capture, first.item) == (bare.id, 3)


def test_a_question_needs_an_answer(week: Week) -> None:
    week.running()
    week.capture(CaptureKind.QUESTION, "预算谁批？", meeting=1)
    week.capture(CaptureKind.QUESTION, "场地在哪？", meeting=1, answer="三楼", settled=at(25).now)
    assert missing(week) == [(HoleKind.ANSWER, "问题还没回答：预算谁批？")]


def test_a_task_past_its_day_needs_a_new_one_before_the_room_parts(week: Week) -> None:
    week.change(TRAINING, due=date(2024, 3, 22), start=date(2024, 3, 11))
    week.running(item(1, ref=TRAINING, spent=60))
    assert missing(week) == [(HoleKind.FORECAST, "NPL-3 销售培训组织：03-22 到期已过，没有新日期")]
    week.do(PostponeTask(TRAINING, "手册", date(2024, 3, 29)), by=WANG)
    assert missing(week) == []


def test_a_forecast_that_has_passed_is_no_forecast(week: Week) -> None:
    week.do(PostponeTask(PLAN, "改稿", date(2024, 4, 15)), by=LI)
    week.moment = at(18, month=4)
    week.running(item(1, ref=PLAN, spent=60))
    assert missing(week) == [(HoleKind.FORECAST, "NPL-1 推广方案撰写：预计 04-15 已过，没有新日期")]


def test_a_block_needs_a_deadline_even_when_its_task_was_not_on_the_agenda(week: Week) -> None:
    week.running()
    week.do(BlockTask(MATERIAL, "卖点清单", CHEN, urgent=False), by=ZHAO)
    assert missing(week) == [(HoleKind.BLOCK_DEADLINE, "NPL-2 宣传物料设计：阻塞，没定解除期限")]
    (issue,) = week.state.all(Issue)
    week.state.put(issue.model_copy(update={"deadline": date(2024, 3, 27)}))
    assert missing(week) == []


def test_an_item_that_was_not_reached_is_a_hole_and_one_that_was_put_off_is_not(week: Week) -> None:
    week.running(
        item(1, ref=PLAN, spent=60, state=ItemState.DONE),
        item(2, ref=MATERIAL, title="宣传物料设计"),
        item(3, ref=TRAINING, state=ItemState.PARKED),
        item(4, ItemKind.SMOOTH),
        current=4,
    )
    assert missing(week) == [(HoleKind.NOT_REACHED, "没谈到：NPL-2 宣传物料设计")]


def test_a_roll_call_that_nobody_made_is_pointed_out(week: Week) -> None:
    week.running(attendance=[person(LI, Attended.EXPECTED), person(WANG, Attended.EXPECTED)])
    assert missing(week) == [(HoleKind.ROLL_CALL, "还没点名")]


def test_an_urgent_meeting_lacks_its_solution_until_it_has_an_owner_and_a_deadline(week: Week) -> None:
    issue = Issue(id=1, initiative=NPL, number=30, title="色差", reported=at(25).now)
    week.state.put(issue)
    week.running(kind=MeetingKind.URGENT, issue=1)
    assert missing(week) == [
        (HoleKind.SOLUTION_OWNER, "NPL-30：解决方案没有责任人"),
        (HoleKind.SOLUTION_DEADLINE, "NPL-30：解决方案没有期限"),
    ]
    week.state.put(issue.model_copy(update={"owner": ZHAO, "deadline": date(2024, 3, 27)}))
    assert missing(week) == []


def test_what_is_left_open_is_carried_over_by_itself(week: Week) -> None:
    meeting = week.meeting(
        item(1, ref=PLAN, spent=60, state=ItemState.DONE),
        item(2, ref=TRAINING, title="销售培训组织"),
        item(3, ItemKind.TOPIC, title="办公室搬迁", state=ItemState.PARKED),
        item(4, ItemKind.SMOOTH, title="顺利"),
    )
    week.capture(CaptureKind.ACTION, "补齐手册", meeting=1, person=CHEN, due=date(2024, 3, 29))
    week.capture(CaptureKind.DECISION, "用第二版", meeting=1)
    assert [str(each) for each in carried_over(week.state, meeting, week.moment)] == [
        "没谈到：NPL-3 销售培训组织",
        "推后：办公室搬迁",
        "行动　陈工 03-29　补齐手册",
    ]
    assert [each.id for each in not_reached(meeting)] == [2, 4]


def test_what_was_settled_is_carried_over_no_more(week: Week) -> None:
    action = week.capture(CaptureKind.ACTION, "补齐手册", person=CHEN, due=date(2024, 3, 29))
    assert left_open(week.state, NPL) == [action]
    week.state.put(action.model_copy(update={"settled": at(25).now}))
    assert left_open(week.state, NPL) == []


def test_two_meetings_are_compared_line_by_line(week: Week) -> None:
    week.meeting(item(1, spent=3000, state=ItemState.DONE), item(2), closed=at(11, 11).now, opened=at(11).now)
    called = [person(LI), person(WANG, Attended.ABSENT)]
    last = week.meeting(item(1, spent=1500, state=ItemState.DONE), attendance=called)
    week.capture(CaptureKind.ACTION, "一", meeting=1, settled=at(20).now)
    week.capture(CaptureKind.ACTION, "二", meeting=1, due=date(2024, 3, 22))
    week.capture(CaptureKind.DECISION, "三", meeting=2)
    lines = {str(label): (before, now) for label, before, now in compare(week.state, last, week.moment)}
    assert lines["用时/计划（分钟）"] == ("50/45", "25/45")
    assert lines["走完的议题"] == ("1/2", "1/1")
    assert lines["行动已完成"] == ("1/2", "0/0")
    assert lines["行动已过期"] == ("1", "0")
    assert lines["决定"] == ("0", "1")
    assert lines["到场"] == ("0/0", "1/2")


def test_the_first_meeting_of_its_kind_has_nothing_beside_it(week: Week) -> None:
    first = week.meeting(item(1, spent=60))
    assert {before for _, before, _ in compare(week.state, first, week.moment)} == {""}
