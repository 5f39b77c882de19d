"""Every act on an issue: in which states, by whom, what it asks for, and what it leads to (stage 4.2)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, NotFound, Refused
from store.language import use
from store.model.capture import CaptureKind
from store.model.issue import Issue, IssueState, MeasureKind, Severity
from store.rules.commands import AddPerson, BlockTask, UnblockTask
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, SendBackIssue, VerifyIssue
from store.rules.commands.issues.handling import (
    CalmIssue,
    HandleIssue,
    HandOverIssue,
    MakeUrgent,
    NoteMeasure,
)
from store.rules.commands.issues.reporting import EditIssue, ReportIssue
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.urgent import CallUrgent, PromiseSolution
from store.rules.edit import Command, Edit
from store.rules.issues.states import POSSIBLE, Act
from store.rules.rights_issue import why_not
from tests.store.issues.log import FENG, FRIDAY, HE, QIAN, WU, ZHENG, Log
from tests.store.rules.launch import (
    CHEN,
    FACILITATOR,
    GUEST,
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
)

OPEN, HANDLING, TO_VERIFY, CLOSED = IssueState
COMMANDS: dict[Act, Command] = {
    Act.HANDLE: HandleIssue(1, WU, FRIDAY),
    Act.HAND_OVER: HandOverIssue(1, FENG, "吴工出差"),
    Act.MEASURE: NoteMeasure(1, "手册逐页核对"),
    Act.EDIT: EditIssue(1, {"impact": "方案不能定稿"}),
    Act.PROPOSE: ProposeClosed(1, "按手册改好了"),
    Act.VERIFY: VerifyIssue(1),
    Act.SEND_BACK: SendBackIssue(1, "封底还是旧标志"),
    Act.REOPEN: ReopenIssue(1, "新一版又用了旧标志"),
    Act.MAKE_URGENT: MakeUrgent(1),
    Act.CALM: CalmIssue(1),
}
EVERYBODY = frozenset(range(LI, FENG + 1))
"""吴工 (deputy 冯工, head 陈工) handles it, 孙莉 (deputy 王芳) reported it, it touches 赵敏's task."""
HANDLERS = frozenset({WU, FENG, CHEN, LI, ZHENG, FACILITATOR})
CONCERNED = HANDLERS | {SUN, WANG, ZHAO}
MAY = {
    Act.HANDLE: frozenset({SUN, LI, ZHENG, FACILITATOR, CHEN, ZHAO, WANG}),
    Act.HAND_OVER: HANDLERS,
    Act.MEASURE: EVERYBODY - {GUEST},
    Act.EDIT: CONCERNED,
    Act.PROPOSE: CONCERNED,
    Act.VERIFY: CONCERNED - {WU},
    Act.SEND_BACK: CONCERNED,
    Act.REOPEN: CONCERNED,
    Act.MAKE_URGENT: CONCERNED,
    Act.CALM: frozenset({SUN, LI, ZHENG, FACILITATOR}),
}


@pytest.fixture(autouse=True)
def in_english() -> None:
    use("en")


def ready(act: Act) -> Log:
    """The issue in a state in which `act` is possible, handled wherever it can be."""
    states = POSSIBLE[act]
    log = Log(HANDLING if HANDLING in states else next(iter(states)))
    if act is Act.CALM:
        log.do(MakeUrgent(1), by=SUN)
    return log


@pytest.mark.parametrize("act", Act)
def test_the_right_people_do_it_and_everybody_else_hears_who_may(act: Act) -> None:
    log, known = ready(act), {CHEN: "陈工", LI: "李明", SUN: "孙莉", WU: "吴工"}
    for person in sorted(EVERYBODY):
        told = why_not(log.state, log.person(person), log.issue, act)
        if person in MAY[act]:
            assert told is None
            log.draft(COMMANDS[act], by=person)
            continue
        assert told is not None
        with pytest.raises(NotAllowed) as refused:
            log.draft(COMMANDS[act], by=person)
        assert str(refused.value) == str(told)
        if person != GUEST:
            assert any(known[each] in str(told) for each in known.keys() & MAY[act])
    assert why_not(log.state, None, log.issue, act) is not None


