"""What is typed as a date and is none: refused with why, whatever it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import Refused
from store.rules.dates import find, understand
from store.rules.workdays import Workdays

WEDNESDAY = date(2026, 3, 18)
CHINA = Workdays("CN")


def refusal(text: str, today: date = WEDNESDAY) -> str:
    with pytest.raises(Refused) as refused:
        understand(text, today, CHINA)
    assert refused.value.field is None
    assert refused.value.render("zh")
    return refused.value.render("en")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2/30", "There is no day 30 in 2026-02: it has 28 days."),
        ("2月30日", "There is no day 30 in 2026-02: it has 28 days."),
        ("2/29", "There is no day 29 in 2026-02: it has 28 days."),
        ("2026-04-31", "There is no day 31 in 2026-04: it has 30 days."),
        ("13月1日", "There is no month 13. The month comes first, then the day: 3/20."),
        ("20/3", "There is no month 20. The month comes first, then the day: 3/20."),
        ("0/5", "There is no month 0. The month comes first, then the day: 3/20."),
        ("32号", "There is no day 32 in any month."),
        ("周四 3月20日", "2026-03-20 is a Friday, not a Thursday."),
        ("Mon 2026-03-20", "2026-03-20 is a Friday, not a Monday."),
        ("下周", "“下周” names no day. Say which one: next wed, end of next month."),
        ("next month", "“next month” names no day. Say which one: next wed, end of next month."),
        ("13月", "“13月” names no day. Say which one: next wed, end of next month."),
        ("9999-01-01", "The year 9999 is too far away: dates go from 1970 to 2199."),
        ("0001-01-01", "The year 1 is too far away: dates go from 1970 to 2199."),
        ("+9999y", "The year 12025 is too far away: dates go from 1970 to 2199."),
        ("-9999w", "-69993 days lead too far: dates go from 1970 to 2199."),
    ],
)
def test_an_impossible_date_is_refused_with_why(text: str, why: str) -> None:
    assert refusal(text) == why


def test_28_february_is_near_and_its_leap_day_is_not_moved_silently() -> None:
    assert understand("2/28", WEDNESDAY) == date.fromisoformat("2026-02-28")
    assert understand("2028-02-29", WEDNESDAY) == date.fromisoformat("2028-02-29")


@pytest.mark.parametrize(
    "text", ["foo", "asap", "尽快", "{0}", "[/red]", "3/", "/", "3//20", "1/2/3/4", "15", "x" * 50]
)
def test_what_is_no_date_is_refused_with_examples(text: str) -> None:
    why = refusal(text)
    assert "next wed" in why
    assert "3/20" in why


@pytest.mark.parametrize("text", ["", "   ", "。", "\u200b", "\x1b"])
def test_nothing_typed_asks_for_a_date(text: str) -> None:
    assert refusal(text).startswith("Type a date")


def test_a_pasted_page_is_refused_and_not_repeated() -> None:
    assert len(refusal("下周三" * 10_000)) < 200
    assert len(refusal("3/20" + " " * 100_000)) < 200


def test_control_characters_are_not_repeated_in_the_refusal() -> None:
    assert refusal("\x1b]52;c;x\x07 z").isprintable()


PIECES = """
下 上 本 周 月 年 底 初 末 前 后 内 天 日 号 个 三 十 两 季 半 到 每 三十 工作日 0 1 29 30 31 2026 99999
/ - . + , ( ) mar feb fri next last end of in d w m wd y q by eo ٣ ² Ⅻ ㈰
"""
WORDS = st.sampled_from(PIECES.split())


@given(
    st.text() | st.lists(WORDS, max_size=8).map("".join) | st.lists(WORDS, max_size=8).map(" ".join),
    st.dates(),
)
@example("+9999y", date.max)
@example("-9999y", date.min)
@example("月初", date.max)
@example("31号", date.max)
@example("周五 2/29", date(2028, 2, 29))
@example("+1wd", date.max)
def test_whatever_is_typed_gives_a_date_or_a_refusal_and_nothing_else(text: str, today: date) -> None:
    try:
        day = understand(text, today)
    except Refused as refused:
        day, why = None, refused.render("en")
    else:
        why = ""
    assert (type(day) is date) != bool(why)
    found = find(text, today)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
