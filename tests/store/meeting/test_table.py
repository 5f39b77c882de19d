"""What is on the table, and the question to ask aloud (DOMAIN.md, Meetings)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.documents.review import review_document
from store.documents.text import text
from store.language import Message
from store.model.capture import CaptureKind
from store.model.issue import AffectedTask, Issue, IssueState
from store.model.meeting import AgendaItem, Attended, ItemKind, Meeting, MeetingKind
from store.model.requirement import Feasibility, Part
from store.model.risk import Risk
from store.rules.commands import AddNote, AddSupport, BlockTask, PostponeTask
from store.rules.commands.alignment import AskDepartments, ReviewPoint
from store.rules.commands.brief import AddPoints
from store.rules.meeting.others import others
from store.rules.meeting.question import question_of
from store.rules.meeting.since import differences
from store.rules.meeting.table import TableView, on_the_table
from store.rules.meeting.weekly import exceptions
from store.rules.review.figures import figures
from store.rules.review.past import Past
from tests.store.meeting.week import NPL, Week, item, many, person
from tests.store.rules.launch import CHEN, LI, MATERIAL, PLAN, RESEARCH, SALES, SUN, TRAINING, WANG, ZHAO, at


@pytest.fixture
def week() -> Week:
    """Nothing is wrong."""
    return Week()


def asked(week: Week, meeting: Meeting, about: AgendaItem) -> str:
    found = question_of(week.state, meeting, about, week.moment)
    return str(found) if found is not None else ""


def said(view: TableView) -> dict[str, list[str]]:
    return {str(each.label): [str(line) for line in each.lines] for each in view.facts}


def test_a_block_is_asked_of_who_can_release_it(week: Week) -> None:
    week.do(BlockTask(TRAINING, "手册", CHEN, urgent=False), by=WANG)
    about = item(1, ref=TRAINING)
    assert asked(week, week.running(about), about) == "陈工，“手册”哪天给王芳？"


def test_the_deputy_is_asked_where_the_owner_is_absent(week: Week) -> None:
    week.change(TRAINING, owner=SUN, due=date(2024, 3, 22))
    about = item(1, ref=TRAINING)
    assert asked(week, week.running(about), about) == "孙莉，哪天能完成？"
    there = [person(SUN, Attended.ABSENT), person(WANG)]
    assert asked(week, week.running(about, attendance=there), about) == "王芳，哪天能完成？"


def test_a_task_that_is_only_at_risk_is_asked_whether_it_keeps_its_day(week: Week) -> None:
    about = item(1, ref=MATERIAL, why="受前置任务影响")
    assert asked(week, week.running(about), about) == "赵敏，04-26 能按时完成吗？还缺什么？"


def test_support_that_is_overdue_says_by_how_much(week: Week) -> None:
    week.do(AddSupport(MATERIAL, RESEARCH, "卖点清单", date(2024, 3, 22)), by=ZHAO)
    about = item(1, ref=MATERIAL)
    facts = said(on_the_table(week.state, week.running(about), about, week.moment))
    assert facts["配合"] == ["研发部：卖点清单，03-22 前，已超 3 天"]


def test_what_was_just_declared_stands_in_the_place_of_what_it_overtook(week: Week) -> None:
    about = item(1, ref=TRAINING)
    before, then = week.state.copy(), week.moment
    week.do(PostponeTask(TRAINING, "预算待批", date(2024, 4, 28)), by=WANG)
    since = differences(before, week.state, NPL, then, week.moment)
    later = week.running(about, opened=week.moment.now + timedelta(minutes=1))
    facts = said(on_the_table(week.state, later, about, week.moment, since))
    assert facts["变化"] == ["改期：04-26 -> 04-28，预算待批"]
    meeting = week.running(about)
    week.late_manual()
    facts = said(on_the_table(week.state, meeting, about, week.moment, since))
    assert "变化" not in facts
    assert facts["会上"] == ["改期：04-26 -> 04-30，研发部产品手册未同步"]
    week.do(BlockTask(TRAINING, "手册", CHEN, urgent=False), by=WANG)
    facts = said(on_the_table(week.state, meeting, about, week.moment, since))
    assert facts["会上"][-1] == "新阻塞：等手册"


def test_a_list_says_how_many_there_are_now_and_asks_for_nothing_agreed_a_minute_ago(week: Week) -> None:
    about = item(1, ItemKind.ACTIONS, title="行动项：3")
    meeting = week.running(about)
    week.capture(CaptureKind.ACTION, "今天才定", person=WANG, due=date(2024, 3, 25), meeting=meeting.id)
    assert on_the_table(week.state, meeting, about, week.moment).title == "行动项：1"
    assert asked(week, meeting, about) == ""


def test_with_nobody_to_speak_for_an_absent_owner_the_room_is_asked_to_put_it_off(week: Week) -> None:
    about = item(1, ref=PLAN)
    meeting = week.running(about, attendance=[person(LI, Attended.ABSENT)])
    assert asked(week, meeting, about) == "李明不在，也没有人代：先推后吗？"
    assert "缺席" in str(on_the_table(week.state, meeting, about, week.moment).who)


@pytest.mark.parametrize(
    ("fields", "question"),
    [
        ({}, "谁来负责，哪天解决？"),
        ({"owner": ZHAO}, "赵敏，哪天能解决？"),
        ({"owner": ZHAO, "deadline": date(2024, 3, 22)}, "赵敏，原定 03-22：还差什么，现在哪天能好？"),
        ({"owner": ZHAO, "deadline": date(2024, 3, 29)}, "赵敏，03-29 能解决吗？"),
        ({"state": IssueState.TO_VERIFY, "reporter": LI}, "李明，问题真的解决了吗？"),
    ],
)
def test_an_issue_is_asked_about_by_what_it_lacks(
    week: Week, fields: dict[str, object], question: str
) -> None:
    own = {"id": 1, "initiative": NPL, "number": 30, "title": "色差", "reported": at(20).now}
    week.state.put(Issue.model_validate({**own, **fields}))
    about = item(1, ItemKind.ISSUE, 1)
    assert asked(week, week.running(about), about) == question


def test_the_action_due_first_is_asked_about_by_name(week: Week) -> None:
    week.capture(CaptureKind.ACTION, "订场地", person=LI, due=date(2024, 3, 29))
    week.capture(CaptureKind.ACTION, "补齐手册", person=CHEN, due=date(2024, 3, 22))
    about = item(1, ItemKind.ACTIONS)
    assert asked(week, week.running(about), about) == "陈工，“补齐手册”做完了吗？"


def test_a_question_carried_over_is_put_to_whom_it_was_put(week: Week) -> None:
    week.capture(CaptureKind.QUESTION, "预算谁批？", person=LI)
    about = item(1, ItemKind.QUESTIONS)
    assert asked(week, week.running(about), about) == "李明，“预算谁批”怎么答？"


def test_every_kind_of_item_can_be_asked_about(week: Week) -> None:
    meeting = week.running()
    silent = {ItemKind.TASK, ItemKind.ISSUE, ItemKind.RISK, ItemKind.POINT, ItemKind.TOPIC}
    for kind in set(ItemKind) - silent - {ItemKind.ACTIONS, ItemKind.QUESTIONS}:
        assert isinstance(question_of(week.state, meeting, item(1, kind), week.moment), Message)
    for kind in silent:
        assert question_of(week.state, meeting, item(1, kind, 999), week.moment) is None


def test_a_delayed_task_shows_its_days_its_reason_and_what_it_pushes(week: Week) -> None:
    before = week.state.copy()
    week.do(PostponeTask(PLAN, "卖点没给", date(2024, 4, 19), RESEARCH), by=LI)
    week.do(AddNote(PLAN, "初稿在改"), by=LI)
    since = differences(before, week.state, NPL, at(18), week.moment)
    about = item(1, ref=PLAN, why="改期")
    meeting = week.running(about, opened=week.moment.now + timedelta(minutes=1))
    view = on_the_table(week.state, meeting, about, week.moment, since)
    assert (view.sign, view.style, view.key, view.title) == ("!", "delayed", "NPL-1", "推广方案撰写")
    assert str(view.who) == "李明  市场部"
    facts = said(view)
    assert facts["延迟"] == ["原定 04-12，改期 1 次，+7 天，现 04-19"]
    assert facts["原因"] == ["卖点没给（研发部造成）"]
    assert facts["变化"] == ["改期：04-12 -> 04-19，卖点没给"]
    assert facts["将推迟"] == ["NPL-2 宣传物料设计（赵敏） 04-26 -> 05-07"]
    assert facts["备注"] == ["初稿在改（03-25）"]


def test_who_waits_is_told_where_nothing_is_pushed_yet(week: Week) -> None:
    week.do(BlockTask(PLAN, "卖点", CHEN, urgent=False), by=LI)
    about = item(1, ref=PLAN)
    facts = said(on_the_table(week.state, week.running(about), about, week.moment))
    assert facts["等待"] == ["陈工的卖点，今天起在等"]
    assert facts["等它"] == ["NPL-2 宣传物料设计（赵敏）"]
    assert "将推迟" not in facts


def test_what_earlier_meetings_decided_about_it_is_told_and_what_this_one_captured_is_beside(
    week: Week,
) -> None:
    week.capture(CaptureKind.DECISION, "研发部 3 月 22 日前给出手册", task=TRAINING, meeting=1)
    week.capture(CaptureKind.DECISION, "别的任务", task=PLAN, meeting=1)
    week.meeting()
    about = item(1, ref=TRAINING)
    meeting = week.running(about, id=2)
    mine = week.capture(CaptureKind.ACTION, "交终稿", task=TRAINING, meeting=2, item=1, person=CHEN)
    view = on_the_table(week.state, meeting, about, week.moment)
    assert said(view)["上次"] == ["决定：研发部 3 月 22 日前给出手册（03-18）"]
    assert view.captures == (mine,)


def test_the_others_are_those_that_are_not_on_the_agenda_one_by_one(week: Week) -> None:
    week.late_manual()
    many(week.state, 3)
    for id in (1, 2):
        week.state.put(Issue(id=id, initiative=NPL, number=30 + id, title="色差", reported=at(20).now))
    week.state.put(Risk(id=1, initiative=NPL, number=40, title="断货", probability=5, impact=5))
    agenda = (item(1, ref=TRAINING), item(2, ItemKind.ISSUE, 1), item(9, ItemKind.OTHERS))
    found = others(week.state, week.running(*agenda), week.moment)
    assert [each.key for each in found] == ["NPL-4", "NPL-5", "NPL-6", "NPL-32", "NPL-40"]
    assert [str(each.text) for each in found[3:]] == ["还没有责任人", "概率 5 x 影响 5"]


def test_what_goes_well_is_listed_by_day(week: Week) -> None:
    about = item(1, ItemKind.SMOOTH)
    facts = said(on_the_table(week.state, week.running(about), about, week.moment))
    assert facts["顺利"][0] == "NPL-1 推广方案撰写（李明） 04-12"
    assert len(facts["顺利"]) == 3


def test_the_first_page_lists_what_changed(week: Week) -> None:
    before = week.state.copy()
    week.late_manual()
    since = differences(before, week.state, NPL, at(18), week.moment)
    about = item(1, ItemKind.CHANGES)
    facts = said(on_the_table(week.state, week.running(about), about, week.moment, since))
    assert facts == {"改期": ["NPL-3 销售培训组织：04-26 -> 04-30，研发部产品手册未同步"]}


def test_a_kickoff_shows_who_does_what_and_when(week: Week) -> None:
    about = item(1, ItemKind.SPLIT)
    meeting = week.running(
        about, item(2, ItemKind.DATES), item(3, ItemKind.CADENCE), kind=MeetingKind.KICKOFF
    )
    facts = said(on_the_table(week.state, meeting, about, week.moment))
    assert facts["市场部"] == ["NPL-1 推广方案撰写（李明） 04-12"]
    assert facts["研发部"] == ["给 NPL-1 提供“核心卖点”", "给 NPL-3 提供“产品手册”"]
    facts = said(on_the_table(week.state, meeting, item(2, ItemKind.DATES), week.moment))
    assert "04-12 NPL-1 推广方案撰写" in facts["按日期"]
    facts = said(on_the_table(week.state, meeting, item(3, ItemKind.CADENCE), week.moment))
    assert any("每个工作日" in line for line in facts["节奏"])


def test_a_review_shows_slips_by_the_department_that_caused_them(week: Week) -> None:
    week.late_manual()
    week.do(PostponeTask(PLAN, "改稿", date(2024, 4, 13)), by=LI)
    about = item(1, ItemKind.CHANGES)
    meeting = week.running(about, kind=MeetingKind.REVIEW)
    facts = said(on_the_table(week.state, meeting, about, week.moment))
    assert list(facts) == ["研发部造成", "自身原因"]
    facts = said(on_the_table(week.state, meeting, item(2, ItemKind.FIGURES), week.moment))
    assert facts["任务"][0] == "按原定日期完成：还没有；晚完成 0 项，逾期未完成 0 项。"
    assert facts["改期"][0] == "合计推迟：5 天"


def test_a_review_meeting_tells_the_figures_of_the_review(week: Week) -> None:
    """The very lines of `duiqi review`, where both tell the same."""
    week.late_manual()
    week.do(PostponeTask(PLAN, "改稿", date(2024, 4, 13)), by=LI)
    meeting = week.running(item(1, ItemKind.FIGURES), kind=MeetingKind.REVIEW)
    document = text(review_document(week.state, figures(week.state, NPL, week.moment, Past())))
    for each in (ItemKind.FIGURES, ItemKind.CHANGES):
        facts = said(on_the_table(week.state, meeting, item(1, each), week.moment))
        for lines in facts.values():
            told = lines[0].removeprefix("合计推迟：")
            assert told in document


def test_an_issue_and_a_risk_show_what_is_known_of_them(week: Week) -> None:
    week.state.put(
        Issue(
            id=1,
            initiative=NPL,
            number=30,
            title="色差",
            impact="方案定不了",
            first_solution="对照品牌手册",
            reported=at(20).now,
            tasks=(AffectedTask(id=MATERIAL),),
        )
    )
    week.state.put(
        Risk(id=1, initiative=NPL, number=31, title="断货", probability=2, impact=5, trigger="销量翻倍")
    )
    facts = said(on_the_table(week.state, week.running(), item(1, ItemKind.ISSUE, 1), week.moment))
    assert facts["影响"] == ["方案定不了"]
    assert facts["影响任务"] == ["NPL-2 宣传物料设计（赵敏） 04-26"]
    facts = said(on_the_table(week.state, week.running(), item(1, ItemKind.RISK, 1), week.moment))
    assert (facts["分量"], facts["触发条件"]) == (["概率 2 x 影响 5"], ["销量翻倍"])


def test_an_item_whose_record_is_gone_keeps_its_title(week: Week) -> None:
    view = on_the_table(week.state, week.running(), item(1, ref=999, title="旧任务"), week.moment)
    assert (view.title, view.key, view.sign) == ("旧任务", "", "")


def test_an_urgent_meeting_shows_the_solution_as_it_comes_about(week: Week) -> None:
    issue = Issue(id=1, initiative=NPL, number=30, title="色差", first_solution="换油墨", reported=at(20).now)
    week.state.put(issue)
    about = item(1, ItemKind.TOPIC, title="怎么解决")
    meeting = week.running(about, kind=MeetingKind.URGENT, issue=1)
    facts = said(on_the_table(week.state, meeting, about, week.moment))
    assert facts == {"初步方案": ["换油墨"], "责任人": ["还没有人"], "期限": ["还没有"]}
    assert asked(week, meeting, about) == "谁来负责，哪天解决？"
    week.state.put(issue.model_copy(update={"owner": ZHAO, "deadline": date(2024, 3, 27)}))
    facts = said(on_the_table(week.state, meeting, about, week.moment))
    assert (facts["责任人"], facts["期限"]) == (["赵敏"], ["2024-03-27"])


def test_an_alignment_meeting_shows_what_each_department_said_of_a_point(week: Week) -> None:
    week.do(AddPoints(NPL, Part.OUTCOMES, [{"text": "推广方案"}]), by=LI)
    week.do(AskDepartments(NPL, (SALES, RESEARCH)), by=LI)
    said_of_it = (Feasibility.CONDITIONAL, "要先有手册", "两名讲师")
    week.do(ReviewPoint(NPL, SALES, Part.OUTCOMES, 1, *said_of_it), by=WANG)
    about = item(1, ItemKind.POINT, 1, title="推广方案", part=Part.OUTCOMES)
    meeting = week.running(about, kind=MeetingKind.ALIGNMENT)
    facts = said(on_the_table(week.state, meeting, about, week.moment))
    assert facts["销售部"] == ["有条件可行", "条件：要先有手册", "需要：两名讲师"]
    assert facts["研发部"] == ["还没表态"]
    assert asked(week, meeting, about) == "研发部：可行吗？有什么条件，要什么资源？"


def test_what_the_lines_below_say_is_not_given_as_the_reason_too(week: Week) -> None:
    week.change(TRAINING, due=date(2024, 3, 22))
    (line,) = [each for each in exceptions(week.state, NPL, week.moment) if each.task is not None]
    about = item(1, ref=TRAINING, why=line.reason.render("zh"))
    meeting = week.running(about)
    facts = said(on_the_table(week.state, meeting, about, week.moment))
    assert facts == {"未开始": ["应 03-22 完成，已逾期 3 天"]}