@pytest.mark.parametrize("act", Act)
def test_what_somebody_did_they_can_take_back(act: Act) -> None:
    for person in sorted(MAY[act]):
        log = ready(act)
        before = log.state.as_json()
        changes = log.written(COMMANDS[act], by=person)
        if act is Act.REOPEN and person == WU:
            # That would be to close one's own fix.
            with pytest.raises(NotAllowed):
                log.take_back(changes, by=person)
            continue
        log.take_back(changes, by=person)
        assert log.state.as_json() == before


@pytest.mark.parametrize("owned", [False, True])
@pytest.mark.parametrize("state", IssueState)
@pytest.mark.parametrize("act", Act)
def test_what_a_key_says_is_what_the_board_does(act: Act, state: IssueState, owned: bool) -> None:
    """In every state, with an owner or with a department only, for everybody."""
    log = Log(state)
    if state is OPEN:
        fields = {"owner": FENG, "deadline": FRIDAY} if owned else {"department": RESEARCH}
        log.state.put(log.issue.model_copy(update=fields))
    if act is Act.CALM and state in POSSIBLE[act]:
        log.do(MakeUrgent(1), by=SUN)
    command = HandOverIssue(1, HE) if act is Act.HAND_OVER else COMMANDS[act]
    for person in sorted(EVERYBODY):
        told = why_not(log.state, log.person(person), log.issue, act)
        if told is None:
            log.draft(command, by=person)
        else:
            with pytest.raises((NotAllowed, Refused)) as refused:
                log.draft(command, by=person)
            assert str(refused.value) == str(told)


@pytest.mark.parametrize("state", IssueState)
@pytest.mark.parametrize("act", Act)
def test_it_can_be_done_in_its_states_only_and_the_rest_hear_what_comes_first(
    act: Act, state: IssueState
) -> None:
    log = Log(state)
    if act is Act.CALM and state in POSSIBLE[act]:
        log.do(MakeUrgent(1), by=SUN)
    command = COMMANDS[act]
    if act in (Act.HAND_OVER, Act.PROPOSE) and state is OPEN:
        with pytest.raises(Refused, match="nobody handles it yet"):
            log.draft(command, by=FACILITATOR)
        log.state.put(log.issue.model_copy(update={"owner": WU}))
    if state in POSSIBLE[act]:
        assert why_not(log.state, log.person(FACILITATOR), log.issue, act) is None
        log.do(command, by=FACILITATOR)
        return
    with pytest.raises(Refused) as refused:
        log.draft(command, by=FACILITATOR)
    told = why_not(log.state, log.person(FACILITATOR), log.issue, act)
    assert str(told) == str(refused.value)
    assert "NPL-4" in str(told)


@pytest.mark.parametrize(
    ("state", "act", "leads_to"),
    [
        (OPEN, Act.HANDLE, HANDLING),
        (HANDLING, Act.HAND_OVER, HANDLING),
        (HANDLING, Act.MEASURE, HANDLING),
        (HANDLING, Act.PROPOSE, TO_VERIFY),
        (TO_VERIFY, Act.VERIFY, CLOSED),
        (TO_VERIFY, Act.SEND_BACK, HANDLING),
        (CLOSED, Act.REOPEN, OPEN),
    ],
)
def test_an_act_leads_to_the_next_state_and_is_taken_back_by_who_did_it(
    state: IssueState, act: Act, leads_to: IssueState
) -> None:
    log = Log(state)
    before = log.state.as_json()
    changes = log.written(COMMANDS[act], by=FACILITATOR)
    assert log.issue.state is leads_to
    log.take_back(changes, by=FACILITATOR)
    assert log.state.as_json() == before


