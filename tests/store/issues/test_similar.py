"""Open issues that read like what is typed are shown before it is reported twice (DOMAIN.md stage 4.1)."""

from __future__ import annotations

import pytest

from store.rules.commands.issues.reporting import ReportIssue
from store.rules.issues.similar import similar_issues
from tests.store.rules.launch import LI, Launch


@pytest.mark.parametrize(
    "typed", ["宣传物料跟品牌调性不符合", "宣穿物料与品牌调性不符", "物料与品牌调性不符"]
)
def test_a_slip_of_the_pen_and_other_words_still_find_it(typed: str) -> None:
    launch = Launch()
    launch.do(ReportIssue(1, "宣传物料与品牌调性不符"), by=LI)
    assert [like.issue.title for like in similar_issues(launch.state, 1, typed)] == ["宣传物料与品牌调性不符"]


def test_what_is_about_something_else_is_not_found() -> None:
    launch = Launch()
    launch.do(ReportIssue(1, "宣传物料与品牌调性不符"), by=LI)
    assert similar_issues(launch.state, 1, "培训教室的投影仪坏了") == []
