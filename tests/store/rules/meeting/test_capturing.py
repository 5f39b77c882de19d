"""Keeping what is said: refusals, the records it makes, what closes it, and who may (DOMAIN.md, Meetings)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from store.errors import NotAllowed, Refused
from store.model.capture import Capture, CaptureKind
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.model.risk import Risk
from store.rules.commands.meetings.capturing import (
    AddCapture,
    AnswerQuestion,
    DropCapture,
    EditCapture,
    ReopenCapture,
    SettleCapture,
)
from store.rules.commands.risks import WeighRisk
from tests.store.rules.launch import CHEN, FACILITATOR, GUEST, LI, MATERIAL, RESEARCH, SUN, WANG, Launch, at

FRIDAY = date(2024, 3, 29)
ACTION, QUESTION, NOTE = CaptureKind.ACTION, CaptureKind.QUESTION, CaptureKind.NOTE


def newest(launch: Launch) -> Capture:
    return launch.state.all(Capture)[-1]


def kept(launch: Launch, kind: CaptureKind = ACTION, *, by: int = LI, **fields: Any) -> Capture:
    said: dict[str, Any] = {"text": "补齐产品手册"}
    if kind is ACTION:
        said |= {"person": WANG, "due": FRIDAY}
    launch.do(AddCapture(1, kind, **(said | fields)), by=by)
    return newest(launch)


def held(launch: Launch, *, closed: bool = False) -> Meeting:
    """A meeting of the launch that runs, or is over."""
    over = at(25, 11).now if closed else None
    began = at(25).now
    meeting = Meeting(
        id=1, initiative=1, kind=MeetingKind.WEEKLY, number=1, opened=began, closed=over, presenter=CHEN
    )
    launch.state.put(meeting)
    return meeting


def test_an_action_is_refused_without_one_owner_or_without_a_date(launch: Launch) -> None:
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"due": FRIDAY}, "person"),
        ({"person": WANG}, "due"),
        ({}, "person"),
    )
    for fields, field in cases:
        with pytest.raises(Refused) as refused:
            launch.do(AddCapture(1, ACTION, "补齐产品手册", **fields), by=LI)
        assert refused.value.field == field


def test_an_action_is_refused_for_a_day_that_has_passed_and_for_nobody_known(launch: Launch) -> None:
    with pytest.raises(Refused) as refused:
        launch.do(AddCapture(1, ACTION, "手册", WANG, date(2024, 3, 22)), by=LI)
    assert refused.value.field == "due"
    with pytest.raises(Refused) as refused:
        launch.do(AddCapture(1, ACTION, "手册", 99, FRIDAY), by=LI)
    assert refused.value.field == "person"


@pytest.mark.parametrize("kind", CaptureKind)
@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u200b\x00"])
def test_nothing_is_kept_without_words(launch: Launch, kind: CaptureKind, text: str) -> None:
    with pytest.raises(Refused) as refused:
        launch.do(AddCapture(1, kind, text, WANG, FRIDAY), by=LI)
    assert refused.value.field == "text"


def test_what_is_said_between_meetings_is_kept_too(launch: Launch) -> None:
    capture = kept(launch, NOTE)
    assert (capture.meeting, capture.by, capture.open) == (None, LI, False)


def test_what_is_kept_in_a_meeting_belongs_to_it_and_to_the_item_on_the_table(launch: Launch) -> None:
    meeting = held(launch)
    capture = kept(launch, meeting=meeting.id, task=MATERIAL)
    assert (capture.meeting, capture.task, capture.open) == (meeting.id, MATERIAL, True)


def test_nothing_is_added_to_a_meeting_that_is_over(launch: Launch) -> None:
    held(launch, closed=True)
    with pytest.raises(Refused) as refused:
        kept(launch, NOTE, meeting=1)
    assert refused.value.field == "meeting"


def test_what_it_is_about_belongs_to_the_initiative(launch: Launch) -> None:
    for field in ("task", "issue", "risk"):
        with pytest.raises(Refused) as refused:
            kept(launch, NOTE, **{field: 99})
        assert refused.value.field == field


def test_a_captured_risk_makes_a_row_of_the_register(launch: Launch) -> None:
    capture = kept(launch, CaptureKind.RISK, text="供应商可能断货", person=LI, due=FRIDAY, by=CHEN)
    risk = launch.state.one(Risk, capture.risk or 0)
    assert (risk.title, risk.owner, risk.next_review) == ("供应商可能断货", LI, FRIDAY)
    assert (risk.raised_by, risk.department, risk.number) == (CHEN, RESEARCH, 4)


def test_a_risk_that_is_in_the_register_already_is_not_raised_twice(launch: Launch) -> None:
    kept(launch, CaptureKind.RISK, text="供应商可能断货")
    with pytest.raises(Refused) as refused:
        kept(launch, CaptureKind.RISK, text="供应商可能断货 ")
    assert refused.value.field == "text"


def test_a_captured_issue_is_reported_about_the_task_on_the_table(launch: Launch) -> None:
    capture = kept(launch, CaptureKind.ISSUE, text="物料与品牌不符", person=CHEN, task=MATERIAL, by=WANG)
    issue = launch.state.one(Issue, capture.issue or 0)
    assert (issue.title, issue.owner, issue.reporter) == ("物料与品牌不符", CHEN, WANG)
    assert [touched.id for touched in issue.tasks] == [MATERIAL]


def test_a_long_issue_keeps_every_word(launch: Launch) -> None:
    capture = kept(launch, CaptureKind.ISSUE, text="手册" * 100)
    issue = launch.state.one(Issue, capture.issue or 0)
    assert issue.title.endswith("…")
    assert issue.description == capture.text == "手册" * 100


def test_a_note_that_is_made_an_action_needs_what_an_action_needs(launch: Launch) -> None:
    note = kept(launch, NOTE)
    with pytest.raises(Refused):
        launch.do(EditCapture(note.id, ACTION, note.text), by=LI)
    launch.do(EditCapture(note.id, ACTION, note.text, WANG, FRIDAY), by=LI)
    assert newest(launch).kind is ACTION


def test_a_note_that_is_made_an_issue_is_reported(launch: Launch) -> None:
    note = kept(launch, NOTE)
    launch.do(EditCapture(note.id, CaptureKind.ISSUE, note.text), by=LI)
    assert newest(launch).issue == launch.state.all(Issue)[-1].id


def test_what_is_put_right_to_and_fro_leaves_no_orphan_behind(launch: Launch) -> None:
    before = len(launch.state.all(Risk)), len(launch.state.all(Issue))
    capture = kept(launch, CaptureKind.RISK, text="供货断档")
    for kind in (NOTE, CaptureKind.RISK, CaptureKind.ISSUE, NOTE, CaptureKind.ISSUE):
        launch.do(EditCapture(capture.id, kind, "供货断档"), by=LI)
    capture = newest(launch)
    assert capture.risk is None
    assert launch.state.one(Issue, capture.issue or 0).title == "供货断档"
    assert (len(launch.state.all(Risk)), len(launch.state.all(Issue))) == (before[0], before[1] + 1)


def test_a_risk_that_was_weighed_stays_in_the_register(launch: Launch) -> None:
    capture = kept(launch, CaptureKind.RISK, text="供货断档")
    launch.do(WeighRisk(capture.risk or 0, 3, 3), by=LI)
    launch.do(EditCapture(capture.id, NOTE, "供货断档"), by=LI)
    assert newest(launch).risk is None
    assert "供货断档" in [each.title for each in launch.state.all(Risk)]


def test_a_date_that_has_passed_meanwhile_does_not_stop_another_change(launch: Launch) -> None:
    action = kept(launch)
    launch.moment = at(2, month=4)
    launch.do(EditCapture(action.id, ACTION, "补齐手册终稿", WANG, FRIDAY), by=LI)
    assert newest(launch).text == "补齐手册终稿"


def test_minutes_that_stand_leave_only_who_and_by_when(launch: Launch) -> None:
    held(launch)
    action = kept(launch, meeting=1)
    held(launch, closed=True)
    with pytest.raises(Refused) as refused:
        launch.do(EditCapture(action.id, ACTION, "别的", WANG, FRIDAY), by=LI)
    assert refused.value.field == "text"
    with pytest.raises(Refused):
        launch.do(DropCapture(action.id), by=LI)
    launch.do(EditCapture(action.id, ACTION, action.text, CHEN, date(2024, 4, 1)), by=LI)
    assert (newest(launch).person, newest(launch).due) == (CHEN, date(2024, 4, 1))


def test_a_question_that_nobody_answered_becomes_an_action_even_then(launch: Launch) -> None:
    held(launch)
    question = kept(launch, QUESTION, meeting=1)
    held(launch, closed=True)
    launch.do(EditCapture(question.id, ACTION, question.text, CHEN, FRIDAY), by=LI)
    assert newest(launch).kind is ACTION


def test_a_question_is_settled_by_its_answer_and_by_nothing_else(launch: Launch) -> None:
    question = kept(launch, QUESTION, text="手册哪天给？", person=CHEN)
    with pytest.raises(Refused) as refused:
        launch.do(SettleCapture(question.id), by=LI)
    assert refused.value.field == "answer"
    with pytest.raises(Refused):
        launch.do(AnswerQuestion(question.id, "  "), by=LI)
    launch.do(AnswerQuestion(question.id, "周四"), by=CHEN)
    assert (newest(launch).answer, newest(launch).settled_by, newest(launch).open) == ("周四", CHEN, False)


def test_an_answer_put_right_keeps_when_and_by_whom_it_was_given(launch: Launch) -> None:
    question = kept(launch, QUESTION)
    launch.do(AnswerQuestion(question.id, "周四"), by=LI)
    answered = newest(launch).settled
    launch.moment = at(26)
    launch.do(AnswerQuestion(question.id, "周五"), by=FACILITATOR)
    assert (newest(launch).answer, newest(launch).settled, newest(launch).settled_by) == (
        "周五",
        answered,
        LI,
    )


def test_an_action_is_settled_once_and_can_be_opened_again(launch: Launch) -> None:
    action = kept(launch)
    launch.do(SettleCapture(action.id), by=WANG)
    assert newest(launch).settled == launch.moment.now
    with pytest.raises(Refused):
        launch.do(SettleCapture(action.id), by=WANG)
    launch.do(ReopenCapture(action.id), by=WANG)
    assert newest(launch).open
    with pytest.raises(Refused):
        launch.do(ReopenCapture(action.id), by=WANG)


def test_a_note_has_nothing_to_settle(launch: Launch) -> None:
    note = kept(launch, NOTE)
    with pytest.raises(Refused):
        launch.do(SettleCapture(note.id), by=LI)
    with pytest.raises(Refused):
        launch.do(AnswerQuestion(note.id, "好"), by=LI)


def test_what_was_kept_by_mistake_is_dropped(launch: Launch) -> None:
    note = kept(launch, NOTE)
    launch.do(DropCapture(note.id), by=LI)
    assert launch.state.all(Capture) == []


def test_everybody_but_a_guest_keeps_what_is_said_in_their_own_name(launch: Launch) -> None:
    assert kept(launch, NOTE, by=SUN).by == SUN
    with pytest.raises(NotAllowed):
        kept(launch, NOTE, by=GUEST)


def test_who_has_it_to_do_settles_it_and_so_do_their_deputy_and_head_and_nobody_else(launch: Launch) -> None:
    for actor in (SUN, WANG):
        action = kept(launch, person=SUN)
        launch.do(SettleCapture(action.id), by=actor)
    action = kept(launch, person=SUN, by=CHEN)
    with pytest.raises(NotAllowed):
        launch.do(SettleCapture(action.id), by=3)


def test_who_has_it_to_do_does_not_move_its_date_alone(launch: Launch) -> None:
    action = kept(launch, by=FACILITATOR)
    with pytest.raises(NotAllowed):
        launch.do(EditCapture(action.id, ACTION, action.text, WANG, date(2024, 4, 30)), by=WANG)


def test_the_presenter_puts_right_what_others_kept(launch: Launch) -> None:
    held(launch)
    note = kept(launch, NOTE, meeting=1, by=SUN)
    launch.do(EditCapture(note.id, NOTE, "渠道反馈良好"), by=CHEN)
    with pytest.raises(NotAllowed):
        launch.do(DropCapture(note.id), by=WANG)