def test_a_report_takes_what_is_known_and_is_in_the_authors_name() -> None:
    log = Launch()
    log.do(
        ReportIssue(
            1,
            "物料与品牌手册不符",
            description="标志颜色不对",
            first_solution="两个部门逐页核对手册，两天内交修正版",
            severity=Severity.SEVERE,
            urgent=True,
            tasks=(MATERIAL, PLAN, MATERIAL),
            owner=ZHAO,
            deadline=date(2024, 3, 27),
        ),
        by=SUN,
    )
    issue = log.state.one(Issue, 1)
    assert (issue.reporter, issue.reported, issue.urgent_since) == (SUN, log.moment.now, log.moment.now)
    assert [each.id for each in issue.tasks] == [PLAN, MATERIAL]
    assert (issue.state, issue.owner, issue.department) == (HANDLING, ZHAO, 3)
    assert log.state.key_of(issue) == "NPL-4"
    with pytest.raises(NotAllowed):
        log.do(ReportIssue(1, "别的"), by=GUEST)


@pytest.mark.parametrize(
    ("field", "report"),
    [
        ("title", ReportIssue(1, "  ")),
        ("owner", ReportIssue(1, "手册", owner=99)),
        ("deadline", ReportIssue(1, "手册", deadline=date(2024, 3, 24))),
        ("department", ReportIssue(1, "手册", department=99)),
        ("tasks", ReportIssue(1, "手册", tasks=(99,))),
    ],
)
def test_a_report_is_refused_at_the_field_that_cannot_be_so(field: str, report: ReportIssue) -> None:
    with pytest.raises(Refused) as refused:
        Launch().do(report, by=SUN)
    assert refused.value.field == field


def test_a_report_needs_an_initiative_that_is_there() -> None:
    with pytest.raises(NotFound):
        Launch().do(ReportIssue(9, "手册"), by=SUN)


@pytest.mark.parametrize(
    ("state", "field", "command"),
    [
        (OPEN, "owner", HandleIssue(1, None, FRIDAY)),
        (OPEN, "deadline", HandleIssue(1, WU, None)),
        (OPEN, "deadline", HandleIssue(1, WU, date(2024, 3, 24))),
        (OPEN, "department", HandleIssue(1, WU, FRIDAY, department=99)),
        (HANDLING, "owner", HandOverIssue(1, None)),
        (HANDLING, "owner", HandOverIssue(1, WU)),
        (HANDLING, "deadline", HandOverIssue(1, FENG, deadline=date(2024, 3, 24))),
        (HANDLING, "text", NoteMeasure(1, " ")),
        (HANDLING, "deadline", EditIssue(1, {"deadline": None})),
        (HANDLING, "deadline", EditIssue(1, {"deadline": date(2024, 3, 24)})),
        (HANDLING, "state", EditIssue(1, {"state": "closed"})),
        (HANDLING, "tasks", EditIssue(1, {"tasks": (99,)})),
        (HANDLING, "title", EditIssue(1, {"title": ""})),
        (HANDLING, "result", ProposeClosed(1, " ")),
        (TO_VERIFY, "reason", SendBackIssue(1, "")),
        (TO_VERIFY, "deadline", SendBackIssue(1, "还不行", date(2024, 3, 24))),
        (CLOSED, "reason", ReopenIssue(1, "")),
    ],
)
def test_what_is_missing_is_refused_at_its_field(state: IssueState, field: str, command: Command) -> None:
    log = Log(state)
    with pytest.raises(Refused) as refused:
        log.draft(command, by=FACILITATOR)
    assert refused.value.field == field


def test_a_severe_one_is_closed_with_its_cause_and_its_prevention() -> None:
    log = Log(HANDLING, Severity.SEVERE)
    for field, command in (
        ("cause", ProposeClosed(1, "改好了")),
        ("prevention", ProposeClosed(1, "改好了", "手册旧版")),
    ):
        with pytest.raises(Refused) as refused:
            log.draft(command, by=WU)
        assert refused.value.field == field
    log.do(ProposeClosed(1, "改好了", "手册旧版", "手册带版本号"), by=WU)
    assert (log.issue.cause, log.issue.prevention) == ("手册旧版", "手册带版本号")


