"""What an issue means for the tasks and dates after it, worked out by hand (stage 4.1)."""

from __future__ import annotations

from datetime import date

from store.rules.commands import CompleteTask, StartTask
from store.rules.issues.impact import impact, impact_text
from tests.store.issues.log import Log
from tests.store.rules.launch import FACILITATOR, LI, MATERIAL, PLAN, TRAINING


def test_a_task_under_way_loses_the_days_until_the_deadline_and_pushes_what_waits_for_it() -> None:
    """From Monday to Wednesday the plan (due on Tuesday) loses two working days and ends on Thursday.

    The material takes three days, so it ends on Tuesday of the week after; its milestone moves by as much.
    The milestone that was missed before is no milestone to come.
    """
    log = Log()
    log.do(StartTask(PLAN), by=LI)
    found = impact(log.state, [PLAN], log.moment, date(2024, 3, 27))
    assert [(each.task.id, each.was, each.now) for each in found.pushed] == [
        (PLAN, date(2024, 3, 26), date(2024, 3, 28)),
        (MATERIAL, date(2024, 3, 29), date(2024, 4, 2)),
    ]
    moved = {each.milestone.title: (each.was, each.now) for each in found.milestones}
    assert moved == {"物料初稿": (date(2024, 3, 28), date(2024, 4, 1))}
    assert (found.end_before, found.end_after) == (date(2024, 3, 29), date(2024, 4, 2))
    assert found.departments == (1, 3)


def test_a_task_that_has_not_begun_begins_after_the_deadline() -> None:
    """The material would begin on Wednesday; solved on Friday, it begins on Monday and takes three days."""
    log = Log()
    found = impact(log.state, [MATERIAL], log.moment, date(2024, 3, 29))
    assert [(each.task.id, each.now) for each in found.pushed] == [(MATERIAL, date(2024, 4, 3))]


def test_what_is_solved_before_a_task_begins_moves_nothing() -> None:
    log = Log()
    found = impact(log.state, [MATERIAL], log.moment, date(2024, 3, 26))
    assert (found.pushed, found.milestones) == ((), ())
    assert found.end_before == found.end_after
    assert "03-29" in impact_text(log.state, found, log.moment, "zh")


def test_a_holiday_counts_as_no_lost_day() -> None:
    """Tomb-Sweeping Day: 4 to 6 April 2024 are off, Sunday the 7th is worked. 3 to 8 April lose two days."""
    log = Log()
    log.do(StartTask(PLAN), by=LI)
    log.passes(days=9)
    found = impact(log.state, [PLAN], log.moment, date(2024, 4, 8))
    assert (found.pushed[0].was, found.pushed[0].now) == (date(2024, 4, 3), date(2024, 4, 8))


def test_without_a_day_it_names_what_stands_still_and_what_waits() -> None:
    log = Log()
    found = impact(log.state, [PLAN, PLAN, 99], log.moment)
    assert [task.id for task in found.tasks] == [PLAN]
    assert [task.id for task in found.after] == [MATERIAL]
    assert found.pushed == ()
    text = impact_text(log.state, found, log.moment, "en")
    assert text.splitlines() == [
        "NPL-1 推广方案撰写 stands still, due 03-26",
        "NPL-2 宣传物料设计 waits for it, due 03-29",
    ]


def test_a_text_says_what_moves_and_when_it_all_ends() -> None:
    log = Log()
    log.do(StartTask(PLAN), by=LI)
    found = impact(log.state, [PLAN], log.moment, date(2024, 3, 27))
    assert impact_text(log.state, found, log.moment, "en").splitlines() == [
        "NPL-1 推广方案撰写 stands still, 03-26 -> 03-28",
        "NPL-2 宣传物料设计 waits for it, 03-29 -> 04-02",
        "milestone “物料初稿” of NPL-2: 03-28 -> 04-01",
        "it all ends on 04-02 instead of 03-29",
    ]


def test_an_issue_without_tasks_or_of_what_is_done_means_nothing_for_the_dates() -> None:
    log = Log()
    assert impact_text(log.state, impact(log.state, [], log.moment), log.moment, "zh") == ""
    log.do(CompleteTask(TRAINING, exception="试讲已验收"), by=FACILITATOR)
    found = impact(log.state, [TRAINING], log.moment, date(2024, 3, 29))
    assert found.pushed == ()
    assert impact_text(log.state, found, log.moment, "zh") == ""
