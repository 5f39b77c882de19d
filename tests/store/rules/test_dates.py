"""The dates people type. The calendar, for checking by eye: 22 November 2026 is a Sunday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import Refused
from store.rules.dates import Found, find, spoken, understand
from store.rules.workdays import Workdays

WEDNESDAY = date(2026, 3, 18)
CHINA = Workdays("CN")


def d(text: str) -> date:
    return date.fromisoformat(text)


FRIDAY_THE_20TH = """
3/20|3-20|03/20|2026-03-20|2026/3/20|2026.3.20|20260320|3.20|3 / 20|3–20|3−20|  3/20  |３／２０|2026－03－20
3月20日|3月20号|3月20|2026年3月20日|26年3月20日|今年3月20日|三月二十日|三月二十号|３月２０日
3月 20 日|3月20日。|20日|20号|二十号|本月20日|这个月20号|20日前|3月20日之前
mar 20|Mar. 20|20 March|march 20th|20th of march|20 mar 2026|March 20, 2026|the 20th|20th|20th of this month
fri|friday|Fri|ＦＲＩ|this fri|by friday|before fri|due fri|until friday|on friday|no later than friday
fri eod|fri 5pm|friday 14:00|Fri at 10 am|周五下午3点|周五晚|周五 14:00|周五之前吧
周五|星期五|礼拜五|本周五|这周五|这个周五|周5|周五前|周五之前|周五以前|到周五|周五为止|周五下班前|截至周五|最晚周五|周五下午
+2d|+2|＋２ｄ|+2天|+2日|in 2 days|in two days|2 days later|two days from now|day after tomorrow|后天|后天前
两天后|2天后|二天之后|两天内|2天以内|2日内|过两天|+2wd|2wd|two working days|2个工作日后|两个工作日内
eow|end of week|本周内|end of this week
周五 3月20日|3月20日（周五）|Fri, Mar 20|fri 20 march|2026-03-20 周五
"""


@pytest.mark.parametrize("text", FRIDAY_THE_20TH.strip("\n").replace("\n", "|").split("|"))
def test_many_ways_to_say_friday_the_20th_on_a_wednesday(text: str) -> None:
    assert understand(text, WEDNESDAY, CHINA) == d("2026-03-20")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-03-18"),
        ("今天", "2026-03-18"),
        ("下班前", "2026-03-18"),
        ("tomorrow", "2026-03-19"),
        ("明天", "2026-03-19"),
        ("大后天", "2026-03-21"),
        ("yesterday", "2026-03-17"),
        ("昨天", "2026-03-17"),
        ("前天", "2026-03-16"),
        ("day before yesterday", "2026-03-16"),
        ("三天前", "2026-03-15"),
        ("3 days ago", "2026-03-15"),
        ("-1d", "2026-03-17"),
        ("+2w", "2026-04-01"),
        ("in two weeks", "2026-04-01"),
        ("两周后", "2026-04-01"),
        ("a week", "2026-03-25"),
        ("+1m", "2026-04-18"),
        ("一个月后", "2026-04-18"),
        ("半个月后", "2026-04-02"),
        ("半年内", "2026-09-18"),
        ("十天内", "2026-03-28"),
        ("next working day", "2026-03-19"),
        ("下个工作日", "2026-03-19"),
        ("下一个工作日", "2026-03-19"),
        ("last day of next month", "2026-04-30"),
        ("by the end of next week", "2026-03-27"),
        ("the end of next week", "2026-03-27"),
        ("3日内", "2026-03-21"),
        ("+1y", "2027-03-18"),
        ("wed", "2026-03-18"),
        ("周三", "2026-03-18"),
        ("tue", "2026-03-24"),
        ("周二", "2026-03-24"),
        ("this tue", "2026-03-17"),
        ("本周二", "2026-03-17"),
        ("next wed", "2026-03-25"),
        ("Next   WED", "2026-03-25"),
        ("nextwed", "2026-03-25"),
        ("wed next week", "2026-03-25"),
        ("next fri", "2026-03-27"),
        ("下周三", "2026-03-25"),
        ("下个周三", "2026-03-25"),
        ("下星期三前", "2026-03-25"),
        ("下下周一", "2026-03-30"),
        ("上周五", "2026-03-13"),
        ("last fri", "2026-03-13"),
        ("周日", "2026-03-22"),
        ("周天", "2026-03-22"),
        ("周末", "2026-03-22"),
        ("weekend", "2026-03-22"),
        ("下周末", "2026-03-29"),
        ("月底", "2026-03-31"),
        ("月末", "2026-03-31"),
        ("本月底", "2026-03-31"),
        ("end of month", "2026-03-31"),
        ("end of the month", "2026-03-31"),
        ("eom", "2026-03-31"),
        ("month end", "2026-03-31"),
        ("下月底", "2026-04-30"),
        ("下个月底", "2026-04-30"),
        ("end of next month", "2026-04-30"),
        ("月初", "2026-04-01"),
        ("下月初", "2026-04-01"),
        ("start of next month", "2026-04-01"),
        ("月中", "2026-04-15"),
        ("本月中", "2026-03-15"),
        ("季度末", "2026-03-31"),
        ("下季度末", "2026-06-30"),
        ("三季度末", "2026-09-30"),
        ("end of q3", "2026-09-30"),
        ("Q4末", "2026-12-31"),
        ("eoq", "2026-03-31"),
        ("年底", "2026-12-31"),
        ("end of the year", "2026-12-31"),
        ("今年年底", "2026-12-31"),
        ("明年底", "2027-12-31"),
        ("2028年底", "2028-12-31"),
        ("年中", "2026-06-30"),
        ("明年初", "2027-01-01"),
        ("3月底", "2026-03-31"),
        ("2月底", "2026-02-28"),
        ("1月底", "2027-01-31"),
        ("end of february 2028", "2028-02-29"),
        ("明年三月初", "2027-03-01"),
        ("下个月15号", "2026-04-15"),
        ("15th of next month", "2026-04-15"),
        ("15号", "2026-04-15"),
        ("31号", "2026-03-31"),
        ("March 20, 2027", "2027-03-20"),
        ("明年3月20日", "2027-03-20"),
    ],
)
def test_words_and_steps_said_on_wednesday_18_march_2026(text: str, day: str) -> None:
    assert understand(text, WEDNESDAY, CHINA) == d(day)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        # At most 30 days past is the past one, else the coming one.
        ("2026-01-10", "12/20", "2025-12-20"),
        ("2026-01-10", "12/11", "2025-12-11"),
        ("2026-01-10", "12/10", "2026-12-10"),
        ("2026-01-10", "12月底", "2025-12-31"),
        ("2025-12-28", "1/5", "2026-01-05"),
        ("2025-12-28", "12/1", "2025-12-01"),
        ("2025-12-28", "11/27", "2026-11-27"),
        ("2025-12-28", "Jan 5", "2026-01-05"),
        ("2025-12-30", "周五", "2026-01-02"),
        ("2025-12-30", "下周三", "2026-01-07"),
        ("2025-12-31", "明天", "2026-01-01"),
        ("2025-12-31", "年底", "2025-12-31"),
        ("2025-12-31", "月底", "2025-12-31"),
        ("2025-12-31", "月初", "2026-01-01"),
        ("2026-01-01", "月初", "2026-01-01"),
        ("2025-12-31", "下月底", "2026-01-31"),
        ("2025-12-31", "下季度末", "2026-03-31"),
        ("2026-01-02", "上个月15号", "2025-12-15"),
        ("2025-12-20", "5号", "2026-01-05"),
        ("2026-04-29", "3月底", "2026-03-31"),
    ],
)
def test_across_new_year(today: str, text: str, day: str) -> None:
    assert understand(text, d(today)) == d(day)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-01-31", "+1m", "2026-02-28"),
        ("2028-01-31", "+1m", "2028-02-29"),
        ("2026-03-31", "-1m", "2026-02-28"),
        ("2028-02-29", "+1y", "2029-02-28"),
        ("2026-01-31", "下月底", "2026-02-28"),
        ("2028-02-01", "月底", "2028-02-29"),
        ("2028-02-10", "2/29", "2028-02-29"),
        ("2026-02-10", "30号", "2026-03-30"),
        ("2026-11-22", "周日", "2026-11-22"),
        ("2026-11-22", "下周一", "2026-11-23"),
        ("2026-11-22", "本周一", "2026-11-16"),
        ("2026-11-21", "eow", "2026-11-22"),
    ],
)
def test_month_ends_leap_years_and_week_ends(today: str, text: str, day: str) -> None:
    assert understand(text, d(today)) == d(day)


def test_working_days_go_by_the_boards_calendar() -> None:
    # 国庆 2026: off 1 to 7 October, Saturday the 10th worked.
    eve = d("2026-09-30")
    for text in ("+3wd", "3个工作日后", "three working days", "in 3 business days", "三个工作日内"):
        assert understand(text, eve, CHINA) == d("2026-10-10")
        assert understand(text, eve) == d("2026-10-05")
    assert understand("3天后", eve, CHINA) == d("2026-10-03")


NEAR = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(NEAR, st.integers(-1000, 1000), st.sampled_from(("zh", "en")))
@example(date(2028, 2, 29), 0, "zh")
@example(date(2026, 12, 31), -364, "en")
@example(date(2028, 12, 1), -276, "zh")
def test_what_is_echoed_is_understood_as_the_same_date(today: date, away: int, language: str) -> None:
    day = today + timedelta(days=away)
    said = spoken(day, today, "zh" if language == "zh" else "en")
    assert understand(said, today) == day
    assert find(f"交稿 {said} OK", today) == Found(day, 3, 3 + len(said))


@given(NEAR, NEAR)
def test_a_full_date_is_that_date_however_it_is_written(day: date, today: date) -> None:
    for text in (
        f"{day}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%B %d, %Y}",
    ):
        assert understand(text, today) == day


@given(NEAR, NEAR)
def test_a_date_without_a_year_lies_between_30_days_ago_and_a_year_ahead(day: date, today: date) -> None:
    try:
        understood = understand(f"{day.month}/{day.day}", today)
    except Refused:
        assert (day.month, day.day) == (2, 29)
    else:
        assert (understood.month, understood.day) == (day.month, day.day)
        assert -30 <= (understood - today).days <= 366


@given(NEAR, st.integers(0, 6))
def test_a_weekday_alone_is_within_the_coming_seven_days(today: date, number: int) -> None:
    day = understand("周" + "一二三四五六日"[number], today)
    assert day.weekday() == number
    assert 0 <= (day - today).days <= 6
    assert understand("montuewedthufrisatsun"[3 * number :][:3], today) == day


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        ("2026-11-26", "周四 11-26", "Thu 11-26"),
        ("2026-01-05", "周一 01-05", "Mon 01-05"),
        ("2027-01-07", "周四 2027-01-07", "Thu 2027-01-07"),
        ("2025-12-28", "周日 2025-12-28", "Sun 2025-12-28"),
    ],
)
def test_a_date_is_echoed_with_its_weekday_and_the_year_only_when_it_is_another(
    day: str, zh: str, en: str
) -> None:
    today = d("2026-11-22")
    assert spoken(d(day), today, "zh") == zh
    assert spoken(d(day), today, "en") == en