def test_nobody_verifies_their_own_fix_not_even_a_facilitator() -> None:
    log = Log(HANDLING)
    log.do(HandOverIssue(1, FACILITATOR), by=FACILITATOR)
    log.do(ProposeClosed(1, "改好了"), by=FACILITATOR)
    with pytest.raises(NotAllowed, match=r"own fix.*孙莉"):
        log.do(VerifyIssue(1), by=FACILITATOR)
    log.do(VerifyIssue(1), by=SUN)
    assert (log.issue.verified_by, log.issue.closed) == (SUN, log.moment.now)


def test_who_proposed_for_the_owner_does_not_verify_alone_but_the_reporter_does() -> None:
    for proposer, verifies in (
        (FACILITATOR, False),
        (CHEN, False),
        (FENG, False),
        (SUN, True),
        (ZHAO, False),
    ):
        log = Log(HANDLING)
        log.do(ProposeClosed(1, "改好了"), by=proposer)
        assert (why_not(log.state, log.person(proposer), log.issue, Act.VERIFY) is None) is verifies


def test_an_owner_who_reported_it_needs_somebody_else() -> None:
    log = Log(OPEN)
    log.do(HandleIssue(1, SUN, FRIDAY), by=SUN)
    log.do(ProposeClosed(1, "改好了"), by=SUN)
    with pytest.raises(NotAllowed):
        log.do(VerifyIssue(1), by=SUN)
    log.do(VerifyIssue(1), by=ZHAO)


def test_a_fix_is_not_closed_by_a_change_that_bears_another_name() -> None:
    log = Log(TO_VERIFY)
    with pytest.raises(NotAllowed):
        log.do(_Sets({"state": CLOSED, "verified_by": SUN, "closed": log.moment.now}), by=WU)
    with pytest.raises(NotAllowed):
        log.do(_Sets({"state": CLOSED, "verified_by": WU, "closed": log.moment.now}), by=FACILITATOR)


def test_the_department_that_has_to_resolve_it_takes_it() -> None:
    log = Log(OPEN)
    log.do(EditIssue(1, {"department": RESEARCH}), by=SUN)
    log.do(HandleIssue(1, WU, FRIDAY), by=WU)
    assert (log.issue.owner, log.issue.state) == (WU, HANDLING)
    with pytest.raises(NotAllowed, match="吴工"):
        log.do(HandOverIssue(1, HE), by=HE)


def test_reasons_stand_among_the_measures_in_their_order() -> None:
    log = Log(HANDLING)
    log.do(NoteMeasure(1, "手册逐页核对"), by=QIAN)
    log.do(HandOverIssue(1, FENG, "吴工出差", date(2024, 4, 1)), by=CHEN)
    log.do(ProposeClosed(1, "改好了"), by=FENG)
    log.do(SendBackIssue(1, "封底还是旧标志"), by=SUN)
    log.do(ProposeClosed(1, "封底也改好了"), by=FENG)
    log.do(VerifyIssue(1), by=SUN)
    log.do(ReopenIssue(1, "又用了旧标志", date(2024, 4, 2)), by=ZHAO)
    assert [(each.kind, each.by) for each in log.issue.measures] == [
        (MeasureKind.MEASURE, QIAN),
        (MeasureKind.HANDED_OVER, CHEN),
        (MeasureKind.SENT_BACK, SUN),
        (MeasureKind.REOPENED, ZHAO),
    ]
    assert (log.issue.state, log.issue.owner, log.issue.deadline) == (HANDLING, FENG, date(2024, 4, 2))
    assert (log.issue.verified_by, log.issue.closed, log.issue.proposed) == (None, None, None)


def test_what_was_said_is_taken_back_by_who_said_it_and_rewritten_by_nobody() -> None:
    log = Log(HANDLING)
    said = log.written(NoteMeasure(1, "手册逐页核对"), by=QIAN)
    with pytest.raises(NotAllowed):
        log.take_back(said, by=WU)
    entry = log.issue.measures[0].model_copy(update={"text": "什么也没做"})
    for person in (QIAN, WU):
        with pytest.raises(NotAllowed):
            log.do(_Sets({"measures": (entry,)}), by=person)
    log.take_back(said, by=QIAN)
    assert log.issue.measures == ()


