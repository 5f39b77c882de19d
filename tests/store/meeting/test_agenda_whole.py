"""Whatever a week was like: an agenda fits its time, and nothing that needs the room is lost."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.model.clock import Moment
from store.model.issue import Issue
from store.model.meeting import ItemKind, Meeting, MeetingKind
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Block, Delay, Progress, Task, Update
from store.rules.meeting.agenda import agenda
from store.rules.meeting.others import others
from store.rules.meeting.since import differences
from store.rules.meeting.table import on_the_table
from store.rules.meeting.weekly import due_risks, exceptions, open_issues
from tests.store.meeting.week import NPL, Week

WEEK = Week()
DAY = date(2024, 3, 25)
days = st.integers(-30, 30).map(lambda count: DAY + timedelta(days=count))


@st.composite
def boards(draw: st.DrawFn) -> State:
    state = WEEK.state.copy()
    now = WEEK.moment.now
    for number in range(10, 10 + draw(st.integers(0, 25))):
        due = draw(days)
        state.put(
            Task(
                id=number,
                initiative=NPL,
                number=number,
                title="任务",
                owner=draw(st.sampled_from([None, 1, 4])),
                due=due,
                progress=draw(st.sampled_from(list(Progress))),
                delay=draw(st.sampled_from([None, Delay(at=now, by=1, reason="等", forecast=draw(days))])),
                block=draw(st.sampled_from([None, Block(at=now, by=1, waits_for="手册", release_by=2)])),
                updated=draw(st.sampled_from([None, Update(at=now, by=1)])),
            )
        )
    for number in range(50, 50 + draw(st.integers(0, 6))):
        state.put(
            Issue(id=number, initiative=NPL, number=number, title="问题", reported=now, deadline=draw(days))
        )
    for number in range(60, 60 + draw(st.integers(0, 4))):
        state.put(Risk(id=number, initiative=NPL, number=number, title="风险", next_review=draw(days)))
    return state


@given(boards(), st.integers(1, 120))
def test_an_agenda_fits_its_time_and_loses_nothing(state: State, minutes: int) -> None:
    moment: Moment = WEEK.moment
    found = agenda(state, NPL, MeetingKind.WEEKLY, moment, minutes=minutes)
    assert sum(each.minutes for each in found) <= minutes
    assert [each.id for each in found] == list(range(1, len(found) + 1))
    assert found[0].kind is ItemKind.CHANGES
    assert found[-1].kind is ItemKind.SMOOTH
    walked = [(each.kind, each.ref) for each in found if each.ref is not None]
    assert len(walked) == len(set(walked))
    meeting = Meeting(
        id=1, initiative=NPL, kind=MeetingKind.WEEKLY, number=1, agenda=found, opened=moment.now
    )
    kinds = {Task: ItemKind.TASK, Issue: ItemKind.ISSUE, Risk: ItemKind.RISK}
    rest = [(kinds[type(each.record)], each.record.id) for each in others(state, meeting, moment)]
    assert not set(rest) & set(walked)
    assert bool(rest) == any(each.kind is ItemKind.OTHERS for each in found)
    wanted = {(ItemKind.TASK, each.task.id) for each in exceptions(state, NPL, moment) if each.task}
    wanted |= {(ItemKind.ISSUE, each.id) for each in open_issues(state, NPL, moment)}
    wanted |= {(ItemKind.RISK, each.id) for each in due_risks(state, NPL, moment)}
    assert wanted == set(walked) | set(rest)
    for each in found:
        assert on_the_table(state, meeting, each, moment).title


@given(boards(), boards())
def test_what_did_not_change_is_not_told_and_what_changed_is_told_of_what_there_is(
    before: State, after: State
) -> None:
    moment = WEEK.moment
    assert differences(before, before, NPL, moment, moment) == ()
    for each in differences(before, after, NPL, moment, moment):
        assert each.sentence.render("zh")
        assert each.sentence.render("en")
