"""The signs of a timeline's bars: what stands where, without a screen."""

from __future__ import annotations

from datetime import date

from screens.assign.bars import bar_line, edge, ruler
from screens.widgets.cells import Line, width
from store.model.task import Milestone, Progress, Task
from store.rules.timeline import Bar, Mark, Scale

MONDAY = date(2024, 3, 25)


def text(line: Line) -> str:
    return "".join(part for part, _style in line)


def bar(
    start: int,
    end: int,
    *,
    latest: int | None = None,
    due: int | None = None,
    marks: tuple[tuple[int, bool], ...] = (),
    critical: bool = False,
    progress: Progress = Progress.NOT_STARTED,
) -> Bar:
    """Days count from Monday the 25th."""

    def day(at: int) -> date:
        return date.fromordinal(MONDAY.toordinal() + at)

    task = Task(
        id=1,
        initiative=1,
        number=1,
        title="a",
        progress=progress,
        milestones=tuple(Milestone(id=at + 1, title="m", due=day(on)) for at, (on, _) in enumerate(marks)),
    )
    return Bar(
        task,
        day(start),
        day(end),
        None,
        day(due) if due is not None else None,
        day(latest if latest is not None else end),
        0,
        critical,
        False,
        tuple(Mark("m", day(on), day(on), hit) for on, hit in marks),
        (),
        (),
    )


def drawn(what: Bar, *, today: int = 30, first: int = 0, days: int = 1, columns: int = 14) -> str:
    start = date.fromordinal(MONDAY.toordinal() + first)
    now = date.fromordinal(MONDAY.toordinal() + today)
    return text(bar_line(what, Scale(start, days, columns), now))


def test_a_bar_stands_from_its_first_day_to_its_last_and_slack_follows_it() -> None:
    assert drawn(bar(1, 4, latest=6)) == " ====..       "


def test_a_critical_bar_is_another_sign_not_only_another_colour() -> None:
    assert drawn(bar(1, 4, critical=True)) == " ####         "


def test_what_is_done_is_a_thin_line() -> None:
    assert drawn(bar(1, 4, progress=Progress.DONE)) == " ----         "


def test_milestones_stand_over_the_bar() -> None:
    assert drawn(bar(1, 6, marks=((2, True), (5, False)))) == " =✓==o=       "


def test_the_planned_end_shows_beside_where_it_ends_now() -> None:
    assert drawn(bar(1, 6, due=4)) == " ===]==       "


def test_today_is_a_line_behind_the_bars() -> None:
    assert drawn(bar(1, 3), today=8) == " ===    :     "
    assert drawn(bar(1, 3), today=2) == " ===          "


def test_a_bar_outside_of_the_window_says_on_which_side() -> None:
    assert drawn(bar(1, 3), first=7).startswith("<")
    assert drawn(bar(20, 30)).endswith(">")


def test_weeks_as_columns_lose_no_bar() -> None:
    assert drawn(bar(8, 9), days=7, today=-9) == " =            "


def test_the_ruler_is_as_wide_as_the_bars_and_names_months_mondays_and_today() -> None:
    for days in (1, 2, 7, 14, 28):
        scale = Scale(MONDAY, days, 60)
        months, labels = ruler(scale, MONDAY)
        assert width(text(months)) == width(text(labels)) == 60
    assert edge(Scale(MONDAY, 1, 60)) == "2024"
    assert text(ruler(Scale(MONDAY, 1, 60), MONDAY)[0]).split() == ["03", "04", "05"]
    assert text(ruler(Scale(MONDAY, 1, 60), MONDAY)[1]).split()[1:3] == ["01", "08"]


def test_no_month_is_left_out_of_the_ruler_and_january_says_its_year() -> None:
    for first, days in ((date(2023, 11, 27), 7), (date(2023, 10, 2), 7), (date(2023, 11, 1), 3)):
        names = text(ruler(Scale(first, days, 52), MONDAY)[0]).split()
        months = [int(name) for name in names if len(name) == 2]
        at = names.index("2024") if "2024" in names else names.index("01")
        assert names[at + 1] == "02"
        assert names[at - 1] == "12"
        assert set(months) | {1} >= {12, 2, 3}


def test_wide_columns_name_quarters() -> None:
    names = text(ruler(Scale(date(2024, 1, 1), 14, 52), MONDAY)[0]).split()
    assert names == ["2024", "04", "07", "10", "2025", "04", "07", "10"]
