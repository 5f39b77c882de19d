"""Working days, against the notices of the State Council as published."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import Refused
from store.rules.workdays import _CHINA, Workdays, _from_library, _published, check_country

CHINA = Workdays("CN")
WEEKENDS_ONLY = Workdays(None)
NEAR = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def worked(calendar: Workdays, first: date, last: date) -> list[str]:
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return [f"{day:%m-%d}" for day in days if calendar.is_workday(day)]


def test_the_spring_festival_of_2026_is_nine_days_off_with_a_saturday_worked_on_either_side() -> None:
    # 2月15日（周日）至23日（周一）放假，2月14日（周六）、2月28日（周六）上班
    assert worked(CHINA, date(2026, 2, 13), date(2026, 2, 28)) == [
        "02-13", "02-14", "02-24", "02-25", "02-26", "02-27", "02-28",
    ]  # fmt: skip


def test_the_national_day_of_2026_moves_two_days_to_weekends() -> None:
    # 10月1日至7日放假，9月20日（周日）、10月10日（周六）上班
    assert worked(CHINA, date(2026, 9, 19), date(2026, 10, 11)) == [
        "09-20", "09-21", "09-22", "09-23", "09-24", "09-28", "09-29", "09-30", "10-08", "10-09", "10-10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("off", "on"),
    [
        (date(2026, 1, 2), date(2026, 1, 4)),  # 元旦
        (date(2026, 5, 5), date(2026, 5, 9)),  # 劳动节
        (date(2025, 2, 4), date(2025, 1, 26)),  # 春节
        (date(2025, 10, 8), date(2025, 10, 11)),  # 国庆节、中秋节
        (date(2024, 2, 16), date(2024, 2, 18)),  # 春节
        (date(2024, 9, 16), date(2024, 9, 14)),  # 中秋节
    ],
)
def test_a_day_moved_to_a_weekend_is_off_and_the_weekend_day_is_worked(off: date, on: date) -> None:
    assert not CHINA.is_workday(off)
    assert CHINA.is_workday(on)


@pytest.mark.parametrize("year", sorted(_CHINA))
def test_the_notices_written_out_here_agree_with_the_library_day_by_day(year: int) -> None:
    import holidays

    library = holidays.country_holidays("CN", years=year)
    for at in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = date(year, 1, 1) + timedelta(days=at)
        assert CHINA.is_workday(day) == library.is_working_day(day), day
    assert _published("CN", year).worked == _from_library("CN", year).worked


def test_the_example_of_the_method_counts_five_working_days_from_20_to_27_march_2024() -> None:
    assert CHINA.between(date(2024, 3, 20), date(2024, 3, 27)) == 5
    assert CHINA.add(date(2024, 3, 28), 1) == date(2024, 3, 29)
    # 清明节: 4月4日至6日放假，4月7日（周日）上班
    assert CHINA.add(date(2024, 4, 3), 1) == date(2024, 4, 7)


def test_the_start_is_not_counted_and_the_end_is() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert CHINA.between(friday, friday) == 0
    assert CHINA.between(friday, monday) == 1
    assert CHINA.between(monday, friday) == -1
    assert CHINA.between(date(2026, 11, 21), monday) == 1


def test_counting_across_new_year_and_over_whole_years() -> None:
    # 2025-12-31 Wednesday; 1 to 3 January off, Sunday the 4th worked
    assert CHINA.between(date(2025, 12, 31), date(2026, 1, 5)) == 2
    # 2025 had 248 working days (as many as its notice leaves)
    assert CHINA.between(date(2024, 12, 31), date(2025, 12, 31)) == 248
    assert CHINA.between(date(2023, 12, 31), date(2026, 12, 31)) == sum(
        CHINA.is_workday(date(2024, 1, 1) + timedelta(days=at)) for at in range(366 + 365 + 365)
    )


def test_the_next_working_day_is_the_day_itself_when_it_is_worked() -> None:
    assert CHINA.next(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CHINA.next(date(2026, 10, 10)) == date(2026, 10, 10)


def test_adding_goes_forward_and_back_from_a_day_off() -> None:
    inside = date(2026, 10, 3)
    assert CHINA.add(inside, 0) == inside
    assert CHINA.add(inside, 1) == date(2026, 10, 8)
    assert CHINA.add(inside, -1) == date(2026, 9, 30)
    assert CHINA.add(date(2026, 1, 4), -1) == date(2025, 12, 31)


def test_a_year_not_published_yet_counts_only_weekends_and_says_so() -> None:
    # Far enough ahead that no release of the library can know its notice.
    year = 2090
    assert not CHINA.known(year)
    assert not CHINA.is_workday(date(2090, 10, 1))  # a Sunday
    assert CHINA.is_workday(date(2090, 10, 2))
    assert CHINA.is_workday(date(2090, 10, 3))
    note = CHINA.note(year)
    assert note is not None
    assert "2090" in note.render("en")
    assert CHINA.known(2026)
    assert CHINA.note(2026) is None


def test_weekends_only_needs_no_publication() -> None:
    assert WEEKENDS_ONLY.known(2090)
    assert WEEKENDS_ONLY.is_workday(date(2026, 10, 1))
    assert not WEEKENDS_ONLY.is_workday(date(2026, 10, 10))


def test_another_country_has_its_own_holidays_and_its_own_weekend() -> None:
    germany, arabia = Workdays("DE"), Workdays("SA")
    assert not germany.is_workday(date(2026, 12, 25))
    assert not germany.is_workday(date(2026, 10, 3))
    assert germany.is_workday(date(2026, 10, 1))
    assert not arabia.is_workday(date(2026, 11, 20))
    assert arabia.is_workday(date(2026, 11, 22))
    reason = germany.reason(date(2026, 12, 25))
    assert reason is not None
    assert reason.render("en") == "Christmas Day"


def test_the_boards_own_days_stand_above_the_published_ones() -> None:
    own = Workdays(
        "CN",
        days_off=frozenset({date(2026, 11, 23), date(2026, 10, 10)}),
        work_days=frozenset({date(2026, 10, 1), date(2026, 11, 21)}),
    )
    assert not own.is_workday(date(2026, 11, 23))
    assert not own.is_workday(date(2026, 10, 10))
    assert own.is_workday(date(2026, 10, 1))
    assert own.is_workday(date(2026, 11, 21))
    reason = own.reason(date(2026, 11, 23))
    assert reason is not None
    assert reason.render("en") == "a day off of this board"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 10, 1), "National Day holiday"),
        (date(2026, 2, 15), "Spring Festival holiday"),
        (date(2026, 11, 22), "a weekend"),
        (date(2026, 10, 10), None),
        (date(2026, 11, 23), None),
    ],
)
def test_the_reason_of_a_day_off_can_be_told(day: date, why: str | None) -> None:
    reason = CHINA.reason(day)
    assert (reason and reason.render("en")) == why


@pytest.mark.parametrize("code", ["XX", "", "China", "C", "{x}", "[/red]", "N/A", "汉"])
def test_an_unknown_country_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_country(code)
    assert "CN" in refused.value.render("en")
    with pytest.raises(Refused):
        Workdays(code).is_workday(date(2026, 1, 1))


def test_a_country_may_be_written_small() -> None:
    assert check_country(" cn ") == "CN"
    assert check_country("de") == "DE"
    assert not Workdays("cn").is_workday(date(2026, 10, 1))


def test_days_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(Refused):
        WEEKENDS_ONLY.add(date(9999, 12, 30), 9)
    with pytest.raises(Refused):
        WEEKENDS_ONLY.add(date(1, 1, 3), -9)


def test_this_years_working_days_do_not_load_the_library() -> None:
    asked = (
        "import sys; from datetime import date; from store.rules.workdays import Workdays;"
        "Workdays('CN').between(date(2025, 1, 1), date(2026, 12, 31));"
        "Workdays(None).add(date(2026, 1, 1), 999);"
        "print('holidays' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@given(NEAR, st.integers(-400, 400))
def test_adding_and_counting_are_inverse(start: date, count: int) -> None:
    end = CHINA.add(start, count)
    if count > 0:
        assert CHINA.is_workday(end)
        assert CHINA.between(start, end) == count
    if count < 0:
        assert CHINA.is_workday(end)
        # The start is counted on the way back only when it is worked itself.
        assert CHINA.between(end, start) == -count - (not CHINA.is_workday(start))


@given(NEAR, NEAR, NEAR)
def test_spans_add_up(a: date, b: date, c: date) -> None:
    assert CHINA.between(a, b) + CHINA.between(b, c) == CHINA.between(a, c)
    assert CHINA.between(a, b) == -CHINA.between(b, a)


@given(NEAR)
def test_a_day_has_a_reason_exactly_when_it_is_not_worked(day: date) -> None:
    assert (CHINA.reason(day) is None) == CHINA.is_workday(day)
    assert CHINA.is_workday(CHINA.next(day))
