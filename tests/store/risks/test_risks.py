"""The risk register: weighing, reviews, what has happened, the matrix, who may do what (stage 4.4)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.model.change import Change, jsonable
from store.model.issue import Issue, IssueState, Severity
from store.model.organisation import Person
from store.model.risk import Risk
from store.rules import rights
from store.rules.commands.alignment import RaiseRisk
from store.rules.commands.issues.closing import ProposeClosed, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue
from store.rules.commands.risks import (
    CloseRisk,
    EditRisk,
    ReopenRisk,
    ReviewRisk,
    RiskHappened,
    WeighRisk,
)
from store.rules.edit import Command
from store.rules.meeting.weekly import due_risks
from store.rules.rights_risk import why_not
from store.rules.risks.matrix import matrix
from store.rules.risks.register import (
    Level,
    Standing,
    Trend,
    due_reviews,
    issues_of,
    level_of,
    rows,
    standing_of,
    trend_of,
)
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    GUEST,
    LI,
    MATERIAL,
    SALES,
    SUN,
    WANG,
    ZHAO,
    Launch,
    at,
)

FRIDAY = date(2024, 3, 29)
APRIL = date(2024, 4, 8)


@pytest.fixture
def launch() -> Launch:
    """孙莉 of 销售部 saw that the first batch may come late (3 × 4); 赵敏 of 设计部 looks after it."""
    launch = Launch()
    launch.do(
        RaiseRisk(
            1,
            "首批到货推迟",
            SALES,
            probability=3,
            impact=4,
            trigger="供应商三天没有回信",
            contingency="先发样品",
            owner=ZHAO,
            next_review=FRIDAY,
        ),
        by=SUN,
    )
    return launch


def risk(launch: Launch) -> Risk:
    return launch.state.all(Risk)[0]


def _person(launch: Launch, id: int) -> Person | None:
    return launch.state.get(Person, id)


def test_the_first_weighing_stays_when_it_is_weighed_anew(launch: Launch) -> None:
    launch.do(WeighRisk(1, 4, 4, "第二家也没货"), by=ZHAO)
    assert [(each.by, each.weight, each.note) for each in risk(launch).scores] == [
        (SUN, 12, ""),
        (ZHAO, 16, "第二家也没货"),
    ]
    assert risk(launch).weight == 16


@pytest.mark.parametrize(
    ("scores", "trend"),
    [
        ([], None),
        ([("w", 4)], Trend.UP),
        ([("w", 2)], Trend.DOWN),
        # A review that found the same.
        ([("r", 3)], Trend.SAME),
        # What a review changed, until somebody weighs it again.
        ([("r", 5)], Trend.UP),
        ([("r", 5), ("w", 4)], Trend.DOWN),
        ([("r", 5), ("w", 4), ("w", 5)], Trend.SAME),
        ([("w", 5), ("r", 4)], Trend.DOWN),
        ([("r", 1), ("r", 2), ("w", 3)], Trend.UP),
    ],
)
def test_the_trend_is_that_since_the_last_review(
    launch: Launch, scores: list[tuple[str, int]], trend: Trend | None
) -> None:
    for kind, probability in scores:
        if kind == "w":
            launch.do(WeighRisk(1, probability, 4), by=ZHAO)
        else:
            launch.do(ReviewRisk(1, APRIL, probability), by=ZHAO)
    assert trend_of(risk(launch)) is trend


def test_a_review_sets_the_day_of_the_next_one(launch: Launch) -> None:
    assert not due_reviews(launch.state, 1, launch.moment.today)
    launch.moment = at(29)
    assert due_risks(launch.state, 1, launch.moment) == [risk(launch)]
    launch.do(ReviewRisk(1, APRIL, note="供应商回信了"), by=WANG)
    assert not due_reviews(launch.state, 1, launch.moment.today)
    assert risk(launch).reviewed == launch.moment.now
    assert risk(launch).next_review == APRIL
    assert risk(launch).scores[-1].review


def test_a_heavy_risk_without_a_day_is_due_at_once(launch: Launch) -> None:
    launch.do(RaiseRisk(1, "缺货", SALES, probability=3, impact=5), by=SUN)
    launch.do(RaiseRisk(1, "展会改期", SALES, probability=2, impact=5), by=SUN)
    assert [each.title for each in due_reviews(launch.state, 1, launch.moment.today)] == ["缺货"]


def test_one_key_turns_a_risk_into_an_issue_linked_both_ways(launch: Launch) -> None:
    launch.do(RiskHappened(1, tasks=(MATERIAL,), urgent=True), by=LI)
    (issue,) = launch.state.all(Issue)
    assert (risk(launch).issue, issue.risk) == (issue.id, 1)
    assert (issue.title, issue.first_solution, issue.description) == (
        "首批到货推迟",
        "先发样品",
        "供应商三天没有回信",
    )
    assert (issue.severity, issue.owner, issue.reporter) == (Severity.SEVERE, ZHAO, LI)
    assert issue.urgent_since == launch.moment.now
    assert standing_of(launch.state, risk(launch)) is Standing.HAPPENED
    with pytest.raises(Refused, match="NPL"):
        launch.draft(RiskHappened(1), by=LI)
    with pytest.raises(Refused, match="NPL"):
        launch.draft(CloseRisk(1, "过去了"), by=ZHAO)


def test_after_its_issue_was_closed_a_risk_may_happen_again(launch: Launch) -> None:
    launch.do(RiskHappened(1, severity=Severity.MINOR), by=LI)
    launch.do(HandleIssue(1, ZHAO, FRIDAY), by=ZHAO)
    launch.do(ProposeClosed(1, "到货了"), by=ZHAO)
    launch.do(VerifyIssue(1), by=LI)
    assert launch.state.one(Issue, 1).state is IssueState.CLOSED
    assert standing_of(launch.state, risk(launch)) is Standing.OPEN
    launch.do(RiskHappened(1), by=WANG)
    assert [each.id for each in issues_of(launch.state, risk(launch))] == [1, 2]


def test_what_happened_by_mistake_is_taken_back_by_who_said_so(launch: Launch) -> None:
    changes = launch.written(RiskHappened(1), by=LI)
    inverse = [each.inverse() for each in reversed(changes)]
    with pytest.raises(NotAllowed):
        rights.check(launch.state, _person(launch, CHEN), inverse)
    rights.check(launch.state, _person(launch, LI), inverse)
    launch.state.apply(inverse)
    assert risk(launch).issue is None
    assert not launch.state.all(Issue)


def test_whoever_weighed_takes_it_back_and_nobody_else(launch: Launch) -> None:
    changes = launch.written(WeighRisk(1, 4, 4), by=ZHAO)
    inverse = [each.inverse() for each in reversed(changes)]
    with pytest.raises(NotAllowed):
        rights.check(launch.state, _person(launch, WANG), inverse)
    rights.check(launch.state, _person(launch, ZHAO), inverse)
    launch.state.apply(inverse)
    assert (risk(launch).weight, risk(launch).scores) == (12, ())


def test_what_was_weighed_is_not_rewritten_nor_said_for_others(launch: Launch) -> None:
    launch.do(WeighRisk(1, 4, 4), by=ZHAO)
    newest = risk(launch).scores[-1]
    rewritten = Change(
        "risks", 1, "scores/2", jsonable(newest), jsonable(newest.model_copy(update={"impact": 1}))
    )
    forged = Change("risks", 1, "scores/3", None, jsonable(newest.model_copy(update={"id": 3, "by": WANG})))
    for change in (rewritten, forged):
        with pytest.raises(NotAllowed):
            rights.check(launch.state, _person(launch, ZHAO), [change])


def test_a_risk_is_struck_off_for_a_reason_and_comes_back(launch: Launch) -> None:
    launch.do(CloseRisk(1, "首批已到"), by=WANG)
    assert standing_of(launch.state, risk(launch)) is Standing.CLOSED
    launch.moment = at(29)
    assert not due_reviews(launch.state, 1, launch.moment.today)
    for command in (WeighRisk(1, 1, 1), EditRisk(1, {"title": "x"}), RiskHappened(1), CloseRisk(1, "x")):
        with pytest.raises(Refused, match="NPL-4"):
            launch.draft(command, by=FACILITATOR)
    launch.do(ReopenRisk(1, APRIL), by=SUN)
    assert (standing_of(launch.state, risk(launch)), risk(launch).next_review) == (Standing.OPEN, APRIL)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (WeighRisk(1, 0, 3), "probability"),
        (WeighRisk(1, 3, 6), "impact"),
        (ReviewRisk(1, None), "next_review"),
        (ReviewRisk(1, date(2024, 3, 25)), "next_review"),
        (EditRisk(1, {"next_review": date(2024, 3, 1)}), "next_review"),
        (EditRisk(1, {"title": " "}), "title"),
        (EditRisk(1, {"owner": 99}), "owner"),
        (EditRisk(1, {"department": 99}), "department"),
        (EditRisk(1, {"probability": 5}), "probability"),
        (CloseRisk(1, "  "), "reason"),
        (RiskHappened(1, owner=99), "owner"),
        (RiskHappened(1, deadline=date(2024, 3, 1)), "deadline"),
        (RiskHappened(1, tasks=(99,)), "tasks"),
        (ReopenRisk(1), None),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field(launch: Launch, command: Command, field: str | None) -> None:
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field
    assert caught.value.render("zh")


def test_what_was_never_weighed_is_weighed_at_its_review(launch: Launch) -> None:
    launch.do(RaiseRisk(1, "缺货", SALES), by=SUN)
    with pytest.raises(Refused) as caught:
        launch.draft(ReviewRisk(2, APRIL), by=SUN)
    assert caught.value.field == "probability"
    launch.do(ReviewRisk(2, APRIL, 2, 2), by=SUN)
    assert launch.state.one(Risk, 2).weight == 4


@pytest.mark.parametrize("who", [ZHAO, SUN, WANG, LI, FACILITATOR])
def test_who_looks_after_a_risk_changes_it(launch: Launch, who: int) -> None:
    launch.draft(WeighRisk(1, 1, 1), by=who)
    launch.draft(ReviewRisk(1, APRIL), by=who)
    launch.draft(EditRisk(1, {"prevention": "找第二家供应商"}), by=who)
    launch.draft(CloseRisk(1, "到了"), by=who)
    assert why_not(launch.state, _person(launch, who), risk(launch)) is None


@pytest.mark.parametrize("who", [CHEN, GUEST])
def test_others_do_not(launch: Launch, who: int) -> None:
    for command in (WeighRisk(1, 1, 1), EditRisk(1, {"owner": CHEN}), CloseRisk(1, "到了")):
        with pytest.raises(NotAllowed):
            launch.draft(command, by=who)
    assert why_not(launch.state, _person(launch, who), risk(launch)) is not None


def test_everybody_but_a_guest_says_that_it_has_happened(launch: Launch) -> None:
    launch.draft(RiskHappened(1), by=CHEN)
    with pytest.raises(NotAllowed):
        launch.draft(RiskHappened(1), by=GUEST)


def test_the_matrix_has_what_may_happen_in_its_cells(launch: Launch) -> None:
    launch.do(RaiseRisk(1, "缺货", DESIGN, probability=3, impact=4), by=ZHAO)
    launch.do(RaiseRisk(1, "展会改期", SALES), by=SUN)
    launch.do(RaiseRisk(1, "汇率", SALES, probability=5, impact=1), by=SUN)
    launch.do(RaiseRisk(1, "人手不够", SALES, probability=5, impact=5), by=SUN)
    launch.do(CloseRisk(4, "锁定了"), by=SUN)
    launch.do(RiskHappened(5), by=SUN)
    found = matrix(launch.state, 1)
    assert [each.key for each in found.cell(3, 4).risks] == ["NPL-4", "NPL-5"]
    assert [each.key for each in found.unweighed] == ["NPL-6"]
    assert sum(len(cell.risks) for cell in found.cells()) == 2
    assert [cell.weight for cell in found.rows[0]] == [5, 10, 15, 20, 25]
    assert found.cell(3, 4).level is Level.MEDIUM


def test_levels_of_weights() -> None:
    assert [level_of(each) for each in (None, 1, 4, 5, 12, 15, 25)] == [
        Level.UNKNOWN,
        Level.LOW,
        Level.LOW,
        Level.MEDIUM,
        Level.MEDIUM,
        Level.HIGH,
        Level.HIGH,
    ]


def test_the_register_has_the_heaviest_first_and_what_is_over_last(launch: Launch) -> None:
    for title, probability, impact in (("轻", 1, 2), ("重", 5, 4), ("过去", 5, 5)):
        launch.do(RaiseRisk(1, title, SALES, probability=probability, impact=impact), by=SUN)
    launch.do(RaiseRisk(1, "未评", SALES), by=SUN)
    launch.do(CloseRisk(4, "过去了"), by=SUN)
    found = rows(launch.state, 1, launch.moment)
    assert [row.risk.title for row in found] == ["重", "首批到货推迟", "未评", "轻", "过去"]
    assert [(row.due, row.days) for row in found[:2]] == [(True, None), (False, 4)]
