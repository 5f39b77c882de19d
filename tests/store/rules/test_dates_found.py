"""A date said somewhere in a line that is captured in a meeting."""

from __future__ import annotations

from datetime import date

import pytest

from store.rules.dates import find
from store.rules.workdays import Workdays

WEDNESDAY = date(2026, 3, 18)
CHINA = Workdays("CN")


@pytest.mark.parametrize(
    ("line", "day", "said"),
    [
        ("行动 @王芳 周五前补齐产品手册", "2026-03-20", "周五前"),
        ("周五前把4月20日的初稿补齐", "2026-03-20", "周五前"),
        ("3月20日的方案改到下周三", "2026-03-25", "到下周三"),
        ("fix NPL-7 by next fri please", "2026-03-27", "by next fri"),
        ("a @Li send the draft, due Mar 30", "2026-03-30", "due Mar 30"),
        ("@陈工 ３月２０日 之前给手册", "2026-03-20", "３月２０日 之前"),
        ("手册 3月20日（周五）交", "2026-03-20", "3月20日（周五）"),
        ("Meet Fri, Mar 20 at 3", "2026-03-20", "Fri, Mar 20"),
        ("三天内回复客户", "2026-03-21", "三天内"),
        ("今天下班前发出", "2026-03-18", "今天下班前"),
        ("draft +3d", "2026-03-21", "+3d"),
        ("see you on sun", "2026-03-22", "on sun"),
        ("周五前端评审", "2026-03-20", "周五"),
        ("明天", "2026-03-19", "明天"),
    ],
)
def test_a_date_is_found_in_a_line_of_the_meeting(line: str, day: str, said: str) -> None:
    found = find(line, WEDNESDAY, CHINA)
    assert found is not None
    assert (found.day, line[found.start : found.end]) == (date.fromisoformat(day), said)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "补齐产品手册",
        "每周五开会",
        "每月底对账",
        "一周一次",
        "周日报",
        "3号楼装修",
        "版本 1.2.3",
        "NPL-3-20",
        "我的 friend 来了",
        "the sun is out",
        "2月30日",
        "延期3天",
        "100,000 units in 2024/2025/2026",
    ],
)
def test_what_only_looks_like_a_date_is_not_found_in_a_line(line: str) -> None:
    assert find(line, WEDNESDAY, CHINA) is None
