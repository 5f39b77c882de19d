"""Words that cannot be measured are pointed out, with what to say instead (DOMAIN.md stage 1.1)."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.requirement import Goal, Outcome
from store.rules.measurable import Lack, line_hints, vague


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("尽快提升满意度", ["尽快", "提升"]),
        ("进一步提升销量", ["进一步", "提升"]),
        ("大幅提高品牌知名度", ["大幅", "提高"]),
        ("十分重要的提升", ["提升"]),
        ("加强培训", ["加强"]),
        ("优化流程", ["优化"]),
        ("第一时间响应", ["第一时间"]),
        ("尽快完成 3 版初稿", ["尽快"]),
        ("3月15日前提升销量", ["提升"]),
        ("Improve sales by 15 March", ["Improve"]),
        ("Improve it as soon as possible", ["Improve", "as soon as possible"]),
        ("Optimise the process", ["Optimise"]),
        ("improve, and improve again", ["improve"]),
        ("满意度提升到 95%", []),
        ("销量提高一倍", []),
        ("缩短到三天，提高效率", []),
        ("3月15日前尽快交付", []),
        ("2 小时内立即响应", []),
        ("三套推广策略和预算", []),
        ("及时率 98%", []),
        ("Reduce complaints by half", []),
        ("Improve response time from 4 hours to 2", []),
        ("前 3 个月销量 10 万台", []),
        ("", []),
    ],
)
def test_a_word_without_its_number_or_day_is_vague(text: str, words: list[str]) -> None:
    assert [each.word for each in vague(text)] == words


def test_the_suggestion_is_for_what_the_word_leaves_open() -> None:
    soon, more, what = vague("尽快提升并加强培训")
    assert [each.lack for each in (soon, more, what)] == [Lack.WHEN, Lack.HOW_MUCH, Lack.WHAT]
    assert soon.message.render("en") == "“尽快” says no date: by which day?"
    assert more.message.render("en") == "“提升” says no measure: from what to what?"


def test_the_goal_of_the_example_is_measurable() -> None:
    goal = Goal(id=1, text="前 3 个月销量", measure="台", target="10 万", date=date(2024, 6, 30))
    assert line_hints(goal) == []


def test_a_goal_says_measure_target_and_date() -> None:
    said = [hint.render("en") for hint in line_hints(Goal(id=1, text="尽快提升销量"))]
    assert len(said) == 5
    assert line_hints(Goal(id=1, text="提升销量", measure="台", target="10 万", date=date(2024, 6, 30))) == []


def test_a_target_without_a_number_is_none() -> None:
    goal = Goal(id=1, text="销量", measure="台", target="更多", date=date(2024, 6, 30))
    assert [hint.render("en") for hint in line_hints(goal)] == ["The target “更多” holds no number."]


def test_an_outcome_is_hinted_at_only_for_its_words() -> None:
    assert line_hints(Outcome(id=1, text="推广方案")) == []
    assert len(line_hints(Outcome(id=1, text="尽快出方案"))) == 1
    assert line_hints(Outcome(id=1, text="尽快出方案", date=date(2024, 3, 15))) == []
