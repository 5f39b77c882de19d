"""Table 3 filled in: an issue goes its way, and nobody closes their own fix alone."""

from __future__ import annotations

from datetime import date

import pytest

from store.language import use
from store.model.issue import Issue, IssueState, Severity
from store.rules.commands.issues.handling import HandleIssue, NoteMeasure
from store.rules.commands.issues.reporting import ReportIssue
from tests.store.exchange.back.desk import Desk, Sheet, edited
from tests.store.rules.launch import FACILITATOR, LI, MATERIAL, WANG, ZHAO


@pytest.fixture
def desk() -> Desk:
    use("en")
    desk = Desk()
    desk.do(ReportIssue(1, "颜色不对", "与手册不符", tasks=(MATERIAL,)), by=LI)
    return desk


def filled(desk: Desk, **cells: object) -> bytes:
    """Table 3 with cells of the issue filled in, by headings."""

    def fill(sheet: Sheet) -> None:
        for heading, value in cells.items():
            sheet.put("NPL-4", heading, value)

    return edited(desk.out("issues"), "issues", fill)


def issue(desk: Desk) -> Issue:
    return desk.state.one(Issue, 1)


def refused(desk: Desk, **cells: object) -> str:
    """At which column the row is refused."""
    plan = desk.planned(filled(desk, **cells))
    assert plan.command is None
    return plan.refused[0].heading


def test_an_issue_is_handled_solved_and_verified_as_its_row_is_filled_in(desk: Desk) -> None:
    assert desk.read(desk.out("issues")).unchanged
    assert refused(desk, 状态="处理中") == "责任人"
    assert refused(desk, 状态="已关闭") == "状态"
    desk.take_in(filled(desk, 责任人="赵敏", 期限="3/29", 初步方案="重新对色"))
    found = issue(desk)
    assert (found.state, found.owner, found.deadline) == (IssueState.HANDLING, ZHAO, date(2024, 3, 29))
    assert found.first_solution == "重新对色"
    before = desk.values("issues")["NPL-4"]["measures"]
    desk.take_in(filled(desk, 处理措施=f"{before}\n已打样", 期限="4/1"))
    assert [each.text for each in issue(desk).measures] == ["已打样"]
    assert issue(desk).deadline == date(2024, 4, 1)
    assert refused(desk, 状态="待验证") == "处理结果"
    desk.take_in(filled(desk, 状态="待验证", 处理结果="新版已交"))
    assert (issue(desk).state, issue(desk).result) == (IssueState.TO_VERIFY, "新版已交")
    plan = desk.planned(filled(desk, 状态="已关闭"))
    assert str(plan.refused[0].reason).startswith("Nobody verifies their own fix.")


def test_it_is_handed_over_and_put_right(desk: Desk) -> None:
    desk.do(HandleIssue(1, ZHAO, date(2024, 3, 29)), by=FACILITATOR)
    desk.take_in(filled(desk, 责任人="王芳", 严重程度="严重", 问题描述="色差\n两处不符", 影响="延期一天"))
    found = issue(desk)
    assert (found.owner, found.severity, found.title) == (WANG, Severity.SEVERE, "色差")
    assert (found.description, found.impact) == ("两处不符", "延期一天")
    assert refused(desk, 责任人=None) == "责任人"


def test_a_row_that_was_added_is_reported(desk: Desk) -> None:
    data = edited(
        desk.out("issues"),
        "issues",
        lambda s: s.append(**{heading_of(desk, "title"): "缺货", heading_of(desk, "severity"): "轻微"}),
    )
    desk.take_in(data)
    new = desk.state.one(Issue, 2)
    assert (new.title, new.severity, new.state) == ("缺货", Severity.MINOR, IssueState.OPEN)


def heading_of(desk: Desk, field: str) -> str:
    """What a column is called."""
    return desk.stands("issues", 1, "zh").names[field]


def test_measures_that_are_there_are_not_written_again(desk: Desk) -> None:
    desk.do(HandleIssue(1, ZHAO, date(2024, 3, 29)), NoteMeasure(1, "已打样"), by=FACILITATOR)
    text = desk.values("issues")["NPL-4"]["measures"]
    desk.take_in(filled(desk, **{heading_of(desk, "measures"): f"{text}\n已送检"}))
    assert [each.text for each in issue(desk).measures] == ["已打样", "已送检"]


def test_a_measure_of_several_lines_is_there_already_and_one_that_ends_like_it_is_new(desk: Desk) -> None:
    said = "先对色\n已打样"
    desk.do(HandleIssue(1, ZHAO, date(2024, 3, 29)), NoteMeasure(1, said), by=FACILITATOR)
    text = desk.values("issues")["NPL-4"]["measures"]
    desk.take_in(filled(desk, **{heading_of(desk, "measures"): f"{text}\n第二批已打样"}))
    assert [each.text for each in issue(desk).measures] == [said, "第二批已打样"]
