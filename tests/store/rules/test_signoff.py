"""Signing table 1: who, what exactly, and when it is out of date (DOMAIN.md stage 2.3)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.model.initiative import Stage
from store.model.meeting import MeetingKind
from store.model.organisation import Person
from store.model.signature import Signature
from store.model.task import Task
from store.rules import rights
from store.rules.commands import (
    AddCriterion,
    AddMilestone,
    AddSupport,
    CancelTask,
    CreateTask,
    EditEntry,
    EditPerson,
    EditTask,
    PostponeTask,
    StartTask,
)
from store.rules.commands.advancing import AdvanceStage
from store.rules.commands.claiming import ClaimTask, NameOwner, PlanTask
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.planning import HoldMeeting, PlanMeeting
from store.rules.commands.signing import RecordSignature, SignRows
from store.rules.commands.withdrawing import WithdrawSignature
from store.rules.drift_words import drift_words
from store.rules.edit import Edit
from store.rules.gates import missing_for, passages
from store.rules.signoff import (
    DepartmentSignoff,
    SignoffState,
    confirmed,
    department_signoff,
    drift_between,
    signed_row,
    signoff,
)
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
    Launch,
)

HEADS = {MARKETING: LI, RESEARCH: CHEN, DESIGN: ZHAO, SALES: WANG}


@pytest.fixture
def launch() -> Launch:
    """The launch in stage 2, each row complete."""
    launch = Launch()
    launch.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    launch.do(AddCriterion(TRAINING, "签到表"), by=FACILITATOR)
    return launch


def sign_all(launch: Launch) -> None:
    for department, head in HEADS.items():
        launch.do(SignRows(1, department), by=head)


def of(launch: Launch, department: int) -> DepartmentSignoff:
    found = department_signoff(launch.state, 1, department)
    assert found is not None
    return found


def states(launch: Launch) -> dict[int, str]:
    return {each.department.id: each.state.value for each in signoff(launch.state, 1)}


def test_departments_that_own_or_support_a_row_have_to_sign(launch: Launch) -> None:
    assert states(launch) == dict.fromkeys(HEADS, "unsigned")
    assert [task.id for task in of(launch, RESEARCH).rows] == [PLAN, TRAINING]


def test_table_1_is_confirmed_once_every_department_has_signed(launch: Launch) -> None:
    for department, head in HEADS.items():
        assert not confirmed(launch.state, 1)
        launch.do(SignRows(1, department), by=head)
    assert confirmed(launch.state, 1)


def test_a_signature_drifts_by_one_field_and_stands_again_when_that_is_taken_back(launch: Launch) -> None:
    sign_all(launch)
    launch.do(EditTask(MATERIAL, {"due": date(2024, 4, 1)}), by=ZHAO)
    found = of(launch, DESIGN)
    assert found.state is SignoffState.OUT_OF_DATE
    assert [str(drift_words(launch.state, each)) for each in found.drift] == [
        "NPL-2 截止：2024-03-29 -> 2024-04-01"
    ]
    assert states(launch) == {MARKETING: "signed", RESEARCH: "signed", DESIGN: "out_of_date", SALES: "signed"}
    assert not confirmed(launch.state, 1)
    launch.do(EditTask(MATERIAL, {"due": date(2024, 3, 29)}), by=ZHAO)
    assert confirmed(launch.state, 1)


def test_signing_again_covers_the_row_as_it_is_now_and_keeps_the_old_signature(launch: Launch) -> None:
    sign_all(launch)
    launch.do(EditTask(MATERIAL, {"due": date(2024, 4, 1)}), by=ZHAO)
    launch.do(SignRows(1, DESIGN), by=ZHAO)
    assert confirmed(launch.state, 1)
    assert len(launch.state.all(Signature)) == 5


def test_a_change_of_a_row_puts_the_supporting_department_out_of_date_too(launch: Launch) -> None:
    sign_all(launch)
    launch.do(EditEntry(PLAN, "support", 1, {"content": "核心卖点与参数"}), by=LI)
    assert [each.field for each in of(launch, RESEARCH).drift] == ["support/1"]
    assert states(launch)[MARKETING] == "out_of_date"


def test_how_the_work_goes_does_not_touch_a_signature(launch: Launch) -> None:
    sign_all(launch)
    launch.do(StartTask(PLAN), by=LI)
    launch.do(PostponeTask(PLAN, "等卖点", date(2024, 4, 1)), by=LI)
    assert confirmed(launch.state, 1)


def test_a_new_row_and_a_cancelled_one_are_named(launch: Launch) -> None:
    sign_all(launch)
    launch.do(CreateTask(1, "物料印刷", department=DESIGN, owner=ZHAO, due=date(2024, 4, 2)), by=FACILITATOR)
    launch.do(CancelTask(MATERIAL, "不做了"), by=ZHAO)
    drift = of(launch, DESIGN).drift
    assert [(each.task, each.field, each.was is None) for each in drift] == [
        (MATERIAL, "row", False),
        (4, "row", True),
    ]


def test_a_row_that_went_to_another_department_is_out_of_date_for_both(launch: Launch) -> None:
    sign_all(launch)
    launch.do(ClaimTask(MATERIAL, SALES, WANG), by=FACILITATOR)
    assert of(launch, DESIGN).state is SignoffState.OUT_OF_DATE
    assert [each.field for each in of(launch, SALES).drift] == ["row"]


def test_a_supporting_department_that_is_added_has_to_sign(launch: Launch) -> None:
    sign_all(launch)
    launch.do(AddSupport(MATERIAL, SALES, "门店尺寸"), by=ZHAO)
    assert states(launch) == {
        MARKETING: "signed",
        RESEARCH: "signed",
        DESIGN: "out_of_date",
        SALES: "out_of_date",
    }


def test_a_row_claimed_without_an_owner_is_refused_at_sign_off_and_named(launch: Launch) -> None:
    launch.do(NameOwner(MATERIAL, None), by=ZHAO)
    with pytest.raises(Refused, match="NPL-2") as refused:
        launch.do(SignRows(1, DESIGN), by=ZHAO)
    assert refused.value.field == f"tasks/{MATERIAL}"
    launch.do(NameOwner(MATERIAL, ZHAO), by=ZHAO)
    launch.do(SignRows(1, DESIGN), by=ZHAO)


def test_a_row_that_no_department_claimed_leaves_the_table_unconfirmed(launch: Launch) -> None:
    sign_all(launch)
    launch.do(CreateTask(1, "物料印刷"), by=FACILITATOR)
    assert set(states(launch).values()) == {"signed"}
    assert not confirmed(launch.state, 1)


def test_nobody_signs_what_changed_while_they_were_reading(launch: Launch) -> None:
    read = [signed_row(task) for task in of(launch, DESIGN).rows]
    launch.do(AddMilestone(MATERIAL, "终稿", date(2024, 3, 29)), by=FACILITATOR)
    with pytest.raises(Refused, match="NPL-2"):
        launch.do(SignRows(1, DESIGN, read), by=ZHAO)
    launch.do(SignRows(1, DESIGN, [signed_row(task) for task in of(launch, DESIGN).rows]), by=ZHAO)


def test_a_facilitator_records_only_what_stood_before_them(launch: Launch) -> None:
    read = [signed_row(task) for task in of(launch, DESIGN).rows]
    launch.do(EditTask(MATERIAL, {"due": date(2024, 4, 1)}), by=ZHAO)
    with pytest.raises(Refused, match="NPL-2 截止：2024-03-29 -> 2024-04-01") as refused:
        launch.do(RecordSignature(1, DESIGN, "电话", seen=read), by=FACILITATOR)
    assert refused.value.field == f"tasks/{MATERIAL}"
    assert of(launch, DESIGN).signature is None
    again = [signed_row(task) for task in of(launch, DESIGN).rows]
    launch.do(RecordSignature(1, DESIGN, "电话", seen=again), by=FACILITATOR)
    assert of(launch, DESIGN).state is SignoffState.SIGNED


def test_a_signature_that_stands_is_not_put_aside_by_another(launch: Launch) -> None:
    launch.do(RecordSignature(1, SALES, "电话"), by=FACILITATOR)
    with pytest.raises(Refused, match="销售部"):
        launch.do(RecordSignature(1, SALES, "邮件"), by=FACILITATOR)
    launch.do(SignRows(1, SALES), by=WANG)
    for again, author in ((SignRows(1, SALES), WANG), (RecordSignature(1, SALES, "邮件"), FACILITATOR)):
        with pytest.raises(Refused) as refused:
            launch.do(again, by=author)
        assert refused.value.field == "department"
    signature = of(launch, SALES).signature
    assert signature is not None
    assert signature.recorded_by is None


def test_how_long_a_task_takes_is_part_of_what_is_signed(launch: Launch) -> None:
    launch.do(CreateTask(1, "物料印刷"), PlanTask(4, {"working_days": 5}), by=FACILITATOR)
    task = launch.task(4)
    longer = task.model_copy(update={"working_days": 50})
    [drift] = drift_between([signed_row(task)], [signed_row(longer)])
    assert str(drift_words(launch.state, drift)) == "NPL-4 工期（工作日）：5 -> 50"


def test_a_guest_signs_nothing_even_as_a_head(launch: Launch) -> None:
    launch.do(EditPerson(WANG, {"role": "guest"}), by=FACILITATOR)
    with pytest.raises(NotAllowed):
        launch.do(SignRows(1, SALES), by=WANG)


@pytest.mark.parametrize("person", [SUN, LI, FACILITATOR])
def test_only_the_head_signs_for_a_department(launch: Launch, person: int) -> None:
    with pytest.raises(Refused, match="王芳"):
        launch.do(SignRows(1, SALES), by=person)


def test_a_facilitator_records_a_signature_and_it_says_by_whom_and_how(launch: Launch) -> None:
    launch.do(RecordSignature(1, SALES, "3月24日电话确认"), by=FACILITATOR)
    signature = of(launch, SALES).signature
    assert signature is not None
    assert (signature.person, signature.recorded_by, signature.how) == (WANG, FACILITATOR, "3月24日电话确认")
    with pytest.raises(Refused) as refused:
        launch.do(RecordSignature(1, SALES, " "), by=FACILITATOR)
    assert refused.value.field == "how"


def test_nobody_but_a_facilitator_records_signatures(launch: Launch) -> None:
    for person in (LI, WANG, SUN):
        with pytest.raises(NotAllowed):
            launch.do(RecordSignature(1, SALES, "电话"), by=person)


@pytest.mark.parametrize(
    ("author", "person", "recorded_by"),
    [
        (FACILITATOR, WANG, None),
        (FACILITATOR, FACILITATOR, None),
        (FACILITATOR, WANG, LI),
        (LI, WANG, None),
        (LI, LI, None),
        (LI, WANG, LI),
        (WANG, WANG, FACILITATOR),
    ],
)
def test_the_store_lets_nobody_sign_in_anothers_name(
    launch: Launch, author: int, person: int, recorded_by: int | None
) -> None:
    """Whatever a screen or a program asks for: the right is judged on what would be written."""
    actor = launch.state.get(Person, author)
    edit = Edit(launch.state, launch.moment, actor)
    edit.add(
        Signature,
        initiative=1,
        department=SALES,
        person=person,
        at=launch.moment.now,
        rows=(),
        recorded_by=recorded_by,
    )
    with pytest.raises(NotAllowed):
        rights.check(launch.state, actor, edit.changes())


def test_a_signature_is_never_changed_and_taken_back_only_by_who_gave_it(launch: Launch) -> None:
    launch.do(SignRows(1, SALES), by=WANG)
    signature = launch.state.all(Signature)[0]
    for author in (FACILITATOR, LI, WANG):
        actor = launch.state.get(Person, author)
        edit = Edit(launch.state, launch.moment, actor)
        edit.set(signature, how="改过")
        with pytest.raises(NotAllowed):
            rights.check(launch.state, actor, edit.changes())
        edit = Edit(launch.state, launch.moment, actor)
        edit.remove(signature)
        if author == WANG:
            rights.check(launch.state, actor, edit.changes())
        else:
            with pytest.raises(NotAllowed):
                rights.check(launch.state, actor, edit.changes())


def test_another_facilitator_takes_back_a_signature_that_was_recorded_wrongly(launch: Launch) -> None:
    launch.do(SignRows(1, DESIGN), by=ZHAO)
    launch.do(RecordSignature(1, SALES, "邮件"), by=FACILITATOR)
    launch.do(EditPerson(SUN, {"role": "facilitator"}), by=FACILITATOR)
    for who, department in ((WANG, SALES), (FACILITATOR, DESIGN)):
        with pytest.raises(NotAllowed):
            launch.draft(WithdrawSignature(1, department), by=who)
    launch.do(WithdrawSignature(1, SALES), by=SUN)
    assert of(launch, SALES).state is SignoffState.UNSIGNED
    launch.do(WithdrawSignature(1, DESIGN), by=ZHAO)
    with pytest.raises(Refused):
        launch.draft(WithdrawSignature(1, DESIGN), by=ZHAO)


def test_a_department_that_lost_its_rows_stays_in_sight_until_it_signs_that_nothing_is_left(
    launch: Launch,
) -> None:
    sign_all(launch)
    launch.do(ClaimTask(TRAINING, RESEARCH, CHEN), by=FACILITATOR)
    left = of(launch, SALES)
    assert (left.state, left.rows) == (SignoffState.OUT_OF_DATE, ())
    assert {each.field for each in left.drift} == {"department", "owner"}
    launch.do(SignRows(1, RESEARCH), by=CHEN)
    assert not confirmed(launch.state, 1)
    launch.do(SignRows(1, SALES), by=WANG)
    assert department_signoff(launch.state, 1, SALES) is None
    assert confirmed(launch.state, 1)
    with pytest.raises(Refused):
        launch.draft(SignRows(1, SALES), by=WANG)


def test_the_next_stage_says_what_is_missing_and_records_what_was_accepted(launch: Launch) -> None:
    launch.do(SignRows(1, DESIGN), by=ZHAO)
    missing = [str(each) for each in missing_for(launch.state, 1, Stage.FOLLOW_UP, launch.moment)]
    assert len(missing) == 3
    assert "NPL-3" in missing[0]
    assert "市场部、研发部、销售部" in missing[1]
    assert "启动会" in missing[2]
    with pytest.raises(Refused) as refused:
        launch.do(AdvanceStage(1, Stage.FOLLOW_UP), by=FACILITATOR)
    assert refused.value.field == "accept_gaps"
    with pytest.raises(NotAllowed):
        launch.do(AdvanceStage(1, Stage.FOLLOW_UP, accept_gaps=True), by=WANG)
    launch.do(AdvanceStage(1, Stage.FOLLOW_UP, accept_gaps=True), by=FACILITATOR)
    *_, passage = passages(launch.state, 1)
    assert (passage.before, passage.after, passage.by) == (Stage.ASSIGN, Stage.FOLLOW_UP, FACILITATOR)
    assert [gap.text for gap in passage.gaps] == missing


def test_a_complete_and_signed_table_goes_on_without_gaps(launch: Launch) -> None:
    launch.do(AddMilestone(TRAINING, "培训", date(2024, 3, 28)), by=FACILITATOR)
    sign_all(launch)
    launch.do(PlanMeeting(1, MeetingKind.KICKOFF), by=FACILITATOR)
    said = []
    for step in (HoldMeeting(1, MeetingKind.KICKOFF), CloseMeeting(1)):
        said += [each.render("en") for each in missing_for(launch.state, 1, Stage.FOLLOW_UP, launch.moment)]
        launch.do(step, by=FACILITATOR)
    assert said == [
        "The kickoff is planned, but was not held: closing it fixes the baseline.",
        "The kickoff still runs: closing it fixes the baseline.",
    ]
    assert missing_for(launch.state, 1, Stage.FOLLOW_UP, launch.moment) == []
    launch.do(AdvanceStage(1, Stage.FOLLOW_UP), by=FACILITATOR)
    assert passages(launch.state, 1)[-1].gaps == ()
    fixed = launch.task(PLAN).baseline
    assert fixed is not None
    assert fixed.due == launch.task(PLAN).due


def test_going_on_is_a_change_of_its_own_so_that_no_gap_slips_through(launch: Launch) -> None:
    launch.do(AddMilestone(TRAINING, "培训", date(2024, 3, 28)), by=FACILITATOR)
    sign_all(launch)
    for accept in (False, True):
        with pytest.raises(Refused):
            launch.do(CreateTask(1, "物料印刷"), AdvanceStage(1, Stage.FOLLOW_UP, accept), by=FACILITATOR)


def test_support_that_comes_after_its_task_is_due_is_pointed_out(launch: Launch) -> None:
    launch.do(AddSupport(MATERIAL, SALES, "门店尺寸", date(2024, 4, 2)), by=ZHAO)
    missing = [str(each) for each in missing_for(launch.state, 1, Stage.FOLLOW_UP, launch.moment)]
    assert "配合内容要到任务截止之后才有：NPL-2。" in missing
    launch.do(SignRows(1, DESIGN), by=ZHAO)


def test_a_changed_entry_says_only_what_differs(launch: Launch) -> None:
    sign_all(launch)
    launch.do(EditEntry(PLAN, "support", 1, {"content": "核心卖点与参数"}), by=LI)
    launch.do(EditEntry(PLAN, "milestones", 1, {"due": date(2024, 3, 21)}), by=LI)
    said = {str(drift_words(launch.state, each)) for each in of(launch, MARKETING).drift}
    assert said == {
        "NPL-1 配合：核心卖点 -> 核心卖点与参数",
        "NPL-1 里程碑 方案初稿：2024-03-20 -> 2024-03-21",
    }


def test_going_back_lacks_nothing(launch: Launch) -> None:
    launch.do(AdvanceStage(1, Stage.CONFIRM), by=FACILITATOR)
    assert launch.state.one(Task, PLAN).initiative == 1


def test_every_step_to_another_stage_is_recorded_going_back_included(launch: Launch) -> None:
    launch.do(AdvanceStage(1, Stage.CONFIRM), by=FACILITATOR)
    with pytest.raises(Refused) as refused:
        launch.do(ClaimTask(PLAN, None), AdvanceStage(1, Stage.RESOLVE, accept_gaps=True), by=FACILITATOR)
    assert "change of its own" in refused.value.render("en")
    launch.do(AdvanceStage(1, Stage.RESOLVE, accept_gaps=True), by=FACILITATOR)
    steps = [(each.before, each.after) for each in passages(launch.state, 1)]
    assert steps == [
        (Stage.FOLLOW_UP, Stage.ASSIGN),
        (Stage.ASSIGN, Stage.CONFIRM),
        (Stage.CONFIRM, Stage.RESOLVE),
    ]
    assert passages(launch.state, 1)[-1].gaps
