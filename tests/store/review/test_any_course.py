"""Whatever an initiative goes through, its figures can be told and fit together (stage 4.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from store.documents.review import review_document
from store.documents.review_build import review_rows
from store.documents.text import text
from store.errors import Refused
from store.model.clock import Moment
from store.rules.commands import (
    AffirmTask,
    BlockTask,
    CancelTask,
    CompleteTask,
    PostponeTask,
    ReceiveSupport,
    RecoverTask,
    ReopenTask,
    StartTask,
    UnblockTask,
)
from store.rules.edit import Command
from store.rules.waiting import matrix
from tests.store.review.course import Course
from tests.store.rules.launch import CHEN, DESIGN, FACILITATOR, LI, MARKETING, RESEARCH, SALES

Making = Callable[[date], Command]

_tasks = st.integers(1, 3)
_ahead = st.integers(0, 20)


def _postpone(task: int, days: int, cause: int | None) -> Making:
    return lambda today: PostponeTask(task, f"原因 {days % 3}", today + timedelta(days=days), cause)


_commands: st.SearchStrategy[Making] = st.one_of(
    st.builds(lambda task: lambda today: StartTask(task), _tasks),
    st.builds(lambda task: lambda today: AffirmTask(task), _tasks),
    st.builds(lambda task: lambda today: CompleteTask(task, exception="够了"), _tasks),
    st.builds(lambda task: lambda today: ReopenTask(task), _tasks),
    st.builds(lambda task: lambda today: CancelTask(task, "不办了"), _tasks),
    st.builds(lambda task: lambda today: RecoverTask(task), _tasks),
    st.builds(lambda task: lambda today: UnblockTask(task), _tasks),
    st.builds(
        lambda task, who: lambda today: BlockTask(task, "手册", who), _tasks, st.sampled_from([LI, CHEN])
    ),
    st.builds(_postpone, _tasks, _ahead, st.sampled_from([None, MARKETING, RESEARCH, DESIGN, SALES])),
    st.builds(lambda task: lambda today: ReceiveSupport(task, 1, today), _tasks),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_commands, st.integers(0, 4)), max_size=25))
def test_the_figures_fit_together(steps: list[tuple[Making, int]]) -> None:
    course = Course()
    for making, days in steps:
        course.moment = Moment(course.moment.now + timedelta(days=days), course.moment.zone)
        try:
            course.do(making(course.moment.today), by=FACILITATOR)
        except Refused:
            continue
    found = course.figures()
    slips = found.slips
    assert slips.days == sum(max(row.days, 0) for row in slips.rows)
    assert slips.days == sum(each.days for each in slips.by_cause) == found.causes.days
    assert slips.days == sum(each.days for each in slips.by_department)
    assert slips.days == sum(each.days for each in found.causes.reasons)
    assert sum(each.count for each in found.distribution.buckets) == found.distribution.count
    tasks = found.punctuality.tasks
    assert tasks.decided == tasks.on_time + found.punctuality.done_late + found.punctuality.overdue
    assert 0 <= found.discipline.all.silent <= found.discipline.all.watched
    for cell in found.waited.matrix.cells:
        assert max(wait.days for wait in cell.waits) <= cell.days <= sum(wait.days for wait in cell.waits)
    # What is waited for now is a part of all that was ever waited for.
    for cell in matrix(course.state, 1, course.moment).cells:
        ever = found.waited.matrix.cell(cell.waiter, cell.on)
        assert cell.days == 0 or (ever is not None and cell.days <= ever.days)
    assert text(review_document(course.state, found))
    assert review_rows(course.state, found).ledger.days == slips.days
