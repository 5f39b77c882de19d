"""Each figure of the review against a hand-made course of the launch (stage 4.6).

March 2024: the 11th, 18th and 25th are Mondays; 1 April is one too, 4 to 6 April are days off.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model.initiative import Stage
from store.model.issue import Issue, Severity
from store.model.meeting import AgendaItem, Meeting, MeetingKind
from store.model.passage import Passage
from store.model.task import Progress
from store.rules.calendar import workdays
from store.rules.commands import (
    AffirmTask,
    BlockTask,
    CancelTask,
    CompleteTask,
    HitMilestone,
    PostponeTask,
    ReceiveSupport,
    ReopenTask,
    StartTask,
    UnblockTask,
)
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue
from store.rules.commands.issues.reporting import ReportIssue
from store.rules.review.discipline import Kept
from store.rules.review.figures import figures
from store.rules.review.numbers import buckets, median
from store.rules.review.past import past
from store.rules.review.punctuality import Rate
from store.rules.status import is_stale
from store.rules.waiting import WaitKind
from tests.store.review.course import Course
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    LI,
    MARKETING,
    MATERIAL,
    PLAN,
    RESEARCH,
    SALES,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
    at,
)

DONE: Final = "够了"


@pytest.fixture
def course() -> Course:
    return Course()


def test_on_time_rate(course: Course) -> None:
    """The plan on its day, the training a day late, the material not yet although its day has passed."""
    course.on(26, CompleteTask(PLAN, exception=DONE), by=LI)
    course.on(28, HitMilestone(MATERIAL, 1, date(2024, 3, 28)), by=ZHAO)
    course.on(29, CompleteTask(TRAINING), by=WANG)
    course.goes_on(29)
    assert course.figures().punctuality.tasks == Rate(1, 2)
    course.goes_on(1, month=4)
    found = course.figures().punctuality
    assert (found.tasks, found.done_late, found.overdue, found.undated) == (Rate(1, 3), 1, 1, 0)
    assert found.departments == ((MARKETING, Rate(1, 1)), (DESIGN, Rate(0, 1)), (SALES, Rate(0, 1)))
    # The draft of the plan was never said to be reached.
    assert found.milestones == Rate(1, 2)
    assert found.milestones.rate == 0.5


def test_before_anything_is_decided_there_is_no_rate(course: Course) -> None:
    course.goes_on(11)
    found = course.figures()
    assert found.punctuality.tasks.rate is None
    assert found.forecasts.rate is None
    assert found.distribution.middle is None


def test_what_is_done_on_a_day_nobody_knows_decides_nothing(course: Course) -> None:
    done = course.task(TRAINING).model_copy(update={"progress": Progress.DONE})
    course.state.put(done)
    course.goes_on(26)
    found = course.figures().punctuality
    assert (found.tasks, found.done_late, found.overdue) == (Rate(0, 0), 0, 0)


def test_slip_distribution(course: Course) -> None:
    course.on(26, CompleteTask(PLAN, exception=DONE), by=LI)
    course.on(29, CompleteTask(TRAINING), by=WANG)
    course.goes_on(1, month=4)
    found = course.figures().distribution
    # 0 days, 1 day, and three so far of what is still open: 29 March to 1 April.
    assert [each.count for each in found.buckets] == [0, 1, 1, 1, 0, 0]
    assert (found.count, found.middle, found.furthest) == (3, 1.0, 3)
    assert found.average == pytest.approx(4 / 3)


def test_a_task_that_may_still_keep_its_day_has_no_slip(course: Course) -> None:
    course.do(PostponeTask(TRAINING, "手册没到", date(2024, 4, 8), RESEARCH), by=WANG)
    found = course.figures().distribution
    assert (found.count, found.furthest) == (1, 11)


def test_causes_as_a_pareto(course: Course) -> None:
    course.do(PostponeTask(TRAINING, "手册没到", date(2024, 4, 3), RESEARCH), by=WANG)
    course.do(PostponeTask(PLAN, "预算待批", date(2024, 3, 28)), by=LI)
    course.do(PostponeTask(MATERIAL, "手册没到 ", date(2024, 4, 1), RESEARCH), by=ZHAO)
    course.do(PostponeTask(MATERIAL, "打样返工", date(2024, 4, 2)), by=ZHAO)
    found = course.figures().causes
    assert [(each.department, each.days, each.tasks) for each in found.causes] == [
        (RESEARCH, 9, (TRAINING, MATERIAL)),
        (None, 3, (MATERIAL, PLAN)),
    ]
    assert [round(each.cumulated, 2) for each in found.causes] == [0.75, 1.0]
    assert [(each.reason, each.days) for each in found.reasons] == [
        ("手册没到", 9),
        ("预算待批", 2),
        ("打样返工", 1),
    ]
    assert found.days == 12


def test_blocked_working_days_by_department(course: Course) -> None:
    course.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=False), by=WANG)
    course.on(26, BlockTask(MATERIAL, "定稿", LI, urgent=False), by=ZHAO)
    course.on(27, UnblockTask(TRAINING), by=WANG)
    course.on(28, BlockTask(TRAINING, "讲师", CHEN, urgent=False), by=WANG)
    course.on(29, UnblockTask(MATERIAL), by=ZHAO)
    course.goes_on(1, month=4)
    found = course.figures().waited
    # 26, 27, then 29 March and 1 April; 27, 28, 29 March.
    assert found.blocked == ((SALES, 4), (DESIGN, 3))
    assert found.blocks == 3
    cell = found.matrix.cell(SALES, RESEARCH)
    assert cell is not None
    assert sorted(each.what for each in cell.waits if each.kind is WaitKind.BLOCK) == ["产品手册", "讲师"]


def test_a_block_of_a_task_that_was_cancelled_then_counts(course: Course) -> None:
    course.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=False), by=WANG)
    course.on(27, CancelTask(TRAINING, "不办了"), by=FACILITATOR)
    assert course.figures().waited.blocked == ((SALES, 2),)


def test_who_waited_on_whom_although_it_is_over(course: Course) -> None:
    # The selling points were due on the 15th and came on the 19th: 18, 19.
    course.on(25, ReceiveSupport(PLAN, 1, date(2024, 3, 19)), by=CHEN)
    # The manual was due on the 22nd; the training was done without it on the 28th: 25 to 28.
    course.on(28, CompleteTask(TRAINING), by=WANG)
    # The material was to begin on the 27th, the plan came on the 29th: 28, 29.
    course.on(29, CompleteTask(PLAN, exception=DONE), by=LI)
    course.goes_on(1, month=4)
    found = course.figures().waited.matrix
    assert {(each.waiter, each.on): each.days for each in found.cells} == {
        (SALES, RESEARCH): 4,
        (MARKETING, RESEARCH): 2,
        (DESIGN, MARKETING): 2,
    }
    assert found.kept_waiting(RESEARCH) == 6


def test_issue_age_and_time_to_close(course: Course) -> None:
    severe = Severity.SEVERE
    course.do(ReportIssue(1, "物料与品牌手册不符", severity=severe, urgent=True), by=SUN)
    course.do(ReportIssue(1, "样机不够"), by=SUN)
    course.do(ReportIssue(1, "海报尺寸不对"), by=SUN)
    for issue, day in ((1, 27), (2, 26)):
        course.on(day, HandleIssue(issue, ZHAO, date(2024, 3, 29)), by=FACILITATOR)
        course.do(ProposeClosed(issue, "改好了", "旧手册", "带版本号"), by=ZHAO)
        course.do(VerifyIssue(issue), by=SUN)
    course.goes_on(1, month=4)
    found = course.figures().issues
    assert [(each.severity, each.reported, each.closed) for each in found.closings] == [
        (None, 3, 2),
        (Severity.SEVERE, 1, 1),
        (Severity.MODERATE, 2, 1),
        (Severity.MINOR, 0, 0),
    ]
    assert [(each.middle, each.longest) for each in found.closings[:2]] == [(1.5, 2), (2.0, 2)]
    # One is open since 25 March: 26, 27, 28, 29 March and 1 April.
    assert (found.oldest, [each.count for each in found.ages]) == (5, [0, 0, 0, 1, 0, 0])
    assert [each.count for each in found.to_close] == [0, 1, 1, 0, 0, 0]
    assert (found.urgent, found.met, found.breached, found.reopened) == (1, 0, 1, 0)
    course.do(ReopenIssue(1, "又错了", date(2024, 4, 3)), by=SUN)
    again = course.figures().issues
    assert (again.reopened, again.closings[0].closed) == (1, 1)


def test_an_urgent_meeting_in_time_counts_once_it_was_held(course: Course) -> None:
    course.do(ReportIssue(1, "样机不够", urgent=True), by=SUN)
    assert (course.figures().issues.urgent, course.figures().issues.met) == (1, 0)
    met = course.state.one(Issue, 1).model_copy(update={"meeting_at": at(25, 11).now})
    course.state.put(met)
    course.goes_on(27)
    found = course.figures().issues
    assert (found.met, found.breached) == (1, 0)


def test_an_issue_that_does_not_say_when_it_was_closed_is_looked_up(course: Course) -> None:
    course.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=False), by=WANG)
    course.on(26, UnblockTask(TRAINING), by=WANG)
    course.on(27, VerifyIssue(1, result="到了"), by=FACILITATOR)
    course.state.put(course.state.one(Issue, 1).model_copy(update={"closed": None}))
    course.goes_on(1, month=4)
    assert course.figures().issues.closings[0].middle == 2.0


def test_forecasts_against_outcomes(course: Course) -> None:
    course.do(PostponeTask(TRAINING, "手册没到", date(2024, 3, 30), RESEARCH), by=WANG)
    course.do(PostponeTask(PLAN, "预算待批", date(2024, 3, 27)), by=LI)
    course.do(PostponeTask(MATERIAL, "打样返工", date(2024, 4, 8)), by=ZHAO)
    course.on(27, PostponeTask(TRAINING, "场地", date(2024, 4, 2)), by=WANG)
    course.on(1, CompleteTask(TRAINING), by=WANG, month=4)
    found = course.figures().forecasts
    # 30 March was two days short, 2 April a day too much; the plan is five days beyond 27 March already.
    assert [(each.task.id, each.number, each.error, each.held) for each in found.outcomes] == [
        (PLAN, 1, 5, False),
        (TRAINING, 1, 2, False),
        (TRAINING, 2, -1, True),
    ]
    assert (found.held, found.undecided) == (1, 1)
    assert found.off == pytest.approx(8 / 3)
    assert found.bias == 2.0


def test_planned_against_actual_meeting_time(course: Course) -> None:
    def held(id: int, kind: MeetingKind, opened: datetime, spent: tuple[int, ...], aside: int) -> None:
        items = tuple(AgendaItem(id=n, title="议题", spent=each) for n, each in enumerate(spent, 1))
        course.state.put(
            Meeting(
                id=id,
                initiative=1,
                kind=kind,
                number=id,
                planned=at(25).now,
                minutes=45,
                agenda=items,
                opened=opened,
                closed=at(25, 12).now,
                aside=aside,
            )
        )

    held(1, MeetingKind.WEEKLY, at(25).now.replace(minute=5), (30 * 60, 20 * 60), 120)
    held(2, MeetingKind.WEEKLY, at(25).now, (40 * 60,), 0)
    held(3, MeetingKind.URGENT, at(25, 9).now, (10 * 60 + 20,), 0)
    course.state.put(Meeting(id=4, initiative=1, kind=MeetingKind.WEEKLY, number=4, opened=at(25).now))
    found = course.figures().meetings
    assert [(each.took, each.over, each.late) for each in found.held] == [
        (10, -35, 0),
        (40, -5, 0),
        (52, 7, 5),
    ]
    assert [(each.kind, each.count, each.planned, each.took, each.overran) for each in found.kinds] == [
        (None, 3, 135, 102, 1),
        (MeetingKind.WEEKLY, 2, 90, 92, 1),
        (MeetingKind.URGENT, 1, 45, 10, 0),
    ]


def test_update_discipline(course: Course) -> None:
    """The plan is of high priority: told on 11, 12, 13, then only on 18; 15 is a day too many of silence."""
    course.on(11, StartTask(PLAN), by=LI)
    for day in (12, 13, 18):
        course.on(day, AffirmTask(PLAN), by=LI)
    assert course.figures().discipline.all == Kept(watched=5, silent=1, longest=2, updates=4)
    course.goes_on(21)
    # 20 and 21 as well: 19 could still be made good on 20.
    assert course.figures().discipline.all == Kept(watched=8, silent=3, longest=3, updates=4)
    course.do(CompleteTask(PLAN, exception=DONE), by=LI)
    found = course.figures().discipline
    assert found.all == Kept(watched=8, silent=2, longest=2, updates=5)
    assert found.all.rate == 0.75
    assert found.departments == ((MARKETING, found.all),)
    assert found.owners == ((LI, found.all),)
    assert found.tasks == ((PLAN, found.all),)


def test_nobody_has_to_tell_while_a_task_is_closed(course: Course) -> None:
    course.on(11, StartTask(PLAN), by=LI)
    course.on(12, CompleteTask(PLAN, exception=DONE), by=LI)
    course.on(20, ReopenTask(PLAN), by=LI)
    course.on(21, AffirmTask(PLAN), by=LI)
    course.goes_on(22)
    found = dict(course.figures().discipline.tasks)[PLAN]
    # 12; 21 and 22.
    assert (found.watched, found.silent) == (3, 0)


def test_updates_are_due_from_follow_up_on(course: Course) -> None:
    stage = Passage(id=1, initiative=1, before=Stage.ASSIGN, after=Stage.FOLLOW_UP, at=at(20).now)
    course.state.put(stage)
    course.goes_on(22)
    found = dict(course.figures().discipline.tasks)[PLAN]
    assert (found.watched, found.silent) == (2, 1)


def test_what_was_told_before_the_journal_begins_is_not_held_against_anybody(course: Course) -> None:
    course.goes_on(22)
    told = past(course.steps, begins=at(20).now)
    found = dict(figures(course.state, 1, course.moment, told).discipline.tasks)[PLAN]
    assert (found.watched, found.silent) == (2, 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(11, 29), max_size=8, unique=True), st.integers(12, 29))
def test_the_silent_days_are_those_on_which_the_board_called_it_stale(told: list[int], end: int) -> None:
    course = Course()
    days, stale = workdays(course.state.settings), 0
    for day in range(11, end + 1):
        course.goes_on(day)
        if day in told:
            course.do(AffirmTask(PLAN), by=LI)
        task = course.task(PLAN)
        if days.is_workday(date(2024, 3, day)) and is_stale(task, at(day, 18), days, course.state.settings):
            stale += 1
    found = dict(course.figures(at(end, 18)).discipline.tasks)
    assert found.get(PLAN, Kept()).silent == stale


def test_every_value_is_in_one_bucket() -> None:
    found = buckets([-3, 0, 1, 2, 99], (-1, 0, 2))
    assert [(each.low, each.high, each.count) for each in found] == [
        (None, -1, 1),
        (0, 0, 1),
        (1, 2, 2),
        (3, None, 1),
    ]
    assert (median([]), median([4]), median([1, 4]), median([9, 1, 4])) == (None, 4.0, 2.5, 4.0)