def test_less_severe_is_said_by_who_reported_it_more_severe_by_everybody_concerned() -> None:
    log = Log(HANDLING)
    log.do(EditIssue(1, {"severity": Severity.SEVERE}), by=WU)
    with pytest.raises(NotAllowed, match="孙莉"):
        log.do(EditIssue(1, {"severity": Severity.MINOR}), by=WU)
    log.do(EditIssue(1, {"severity": Severity.MINOR}), by=SUN)


def test_an_issue_that_is_calmed_too_late_keeps_its_breach() -> None:
    log = Log(HANDLING)
    log.do(MakeUrgent(1), by=SUN)
    since = log.moment.now
    log.passes(minutes=130)
    log.do(CalmIssue(1), by=SUN)
    assert log.issue.urgent_since is None
    assert log.issue.breached_at is not None
    assert (log.issue.breached_at - since).total_seconds() == 120 * 60


def test_an_urgent_meeting_whose_issue_is_solved_meanwhile_promises_nothing_and_closes() -> None:
    log = Log(OPEN)
    log.do(HandleIssue(1, WU, FRIDAY), by=LI)
    log.do(MakeUrgent(1), by=SUN)
    log.do(CallUrgent(1), by=WU)
    log.do(ProposeClosed(1, "改好了"), by=WU)
    with pytest.raises(Refused, match="waits to be verified"):
        log.do(PromiseSolution(1, FENG, FRIDAY), by=FACILITATOR)
    log.do(VerifyIssue(1), by=SUN)
    with pytest.raises(Refused, match="is closed"):
        log.do(PromiseSolution(1, FENG, FRIDAY), by=FACILITATOR)
    log.do(CloseMeeting(1), by=WU)


def test_an_issue_captured_with_a_person_and_a_day_is_handled_at_once() -> None:
    log = Log(OPEN)
    log.do(AddCapture(1, CaptureKind.ISSUE, "封底还是旧标志", WU, FRIDAY, task=MATERIAL), by=SUN)
    log.do(AddCapture(1, CaptureKind.ISSUE, "封底缺条码"), by=SUN)
    captured, nobodys = log.state.one(Issue, 2), log.state.one(Issue, 3)
    assert (captured.state, captured.owner, captured.department) == (HANDLING, WU, RESEARCH)
    assert [each.id for each in captured.tasks] == [MATERIAL]
    assert nobodys.state is OPEN


def test_a_released_block_says_what_came_of_it_when_it_is_verified() -> None:
    log = Log(OPEN)
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=True), by=WANG)
    log.do(UnblockTask(TRAINING), by=WANG)
    waiting = log.state.one(Issue, 2)
    assert (waiting.state, waiting.proposed_by, waiting.proposed) == (TO_VERIFY, WANG, log.moment.now)
    with pytest.raises(Refused) as refused:
        log.do(VerifyIssue(2), by=WANG)
    assert refused.value.field == "result"
    log.do(VerifyIssue(2, result="手册到了", cause="排版晚了", prevention="先给电子版"), by=WANG)
    assert log.state.one(Issue, 2).state is CLOSED


def test_a_board_without_a_facilitator_lets_everybody_in_but_keeps_the_two_people() -> None:
    log = Log(TO_VERIFY)
    log.state.remove("people", FACILITATOR)
    assert why_not(log.state, log.person(HE), log.issue, Act.VERIFY) is None
    assert why_not(log.state, log.person(WU), log.issue, Act.VERIFY) is not None
    log.do(AddPerson("路人", SALES), by=HE)
    with pytest.raises(NotAllowed):
        log.do(VerifyIssue(1), by=WU)
    log.do(VerifyIssue(1), by=HE)


class _Sets:
    """A raw change of issue 1, as another program might write it."""

    name = "do"

    def __init__(self, fields: dict[str, object]) -> None:
        self.fields = fields

    def apply(self, edit: Edit) -> None:
        edit.set(edit.one(Issue, 1), **self.fields)
