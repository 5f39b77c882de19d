"""Themes and the widgets of the frame."""

from __future__ import annotations

import pytest

from screens.widgets.footer import Hint, fitting
from tui import themes


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({}, themes.DARK),
        ({"NO_COLOR": "1"}, themes.MONOCHROME),
        ({"NO_COLOR": ""}, themes.DARK),
        ({"DUIQI_THEME": "light"}, themes.LIGHT),
        ({"DUIQI_THEME": "light", "NO_COLOR": "1"}, themes.LIGHT),
        ({"DUIQI_THEME": "no such"}, themes.DARK),
    ],
)
def test_the_environment_chooses_the_theme(environment: dict[str, str], theme: object) -> None:
    assert themes.preferred(environment) is theme


def test_the_key_goes_through_all_themes_and_comes_back() -> None:
    name = themes.DARK.name
    seen = []
    for _ in themes.THEMES:
        name = themes.after(name).name
        seen.append(name)
    assert sorted(seen) == sorted(theme.name for theme in themes.THEMES)
    assert name == themes.DARK.name


def test_the_monochrome_theme_has_no_colour() -> None:
    for colour in (themes.MONOCHROME.primary, themes.MONOCHROME.error, themes.MONOCHROME.background):
        assert colour is not None
        assert colour[1:3] == colour[3:5] == colour[5:7]


def test_a_narrow_footer_keeps_the_hints_of_the_lowest_rank_in_their_order() -> None:
    hints = [Hint("a", "a", "first", 3), Hint("b", "b", "second", 1), Hint("c", "c", "third", 2)]
    assert [hint.id for hint in fitting(hints, 80)] == ["a", "b", "c"]
    assert [hint.id for hint in fitting(hints, 20)] == ["b", "c"]
    assert [hint.id for hint in fitting(hints, 9)] == ["b"]
    assert fitting(hints, 3) == []


def test_the_theme_chosen_before_holds_where_the_environment_says_nothing() -> None:
    assert themes.preferred({}, "duiqi-light") is themes.LIGHT
    assert themes.preferred({"NO_COLOR": "1"}, "duiqi-light") is themes.MONOCHROME
    assert themes.preferred({}, "gone") is themes.DARK
