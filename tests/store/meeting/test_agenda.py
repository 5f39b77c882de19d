"""Agendas that build themselves from the data (DOMAIN.md, Meetings; stages 1.2, 2.4, 3.6, 3.7, 4.6)."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.capture import CaptureKind
from store.model.initiative import Initiative
from store.model.issue import AffectedTask, Issue, Severity
from store.model.meeting import AgendaItem, ItemKind, ItemState, MeetingKind
from store.model.requirement import Part
from store.model.risk import Risk
from store.rules.commands import BlockTask, PostponeTask
from store.rules.commands.brief import AddPoints
from store.rules.meeting.agenda import agenda
from store.rules.meeting.draft import Draft, fitted
from store.rules.meeting.since import differences
from tests.store.meeting.week import NPL, Week, item, many
from tests.store.rules.launch import CHEN, LI, MATERIAL, PLAN, TRAINING, WANG, ZHAO, at


@pytest.fixture
def week() -> Week:
    """Nothing is wrong."""
    return Week()


def weekly(week: Week, minutes: int = 45) -> list[AgendaItem]:
    return list(agenda(week.state, NPL, MeetingKind.WEEKLY, week.moment, minutes=minutes))


def kinds(found: list[AgendaItem]) -> list[ItemKind]:
    return [each.kind for each in found]


def test_a_week_with_nothing_wrong_has_an_agenda_of_two_lines(week: Week) -> None:
    found = weekly(week)
    assert kinds(found) == [ItemKind.CHANGES, ItemKind.SMOOTH]
    assert found[1].title == "顺利：3 项"
    assert sum(each.minutes for each in found) <= 5


def test_only_what_needs_the_room_is_walked_the_most_harmful_first(week: Week) -> None:
    week.late_manual()
    week.do(BlockTask(MATERIAL, "卖点清单", CHEN, urgent=False), by=ZHAO)
    found = weekly(week)
    assert kinds(found) == [ItemKind.CHANGES, ItemKind.TASK, ItemKind.TASK, ItemKind.SMOOTH]
    assert [each.ref for each in found[1:3]] == [MATERIAL, TRAINING]
    assert "卖点清单" in found[1].why
    assert "研发部产品手册未同步" in found[2].why


def test_a_hundred_delays_give_an_agenda_that_one_can_walk_in_the_time_there_is(week: Week) -> None:
    week.late_manual()
    many(week.state, 99)
    found = weekly(week)
    assert sum(each.minutes for each in found) <= 45
    walked = [each for each in found if each.kind is ItemKind.TASK]
    assert 8 <= len(walked) <= 20
    assert all(each.minutes >= 3 for each in walked)
    (others,) = [each for each in found if each.kind is ItemKind.OTHERS]
    assert str(100 - len(walked)) in others.title
    assert found[0].kind is ItemKind.CHANGES
    assert found[-1].kind is ItemKind.SMOOTH


def test_with_a_hundred_delays_the_worst_issue_and_risk_still_come_up(week: Week) -> None:
    week.late_manual()
    many(week.state, 99)
    for number in range(200, 204):
        week.state.put(Issue(id=number, initiative=NPL, number=number, title="印错", reported=at(20).now))
    week.state.put(
        Issue(id=9, initiative=NPL, number=9, title="色差", severity=Severity.SEVERE, reported=at(20).now)
    )
    week.state.put(Risk(id=1, initiative=NPL, number=210, title="断货", probability=4, impact=5))
    found = weekly(week)
    assert [each.title for each in found if each.kind is ItemKind.ISSUE] == ["色差", "印错"]
    assert [each.title for each in found if each.kind is ItemKind.RISK] == ["断货"]
    assert sum(each.minutes for each in found) <= 45


def test_a_short_meeting_has_fewer_items_rather_than_minutes_too_short_to_begin(week: Week) -> None:
    week.late_manual()
    many(week.state, 20)
    found = weekly(week, minutes=15)
    assert sum(each.minutes for each in found) <= 15
    assert all(each.minutes >= 3 for each in found if each.kind is ItemKind.TASK)


def test_an_issue_that_a_blocked_task_tells_of_is_no_item_of_its_own(week: Week) -> None:
    week.do(BlockTask(MATERIAL, "卖点清单", CHEN, urgent=False), by=ZHAO)
    assert ItemKind.ISSUE not in kinds(weekly(week))


def test_an_issue_says_who_has_it_and_what_is_missing(week: Week) -> None:
    week.state.put(Issue(id=1, initiative=NPL, number=30, title="色差", reported=at(20).now))
    owned = {"id": 2, "number": 31, "title": "印错", "owner": ZHAO, "deadline": date(2024, 3, 22)}
    week.state.put(Issue.model_validate({"initiative": NPL, "reported": at(20).now, **owned}))
    found = [each for each in weekly(week) if each.kind is ItemKind.ISSUE]
    assert [(each.title, each.why) for each in found] == [
        ("印错", "赵敏，期限 03-22，已超 3 天"),
        ("色差", "还没有责任人"),
    ]


def test_an_issue_whose_clock_runs_comes_before_everything_else(week: Week) -> None:
    week.late_manual()
    urgent = {"id": 1, "number": 30, "title": "印错", "urgent_since": at(25, 9).now}
    week.state.put(Issue.model_validate({"initiative": NPL, "reported": at(25, 9).now, **urgent}))
    found = weekly(week)
    assert [(each.kind, each.ref) for each in found[1:3]] == [
        (ItemKind.ISSUE, 1),
        (ItemKind.TASK, TRAINING),
    ]


def test_a_risk_comes_up_when_its_review_is_due_or_it_is_heavy_and_has_none(week: Week) -> None:
    rows: tuple[dict[str, object], ...] = (
        {"title": "今天该复查", "next_review": date(2024, 3, 25), "probability": 1, "impact": 2},
        {"title": "下周复查", "next_review": date(2024, 4, 1), "probability": 5, "impact": 5},
        {"title": "很重没定日期", "probability": 3, "impact": 5},
        {"title": "没评估过"},
    )
    for id, fields in enumerate(rows, 1):
        week.state.put(Risk.model_validate({"id": id, "initiative": NPL, "number": 40 + id, **fields}))
    found = [each.title for each in weekly(week) if each.kind is ItemKind.RISK]
    assert found == ["很重没定日期", "今天该复查"]


def test_what_earlier_meetings_left_open_is_an_item_a_kind(week: Week) -> None:
    week.capture(CaptureKind.ACTION, "补齐产品手册", person=WANG, due=date(2024, 3, 22))
    week.capture(CaptureKind.ACTION, "订场地", person=WANG, due=date(2024, 3, 29))
    week.capture(CaptureKind.QUESTION, "预算谁批？")
    week.capture(CaptureKind.PARK, "海外上市")
    week.capture(CaptureKind.ACTION, "已经做完", settled=at(20).now)
    week.capture(CaptureKind.DECISION, "用第二版")
    found = weekly(week)
    assert [(each.title, each.why) for each in found[1:-1]] == [
        ("行动项：2", "1 项过期"),
        ("待决定：1", "以前的会议留下"),
        ("停车场：1", "以前的会议留下"),
    ]


def test_items_not_reached_last_time_come_first_among_their_like(week: Week) -> None:
    week.late_manual()
    many(week.state, 3)
    ordinary = [each.ref for each in weekly(week) if each.kind is ItemKind.TASK]
    week.meeting(item(1, ref=ordinary[0], state=ItemState.DONE, spent=60), item(2, ref=ordinary[-1]))
    found = [each for each in weekly(week) if each.kind is ItemKind.TASK]
    assert [each.ref for each in found] == [ordinary[-1], *ordinary[:-1]]
    assert "上次没谈到" in found[0].why


def test_a_topic_that_was_not_reached_stands_on_the_next_agenda_again(week: Week) -> None:
    week.meeting(item(1, ItemKind.TOPIC, title="办公室搬迁", minutes=7))
    (topic,) = [each for each in weekly(week) if each.kind is ItemKind.TOPIC]
    assert (topic.title, topic.minutes) == ("办公室搬迁", 7)


def test_what_was_put_off_comes_back_even_when_nothing_is_wrong_with_it_any_more(week: Week) -> None:
    week.meeting(item(1, ref=TRAINING, state=ItemState.PARKED), item(2, ref=PLAN))
    found = [each for each in weekly(week) if each.kind is ItemKind.TASK]
    assert [(each.ref, each.why) for each in found] == [(TRAINING, "上次推后")]


def test_the_first_page_says_how_much_changed_since_when(week: Week) -> None:
    before, then = week.state.copy(), at(18, 11)
    week.meeting()
    week.late_manual()
    since = differences(before, week.state, NPL, then, week.moment)
    found = agenda(week.state, NPL, MeetingKind.WEEKLY, week.moment, since=since)
    assert (found[0].title, found[0].why) == ("自 03-18 以来的变化", "改期 1 项")


def test_what_is_newly_at_risk_is_walked_and_does_not_go_well(week: Week) -> None:
    before = week.state.copy()
    week.do(PostponeTask(PLAN, "卖点没给", date(2024, 4, 19)), by=LI)
    since = differences(before, week.state, NPL, at(18, 11), week.moment)
    found = agenda(week.state, NPL, MeetingKind.WEEKLY, week.moment, since=since)
    assert [each.ref for each in found[1:3]] == [PLAN, MATERIAL]
    assert found[2].why == "受前置任务影响，04-26 要拖到 05-07"
    assert found[-1].title == "顺利：1 项"


def test_only_the_initiative_of_the_meeting_is_walked(week: Week) -> None:
    week.late_manual()
    week.state.put(Initiative(id=2, code="OTHER", title="别的事"))
    found = agenda(week.state, 2, MeetingKind.WEEKLY, week.moment)
    assert kinds(list(found)) == [ItemKind.CHANGES, ItemKind.SMOOTH]


def test_a_kickoff_goes_from_the_goal_to_the_questions(week: Week) -> None:
    found = list(agenda(week.state, NPL, MeetingKind.KICKOFF, week.moment))
    assert kinds(found) == [
        ItemKind.GOAL,
        ItemKind.SPLIT,
        ItemKind.DATES,
        ItemKind.CADENCE,
        ItemKind.QUESTIONS,
    ]
    assert found[0].why == "由市场部介绍"
    assert sum(each.minutes for each in found) <= 45


def test_an_alignment_meeting_goes_through_the_brief_point_by_point(week: Week) -> None:
    outcomes = [{"text": "推广方案"}, {"text": "宣传物料"}]
    week.do(AddPoints(NPL, Part.GOALS, [{"text": "三个月卖出 10 万台"}]), by=LI)
    week.do(AddPoints(NPL, Part.OUTCOMES, outcomes), by=LI)
    found = list(agenda(week.state, NPL, MeetingKind.ALIGNMENT, week.moment, minutes=60))
    assert [(each.kind, each.title) for each in found] == [
        (ItemKind.GOAL, "背景与目标"),
        (ItemKind.POINT, "三个月卖出 10 万台"),
        (ItemKind.POINT, "推广方案"),
        (ItemKind.POINT, "宣传物料"),
        (ItemKind.TOPIC, "风险"),
        (ItemKind.TOPIC, "各部门的投入"),
        (ItemKind.TOPIC, "确认与下一步"),
    ]
    assert [each.part for each in found[1:4]] == [Part.GOALS, Part.OUTCOMES, Part.OUTCOMES]
    assert sum(each.minutes for each in found) <= 60


def test_an_urgent_meeting_ends_with_who_and_by_when(week: Week) -> None:
    week.state.put(
        Issue(
            id=1,
            initiative=NPL,
            number=30,
            title="物料与品牌不符",
            first_solution="对照品牌手册，两天内改完",
            reported=at(25).now,
            tasks=(AffectedTask(id=MATERIAL),),
        )
    )
    found = list(agenda(week.state, NPL, MeetingKind.URGENT, week.moment, minutes=30, issue=1))
    assert kinds(found) == [ItemKind.ISSUE, ItemKind.TASK, ItemKind.TOPIC, ItemKind.TOPIC]
    assert found[2].why == "对照品牌手册，两天内改完"
    assert "期限" in found[3].why
    assert sum(each.minutes for each in found) <= 30


def test_a_review_goes_from_the_figures_to_what_will_change(week: Week) -> None:
    week.late_manual()
    found = list(agenda(week.state, NPL, MeetingKind.REVIEW, week.moment))
    assert kinds(found) == [ItemKind.FIGURES, ItemKind.CHANGES, ItemKind.KEEP, ItemKind.CHANGE]
    assert found[0].why == "按原定日期完成：还没有；晚完成 0 项，逾期未完成 0 项。"
    assert found[1].why == "合计推迟：4 天"


def test_minutes_shrink_by_what_each_item_wants_and_never_exceed_the_time() -> None:
    drafts = [
        Draft(ItemKind.TOPIC, "a", wanted=wanted, least=least) for wanted, least in ((10, 3), (5, 3), (2, 1))
    ]
    assert fitted(drafts, 60) == [10, 5, 2]
    for minutes in range(20):
        given = fitted(drafts, minutes)
        assert sum(given) == min(minutes, 17)
        if minutes >= 7:
            assert all(each >= draft.least for each, draft in zip(given, drafts, strict=True))


def test_the_agenda_speaks_the_language_of_the_board(week: Week) -> None:
    settings = week.state.settings
    week.state.put(settings.model_copy(update={"language": "en"}))
    assert weekly(week)[1].title == "On track: 3"
